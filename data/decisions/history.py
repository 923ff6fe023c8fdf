"""The history of decisions (brands, topics, settings, people …): each change with the value before it, and its undo.

What came before, and which one is in force, is told by the order of the rows: a clock that is set back moves nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from data.decisions import brands, own_media, press_lists, topics
from data.decisions import log as decision_log
from data.derived import people, sentiment_labels, topic_matching
from data.sentences import Refusal
from data.store import Store, now

INTERNAL = (
    "reading_again",
    "store_rewritten",
    "rewriting_wanted",
    "copies_to_remove",
    "secret_check",
    "published_folder",
)  # settings that the program sets itself

_CHANGES = """
    with changes as (
        select kind, subject, value, set_at, set_by, rowid as position from decisions
        union all
        select 'setting', name, value, set_at, set_by, rowid from settings where not list_contains($internal, name)
        union all
        select 'role', brand, role, set_at, set_by, rowid from brand_roles
        union all
        select
            'topic',
            topic,
            case when words = '[]' then '' else
                cast(
                    json_object('words', words::json, 'exclusions', exclusions::json, 'is_sensitive', is_sensitive)
                    as varchar
                )
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
        row_number() over (partition by kind, subject order by position desc) = 1 as is_last
    from changes
    window earlier as (partition by kind, subject order by position)
    order by set_at desc, position desc
"""


@dataclass(frozen=True)
class Change:
    """`value` '': withdrawn. `before` None: the first decision. `is_last`: in force, and can be undone."""

    kind: str
    subject: str
    value: str
    before: str | None
    set_at: datetime
    set_by: str
    is_last: bool


def history(store: Store) -> tuple[Change, ...]:
    """Every change, the newest first."""
    return tuple(Change(**row) for row in store.rows(_CHANGES, {"internal": list(INTERNAL)}))


def undo(store: Store, change: Change, *, who: str, default: str = "") -> None:
    """Restore the value before a change, by a new change; `default`: for a setting without one before.

    Raises Refusal when a later change of the same subject is in force.
    """
    if not any(one == change for one in history(store) if one.is_last):
        raise Refusal("A later change of {subject} is in force: undo that one.", subject=change.subject)
    before = change.before
    if change.kind == "setting":
        _restore_setting(store, change.subject, before or default, who=who)
    elif change.kind == "role":
        brands.set_role(store, change.subject, before or "other", who=who)
    elif change.kind == "topic":
        _restore_topic(store, change.subject, before or "", who=who)
    else:
        decision_log.decide(store, change.kind, change.subject, before or "", who=who)
        if change.kind in (*own_media.KINDS, "aliases"):
            own_media.rederive(store)
        elif change.kind in press_lists.KINDS:
            press_lists.rederive(store)


def _restore_setting(store: Store, name: str, value: str, *, who: str) -> None:
    if name == people.SETTING:
        raise Refusal("Pseudonyms are not undone: no name can be brought back.")
    if name == sentiment_labels.SETTING:
        sentiment_labels.turn(store, value or "off", who=who)
    else:
        store.append("settings", {"name": name, "value": value, "set_at": now(), "set_by": who})


def _restore_topic(store: Store, name: str, before: str, *, who: str) -> None:
    built_in = next((one for one in topic_matching.built_in() if one.name == name), None)
    if before:
        topics.set_topic(store, name, **json.loads(before), who=who)
    elif built_in is not None:
        topics.set_topic(
            store,
            name,
            words=built_in.words,
            exclusions=built_in.exclusions,
            is_sensitive=built_in.is_sensitive,
            who=who,
        )
    else:
        topics.withdraw_topic(store, name, who=who)
