"""Small readable tables, written straight into the canonical tables of a store, as a load leaves them.

For tests of what is computed from the records: no file, no format, no reader. Stories, precedence of overlapping
exports, is_unique and the daily roll-up come from the product's own SQL (data/macros.sql, data/derived/refresh.py).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import duckdb

from data.decisions.brands import set_role
from data.derived import refresh as derived_tables
from data.ledger import next_upload
from data.store import Store, insert, now
from tests.tables import table

Row = dict[str, str]
Window = tuple[str, str]  # first and last covered day, as 2026-03-02


def mentions(
    store: Store,
    text: str,
    *,
    covers: Window | None = None,
    channel: str | None = None,
    about: Iterable[str] = (),
    format: str = "template_mentions",
) -> str:
    """Add an upload of mentions; its id.

    Columns: Day (or day and time, 2026-03-02 10:00), Brand, Channel, and any of Source, Author, Text, Language,
    Country, Topic, Sentiment, Engagement, Reach, Repost, Url, Stars, Answered (yes | no). Without a Text each mention tells a
    story of its own.
    `covers`: default from the first to the last day. `channel`: the only one covered; default all. `about`: brands
    that the export covers without a row.
    """
    rows = _read(text)
    for number, row in enumerate(rows):
        row.setdefault("Text", _story_of_its_own(row, number))
    with store.writing() as cursor:
        upload = _Upload(cursor, "mentions", rows, format=format, covers=covers)
        upload.cover({*about, *(row["Brand"] for row in rows)}, channel)
        if rows:
            _insert_mentions(cursor, upload)
        _settle(cursor, "mention_records")
    return upload.id


def followers(store: Store, text: str, *, covers: Window | None = None, format: str = "template_followers") -> str:
    """Add an upload of followers; its id. Columns: Day, Brand, Channel, Followers, and any of Account, Gained, Lost."""
    rows = _read(text)
    with store.writing() as cursor:
        upload = _Upload(cursor, "followers", rows, format=format, covers=covers)
        records = []
        for row in rows:
            upload.cover({row["Brand"]}, row["Channel"])
            kind = "stock" if row.get("Followers") else "gain"
            record = {
                **upload.record(row, keys=("Brand", "Channel", "Account", "Day"), also=kind),
                "brand": row["Brand"], "channel": row["Channel"], "account": row.get("Account") or "", "day": row["Day"],
                **{name: row.get(name.title()) or None for name in ("followers", "gained", "lost")},
            }  # fmt: skip
            records.append(record)
        _insert_all(cursor, "follower_records", records)
        _settle(cursor, "follower_records")
    return upload.id


def sentiment(store: Store, text: str, *, covers: Window | None = None, format: str = "template_sentiment") -> str:
    """Add an upload of daily sentiment; its id. Columns: Day, Brand, Positive, Neutral, Negative; Channel, Mixed, Unknown."""
    rows = _read(text)
    channels = {row.get("Channel") or None for row in rows}
    with store.writing() as cursor:
        upload = _Upload(cursor, "sentiment", rows, format=format, covers=covers)
        upload.cover({row["Brand"] for row in rows}, channels.pop() if len(channels) == 1 else None)
        records = []
        for row in rows:
            record = {
                **upload.record(row, keys=("Brand", "Channel", "Day")),
                "brand": row["Brand"], "channel": row.get("Channel") or "", "day": row["Day"],
                **{name: row.get(name.title()) or None for name in ("positive", "neutral", "negative", "mixed", "unknown")},
            }  # fmt: skip
            records.append(record)
        _insert_all(cursor, "sentiment_records", records)
        _settle(cursor, "sentiment_records")
    return upload.id


def brands(store: Store, *, own: str | Iterable[str] = (), competitors: Iterable[str] = ()) -> None:
    """Declare our brands and the competitors."""
    for brand in [own] if isinstance(own, str) else own:
        set_role(store, brand, "own", who="test")
    for brand in competitors:
        set_role(store, brand, "competitor", who="test")


def days(first: str, count: int) -> list[str]:
    """So many days from the first one."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=step)).isoformat() for step in range(count)]


def daily(first: str, counts: Iterable[int], **cells: str) -> str:
    """A table of mentions: so many on the first day, on the next one …, all with the same other cells."""
    told = list(counts)
    lines = ["Day | " + " | ".join(cells)]
    for day, count in zip(days(first, len(told)), told, strict=True):
        lines += [" | ".join((day, *cells.values()))] * count
    return "\n".join(lines)


class _Upload:
    """The ledger's rows of one upload: entry, part, windows; and the columns that each of its records begins with."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, name: str, rows: list[Row], *, format: str, covers: Window | None
    ) -> None:
        self.cursor, self.rows, self.table = cursor, rows, name
        found = sorted(row["Day"][:10] for row in rows)
        self.window: Window = covers or (found[0], found[-1])
        assert all(self.window[0] <= day <= self.window[1] for day in found), "the window leaves out a row"
        entries = cursor.execute("select count(*) from uploads").fetchone()
        sha256 = _hash_of({"rows": json.dumps(rows), "window": str(self.window), "place": str(entries)})
        self.id, seq = next_upload(cursor, sha256)
        self._told: Counter[str] = Counter()
        counts = {"read": len(rows), "kept": len(rows), "folded": 0, "replaced": 0, "rejected": 0}
        window = {"covered_from": self.window[0], "covered_to": self.window[1]}
        insert(cursor, "uploads", {
            "upload_id": self.id, "seq": seq, "sha256": sha256, "name": f"{name}.csv", "bytes": 0, "status": "loaded",
            "origin": "test", "who": "test", "loaded_at": now(), "options": "{}", **counts, **window,
        })  # fmt: skip
        insert(cursor, "upload_parts", {
            "upload_id": self.id, "part": "", "format": format, "table_name": name, "header_row": 1, "notes": "[]",
            **counts, **window,
        })  # fmt: skip

    def cover(self, about: set[str], channel: str | None) -> None:
        """Declare the window for these brands, once."""
        for brand in sorted(about):
            row = [self.id, "", self.table, brand, channel, *self.window]
            self.cursor.execute(
                "insert into coverage select ?, ?, ?, ?, ?, cast(? as date), cast(? as date) except select * from coverage",
                row,
            )

    def record(self, row: Row, *, keys: Iterable[str], also: str = "") -> dict[str, object]:
        """Upload, record number, state and identity: a hash of the keys, and of how often they came before."""
        named = "|".join([*(row.get(key, "").lower() for key in keys), also])
        self._told[named] += 1
        identity = int(_hash_of({"named": named, "time": str(self._told[named])})[:15], 16)
        number = sum(self._told.values()) + 1
        return {"upload_id": self.id, "part": "", "record": number, "state": "kept", "identity": identity}


MENTION = (
    "upload_id", "part", "record", "state", "identity", "brand", "channel", "source", "author", "published_at", "text",
    "language", "country", "topic", "sentiment", "engagement", "reach", "is_repost", "url", "rating", "is_answered",
)  # fmt: skip


def _insert_mentions(cursor: duckdb.DuckDBPyConnection, upload: _Upload) -> None:
    """Stories, source types and author keys as loaders/canonical/records.py computes them."""
    rows = [
        _mention(row, upload.record(row, keys=("Brand", "Channel", "Author", "Day", "Text"))) for row in upload.rows
    ]
    cells = ", ".join(f"unnest(${name}) as {name}" for name in MENTION)
    cursor.execute(
        f"""
        insert into mention_records by name
        select
            cells.*,
            cast(published_at as date) as day,
            source_type_of(channel) as source_type,
            md5_number_lower(concat_ws('|', lower(brand),
                case
                    when length(wording(text)) < {derived_tables.SHORT_WORDING}
                        then concat_ws('|', coalesce(concat_ws('|', channel, lower(author)), ''), wording(text))
                    else wording(text)
                end
            )) as story,
            true as is_unique,
            case when author is not null then md5_number_lower(concat_ws('|', channel, lower(author))) end as author_key
        from (
            select * replace (
                cast(identity as ubigint) as identity,
                cast(published_at as timestamp) as published_at,
                cast(engagement as bigint) as engagement,
                cast(reach as bigint) as reach,
                cast(url as varchar) as url,
                cast(rating as double) as rating,
                cast(is_answered as boolean) as is_answered
            )
            from (select {cells})
        ) cells
        """,
        {name: [row[name] for row in rows] for name in MENTION},
    )


def _mention(row: Row, record: dict[str, object]) -> dict[str, object]:
    """The cells of a row, by the names of the table."""
    told = {name: row.get(name.title()) or None for name in MENTION}
    moment = row["Day"] if len(row["Day"]) > 10 else f"{row['Day']} 12:00"
    review = {
        "rating": row.get("Stars") or None,
        "is_answered": {"yes": True, "no": False}.get(row.get("Answered", "")),
    }
    return {**told, **record, **review, "published_at": f"{moment}:00", "is_repost": row.get("Repost", "") == "yes"}


def _insert_all(cursor: duckdb.DuckDBPyConnection, table: str, records: list[Row]) -> None:
    """Insert records that name the same columns, in one statement; the table's own types read their cells."""
    if not records:
        return
    cells = {name: [None if record[name] is None else str(record[name]) for record in records] for name in records[0]}
    columns = ", ".join(f"unnest(cast(${name} as varchar[])) as {name}" for name in cells)
    cursor.execute(f"insert into {table} by name select {columns}", cells)


def _settle(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Of one identity keep the record of the most recent export; then bring up to date what follows from the records."""
    cursor.execute(
        f"""
        update {table} set state = case when ranked.place = 1 then 'kept' else 'replaced' end
        from (
            select r.upload_id, r.record, row_number() over (
                partition by r.identity order by u.covered_to desc, u.seq desc
            ) as place
            from {table} r join uploads u on u.upload_id = r.upload_id
        ) ranked
        where ranked.upload_id = {table}.upload_id and ranked.record = {table}.record
        """
    )
    derived_tables.start(cursor)
    if table == "mention_records":
        cursor.execute("insert into touched_days select distinct brand, day from mention_records")
        cursor.execute("insert into touched_stories select distinct story from mention_records")
    derived_tables.refresh(cursor)


def _read(text: str) -> list[Row]:
    """The rows of a table by the names of its columns; missing last cells are empty, an empty text has no row."""
    if not text.strip():
        return []
    header, *rows = table(text)
    return [dict(zip(header, row + [""] * (len(header) - len(row)), strict=True)) for row in rows]


def _story_of_its_own(row: Row, number: int) -> str:
    """A text that is told nowhere else: too short to be compared with others, which takes a fifth of an upload's time. A
    repost that short would be of no story."""
    if row.get("Repost") == "yes":
        return f"A story of its own, told nowhere else: {_hash_of(row)} {number}"
    return f"Told once {_hash_of(row)[:12]} {number}"


def _hash_of(row: Row) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
