"""How fast stories spread: of each day, the most authors that told one story within six hours.

A story is told by its copies, reposts and near-duplicates; an author counts once. Six hours may begin on the day before:
a day has the authors of the six hours up to one of its own mentions. Where an export tells no hour, its mentions are of
one moment, so that a day takes the place of the hours. A lone mention is told by one author. `voices` leaves out stories
that are mostly positive, and counts a mention without an author as one more: what may be a crisis. Derived only from the kept
records, so that the order of uploads does not matter.
"""

from __future__ import annotations

import duckdb

HOURS = 6


def bursts(told: str) -> str:
    """SQL: one row per series and day, with authors, voices and mentions as in the table `story_bursts`.

    `told`: a SELECT of series, day, story (or its family), author_key, identity, published_at and sentiment.
    """
    return f"""
    with told as materialized ({told}),
    repeated as (
        select series, story
        from told
        group by series, story
        having count(*) > 1
           and min(coalesce(author_key, identity)) <> max(coalesce(author_key, identity))
    ),
    spaced as (
        select
            told.*,
            least(
                told.published_at - lag(told.published_at) over story_in_time,
                lead(told.published_at) over story_in_time - told.published_at
            ) <= interval {HOURS} hours as is_near
        from told
        join repeated
          on repeated.series = told.series
         and repeated.story = told.story
        window story_in_time as (partition by told.series, told.story order by told.published_at)
    ),
    near as (
        -- a story that is told no second time within six hours of any of its mentions of a day has one author that day
        select *
        from spaced
        qualify bool_or(is_near) over (partition by series, story, day)
    ),
    windows as (
        select
            series,
            story,
            day,
            sentiment,
            count(distinct author_key) over six_hours as authors,
            count(distinct coalesce(author_key, identity)) over six_hours as voices
        from near
        window six_hours as (
            partition by series, story order by published_at
            range between interval {HOURS} hours preceding and current row
        )
    ),
    stories as (
        select
            series,
            day,
            story,
            max(authors) as authors,
            max(voices) as voices,
            2 * count(*) filter (where sentiment = 'positive') > count(*) as is_kind
        from windows
        group by series, day, story
    ),
    fastest as (
        select series, day, max(authors) as authors, max(voices) filter (where not is_kind) as voices
        from stories
        group by series, day
    ),
    days as (
        select series, day, count(author_key) as mentions
        from told
        group by series, day
    )
    select
        days.series,
        days.day,
        case when days.mentions > 0 then greatest(coalesce(fastest.authors, 1), 1) end as authors,
        greatest(coalesce(fastest.voices, 1), 1) as voices,
        days.mentions
    from days
    left join fastest
      on fastest.series = days.series
     and fastest.day = days.day
    """


# the mentions of the days to count and of those before them: six hours may begin there
_TOLD = """
    select
        m.brand as series,
        m.day,
        coalesce(f.family, m.story) as story,
        m.author_key,
        m.identity,
        m.published_at,
        m.sentiment
    from mentions m
    left join mention_families f on f.story = m.story
    where (m.brand, m.day) in (
        select (brand, day) from burst_days
        union
        select (brand, cast(day - 1 as date)) from burst_days
    )
"""


def refresh(cursor: duckdb.DuckDBPyConnection) -> None:
    """Count the days of `changed_days` again, those of `touched_stories`, whose family may be another, and the next ones."""
    cursor.execute(
        """
        create or replace temp table burst_days as
        with changed as (
            select brand, day from changed_days
            union
            select brand, day
            from mention_records
            where state = 'kept' and story in (select story from touched_stories)
        )
        select brand, day from changed
        union
        select brand, cast(day + 1 as date) from changed
        """
    )
    cursor.execute(
        "delete from story_bursts using burst_days b where story_bursts.brand = b.brand and story_bursts.day = b.day"
    )
    cursor.execute(
        f"""
        insert into story_bursts
        select b.day, b.series, b.authors, b.voices, b.mentions
        from ({bursts(_TOLD)}) b
        join burst_days d on d.brand = b.series and d.day = b.day
        """
    )
