"""The thread of the server that publishes the standing folder again after each write, and on each new day."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from commands.background import Background
from commands.publishing import folder as publishing
from data.decisions import published
from data.sentences import Refusal
from data.store import time_zone

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds
QUIET = 20.0  # seconds without a write before the tables are written: several often follow one another
RETRY = 60.0  # seconds after a publication that was refused, while nothing changed


@dataclass(frozen=True)
class _State:
    """What a publication is of."""

    version: int
    folder: str
    day: date


@dataclass
class Rounds(Background):
    """A thread that keeps the standing folder up to date, whichever it is at the time, until the store closes."""

    name: str = "publishing"
    every: float = EVERY
    quiet: float = QUIET
    patience: float = 30.0
    _done: _State | None = None
    _changed: tuple[int, float] = (-1, 0.0)  # a version of the store, and when it was seen first
    _refused: tuple[_State, float] | None = None

    def round(self) -> publishing.Published | None:
        version, at = self.store.version, time.monotonic()
        if self._changed[0] != version:
            self._changed = (version, at)
        written = published.folder(self.store)
        if not written:
            self._done = None
            published.tell(self.store, None)
            return None
        state = _State(version, written, self.clock().astimezone(ZoneInfo(time_zone(self.store))).date())
        if state == self._done or at - self._changed[1] < self.quiet:
            return None
        if self._refused is not None and self._refused[0] == state and at - self._refused[1] < RETRY:
            return None
        return self._publish(state)

    def _publish(self, state: _State) -> publishing.Published | None:
        try:
            place = published.checked(state.folder, self.store)
            published.remember(self.store, place, who=self.name)
            if self.store.version != state.version:  # it was new: the next round publishes
                return None
            done = publishing.publish(self.store, place, is_stopped=self.stopped.is_set, today=state.day)
        except (publishing.Stopped, publishing.Changed):  # the next round begins anew
            return None
        except Refusal as refusal:
            if self._refused is None or self._refused[0] != state:
                log.error("not published: %s", refusal)
            self._refused = (state, time.monotonic())
            published.tell(self.store, refusal.sentence)
            return None
        published.tell(self.store, None)
        self._done = state
        self._refused = None
        log.info("published %s", ", ".join(f"{name} {count}" for name, count in done.rows.items()))
        return done
