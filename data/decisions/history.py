"""The history of what people settled: brands, topics, hours, people …; each change with what held before, and its undoing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from data.decisions import brands, topics
from data.decisions import log as decision_log
from data.derived import sentiment_labels, topic_matching
from data.sentences import Refusal
from data.store import Store, now

MACHINE = ("reading_again",)  # settings that the program keeps for itself

_CHANGES = """
    with told as (
        select kind, subject, value, set_at, set_by, rowid as place from decisions
        union all
        select 'setting', name, value, set_at, set_by, rowid from settings where not list_contains($machine, name)
        union all
        select 'role', brand, role, set_at, set_by, rowid from brand_roles
        union all
        select
            'topic',
            topic,
            case when words = '[]' then '' else
                cast(json_object('words', words::json, 'exclusions', exclusions::json, 'is_sensitive', is_sensitive) as varchar)
            end,
            set_at,
            set_by,
            rowid
        from topic_rules
    )
    select
        kind,
        subject,
        value,
        lag(value) over earlier as before,
        set_at,
        set_by,
        row_number() over (partition by kind, subject order by set_at desc, place desc) = 1 as is_last
    from told
    window earlier as (partition by kind, subject order by set_at, place)
    order by set_at desc, place desc
"""


@dataclass(frozen=True)
class Change:
    """`value` '': taken back. `before` None: nothing was settled before. `is_last`: it holds, and can be undone."""

    kind: str
    subject: str
    value: str
    before: str | None
    set_at: datetime
    set_by: str
    is_last: bool


def history(store: Store) -> tuple[Change, ...]:
    """Every change, the newest first."""
    return tuple(Change(**row) for row in store.rows(_CHANGES, {"machine": list(MACHINE)}))


def undo(store: Store, change: Change, *, who: str, default: str = "") -> None:
    """What held before the change holds again, by a change of its own; `default`: of a setting that had none before.

    Raises Refusal when a later change of the same thing holds.
    """
    if not any(one == change for one in history(store) if one.is_last):
        raise Refusal("A later change of {subject} is in force: undo that one.", subject=change.subject)
    before = change.before
    if change.kind == "setting":
        _settle(store, change.subject, before or default, who=who)
    elif change.kind == "role":
        brands.set_role(store, change.subject, before or "other", who=who)
    elif change.kind == "topic":
        _restore_topic(store, change.subject, before or "", who=who)
    else:
        decision_log.decide(store, change.kind, change.subject, before or "", who=who)


def _settle(store: Store, name: str, value: str, *, who: str) -> None:
    if name == sentiment_labels.SETTING:
        sentiment_labels.turn(store, value or "off", who=who)
    else:
        store.append("settings", {"name": name, "value": value, "set_at": now(), "set_by": who})


def _restore_topic(store: Store, name: str, before: str, *, who: str) -> None:
    ready = next((one for one in topic_matching.ready_made() if one.name == name), None)
    if before:
        topics.set_topic(store, name, **json.loads(before), who=who)
    elif ready is not None:
        topics.set_topic(
            store, name, words=ready.words, exclusions=ready.exclusions, is_sensitive=ready.is_sensitive, who=who
        )
    else:
        topics.withdraw_topic(store, name, who=who)
