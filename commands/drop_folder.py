"""Loads the exports that other programs drop into a folder, look after look, file by file.

A file fails alone: what is wrong with it, or with the folder, is a sentence that Settings and Uploads show, and the next
look tries again. A file is taken once two looks in a row saw it unchanged. What is loaded is a copy, whose hash tells
afterwards whether the file that is moved is the one that was loaded.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from commands.drop_outcome import Outcome
from data.sentences import Refusal, Sentence, sentence
from data.store import now
from loaders.drop_folder import folder as files_of
from loaders.drop_folder import moves
from loaders.drop_folder.folder import LOADED, REFUSED, Stamp, Unsettled
from loaders.drop_folder.seen import Look, Waiting

log = logging.getLogger(__name__)

AGAIN = 60.0  # seconds until what failed is tried again; twice as many after each further failure
LONGEST = 3600.0
STALLED = 600.0  # seconds for which a moved file is still looked at, as a writer may have been interrupted for long


class Loader(Protocol):
    """How a file is loaded: here, or by the process that owns the store."""

    def load(self, path: Path, name: str, *, waited: bool) -> Outcome: ...

    def settle(self) -> None:
        """What follows the loads of a round."""


@dataclass(frozen=True)
class Known:
    """What became of a file that is still there. `tried`: the moment of time.monotonic()."""

    stamp: Stamp
    outcome: Outcome
    since: datetime
    version: int = 0  # of the store
    failures: int = 0
    tried: float = 0.0


@dataclass(frozen=True)
class Done:
    """A file of a round: what became of it, and where it lies now."""

    name: str
    outcome: Outcome
    place: Path


@dataclass
class Watched:
    """A folder that is looked at again and again. `is_due`: whether a file that waits should be read again."""

    folder: Path
    work: Path | None  # where copies are made; None: where the system keeps temporary files
    is_due: Callable[[Known], bool]
    known: dict[str, Known] = field(default_factory=dict)
    look: Look = field(init=False)
    _stamps: dict[str, Stamp] = field(default_factory=dict)
    _moved: dict[Path, tuple[str, Stamp, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.look = Look(str(self.folder))

    def make_round(
        self,
        opened: Callable[[], AbstractContextManager[Loader]],
        *,
        is_stopped: Callable[[], bool] = lambda: False,
        publish: Callable[[Look], None] = lambda _look: None,
        version: Callable[[], int] = lambda: 0,
    ) -> tuple[Done, ...]:
        """Look once, and load what is whole, oldest first. `opened`: entered only where there is a file to load."""
        done: list[Done] = []
        try:
            if not self.folder.is_dir():
                raise Refusal("The folder {folder} is not there.", folder=str(self.folder))
            moves.prepare(self.folder)
            self._undo_moves_of_unfinished_files()
            listing = files_of.listing(self.folder)
        except (Refusal, OSError) as error:
            self._tell(publish, problem=_said(error), arriving=(), unread=())
            return ()
        whole = {
            name
            for name, stamp in listing.files.items()
            if self._stamps.get(name) == stamp and not files_of.is_just_made(stamp, time.time())
        }
        arriving = (*listing.arriving, *(name for name in listing.files if name not in whole))
        self._stamps = listing.files
        self.known = {name: one for name, one in self.known.items() if name in listing.files}
        due = [name for name in files_of.by_age(listing.files, whole) if self._is_wanted(name, listing.files[name])]
        with opened() if due else nullcontext() as loader:
            for name in due:
                if is_stopped():
                    break
                publish(self._seen(loading=name))
                found = self._take(name, listing.files[name], loader, version)
                if found is not None:
                    done.append(found)
            if any(one.outcome.status == "loaded" for one in done):
                loader.settle()
        moves.forget_questions(self.folder, (name for name, one in self.known.items() if one.outcome.questions))
        self._tell(publish, problem=None, arriving=tuple(sorted(arriving)), unread=listing.unread)
        return tuple(done)

    def _is_wanted(self, name: str, stamp: Stamp) -> bool:
        known = self.known.get(name)
        if known is None or known.stamp != stamp:
            return True
        if known.outcome.status == "needs an answer":
            return self.is_due(known)
        return time.monotonic() >= known.tried + min(LONGEST, AGAIN * 2**known.failures)

    def _take(self, name: str, stamp: Stamp, loader: Loader, version: Callable[[], int]) -> Done | None:
        """Load and move one file; None where it is not done with. Raises nothing that is the file's own fault."""
        before = self.known.get(name)
        outcome = Outcome("failed", "", "")
        at = version()
        try:
            outcome = self._loaded(name, loader, before)
            if outcome.status in ("loaded", "already loaded", "refused"):
                to = REFUSED if outcome.status == "refused" else LOADED
                place = moves.settle(self.folder, name, sha256=outcome.sha256, to=to, receipt=outcome.text)
                self._moved[place] = (name, files_of.stamp_of(place.lstat()), time.monotonic() + STALLED)
                self.known.pop(name, None)
                return Done(name, outcome, place)
            if outcome.status == "needs an answer":
                moves.ask(self.folder, name, outcome.text)
        except Unsettled:
            self._stamps.pop(name, None)
            self.known.pop(name, None)
            return None
        except (Refusal, OSError) as error:
            outcome = Outcome("failed", outcome.sha256, "", _of_file(error, outcome.status))
        except Exception:  # the edge of one file: logged whole
            log.exception("inbox folder: %r", name)
            outcome = Outcome("failed", "", "", sentence("It could not be loaded: the log of the server says why."))
        failures = before.failures + 1 if before and outcome.status == "failed" else 0
        self.known[name] = Known(
            stamp,
            outcome,
            since=before.since if before and before.stamp == stamp else now(),
            version=at,
            failures=failures,
            tried=time.monotonic(),
        )
        return Done(name, outcome, self.folder / name)

    def _loaded(self, name: str, loader: Loader, before: Known | None) -> Outcome:
        with tempfile.TemporaryDirectory(prefix="dropped-", dir=self.work, ignore_cleanup_errors=True) as place:
            copy = Path(place) / "content"
            sha256 = files_of.copied(self.folder / name, copy)
            waited = before is not None and bool(before.outcome.questions) and before.outcome.sha256 == sha256
            return loader.load(copy, name, waited=waited)

    def _undo_moves_of_unfinished_files(self) -> None:
        """Put files back that were written to after they were moved: whoever writes them had only paused."""
        for place, (name, stamp, until) in list(self._moved.items()):
            try:
                is_written = files_of.stamp_of(place.lstat()) != stamp
            except OSError:  # somebody took it away
                is_written, until = False, 0.0
            if is_written:
                with suppress(OSError):
                    moves.put_back(place, self.folder, name)
            if is_written or time.monotonic() > until:
                del self._moved[place]

    def _tell(
        self,
        publish: Callable[[Look], None],
        *,
        problem: Sentence | None,
        arriving: tuple[str, ...],
        unread: tuple[str, ...],
    ) -> None:
        """State the health of the round that is over."""
        told = sorted(self.known.items(), key=lambda pair: (pair[1].since, pair[0]))
        self.look = Look(
            str(self.folder),
            at=now(),
            waiting=tuple(
                Waiting(name, self.folder / name, one.outcome.sha256, one.since, one.outcome.questions)
                for name, one in told
                if one.outcome.status == "needs an answer"
            ),
            arriving=arriving,
            unread=unread,
            faults=tuple(
                (name, one.outcome.said or sentence("It could not be loaded: the log of the server says why."))
                for name, one in told
                if one.outcome.status == "failed"
            ),
            problem=problem,
        )
        publish(self.look)

    def _seen(self, *, loading: str) -> Look:
        return replace(self.look, loading=loading)


def _said(error: Refusal | OSError) -> Sentence:
    if isinstance(error, Refusal):
        return error.sentence
    return sentence(
        "The folder cannot be read: {reason}.", reason=os.strerror(error.errno) if error.errno else str(error)
    )


def _of_file(error: Refusal | OSError, status: str) -> Sentence:
    """Why a file could not be read, or not be moved."""
    if isinstance(error, Refusal):
        return error.sentence
    reason = error.strerror or str(error)
    if status in ("loaded", "already loaded"):
        return sentence("It is loaded, but could not be moved to the folder loaded: {reason}.", reason=reason)
    return sentence("It could not be read or moved: {reason}. It is tried again.", reason=reason)
