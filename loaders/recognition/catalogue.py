"""The known formats, as their files declare them; loaders/recognition/signatures.py finds the one that claims a table.

One `.sql` file in the folder of the canonical table that it fills is one format. It opens with a comment that holds TOML;
docs/architecture.md says what each key of it means, and what its SELECT may read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from loaders.recognition import tool_words
from loaders.recognition.format_notes import REMARKS
from loaders.recognition.headers import plain
from loaders.tables import TABLES

HERE = Path(__file__).parent.parent / "formats"

# the allowed words of a key; in a list or table, of each word
_ORDERS = ("iso", "dmy", "mdy", "prove")
_KNOWN = {
    "dates": _ORDERS,
    "dates_of": _ORDERS,
    "decimals": ("dot", "comma"),
    "lacks": ("dates", "figures", "whole"),
    "asks": ("export_date", "period"),
    "confidence": ("file", "parser", "docs", "report"),
    "remarks": tuple(REMARKS),
    "sentiment": (
        "words",
        "prove",
        "0,2,4",
        "0..1",
        "-1..1",
        "1..5",
        "0..5",
        "-5..5",
        "1..10",
        "0..10",
        "-10..10",
        "0..100",
        "-100..100",
    ),
}


@dataclass(frozen=True)
class Format:
    """A format file, read and checked. All fields but the first three are keys of the header."""

    id: str
    table: str
    select: str
    title: dict[str, str]
    tool: str
    signature: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first_counts: tuple[str, ...] = ()
    preamble: str | None = None
    below: str | None = None
    column_holds: dict[str, str] = field(default_factory=dict)
    file_named: str | None = None
    by_hand: bool = False
    dates: str = "prove"
    dates_of: dict[str, str] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    zone: str = "organisation"
    zone_from: str | None = None
    shape: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sentiment: str = "words"
    decimals: str | None = None
    account: str | None = None
    asks: tuple[str, ...] = ()
    aside: str | None = None
    totals: tuple[str, ...] = ()
    wide: str | None = None
    blocks: bool = False
    labels: bool = False
    period: str | None = None
    named_day: str | None = None
    source: str | None = None
    lacks: str | None = None
    together_with: str | None = None
    export: dict[str, str] = field(default_factory=dict)
    confidence: str | None = None
    layout: str | None = None
    evidence: str | None = None

    @property
    def repeats(self) -> bool:
        """Whether the SELECT may give several rows for one record."""
        return re.search(r"\b(unnest|union)\b", self.select, re.IGNORECASE) is not None

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The names that the file has twice: the format names their second column."""
        return frozenset(name.removesuffix(" #2") for name in self.names if name.endswith(" #2"))

    @property
    def names(self) -> tuple[str, ...]:
        """Every header cell that the SELECT may name."""
        return self.signature + self.optional

    def spellings(self, name: str) -> tuple[str, ...]:
        return (name, *self.aliases.get(name, ()))


class FormatError(Exception):
    """A format file that breaks the contract. The message names the file and the remedy."""


@cache
def formats() -> dict[str, Format]:
    """Every format by its id (the file's name), in the order of the folders."""
    found: dict[str, Format] = {}
    for path in sorted(HERE.glob("*/*.sql")):
        format = read_format(path.read_text(encoding="utf-8"), id=path.stem, table=path.parent.name, file=path.name)
        if format.id in found:
            raise FormatError(f"{path.name}: two formats are called {format.id}; rename one file")
        found[format.id] = format
    return found


def read_format(text: str, *, id: str, table: str, file: str) -> Format:
    """Parse and check one format file."""
    tool = re.search(r"""(?m)^tool\s*=\s*["'](.+?)["']""", text)
    text = tool_words.filled(text, tool[1] if tool else "", file=file)
    parts = re.fullmatch(r"\s*/\*(.*?)\*/(.*)", text, re.DOTALL)
    if parts is None:
        raise FormatError(f"{file}: does not begin with a /* … */ header; see docs/architecture.md")
    try:
        head = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"{file}: its header is not valid TOML: {error}") from error
    _check(head, table=table, file=file)
    names = (*head["signature"], *head.get("optional", ()))
    head["aliases"] = tool_words.with_words(head.get("aliases", {}), names, head["tool"])
    head["dates_of"] = {plain(cell): order for cell, order in head.get("dates_of", {}).items()}
    return Format(
        id=id, table=table, select=parts[2].strip().rstrip(";"), **{key: _frozen(value) for key, value in head.items()}
    )


def _check(head: dict[str, Any], *, table: str, file: str) -> None:
    """Raises FormatError, naming the file and the remedy, for a header that breaks the contract."""
    keys = {one.name: one for one in fields(Format) if one.name not in ("id", "table", "select")}
    unknown = set(head) - set(keys)
    if unknown:
        raise FormatError(f"{file}: unknown key {sorted(unknown)}; known keys: {sorted(keys)}")
    if table not in TABLES:
        raise FormatError(f"{file}: {table} is not a canonical table; move it to one of {sorted(TABLES)}")
    for key, one in keys.items():
        if one.default is MISSING and one.default_factory is MISSING and key not in head:
            raise FormatError(f"{file}: the header lacks {key}; add it")
    for key, known in _KNOWN.items():
        value = head.get(key, ())
        words = {value} if isinstance(value, str) else set(value.values() if isinstance(value, dict) else value)
        if not words <= set(known):
            raise FormatError(f"{file}: {key} may be {', '.join(known)}; correct {sorted(words - set(known))}")
    unnamed = set(head.get("column_holds", {})) - {*head["signature"], *head.get("optional", ())}
    if unnamed:
        raise FormatError(f"{file}: column_holds names {sorted(unnamed)}; add them to signature or optional")
    if "shape" in head and len(head["shape"]) != len(head["signature"]):
        raise FormatError(f"{file}: shape needs one regular expression per column of the signature")


def _frozen(value: Any) -> Any:
    """A value of the header, with lists as tuples."""
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(value) if isinstance(value, list) else value


def sources(format: Format) -> dict[str, tuple[str, ...]]:
    """Field -> the header cells in its expression of the format's last SELECT, in order."""
    last = format.select[format.select.lower().rindex("\nselect") if "\nselect" in format.select.lower() else 0 :]
    wanted = {plain(name): name for name in format.names}
    found: dict[str, tuple[str, ...]] = {}
    for expression, target in re.findall(r"(.*?)\bas (\w+)\s*(?:,|\n\s*from\b)", last, re.DOTALL | re.IGNORECASE):
        named = [wanted[plain(word)] for word in re.findall(r'"([^"]+)"', expression) if plain(word) in wanted]
        found[target] = tuple(dict.fromkeys(named))
    return found


def unpivoted_field(format: Format) -> str | None:
    """The field filled from the cells of the format's wide columns."""
    found = re.search(r"\.value\b[^,]*? as (\w+)", format.select)
    return found[1] if found else None


def unpivoted_by_name(format: Format) -> list[str]:
    """The header cells that the SELECT unpivots by name, besides the wide columns."""
    return re.findall(r"'value': \"([^\"]+)\"", format.select)
