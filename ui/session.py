"""The session: the open store, the visitor's language, translation, date formats and identity."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import streamlit as st

from charts import ink
from data.access import acting
from data.access.acting import NOBODY
from data.limited import copies
from data.sentences import Refusal, Sentence
from data.store import Store, store_path, time_zone
from locales import LANGUAGES, nearest_language, plural, translator
from locales.numbers import day, number, rounded, written
from ui.view import url
from wording.vocabulary import label

Made = TypeVar("Made")
_SPOKEN: ContextVar[str | None] = ContextVar("language of what is made later", default=None)


def open_store(opener: Callable[[Path], Store]) -> Store:
    """The store of this process, opened by `opener` at the first call. Entry files call it before any screen.

    Shared by all sessions, reruns and threads. Raises what `opener` raises; the next call then tries again.
    """
    return _opened(str(store_path()), _opener=opener)


def main_store() -> Store:
    """The open store with every brand, whoever asks: for sign-ins, the log and what is of no brand. Raises RuntimeError when
    no entry has opened it."""
    return _opened(str(store_path()), _opener=_not_opened)


def store() -> Store:
    """What whoever acts may read: the open store, or the copy that holds the brands of a limited access alone.

    Raises RuntimeError when no entry has opened the store; Refusal for nobody, and where a copy cannot be made.
    """
    who = acting.current()
    if who.role == NOBODY:
        raise Refusal("Sign in to see this dashboard: nobody is signed in here.")
    return main_store() if who.brands is None else copies.of(main_store(), who.brands)


@st.cache_resource(show_spinner=False)
def _opened(path: str, *, _opener: Callable[[Path], Store]) -> Store:
    return _opener(Path(path))


def _not_opened(path: Path) -> Store:
    raise RuntimeError(f"no entry has opened the store {path}")


def language() -> str:
    """The visitor's language: from the URL, else from the browser."""
    kept = _SPOKEN.get()
    if kept is not None:
        return kept
    return nearest_language(url.read("lang"), st.context.locale)


def later(make: Callable[[], Made]) -> Callable[[], Made]:
    """`make`, to be called when no screen is being drawn (a download that was clicked): in the visitor's language of now."""
    spoken = language()

    def made() -> Made:
        token = _SPOKEN.set(spoken)
        try:
            return make()
        finally:
            _SPOKEN.reset(token)

    return made


def choose_language(code: str) -> None:
    """Keep the language in the URL."""
    if code in LANGUAGES:
        url.put("lang", code)


def say(text: str, **values: object) -> str:
    """Translate an English text into the visitor's language and fill its {named} placeholders."""
    say_sentence = translator(language())(text)
    return say_sentence.format(**values) if values else say_sentence


def say_plural(one: str, several: str, count: int, **values: object) -> str:
    """Translate the singular or plural text; {count} is formatted in the visitor's language."""
    shown = int(rounded(count))
    return plural(language())(one, several, shown).format(count=number(shown, language()), **values)


def say_code(code: str) -> str:
    """The label of a code of the store, in the visitor's language."""
    return say(label(code))


def say_sentence(sentence: Sentence) -> str:
    """A sentence in the visitor's language, its numbers and days as they are written there."""
    values = {name: _in_words(value) for name, value in sentence.values.items()}
    return Sentence(sentence.text, values).said(translator(language()))


def _in_words(value: object) -> object:
    if isinstance(value, list):
        return [(say_code(code), written(count, language())) for code, count in value]
    if type(value) is date:
        return day(value, language())
    return written(value, language()) if isinstance(value, int | float) and not isinstance(value, bool) else value


def day_format() -> str:
    """The date format of widgets and tables."""
    return "DD/MM/YYYY" if language() == "fr" else "YYYY-MM-DD"


def pen() -> ink.Pen:
    """The visitor's theme and language, for charts."""
    dark = st.context.theme.type == "dark"
    return ink.Pen(ink.DARK if dark else ink.LIGHT, language())


def today() -> date:
    """Today in the organisation's time zone."""
    return datetime.now(ZoneInfo(time_zone(main_store()))).date()


def day_bounds(*days: date | None) -> dict[str, date]:
    """The earliest and latest day of a date widget: these and all that an export may have. By itself a widget refuses a
    value that is ten years away, and with it the screen."""
    known = [day for day in days if day is not None]
    return {
        "min_value": min([*known, date(1990, 1, 1)]),
        "max_value": max([*known, today() + timedelta(days=3660)]),
    }
