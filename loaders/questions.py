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
# the questions about whose figures a file gives (loaders/canonical/whose_figures.py) begin so, whatever each table says of it
WHOSE, NAME, EARLIER_NAME = "same", "name_of", "earlier_name_of"
SAME, ANOTHER = "same", "another"


def is_about_whose(id: str) -> bool:
    """Whether a question is about the account or site of a file."""
    return id.startswith(
        tuple(f"{base}_{place}" for base in (WHOSE, NAME, EARLIER_NAME) for place in ("account", "site"))
    )


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
            if (other.tool, other.question.id) == (item.tool, question.id)
            and (other.question.text == question.text or is_about_whose(question.id))
        ]
        tables = {(other.format, other.table) for other in same}
        alike = len(tables) > len({format for format, _ in tables})
        if len(same) > 1 and not alike and (question.id in ABOUT_THE_FILE or is_about_whose(question.id)):
            question = replace(question, part="")
        if question not in found and not (question.part == "" and any(_is_asked(question, one) for one in found)):
            found.append(question)
    return tuple(found)


def _is_asked(question: Question, found: Question) -> bool:
    """Whether a question about whose figures they are stands already, told of another table of the file."""
    return is_about_whose(question.id) and (found.id, found.part) == (question.id, "")
