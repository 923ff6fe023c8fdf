"""The questions about a file that only a person can answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.sentences import Sentence


@dataclass(frozen=True)
class Question:
    """A question about one table of a file; empty `options` accept any text."""

    id: str
    part: str
    text: Sentence
    options: tuple[str, ...]
    default: str | None


def answers_for(answers: dict[str, str], part: str) -> dict[str, str]:
    """The answers for one table: those for the whole file, overridden by those written '<part>/<question>'."""
    found = {name: value for name, value in answers.items() if "/" not in name}
    prefix = f"{part}/"
    found.update({name[len(prefix) :]: value for name, value in answers.items() if name.startswith(prefix)})
    return found


@dataclass(frozen=True)
class Asked:
    """A question with the format and tool of its table, and the sheet or zip member that contains the table."""

    question: Question
    format: str
    tool: str
    table: str


ABOUT_THE_FILE = ("brand", "network", "account", "period", "export_date", "rows")


def asked_once(asked: Iterable[Asked]) -> tuple[Question, ...]:
    """One question for the whole file when several tables of one tool ask the same.

    Two zip members or sheets of the same format may concern two brands: those are asked one by one.
    """
    all_asked = list(asked)
    found: list[Question] = []
    for item in all_asked:
        question = item.question
        same = [
            other
            for other in all_asked
            if (other.tool, other.question.id, other.question.text) == (item.tool, question.id, question.text)
        ]
        tables = {(other.format, other.table) for other in same}
        alike = len(tables) > len({format for format, _ in tables})
        if len(same) > 1 and not alike and question.id in ABOUT_THE_FILE:
            question = replace(question, part="")
        if question not in found:
            found.append(question)
    return tuple(found)
