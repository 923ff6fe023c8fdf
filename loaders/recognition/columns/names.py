"""What a header cell may name: the roles of columns in seven languages, as column_names.toml spells them.

A name never settles a role alone: `column_proposal.py` looks at the values first. Headers are compared word by word, so
that `tweet_created`, `createdAt`, `Date de publication (UTC)` and `campaigndatecreated` all show their words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from loaders.recognition.headers import plain, visible

WHOLE, BEGINS_OR_ENDS, WITHIN, GLUED = 10.0, 6.0, 4.0, 2.0  # how much of a header is the name; 0: none of it

LONGEST_NAME = 300  # characters of a header cell that are looked at: more is no name, and each is compared with each

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+|\d+|%")
# words that say nothing about what a column contains
_EMPTY = frozenset(("the", "of", "le", "la", "les", "l", "de", "du", "des", "d", "el", "del", "der", "die", "das", "il", "o", "a", "het"))  # fmt: skip
_FIGURES = ("metrics", "web")
_ASKS = frozenset(("is", "was", "has", "est", "es", "ist"))  # a header that begins so holds yes or no


@dataclass(frozen=True)
class Role:
    """The names of a role, word by word, and the words that rule it out."""

    names: tuple[tuple[str, ...], ...]
    ruled_out: frozenset[str] = frozenset()


def words(cell: str) -> tuple[str, ...]:
    """The words of a header cell, plain: `reviewDate_UTC` is review, date, utc; `%` is a word."""
    return _words(cell[:LONGEST_NAME])


@lru_cache(maxsize=20_000)
def _words(cell: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(_HUMPS.sub(" ", visible(cell)))))


def score(cell: str, role: str) -> float:
    """How well a header cell names a role: WHOLE, BEGINS_OR_ENDS, WITHIN, GLUED, or 0; longer names count a little more."""
    return _scored(cell[:LONGEST_NAME], role)


@lru_cache(maxsize=20_000)
def _scored(cell: str, role: str) -> float:
    return _score(_bare(words(cell)), _roles()[role])


def figure(cell: str, among: str) -> tuple[str, float]:
    """The metric that a header cell names best (`among` metrics or web), and how well; ('', 0) where it names none.

    Rates, averages, costs and changes are not figures that a day adds up.
    """
    return _figure(cell[:LONGEST_NAME], among)


@lru_cache(maxsize=5_000)
def _figure(cell: str, among: str) -> tuple[str, float]:
    bare = _bare(words(cell))
    if not bare or bare[0] in _ASKS or "%" in words(cell) or set(bare) & _not_a_sum():
        return "", 0.0
    found = max(((_score(bare, role), name) for name, role in _figures()[among].items()), default=(0.0, ""))
    return (found[1], found[0]) if found[0] >= BEGINS_OR_ENDS else ("", 0.0)


def figures(among: str) -> tuple[str, ...]:
    """The figures that columns may name, `among` metrics or web."""
    return tuple(_figures()[among])


def network_of(cell: str) -> str | None:
    """The network whose own word a header cell contains (subreddit, tweet, reblogs), or None."""
    bare = _bare(words(cell))
    for network, role in _figures()["network_words"].items():
        if any(_position(bare, name) is not None for name in role.names):
            return network
    return None


@cache
def known_words() -> frozenset[str]:
    """Every word of every name: a row with many of them is likely a header."""
    found = {word for role in _roles().values() for name in role.names for word in name}
    return frozenset(
        found
        | {word for group in _figures().values() for role in group.values() for name in role.names for word in name}
    )


def _score(bare: tuple[str, ...], role: Role) -> float:
    if role.ruled_out & set(bare):
        return WHOLE if bare in role.names else 0.0
    best = 0.0
    seen, joined = frozenset(bare), "\0".join(bare)
    for name in role.names:
        if name[0] not in joined:  # most names, of which none can be there
            continue
        at = _position(bare, name) if name[0] in seen else None
        if at is not None:
            whole = len(name) == len(bare)
            outer = at == 0 or at + len(name) == len(bare)
            found = WHOLE if whole else BEGINS_OR_ENDS if outer else WITHIN
            best = max(best, found + min(len("".join(name)), 30) / 100)
        elif len(name) == 1 and len(name[0]) >= 4 and any(name[0] in word for word in bare):
            best = max(best, GLUED)
    return best


def _position(bare: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """Where the words of a name stand in a row among those of a header."""
    length = len(name)
    return next((at for at in range(len(bare) - length + 1) if bare[at : at + length] == name), None)


def _bare(all_words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in all_words if word not in _EMPTY) or all_words


@cache
def _roles() -> dict[str, Role]:
    return {
        name: Role(
            _split(one["names"]), frozenset(plain(word) for word in re.split(r"[|\s]+", one.get("not", "")) if word)
        )
        for name, one in _spellings().items()
        if "names" in one
    }


@cache
def _figures() -> dict[str, dict[str, Role]]:
    found = {
        group: {name: Role(_split(names)) for name, names in _spellings()[group].items()}
        for group in (*_FIGURES, "network_words")
    }
    return found


@cache
def _not_a_sum() -> frozenset[str]:
    return frozenset(word for name in _roles()["no_sum"].names for word in name)


def _split(names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        dict.fromkeys(_bare(words(name.strip())) for name in names.replace("\n", "").split("|") if name.strip())
    )


@cache
def _spellings() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
