"""Stores authors as pseudonyms: from now on, and in what the store holds already.

An author of a network becomes the HMAC of both under the secret of the store, the same in every file; the name of a profile
in an address becomes one too. Figures that count authors stay as they were. Raw files, in which the names stand, are not
kept any more; backups made before are removed, so that none brings the names back. Frozen reports stay as they were issued.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from data import secret
from data.access.acting import APPROVER, current
from data.access.door import require
from data.decisions import published
from data.derived import backlog, people
from data.derived import refresh as derived_tables
from data.personal import copies, own_secret, rewriting
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, insert, now, setting
from loaders.canonical.plain_tables import keyed_number
from loaders.canonical.records import identity_sql

Progress = Callable[[float, Sentence], None]

# tables with an identity of records, and the columns that hold one
_OF_MENTIONS = (("mention_corrections", "identity"), ("audit_samples", "identity"), ("mention_topics", "identity"), ("mention_marks", "identity"))  # fmt: skip
_OF_RECORDS = (("filled_cells", "identity"), ("adopted_identities", "identity"), ("adopted_identities", "own_identity"), ("blanked_records", "identity"))  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What the store holds that pseudonyms would change: names of authors, records of them, raw files, and copies."""

    authors: int
    records: int
    raw: int
    copies: tuple[str, ...]


@dataclass(frozen=True)
class Turned:
    """`held`: what there was. `is_rewritten`: whether the file holds the names no more. `unmatched`: mentions that a later
    export of them would count once more, since another export completed what identifies them. `backup`: made afterwards."""

    held: Held
    is_rewritten: bool
    unmatched: int
    backup: str


def no_progress(_share: float, _told: Sentence) -> None:
    """Tell nobody."""


def are_on(store: Store) -> bool:
    """Whether names are stored as pseudonyms."""
    return setting(store, people.SETTING, "off") == "on"


def held(store: Store) -> Held:
    """What turning them on would change now."""
    row = store.rows(
        """
        select count(distinct (channel, lower(author))) as authors, count(author) as records
        from mention_records
        where not regexp_full_match(author, 'author [0-9a-f]{12}')
        """
    )[0]
    raw = len(list(store.files.glob("*.zst")))
    return Held(int(row["authors"]), int(row["records"]), raw, tuple(one.place.name for one in copies.of(store)))


def turn_on(store: Store, *, who: str, progress: Progress = no_progress) -> Turned:
    """Store names as pseudonyms from now on, and turn those that the store holds into them. It cannot be undone.

    Raises Refusal for whoever is no approver, or where the secret is lost.
    """
    require(current(), APPROVER)
    if are_on(store):
        raise Refusal("Authors are stored as pseudonyms already.")
    own_secret.ensure(store, who=who)
    before = held(store)
    progress(0.05, sentence("Comparing the texts that wait"))
    backlog.settle(store)
    with store.alone():
        progress(0.2, sentence("Turning names into pseudonyms"))
        with store.writing() as cursor:
            insert(cursor, "settings", {"name": people.SETTING, "value": "on", "set_at": now(), "set_by": who})
            unmatched = _convert_mentions(cursor)
            _convert_others(cursor)
            cursor.execute(
                "update rejects set cells = null, value = case when regexp_matches(value, '\\pL') then null else value end"
            )
            cursor.execute("delete from other_columns")
            progress(0.5, sentence("Updating daily counts and unique mentions"))
            derived_tables.settle_all(cursor)
        copies.forget_raw(store, [path.name.removesuffix(".zst") for path in store.files.glob("*.zst")])
    progress(0.7, sentence("Rewriting the file of the store"))
    is_rewritten = rewriting.now_or_later(store)
    progress(0.85, sentence("Removing backups and what lies beside the store"))
    copies.remove(store, before.copies)
    published.forget_records(store)
    backup = copies.backed_up(store) if before.copies else ""
    progress(1.0, sentence("Done"))
    return Turned(before, is_rewritten, unmatched, backup)


def turn_off(store: Store, *, who: str) -> None:
    """Store names as they come again. Raises Refusal where pseudonyms are stored: an author would count twice."""
    require(current(), APPROVER)
    stored = store.value("select count(*) from mention_records where regexp_full_match(author, 'author [0-9a-f]{12}')")
    if stored:
        raise Refusal(
            "{count} mentions hold a pseudonym, and no name can be brought back: with plain names beside them each author "
            "would count twice. Begin another store, and load the files there.",
            count=stored,
        )
    store.append("settings", {"name": people.SETTING, "value": "off", "set_at": now(), "set_by": who})


def _convert_mentions(cursor: duckdb.DuckDBPyConnection) -> int:
    """Turn authors, addresses, and the identities that follow from them. Returns how many mentions have none that does."""
    same = "{0}.upload_id = {1}.upload_id and {0}.part = {1}.part and {0}.record = {1}.record and {0}.identity = {1}.identity"
    cursor.execute(
        f"""
        create or replace temp table hiding as
        select
            r.upload_id, r.part, r.record, r.identity, coalesce(a.own_identity, r.identity) as own_identity,
            r.brand, r.channel, r.source, r.published_at, r.author, r.url, r.platform_id,
            wording(coalesce(r.text, r.title, '')) as wording,
            {secret.pseudonym("r.channel", "r.author")} as known_as,
            case when r.url is not null then {people.hidden_url("r.url")} end as hidden
        from mention_records r
        left join adopted_identities a on a.table_name = 'mention_records' and {same.format("a", "r")}
        where r.author is not null or r.url is not null
        """
    )
    plain, named = "brand, channel, source, published_at", "wording"
    keys = {
        "address": identity_sql("null", "canonical_url(url)", named),
        "wording": identity_sql("null", "null", named),
    }
    cursor.execute(
        f"""
        create or replace temp table renaming as
        with before as (
            select own_identity, record, upload_id, part, {keys["address"]} as by_address, {keys["wording"]} as by_wording
            from hiding
        ),
        after as (
            select record, upload_id, part, own_identity, {keys["address"]} as by_address, {keys["wording"]} as by_wording
            from (select {plain}, record, upload_id, part, own_identity, wording, known_as as author, hidden as url from hiding)
        )
        select
            b.own_identity as old,
            max(case when b.own_identity = b.by_address then a.by_address when b.own_identity = b.by_wording then a.by_wording end)
                as new
        from before b
        join after a
          on a.upload_id = b.upload_id and a.part = b.part and a.record = b.record and a.own_identity = b.own_identity
        where b.own_identity in (b.by_address, b.by_wording)
        group by b.own_identity
        """
    )
    unmatched = cursor.execute(
        """
        select count(distinct own_identity)
        from hiding
        where platform_id is null and (author is not null or hidden is distinct from url)
          and own_identity not in (select old from renaming)
        """
    ).fetchone()
    cursor.execute("delete from renaming where old = new")
    cursor.execute(
        f"update mention_records set author = h.known_as, url = h.hidden from hiding h where {same.format('mention_records', 'h')}"
    )
    for table, column in (("mention_records", "identity"), *_OF_MENTIONS, *_OF_RECORDS):
        of_mentions = f" and {table}.table_name = 'mention_records'" if (table, column) in _OF_RECORDS else ""
        cursor.execute(
            f"update {table} set {column} = n.new from renaming n where {table}.{column} = n.old{of_mentions}"
        )
    derived_tables.write_stories(
        cursor,
        "select upload_id, part, record, identity from mention_records where author is not null or url is not null",
    )
    return int(unmatched[0]) if unmatched is not None else 0


def _convert_others(cursor: duckdb.DuckDBPyConnection) -> None:
    """Turn what names or numbers stand for people in messages and relations; the identities follow."""
    cursor.execute(
        f"""
        update conversation_records set author_key = {keyed_number("author_key")}
        where not exists (
            select 1 from blanked_records b
            where b.table_name = 'conversation_records' and b.erased_at is not null and b.identity = conversation_records.identity
        )
        """
    )
    cursor.execute(f"update relation_records set person = {secret.pseudonym(chr(39) * 2, 'person')}")
    for table in ("conversation_records", "relation_records"):
        cursor.execute(
            f"update {table} set url = case when url is not null then {people.hidden_url('url')} end, "
            f"identity = {keyed_number('identity')}"
        )
        for other, column in _OF_RECORDS:
            cursor.execute(f"update {other} set {column} = {keyed_number(column)} where table_name = '{table}'")
