"""Near-duplicates: similar texts of one brand within 72 hours form one family of stories.

Two texts are near-duplicates when the sets of their word 3-grams have a Jaccard similarity of 0.8 or more. Families are
the connected components of these pairs, so that daily counts of unique mentions count a reworded dispatch once, and a
petition that each person passes on with another name, tag and link.

Candidates are found by prefix filtering: in any common order of 3-grams (their hash), two sets with a similarity of 0.8
share one of the first |x| − ⌈0.8 |x|⌉ + 1. Of the texts that share one within the 72 hours before a text, the earliest
and the last three are compared in full, so that the work is linear in the number of texts (docs/adr/0012).

Links depend only on the kept records of a day and the three days before it, not on the order of uploads. When too many
mentions change for a load to wait, the days are deferred (`near_pending`) and settled by `backlog.settle`.
"""

from __future__ import annotations

import duckdb

GRAM = 3  # words
SIMILARITY = 0.8
HOURS = 72
DAYS = 3  # before a day that 72 hours reach
LEAST_LETTERS = 30  # shorter texts are not compared (data/derived/refresh.py)
LEAST_GRAMS = 3
AT_ONCE = 30_000  # mentions whose texts are compared inside the transaction of a load

# a text's words; its 3-grams as sorted hashes. Addresses, handles and tags are no words: who passes a petition on puts
# another of them, and a story would be as many stories as it has authors. A handle or tag begins where no word goes on
# ("12 voitures@900 euros", "contact@aurelle.fr" and "C#12" have none); tags may follow one another without a blank
_SKIPPED = r"(https?://|www\.)\S+|(^|[^\pL\pM\pN_])([@#][\pL\pM\pN_]+)+"
_WORDS = (
    rf"list_filter(string_split_regex(regexp_replace(lower(text), '{_SKIPPED}', ' ', 'g'), "
    r"'[^\pL\pN]+'), lambda word: word <> '')"
)
_GRAMS = (
    "list_sort(list_distinct(list_transform("
    "list_zip(words, words[2:], words[3:])[1:len(words) - 2], lambda gram: hash(gram))))"
)

# how many 3-grams two sets share: of two short lists, looking each one up takes a quarter of the time of a hash table
_SHARED = """
    case
        when len(grams) * len(earlier_grams) <= 4000
        then len(list_filter(grams, lambda gram: list_contains(earlier_grams, gram)))
        else len(list_intersect(grams, earlier_grams))
    end
"""


def refresh(cursor: duckdb.DuckDBPyConnection, *, at_once: float | None = None) -> None:
    """Update links and families for the days of `touched_days`; adds the stories whose family changed to
    `touched_stories`.

    `at_once`: with more mentions than this, the days are deferred; default AT_ONCE.
    """
    _find_days(cursor)
    if _count(cursor, "select count(*) from near_days") == 0:
        return
    if _count(cursor, _COMPARED) > (AT_ONCE if at_once is None else at_once):
        cursor.execute(
            "insert into near_pending select brand, day from near_days except select brand, day from near_pending"
        )
    else:
        _collect_texts(cursor)
        _find_wordless(cursor)
        cursor.execute(
            """
            delete from near_links using near_days d
            where near_links.brand = d.brand and near_links.day = d.day
              and near_links.story not in (from wordless_stories) and near_links.earlier not in (from wordless_stories)
            """
        )
        _link(cursor)
        cursor.execute(
            "delete from near_pending using near_days d where near_pending.brand = d.brand and near_pending.day = d.day"
        )
    _settle_families(cursor)


# the number of mentions to compare, counted without reading a text
_COMPARED = """
    select count(*)
    from mention_records r
    join near_window d on d.brand = r.brand and d.day = r.day
    where r.state = 'kept'
"""


def _find_days(cursor: duckdb.DuckDBPyConnection) -> None:
    """Temporary tables `near_days`, the touched days and those within 72 hours after, and `near_window`, the days that
    are compared with them."""
    cursor.execute(
        f"""
        create or replace temp table near_days as
        select distinct brand, cast(day + cast(unnest(range({DAYS + 1})) as integer) as date) as day from touched_days
        """
    )
    cursor.execute(
        f"""
        create or replace temp table near_window as
        select distinct brand, cast(day - cast(unnest(range({DAYS + 1})) as integer) as date) as day from near_days
        """
    )


def _collect_texts(cursor: duckdb.DuckDBPyConnection) -> None:
    """Temporary table `near_texts`: one row per brand, day and story of `near_window`."""
    cursor.execute(
        f"""
        create or replace temp table near_texts as
        select r.brand, r.day, r.story, min(r.published_at) as moment, min(coalesce(r.text, r.title)) as text
        from mention_records r
        join near_window d on d.brand = r.brand and d.day = r.day
        where r.state = 'kept' and length(coalesce(r.text, r.title)) >= {LEAST_LETTERS}
        group by r.brand, r.day, r.story
        """
    )


def _find_wordless(cursor: duckdb.DuckDBPyConnection) -> None:
    """Temporary table `wordless_stories`: those of texts that were deleted. Their links stay: none could be found again."""
    if cursor.execute("select 1 from blanked_records limit 1").fetchone() is None:
        cursor.execute("create or replace temp table wordless_stories (story ubigint)")
        return
    cursor.execute(
        """
        create or replace temp table wordless_stories as
        select distinct r.story
        from blanked_records b
        join mention_records r
          on r.upload_id = b.upload_id and r.part = b.part and r.record = b.record and r.identity = b.identity
        where b.table_name = 'mention_records' and coalesce(b.text_deleted_at, b.erased_at, b.redacted_at) is not null
        """
    )


def _link(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill near_links for the near days: each story with its earlier near-duplicates."""
    if cursor.execute("select 1 from near_texts limit 1").fetchone() is None:
        return  # nothing is long enough to be compared
    cursor.execute(
        f"""
        create or replace temp table near_grams as
        select
            row_number() over (order by moment, story, t.brand) as position,
            t.brand, t.day, story, moment, {_GRAMS} as grams, d.day is not null as is_near
        from (select *, {_WORDS} as words from near_texts where length(wording(text)) >= {LEAST_LETTERS}) t
        left join near_days d on d.brand = t.brand and d.day = t.day
        where len(words) >= {GRAM + LEAST_GRAMS - 1}
        """
    )
    cursor.execute(
        f"""
        create or replace temp table near_prefixes as
        select
            position, brand, moment,
            unnest(grams[1:len(grams) - cast(ceil({SIMILARITY} * len(grams)) as integer) + 1]) as gram
        from near_grams
        """
    )
    cursor.execute(
        f"""
        create or replace temp table near_candidates as
        with found as (
            select
                position,
                unnest([
                    min(position) over recent,
                    lag(position, 1) over before,
                    lag(position, 2) over before,
                    lag(position, 3) over before
                ]) as earlier
            from near_prefixes
            window
                recent as (
                    partition by brand, gram order by moment
                    range between interval {HOURS} hour preceding and current row
                ),
                before as (partition by brand, gram order by position)
        )
        select distinct position, earlier from found where earlier <> position
        """
    )
    cursor.execute(
        f"""
        insert into near_links
        -- one join at a time: DuckDB has no statistics for tables of an open transaction, and would compare all pairs
        with texts as materialized (
            select a.*, c.earlier
            from near_candidates c
            join near_grams a on a.position = c.position
            where a.is_near
        ),
        pairs as materialized (
            select texts.*, b.story as earlier_story, b.moment as earlier_moment, b.grams as earlier_grams
            from texts
            join near_grams b on b.position = texts.earlier
        )
        select brand, day, story, earlier_story
        from pairs
        where story <> earlier_story
          and moment - earlier_moment <= interval {HOURS} hour
          -- {SIMILARITY} of the longer one at least, or they cannot share that much
          and len(grams) >= {SIMILARITY} * len(earlier_grams)
          and len(earlier_grams) >= {SIMILARITY} * len(grams)
          and {_SHARED} * (1 + {SIMILARITY}) >= {SIMILARITY} * (len(grams) + len(earlier_grams))
        except
        select brand, day, story, earlier from near_links  -- those of deleted texts
        """
    )


def _settle_families(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill mention_families from the links; adds the stories of families that changed, or that contain a touched story,
    to `touched_stories`."""
    links = cursor.execute("select distinct story, earlier from near_links").fetchall()
    families = _components(links)
    cursor.execute("create or replace temp table families (story ubigint, family ubigint)")
    if families:
        cursor.execute(
            "insert into families select unnest(cast($stories as ubigint[])), unnest(cast($families as ubigint[]))",
            {"stories": list(families), "families": list(families.values())},
        )
    cursor.execute(
        """
        insert into touched_stories
        select story from (
            (select * from families except select * from mention_families)
            union all
            (select * from mention_families except select * from families)
        )
        """
    )
    cursor.execute("delete from mention_families")
    cursor.execute("insert into mention_families select * from families")
    cursor.execute(
        """
        insert into touched_stories
        select story from mention_families
        where family in (select family from mention_families where story in (select story from touched_stories))
        """
    )


def _components(links: list[tuple[int, int]]) -> dict[int, int]:
    """Story -> its family, the smallest story in it; only stories with a link."""
    parent: dict[int, int] = {}

    def root(story: int) -> int:
        while parent.setdefault(story, story) != story:
            parent[story] = parent[parent[story]]
            story = parent[story]
        return story

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {story: root(story) for story in list(parent)}


def next_days(cursor: duckdb.DuckDBPyConnection) -> int:
    """Add the next pending days of one brand to `touched_days`: a batch, at least one day. Returns their number."""
    cursor.execute(
        f"""
        insert into touched_days
        with sized as (
            select p.brand, p.day, count(r.record) as mentions
            from near_pending p
            left join mention_records r on r.brand = p.brand and r.day = p.day and r.state = 'kept'
            where p.brand = (select min(brand) from near_pending)
            group by p.brand, p.day
        ),
        summed as (
            select
                *,
                sum(mentions) over (order by day) as so_far,
                row_number() over (order by day) as position
            from sized
        )
        select brand, day from summed where so_far <= {AT_ONCE // 4} or position = 1
        """
    )
    return _count(cursor, "select count(*) from touched_days")


def _count(cursor: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = cursor.execute(sql).fetchone()
    assert found is not None
    return int(found[0])
