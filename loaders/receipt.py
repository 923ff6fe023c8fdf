"""What a load did, or what a previewed load would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data.sentences import Sentence
from loaders.questions import Question


@dataclass(frozen=True)
class Reject:
    """A rejected record. `reason` is an English sentence about the value, translated on display."""

    record: int
    column: str
    value: str | None
    reason: str


@dataclass(frozen=True)
class ColumnUse:
    """A header cell of the file, the field that it fills (None: not used) and its first values."""

    header: str
    field: str | None
    samples: tuple[str, ...]


@dataclass(frozen=True)
class PartReceipt:
    """One table of a file. read = kept + folded + rejected, once its questions are answered."""

    part: str
    format: str
    format_title: dict[str, str]
    why: tuple[str, ...]
    table: str
    header_row: int
    read: int
    kept: int = 0
    folded: int = 0
    replaced: int = 0
    rejected: int = 0
    covered_from: date | None = None
    covered_to: date | None = None
    brands: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    # brand -> label -> records read, before folding; 'unknown': not qualified
    sentiments: dict[str, dict[str, int]] = field(default_factory=dict)
    columns: tuple[ColumnUse, ...] = ()
    rejects: tuple[Reject, ...] = ()
    notes: tuple[Sentence, ...] = ()
    tool: str = ""  # who wrote the export; empty where its columns were read by their names
    sample: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)


@dataclass(frozen=True)
class DoubleCounted:
    """Records counted in more than one table of the file, because they fill several canonical tables."""

    read: int = 0
    kept: int = 0
    folded: int = 0
    replaced: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class Receipt:
    """One file. `status`: ready (a preview), loaded, already loaded, needs an answer, refused.

    A record counts once, however many rows and tables it fills: kept if one of them keeps it, else folded if one folds
    it, else rejected.
    """

    name: str
    sha256: str
    bytes: int
    status: str
    upload_id: str | None = None
    reason: Sentence | None = None
    parts: tuple[PartReceipt, ...] = ()
    questions: tuple[Question, ...] = ()
    ignored: tuple[tuple[str, Sentence], ...] = ()
    double_counted: DoubleCounted = DoubleCounted()
    may_pass: bool = False  # refused for what is wrong with the machine (a full disk …) and not with the file

    @property
    def read(self) -> int:
        return sum(part.read for part in self.parts) - self.double_counted.read

    @property
    def kept(self) -> int:
        return sum(part.kept for part in self.parts) - self.double_counted.kept

    @property
    def folded(self) -> int:
        return sum(part.folded for part in self.parts) - self.double_counted.folded

    @property
    def replaced(self) -> int:
        return sum(part.replaced for part in self.parts) - self.double_counted.replaced

    @property
    def rejected(self) -> int:
        return sum(part.rejected for part in self.parts) - self.double_counted.rejected

    @property
    def covered_from(self) -> date | None:
        return min((part.covered_from for part in self.parts if part.covered_from), default=None)

    @property
    def covered_to(self) -> date | None:
        return max((part.covered_to for part in self.parts if part.covered_to), default=None)
