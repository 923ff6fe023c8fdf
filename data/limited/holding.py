"""What a copy for some brands holds of each table: the one list. A table that is not in it is left empty.

Rows of records and of what is derived from them are those of the allowed brands. What people wrote or decided is there when
it is of an allowed brand alone and names no other one; what cannot be told apart (rejected records, issued reports, filters,
answers, people, the log) is not there at all. Files that hold other brands too keep a number in place of their name.

The queries run in one transaction, on the temporary tables of `prepare`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import duckdb

from data.derived.enrichment import TEXT_KEY
from data.derived.filled_cells import RECORDS
from data.store import literal

# settings that say how things are counted; the others are the organisation's own
_SETTINGS = (
    "time_zone", "label_sentiment", "retention_days", "keep_other_columns", "watch_z", "watch_least", "working_hours",
    "working_weekdays", "holidays_country",
)  # fmt: skip

LONG_NAME = 5  # letters

_OF_ALLOWED = "brand in (select brand from allowed)"
_OF_PARTS = "{0}.upload_id = p.upload_id and {0}.part = p.part"


# brands whose key messages ever named another brand: nothing of them is held, nor what they were found in
_NAMING_MESSAGES = "select subject from decisions where kind = 'key_messages' and others_named(value)"
_NAMING_TOPICS = "select topic from topic_rules where others_named(concat_ws(' ', topic, words, exclusions))"


def _records(table: str) -> str:
    return f"""
        select r.* replace (p.shown as part)
        from {table} r
        join shown_parts p on {_OF_PARTS.format("r")}
        where r.{_OF_ALLOWED}
    """


def _of_brand(table: str) -> str:
    return f"select * from {table} where {_OF_ALLOWED} order by rowid"


def _sentences(table: str, keys: str) -> str:
    """Texts of which the latest of some keys is in force: none of the keys that ever named another brand."""
    return f"""
        select * exclude (naming, position)
        from (
            select *, rowid as position, bool_or(others_named(text)) over (partition by {keys}) as naming
            from {table}
            where {_OF_ALLOWED}
        )
        where not naming
        order by position
    """


HOLDS = {
    "store_info": "select * from store_info",
    "settings": f"""
        select * from settings
        where name in ({", ".join(map(literal, _SETTINGS))}) or starts_with(name, 'response_hours')
        order by rowid
    """,
    "uploads": """
        select
            u.* replace (
                case when w.is_named then u.sha256 else '' end as sha256,
                case when w.is_named then u.name else concat('#', u.seq) end as name,
                case when w.is_named then u.bytes else 0 end as bytes,
                null as reason,
                null as withdrawn_at,
                null as withdrawn_by,
                case when w.is_whole then u.who else '' end as who,
                case when w.is_clean then u.options else '{}' end as options,
                case when w.is_whole then u.read else w.read end as read,
                case when w.is_whole then u.kept else w.read - w.folded end as kept,
                case when w.is_whole then u.folded else w.folded end as folded,
                case when w.is_whole then u.replaced else 0 end as replaced,
                case when w.is_whole then u.rejected else 0 end as rejected
            )
        from uploads u
        join shown_uploads w on w.upload_id = u.upload_id
        order by u.seq
    """,
    "upload_parts": """
        select
            t.* replace (
                p.shown as part,
                case when w.is_whole then t.read else coalesce(n.read, 0) end as read,
                case when w.is_whole then t.kept else coalesce(n.read - n.folded, 0) end as kept,
                case when w.is_whole then t.folded else coalesce(n.folded, 0) end as folded,
                case when w.is_whole then t.replaced else 0 end as replaced,
                case when w.is_whole then t.rejected else 0 end as rejected,
                case when w.is_clean and not others_named(t.notes) then t.notes else '[]' end as notes
            )
        from upload_parts t
        join shown_uploads w on w.upload_id = t.upload_id
        join shown_parts p on t.upload_id = p.upload_id and t.part = p.part
        left join (
            select upload_id, part, table_name, sum(read) as read, sum(folded) as folded
            from parts_of_brands
            where brand in (select brand from allowed)
            group by all
        ) n on n.upload_id = t.upload_id and n.part = t.part and n.table_name = t.table_name
        where w.is_whole or n.read > 0 or (t.upload_id, t.part, t.table_name) in (
            select (upload_id, part, table_name) from coverage where brand in (select brand from allowed)
        )
        order by t.rowid
    """,
    "other_columns": f"""
        select o.* replace (p.shown as part)
        from other_columns o
        join shown_uploads w on w.upload_id = o.upload_id and w.is_clean
        join shown_parts p on {_OF_PARTS.format("o")}
    """,
    "coverage": f"""
        select c.* replace (p.shown as part)
        from coverage c
        join shown_parts p on {_OF_PARTS.format("c")}
        where c.{_OF_ALLOWED}
        order by c.rowid
    """,
    **{table: _records(table) for table in RECORDS.values()},
    # an answer of an assistant as each export tells it, for each allowed brand that it names; one that names others alone is
    # one that names none
    "ai_answer_records": f"""
        select r.* exclude (is_held) replace (
            case when not others_named(r.answer) then r.answer end as answer,
            case when r.is_held then r.named end as named,
            case when r.is_held then r.rank end as rank
        )
        from (
            select
                *,
                named is null or named in (select brand from allowed) as is_held
            from ({_records("ai_answer_records")})
            window answer as (partition by upload_id, part, state = 'kept', brand, day, engine, model, prompt, run)
            qualify is_held
                or not bool_or(is_held) over answer
                and row_number() over (answer order by state, record, identity) = 1
        ) r
    """,
    # what followed from texts that are gone; topics of other brands stay away, as their rules do
    "blanked_records": f"""
        select b.* replace (
            list_filter(b.topics, lambda topic: not list_contains(n.topics, topic)) as topics,
            case when b.brand not in ({_NAMING_MESSAGES}) then b.key_messages end as key_messages
        )
        from ({_records("blanked_records")}) b
        cross join (select coalesce(list(topic), cast([] as varchar[])) as topics from ({_NAMING_TOPICS})) n
    """,
    "filled_cells": """
        select f.* replace (p.shown as part, q.shown as from_part)
        from filled_cells f
        join shown_parts p on f.upload_id = p.upload_id and f.part = p.part
        join shown_parts q on f.from_upload = q.upload_id and f.from_part = q.part
        where (f.table_name, f.identity) in (select (table_name, identity) from shown_identities)
    """,
    "adopted_identities": """
        select a.* replace (p.shown as part)
        from adopted_identities a
        join shown_parts p on a.upload_id = p.upload_id and a.part = p.part
        where (a.table_name, a.identity) in (select (table_name, identity) from shown_identities)
    """,
    # every kind of decision that is of one brand; names of filters, people, recipients and views are not
    "decisions": f"""
        select * exclude (about)
        from (
            select
                *,
                case
                    when kind in (
                        'colour', 'logo', 'aliases', 'own_sites', 'own_accounts', 'not_own', 'tier_one_outlets', 'key_messages'
                    ) then subject
                    when kind in ('account', 'answer_case') then try(json_extract_string(subject, '$[0]'))
                    when kind = 'rhythm' then try(json_extract_string(subject, '$[1]'))
                end as about
            from decisions
        )
        where about in (select brand from allowed)
          and not (kind = 'answer_case' and others_named(concat_ws(' ', subject, value)))
          and not (kind = 'key_messages' and subject in ({_NAMING_MESSAGES}))
    """,
    # the latest rule of a topic is in force: none of a topic that ever named another brand
    "topic_rules": f"""
        select * from topic_rules
        where topic not in ({_NAMING_TOPICS})
        order by rowid
    """,
    "mention_corrections": """
        with theirs as (
            select correction
            from mention_corrections
            where identity in (
                select identity from shown_identities where table_name = 'mention_records'
                union all
                select own_identity
                from adopted_identities
                where table_name = 'mention_records'
                  and identity in (select identity from shown_identities where table_name = 'mention_records')
            )
        )
        select * from mention_corrections
        where (correction in (select correction from theirs) or undoes in (select correction from theirs))
          and not others_named(value)
        order by rowid
    """,
    "model_labels": f"""
        select * from model_labels
        where text_key in (
            select {TEXT_KEY} from mention_records where {_OF_ALLOWED} and (text is not null or title is not null)
        )
    """,
    **{
        table: f"""
            select * from {table}
            where audit in (
                select audit
                from audit_samples
                group by audit
                having bool_and(
                    identity in (select identity from shown_identities where table_name = 'mention_records')
                )
            )
            order by rowid
        """
        for table in ("audit_samples", "audit_labels")
    },
    "near_links": _of_brand("near_links"),
    "mention_families": f"""
        select * from mention_families where story in (select story from mention_records where {_OF_ALLOWED})
    """,
    "near_pending": _of_brand("near_pending"),
    "mention_topics": _of_brand("mention_topics"),
    "mention_marks": f"""
        select * replace (case when brand not in ({_NAMING_MESSAGES}) then key_message end as key_message)
        from mention_marks
        where {_OF_ALLOWED}
        order by rowid
    """,
    "own_voices": _of_brand("own_voices"),
    "mention_days": _of_brand("mention_days"),
    "story_bursts": _of_brand("story_bursts"),
    "brand_roles": _of_brand("brand_roles"),
    "publishing_plans": f"select * from publishing_plans where brand is null or {_OF_ALLOWED} order by rowid",
    "messages": _sentences("messages", "brand, since, until, kpi"),
    "report_messages": _sentences(
        "report_messages", "kind, brand, role, since, until, compared_since, compared_until, language, page"
    ),
    "watch_episodes": f"select * from watch_episodes where {_OF_ALLOWED} and not others_named(reasons) order by rowid",
    "watch_actions": f"""
        select * replace (case when others_named(value) then '' else value end as value)
        from watch_actions
        where episode in (select episode from watch_episodes where {_OF_ALLOWED} and not others_named(reasons))
        order by rowid
    """,
    # an objective of every own brand may rest on a baseline of one of them
    "objectives": f"""
        select * replace (
            case when brand is not null and not others_named(comment) then comment end as comment,
            case when not others_named(owner) then owner end as owner,
            case when not others_named(approver) then approver end as approver
        )
        from objectives
        where {_OF_ALLOWED}
           or brand is null
          and (
              baseline is null
              or not exists (select 1 from brands where role = 'own' and brand not in (select brand from allowed))
          )
        order by rowid
    """,
    "role_sheets": f"""
        select * from role_sheets
        where (brand is null or {_OF_ALLOWED}) and not others_named(concat_ws(' ', role, perimeter))
        order by rowid
    """,
    # the latest of a number is in force: none that was ever of another brand, or of all
    "annotations": f"""
        select * from annotations
        where annotation not in (
            select annotation
            from annotations
            where brand is null or not {_OF_ALLOWED} or others_named(concat_ws(' ', title, topic, note))
        )
        order by rowid
    """,
}
# what a rule of a topic decides, derived again in a copy that lacks one
BY_TOPIC = frozenset(("mention_topics", "mention_marks", "mention_days"))
# the tables of mentions that tell tone, by every record of theirs
TONE = """(
    select t.upload_id, p.shown as part, t.tells_tone
    from tone_logs t
    join shown_parts p on p.upload_id = t.upload_id and p.part = t.part
    where (t.upload_id, t.part) in (
        select (upload_id, part) from parts_of_brands
        where table_name = 'mentions' and brand in (select brand from allowed)
    )
)"""
# derived again in each copy
DERIVED_AGAIN = frozenset(("tone_logs", "own_voices_state"))
# of nobody's brand, or of all of them at once
NOT_HELD = frozenset(
    (
        "rejects", "remembered", "issued_reports", "report_deliveries", "report_files", "report_sends", "watch_messages",
        "watch_attempts", "audit_log", "sign_ins", "erasures", "retention_runs",
    )
)  # fmt: skip

_KNOWN = """
    select brand from brands
    union
    select brand from own_voices
"""


def others(cursor: duckdb.DuckDBPyConnection, brands: Iterable[str]) -> tuple[str, ...]:
    """The names of every brand of the store that is not among some, their other names included."""
    theirs = " union ".join(f"select brand from {table}" for table in RECORDS.values())
    rows = cursor.execute(
        f"""
        with others as (
            select brand from ({_KNOWN} union {theirs}) where not list_contains($1, brand)
        )
        select brand from others
        union
        select unnest(try(from_json(nullif(value, ''), '["varchar"]')))
        from decisions
        where kind = 'aliases' and subject in (select brand from others)
        order by 1
        """,
        [list(brands)],
    ).fetchall()
    return tuple(name for (name,) in rows if name and name.strip())


def naming(cursor: duckdb.DuckDBPyConnection, names: Iterable[str]) -> str:
    """A regular expression for texts in lower case, without accents, that name one of some brands, also as JSON writes it:
    anywhere, but as a word of its own where the name is so short that other words hold it. '' without any name."""
    plain = [" ".join(name.split()) for name in names]
    written = [form for name in plain for form in (name, json.dumps(name)[1:-1])]
    folded = cursor.execute("select distinct strip_accents(lower(unnest($1::varchar[])))", [written]).fetchall()
    found = [
        pattern if len(form) >= LONG_NAME else rf"(?:^|[^\pL\pN]){pattern}(?:[^\pL\pN]|$)"
        for (form,) in sorted(folded)
        if form and (pattern := re.escape(form).replace("\\ ", "\\s+"))
    ]
    return "|".join(found)


def naming_others(cursor: duckdb.DuckDBPyConnection, brands: Iterable[str], texts: list[str]) -> list[bool]:
    """Whether each of some texts names a brand of the store that is not among some."""
    pattern = naming(cursor, others(cursor, brands))
    if not pattern or not texts:
        return [False] * len(texts)
    rows = cursor.execute(
        f"select regexp_matches(strip_accents(lower(told)), {literal(pattern)}) "
        "from (select unnest($1::varchar[]) as told, unnest(range(len($1))) as place) order by place",
        [texts],
    ).fetchall()
    return [bool(row[0]) for row in rows]


def has_every_topic(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether no rule of a topic names another brand, after `prepare`."""
    return cursor.execute(f"{_NAMING_TOPICS} limit 1").fetchone() is None


def prepare(cursor: duckdb.DuckDBPyConnection, brands: tuple[str, ...]) -> None:
    """The temporary tables and the macro that the queries of HOLDS read."""
    cursor.execute("create or replace temp table allowed as select unnest($1::varchar[]) as brand", [list(brands)])
    pattern = naming(cursor, others(cursor, brands))
    is_named = f"regexp_matches(strip_accents(lower(told)), {literal(pattern)})" if pattern else "false"
    cursor.execute(f"create or replace temp macro others_named(told) as coalesce({is_named}, false)")
    counted = " union all ".join(
        f"""
        select upload_id, part, {literal(name)} as table_name, brand, count(*) as read,
            count(*) filter (where state = 'folded') as folded
        from {table} group by upload_id, part, brand
        """
        for name, table in RECORDS.items()
    )
    cursor.execute(f"create or replace temp table parts_of_brands as {counted}")
    cursor.execute(
        """
        create or replace temp table shown_uploads as
        with theirs as (
            select upload_id, brand, read, folded from parts_of_brands
            union all
            select upload_id, brand, 0, 0 from coverage
        ),
        whole as (
            select
                upload_id,
                bool_and(brand in (select brand from allowed)) as is_whole,
                sum(read) filter (where brand in (select brand from allowed)) as read,
                sum(folded) filter (where brand in (select brand from allowed)) as folded
            from theirs
            group by upload_id
            having bool_or(brand in (select brand from allowed))
        )
        select
            w.*,
            w.is_whole and not others_named(u.name) as is_named,
            w.is_whole and u.rejected = 0 and not others_named(u.options) as is_clean
        from whole w
        join uploads u on u.upload_id = w.upload_id
        """
    )
    cursor.execute(
        """
        create or replace temp table shown_parts as
        with theirs as (
            select upload_id, part from upload_parts
            union
            select upload_id, part from parts_of_brands
            union
            select upload_id, part from coverage
        )
        select
            t.upload_id,
            t.part,
            case
                when t.part = '' or w.is_named and not others_named(t.part) then t.part
                else concat('#', row_number() over (partition by t.upload_id order by t.part))
            end as shown
        from theirs t
        join shown_uploads w on w.upload_id = t.upload_id
        """
    )
    identities = " union ".join(
        f"select {literal(table)} as table_name, identity from {table} where {_OF_ALLOWED}"
        for table in RECORDS.values()
    )
    cursor.execute(f"create or replace temp table shown_identities as {identities}")
