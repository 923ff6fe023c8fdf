"""A thread of the server that makes a round every few seconds, survives whatever a round does, and is begun again where it
ends all the same."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from data.access.acting import acting, program
from data.store import Store

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]  # the moment, with its zone


_RUNNING: WeakKeyDictionary[Store, list[Background]] = WeakKeyDictionary()


def running(store: Store) -> tuple[Background, ...]:
    """The threads that this process has begun for a store and not stopped."""
    return tuple(_RUNNING.get(store, ()))


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Background(ABC):
    """A thread of a store, from `begin` until the store closes. `name`: of the thread, and of its lines in the log.

    `clock`: the moment of a round. `every`: seconds between two. `patience`: seconds for which the store, when it closes,
    waits for the round that is being made. Of several dashboards on a shared store the one that leads makes the rounds: what
    is sent, issued and deleted by time is so once.
    """

    store: Store
    clock: Clock = now
    every: float = 60.0
    name: str = "background"
    patience: float = 20.0
    is_of_each: bool = False  # of several dashboards on one store: each makes these rounds, not the one that leads
    stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _seen: float | None = None  # the moment of time.monotonic() at which the last round ended
    _is_at_work: bool = False
    _failures: int = 0  # rounds in a row
    _restarts: int = 0
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        self.store.closing.append(self.stop)
        with self._turn:
            self._start()
        _RUNNING.setdefault(self.store, []).append(self)

    def revive(self) -> bool:
        """Begin the thread again where it ended without being told to; whether it had."""
        with self._turn:
            if self.stopped.is_set() or self._thread is None or self._thread.is_alive():
                return False
            log.error("thread %s has ended, and is begun again", self.name)
            self._restarts += 1
            self._start()
            return True

    def _start(self) -> None:
        thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        thread.start()
        self._thread = thread

    def stop(self) -> None:
        """End before the next step of a round; waits for the one that is being made."""
        self.stopped.set()
        if self.store in _RUNNING:
            _RUNNING[self.store] = [one for one in _RUNNING[self.store] if one is not self]
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=self.patience)

    @abstractmethod
    def round(self) -> object:
        """One round; it looks at `stopped` between two steps."""

    def failed(self) -> None:  # noqa: B027 — most threads have nothing to add
        """What follows a round that failed; the failure itself is logged whole."""

    def state(self) -> dict[str, object]:
        """For a check of health: whether the thread lives and is making a round, seconds since its last one ended (None:
        none has), how many failed in a row, and how often the thread was begun again."""
        return {
            "alive": self._thread is not None and self._thread.is_alive(),
            "at_work": self._is_at_work,
            "last_round_seconds_ago": None if self._seen is None else round(time.monotonic() - self._seen, 1),
            "failed_rounds": self._failures,
            "restarts": self._restarts,
        }

    def _run(self) -> None:
        while not self.stopped.is_set():
            self._is_at_work = True
            try:
                if self.is_of_each or self.store.leads():
                    with acting(program(self.name)):
                        self.round()
                self._failures = 0
            except BaseException:  # the outermost edge of this thread, which must survive even an exit: logged whole
                log.exception(self.name)
                self._failures += 1
                with suppress(Exception):
                    self.failed()
            self._is_at_work = False
            self._seen = time.monotonic()
            self.stopped.wait(self.every)


@dataclass
class Supervisor(Background):
    """Looks after the other threads of a store; whoever asks how they are looks after this one (`supervised`)."""

    name: str = "supervisor"
    every: float = 5.0
    is_of_each: bool = True

    def round(self) -> None:
        for one in running(self.store):
            if one is not self:
                one.revive()


def supervised(store: Store) -> dict[str, dict[str, object]]:
    """The state of each thread by its name; those that have ended are told as ended, and begun again."""
    states = {one.name: one.state() for one in running(store)}
    for one in running(store):
        one.revive()
    return states
