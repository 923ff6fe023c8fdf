"""What is said of mentions beyond their records: topics by rule, corrections by hand, labels of the scorer.

Derived for the brands and days of the temporary table `changed_days`, from the kept records, the rules in force, the
corrections and the labels alone: whatever the order of uploads, the same records give the same marks.
A hand's word comes before the tool's, the tool's before a rule's or the scorer's.
"""

from __future__ import annotations

import duckdb

from data.derived.sentiment_scorer import MODEL
from data.derived.topic_matching import Topic, in_force, pattern
from data.store import literal

SEEN = "concat_ws(' ', title, text)"  # what a rule reads of a mention
# what the scorer reads of one: the hash of its text
TEXT_KEY = "md5_number_lower(lower(trim(concat_ws(' ', title, text))))"


def refresh(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write topics and marks of the changed days again."""
    for table in ("mention_topics", "mention_marks"):
        cursor.execute(
            f"delete from {table} using changed_days c where {table}.brand = c.brand and {table}.day = c.day"
        )
    _find_corrections(cursor)
    _find_topics(cursor, in_force(cursor))
    _mark(cursor, labelled=is_on(cursor))


def _find_corrections(cursor: duckdb.DuckDBPyConnection) -> None:
    """corrected: one row per kept mention of the changed days and field, with the last correction not taken back."""
    cursor.execute(
        """
        create or replace temp table corrected as
        with standing as (
            select identity, field, arg_max(coalesce(value, ''), correction) as value
            from mention_corrections
            where undoes is null
              and correction not in (select undoes from mention_corrections where undoes is not null)
            group by identity, field
        )
        select standing.identity, standing.field, nullif(standing.value, '') as value, r.brand, r.day
        from standing
        join mention_records r on r.identity = standing.identity and r.state = 'kept'
        join changed_days c on c.brand = r.brand and c.day = r.day
        """
    )


def _find_topics(cursor: duckdb.DuckDBPyConnection, rules: tuple[Topic, ...]) -> None:
    """mention_topics of the changed days: those of the rules and of the tool, or the hand's alone."""
    _find_said(cursor, rules)
    cursor.execute("create or replace temp table known_topics (topic varchar, place integer, is_sensitive boolean)")
    if rules:
        cursor.execute(
            "insert into known_topics select unnest($names), unnest($places), unnest($sensitive)",
            {
                "names": [rule.name for rule in rules],
                "places": list(range(len(rules))),
                "sensitive": [rule.is_sensitive for rule in rules],
            },
        )
    cursor.execute(
        """
        insert into mention_topics
        select said.identity, said.brand, said.day, said.topic, coalesce(known_topics.is_sensitive, false), said.origin
        from said
        left join known_topics on lower(known_topics.topic) = lower(said.topic)
        where said.identity not in (select identity from corrected where field = 'topic')
        union all
        select corrected.identity, brand, day, value, coalesce(known_topics.is_sensitive, false), 'manual'
        from corrected
        left join known_topics on lower(known_topics.topic) = lower(value)
        where field = 'topic' and value is not null
        """
    )


def _find_said(cursor: duckdb.DuckDBPyConnection, rules: tuple[Topic, ...]) -> None:
    """said: one row per kept mention of the changed days and topic that a rule finds, or that its tool names like one.

    Compiling the expressions costs more than reading a small upload: the rules are compiled for candidates alone.
    """
    names = ", ".join(literal(rule.name.lower()) for rule in rules) or "''"
    cursor.execute(
        f"""
        create or replace temp table said as
        select r.identity, r.brand, r.day, r.topic, 'tool' as origin
        from mention_records r
        join changed_days c on c.brand = r.brand and c.day = r.day
        where r.state = 'kept' and lower(r.topic) in ({names})
        """
    )
    if not rules:
        return
    wanted = literal(pattern(word for rule in rules for word in rule.words))
    # title and text are searched one by one: joined, an expression could be found across the two
    cursor.execute(
        f"""
        create or replace temp table candidates as
        select distinct identity, brand, day, seen
        from (
            select r.identity, r.brand, r.day, {SEEN} as seen, unnest([title, text]) as searched
            from mention_records r
            join changed_days c on c.brand = r.brand and c.day = r.day
            where r.state = 'kept'
        )
        where regexp_matches(searched, {wanted})
        """
    )
    if cursor.execute("select 1 from candidates limit 1").fetchone() is None:
        return
    found = ", ".join(f"case when {_says(rule)} then {literal(rule.name)} end" for rule in rules)
    # a dispatch is read once, however many print it
    cursor.execute(
        f"""
        insert into said
        with found as (
            select seen, unnest(list_filter([{found}], lambda one: one is not null)) as topic
            from (select distinct seen from candidates)
        )
        select candidates.identity, candidates.brand, candidates.day, found.topic, 'rule'
        from candidates
        join found on found.seen = candidates.seen
        """
    )


def _says(rule: Topic) -> str:
    """SQL that holds where the text `seen` says a word of the rule outside its excluded expressions."""
    seen = "seen"
    if rule.exclusions:
        seen = f"regexp_replace(seen, {literal(pattern(rule.exclusions))}, ' · ', 'g')"
    return f"regexp_matches({seen}, {literal(pattern(rule.words))})"


def _mark(cursor: duckdb.DuckDBPyConnection, *, labelled: bool) -> None:
    """mention_marks of the changed days: one row per mention that has a correction, a label or a topic by rule."""
    labels = f"""
        select r.identity, r.brand, r.day, 'sentiment' as field, any_value(l.sentiment) as value, 'model' as origin
        from mention_records r
        join changed_days c on c.brand = r.brand and c.day = r.day
        join model_labels l on l.text_key = {TEXT_KEY} and l.language = r.language and l.model = {literal(MODEL)}
        where r.state = 'kept' and r.sentiment is null and (r.text is not null or r.title is not null)
          and r.identity not in (select identity from corrected where field = 'sentiment')
        group by r.identity, r.brand, r.day
    """
    cursor.execute(
        f"""
        insert into mention_marks
        with told as (
            select identity, brand, day, field, value, 'manual' as origin from corrected
            union all
            select t.identity, t.brand, t.day, 'topic', arg_min(t.topic, k.place), 'rule'
            from mention_topics t
            join changed_days c on c.brand = t.brand and c.day = t.day
            join known_topics k on k.topic = t.topic
            where t.origin = 'rule' and t.identity not in (
                select identity from mention_records where state = 'kept' and topic is not null
            )
            group by t.identity, t.brand, t.day
            union all
            select t.identity, t.brand, t.day, 'sensitive', null, null
            from mention_topics t
            join changed_days c on c.brand = t.brand and c.day = t.day
            where t.is_sensitive
            group by t.identity, t.brand, t.day
            {f"union all {labels}" if labelled else ""}
        )
        select
            identity,
            brand,
            day,
            max(value) filter (where field = 'sentiment'),
            max(origin) filter (where field = 'sentiment'),
            max(value) filter (where field = 'topic'),
            max(origin) filter (where field = 'topic'),
            bool_or(field = 'sensitive')
        from told
        group by identity, brand, day
        """
    )


def is_on(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether the owner wants mentions without a label to have the scorer's."""
    found = cursor.execute(
        "select arg_max(value, (set_at, rowid)) from settings where name = 'label_sentiment'"
    ).fetchone()
    return found is not None and found[0] == "on"
