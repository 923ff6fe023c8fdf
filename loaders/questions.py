"""What only a person can tell about a file, and the sentence that asks it."""

from __future__ import annotations

from dataclasses import dataclass

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
