"""What figures rest on besides the exports: the texts of all KPIs, what networks redefined, the objectives and what was
decided, as one hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache

from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine.breaks import breaks
from kpis.objectives import objectives

# decisions that change figures; colours, logos, views and recipients do not
KINDS = ("aliases", "own_sites", "own_accounts", "not_own", "rhythm", "account", "tier_one_outlets", "key_messages")
OTHERS = ("reading_again", "keep_other_columns", "retention_days")  # settings that no figure reads
_DECIDED = """
    select 'decision' as origin, kind as name, subject, arg_max(value, rowid) as value
    from decisions
    where list_contains($kinds, kind)
    group by all
    union all
    select 'setting', name, '', arg_max(value, rowid)
    from settings
    where not list_contains($others, name)
    group by all
    union all
    select 'role', 'role', brand, arg_max(role, rowid) from brand_roles group by all
    union all
    select 'topic', topic, cast(is_sensitive as varchar), words || exclusions
    from topic_rules
    qualify row_number() over (partition by topic order by rowid desc) = 1
    union all
    select 'plan', coalesce(brand, ''), channel || ' ' || valid_from, cast(posts_per_week as varchar)
    from publishing_plans
    qualify row_number() over (partition by brand, channel, valid_from order by rowid desc) = 1
    order by all
"""


def digest(store: Store) -> str:
    """SHA-256, in hexadecimal: two reports with the same one rest on the same definitions."""
    told = hashlib.sha256(_of_the_kpis().encode())
    told.update(
        json.dumps(
            store.rows(_DECIDED, {"kinds": list(KINDS), "others": list(OTHERS)}), default=str, sort_keys=True
        ).encode()
    )
    signed = [asdict(one) for one in objectives.effective(store)]
    told.update(json.dumps(signed, default=str, sort_keys=True).encode())
    return told.hexdigest()


@cache
def _of_the_kpis() -> str:
    known = [*(asdict(one) for one in catalogue().values()), *(asdict(one) for one in breaks())]
    return json.dumps(known, default=str, sort_keys=True)
