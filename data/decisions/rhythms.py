"""How often each source is read: learnt from its uploads, or set by a person in place of that.

A source is a canonical table, brand, channel and format of export. Completeness, age of the data and the last complete
week are measured by its rhythm: a monthly audit is not late on the day after. What is learnt, and from what, stands in
the view `source_rhythms` (data/schema.sql).
"""

from __future__ import annotations

import json

import pandas as pd

from data.decisions import log as decision_log
from data.sentences import Refusal
from data.store import Store

RHYTHMS = ("daily", "weekly", "monthly", "on demand")
KIND = "rhythm"


def rhythms(store: Store) -> pd.DataFrame:
    """One row per source with coverage: table_name, brand, channel (null: all), format, first_day, last_day, uploads,
    readings, gap (median days between two), learnt, basis (of what is learnt: days | readings | few), decided (null:
    nobody set one), rhythm (in force).
    """
    return store.frame("select * from source_rhythms order by brand, table_name, channel nulls first, format")


def set_rhythm(
    store: Store, table_name: str, brand: str, channel: str | None, format: str, *, rhythm: str | None, who: str
) -> None:
    """Set the rhythm of a source; None: as learnt. Raises Refusal for an unknown rhythm or source."""
    if rhythm and rhythm not in RHYTHMS:
        raise Refusal("'{rhythm}' is not a valid rhythm: use {known}.", rhythm=rhythm, known=", ".join(RHYTHMS))
    known = store.value(
        "select exists (select 1 from source_rhythms where table_name = ? and brand = ? and "
        "channel is not distinct from ? and format = ?)",
        [table_name, brand, channel or None, format],
    )
    if not known:
        raise Refusal("No upload of this source is loaded: {table}, {brand}.", table=table_name, brand=brand)
    subject = json.dumps([table_name, brand, channel or "", format], ensure_ascii=False)
    decision_log.decide(store, KIND, subject, rhythm or "", who=who)
