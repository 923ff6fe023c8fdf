"""Dates and times: the order of day and month is declared, proved by the whole column, or asked; never guessed.

A column is described by the shapes of its cells (date_shapes.py), which one strptime pattern each reads. What no pattern
reads is tried again as `moment_text` of data/dates.sql writes it (11.35, 11 h 35, 7 p. m.), then as a date with a month's
name, which needs no order, then as a period (janv. 2026, 2026-W07). What none of them reads is not a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import duckdb

from data.sentences import Refusal
from data.store import literal
from loaders.column_types import date_shapes, zones
from loaders.column_types.date_shapes import TWO_LETTERS, pattern_of
from loaders.column_types.date_sql import Column as Column
from loaders.column_types.date_sql import local_sql as local_sql
from loaders.column_types.date_sql import period_sql as period_sql
from loaders.column_types.date_sql import plausible_sql as plausible_sql
from loaders.column_types.date_sql import utc_sql as utc_sql

_SPELLED = re.compile(r"[^\W\d_]{3}")
ORDERS = ("dmy", "mdy", "ymd")  # ymd: only for years of two digits
WEEK_OR_HALF = ("week", "half")  # what S1 and S2 may mean
LONGEST = 100  # characters of a cell that may be a date: a longer one is none, and its shape is no pattern
_KNOWN_SHAPES = 200  # shapes whose cells are not looked at a second time
_ODD = 20_000  # distinct cells that no pattern reads are studied up to this number


@dataclass(frozen=True)
class Ambiguous:
    """A column in which no value distinguishes day and month; its least and greatest text, for the question."""

    least: str
    greatest: str


def study(
    cursor: duckdb.DuckDBPyConnection,
    source: str,
    *,
    text: str,
    declared: str,
    patterns: tuple[str, ...],
    answer: str | None,
    answers: dict[str, str] | None = None,
) -> Column | Ambiguous:
    """How the dates of `text` (SQL over `source`) are written. Raises Refusal when the column mixes two orders.

    `answer`: the order of day and month; `answers`: those about zones and periods.
    """
    raw = _shapes(cursor, source, text)
    shapes = {one: date_shapes.plain(one) for one in raw}
    read = [one for one, plain in shapes.items() if _is_read(plain)]
    odd_shapes: list[str] = []
    if len(read) < len(raw):
        odd_shapes = _odd_shapes(cursor, source, text, known=read)
    plain = sorted(set(shapes.values()))
    short = [found for one in (*plain, *odd_shapes) if (found := date_shapes.short_year(one)) is not None]
    order, proof = (None, None)
    if short:
        is_odd = any(date_shapes.short_year(one) is not None for one in odd_shapes)
        marked = f"moment_text({text})" if is_odd else text
        settled = _order(cursor, source, marked, declared=declared, answer=answer, short=any(short))
        if isinstance(settled, Ambiguous):
            return settled
        order, proof = settled
    naive, aware = _patterns(plain, order)
    odd_naive, odd_aware = _patterns(odd_shapes, order)
    column = Column(
        tuple(dict.fromkeys((*patterns, *naive))), aware,
        serial=any(date_shapes.SERIAL.fullmatch(one) for one in plain),
        epoch=any(date_shapes.EPOCH.fullmatch(one) for one in plain),
        order=order, proof=proof, odd_naive=odd_naive, odd_aware=odd_aware,
    )  # fmt: skip
    if any(_SPELLED.search(one) and pattern_of(one, order) is None for one in plain) or odd_shapes:
        column = _with_unread(cursor, source, text, column, answers or {})
    if any(found.has_zone_name for one in (*plain, *odd_shapes) if (found := pattern_of(one, order))) or (
        odd_shapes or column.spelled_aware
    ):
        column = _with_zones(cursor, source, text, column, answers or {})
    return column


def _is_read(plain: str) -> bool:
    return (
        pattern_of(plain, None) is not None
        or date_shapes.SERIAL.fullmatch(plain) is not None
        or date_shapes.EPOCH.fullmatch(plain) is not None
    )


def _patterns(shapes: list[str], order: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The patterns of times without offset, and of those with one."""
    found = [one for shape in shapes if (one := pattern_of(shape, order)) is not None]
    naive = tuple(dict.fromkeys(one.pattern for one in found if not one.has_offset))
    return naive, tuple(dict.fromkeys(one.pattern for one in found if one.has_offset))


def _shapes(cursor: duckdb.DuckDBPyConnection, source: str, text: str) -> list[str]:
    """Every shape of the column: those of its first cells, then those of cells with other shapes."""
    shape = f"translate({text}, '123456789', '000000000')"
    first = _texts(cursor, f"select distinct {shape} from (select * from {source} limit 1000) where {text} is not null")
    others = _texts(
        cursor,
        f"select distinct {shape} from {source} "
        f"where {text} is not null and not regexp_full_match({text}, {literal(_any_of(first[:20]))}) limit 5000",
    )
    return sorted({*first, *others})


def _odd_shapes(cursor: duckdb.DuckDBPyConnection, source: str, text: str, *, known: list[str]) -> list[str]:
    """The plain shapes of the cells that no pattern reads, as `moment_text` writes them."""
    unread = f"not regexp_full_match({text}, {literal(_any_of(known[:_KNOWN_SHAPES]))})" if known else "true"
    found = _texts(
        cursor,
        f"with odd as (select distinct {text} as cell from {source} where {text} is not null and {unread} limit {_ODD}) "
        "select distinct translate(moment_text(cell), '123456789', '000000000') from odd",
    )
    return sorted({date_shapes.plain(one) for one in found if one is not None})


def _any_of(shapes: list[str]) -> str:
    return "|".join(re.escape(one).replace("0", "[0-9]") for one in shapes)


def _texts(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [text for (text,) in cursor.execute(sql).fetchall()]


def _with_unread(
    cursor: duckdb.DuckDBPyConnection, source: str, text: str, column: Column, answers: dict[str, str]
) -> Column:
    """The column with what is known of the cells that no pattern reads: names of months with or without zone, periods."""
    means = answers.get("week_or_half")
    means = means if means in WEEK_OR_HALF else None
    read = f"{local_sql(text, column)} is not null or {utc_sql(text, column)} is not null"
    told = "null" if means is None else literal(means)
    found = cursor.execute(
        f"""
        with cells as (
            select {text} as cell, {read} as is_read from {source} where {text} is not null
        ),
        odd as (select distinct cell from cells where not is_read limit {_ODD}),
        told as (
            select
                cell,
                spelled_moment(cell) as moment,
                case when spelled_moment(cell) is null then spelled_odd_moment(cell) end as odd_moment,
                period_days(cell, {told}) as days,
                period_days(cell, 'week') as as_week
            from odd
        )
        select
            bool_or(length(coalesce(moment, odd_moment)) <= 19),
            bool_or(length(coalesce(moment, odd_moment)) > 19),
            bool_or(odd_moment is not null),
            min(cell) filter (days is not null),
            min(cell) filter (days is null and as_week is not null),
            bool_and(days is not null or known(cell) is null) and not (select bool_or(is_read) from cells)
        from told
        """
    ).fetchone()
    assert found is not None
    return replace(
        column, spelled=bool(found[0]), spelled_aware=bool(found[1]), odd_spelled=bool(found[2]), period=found[3],
        asked_period=found[4] if means is None else None, only_periods=bool(found[3]) and bool(found[5]),
        period_means=means,
    )  # fmt: skip


def _with_zones(
    cursor: duckdb.DuckDBPyConnection, source: str, text: str, column: Column, answers: dict[str, str]
) -> Column:
    """The column with the abbreviations of zones whose offset the macro `zone_offset` does not know."""
    found = cursor.execute(
        f"""
        with shapes as materialized (  -- few, however long the column is
            select translate({text}, '123456789', '000000000') as shape, min({text}) as cell
            from {source}
            where regexp_matches({text}, '[A-Za-z]{{2}}')
            group by 1
        ),
        cells as materialized (select moment_text(shape) as moment, shape, cell from shapes),
        words as materialized (
            select
                upper(coalesce(
                    nullif(regexp_extract(shape, '(?i)(?:[0-9]|[ap]\\.?m\\.?) ?([a-z]{{2,5}})$', 1), ''),
                    list_transform([moment], lambda one: spelled_parts(one))[1].zone
                )) as word,
                cell
            from cells
        )
        select word, min(cell) from words
        where word <> '' and word not in ('AM', 'PM') and zone_offset(word) is null
        group by word order by word limit 50
        """
    ).fetchall()
    zoned: list[tuple[str, str]] = []
    asked: list[tuple[str, str]] = []
    for word, example in found:
        zone = TWO_LETTERS.get(word) or zones.answer_of(word, answers)
        if zone is not None:
            zones.check(cursor, zone)
            zoned.append((word, zone))
        elif word.lower() in zones.AMBIGUOUS:
            asked.append((word, example))
    return replace(column, zoned=tuple(zoned), asked_zones=tuple(asked))


def _order(
    cursor: duckdb.DuckDBPyConnection, source: str, text: str, *, declared: str, answer: str | None, short: bool
) -> tuple[str | None, str | None] | Ambiguous:
    """The order of day and month, and its proof; none where every order gives the same days (02/02/2026).

    A first number above 12 proves that it is the day, unless years have two digits: `25/12/26` may begin with its year.
    """
    marked = f"translate({text}, '-.', '//')"
    first, second, third = (f"try_cast(split_part({marked}, '/', {position}) as integer)" for position in (1, 2, 3))
    third = f"try_cast(regexp_extract({marked}, '^[0-9]+/[0-9]+/([0-9]+)', 1) as integer)"
    found = cursor.execute(
        f"select max({first}), max({second}), min({text}), max({text}), "
        f"arg_max({text}, {first}), arg_max({text}, {second}), "
        f"bool_and({first} = {second}), bool_and({first} = {third} or {third} > 99) "
        f"from {source} "
        f"where regexp_matches({marked}, '^[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2}}')"
    ).fetchone()
    assert found is not None
    if found[0] is None:
        return None, None
    if found[0] > 12 and found[1] > 12:
        raise Refusal(
            "The dates mix two orders: '{day_first}' is day first, '{month_first}' is month first. Correct the "
            "column so that all have the same order.",
            day_first=found[4],
            month_first=found[5],
        )
    if found[1] > 12:
        return "mdy", "proved"
    if found[0] > 12 and not short:
        return "dmy", "proved"
    if answer in ORDERS:
        return answer, "answered"
    if declared in ORDERS:
        return declared, "declared"
    if found[6] and (found[7] or not short):
        return None, None
    return Ambiguous(found[2], found[3])
