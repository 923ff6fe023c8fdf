"""Enrichment of mentions: topics by rule, corrections by hand, labels of the scorer, whether the brand wrote them, whether
they speak of it as an employer, and the key messages of tier-1 outlets.

Derived for the brands and days of the temporary table `changed_days`, only from the kept records, the rules in force,
the corrections and the labels: the order of uploads does not matter. A correction takes precedence over the tool, the
tool over a rule or the scorer.
"""

from __future__ import annotations

import duckdb

from data.derived import employers, key_messages, own_voices
from data.derived.sentiment_scorer import MODEL
from data.derived.topic_matching import Topic, folded, hint, in_force, pattern
from data.store import literal

FULL_TEXT = "concat_ws(' ', title, text)"
# title and text, searched at once: no expression reaches across the sign between them
SEARCHED = "concat_ws(chr(31), title, text)"
FEW = 10_000  # mentions
VERY_FEW = 1_000
# identifies the text that the scorer labels
TEXT_KEY = "key_of(lower(trim(concat_ws(' ', title, text))))"


def refresh(cursor: duckdb.DuckDBPyConnection) -> None:
    """Derive topics and enrichment of the changed days again; of a text that was deleted, from what it was found to hold."""
    has_wordless = _find_wordless(cursor)
    for table in ("mention_topics", "mention_marks"):
        if _has_rows(cursor, table):
            cursor.execute(
                f"delete from {table} using changed_days c where {table}.brand = c.brand and {table}.day = c.day"
            )
    is_voiced = own_voices.find(cursor)
    is_tier_one = key_messages.find(cursor)
    is_corrected = _find_corrections(cursor)
    has_topics = _write_topics(cursor, in_force(cursor), has_wordless=has_wordless, is_corrected=is_corrected)
    # a part of a statement that finds nothing costs a small upload as much as one that does
    found = {
        "corrections": is_corrected,
        "topics": has_topics,
        "own": is_voiced,
        "wordless": has_wordless,
        "tier one": is_tier_one,
        "labels": is_on(cursor),
    }
    _write_enrichment(cursor, {name for name, is_found in found.items() if is_found})


def match_topics(cursor: duckdb.DuckDBPyConnection) -> None:
    """Temporary table `matched` (identity, brand, day, topic, origin): what rules and tools say of the changed days."""
    has_wordless = _find_wordless(cursor)
    _match_topics(cursor, in_force(cursor), has_wordless=has_wordless)


def _has_rows(cursor: duckdb.DuckDBPyConnection, table: str) -> bool:
    return cursor.execute(f"select 1 from {table} limit 1").fetchone() is not None


def _find_wordless(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Temporary table `wordless`: the kept mentions of the changed days whose texts were deleted, and what they held.

    Returns whether there may be any.
    """
    if not _has_rows(cursor, "blanked_records"):
        cursor.execute(
            "create or replace temp table wordless (identity ubigint, brand varchar, day date, topics varchar[], "
            "sentiment varchar, key_messages varchar[], is_of_employees boolean)"
        )
        return False
    cursor.execute(
        """
        create or replace temp table wordless as
        select r.identity, r.brand, r.day, b.topics, b.sentiment, b.key_messages, b.is_of_employees
        from blanked_records b
        join mention_records r
          on r.upload_id = b.upload_id and r.part = b.part and r.record = b.record and r.identity = b.identity
        join changed_days c on c.brand = r.brand and c.day = r.day
        where b.table_name = 'mention_records' and coalesce(b.text_deleted_at, b.erased_at, b.redacted_at) is not null
          and r.state = 'kept'
        """
    )
    return True


def _find_corrections(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Temporary table `corrected`: the last correction in force, per kept mention of the changed days and field.

    Returns whether there may be any.
    """
    if not _has_rows(cursor, "mention_corrections"):
        cursor.execute(
            "create or replace temp table corrected "
            "(identity ubigint, field varchar, value varchar, brand varchar, day date)"
        )
        return False
    cursor.execute(
        """
        create or replace temp table corrected as
        with corrections as (
            select coalesce(a.identity, c.identity) as identity, c.field, arg_max(coalesce(c.value, ''), c.correction) as value
            from mention_corrections c
            left join (
                select distinct own_identity, identity from adopted_identities where table_name = 'mention_records'
            ) a on a.own_identity = c.identity
            where c.undoes is null
              and c.correction not in (select undoes from mention_corrections where undoes is not null)
            group by 1, 2
        )
        select corrections.identity, corrections.field, nullif(corrections.value, '') as value, r.brand, r.day
        from corrections
        join mention_records r on r.identity = corrections.identity and r.state = 'kept'
        join changed_days c on c.brand = r.brand and c.day = r.day
        """
    )
    return True


def _write_topics(
    cursor: duckdb.DuckDBPyConnection, rules: tuple[Topic, ...], *, has_wordless: bool, is_corrected: bool
) -> bool:
    """Fill mention_topics for the changed days: the topics of rules and tool, or only those corrected by hand.

    Returns whether any was found.
    """
    is_matched = _match_topics(cursor, rules, has_wordless=has_wordless)
    cursor.execute("create or replace temp table known_topics (topic varchar, position integer, is_sensitive boolean)")
    if rules:
        cursor.execute(
            "insert into known_topics select unnest($names), unnest($positions), unnest($sensitive)",
            {
                "names": [rule.name for rule in rules],
                "positions": list(range(len(rules))),
                "sensitive": [rule.is_sensitive for rule in rules],
            },
        )
    if not is_matched and not is_corrected:
        return False
    corrections = """
        union all
        select corrected.identity, brand, day, value, coalesce(known_topics.is_sensitive, false), 'manual'
        from corrected
        left join known_topics on lower(known_topics.topic) = lower(value)
        where field = 'topic' and value is not null
    """
    cursor.execute(
        f"""
        insert into mention_topics
        select
            matched.identity,
            matched.brand,
            matched.day,
            matched.topic,
            coalesce(known_topics.is_sensitive, false),
            matched.origin
        from matched
        left join known_topics on lower(known_topics.topic) = lower(matched.topic)
        {"where matched.identity not in (select identity from corrected where field = 'topic')" if is_corrected else ""}
        {corrections if is_corrected else ""}
        """
    )
    return True


def _match_topics(cursor: duckdb.DuckDBPyConnection, rules: tuple[Topic, ...], *, has_wordless: bool) -> bool:
    """Temporary table `matched`: the topics that a rule finds, or the tool reports by a rule's name, per kept mention.

    Returns whether there may be any. Compiling the expressions costs more than reading a small upload: rules are compiled only when there are candidates.
    """
    names = ", ".join(literal(rule.name.lower()) for rule in rules) or "''"
    wordless = f"""
        union all
        select identity, brand, day, topic, 'rule'
        from (select identity, brand, day, unnest(topics) as topic from wordless)
        where lower(topic) in ({names})
    """
    told = cursor.execute(
        f"""
        create or replace temp table matched as
        select r.identity, r.brand, r.day, r.topic, 'tool' as origin
        from mention_records r
        join changed_days c on c.brand = r.brand and c.day = r.day
        where r.state = 'kept' and lower(r.topic) in ({names})
        {wordless if has_wordless else ""}
        """
    ).fetchone()
    is_told = told is not None and told[0] > 0
    rules, are_few = _likely(cursor, rules)
    if not rules:
        return is_told
    words = [word for rule in rules for word in rule.words]
    has_words = "and r.identity not in (select identity from wordless)" if has_wordless else ""
    if not are_few:  # to search few texts twice costs less than to compile all words twice
        has_words += f" and regexp_matches({SEARCHED}, {literal(pattern(words))})"
    candidates = cursor.execute(
        f"""
        create or replace temp table candidates as
        select r.identity, r.brand, r.day, {SEARCHED} as searched
        from mention_records r
        join changed_days c on c.brand = r.brand and c.day = r.day
        where r.state = 'kept' {has_words}
        """
    ).fetchone()
    if candidates is None or not candidates[0]:
        return is_told
    found = ", ".join(f"case when {_matches(rule)} then {literal(rule.name)} end" for rule in rules)
    # a text is matched once, however many sites reprint it
    cursor.execute(
        f"""
        insert into matched
        with found as (
            select searched, unnest(list_filter([{found}], lambda topic: topic is not null)) as topic
            from (select distinct searched from candidates)
        )
        select candidates.identity, candidates.brand, candidates.day, found.topic, 'rule'
        from candidates
        join found on found.searched = candidates.searched
        """
    )
    return True


def _likely(cursor: duckdb.DuckDBPyConnection, rules: tuple[Topic, ...]) -> tuple[tuple[Topic, ...], bool]:
    """The rules of which a mention of the changed days has what costs little to look for, and whether the mentions are few.
    Of many, every rule: there the expressions cost less than the search for what they may find."""
    hints = [hint(rule.words) for rule in rules]
    seen = [
        "true" if one is None else f"coalesce(bool_or(regexp_matches(plain, {literal(one)})), false)" for one in hints
    ]
    found = cursor.execute(
        f"""
        select count(*), {", ".join(seen) or "false"}
        from (
            select {folded(SEARCHED)} as plain
            from mention_records r
            join changed_days c on c.brand = r.brand and c.day = r.day
            where r.state = 'kept'
            limit {FEW}
        )
        """
    ).fetchone()
    assert found is not None
    count, *is_likely = found
    if count == FEW:
        return rules, False
    return tuple(rule for rule, likely in zip(rules, is_likely, strict=False) if likely), count < VERY_FEW


def _matches(rule: Topic) -> str:
    """SQL condition: the column `searched` has a word of the rule outside its excluded expressions."""
    text = "searched"
    if rule.exclusions:
        text = f"regexp_replace(searched, {literal(pattern(rule.exclusions))}, ' · ', 'g')"
    return f"regexp_matches({text}, {literal(pattern(rule.words))})"


def _write_enrichment(cursor: duckdb.DuckDBPyConnection, found: set[str]) -> None:
    """Fill mention_marks for the changed days: one row per mention with a correction, a label, a topic by rule, the brand as
    its author, the brand as an employer or a tier-1 outlet. `found`: what there may be any of."""
    uncorrected = "and {}.identity not in (select identity from corrected where field = 'sentiment')"
    labels = f"""
        select r.identity, r.brand, r.day, 'sentiment' as field, any_value(l.sentiment) as value, 'model' as origin
        from mention_records r
        join changed_days c on c.brand = r.brand and c.day = r.day
        join model_labels l on l.text_key = {TEXT_KEY} and l.language = r.language and l.model = {literal(MODEL)}
        where r.state = 'kept' and r.sentiment is null and (r.text is not null or r.title is not null)
          {uncorrected.format("r") if "corrections" in found else ""}
          {"and r.identity not in (select identity from wordless)" if "wordless" in found else ""}
        group by r.identity, r.brand, r.day
    """
    labels_of_wordless = f"""
        select w.identity, w.brand, w.day, 'sentiment' as field, w.sentiment as value, 'model' as origin
        from wordless w
        join mention_records r on r.identity = w.identity and r.state = 'kept' and r.sentiment is null
        where w.sentiment is not null
          {uncorrected.format("w") if "corrections" in found else ""}
    """
    corrections = "select identity, brand, day, field, value, 'manual' as origin from corrected"
    topics = """
        select t.identity, t.brand, t.day, 'topic' as field, arg_min(t.topic, k.position) as value, 'rule' as origin
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
    """
    own = "select identity, brand, day, 'own' as field, null as value, null as origin from own_mentions"
    tier_one = """
        select
            t.identity,
            t.brand,
            t.day,
            'key message' as field,
            coalesce(min(c.key_message), '') as value,
            null as origin
        from tier_one_mentions t
        left join carried_messages c on c.identity = t.identity
        group by t.identity, t.brand, t.day
    """
    parts = {
        corrections: "corrections" in found,
        topics: "topics" in found,
        own: "own" in found,
        employers.BY_SITE: True,
        employers.WORDLESS: "wordless" in found,
        employers.BY_TOPIC: "topics" in found,
        tier_one: "tier one" in found,
        labels: "labels" in found,
        labels_of_wordless: {"labels", "wordless"} <= found,
    }
    cursor.execute(
        f"""
        insert into mention_marks
        with enriched as (
            {" union all ".join(part for part, is_found in parts.items() if is_found)}
        )
        select
            identity,
            brand,
            day,
            max(value) filter (where field = 'sentiment'),
            max(origin) filter (where field = 'sentiment'),
            max(value) filter (where field = 'topic'),
            max(origin) filter (where field = 'topic'),
            bool_or(field = 'sensitive'),
            bool_or(field = 'own'),
            min(value) filter (where field = 'work'),
            max(value) filter (where field = 'key message')
        from enriched
        group by identity, brand, day
        """
    )


def is_on(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether the owner turned the scorer on."""
    found = cursor.execute("select arg_max(value, rowid) from settings where name = 'label_sentiment'").fetchone()
    return found is not None and found[0] == "on"
