"""What only a person can answer about a file, and the sentence that asks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.sentences import Sentence


@dataclass(frozen=True)
class Question:
    """A question about one table of a file; an empty `options` takes any text."""

    id: str
    part: str
    text: Sentence
    options: tuple[str, ...]
    default: str | None


def answers_for(answers: dict[str, str], part: str) -> dict[str, str]:
    """The answers that hold for a part: those of the file, over them those written '<part>/<question>'."""
    mine = {name: value for name, value in answers.items() if "/" not in name}
    prefix = f"{part}/"
    mine.update({name[len(prefix) :]: value for name, value in answers.items() if name.startswith(prefix)})
    return mine


@dataclass(frozen=True)
class Asked:
    """A question with the format and tool of its table, and the sheet or file of the zip that the table stands in."""

    question: Question
    format: str
    tool: str
    table: str


ABOUT_THE_FILE = ("brand", "network", "account", "period", "export_date")


def asked_once(asked: Iterable[Asked]) -> tuple[Question, ...]:
    """One question for the whole file where several tables of one tool ask the same.

    Two files of a zip, or sheets, that have the same format may be of two brands: those are asked one by one.
    """
    all_asked = list(asked)
    found: list[Question] = []
    for one in all_asked:
        question = one.question
        same = [
            other
            for other in all_asked
            if (other.tool, other.question.id, other.question.text) == (one.tool, question.id, question.text)
        ]
        tables = {(other.format, other.table) for other in same}
        alike = len(tables) > len({format for format, _ in tables})
        if len(same) > 1 and not alike and question.id in ABOUT_THE_FILE:
            question = replace(question, part="")
        if question not in found:
            found.append(question)
    return tuple(found)
