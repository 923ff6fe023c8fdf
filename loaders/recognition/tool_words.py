"""How the exports of a tool call their columns, files and titles in other languages: loaders/recognition/words/*.toml.

One file per tool (or family of tools that share their wording). `headers` are cells of the header row; `names` are titles
above it, names of files and sheets, and words within header cells. Under each English name stand, by language and by source,
the words; a source says how sure it is: a file that was seen, a help page, or a report (code that reads such files, or the
wording of the screen).

In the text of a format, `{{Reach}}` stands for all words of a name, as a regular expression; `{{h:Views}}` for those of a
header cell.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from loaders.recognition.headers import plain

HERE = Path(__file__).parent / "words"
ENGLISH = "en"
LANGUAGES = ("fr", "en", "de", "es", "it", "pt", "nl")  # those that people here work in; a table may name others
SURE = ("file", "help page", "report")  # the surest first
_PLACEHOLDER = re.compile(r"\{\{(h:)?([^{}]+)\}\}")


class WordsError(Exception):
    """A table of words that breaks the contract. The message names the file and the remedy."""


@dataclass(frozen=True)
class Word:
    """What an export in a language writes for an English name, and the id of the source that says so."""

    text: str
    language: str
    source: str


@dataclass(frozen=True, eq=False)
class Words:
    """The table of words of a tool."""

    file: str
    tools: tuple[str, ...]
    sources: dict[str, dict[str, str]]  # id -> sure, from
    headers: dict[str, tuple[Word, ...]] = field(default_factory=dict)
    names: dict[str, tuple[Word, ...]] = field(default_factory=dict)
    dates: dict[str, Word] = field(default_factory=dict)  # language -> order of day and month
    decimals: dict[str, Word] = field(default_factory=dict)  # language -> decimal mark

    @cached_property
    def _known(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Plain header cell -> its English name, and the languages that write it so."""
        found: dict[str, tuple[str, set[str]]] = {}
        for name, words in self.headers.items():
            for word in (Word(name, ENGLISH, ""), *words):
                cell = plain(word.text)
                known, languages = found.setdefault(cell, (name, set()))
                if known != name:
                    raise WordsError(f"{self.file}: {word.text} stands for both {known} and {name}; leave one out")
                languages.add(word.language)
        return {cell: (name, frozenset(languages)) for cell, (name, languages) in found.items()}

    def languages_of(self, cell: str) -> frozenset[str]:
        """The languages that write a header cell; none for one that the table does not know."""
        known = self._known.get(plain(cell))
        return known[1] if known else frozenset()

    def english(self, cell: str) -> str | None:
        """The English name of a header cell; None for one that the table does not know."""
        known = self._known.get(plain(cell))
        return known[0] if known else None


@cache
def tables() -> dict[str, Words]:
    """The table of words of each tool that has one."""
    found: dict[str, Words] = {}
    for path in sorted(HERE.glob("*.toml")):
        words = read_words(path.read_text(encoding="utf-8"), file=path.name)
        for tool in words.tools:
            if tool in found:
                raise WordsError(f"{path.name}: {tool} has two tables of words; merge them")
            found[tool] = words
    return found


def of(tool: str) -> Words:
    """The table of a tool; an empty one where it has none."""
    return tables().get(tool, Words("", (tool,), {}))


def read_words(text: str, *, file: str) -> Words:
    """Parse and check one table."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WordsError(f"{file}: not valid TOML: {error}") from error
    unknown = set(raw) - {"tools", "sources", "headers", "names", "dates", "decimals"}
    if unknown or not raw.get("tools"):
        raise WordsError(f"{file}: name the tools, and nothing but sources, headers, names, dates and decimals")
    sources = raw.get("sources", {})
    for name, source in sources.items():
        if set(source) != {"sure", "from"} or source["sure"] not in SURE:
            raise WordsError(f"{file}: the source {name} needs from, and sure: one of {', '.join(SURE)}")
    words = Words(
        file, tuple(raw["tools"]), sources,
        headers={name: _listed(entry, sources, file, name) for name, entry in raw.get("headers", {}).items()},
        names={name: _listed(entry, sources, file, name) for name, entry in raw.get("names", {}).items()},
        dates={one.language: one for one in _listed(raw.get("dates", {}), sources, file, "dates")},
        decimals={one.language: one for one in _listed(raw.get("decimals", {}), sources, file, "decimals")},
    )  # fmt: skip
    words.languages_of("")  # raises for a word of two names
    return words


def _listed(entry: dict[str, Any], sources: dict[str, Any], file: str, name: str) -> tuple[Word, ...]:
    found = []
    for language, by_source in entry.items():
        for source, texts in by_source.items():
            if source not in sources:
                raise WordsError(f"{file}: {name} names the source {source}; add it to sources")
            found += [Word(text, language, source) for text in ([texts] if isinstance(texts, str) else texts)]
    return tuple(found)


def filled(text: str, tool: str, *, file: str) -> str:
    """The text of a format with the words of its tool in place of each `{{name}}`."""

    def alternatives(found: re.Match[str]) -> str:
        among = of(tool).headers if found[1] else of(tool).names
        if found[2] not in among:
            raise WordsError(
                f"{file}: no table of words of {tool} knows {found[2]}; add it to loaders/recognition/words"
            )
        return _any_of([found[2], *(word.text for word in among[found[2]])])

    return _PLACEHOLDER.sub(alternatives, text)


def _any_of(texts: list[str]) -> str:
    """A regular expression for any of some texts, that may stand in a literal of SQL or TOML: no quotes, no backslashes."""
    signs = {"'": ".", "’": ".", '"': ".", " ": "[ \u00a0\u202f]"}
    patterns = [
        "".join(signs.get(sign, sign if sign.isalnum() or sign in "&/-–" else f"[{sign}]") for sign in one)
        for one in dict.fromkeys(unicodedata.normalize("NFC", text) for text in texts)
    ]
    return f"(?:{'|'.join(patterns)})"


def with_words(aliases: dict[str, tuple[str, ...]], names: Iterable[str], tool: str) -> dict[str, tuple[str, ...]]:
    """The spellings of each name of a format: its own, then what the tool writes for them in other languages."""
    known = of(tool).headers
    found = {}
    for name in names:
        own = (name.removesuffix(" #2"), *aliases.get(name, ()))
        others = [word.text for one in own for word in known.get(one, ())]
        spellings = tuple(one for one in dict.fromkeys((*own[1:], *others)) if one != name)
        if spellings:
            found[name] = spellings
    return found


def language_of(tool: str, cells: Iterable[str]) -> frozenset[str]:
    """The languages that write all of these header cells, where each may also be English.

    English alone where all cells are, or where the table knows none; none where two languages are mixed.
    """
    words = of(tool)
    told = [languages for cell in cells if (languages := words.languages_of(cell))]
    if all(ENGLISH in languages for languages in told):
        return frozenset((ENGLISH,))
    others = frozenset.union(*told) - {ENGLISH}
    return frozenset(one for one in others if all(one in languages or ENGLISH in languages for languages in told))
