"""What two audits of one query differ in: results, suggestions and assistants' answers that are new, gone, worse or better.

The latest audit of an engine, query and kind up to a day is compared with the one before it. Items are the same whatever
their case and blanks; below where the shorter of two audits ended, nothing is new or gone. Worse is a sentiment that fell, or a negative item that rose in rank; better the contrary. A query
that was audited once has no change: it has no audit before it, which is said.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.store import Store

CHANGES = ("new", "worse", "gone", "better")  # in the order of a list; those of negative items come first
COLUMNS = ("engine", "query", "kind", "item", "change", "sentiment", "sentiment_before", "rank", "rank_before", "day", "day_before")  # fmt: skip

_SQL = """
    -- one row per item of the last two audits of each query that differs between them
    with audits as (
        select
            coalesce(engine, '') as engine,
            query,
            kind,
            day,
            row_number() over (partition by coalesce(engine, ''), query, kind order by day desc) as place
        from (
            select distinct engine, query, kind, day
            from search_audits
            where brand = $brand and day <= $until
        )
    ),
    pairs as (
        select
            engine,
            query,
            kind,
            max(day) filter (where place = 1) as day,
            max(day) filter (where place = 2) as day_before
        from audits
        where place <= 2
        group by engine, query, kind
        having max(day) filter (where place = 2) is not null
    ),
    items as (
        -- an item that stands twice on a page counts by its best rank
        select
            coalesce(engine, '') as engine,
            query,
            kind,
            day,
            lower(trim(regexp_replace(item, '\\s+', ' ', 'g'))) as name,
            arg_min(item, coalesce(rank, 1000)) as item,
            min(rank) as rank,
            arg_min(coalesce(sentiment, 'unknown'), coalesce(rank, 1000)) as sentiment
        from search_audits
        where brand = $brand and day <= $until
        group by all
    ),
    depths as (
        -- how far down each audit looked; null where it gives no ranks
        select engine, query, kind, day, max(rank) as depth
        from items
        group by all
    ),
    now as (
        select items.*, pairs.day_before, depths.depth as depth_before
        from items
        join pairs
          on pairs.engine = items.engine
         and pairs.query = items.query
         and pairs.kind = items.kind
         and pairs.day = items.day
        join depths
          on depths.engine = items.engine
         and depths.query = items.query
         and depths.kind = items.kind
         and depths.day = pairs.day_before
    ),
    before as (
        select items.*, pairs.day as day_now, depths.depth as depth_now
        from items
        join pairs
          on pairs.engine = items.engine
         and pairs.query = items.query
         and pairs.kind = items.kind
         and pairs.day_before = items.day
        join depths
          on depths.engine = items.engine
         and depths.query = items.query
         and depths.kind = items.kind
         and depths.day = pairs.day
    ),
    joined as (
        select
            coalesce(now.engine, before.engine) as engine,
            coalesce(now.query, before.query) as query,
            coalesce(now.kind, before.kind) as kind,
            coalesce(now.item, before.item) as item,
            now.sentiment,
            before.sentiment as sentiment_before,
            now.rank,
            before.rank as rank_before,
            now.depth_before,
            before.depth_now,
            coalesce(now.day, before.day_now) as day,
            coalesce(before.day, now.day_before) as day_before
        from now
        full join before
          on before.engine = now.engine
         and before.query = now.query
         and before.kind = now.kind
         and before.name = now.name
    ),
    weighed as (
        select
            *,
            case sentiment when 'positive' then 3 when 'neutral' then 2 when 'mixed' then 1 when 'negative' then 0 end as tone,
            case sentiment_before when 'positive' then 3 when 'neutral' then 2 when 'mixed' then 1 when 'negative' then 0 end
                as tone_before
        from joined
    )
    select
        engine,
        query,
        kind,
        item,
        case
            -- below where the other audit ended, nothing is known
            when sentiment_before is null then case when coalesce(rank <= depth_before, true) then 'new' end
            when sentiment is null then case when coalesce(rank_before <= depth_now, true) then 'gone' end
            when tone < tone_before or (sentiment = 'negative' and tone_before is null) then 'worse'
            when tone > tone_before then 'better'
            when sentiment = 'negative' and rank < rank_before then 'worse'
            when sentiment = 'negative' and rank > rank_before then 'better'
        end as change,
        sentiment,
        sentiment_before,
        rank,
        rank_before,
        day,
        day_before
    from weighed
    where change is not null
    order by
        coalesce(sentiment, sentiment_before) = 'negative' desc,
        list_position(['new', 'worse', 'gone', 'better'], change),
        kind,
        query,
        engine,
        coalesce(rank, rank_before) nulls last,
        item
"""


def audit_changes(store: Store, brand: str, until: date) -> pd.DataFrame:
    """The items that differ between the last two audits of each query: COLUMNS. Null: not in that audit, or not told."""
    return store.frame(_SQL, {"brand": brand, "until": until})[list(COLUMNS)]


def alarming(changes: pd.DataFrame) -> pd.DataFrame:
    """Those that raise a notice: negative, and new or worse."""
    return changes[changes["change"].isin(("new", "worse")) & (changes["sentiment"] == "negative")]


def compared(store: Store, brand: str, until: date) -> int:
    """How many queries, by engine and kind, have two audits to compare."""
    sql = """
        select count(*)
        from (
            select 1
            from search_audits
            where brand = $brand and day <= $until
            group by engine, query, kind
            having count(distinct day) > 1
        )
    """
    return int(store.value(sql, {"brand": brand, "until": until}) or 0)
