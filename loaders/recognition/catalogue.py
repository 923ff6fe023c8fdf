"""The known formats, as their files declare them; loaders/recognition/signatures.py finds the one that claims a table.

One `.sql` file in the folder of the canonical table that it fills is one format. Its first comment is TOML:

    title.en / title.fr   what people call the export
    tool                  who writes it
    export.en / export.fr where the tool exports it (its menu), where known
    confidence            what it was written from: file (a real one) | parser (code that reads it) | docs
    signature             required header cells; the largest matching signature wins. It may be empty where `preamble`
                          and `wide` identify the format
    optional              other header cells that the SELECT names (null where the file has none)
    aliases               {name = [other spellings of that header cell]}; '/…/' is a regular expression over the
                          plain cell
    shape                 of a table without header: a regular expression per column, which its first records match; the
                          signature names the columns
    preamble              regular expression that the lines above the header must match
    below                 regular expression that a cell of the row below the header, if any, must match
    dates                 iso | dmy | mdy | prove: the order of day and month
    dates_of              {header cell = order}: another order, for files whose header has that spelling
    patterns              strptime patterns, for dates that no rule of `loaders/column_types/dates.py` covers
    zone                  organisation | a time zone | an offset such as -08:00: the zone of times written without one
    zone_from             regular expression over the header cells: its first group is that zone
    sentiment             words | -5..5 | 0,2,4 | prove
    decimals              dot | comma: the decimal mark, where the column does not prove it
    account               own: the tool exports the organisation's own accounts only
    asks                  questions whose answers the SELECT reads from `context`: export_date, period
    period                regular expression over the lines above the header, the header, the unclaimed tables of the
                          file and the file's name: the first two days in its match are the period
                          (context.period_from and context.period_to)
    named_day             regular expression over the file's name: the day in its match is the day of the export
    source                SQL over `upload` and `context` for the account or site that the file names: answers about
                          brand and network are remembered for it
    lacks                 dates | figures | whole: the export is known but lacks what a figure needs (whole: it covers
                          only part of the account); it is refused with that reason
    together_with         another format: its tables are read by this one as well, into a second canonical table. This
                          format claims no table by itself
    remarks               notes that every receipt of this format shows: ids of loaders/recognition/format_notes.py
    aside                 SQL condition over the columns of `upload`: rows that are not records (totals, descriptions,
                          footers). They are excluded, neither read nor rejected; a note counts them
    totals                columns of whole numbers whose sum over the records is compared with the excluded rows
    wide                  regular expression: header cells (other than the named ones) to unpivot. `upload` then has a
                          column `wide`, a list of struct(name, value): one per such cell, in order, the name as written
    blocks                true: the table may be one of several in a text, separated by blank lines
                          (loaders/recognition/stacked_tables.py)

The rest is one SELECT to the fields of its table, from:

    upload                one row per record: `record` and the named header cells, as text
    excluded              the same for the rows that `aside` excludes
    context               one row, all text: `export_date`, `period_from`, `period_to`, `preamble` (the lines above the
                          header), `table_name` (sheet, zip member or block), `file_name`, `unclaimed` (the text of
                          unclaimed tables), `siblings` (tool and title lines of the file's other tables), `headers` (a
                          map from the header cells that the format names to their spelling in the file)

Of columns with the same name the first non-empty cell counts, unless the format numbers them: `Post URL #2` is the
second column called Post URL. A SELECT may give several rows for one record (`from upload, unnest(wide) as t(cell)`): a
record counts once, and is rejected whole when one of its rows cannot be read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

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
    "confidence": ("file", "parser", "docs"),
    "remarks": tuple(REMARKS),
    "sentiment": ("words", "-5..5", "0,2,4", "prove"),
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
    preamble: str | None = None
    below: str | None = None
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
    period: str | None = None
    named_day: str | None = None
    source: str | None = None
    lacks: str | None = None
    together_with: str | None = None
    export: dict[str, str] = field(default_factory=dict)
    confidence: str | None = None

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
    parts = re.fullmatch(r"\s*/\*(.*?)\*/(.*)", text, re.DOTALL)
    if parts is None:
        raise FormatError(f"{file}: does not begin with a /* … */ header; see loaders/recognition/catalogue.py")
    try:
        head = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"{file}: its header is not valid TOML: {error}") from error
    _check(head, table=table, file=file)
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
