"""What was given: a file, and what the analyst said about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.sentences import Sentence

Progress = Callable[[float, Sentence], None]


@dataclass(frozen=True)
class Request:
    """What was given: a file and what the analyst said about it."""

    path: Path
    name: str
    who: str
    origin: str
    format: str | None
    answers: dict[str, str]
    covered: tuple[date, date] | None
    progress: Progress
