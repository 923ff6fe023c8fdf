"""Audits of sentiment labels: a random sample of mentions that a person labels without seeing their label.

Accuracy, confusion and the corrected share are computed in kpis/analysis/label_accuracy.py.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.sentences import Refusal
from data.store import Store, insert, now

SIZE = 100
LABELS = ("positive", "neutral", "negative")


def draw(store: Store, *, brand: str, since: date, until: date, seed: int, who: str, size: int = SIZE) -> int:
    """Draw unique labelled mentions of a brand at random. Returns the number of the audit.

    The same seed on the same store draws the same mentions. Raises Refusal when there are none.
    """
    with store.writing() as cursor:
        number = cursor.execute("select coalesce(max(audit), 0) + 1 from audit_samples").fetchone()
        assert number is not None
        cursor.execute(
            """
            insert into audit_samples
            select
                $audit, row_number() over (order by chance, identity), identity, sentiment,
                coalesce(sentiment_origin, 'tool'), $at, $who
            from (
                select *, md5_number_lower(concat_ws('|', $seed, cast(identity as varchar))) as chance
                from mentions
                where is_unique and brand = $brand and day between $since and $until
                  and sentiment in ('positive', 'neutral', 'negative')
            )
            order by chance, identity
            limit $size
            """,
            {
                "audit": number[0],
                "at": now(),
                "who": who,
                "seed": str(seed),
                "brand": brand,
                "since": since,
                "until": until,
                "size": size,
            },
        )
        if cursor.execute("select count(*) from audit_samples where audit = ?", [number[0]]).fetchone() == (0,):
            raise Refusal(
                "No unique mention of {brand} from {since} to {until} has a sentiment: there is nothing to audit.",
                brand=brand,
                since=since,
                until=until,
            )
    return int(number[0])


def sample(store: Store, audit: int) -> pd.DataFrame:
    """The mentions of an audit in order: place, title, text, language, url, label (None: not labelled yet)."""
    return store.frame(
        """
        select s.place, m.title, m.text, m.language, m.url, l.label
        from audit_samples s
        left join mentions m on m.identity = s.identity
        left join (
            select audit, place, arg_max(label, rowid) as label
            from audit_labels
            group by audit, place
        ) l
          on l.audit = s.audit and l.place = s.place
        where s.audit = ?
        order by s.place
        """,
        [audit],
    )


def set_label(store: Store, audit: int, place: int, label: str, *, who: str) -> None:
    """Label a mention of an audit. `place`: its number in the draw. Raises Refusal for an unknown label or place."""
    if label not in LABELS:
        raise Refusal("'{value}' is not a valid sentiment: use {known}.", value=label, known=", ".join(LABELS))
    with store.writing() as cursor:
        if (
            cursor.execute("select 1 from audit_samples where audit = ? and place = ?", [audit, place]).fetchone()
            is None
        ):
            raise Refusal("The audit {audit} has no mention number {place}.", audit=audit, place=place)
        insert(cursor, "audit_labels", {"audit": audit, "place": place, "label": label, "set_at": now(), "set_by": who})


def labelled(store: Store, audit: int) -> pd.DataFrame:
    """The mentions labelled so far: `shown`, the label when it was drawn, and `truth`, the label by hand."""
    return store.frame(
        """
        select s.shown, arg_max(l.label, l.rowid) as truth
        from audit_samples s
        join audit_labels l on l.audit = s.audit and l.place = s.place
        where s.audit = ?
        group by s.place, s.shown
        order by s.place
        """,
        [audit],
    )
