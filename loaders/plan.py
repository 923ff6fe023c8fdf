"""What loading a file asks for, what each of its tables is taken for, in which order they are read, and what one tells of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data import ledger
from data.sentences import Sentence, sentence
from data.store import Store
from loaders import blocks, companions, memory, reading, recognition
from loaders.claims import Match
from loaders.questions import Question
from loaders.staging import Staged, stage

Progress = Callable[[float, Sentence], None]  # told a share from 0 to 1 and a sentence


def unwatched(_share: float, _sentence: Sentence) -> None:
    """The progress that nobody watches."""


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


# a table of the file with its staged copy, or the question about its columns, or why it is not taken
Planned = tuple[reading.Part, Staged | Question | Sentence]


def planned(store: Store, request: Request, read: reading.Reading, *, schema: str) -> list[Planned]:
    """Recognise and stage each table; none when the file is loaded already."""
    with store.reading() as cursor:
        if ledger.loaded_with(cursor, read.sha256) is not None:
            return []
        remembered = memory.columns(cursor)
    plan: list[Planned] = []
    among = recognition.choice(request.format)
    pieces = [block for piece in read.parts for block in blocks.divided(piece, among)]
    for place, piece in enumerate(pieces):
        name = piece.name or request.name
        request.progress(0.05 + 0.35 * place / len(pieces), sentence("Reading the records of {name}", name=name))
        found = recognition.recognised(
            piece, among, named=request.format, answers=request.answers, remembered=remembered
        )
        if not isinstance(found, Match):
            plan.append((piece, found))
            continue
        for other, match in companions.read_together(piece, found):
            staged = stage(store, other, match, schema=schema, place=len(plan))
            plan.append((other, staged))
    return plan


def in_order(plan: list[Planned]) -> list[int]:
    """The places of the tables; those whose period another table of the file may tell come last."""
    return sorted(range(len(plan)), key=lambda place: _asks_period(plan[place][1]))


def _asks_period(found: Staged | Question | Sentence) -> bool:
    return isinstance(found, Staged) and "period" in found.match.format.asks


def beside(plan: list[Planned]) -> str:
    """The text of the tables that no format claims: some tools write period and filters there."""
    rows = [
        row
        for piece, found in plan
        if isinstance(found, Sentence) and piece.dialects
        for row in reading.first_records(piece, piece.dialects[0], 20)
    ]
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def siblings(plan: list[Planned], mine: int) -> str:
    """Tool and lines above the header of the other tables that a format claims: titles may tell what a bare one is."""
    return "\n".join(
        "\n".join([found.match.format.tool, *found.match.preamble])
        for place, (_, found) in enumerate(plan)
        if place != mine and isinstance(found, Staged)
    )
