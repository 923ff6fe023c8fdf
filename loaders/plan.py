"""The request to load a file, the format of each of its tables, and the order in which they are loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from data import ledger
from data.sentences import Sentence, sentence
from data.store import Store
from loaders.canonical.staging import Staged, stage
from loaders.questions import Question
from loaders.reading import budget
from loaders.reading import file as file_reader
from loaders.recognition import paired_formats, recognise, stacked_tables
from loaders.recognition import remembered as remembered_choices
from loaders.recognition.signatures import Match

Progress = Callable[[float, Sentence], None]  # receives a share from 0 to 1 and a sentence


def no_progress(_share: float, _sentence: Sentence) -> None:
    """Ignore the progress."""


@dataclass(frozen=True)
class Request:
    """A file to load, with the format, answers and window that the analyst set."""

    path: Path
    name: str
    who: str
    origin: str
    format: str | None
    answers: dict[str, str]
    covered: tuple[date, date] | None
    progress: Progress
    as_upload: tuple[str, int] | None = None  # the id and number that a rebuild gives the upload again
    known_as: str | None = None  # the name of the file whose rejected records this one corrects

    @property
    def source_name(self) -> str:
        """The name under which answers are remembered, and in which a tool may write network and day."""
        return self.known_as or self.name


# a table of the file with its staged copy, or the question about its columns, or why it is not loaded
Planned = tuple[file_reader.FileTable, Staged | Question | Sentence]


def plan_tables(store: Store, request: Request, read: file_reader.OpenedFile, *, schema: str) -> list[Planned]:
    """Recognise and stage each table; empty when the file is loaded already."""
    with store.reading() as cursor:
        if ledger.loaded_with(cursor, read.sha256) is not None:
            return []
        agreed = remembered_choices.agreed(cursor)
    plan: list[Planned] = []
    among = recognise.choice(request.format)
    file_tables = [block for file_table in read.tables for block in stacked_tables.split_tables(file_table, among)]
    claimed = [(file_table, recognise.candidates(file_table, among)) for file_table in file_tables]
    beside = recognise.surroundings(claimed if len(claimed) > 1 else (), file_name=request.name)
    for position, (file_table, candidates) in enumerate(claimed):
        budget.check()
        name = file_table.name or request.name
        request.progress(
            0.05 + 0.35 * position / len(file_tables), sentence("Reading the records of {name}", name=name)
        )
        found = recognise.recognise(
            file_table, candidates, named=request.format, answers=request.answers, agreed=agreed, beside=beside
        )
        if not isinstance(found, Match):
            plan.append((file_table, found))
            continue
        file_table = replace(file_table, notes=(*file_table.notes, *found.notes))
        for other, match in paired_formats.paired_tables(file_table, found):
            staged = stage(store, other, match, schema=schema, number=len(plan))
            plan.append((other, staged))
    return plan


def reading_order(plan: list[Planned]) -> list[int]:
    """The positions of the tables in the order of loading: last those whose period may come from another table."""
    return sorted(range(len(plan)), key=lambda position: _asks_period(plan[position][1]))


def _asks_period(found: Staged | Question | Sentence) -> bool:
    return isinstance(found, Staged) and "period" in found.match.format.asks


def unclaimed_text(plan: list[Planned]) -> str:
    """The text of the tables that no format claims: some tools write period and filters there."""
    rows = [
        row
        for file_table, found in plan
        if isinstance(found, Sentence) and file_table.dialects
        for row in file_reader.first_records(file_table, file_table.dialects[0], 20)
    ]
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def sibling_titles(plan: list[Planned], mine: int) -> str:
    """Tool and lines above the header of the other claimed tables: they may identify a table without title."""
    return "\n".join(
        "\n".join([found.match.format.tool, *found.match.preamble])
        for position, (_, found) in enumerate(plan)
        if position != mine and isinstance(found, Staged)
    )
