"""What was computed from a state of the store, kept for as long as what it depends on is the same.

A key that names the store's version is lost with every write, whatever it wrote; a fingerprint (kpis/engine/depends.py) only
with a write that touched what the value depends on.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from data.store import Store

Made = TypeVar("Made")


TURNS = 3  # how often who waits asks anew after writes, before it makes the value alone
_off = threading.local()


def is_of_one_state(store: Store, began: int) -> bool:
    """Whether what was read since `began` (then the store's version, and no write under way) is of one state, if what it
    depends on is the same now: one write at most became visible. After two, the second may have undone the first."""
    version = store.version
    return store.begun == version <= began + 1


def is_off() -> bool:
    """Whether this thread computes everything anew."""
    return getattr(_off, "now", False)


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Every figure of this thread by a statement of its own, neither from what is kept nor for it."""
    before, _off.now = is_off(), True
    try:
        yield
    finally:
        _off.now = before


@dataclass
class _Kept(Generic[Made]):
    """Of one store, shared by its threads."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    values: OrderedDict[Hashable, Made] = field(default_factory=OrderedDict)
    making: dict[Hashable, threading.RLock] = field(default_factory=dict)


class Kept(Generic[Made]):
    """Values of each store by key and state. `most`: of a store; the one unused for longest goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._stores: WeakKeyDictionary[Store, _Kept[Made]] = WeakKeyDictionary()
        self._turn = threading.Lock()

    def get(self, store: Store, key: Hashable, state: Callable[[], Hashable], make: Callable[[], Made]) -> Made:
        """The value of `make()`: the one kept of this key and state, or made by one thread while others wait for it.

        It is not kept where a write that touched the state became visible meanwhile: not all of it was read of the state
        that it would be found by. Who waited for another's while such a write came asks for the state of now.
        """
        with self._turn:
            mine = self._stores.setdefault(store, _Kept())
        for _ in range(TURNS):
            began = store.begun
            if began != store.version or is_off():
                break
            full = (key, state())
            found = self._found(mine, full)
            if found is not None:
                return found[0]
            with self._making(mine, full):
                found = self._found(mine, full)  # who made it meanwhile?
                if found is not None:
                    return found[0]
                if store.begun != began:
                    continue
                made = make()
                is_same = store.version == began or (key, state()) == full
                if is_same and is_of_one_state(store, began):  # in this order: a write may come between the two
                    with mine.turn:
                        mine.values[full] = made
                        while len(mine.values) > self.most:
                            mine.values.popitem(last=False)
                return made
        return make()

    def cache_clear(self) -> None:
        with self._turn:
            self._stores = WeakKeyDictionary()

    @staticmethod
    def _found(mine: _Kept[Made], full: Hashable) -> tuple[Made] | None:
        with mine.turn:
            if full not in mine.values:
                return None
            mine.values.move_to_end(full)
            return (mine.values[full],)

    @staticmethod
    @contextmanager
    def _making(mine: _Kept[Made], full: Hashable) -> Iterator[None]:
        with mine.turn:
            turn = mine.making.setdefault(full, threading.RLock())
        try:
            with turn:
                yield
        finally:
            with mine.turn:
                mine.making.pop(full, None)
