"""Screens of figures are drawn a few at a time, in the order in which they were asked for.

Python runs one thread at a time. Fifty screens that are drawn together each wait for all the others, and compute the same
figures before any of them is kept; one after the other, the second finds what the first has computed.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOOK = 0.2  # seconds between two looks whether whoever waits still wants to


class Turns:
    """`most`: how many may be taken at once."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, look: Callable[[], object]) -> Iterator[None]:
        """Wait for a turn and give it back at the end. `look` is called while it waits; what it raises ends the wait."""
        self._wait(look)
        try:
            yield
        finally:
            self._give_back()

    @property
    def waiting(self) -> int:
        with self._lock:
            return len(self._waiting)

    def _wait(self, look: Callable[[], object]) -> None:
        mine = threading.Event()
        with self._lock:
            if self._free and not self._waiting:
                self._free -= 1
                return
            self._waiting.append(mine)
        try:
            while not mine.wait(LOOK):
                look()
        except BaseException:
            with self._lock:
                if not mine.is_set():
                    self._waiting.remove(mine)
                    raise
            self._give_back()  # the turn came while it gave up
            raise

    def _give_back(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


OF_FIGURES = Turns(max(2, os.cpu_count() or 1))
