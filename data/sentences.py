"""Sentences for the reader: an English text with named values, translated on display."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Sentence:
    """A text with `{named}` placeholders. `str()` gives the English sentence, `said()` the translated one.

    A value may be a sentence itself, or a list of (code, count): columns of the store, each with a number of cells.
    """

    text: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said(lambda text: text)

    def said(self, translate: Translate) -> str:
        values = {name: _said(value, translate) for name, value in self.values.items()}
        return translate(self.text).format(**values)

    def as_json(self) -> str:
        return json.dumps({"text": self.text, "values": self.values}, ensure_ascii=False, default=_plain)


def _said(value: object, translate: Translate) -> object:
    if isinstance(value, Sentence):
        return value.said(translate)
    if isinstance(value, list):
        return ", ".join(f"{code} ({count})" for code, count in value)
    return value


def sentence(text: str, **values: object) -> Sentence:
    return Sentence(text, values)


def N_(text: str) -> str:
    """The text itself: marks it for the catalogue of translations, when it is stored and translated on display."""
    return text


def from_json(stored: str) -> Sentence:
    """Read a sentence that `Sentence.as_json` wrote."""
    return _sentence(json.loads(stored))


def _sentence(read: dict[str, Any]) -> Sentence:
    values = {
        name: _sentence(value) if isinstance(value, dict) and set(value) == {"text", "values"} else value
        for name, value in read["values"].items()
    }  # fmt: skip
    return Sentence(read["text"], values)


def _plain(value: object) -> object:
    return {"text": value.text, "values": value.values} if isinstance(value, Sentence) else str(value)


class Refusal(Exception):
    """An input that is refused. The sentence says what was found, where, and what to do."""

    def __init__(self, text: str, **values: object) -> None:
        self.sentence = Sentence(text, values)
        super().__init__(str(self.sentence))
