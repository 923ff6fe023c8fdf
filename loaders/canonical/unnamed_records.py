"""Mentions and messages without id, address and author: those of one source, minute and text that differ never fold.

Two reviews `Très bien` of one day, of five stars and of two, are two reviews; what one author says twice in a minute is
said twice, however a tool labels it. Stars without a word say nothing of who gave them: each of them counts. The first keeps the identity that its minute and text give, so that a later export
of it replaces it; the others get one of their own, by their order.
"""

from __future__ import annotations

import duckdb

from data.sentences import Sentence, sentence
from loaders.canonical import records
from loaders.canonical.records import TableKey

# what may tell such records apart; counters that grow between two exports do not
_CONTENT = {
    "mentions": ("title", "language", "country", "topic", "sentiment", "rating", "is_repost", "reach", "engagement"),
    "conversations": ("kind", "topic", "sentiment", "last_sentiment", "routed_to", "is_satisfied"),
}


_WORDLESS = "rating is not null and text is null and title is null"


def separate(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> Sentence | None:
    """Give records that share an identity by their wording, but differ, identities of their own; the note about them.

    Needs the table `doubled`; updates it.
    """
    content = _CONTENT.get(key.table.name)
    if content is None:
        return None
    stored = key.table.records
    author = "author" if key.table.name == "mentions" else "author_key"
    differ = " or ".join(f"count(distinct {name}) > 1" for name in content)
    cells = ", ".join(f"cast({name} as varchar)" for name in content)
    if key.table.name == "mentions":
        differ += f" or count(*) filter (where {_WORDLESS}) > 1"
        cells += f", cast(case when {_WORDLESS} then row_number() over (partition by identity, {cells} order by record) end as varchar)"
    found = cursor.execute(
        f"""
        create or replace temp table separated as
        with unnamed as (
            select identity, record, [{cells}] as content
            from {stored}
            where {key.own} and platform_id is null and url is null and {author} is null and identity in (
                select identity from {stored}
                where {key.own} and platform_id is null and url is null and {author} is null and identity in (select identity from doubled)
                group by identity
                having {differ}
            )
        ),
        distinct_contents as (
            select identity, content, row_number() over (partition by identity order by min(record)) as number
            from unnamed
            group by identity, content
        )
        select u.identity, u.record, d.number
        from unnamed u
        join distinct_contents d on d.identity = u.identity and d.content = u.content
        where d.number > 1
        """
    ).fetchone()
    if not found or not found[0]:
        return None
    cursor.execute(
        f"update {stored} set identity = key_of(concat_ws('|', s.identity, s.number)) from separated s "
        f"where {key.own} and {stored}.identity = s.identity and {stored}.record = s.record"
    )
    records.find_doubled(cursor, key)
    return sentence(
        "Records without author, of one source, minute and text, that differ otherwise are counted separately: {count} more.",
        count=found[0],
    )
