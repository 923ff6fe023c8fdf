"""Finds the columns of a file that tell rows apart which share a key: a country, a source, a campaign, an account.

All columns are looked at, also those that the format does not read; not the measures themselves. One column that tells
every row of a key apart is preferred: an account, then a known dimension, then the one with the fewest values; else the
fewest columns that do so together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from data.store import literal
from loaders.recognition.catalogue import sources, unpivoted_by_name
from loaders.recognition.headers import plain
from loaders.recognition.signatures import Match
from loaders.tables import TABLES

EXAMINED = 5000  # keys whose rows are compared to find the columns
TOGETHER = 4  # columns at most
_NUMBER = r"[-+−€$£ ]*[0-9][0-9., \x{00A0}\x{202F}''’]*( ?[%€$£kKmM])?|[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?"

_ACCOUNTS = re.compile(
    r".*\b(accounts?|comptes?|konto|cuenta|conta|pages?|seite|pagina|profiles?|profils?|perfil|profilo|handle|username|"
    r"user name|screen name|utilisateur|channel name|nom de la chaine|author|auteur)\b.*"
)
_NO_ACCOUNT = re.compile(r".*\b(path|location|chemin|url|views?|vues|type|visits|title|titre|destination)\b.*")
_DIMENSIONS = re.compile(
    r".*\b(country|countries|pays|land|pais|paese|region|city|ville|market|marche|language|langue|source|medium|support|"
    r"campaign|campagne|campana|device|appareil|platform|plateforme|network|reseau|topic|theme|sujet|content|contenu|"
    r"format|type|status|statut|gender|genre|age|segment|category|categorie|location|lieu|traffic|trafic|hour|heure)\b.*"
)


@dataclass(frozen=True)
class Telling:
    """The columns, from 0, that tell rows of one key apart; the first two such rows."""

    columns: tuple[int, ...]
    tells_all: bool  # of every key
    is_time: bool  # the column of days itself: hours of one day
    is_account: bool  # the first column is named as accounts are


@dataclass(frozen=True)
class _Column:
    at: int
    varies: int  # keys within which its cells differ
    tells_all: bool
    values: int
    is_number: bool
    is_read: bool
    is_time: bool
    header: str

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, bool, int, int]:
        return (
            self.is_time,
            not is_account(self.header),
            self.is_number,
            not _DIMENSIONS.fullmatch(plain(self.header)),
            self.is_read,
            self.values,
            self.at,
        )


def find(cursor: duckdb.DuckDBPyConnection, match: Match) -> Telling | None:
    """The columns that tell rows of one key apart. None when all rows of a key are the same, or complete each other.

    Needs the tables `sharing`, `grouped` and `twins`. Rows with the same figures are parts as well when a text that the
    table does not store tells them apart: two countries with five views each.
    """
    (differing,) = cursor.execute("select count(*) from grouped where differs").fetchall()[0]
    compared = "differs" if differing else "counts"
    cursor.execute(
        f"""
        create or replace temp table told as
        select s.identity, t.*
        from sharing s
        join twins t on t.record = s.record
        where s.identity in (select identity from grouped where {compared} order by first, identity limit {EXAMINED})
        """
    )
    columns = _columns(cursor, match)
    if not differing:
        columns = [one for one in columns if not (one.is_read or one.is_number) and one.header and one.tells_all]
        if not columns:
            return None
    alone = [one for one in columns if one.tells_all]
    if alone:
        best = min(alone, key=lambda one: one.rank)
        return Telling((best.at,), True, best.is_time, is_account(best.header))
    return _together(cursor, [one for one in columns if not one.is_time])


def is_account(header: str) -> bool:
    """Whether a header cell names accounts."""
    cell = plain(header)
    return bool(_ACCOUNTS.fullmatch(cell)) and not _NO_ACCOUNT.fullmatch(cell)


def _is_known(column: _Column) -> bool:
    return is_account(column.header) or bool(_DIMENSIONS.fullmatch(plain(column.header)))


def measure_columns(match: Match) -> set[int]:
    """The columns, from 0, whose cells are figures of the table."""
    table = TABLES[match.format.table]
    named = set(unpivoted_by_name(match.format))
    for field, names in sources(match.format).items():
        if table.has(field) and table.field(field).kind in ("count", "decimal"):
            named.update(names)
    return {column for name in named for column in match.columns.get(name, ())} | set(match.unpivoted)


def _columns(cursor: duckdb.DuckDBPyConnection, match: Match) -> list[_Column]:
    """The columns whose cells vary among rows of one key, without measures."""
    measures = measure_columns(match)
    at = [column for column in range(len(match.header)) if column not in measures]
    if not at:
        return []
    distinct = ", ".join(f"count(distinct coalesce(c{one + 1}, '')) as d{one}" for one in at)
    varied = ", ".join(f"count(*) filter (where d{one} > 1), coalesce(bool_and(d{one} = rows), false)" for one in at)
    within = cursor.execute(
        f"select {varied} from (select identity, count(*) as rows, {distinct} from told group by identity)"
    ).fetchall()[0]
    overall = cursor.execute(
        "select "
        + ", ".join(
            f"count(distinct c{one + 1}), "
            f"coalesce(avg(cast(regexp_full_match(c{one + 1}, {literal(_NUMBER)}) as integer)), 0)"
            for one in at
        )
        + " from twins"
    ).fetchall()[0]
    read = {column for columns in match.columns.values() for column in columns}
    times = _time_columns(match)
    found = [
        _Column(
            column,
            varies=within[2 * place],
            tells_all=within[2 * place + 1],
            values=overall[2 * place],
            is_number=overall[2 * place + 1] > 0.9,
            is_read=column in read,
            is_time=column in times,
            header=match.header[column].strip(),
        )
        for place, column in enumerate(at)
    ]
    return [one for one in found if one.varies and not (one.is_number and _is_measure(one))]


def _is_measure(column: _Column) -> bool:
    """Whether a column of numbers that no field reads is a measure rather than an hour, an age or a number of account."""
    return not column.is_time and not _is_known(column) and not re.search(r"\b(id|code|no|nr)\b", plain(column.header))


def _time_columns(match: Match) -> set[int]:
    table = TABLES[match.format.table]
    return {
        column
        for field, names in sources(match.format).items()
        if table.has(field) and table.field(field).kind in ("day", "moment")
        for name in names
        for column in match.columns.get(name, ())
    }


def _together(cursor: duckdb.DuckDBPyConnection, columns: list[_Column]) -> Telling:
    """The fewest columns that tell the rows of every key apart together, or as many of them as they can."""
    chosen: list[_Column] = []
    left = sorted(columns, key=lambda one: one.rank)
    rows, apart = cursor.execute("select count(*), count(distinct identity) from told").fetchall()[0]
    while left and apart < rows and len(chosen) < TOGETHER:
        cells = [", ".join(f"c{one.at + 1}" for one in [*chosen, other]) for other in left]
        counts = cursor.execute(
            "select " + ", ".join(f"count(distinct (identity, {one}))" for one in cells) + " from told"
        ).fetchall()[0]
        best = max(range(len(left)), key=lambda place: (counts[place], -place))
        if counts[best] <= apart:
            break
        apart = counts[best]
        chosen.append(left.pop(best))
    chosen.sort(key=lambda one: not is_account(one.header))
    named = bool(chosen) and is_account(chosen[0].header)
    return Telling(tuple(one.at for one in chosen), bool(chosen) and apart == rows, False, named)
