"""One JSON line for each thing that is logged, without personal data.

Texts that come with a message (names of files, of people, cells in the words of an error) are replaced by eight digits of
their hash, so that two lines about one thing can be told to be so; numbers and our own words stay. Of an error its kind and
its places in the code are told, not its words. EREPUTATION_LOG=full tells all, for whoever looks for a fault.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from data.sentences import Refusal, Sentence

ROOT = Path(__file__).parents[2]
QUIET = (
    "watchdog",
    "urllib3",
    "PIL",
    "matplotlib",
    "asyncio",
    "uvicorn.error",  # a line for each socket
    "uvicorn.access",  # addresses of visitors
)


def begin(stream: TextIO | None = None) -> None:
    """From now on every logger of this process writes such lines; called once by the server."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines(is_full=os.environ.get("EREPUTATION_LOG", "").strip().lower() == "full"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.setLoggerClass(Passing)
    for known in logging.root.manager.loggerDict.values():
        if type(known) is logging.Logger:
            known.handlers.clear()
            known.__class__ = Passing
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class Passing(logging.Logger):
    """A logger that has no handler of its own, whatever a library adds to it: those of Streamlit and of its web server would
    write the words of an error, which may be those of a cell, past the lines of this file."""

    @property  # type: ignore[override]
    def propagate(self) -> bool:
        return True

    @propagate.setter
    def propagate(self, wished: bool) -> None:
        """Whatever is wished, it passes on."""

    def addHandler(self, hdlr: logging.Handler) -> None:
        """None is taken."""


class Lines(logging.Formatter):
    """`is_full`: with all texts."""

    def __init__(self, *, is_full: bool = False) -> None:
        super().__init__()
        self._is_full = is_full

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "thread": record.threadName,
            "message": self._message(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = self._error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)

    def _message(self, record: logging.LogRecord) -> str:
        if self._is_full or not isinstance(record.msg, str):
            return record.getMessage() if self._is_full else _kept(record.msg)
        given = record.args
        if isinstance(given, dict):
            given = {name: _kept(one) for name, one in given.items()}
        elif given:
            given = tuple(one if isinstance(one, int | float) else _kept(one) for one in given)
        try:
            return record.msg % given if given else record.msg
        except (TypeError, ValueError):
            return record.msg

    def _error(self, error: BaseException) -> dict[str, object]:
        frames = traceback.extract_tb(error.__traceback__)
        told: dict[str, object] = {
            "kind": f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."),
            "at": [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
        }
        if isinstance(error, OSError) and error.strerror:
            told["reason"] = error.strerror
        if isinstance(error, Refusal):
            told["reason"] = error.sentence.text
        if self._is_full:
            told["words"] = str(error)
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is not None:
            told["after"] = self._error(cause)
        return told


def _kept(given: object) -> str:
    """What may be told of a value: our own sentences without what fills them, of a text its hash."""
    if isinstance(given, Refusal):
        return given.sentence.text
    if isinstance(given, Sentence):
        return given.text
    if isinstance(given, bool | int | float | None):
        return str(given)
    return "#" + hashlib.sha256(str(given).encode()).hexdigest()[:8]


def _place(file: str) -> str:
    try:
        return Path(file).relative_to(ROOT).as_posix()
    except ValueError:
        return "/".join(Path(file).parts[-2:])
