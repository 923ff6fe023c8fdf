"""Sentences for the reader: an English text with named values, translated on display."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Sentence:
    """A text with `{named}` placeholders. `str()` gives the English sentence, `said()` the translated one."""

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
    """The text itself: marks it for the catalogue of translations, when it is stored and translated on display."""
    return text


def from_json(stored: str) -> Sentence:
    """Read a sentence that `Sentence.as_json` wrote."""
    read = json.loads(stored)
    return Sentence(read["text"], read["values"])


class Refusal(Exception):
    """An input that is refused. The sentence says what was found, where, and what to do."""

    def __init__(self, text: str, **values: object) -> None:
        self.sentence = Sentence(text, values)
        super().__init__(str(self.sentence))
