"""Makes the copy of a store that holds some brands alone: a file of its own, into which no other row was ever written."""

from __future__ import annotations

import uuid
from contextlib import suppress
from pathlib import Path

import duckdb

from data.access.acting import acting, program
from data.derived import own_voices, tone_logs
from data.derived import refresh as derived_tables
from data.limited import holding
from data.store import Store, literal, quote

GUARD = program("limited copies")
Tone = set[tuple[str, str, bool]]  # upload, part, whether it tells the tone of a mention


def make(store: Store, brands: tuple[str, ...], to: Path) -> None:
    """Write what a store holds of some brands to a new file in its work folder, as of one moment. Others go on meanwhile."""
    is_whole, told = _write(store, brands, to)
    copy = Store(to)
    copy.is_noted = False
    try:
        with acting(GUARD), copy.writing() as cursor:
            derived_tables.start(cursor)
            tone_logs.refresh(cursor)
            own_voices.refresh(cursor)
            if is_whole and told == _tone(cursor, "tone_logs"):
                derived_tables.recount(cursor)
            else:
                derived_tables.recount_all(cursor)
    finally:
        copy.close()


def _write(store: Store, brands: tuple[str, ...], to: Path) -> tuple[bool, Tone]:
    """Fill the tables of the copy; whether its enrichment is there, and the tone of its parts by the whole store."""
    name = f"limited_{uuid.uuid4().hex}"
    with store.reading() as cursor:
        row = cursor.execute("select current_database()").fetchone()
        assert row is not None
        here = str(row[0])
        cursor.execute(f"attach {literal(str(to))} as {name}")
        try:
            # only a copy without rows may be made while the configuration is locked inside a transaction
            cursor.execute(f"copy from database {quote(here)} to {name} (schema)")
            cursor.execute("begin transaction")
            holding.prepare(cursor, brands)
            is_whole = holding.has_every_topic(cursor)
            for table, query in holding.HOLDS.items():
                if is_whole or table not in holding.BY_TOPIC:
                    cursor.execute(f"insert into {name}.{quote(table)} {query}")
            told = _tone(cursor, holding.TONE)
            cursor.execute("commit")
            cursor.execute(f"checkpoint {name}")
        except BaseException:
            with suppress(duckdb.Error):  # the transaction was already over
                cursor.execute("rollback")
            raise
        finally:
            cursor.execute(f"detach database if exists {name}")
    return is_whole, told


def _tone(cursor: duckdb.DuckDBPyConnection, source: str) -> Tone:
    return set(cursor.execute(f"select upload_id, part, tells_tone from {source}").fetchall())
