"""Computes again, in the background, the figures that a write touched, so that the next look finds them.

It never holds a screen back: it runs beside the answer of the write, one KPI at a time, waits while a screen is drawn, gives
way as soon as the next write has begun, and ends with the store. An error of it is logged and harmless: a figure that it did not renew is computed
when it is looked at.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic, sleep

import duckdb

from commands.background import Background

log = logging.getLogger(__name__)

Step = Callable[[], object] | None  # None: what follows can wait until nobody writes
PAUSE = 0.5  # seconds after a write: several often follow one another, and a screen is drawn first
QUIET = 20.0  # seconds without a write before what can wait
WAIT = 30.0  # seconds without a write that make a round, so that the thread is seen to live
PATIENT = (
    5.0  # seconds at most for which a figure waits until no screen is drawn: where one always is, it computes a few
)
LOOK = 0.05  # seconds between two looks whether one is
BREATH = 0.01  # seconds between two figures, in which a screen's statement finds its turn


@dataclass
class Renewal(Background):
    """A thread that runs the steps of `steps` after each write of a store, from the first one that the store makes."""

    name: str = "renewal"
    every: float = 0.0
    steps: Callable[[], Iterable[Step]] = field(kw_only=True)
    is_busy: Callable[[], bool] = field(default=lambda: False, kw_only=True)  # whether a screen is being drawn
    _wanted: threading.Event = field(default_factory=threading.Event)
    _at_rest: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> None:
        """Follow the store's writes until it closes."""
        self._at_rest.set()
        self.store.after_write = self.wanted
        super().begin()

    def wanted(self) -> None:
        """A write is over: begin, or begin anew."""
        self._at_rest.clear()
        self._wanted.set()

    def stop(self) -> None:
        """End before the next figure; waits for the one that is being computed."""
        self.stopped.set()
        self._wanted.set()
        super().stop()

    def wait(self, seconds: float) -> bool:
        """Whether every figure is renewed, after at most so many seconds."""
        return self._at_rest.wait(seconds)

    def round(self) -> None:
        self._wanted.wait(WAIT)
        if not self._wanted.is_set() or self.stopped.wait(PAUSE):
            return
        self._wanted.clear()
        try:
            self._renew()
        finally:
            if not self._wanted.is_set():
                self._at_rest.set()

    def _give_way(self, version: int) -> None:
        """Wait while a screen is drawn: who looks computes what he looks at, and others wait for the same."""
        last = monotonic() + PATIENT
        while self.is_busy() and self.store.version == version and monotonic() < last and not self.stopped.is_set():
            sleep(LOOK)

    def _renew(self) -> None:
        """Run the steps as of one version of the store; a later write has them begin anew."""
        version = self.store.version
        try:
            for step in self.steps():
                self._give_way(version)
                if self.stopped.is_set() or self.store.version != version:
                    return
                if step is None:
                    if self._wanted.wait(QUIET):
                        return
                    continue
                try:
                    step()
                except duckdb.Error:  # one figure may fail: the others are renewed
                    log.warning("a figure was not renewed", exc_info=True)
                sleep(BREATH)
        except Exception:  # the outermost edge of this thread: logged whole
            log.exception("renewal")
