"""Updates what is derived from records: the first mention of each story, own voices, enrichment, the daily roll-up.

All of it depends only on the kept records and on people's decisions, not on the order of uploads and withdrawals.
Inside the transaction of a change, callers list what changed in the temporary tables `touched_stories` (story) and
`touched_days` (brand, day).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from data.derived import enrichment, near_duplicates, own_voices, story_bursts, tone_logs

STORY_HOURS = 72  # a text repeated within this time is the same story
SHORT_WORDING = 30  # letters; shorter texts ("merci !") are one story only when they have one author of one network

# a repost too short to be matched with its original never counts as unique. `and` would compare every text
LONE_REPOST = (
    f"case when r.is_repost then length(wording(coalesce(r.text, r.title, ''))) < {SHORT_WORDING} else false end"
)

_ROLL_UP = (Path(__file__).parent.parent / "rollup.sql").read_text(encoding="utf-8")

# one row per kept mention of the touched stories, with its story or family
_COPIES = """
    select r.upload_id, r.part, r.record, r.brand, r.day, r.published_at, r.identity, r.is_unique,
        coalesce(f.family, r.story) as told,
        case when b.record is null then {lone_repost} else b.is_lone_repost end as is_lone_repost
    from mention_records r
    left join mention_families f on f.story = r.story
    left join blanked_records b
      on b.table_name = 'mention_records' and b.upload_id = r.upload_id and b.part = r.part and b.record = r.record
     and b.identity = r.identity
    where r.state = 'kept' and r.story in (select story from touched_stories)
"""


def story_sql(*, wording: str, address: str, platform_id: str) -> str:
    """SQL for the story of a mention, over its brand, channel, author and record: its wording, else what identifies it."""
    return f"""
        key_of(concat_ws(
            '|', lower(brand),
            case
                when {wording} = ''
                    then concat_ws('|', 'none', coalesce({address}, {platform_id}, cast(record as varchar)))
                when length({wording}) < {SHORT_WORDING}
                    then concat_ws('|', coalesce(concat_ws('|', channel, lower(author)), ''), {wording})
                else {wording}
            end
        ))"""


AUTHOR_KEY = "case when author is not null then key_of(concat_ws('|', channel, lower(author))) end"


def write_stories(cursor: duckdb.DuckDBPyConnection, records: str) -> None:
    """Write story and author key of some mentions again, after their cells changed. `records`: the query of their keys
    (upload_id, part, record, identity)."""
    story = story_sql(wording="wording", address="canonical_url(url)", platform_id="platform_id")
    cursor.execute(
        f"""
        update mention_records set story = w.story, author_key = w.author_key
        from (
            select upload_id, part, record, identity, {story} as story, {AUTHOR_KEY} as author_key
            from (
                select r.*, wording(coalesce(r.text, r.title, '')) as wording
                from mention_records r
                join ({records}) p
                  on p.upload_id = r.upload_id and p.part = r.part and p.record = r.record and p.identity = r.identity
                where not exists (
                    -- the words that its story follows from were deleted
                    select 1
                    from blanked_records b
                    where b.table_name = 'mention_records' and b.upload_id = r.upload_id and b.part = r.part
                      and b.record = r.record and b.identity = r.identity
                )
            )
        ) w
        where mention_records.upload_id = w.upload_id and mention_records.part = w.part
          and mention_records.record = w.record and mention_records.identity = w.identity
        """
    )


def start(cursor: duckdb.DuckDBPyConnection) -> None:
    """Create the empty lists of what changed."""
    cursor.execute("create or replace temp table touched_stories (story ubigint)")
    cursor.execute("create or replace temp table touched_days (brand varchar, day date)")


def refresh(cursor: duckdb.DuckDBPyConnection, *, at_once: float | None = None) -> None:
    """Update families, stories, enrichment and roll-up for the records that changed.

    `at_once`: see `near_duplicates.refresh`.
    """
    if not (_is_empty(cursor, "touched_days") and _is_empty(cursor, "touched_stories")):
        near_duplicates.refresh(cursor, at_once=at_once)
        _settle_stories(cursor)
        tone_logs.refresh(cursor)
    own_voices.refresh(cursor)  # an upload of followers or posts may name an account that wrote mentions
    recount(cursor)


def recount(cursor: duckdb.DuckDBPyConnection) -> None:
    """Update enrichment and roll-up of the touched days, when decisions or labels changed but no record did."""
    cursor.execute("create or replace temp table changed_days as select distinct brand, day from touched_days")
    if _is_empty(cursor, "changed_days"):
        return
    enrichment.refresh(cursor)
    cursor.execute(
        "delete from mention_days using changed_days c where mention_days.brand = c.brand and mention_days.day = c.day"
    )
    cursor.execute(_ROLL_UP)
    story_bursts.refresh(cursor)


def recount_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Update enrichment and roll-up of every day, after a change of a rule or setting."""
    start(cursor)
    cursor.execute("insert into touched_days select distinct brand, day from mention_records where state = 'kept'")
    recount(cursor)


def settle_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Mark the first mention of every story again, and update what follows, after a change of the rule."""
    start(cursor)
    cursor.execute("insert into touched_days select distinct brand, day from mention_records where state = 'kept'")
    cursor.execute("insert into touched_stories select distinct story from mention_records where state = 'kept'")
    _settle_stories(cursor)
    tone_logs.refresh(cursor)
    own_voices.refresh(cursor)
    recount(cursor)


def _is_empty(cursor: duckdb.DuckDBPyConnection, table: str) -> bool:
    return cursor.execute(f"select 1 from {table} limit 1").fetchone() is None


def _settle_stories(cursor: duckdb.DuckDBPyConnection) -> None:
    """Mark the first mention of each story, and the first that comes more than 72 hours after that one, and so on."""
    if _is_empty(cursor, "touched_stories"):
        return
    cursor.execute(f"create or replace temp table copies as {_COPIES.format(lone_repost=LONE_REPOST)}")
    cursor.execute(
        f"""
        create or replace temp table settled as
        with recursive later as materialized (
            -- only what outlasts 72 hours can begin again
            select told, published_at, min(published_at) over (
                partition by told order by published_at
                range between interval '{STORY_HOURS} hours 1 microsecond' following and unbounded following
            ) as begins_again
            from copies
            where told in (
                select told from copies
                group by told
                having max(published_at) - min(published_at) > interval {STORY_HOURS} hour
            )
        ),
        begun as (
            select told, min(published_at) as begins from copies group by told
            union all
            select later.told, min(later.begins_again)
            from begun
            join later on later.told = begun.told and later.published_at = begun.begins
            where later.begins_again is not null
            group by later.told
        ),
        ranked as (
            select
                copies.*,
                begun.begins is not null
                    and row_number() over (partition by copies.told, copies.published_at order by identity) = 1
                    and not is_lone_repost as is_first
            from copies
            left join begun on begun.told = copies.told and begun.begins = copies.published_at
        )
        select upload_id, part, record, brand, day, is_first
        from ranked
        where is_unique <> is_first
        """
    )
    cursor.execute(
        """
        update mention_records
        set is_unique = settled.is_first
        from settled
        where mention_records.upload_id = settled.upload_id
          and mention_records.part = settled.part
          and mention_records.record = settled.record
        """
    )
    cursor.execute("insert into touched_days select distinct brand, day from settled")
