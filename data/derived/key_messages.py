"""Coverage in tier-1 outlets, and the key messages that it carries: by the lists that a team decides (Settings).

An outlet is a site (with the sites below it) or the name under which exports give it; a message is a list of words and
expressions that say it, of which one is enough, with accents and capitals ignored as in a topic. Nothing is looked for in
the mentions of a brand that lacks one of the two lists.
"""

from __future__ import annotations

import duckdb

from data.derived.own_voices import host
from data.derived.topic_matching import pattern
from data.store import literal

SEPARATOR = "|"  # between the ways of saying one message
_DECIDED = """
    select subject as brand, unnest(from_json(value, '["varchar"]')) as listed
    from (select subject, arg_max(value, rowid) as value from decisions where kind = ? group by subject)
    where value <> ''
"""


def find(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Temporary tables `tier_one_mentions` (identity, brand, day): what tier-1 outlets published on the changed days about
    brands with key messages; and `carried_messages` (identity, key_message): those that its title or text carries.

    Needs `wordless` (data/derived/enrichment.py): of a text that was deleted, the messages that it was found to carry.
    Returns whether there may be any.
    """
    messages: dict[str, list[str]] = {}
    for brand, message in cursor.execute(_DECIDED, ["key_messages"]).fetchall():
        messages.setdefault(brand, []).append(message)
    outlets = cursor.execute(_DECIDED, ["tier_one_outlets"]).fetchall() if messages else []
    _find_coverage(cursor, [one for one in outlets if one[0] in messages])
    cursor.execute("create or replace temp table carried_messages (identity ubigint, key_message varchar)")
    if not outlets:
        return False
    brands = {brand for (brand,) in cursor.execute("select distinct brand from tier_one_mentions").fetchall()}
    for brand in sorted(brands):
        _find_messages(cursor, brand, messages[brand])
    return True


def _find_coverage(cursor: duckdb.DuckDBPyConnection, outlets: list[tuple[str, str]]) -> None:
    cursor.execute("create or replace temp table tier_one_mentions (identity ubigint, brand varchar, day date)")
    if not outlets:
        return
    cursor.execute(
        f"""
        insert into tier_one_mentions
        with outlets as (
            select unnest(cast($brands as varchar[])) as brand, strip_accents(lower(unnest(cast($names as varchar[])))) as name
        ),
        published as (
            select
                r.identity,
                r.brand,
                r.day,
                coalesce({host("r.url")}, '') as site,
                coalesce(strip_accents(lower(trim(r.source))), '') as outlet
            from mention_records r
            join changed_days c on c.brand = r.brand and c.day = r.day
            where r.state = 'kept'
              and r.brand in (select brand from outlets)
        ),
        -- an outlet is compared once, however much it published
        listed as (
            select distinct places.brand, places.site, places.outlet
            from (select distinct brand, site, outlet from published) as places
            join outlets
              on outlets.brand = places.brand
             and (
                 outlets.name in (places.site, places.outlet)
                 or ends_with(places.site, concat('.', outlets.name))
                 or ends_with(places.outlet, concat('.', outlets.name))
             )
        )
        select published.identity, published.brand, published.day
        from published
        join listed
          on listed.brand = published.brand
         and listed.site = published.site
         and listed.outlet = published.outlet
        union
        -- whose address was deleted: as it was known before
        select w.identity, w.brand, w.day
        from wordless w
        join mention_records r on r.identity = w.identity and r.state = 'kept'
        where w.key_messages is not null and r.url is null and w.brand in (select brand from outlets)
        """,
        {"brands": [brand for brand, _ in outlets], "names": [name for _, name in outlets]},
    )


def _find_messages(cursor: duckdb.DuckDBPyConnection, brand: str, messages: list[str]) -> None:
    names = ", ".join(map(literal, messages))
    each = []
    for message in messages:
        said = literal(pattern([one for one in message.split(SEPARATOR) if one.strip()]))
        each.append(
            f"case when regexp_matches(title, {said}) or regexp_matches(text, {said}) then {literal(message)} end"
        )
    cursor.execute(
        f"""
        insert into carried_messages
        select identity, key_message
        from (
            select r.identity, unnest([{", ".join(each)}]) as key_message
            from tier_one_mentions t
            join mention_records r on r.identity = t.identity and r.state = 'kept'
            where t.brand = {literal(brand)}
              and r.identity not in (select identity from wordless)
            union all
            select t.identity, unnest(w.key_messages)
            from tier_one_mentions t
            join wordless w on w.identity = t.identity
            where t.brand = {literal(brand)}
        )
        where key_message in ({names})
        """
    )
