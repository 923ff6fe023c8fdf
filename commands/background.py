"""A thread of the server that makes a round every few seconds, and survives whatever a round does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from data.store import Store

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]  # the moment, with its zone


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Background:
    """A thread of a store, from `begin` until the store closes. `name`: of the thread, and of its lines in the log.

    `clock`: the moment of a round. `every`: seconds between two. `patience`: seconds for which the store, when it closes,
    waits for the round that is being made.
    """

    store: Store
    clock: Clock = now
    every: float = 60.0
    name: str = "background"
    patience: float = 20.0
    stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def begin(self) -> None:
        self.store.closing.append(self.stop)
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End before the next step of a round; waits for the one that is being made."""
        self.stopped.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=self.patience)

    def round(self) -> object:
        """One round; it looks at `stopped` between two steps."""
        raise NotImplementedError

    def failed(self) -> None:
        """What follows a round that failed; the failure itself is logged whole."""

    def _run(self) -> None:
        while not self.stopped.is_set():
            try:
                self.round()
            except Exception:  # the outermost edge of this thread, which must survive: logged whole
                log.exception(self.name)
                self.failed()
            self.stopped.wait(self.every)
