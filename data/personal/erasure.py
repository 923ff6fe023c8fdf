"""Erases one person: their rows keep their place in every figure, and say no more who wrote what.

Of the records that the person wrote, author, title, text, addresses and ids go; brand, day, network, sentiment and measures
stay, under a number drawn at random where authors are counted. Where others name the person, the name goes out of the text.
Rejected records and unused columns that hold it go whole, frozen reports are redacted, raw files and backups that hold it
are removed, the file of the store is rewritten. The names are remembered as HMAC alone, and applied to what is loaded
later. None of it can be undone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data import secret
from data.access.acting import APPROVER, current
from data.access.door import require
from data.derived import blanked, people
from data.derived import refresh as derived_tables
from data.derived.filled_cells import canonical
from data.limited import copies as limited
from data.personal import blanking, copies, elsewhere, own_secret, reports, rewriting
from data.personal.looking import (
    AUTHORED,
    HASHED,
    KEPT_VIEWS,
    Person,
    Seen,
    Traces,
    any_matches,
    count,
    look,
    text_columns,
    traces_of,
    write_written,
)
from data.personal.spelling import GONE, Spelling, name_of
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, insert, literal, now, quote

Progress = Callable[[float, Sentence], None]


def no_progress(_share: float, _told: Sentence) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Found:
    """What would be touched. `tables`: table -> rows. `uploads`: those whose raw file goes, by name. `backups`: names of what
    is removed beside the store. `reports`: numbers of frozen reports. `outside`: files out of reach that hold a name."""

    tables: dict[str, int]
    uploads: tuple[str, ...] = ()
    backups: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (any(self.tables.values()) or self.uploads or self.backups or self.reports)


@dataclass(frozen=True)
class Erased:
    """What was done. `remaining`: files in reach in which a name was still found at the end: none, unless somebody holds them
    open. `is_rewritten`: whether the file of the store is; else it is as soon as nobody reads."""

    number: int
    found: Found
    is_rewritten: bool
    remaining: tuple[str, ...] = ()
    backup: str = ""  # made afterwards
    log_entries: int = 0  # of the audit log that hold a name: it is never changed


def person(store: Store, handle: str, also: tuple[str, ...] = (), *, channel: str = "") -> Person:
    """The person of a handle and display names. Raises Refusal for a name that tells nobody apart, or by which a brand
    speaks itself."""
    names = tuple(dict.fromkeys(name_of(one) for one in (handle, *also) if one.strip()))
    if not names:
        raise Refusal("Name the person: the handle or the name under which they write.")
    own = store.rows(
        f"select distinct name from own_voices where list_contains(?, {secret.plain_name('name')}) and kind <> 'refused'",
        [list(names)],
    )
    if own:
        raise Refusal(
            "'{name}' is a name or an account of a brand, no person: declare first that it is not the brand's.",
            name=own[0]["name"],
        )
    return Person(names, channel.strip().lower())


def found(store: Store, who: Person) -> Found:
    """What erasing the person would touch; nothing is changed. Raises Refusal for whoever is no approver, and where the store
    can only be read: it could not be done."""
    require(current(), APPROVER)
    if store.read_only:
        raise Refusal(store.why.text, **store.why.values)
    return _found(store, *_seen(store, who))


def erase(store: Store, who: Person, *, by: str, progress: Progress = no_progress) -> Erased:
    """Erase the person everywhere in reach. Raises Refusal for whoever is no approver, or where the secret is lost."""
    require(current(), APPROVER)
    own_secret.ensure(store, who=by)
    progress(0.05, sentence("Looking for the person"))
    at = now()
    with store.alone():
        traces, seen, spelled = _seen(store, who)
        before = _found(store, traces, seen, spelled)
        progress(0.3, sentence("Erasing the person from the store"))
        with store.writing() as cursor:
            number, aliases = _remember(cursor, who, by)
            derived_tables.start(cursor)
            _blank(cursor, traces, aliases, at)
            _redact(cursor, spelled, at)
            reports.redact(cursor, spelled, at)
            blanking.forget_labels(cursor)
            derived_tables.refresh(cursor)
            copies.note_raw(cursor, seen.raw)
            rewriting.want(cursor)
            elsewhere.want(cursor, before.backups)
        copies.sweep_raw(store)
    limited.discard(store)
    progress(0.6, sentence("Rewriting the file of the store"))
    is_rewritten = rewriting.now_or_later(store)
    progress(0.75, sentence("Removing backups and what lies beside the store"))
    elsewhere.purge(store, spelled.by_name, before.backups)
    backup = copies.backed_up(store) if before.backups else ""
    progress(0.9, sentence("Searching every file once more"))
    remaining = elsewhere.holding(store, spelled.by_name, with_store=is_rewritten)
    entries = store.value(
        "select count(*) from audit_log where regexp_matches(concat_ws(' ', who, what, before, after), ?, 'i')",
        [spelled.pattern],
    )
    progress(1.0, sentence("Done"))
    return Erased(number, before, is_rewritten, remaining, backup, int(entries))


def _seen(store: Store, who: Person) -> tuple[Traces, Seen, Spelling]:
    store.take_secret()
    with store.reading() as cursor:
        traces = traces_of(cursor, who)
        seen = look(cursor, traces)
    return traces, seen, Spelling((*who.names, *traces.pseudonyms), tuple(seen.texts))


def _found(store: Store, traces: Traces, seen: Seen, spelled: Spelling) -> Found:
    for sha256, name in elsewhere.raw_holding(store, spelled.by_name).items():
        seen.raw.setdefault(sha256, name)
    kept = [name for sha256, name in seen.raw.items() if (store.files / f"{sha256}.zst").exists()]
    return Found(
        {table: count for table, count in seen.tables.items() if count},
        tuple(sorted(kept)),
        elsewhere.to_remove(store, traces, set(seen.raw)),
        reports.holding(store, spelled),
        elsewhere.outside(store, spelled.by_name),
    )


def _remember(cursor: duckdb.DuckDBPyConnection, who: Person, by: str) -> tuple[int, dict[str, int]]:
    """Note the names as HMAC; the number of the erasure, and name -> the number that stands for it."""
    number, aliases = count(cursor, "select coalesce(max(erasure), 0) + 1 from erasures"), {}
    for name in who.names:
        key = cursor.execute(f"select {secret.erased_key('?', '?')}", [who.channel, name]).fetchone()
        assert key is not None
        known = cursor.execute("select alias from erasures where key = ?", [key[0]]).fetchone()
        aliases[name] = int(known[0]) if known else secrets.randbits(63)
        row = {
            "erasure": number,
            "key": key[0],
            "channel": who.channel,
            "alias": aliases[name],
            "erased_at": now(),
            "erased_by": by,
        }
        insert(cursor, "erasures", row)
    return number, aliases


def _write_aliases(cursor: duckdb.DuckDBPyConnection, aliases: dict[str, int]) -> None:
    """Temporary table `spelled` (author, alias): each way in which an author column may hold a name. With and without @
    were two authors, and stay two."""
    cursor.execute("create or replace temp table spelled (author varchar, alias varchar)")
    hidden = people.of(cursor).is_pseudonymous
    for name, alias in aliases.items():
        for author, told in ((name, str(alias)), (f"@{name}", f"{alias}|@")):
            cursor.execute("insert into spelled values (?, ?)", [author, told])
            if hidden:
                cursor.execute(
                    f"insert into spelled select distinct {secret.pseudonym('channel', 'cast(? as varchar)')}, ? "
                    "from mention_records",
                    [author, author, told],
                )


def _blank(cursor: duckdb.DuckDBPyConnection, traces: Traces, aliases: dict[str, int], at: datetime) -> None:
    _write_aliases(cursor, aliases)
    anybody = str(next(iter(aliases.values())))
    for table in AUTHORED:
        write_written(cursor, table, traces)
        if table == "mention_records":
            cursor.execute(
                "insert into touched_days select distinct r.brand, r.day from mention_records r "
                f"join blanking k on {blanked.same('r', 'k')}"
            )
            cursor.execute(
                f"""
                update mention_records set author_key = key_of(concat_ws('|', k.alias, k.channel))
                from (
                    select b.*, r.channel, coalesce(s.alias, ?) as alias
                    from blanking b
                    join mention_records r on {blanked.same("b", "r")}
                    left join spelled s on s.author = nfc_normalize(lower(trim(r.author)))
                ) k
                where {blanked.same(table, "k")} and mention_records.author_key is not null
                """,
                [anybody],
            )
        if table == HASHED:
            cursor.execute(
                f"update {table} set author_key = key_of(concat_ws('|', ?, {table}.channel)) from blanking k "
                f"where {blanked.same(table, 'k')} and {table}.author_key is not null",
                [anybody],
            )
        cursor.execute(
            f"delete from other_columns using blanking k where other_columns.table_name = {literal(canonical(table))} "
            "and other_columns.upload_id = k.upload_id and other_columns.part = k.part and other_columns.record = k.record"
        )
        columns = (*blanking.TEXTS[table], *blanking.AUTHORS[table])
        blanking.blank(cursor, table, columns, why="erased_at", at=at)


def _redact(cursor: duckdb.DuckDBPyConnection, spelled: Spelling, at: datetime) -> None:
    """Take the names out of every other cell of the store."""
    pattern = spelled.pattern
    for table, columns in text_columns(cursor).items():
        matching = any_matches(columns)
        if table == "rejects":
            cursor.execute(f"update rejects t set value = null, cells = null where {matching}", [pattern])
            continue
        if table == "other_columns":
            cursor.execute(f"delete from other_columns t where {matching}", [pattern])
            continue
        if table in (*AUTHORED, "post_records"):
            cursor.execute(
                f"create or replace temp table blanking as select upload_id, part, record, identity from {table} t where {matching}",
                [pattern],
            )
            if not count(cursor, "select count(*) from blanking"):
                continue
            blanked.hold(cursor, table)
            cursor.execute(
                f"update {blanked.TABLE} set redacted_at = ? from blanking k "
                f"where {blanked.TABLE}.table_name = '{table}' and {blanked.same(blanked.TABLE, 'k')}",
                [at],
            )
        elif not count(cursor, f"select count(*) from {quote(table)} t where {matching}", [pattern]):
            continue
        new = literal(rf"\1{GONE}\2")
        for column in columns:
            once = f"regexp_replace({quote(column)}, $pattern, {new}, 'gi')"
            twice = f"regexp_replace({once}, $pattern, {new}, 'gi')"  # two names share what stands between them
            cursor.execute(
                f"update {quote(table)} set {quote(column)} = {twice} where regexp_matches({quote(column)}, $pattern, 'i')",
                {"pattern": pattern},
            )
    for column in ("subject", "value"):
        cursor.execute(
            f"update decisions set {column} = regexp_replace({column}, $pattern, $new, 'gi') "
            f"where list_contains($kinds, kind) and regexp_matches({column}, $pattern, 'i')",
            {"pattern": pattern, "new": rf"\1{GONE}\2", "kinds": list(KEPT_VIEWS)},
        )
    for table, column in (("watch_messages", "body"), ("messages", "text"), ("report_messages", "text")):
        for position, text in cursor.execute(
            f"select rowid, {column} from {table} where {column} is not null"
        ).fetchall():
            redacted = spelled.lines_redacted(text)
            if redacted != text:
                cursor.execute(f"update {table} set {column} = ? where rowid = ?", [redacted, position])
