"""The CTEs of coverage: the sources, the days expected of each, and the days on which a KPI is known.

A source is one table, brand, channel and format of export. A window without a channel covers every channel, including
those with sources of their own. DuckDB's own SQL may be used here; the KPI files keep to the portable subset.
"""

from __future__ import annotations

from kpis.catalogue import Kpi
from kpis.engine.scope import Scope
from kpis.tables import TABLES

EXPECTED_DAYS = 35  # after its last covered day a source is expected for so long; then it is taken to have ended

# sources: one row per window · lives: one row per source · window_days: one row per source and day that is covered for
# it · all_source_days: one row per source and day expected of it. Each reads those before it
_SOURCES = {
    "sources": """
    select
        coverage.table_name,
        coverage.brand,
        coverage.channel,
        upload_parts.format,
        coverage.covered_from,
        coverage.covered_to
    from main.coverage
    join main.upload_parts
      on upload_parts.upload_id = coverage.upload_id
     and upload_parts.part = coverage.part
     and upload_parts.table_name = coverage.table_name
    where {filters}
""",
    "lives": """
    select table_name, brand, channel, format, min(covered_from) as first_day, max(covered_to) as last_day
    from sources
    group by table_name, brand, channel, format
""",
    "window_days": """
    select distinct lives.table_name, lives.brand, lives.channel, lives.format, days.day
    from lives
    join sources
      on sources.table_name = lives.table_name
     and sources.brand = lives.brand
     and sources.format = lives.format
     and (sources.channel is null or sources.channel = lives.channel)
    join days
      on days.day between sources.covered_from and sources.covered_to
""",
    "all_source_days": f"""
    select
        lives.table_name,
        lives.brand,
        lives.channel,
        concat_ws(' · ', lives.table_name, lives.brand, lives.channel, lives.format) as source,
        days.day,
        bool_or(window_days.day is not null) as is_covered
    from lives
    join days
      on days.day between lives.first_day and lives.last_day + {EXPECTED_DAYS}
    -- equalities alone: an outer join on anything else compares each row with each
    left join window_days
      on window_days.table_name = lives.table_name
     and window_days.brand = lives.brand
     and window_days.channel is not distinct from lives.channel
     and window_days.format = lives.format
     and window_days.day = days.day
    group by lives.table_name, lives.brand, lives.channel, lives.format, days.day
""",
}

# one row per brand compared: own brands and declared competitors, whether or not anything is known of them; while no
# competitor is declared, our own and every brand with data. A brand alone is compared with nothing
_VOICES = """
named_voices as (
    select brand
    from main.brands
    where role in ('own', 'competitor')
       or (
           not exists (select 1 from main.brands as declared where declared.role = 'competitor')
           and brand in (select brand from main.coverage where table_name in ({tables}))
       )
),
voices as (
    select brand
    from named_voices
    where (select count(*) from named_voices) > 1
)"""

# days on which every source of every brand compared is there
_COMMON_DAYS = """
common_days as (
    select day
    from all_source_days
    where table_name in ({tables})
      and brand in (select brand from voices)
    group by day
    having bool_and(is_covered)
       and count(distinct brand) = (select count(*) from voices)
)"""

# one row per period: the brands compared of which no day of it is covered, and how many brands are compared
_LACKING = """
lacking as (
    select
        periods.period,
        string_agg(named_voices.brand, ', ' order by named_voices.brand) filter (where known.brand is null) as lacking,
        count(*) as compared
    from periods
    cross join named_voices
    left join (
        select distinct calendar.period, all_source_days.brand
        from all_source_days
        join calendar
          on calendar.day = all_source_days.day
        where all_source_days.table_name in ({tables})
          and all_source_days.is_covered
    ) as known
      on known.period = periods.period
     and known.brand = named_voices.brand
    group by periods.period
)"""


def sources(scope: Scope, parameters: dict[str, object]) -> dict[str, str]:
    """The queries from the uploads' windows to the days expected of each source, on the scope's channels."""
    filters = "true"
    if scope.channels:
        parameters["channels"] = list(scope.channels)
        filters = "(coverage.channel is null or list_contains($channels, coverage.channel))"
    return {name: query.replace("{filters}", filters) for name, query in _SOURCES.items()}


def source_days() -> str:
    """The CTEs up to `all_source_days` over every day and channel: what each scope sees a part of."""
    days = f"""
    select cast(unnest(generate_series(
        (select min(covered_from) from main.coverage),
        (select max(covered_to) from main.coverage) + {EXPECTED_DAYS},
        interval 1 day
    )) as date) as day
"""
    queries = {"days": days} | {name: query.replace("{filters}", "true") for name, query in _SOURCES.items()}
    return ", ".join(f"{name} as ({query})" for name, query in queries.items())


def compared(kpi: Kpi) -> list[str]:
    """For a KPI that compares brands, the CTEs of these and of the days on which every one of them is known."""
    if not kpi.across:
        return []
    tables = _names({name for table in kpi.needs for name in TABLES[table].proof})
    return [one.format(tables=tables) for one in (_VOICES, _COMMON_DAYS, _LACKING)]


def covered(kpi: Kpi, by: str, brand_filter: str) -> str:
    """The CTE `covered_days` (series, null for all; day): days on which all sources of every needed table are there.

    `brand_filter`: an SQL condition on brand. The CTE reads the series of the CTE `kpi` and must come after it.
    """
    if kpi.across:
        return "covered_days as (select cast(null as varchar) as series, day from common_days)"
    needed = [TABLES[table] for table in kpi.needs]
    proofs = [table.proof for table in needed if table.daily] or [table.proof for table in needed]
    each = [
        _POSTS_KNOWN.format(**_posts_by(by), brand_filter=brand_filter)
        if proof == TABLES["post_days"].proof
        else _whole(proof, by, brand_filter, carried_by=kpi.carried_by)
        for proof in proofs
    ]
    return f"covered_days as ({' intersect '.join(each)})"


# days on which the number of posts is known: of every network that exports of posts are expected of, one covers the day or
# the statistics of an account give its number; of every account whose statistics give numbers, so do they, or an export
# of its network's posts covers the day. A day without a number is unknown, not 0
_POSTS_KNOWN = """
        select distinct series, day
        from (
            with numbered as (
                select distinct brand, channel, coalesce(account, '') as account, day
                from main.account_days
                where metric = 'posts'
                  and coalesce(last_day, day) = day
                  and day <= cast($today as date)
                  and {brand_filter}
            ),
            accounts as (
                select brand, channel, account, min(day) as first_day, max(day) as last_day
                from numbered
                group by brand, channel, account
            ),
            listed as (
                select brand, channel, day, bool_or(is_covered) as is_covered
                from all_source_days
                where table_name = 'posts'
                  and {brand_filter}
                group by brand, channel, day
            ),
            owed as (
                -- of a network, or of an account of one
                select brand, channel, cast(null as varchar) as account, day, is_covered from listed
                union all
                select accounts.brand, accounts.channel, accounts.account, days.day, false
                from accounts
                join days
                  on days.day between accounts.first_day and accounts.last_day + {expected}
            ),
            known as (
                select
                    owed.brand,
                    owed.channel,
                    owed.day,
                    owed.is_covered
                        or own.day is not null
                        or (owed.account is null and networks.day is not null)
                        or coalesce(same.is_covered, false)
                        or coalesce(every.is_covered, false) as is_known
                from owed
                left join numbered as own
                  on own.brand = owed.brand
                 and own.channel = owed.channel
                 and own.account = owed.account
                 and own.day = owed.day
                left join (select distinct brand, channel, day from numbered) as networks
                  on networks.brand = owed.brand
                 and networks.channel = owed.channel
                 and networks.day = owed.day
                left join listed as same
                  on same.brand = owed.brand
                 and same.channel = owed.channel
                 and same.day = owed.day
                -- an export of several networks covers those of which posts are listed
                left join (
                    select listed.brand, told.channel, listed.day, listed.is_covered
                    from listed
                    join (select distinct brand, channel from main.post_days where is_listed) as told on told.brand = listed.brand
                    where listed.channel is null
                ) as every
                  on every.brand = owed.brand
                 and every.channel = owed.channel
                 and every.day = owed.day
            )
            select {series} as series, day
            from known
            {networks}
            group by all
            having bool_and(is_known)
        )"""


def _posts_by(by: str) -> dict[str, object]:
    """How the days of posts are told apart: by brand, by network, or not at all."""
    series = {"brand": "brand", "channel": "networks.name"}.get(by, "cast(null as varchar)")
    networks = (
        "join (select series as name from kpi union select channel from owed where channel is not null) as networks "
        "on channel is null or channel = networks.name"
    )
    return {"series": series, "networks": networks if by == "channel" else "", "expected": EXPECTED_DAYS}


def _whole(proof: tuple[str, ...], by: str, brand_filter: str, *, carried_by: tuple[str, ...] = ()) -> str:
    """Series and days on which all sources of one of these tables are there; of any table, when none is named.

    `carried_by`: networks of which one of these sources must hold one; a source of every network holds them all. An
    export of X alone does not tell that the press was silent.
    """
    tables = f"table_name in ({_names(proof)})" if proof else "true"
    series, channels = {
        "brand": ("brand", ""),
        "channel": (
            "channels.series",
            f"join ({_channels(tables, brand_filter)}) channels on channel is null or channel = channels.series",
        ),
    }.get(by, ("cast(null as varchar)", ""))
    names = _names(carried_by)
    carried = f" and bool_or(all_source_days.channel is null or all_source_days.channel in ({names}))" if names else ""
    return f"""
        select distinct series, day
        from (
            select {series} as series, table_name, day
            from all_source_days
            {channels}
            where {tables} and {brand_filter}
            group by all
            having bool_and(is_covered){carried}
        )"""


def _channels(tables: str, brand_filter: str) -> str:
    return (
        "select series from kpi union "
        f"select channel from lives where channel is not null and {tables} and {brand_filter}"
    )


def _names(tables: tuple[str, ...] | set[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(tables))
