"""Housekeeping in the background of the server: the backup of each day, retention, and what nobody removed."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from commands.background import Background
from data import leftovers
from data.backups import making, settings, shelf
from data.backups.shelf import Backup
from data.decisions import retention
from data.limited import copies as limited_copies
from data.personal import copies, elsewhere, limits, rewriting
from data.sentences import Refusal
from data.store import Store

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds
PATIENCE = 2.0  # seconds for which readers wait while the file is to be rewritten
AT_REST = 300.0  # seconds after the start, before which no backup is made: the first visitors come first
RETRY = timedelta(hours=1)  # after a backup that failed


@dataclass
class Rounds(Background):
    """A thread that keeps the store's house in order, until it closes."""

    name: str = "housekeeping"
    every: float = EVERY
    _begun: float = field(default_factory=time.monotonic)
    _day: date | None = None
    _not_before: datetime | None = None

    def round(self) -> Backup | None:
        at = self.clock()
        limited_copies.tidy(self.store)
        if self._day != at.date():
            self._day = at.date()
            leftovers.sweep_in_service(self.store)
            retention.sweep(self.store)
            self._keep_limits()
            copies.sweep_raw(self.store)
        elsewhere.if_wanted(self.store)
        rewriting.if_wanted(self.store, within=PATIENCE)
        if time.monotonic() - self._begun < AT_REST or (self._not_before is not None and at < self._not_before):
            return None
        try:
            return back_up_if_due(self.store, at)
        except Refusal as refusal:  # of the disk: tried again in an hour; the screens say that the last one is old
            log.error("no backup: %s", refusal)
            self._not_before = at + RETRY
        return None

    def _keep_limits(self) -> None:
        """Delete personal data past their time."""
        done = limits.apply(self.store)
        if any(done.deleted.values()):
            log.info("retention: %s", ", ".join(f"{kind} {count}" for kind, count in done.deleted.items()))


def back_up_if_due(store: Store, at: datetime) -> Backup | None:
    """Make the backup that was due last, unless one was made since; None where none is due, or nothing was loaded yet."""
    due = settings.schedule(store).last_due(at)
    if due is None or shelf.is_off() or store.value("select count(*) from uploads") == 0:
        return None
    # one of the future was made under another clock
    if any(due <= one.made_at <= at for one in shelf.listed(store.path)):
        return None
    done = making.make(store, "schedule", at=at.astimezone(UTC))
    log.info("backup %s made", done.name)
    return done
