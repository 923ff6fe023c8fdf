"""Finds the rows of a store that a person wrote, or that name them."""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb

from data import secret
from data.derived import blanked, people
from data.personal.blanking import TEXTS
from data.personal.inventory import BY
from data.personal.spelling import Spelling
from data.store import quote

NAMED = {"mention_records": "author", "relation_records": "person"}  # the column that names who wrote
HASHED = "conversation_records"  # which holds the author as a number alone
AUTHORED = (*NAMED, HASHED)
OTHERS = ": named by others"  # after the name of such a table: rows that somebody else wrote
# keys alone, a hash, redacted by a rule of its own; and the organisation's own people: who signs in, decides and receives
UNTOUCHED = (
    "audit_log", "store_info", "issued_reports", "sign_ins", "settings", "decisions", "objectives", "role_sheets", "brand_roles",
    "topic_rules", "publishing_plans", "report_deliveries", "report_sends", "own_voices", "erasures", "retention_runs",
)  # fmt: skip
KEPT_VIEWS = ("filter", "view", "answer_case")  # decisions that may name an author


@dataclass(frozen=True)
class Person:
    """`names`: handle and display names, as compared. `channel`: the network of these names; '': every one."""

    names: tuple[str, ...]
    channel: str = ""


@dataclass(frozen=True)
class Traces:
    """A person, with the pseudonyms and the numbers that stand for their names."""

    person: Person
    pseudonyms: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass
class Seen:
    """`tables`: table -> rows. `raw`: hash of a raw file -> name of its upload. `texts`: what the person wrote, and where."""

    tables: dict[str, int] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


def traces_of(cursor: duckdb.DuckDBPyConnection, who: Person) -> Traces:
    """What may stand for the person in the store of the cursor, and in its backups."""
    spelled = [one for name in who.names for one in (name, f"@{name}")]
    named = "select unnest(cast(? as varchar[])) as name"
    pseudonyms: tuple[str, ...] = ()
    if people.of(cursor).is_pseudonymous:
        networks = "select channel from mention_records union select channel from conversation_records union select ''"
        told = cursor.execute(
            f"select distinct {secret.pseudonym('c.channel', 'n.name')} from ({networks}) c cross join ({named}) n",
            [spelled],
        ).fetchall()
        pseudonyms = tuple(sorted(row[0] for row in told))
    numbers = cursor.execute(
        f"select distinct key_of(lower(name)) from ({named})", [[*spelled, *pseudonyms]]
    ).fetchall()
    return Traces(who, pseudonyms, tuple(sorted(row[0] for row in numbers)))


def look(cursor: duckdb.DuckDBPyConnection, traces: Traces) -> Seen:
    """Count the rows that the person wrote and those that name them, with the files that they came in."""
    seen, uploads = Seen(), set()
    for table in AUTHORED:
        write_written(cursor, table, traces)
        seen.tables[table] = count(cursor, "select count(*) from blanking")
        uploads |= {one for (one,) in cursor.execute("select distinct upload_id from blanking").fetchall()}
        cells = ", ".join((*TEXTS[table], "url"))
        for (told,) in cursor.execute(
            f"select distinct unnest([{cells}]) from {table} r join blanking k on {blanked.same('r', 'k')}"
        ).fetchall():
            if told:
                seen.texts.append(told)
        cursor.execute(f"create or replace temp table mine_{table} as select * from blanking")
    pattern = Spelling((*traces.person.names, *traces.pseudonyms)).pattern
    for table, columns in text_columns(cursor).items():
        condition = any_matches(columns)
        if table in AUTHORED:
            condition = f"({condition}) and not exists (select 1 from mine_{table} k where {blanked.same('t', 'k')})"
        found = count(cursor, f"select count(*) from {quote(table)} t where {condition}", [pattern])
        seen.tables[f"{table}{OTHERS}" if table in AUTHORED else table] = found
        if found and "upload_id" in columns:
            rows = cursor.execute(
                f"select distinct upload_id from {quote(table)} t where {condition}", [pattern]
            ).fetchall()
            uploads |= {one for (one,) in rows}
    for upload, sha256, name in cursor.execute(
        "select upload_id, sha256, name from uploads where status <> 'refused'"
    ).fetchall():
        if upload in uploads:
            seen.raw[sha256] = name
    return seen


def is_in(cursor: duckdb.DuckDBPyConnection, traces: Traces) -> bool:
    """Whether a store holds anything of the person."""
    seen = look(cursor, traces)
    pattern = Spelling((*traces.person.names, *traces.pseudonyms)).pattern
    reports = count(cursor, "select count(*) from issued_reports where regexp_matches(content, ?, 'i')", [pattern])
    return any(seen.tables.values()) or reports > 0


def write_written(cursor: duckdb.DuckDBPyConnection, table: str, traces: Traces) -> None:
    """Temporary table `blanking`: the records of every identity that the person wrote in some export."""
    given: dict[str, object] = {}
    if table == HASHED:
        mine = "list_contains(cast($numbers as ubigint[]), author_key)"
        given["numbers"] = list(traces.numbers)
    else:
        column = NAMED[table]
        mine = f"(list_contains($names, {secret.plain_name(column)}) or list_contains(cast($pseudonyms as varchar[]), {column}))"
        given["names"], given["pseudonyms"] = list(traces.person.names), list(traces.pseudonyms)
    network = "true"
    if table != "relation_records":
        network, given["channel"] = "($channel = '' or channel = $channel)", traces.person.channel
    cursor.execute(
        f"""
        create or replace temp table blanking as
        select upload_id, part, record, identity
        from {table}
        where identity in (select identity from {table} where {mine} and {network})
        """,
        given,
    )


def text_columns(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The tables of the store that hold rows, with their columns of text."""
    found: dict[str, list[str]] = {}
    for table, column in cursor.execute(
        "select c.table_name, c.column_name from duckdb_columns() c join duckdb_tables() t on t.table_oid = c.table_oid and "
        "t.database_oid = c.database_oid where t.database_name = current_database() and t.schema_name = 'main' "
        "and not t.temporary and c.data_type = 'VARCHAR' order by c.table_name, c.column_index"
    ).fetchall():
        if table not in UNTOUCHED and column not in BY:
            found.setdefault(table, []).append(column)
    return {table: columns for table, columns in found.items() if count(cursor, f"select count(*) from {quote(table)}")}


def any_matches(columns: list[str]) -> str:
    """SQL condition over `t`: one of the columns matches the pattern of a `Spelling`, its parameter.

    The cells are looked at as lines of one text: to compile the pattern takes longer than to search most tables.
    """
    cells = ", ".join(f"t.{quote(column)}" for column in columns)
    return f"regexp_matches(concat_ws(chr(10), {cells}), ?, 'i')"


def count(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: object = None) -> int:
    """The whole number that a query gives."""
    row = cursor.execute(sql, parameters or []).fetchone()
    assert row is not None
    return int(row[0])
