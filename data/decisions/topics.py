"""Topic rules: a name, words and expressions, exclusions, and whether the topic is sensitive.

The built-in sensitive topics (data/derived/lexicon.toml) are in force until a team's own rule of the same name replaces
or withdraws them. Rules are appended with date and author; the latest of a name is in force. A change derives the
topics of every mention again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from data.derived import refresh as derived_tables
from data.derived.topic_matching import Topic, in_force, read_rule
from data.sentences import Refusal
from data.store import Store, insert, now


def topics(store: Store) -> tuple[Topic, ...]:
    """The topics in force, in order of precedence: a team's own, then the built-in ones."""
    with store.reading() as cursor:
        return in_force(cursor)


def set_topic(
    store: Store,
    name: str,
    *,
    words: Iterable[str],
    exclusions: Iterable[str] = (),
    is_sensitive: bool = False,
    who: str,
) -> Topic:
    """Add or replace the rule of a topic. Raises Refusal for an empty name or no words."""
    rule = Topic(name.strip(), _cleaned(words), _cleaned(exclusions), is_sensitive, now(), who)
    if not rule.name:
        raise Refusal("A topic needs a name.")
    if not rule.words:
        raise Refusal("The topic {topic} needs at least one word or expression.", topic=rule.name)
    _append(store, rule)
    return rule


def withdraw_topic(store: Store, name: str, *, who: str) -> None:
    """Disable a topic, including a built-in one. Raises Refusal for a topic that is not in force."""
    held = next((one for one in topics(store) if one.name == name), None)
    if held is None:
        raise Refusal("There is no topic in force called {topic}.", topic=name)
    _append(store, Topic(name, (), (), held.is_sensitive, now(), who))


def history(store: Store) -> tuple[Topic, ...]:
    """Every rule that people set, oldest first; a rule without words withdraws its topic."""
    rows = store.rows("select topic, words, exclusions, is_sensitive, set_at, set_by from topic_rules order by rowid")
    return tuple(read_rule(tuple(row.values())) for row in rows)


def _cleaned(words: Iterable[str]) -> tuple[str, ...]:
    """Distinct words with single blanks; those without a letter or digit are dropped."""
    kept = (" ".join(word.split()) for word in words)
    return tuple(dict.fromkeys(word for word in kept if re.search(r"\w", word)))


def _append(store: Store, rule: Topic) -> None:
    with store.writing() as cursor:
        row = {
            "topic": rule.name,
            "words": json.dumps(rule.words, ensure_ascii=False),
            "is_sensitive": rule.is_sensitive,
            "exclusions": json.dumps(rule.exclusions, ensure_ascii=False),
            "set_at": rule.set_at,
            "set_by": rule.set_by,
        }
        insert(cursor, "topic_rules", row)
        derived_tables.recount_all(cursor)
