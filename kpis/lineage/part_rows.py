"""The rows of a part of a figure, page by page: those that add most to it first.

The keys of the records come from the figure's own statement (kpis/analysis/parts.py), so that as many rows are listed
as the part counts.
"""

from __future__ import annotations

import pandas as pd

from data.store import Store, time_zone
from kpis.lineage.mentions import COLUMNS
from kpis.tables import RECORDS

Query = tuple[str, dict[str, object]]
SIZE = 20
# of the tables that are derived from others
_RECORDS = {
    **RECORDS,
    "waits": RECORDS["conversations"],
    "post_engagement": RECORDS["posts"],
    "post_days": "(select * from post_records union all by name select * from account_day_records)",
    "business_in_periods": RECORDS["business"],
}


def page(
    store: Store, table: str, keys: Query, *, items: list[str], number: int = 1, size: int = SIZE, rising: bool = True
) -> pd.DataFrame:
    """A page of the rows of a table (mentions, or one of records) with these keys. `number`: from 1.

    Order: the parts in the order of `items`, the rows that add most (of a figure that fell, not `rising`, least), the
    loudest, the newest.
    """
    sql, parameters = keys
    order = f"{_ORDER}, counted.numerator {'desc' if rising else 'asc'}"
    given = {**parameters, "items": items, "size": size, "skipped": (number - 1) * size}
    if table == "mentions":
        return _mentions(store, sql, given, order)
    rows = f"""
        select r.* exclude (upload_id, part, record, state, identity), u.name as file, r.part, r.record
        from ({sql}) as counted
        join {_RECORDS[table]} r
          on r.upload_id = counted.upload_id
         and r.part = counted.part
         and r.record = counted.record
         and r.identity = counted.identity
        join uploads u
          on u.upload_id = r.upload_id
        order by {order}, r.day desc, u.seq, r.part, r.record
        limit $size offset $skipped
    """
    return store.frame(rows, given)


_ORDER = "coalesce(list_position($items, counted.item), 2147483647)"


def _mentions(store: Store, sql: str, given: dict[str, object], order: str) -> pd.DataFrame:
    rows = f"""
        select {COLUMNS}
        from ({sql}) as counted
        join mention_records r
          on r.upload_id = counted.upload_id
         and r.part = counted.part
         and r.record = counted.record
         and r.identity = counted.identity
         and r.state = 'kept'
        join uploads u
          on u.upload_id = r.upload_id
        left join mention_marks k
          on k.identity = r.identity
         and k.brand = r.brand
         and k.day = r.day
        order by
            {order},
            coalesce(r.engagement, 0) desc,
            coalesce(r.reach, 0) desc,
            r.published_at desc,
            r.upload_id,
            r.part,
            r.record
        limit $size offset $skipped
    """
    return store.frame(rows, {**given, "zone": time_zone(store)})
