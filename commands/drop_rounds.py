"""The thread of the server that looks into the inbox folder: it survives whatever a file does, and states its health."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from commands import drop_outcome
from commands.background import Background
from commands.drop_folder import Done, Known, Watched
from commands.drop_outcome import Outcome
from data.decisions import drop_folder
from data.ledger import loaded_with
from data.sentences import Refusal, sentence
from data.store import Store, now
from loaders.drop_folder import seen
from loaders.drop_folder.seen import Look

EVERY = 5.0  # seconds between two looks
# what a question is answered from; a file that waits is read again when one of them changed
ANSWERED_BY = ("remembered", "brand_roles", "decisions", "settings")


@dataclass
class InThisProcess:
    """Loads into a store that this process has open."""

    store: Store
    is_stopped: Callable[[], bool] = lambda: False

    def load(self, path: Path, name: str, *, waited: bool) -> Outcome:
        return drop_outcome.of_file(self.store, path, name=name, waited=waited)

    def settle(self) -> None:
        drop_outcome.settle(self.store, is_stopped=self.is_stopped)


@dataclass
class Rounds(Background):
    """A thread that looks into the inbox folder, whichever it is at the time, until the store closes."""

    name: str = "inbox folder"
    every: float = EVERY
    _watched: Watched | None = None
    _named: tuple[int, str] = (-1, "")  # version of the store -> its folder

    def begin(self) -> None:
        for left in self.store.work.glob("dropped-*"):  # of a server that was killed
            shutil.rmtree(left, ignore_errors=True)
        super().begin()

    def stop(self) -> None:
        super().stop()
        seen.publish(self.store, None)

    def round(self) -> tuple[Done, ...]:
        return self.look()

    def failed(self) -> None:
        problem = sentence("The last look failed: the log of the server says why.")
        seen.publish(self.store, Look(self._named[1], at=now(), problem=problem))

    def look(self) -> tuple[Done, ...]:
        """One round, where there is a folder."""
        named = self._folder()
        if not named:
            self._watched = None
            seen.publish(self.store, None)
            return ()
        if self._watched is None or str(self._watched.folder) != named:
            try:
                path = drop_folder.checked(named, self.store.path)
                drop_folder.make(path)
            except Refusal as refusal:
                seen.publish(self.store, Look(named, at=now(), problem=refusal.sentence))
                return ()
            self._watched = Watched(path, self.store.work, self._is_answered)
            seen.publish(self.store, self._watched.look)
        return self._watched.make_round(
            lambda: nullcontext(InThisProcess(self.store, self.stopped.is_set)),
            is_stopped=self.stopped.is_set,
            publish=lambda look: seen.publish(self.store, look),
            version=lambda: self.store.version,
        )

    def _folder(self) -> str:
        if self._named[0] != self.store.version:
            self._named = (self.store.version, drop_folder.folder(self.store))
        return self._named[1]

    def _is_answered(self, known: Known) -> bool:
        """Whether an answer may be remembered since, or the content was loaded by somebody's answer."""
        if self.store.is_touched(ANSWERED_BY, known.version):
            return True
        if not self.store.is_touched(("uploads",), known.version):
            return False
        with self.store.reading() as cursor:
            return loaded_with(cursor, known.outcome.sha256) is not None
