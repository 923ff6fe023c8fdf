"""Labels of the scorer for mentions that came without one: off by default, turned on by the owner, origin "model".

A label belongs to a text and its language, so that it survives exports and withdrawals; a tool's label, and a hand's, come
before it. Turning the scorer off takes its labels out of every figure, and keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from data.derived import enrichment, sentiment_scorer
from data.derived import refresh as derived_tables
from data.store import Store, insert, now

SETTING = "label_sentiment"
BATCH = 5000  # texts in one transaction


def is_on(store: Store) -> bool:
    """Whether mentions without a label have the scorer's."""
    with store.reading() as cursor:
        return enrichment.is_on(cursor)


def turn(store: Store, state: str, *, who: str) -> None:
    """Turn the scorer `on` or `off`, dated and attributed; every figure is derived again."""
    if state not in ("on", "off"):
        raise ValueError(state)
    with store.writing() as cursor:
        insert(cursor, "settings", {"name": SETTING, "value": state, "set_at": now(), "set_by": who})
        derived_tables.recount_all(cursor)


def waiting(store: Store) -> int:
    """Texts without a label, in a language that the scorer reads, that it has not read yet."""
    return int(
        store.value(f"select count(*) from ({_UNREAD})", [list(sentiment_scorer.LANGUAGES), sentiment_scorer.MODEL])
    )


def label(store: Store) -> int:
    """Label the texts that wait, some thousands at a time, while the scorer is on; how many."""
    done = 0
    for count in labelling(store):
        done = count
    return done


def labelling(store: Store) -> Iterator[int]:
    """As `label`, giving after each transaction how many texts are done: they stay done when the caller stops."""
    done = 0
    while is_on(store):
        with store.reading() as cursor:
            cursor.execute(f"{_UNREAD} limit {BATCH}", [list(sentiment_scorer.LANGUAGES), sentiment_scorer.MODEL])
            texts = cursor.fetchall()
        if not texts:
            return
        scored = [(key, language, sentiment_scorer.score(text, language)) for key, language, text in texts]
        with store.writing() as cursor:
            _keep(cursor, scored)
        done += len(scored)
        yield done


_UNREAD = f"""
    select {enrichment.TEXT_KEY} as text_key, language, min({enrichment.SEEN}) as text
    from mention_records
    where state = 'kept' and sentiment is null and list_contains(?, language) and trim({enrichment.SEEN}) <> ''
      and ({enrichment.TEXT_KEY}, language) not in (select (text_key, language) from model_labels where model = ?)
    group by 1, 2
"""


def _keep(cursor: duckdb.DuckDBPyConnection, scored: list[tuple[int, str, float]]) -> None:
    """Write the labels and count the days of their mentions again."""
    keys, languages, values = (list(column) for column in zip(*scored, strict=True))
    cursor.execute(
        """
        create or replace temp table labelled as
        select
            unnest(cast($keys as ubigint[])) as text_key, unnest($languages) as language,
            unnest(cast($values as double[])) as score, unnest($labels) as sentiment
        """,
        {
            "keys": keys,
            "languages": languages,
            "values": values,
            "labels": [sentiment_scorer.label(value) for value in values],
        },
    )
    cursor.execute(
        "delete from model_labels where text_key in (select text_key from labelled) and model <> ?",
        [sentiment_scorer.MODEL],
    )
    cursor.execute(
        "insert into model_labels select text_key, language, ?, sentiment, score, ? from labelled",
        [sentiment_scorer.MODEL, now()],
    )
    derived_tables.start(cursor)
    cursor.execute(
        f"""
        insert into touched_days
        select distinct brand, day from mention_records
        where state = 'kept' and sentiment is null and {enrichment.TEXT_KEY} in (select text_key from labelled)
        """
    )
    derived_tables.recount(cursor)
