"""Labels of the scorer for mentions without a label: off by default, turned on by the owner, origin "model".

A label belongs to a text and its language, so that it survives exports and withdrawals; labels of a tool or a person
take precedence. When the scorer is off its labels stay stored, and no figure uses them.
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
    """Whether the scorer is on."""
    with store.reading() as cursor:
        return enrichment.is_on(cursor)


def turn(store: Store, state: str, *, who: str) -> None:
    """Turn the scorer `on` or `off`; every day is derived again."""
    if state not in ("on", "off"):
        raise ValueError(state)
    with store.writing() as cursor:
        insert(cursor, "settings", {"name": SETTING, "value": state, "set_at": now(), "set_by": who})
        derived_tables.recount_all(cursor)


def pending(store: Store) -> int:
    """The number of texts without a label that the scorer can read and has not read yet."""
    return int(
        store.value(f"select count(*) from ({_UNREAD})", [list(sentiment_scorer.LANGUAGES), sentiment_scorer.MODEL])
    )


def label(store: Store) -> int:
    """Label the pending texts while the scorer is on. Returns their number."""
    done = 0
    for count in labelling(store):
        done = count
    return done


def labelling(store: Store) -> Iterator[int]:
    """Like `label`, but yields the number of labelled texts after each transaction; safe to stop."""
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
    select {enrichment.TEXT_KEY} as text_key, language, min({enrichment.FULL_TEXT}) as text
    from mention_records
    where state = 'kept' and sentiment is null and list_contains(?, language) and trim({enrichment.FULL_TEXT}) <> ''
      and ({enrichment.TEXT_KEY}, language) not in (select (text_key, language) from model_labels where model = ?)
    group by 1, 2
"""


def _keep(cursor: duckdb.DuckDBPyConnection, scored: list[tuple[int, str, float]]) -> None:
    """Store the labels and update the days of their mentions."""
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
