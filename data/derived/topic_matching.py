"""The topic rules in force, and the regular expressions that find their words in a text."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

_LEXICON = Path(__file__).parent / "lexicon.toml"
_GAP = r"[\s\x{A0}\x{202F}'’‑-]+"  # between the words of an expression
# letter -> its spellings with and without accents; texts are in composed form (NFC)
_WRITTEN = {
    "a": "[aàâäáãå]", "c": "[cç]", "e": "[eéèêë]", "i": "[iîïíì]", "n": "[nñ]", "o": "[oôöóòõ]", "u": "[uùûüú]",
    "y": "[yÿý]", "œ": "(?:œ|oe)", "æ": "(?:æ|ae)",
}  # fmt: skip
_PLAIN = {sign: letter for letter, signs in _WRITTEN.items() for sign in signs.strip("[]") if signs[0] == "["}


@dataclass(frozen=True)
class Topic:
    """The rule of a topic. A `*` at the end of a word matches any ending; accents and case are ignored.

    An excluded expression is removed from the text before matching: 'rappel' without 'pour rappel' still
    finds "pour rappel, un rappel de véhicules est en cours".
    """

    name: str
    words: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    is_sensitive: bool = False
    set_at: datetime | None = None  # None: built-in
    set_by: str | None = None


@cache
def built_in() -> tuple[Topic, ...]:
    """The sensitive topics that come with the product (lexicon.toml)."""
    read = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    return tuple(Topic(name, tuple(one["words"]), tuple(one["exclusions"]), True) for name, one in read.items())


def in_force(cursor: duckdb.DuckDBPyConnection) -> tuple[Topic, ...]:
    """The topics in force, in order of precedence: a team's own by name, then the built-in ones."""
    cursor.execute(
        """
        select topic, words, exclusions, is_sensitive, set_at, set_by
        from topic_rules
        order by rowid
        """
    )
    latest = {row[0]: read_rule(row) for row in cursor.fetchall()}
    rules = [one for _, one in sorted(latest.items())] + [one for one in built_in() if one.name not in latest]
    return tuple(one for one in rules if one.words)


def pattern(words: Iterable[str], *, whole: bool = True) -> str:
    """The regular expression (RE2) that finds one of these words or expressions; `whole`: as whole words."""
    found = "|".join(_expression(word) for word in words)
    return rf"(?i)(?:^|[^\pL\pN_])(?:{found})(?:$|[^\pL\pN_])" if whole else f"(?i)(?:{found})"


def hint(words: Iterable[str]) -> str | None:
    """A regular expression that costs little, over `folded` texts: finds every text in which `pattern` finds a word, and
    some others. None where a word has no letter of a to z.

    Compiling classes of letters for two hundred words takes as long as all else that a small upload does.
    """
    runs = [max(re.findall("[a-z0-9]+", _folded(word)), key=len, default="") for word in words]
    return "|".join(sorted(set(runs))) if all(runs) else None


def folded(text: str) -> str:
    """SQL for a text in lower case and without accents; the long s and a K may be written in other letters."""
    return f"strip_accents(lower(translate({text}, 'ſ', 's')))"


def _folded(word: str) -> str:
    """A word in which each letter that may be written with an accent is plain, and each that may be two is a gap."""
    return "".join(" " if sign in "œæ" else _PLAIN.get(sign, sign) for sign in word.lower())


def _expression(written: str) -> str:
    return _GAP.join(_word(word) for word in re.split(r"[\s'’‑-]+", written.strip()) if word)


def _word(word: str) -> str:
    stem, ending = (word[:-1], r"[\pL\pN_]*") if word.endswith("*") else (word, "")
    return "".join(_letter(sign) for sign in stem.lower()) + ending


def _letter(sign: str) -> str:
    plain = _PLAIN.get(sign, sign)
    return _WRITTEN.get(plain) or re.escape(plain)


def read_rule(row: tuple) -> Topic:
    """A row of topic_rules as a rule."""
    name, words, exclusions, is_sensitive, set_at, set_by = row
    return Topic(name, tuple(json.loads(words)), tuple(json.loads(exclusions)), is_sensitive, set_at, set_by)
