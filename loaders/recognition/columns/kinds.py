"""What the cells of a column are: dates, hours, addresses, handles, texts, counts, networks, labels of sentiment.

A column is of a kind when nineteen of twenty of its filled cells are, among the first records. The cells are read by the
macros that will read the whole file, in a small database of its own in memory: the store is not involved.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import duckdb

from data.sentences import Refusal
from data.store import literal, scratch_cursor
from loaders.column_types import dates, zones
from loaders.recognition.columns.names import GLUED, WHOLE, score, words
from loaders.recognition.remembered import ABOUT_A_ZONE

LEAST = 0.95  # of the filled cells
HALF = 0.5  # of those under a header that speaks of time: the others are rejected one by one
# whether a column holds dates does not depend on what loading it asks: any answers will do
ANY = {"week_or_half": dates.WEEK_OR_HALF[0], **{f"{ABOUT_A_ZONE}{word}": "UTC" for word in zones.AMBIGUOUS}}
LONG_TEXT = 18  # letters, on average
MOST_DATES = 40  # columns whose cells are read as dates, each by statements of its own; no export has half as many

# kind -> SQL condition on a cell `k` without placeholders
_KINDS = {
    "url": r"regexp_matches(k, '^(?i)(https?://\S+|www\.\S+\.\S+|at://\S+)$') or regexp_matches(k, '^/r/[^/\s]+/\S+$')",
    "host": r"regexp_full_match(k, '(?i)([a-z0-9-]+\.)+[a-z]{2,}')",
    "network_host": "network_of_address(k) is not null",
    "network": "length(k) <= 40 and (channel_of(k) is not null or names_networks(k) or lower(k) in ({anysocial}))",
    "network_word": (
        "lower(k) in ({anysocial}) or length(k) <= 40 and channel_of(k) is not null and regexp_full_match(strip_accents(lower(k)), "
        "'(online |social |print )?[a-z0-9.]+( (post|posts|pages?|comments?|videos?|sites?|articles?|reviews?|maps|en ligne|ecrite|online|clients|"
        "profissional|digital|en linea|media|network))?')"
    ),
    "handle": r"regexp_full_match(k, '@[\p{L}\p{N}_.@-]+')",
    "count": "whole(k) >= 0",
    "whole": "whole(k) is not null",
    "number": r"regexp_full_match(translate(k, ' ''’€$£' || chr(160) || chr(8239), ''), '[-+−]?[0-9][0-9.,]*[kKmM%]?')",
    "digits": r"regexp_full_match(k, '[0-9]+([.,][0-9]+)?')",
    "percent": "ends_with(k, '%')",
    "hour": r"regexp_full_match(k, '(?i)([01]?[0-9]|2[0-3])[:h.][0-5][0-9]([:.][0-5][0-9]([.][0-9]+)?)?( ?[ap]\.?m\.?| ?uhr| ?hs?| ?hrs?)?')",
    "hour_number": "regexp_full_match(k, '([01]?[0-9]|2[0-3])( ?[hH])?')",
    # nothing but a distance from the day of the export: a short text may say `today` too
    "relative": r"""length(k) <= 40 and regexp_matches(
        lower(k),
        '^(posted |edited |updated |publié )?((about|over|almost|environ|il y a|depuis|hace|vor|há|in the last|in the past) )+'
        '([0-9]+|an?|une?|ein(e|er|em|en)?|un[oa]?|uma?|een) \S+( \S+)?$'
        '|^(posted |edited |updated )?((about|over|almost|circa) )?([0-9]+|an?|un[oa]?|uma?|een) \S+ (ago|fa|geleden|atrás)$'
        '|^in the last \S+$'
        '|^(today|yesterday|aujourd.hui|hier|avant-hier|hoy|ayer|heute|gestern|vorgestern|oggi|ieri|hoje|ontem|vandaag|gisteren)([ ,]+(at |à |um |a las |alle |às |om )?[0-9].{0,8})?$'
        '|^[0-9]+ ?(min|h|d|j|w|mo|sem|yr)s?\.?$'
    )""",
    "flag": "lower(k) in ('0', '1', 'true', 'false', 'yes', 'no', 'y', 'n', 'oui', 'non', 'vrai', 'faux', 'si', 'sì', 'sí', 'ja', 'nein', 'nee', 'sim', 'não', 'x')",
    "repost_type": "{repost}",
    "sentiment": "length(k) <= 30 and regexp_matches(strip_accents(lower(k)), '^([a-z]+[ -])?(positi|negati|neutr|mixed|mitig|mixt|gemischt|misto|ambival|favora|defavora|unfavo|(pos|neg|neu)$)')",
    "spaced": "contains(k, ' ')",
}  # fmt: skip
_NUMBERS = (
    "count",
    "whole",
    "number",
    "digits",
)  # one cell that is none is a record to be rejected, however short the table
# a kind of media that names no network: the address of the row does
ANY_SOCIAL = (
    "social", "social media", "social network", "social networks", "réseau social", "réseaux sociaux", "reseaux sociaux",
    "médias sociaux", "soziale medien", "soziale netzwerke", "redes sociales", "redes sociais", "social network sites",
    "media sociali", "sociale media",
)  # fmt: skip
REPOSTS = (
    "retweet", "retweets", "retweeted", "rt", "repost", "reposts", "reposted", "reshare", "re-share", "reshares", "reblog",
    "reblogged", "share", "shared", "shared post", "partage", "repartage", "republication", "retuit", "compartido",
    "geteilt", "geteilter beitrag", "condivisione", "condiviso", "partilha", "compartilhamento", "gedeeld",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a table: where it is (from 0), its header cell, its first filled cells, and what they are."""

    at: int
    header: str
    cells: tuple[str, ...]
    kinds: frozenset[str]
    rows: int  # records looked at
    is_ambiguous: bool = False  # of dates: whether their order of day and month has to be asked
    has_time: bool = False  # of dates: whether they have a time of day
    reposts: bool = False  # whether some cell says retweet, repost, share

    def fits(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)

    @property
    def distinct(self) -> int:
        return len({cell.casefold() for cell in self.cells})

    @property
    def is_constant(self) -> bool:
        return self.distinct == 1

    @property
    def is_distinct(self) -> bool:
        return self.distinct == len(self.cells)

    @property
    def samples(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.cells))[:2]


@lru_cache(maxsize=64)
def judge(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """The columns of a table, from its header and first records."""
    ats, cells = [], []
    for row in rows:
        for at, cell in enumerate(row[: len(header)]):
            if cell.strip():
                ats.append(at)
                cells.append(cell.strip())
    cursor = scratch_cursor()
    try:
        cursor.execute(
            "create or replace temp table sample as select unnest(cast(? as integer[])) as col, unnest(cast(? as varchar[])) as cell",
            [ats, cells],
        )
        found = {row[0]: row for row in cursor.execute(_statement()).fetchall()}
        columns = [_column(at, cell, found.get(at), len(rows)) for at, cell in enumerate(header)]
        likely = sorted(filter(_may_be_dates, columns), key=lambda column: not _names_time(column))
        chosen = {column.at for column in likely[:MOST_DATES]}
        return tuple(_with_dates(cursor, column) if column.at in chosen else column for column in columns)
    finally:
        cursor.close()


def _column(at: int, header: str, found: tuple | None, rows: int) -> Column:
    if found is None or not found[1]:
        return Column(at, header.strip(), (), frozenset(), rows)
    _, filled, cells, length, reposts, *counts = found
    kinds = {
        kind
        for kind, count in zip(_KINDS, counts, strict=True)
        if count >= LEAST * filled or (kind in _NUMBERS and filled > 2 and count == filled - 1)
    }
    spaced = dict(zip(_KINDS, counts, strict=True))["spaced"]
    if "number" not in kinds and not kinds & {"url", "handle", "hour"} and length >= LONG_TEXT and spaced >= filled / 2:
        kinds.add("text")
    if not kinds & {"number", "url", "hour"}:
        kinds.add("words")
    return Column(at, header.strip(), tuple(cells), frozenset(kinds), rows, reposts=bool(reposts))


def _may_be_dates(column: Column) -> bool:
    """Whether the cells of a column are worth reading as dates.

    A bare number is a date only under a header that names one: 45992 is a day number, or hours of watch time.
    """
    return not (
        not column.cells
        or column.fits("url", "handle", "percent")
        or (_is_bare(column) and not _names_a_date(column))
        or (column.fits("hour") and _names_an_hour(column))  # 23.40.05 has the shape of a day
        or max(map(len, column.cells)) > 60
        or not any(sign.isdigit() for cell in column.cells for sign in cell)
    )


def _is_bare(column: Column) -> bool:
    return column.fits("digits", "whole")


def _names_time(column: Column) -> bool:
    return any(score(column.header, role) >= GLUED for role in ("date", "published", "other_date"))


def _with_dates(cursor: duckdb.DuckDBPyConnection, column: Column) -> Column:
    """The column, of the kind date where the reader of dates reads its cells."""
    is_bare, named = _is_bare(column), _names_time(column)
    source = f"(select cell as written from sample where col = {column.at} and not is_total(cell))"
    ambiguous = False
    try:
        rules = dates.study(
            cursor, source, text="cell(written)", declared="prove", patterns=(), answer=None, answers=ANY
        )
        if isinstance(rules, dates.Ambiguous):
            ambiguous = True
            rules = dates.study(
                cursor, source, text="cell(written)", declared="prove", patterns=(), answer="dmy", answers=ANY
            )
    except Refusal:  # the orders of day and month are mixed: dates they are, and loading them says so
        return _as_date(column, ambiguous=True, has_time=False)
    if isinstance(rules, dates.Ambiguous):
        return column
    readings = [dates.local_sql("written", rules), dates.utc_sql("written", rules)]
    if rules.period is not None:
        readings.append(f"cast({dates.period_sql('written', rules, last=False)} as timestamp)")
    row = cursor.execute(
        f"""
        with read as (select coalesce({", ".join(readings)}) as moment from {source} where known(written) is not null)
        select
            count(*),
            count({dates.plausible_sql("moment")}),
            count(*) filter (cast(moment as time) <> time '00:00:00')
        from read
        """
    ).fetchone()
    assert row is not None
    if row[0] and row[1] >= (HALF if named and not is_bare else LEAST) * row[0]:
        return _as_date(column, ambiguous=ambiguous, has_time=bool(row[2]))
    return column


def _names_a_date(column: Column) -> bool:
    """Whether numbers below the header may be dates: seconds since 1970, where it speaks of time; day numbers, where it is
    the name of a date. `Watch time`, `Views per day` and `Accounts reached` are figures."""
    seconds = min(len(cell.split(".")[0].split(",")[0]) for cell in column.cells) >= 9
    named = max(score(column.header, role) for role in ("date", "published"))
    return named >= (GLUED if seconds else WHOLE) or "date" in "".join(words(column.header))


def _names_an_hour(column: Column) -> bool:
    hour = score(column.header, "hour")
    return hour > 0 and hour >= max(score(column.header, role) for role in ("date", "published"))


def _as_date(column: Column, *, ambiguous: bool, has_time: bool) -> Column:
    kinds = (column.kinds - {"text", "words", "count", "number"}) | {"date"}
    return Column(column.at, column.header, column.cells, kinds, column.rows, ambiguous, has_time)


@cache
def _statement() -> str:
    reposts = ", ".join(literal(word) for word in REPOSTS)
    social = ", ".join(literal(word) for word in ANY_SOCIAL)
    conditions = [
        condition.replace("{repost}", f"lower(k) in ({reposts})").replace("{anysocial}", social)
        for condition in _KINDS.values()
    ]
    counts = ", ".join(f"count(*) filter ({condition})" for condition in conditions)
    return (
        "with known_cells as (select col, known(cell) as k, rowid as position from sample "
        "where known(cell) is not null and not is_total(cell)) "
        f"select col, count(*), list(k order by position), avg(length(k)), bool_or(lower(k) in ({reposts})), {counts} "
        "from known_cells group by col"
    )
