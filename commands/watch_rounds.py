"""The rounds of the crisis watch in the background of the server, and `python -m watch` that makes a single one.

The watch evaluates after each write that its data depend on, at the start, and each new day; what is due is sent as soon
as it is due. Its thread survives whatever fails in a round, and says when the last one ended.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TextIO
from zoneinfo import ZoneInfo

from commands import run as runner
from commands.background import Background, now
from data.decisions.brands import own_brands
from data.store import Store, time_zone
from data.watch import messages
from loaders import alert_log
from watch import evaluating, rounds
from watch.rounds import Round

EVERY = 2.0  # seconds
RETRY = timedelta(minutes=1)  # after an evaluation that failed


@dataclass
class Rounds(Background):
    """A thread that watches the store until it closes."""

    name: str = "watch"
    every: float = EVERY
    patience: float = rounds.sending.SECONDS + 5
    _version: int = -1
    _not_before: datetime | None = None  # after an evaluation that failed
    _day: date | None = None
    _logged: int = -1  # the version of the store at which the alert log was last brought up to date
    _is_first: bool = True

    def round(self) -> Round:
        if self._is_first:  # nobody else sends yet: whatever was being sent, was by a program that has ended
            moment = self.clock().astimezone(UTC).replace(tzinfo=None)
            messages.resume(self.store, moment, begun_before=moment)
            self._is_first = False
        return self.step()

    def step(self) -> Round:
        """Make a round; evaluates only where what it reads was written since the last one, or a day has begun."""
        at, version = self.clock(), self.store.version
        day = at.astimezone(ZoneInfo(time_zone(self.store))).date()
        is_wanted = self._version < 0 or day != self._day or self.store.is_touched(evaluating.READS, self._version)
        evaluates = is_wanted and (self._not_before is None or at >= self._not_before)
        done = rounds.make_round(self.store, at, evaluates=evaluates, is_stopped=self.stopped.is_set)
        if evaluates:
            has_failed = len(done.evaluated) < len(own_brands(self.store))
            self._version, self._day = -1 if has_failed else version, day
            self._not_before = at + RETRY if has_failed else None
        if self._logged != self.store.version:  # else nobody did anything since, and nothing was sent
            self._logged = self.store.version
            log_alerts(self.store)
        return done


def log_alerts(store: Store) -> int:
    """Write into the alert log what the watch and people did about episodes since they were last logged."""
    alert_log.withdraw_outdated(store)
    return sum(alert_log.log_alert(store, one) for one in alert_log.to_log(store))


def main(arguments: list[str]) -> int:
    """Exit code: 0 calm or told, 1 refused or a message that was not taken."""
    parser().parse_args(arguments)
    return runner.run("watch", run, arguments, files={})


def run(arguments: list[str], store: Store, files: dict, output: TextIO, errors: TextIO) -> int:
    """Evaluate, send what is due, and say what was found."""
    options = parser().parse_args(arguments)
    del files
    done = rounds.make_round(store, now())
    log_alerts(store)
    for one in done.evaluated:
        open_ones = [found for found in one.found if found.until is None]
        new = sum(1 for change in one.changes if not change.before)
        print(f"{one.brand}: {len(one.found)} episodes, {len(open_ones)} open, {new} new, {len(one.messages)} messages", file=output)  # fmt: skip
    if not done.evaluated:
        print("No brand is declared as ours: the watch has nothing to look at.", file=errors)
        return 1
    if options.verbose:
        for one in messages.messages(store, most=20):
            print(f"  #{one.message} {one.status} {one.channel} {one.address}: {one.subject}", file=output)
    print(f"sent {len(done.sent)}, not taken {len(done.failed)}", file=output)
    return 1 if done.failed else 0


def parser() -> argparse.ArgumentParser:
    """The parser of the arguments; exits with code 2 and the usage on unknown ones."""
    made = argparse.ArgumentParser(
        prog="python -m watch",
        description="Evaluate the crisis watch of the store named by EREPUTATION_STORE, and send what is due.",
    )
    made.add_argument("--verbose", action="store_true", help="list the latest messages")
    return made
