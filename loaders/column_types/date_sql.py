"""SQL for the moments and periods of a column whose writing is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.sentences import Sentence, sentence
from data.store import literal
from loaders.column_types import zones

# a spreadsheet's day numbers, from 1954 to 2119; other numbers are not dates
SERIAL_DAYS = (20000, 80000)
YEARS = (1990, 2100)


@dataclass(frozen=True)
class Column:
    """How the dates of one column are written."""

    naive: tuple[str, ...]  # strptime patterns of times without offset
    aware: tuple[str, ...]  # of times with an offset
    serial: bool
    epoch: bool
    order: str | None  # one of ORDERS; None: the column needs none
    proof: str | None  # declared | proved | answered
    spelled: bool = False  # dates with a month's name, without zone
    spelled_aware: bool = False  # dates with a month's name and a zone
    odd_naive: tuple[str, ...] = ()  # patterns of cells as `moment_text` writes them
    odd_aware: tuple[str, ...] = ()
    odd_spelled: bool = False
    zoned: tuple[tuple[str, str], ...] = ()  # abbreviations that the macro `zone_offset` lacks, with their zone
    asked_zones: tuple[tuple[str, str], ...] = ()  # ambiguous abbreviations without answer, each with an example
    period: str | None = None  # an example of a month, a week or another period
    only_periods: bool = False
    period_means: str | None = None  # of S1 and S2: one of WEEK_OR_HALF
    asked_period: str | None = None  # an example of S1 or S2 without answer

    @property
    def has_naive(self) -> bool:
        return bool(self.naive or self.serial or self.spelled or self.odd_naive)

    @property
    def has_aware(self) -> bool:
        return bool(self.aware or self.epoch or self.spelled_aware or self.odd_aware or self.zoned)

    def describe(self) -> Sentence | None:
        if self.order is None or self.proof == "declared":
            return None
        proved = self.proof == "proved"
        if self.order == "dmy" and proved:
            return sentence("Dates are day first, as a value above 12 shows.")
        if self.order == "dmy":
            return sentence("Dates are read day first, as answered.")
        if self.order == "mdy" and proved:
            return sentence("Dates are month first, as a value above 12 shows.")
        if self.order == "mdy":
            return sentence("Dates are read month first, as answered.")
        return sentence("Dates are read year first, as answered.")


def local_sql(text: str, column: Column) -> str:
    """SQL for the local time of a cell without offset; null when it is not a date.

    Callers drop times outside YEARS (`plausible_sql`).
    """
    readings = _written_sql(text, column)
    if column.serial:
        low, high = SERIAL_DAYS
        number = f"cast(replace(known({text}), ',', '.') as double)"
        readings.append(
            f"case when regexp_full_match(known({text}), '[0-9]{{5}}([.,][0-9]+)?') and {number} between {low} and {high} "
            f"then timestamp '1899-12-30' + to_seconds(cast(round({number} * 86400) as bigint)) end"
        )
    return f"coalesce({', '.join(readings)})" if readings else "cast(null as timestamp)"


def plausible_sql(moment: str) -> str:
    """SQL for a moment; null when its year is outside YEARS."""
    return f"case when {moment} between timestamp '{YEARS[0]}-01-01' and timestamp '{YEARS[1]}-01-01' then {moment} end"


def utc_sql(text: str, column: Column) -> str:
    """SQL for the UTC time of a cell with an offset, or of an epoch; null otherwise."""
    readings = []
    known = f"known({text})"
    if column.aware:
        readings.append(_offset_sql(known, column.aware))
    if column.odd_aware:
        readings.append(_offset_sql(f"moment_text({known})", column.odd_aware))
    if column.epoch:
        number = f"replace({known}, ',', '.')"
        for digits, microseconds in (("9,10", 1_000_000), ("13", 1000), ("16", 1)):
            readings.append(
                f"case when regexp_full_match({known}, '[0-9]{{{digits}}}([.,][0-9]+)?') "
                f"then make_timestamp(cast(cast({number} as decimal(38, 6)) * {microseconds} as bigint)) end"
            )
    if column.spelled_aware:
        readings += [
            f"timezone('UTC', try_strptime({moment}, '%Y-%m-%d %H:%M:%S%z'))" for moment in _spelled_sql(text, column)
        ]
    for word, zone in column.zoned:
        # in a lambda the cell without its zone is made once, not once per use
        without = f"regexp_replace({known}, '(?i) ?\\b{word}\\b', '')"
        local = f"coalesce({', '.join(_written_sql('cell', _without_offsets(column)))})"
        moment = zones.zoned_sql(f"list_transform([{without}], lambda cell: {local})[1]", zone)
        readings.append(
            f"case when regexp_matches({known}, '(?i)([^a-z]|[ap]m ?){word}([^a-z]|$)') then timezone('UTC', {moment}) end"
        )
    return f"coalesce({', '.join(readings)})" if readings else "cast(null as timestamp)"


def period_sql(text: str, column: Column, *, last: bool) -> str:
    """SQL for the first or last day of a cell that is a period; null for another."""
    means = "null" if column.period_means is None else literal(column.period_means)
    return f"period_days({text}, {means}).{'last' if last else 'first'}"


def _written_sql(text: str, column: Column) -> list[str]:
    """SQL for each way in which the cells without offset are written, the usual one first."""
    readings = []
    if column.naive:
        patterns = f"[{', '.join(literal(p) for p in column.naive)}]"
        readings += [f"try_strptime({text}, {patterns})", f"try_strptime(known({text}), {patterns})"]
    if column.odd_naive:
        readings.append(f"try_strptime(moment_text({text}), [{', '.join(literal(p) for p in column.odd_naive)}])")
    if column.spelled:
        readings += [
            f"try_strptime({moment}, ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d'])" for moment in _spelled_sql(text, column)
        ]
    return readings


def _spelled_sql(text: str, column: Column) -> list[str]:
    return [f"spelled_moment({text})", *([f"spelled_odd_moment({text})"] if column.odd_spelled else [])]


def _offset_sql(text: str, patterns: tuple[str, ...]) -> str:
    zone = "coalesce(zone_offset(regexp_extract(cell, '([A-Za-z]{1,4})$', 1)), '?')"
    with_offset = f"regexp_replace(cell, ' ?[A-Za-z]{{1,4}}$', {zone})"
    normal = f"regexp_replace({with_offset}, ' ([+-][0-9]{{2}}:?[0-9]{{2}})$', '\\1')"
    read = f"timezone('UTC', try_strptime({normal}, [{', '.join(literal(p) for p in patterns)}]))"
    return f"list_transform([{text}], lambda cell: {read})[1]"


def _without_offsets(column: Column) -> Column:
    """The same cells once the name of their zone is taken away."""
    naive, odd = ([one.removesuffix("%z") for one in patterns] for patterns in (column.aware, column.odd_aware))
    return replace(
        column, naive=tuple(dict.fromkeys(naive)), odd_naive=tuple(dict.fromkeys(odd)), spelled=True, odd_spelled=True
    )
