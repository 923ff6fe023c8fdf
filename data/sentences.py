"""Sentences that reach a person: an English text with named values, translated where it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Sentence:
    """A text with `{named}` places. `str()` is the English sentence; `said()` the translated one."""

    text: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)

    def said(self, translate: Translate) -> str:
        return translate(self.text).format(**self.values)

    def as_json(self) -> str:
        return json.dumps({"text": self.text, "values": self.values}, ensure_ascii=False, default=str)


def sentence(text: str, **values: object) -> Sentence:
    return Sentence(text, values)


def N_(text: str) -> str:
    """The text itself: marks for the catalogues a text that is kept by its code and translated where it is shown."""
    return text


def from_json(stored: str) -> Sentence:
    """Read a sentence that `Sentence.as_json` wrote."""
    read = json.loads(stored)
    return Sentence(read["text"], read["values"])


class Refusal(Exception):
    """What was given cannot be taken; the sentence says what was seen, where, and what to do."""

    def __init__(self, text: str, **values: object) -> None:
        self.sentence = Sentence(text, values)
        super().__init__(str(self.sentence))
