"""One table of a file, from text to records, inside the transaction of its upload."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from data.sentences import Refusal, Sentence, sentence
from data.store import insert, quote
from loaders import kinds, reading, records, rejects
from loaders.fields import TABLES, Table
from loaders.formats import Format, Match, sources
from loaders.questions import Question
from loaders.receipt import ColumnUse, PartReceipt, Reject

SAMPLES = 3


@dataclass(frozen=True)
class Context:
    """What the part must know of its upload and of the organisation."""

    upload_id: str
    file_name: str
    answers: dict[str, str]
    covered: tuple[date, date] | None
    organisation_zone: str
    own_brands: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    receipt: PartReceipt
    questions: tuple[Question, ...] = ()


def take(cursor: duckdb.DuckDBPyConnection, piece: reading.Part, match: Match, *, context: Context) -> Outcome:
    """Read, type, identify and store the records of one table; or ask what only a person can tell."""
    table = TABLES[match.format.table]
    prepared = reading.prepare(piece, match.dialect, match.header_row)
    if prepared.records == 0:
        raise Refusal(
            "The table has a header (row {row}) and no record below it: nothing to load.", row=match.header_row
        )
    _read(cursor, prepared, match)
    questions = _missing_answers(match.format, piece.name, context)
    if questions:
        return Outcome(_unread(piece, match, table, prepared.records), tuple(questions))
    present = _map(cursor, match, table, context)
    questions = _unknown_owner(cursor, table, present, match.format, piece.name, context)
    answers = {**context.answers, "organisation_zone": context.organisation_zone}
    rules = kinds.study(cursor, table, present, declared=match.format, answers=answers, part=piece.name)
    if questions or isinstance(rules, list):
        settled = [] if isinstance(rules, kinds.Rules) else rules
        return Outcome(_unread(piece, match, table, prepared.records), (*questions, *settled))
    kinds.typed(cursor, table, present, rules=rules)
    rejected, shown = rejects.reject(cursor, prepared, match, table, upload_id=context.upload_id, part=piece.name)
    records.ready(cursor, table, present, rules=rules)
    if _count(cursor, "select count(*) from ready") == 0:
        raise Refusal(
            "None of the {count} records can be read. The first: record {record}, column {column}: '{value}' {reason}.",
            count=prepared.records, record=shown[0].record, column=shown[0].column, value=shown[0].value or "",
            reason=shown[0].reason,
        )  # fmt: skip
    return Outcome(
        _store(cursor, piece, match, table, prepared, context=context, rejected=rejected, shown=shown, rules=rules)
    )


def _read(cursor: duckdb.DuckDBPyConnection, prepared: reading.Prepared, match: Match) -> None:
    """Fill `upload` with the columns that the format names; of repeated columns the first non-empty cell counts."""
    selected = []
    for name in match.format.names:
        places = match.places.get(name, ())
        cells = [f"c{place + 1}" for place in places]
        value = cells[0] if len(cells) == 1 else f"coalesce({', '.join(cells)})" if cells else "cast(null as varchar)"
        selected.append(f"{value} as {quote(name)}")
    cursor.execute(f"create or replace temp table upload as select record, {', '.join(selected)} from {prepared.sql}")
    found = _count(cursor, "select count(*) from upload")
    if found + len(prepared.ragged) != prepared.records:
        raise Refusal(
            "The file holds {counted} records, but {found} could be read: a quote or a delimiter is out of place. "
            "Open it in a spreadsheet, check it, save it as CSV (UTF-8), and load it again.",
            counted=prepared.records,
            found=found + len(prepared.ragged),
        )


def _map(cursor: duckdb.DuckDBPyConnection, match: Match, table: Table, context: Context) -> set[str]:
    """Create the view `mapped`: the format's SELECT with the answers filled in; which fields it has."""
    cursor.execute("create or replace temp table given (export_date varchar, preamble varchar, file_name varchar)")
    cursor.execute(
        "insert into given values (?, ?, ?)",
        [context.answers.get("export_date"), "\n".join(match.preamble), context.file_name],
    )
    cursor.execute(f"create or replace temp view selected as {match.format.select}")
    found = {row[0] for row in cursor.execute("select column_name from (describe selected)").fetchall()}
    stray = found - {"record"} - {field.name for field in table.fields}
    if stray:
        raise ValueError(f"format {match.format.id}: {sorted(stray)} are no fields of {table.name}")
    filled = {"brand": _owner(match.format, context), "channel": context.answers.get("network")}
    replaced = [
        f"coalesce(cast({name} as varchar), '{_escaped(value)}') as {name}"
        for name, value in filled.items()
        if value and name in found
    ]
    added = [f"'{_escaped(value)}' as {name}" for name, value in filled.items() if value and name not in found]
    cursor.execute(
        "create or replace temp view mapped as select *"
        + (f" replace ({', '.join(replaced)})" if replaced else "")
        + "".join(f", {one}" for one in added)
        + " from selected"
    )
    return (found - {"record"}) | {name for name, value in filled.items() if value}


def _owner(format: Format, context: Context) -> str | None:
    """The brand of an export that names none: answered, or the only own brand when the tool exports own accounts."""
    if "brand" in context.answers:
        return context.answers["brand"].strip() or None
    if format.account == "own" and len(context.own_brands) == 1:
        return context.own_brands[0]
    return None


def _missing_answers(format: Format, part: str, context: Context) -> list[Question]:
    if "export_date" not in format.asks:
        return []
    given = context.answers.get("export_date")
    if given is None:
        text = sentence("The dates of this file have no year. On which day was it exported (YYYY-MM-DD)?")
        return [Question("export_date", part, text, (), None)]
    try:
        date.fromisoformat(given)
    except ValueError:
        raise Refusal("The answer '{value}' to export_date is no day: write it as YYYY-MM-DD.", value=given) from None
    return []


def _unknown_owner(
    cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str], format: Format, part: str, context: Context
) -> list[Question]:
    """Brand and network, asked when the file names them nowhere."""
    questions = []
    if "brand" not in present or _count(cursor, "select count(brand) from mapped") == 0:
        text = sentence("The file does not say which brand it is about. Which one?")
        questions.append(Question("brand", part, text, (), context.own_brands[0] if context.own_brands else None))
    if table.field("channel").required and (
        "channel" not in present or _count(cursor, "select count(channel) from mapped") == 0
    ):
        text = sentence("The file does not say which network it comes from. Which one?")
        options = ("facebook", "instagram", "x", "linkedin", "youtube", "tiktok", "news", "blog", "forum", "review")
        questions.append(Question("network", part, text, options, None))
    return questions


def _store(
    cursor: duckdb.DuckDBPyConnection, piece: reading.Part, match: Match, table: Table, prepared: reading.Prepared, *,
    context: Context, rejected: int, shown: tuple[Reject, ...], rules: kinds.Rules,
) -> PartReceipt:  # fmt: skip
    window = _window(cursor, context)
    _cover(cursor, table, piece.name, context.upload_id, window)
    sentiments = _sentiments(cursor, table)
    counts = records.store(cursor, table, upload_id=context.upload_id, part=piece.name)
    if table.name == "mentions":
        records.touch(cursor)
    notes = _notes(piece, rules, cursor, table)
    receipt = PartReceipt(
        part=piece.name, format=match.format.id, format_title=match.format.title, why=_why(match), table=table.name,
        header_row=match.header_row, read=prepared.records, kept=counts.kept, folded=counts.folded, replaced=counts.replaced,
        rejected=rejected, covered_from=window[0], covered_to=window[1], brands=_tally(cursor, "brand"),
        channels=_tally(cursor, "channel"), sentiments=sentiments, columns=column_uses(piece, match),
        rejects=shown, notes=notes,
        sample=cursor.execute("select * exclude (identity) from ready order by record limit 20").df(),
    )  # fmt: skip
    row = {
        name: getattr(receipt, name)
        for name in (
            "part",
            "format",
            "header_row",
            "read",
            "kept",
            "folded",
            "replaced",
            "rejected",
            "covered_from",
            "covered_to",
        )
    }
    stored = json.dumps([json.loads(note.as_json()) for note in notes], ensure_ascii=False)
    insert(cursor, "upload_parts", {"upload_id": context.upload_id, "table_name": table.name, "notes": stored, **row})
    return receipt


def _window(cursor: duckdb.DuckDBPyConnection, context: Context) -> tuple[date, date]:
    """The window that the part covers: declared, else from its first to its last day."""
    found = cursor.execute("select min(day), max(day) from ready").fetchone()
    assert found is not None
    if context.covered is None:
        return found[0], found[1]
    first, last = context.covered
    if first > found[0] or last < found[1]:
        raise Refusal(
            "The window from {first} to {last} leaves out records of this file, which go from {least} to {greatest}. Widen it.",
            first=first, last=last, least=found[0], greatest=found[1],
        )  # fmt: skip
    return first, last


def _cover(
    cursor: duckdb.DuckDBPyConnection, table: Table, part: str, upload_id: str, window: tuple[date, date]
) -> None:
    """Declare the window of each brand; of a single network or account, of that channel only."""
    cursor.execute(
        "update uploads set covered_from = least(coalesce(covered_from, ?), ?), covered_to = greatest(coalesce(covered_to, ?), ?) "
        "where upload_id = ?",
        [window[0], window[0], window[1], window[1], upload_id],
    )
    by_channel = table.name == "followers" or _count(cursor, "select count(distinct channel) from ready") == 1
    channel = "nullif(channel, '')" if by_channel else "cast(null as varchar)"
    cursor.execute(
        f"insert into coverage select distinct ?, ?, ?, brand, {channel}, cast(? as date), cast(? as date) from ready",
        [upload_id, part, table.name, window[0], window[1]],
    )


def _sentiments(cursor: duckdb.DuckDBPyConnection, table: Table) -> dict[str, dict[str, int]]:
    """Records read, before folding, by brand and label."""
    if table.name != "mentions":
        return {}
    told: dict[str, dict[str, int]] = {}
    for brand, label, number in cursor.execute(
        "select brand, coalesce(sentiment, 'unknown'), count(*) from ready group by all order by all"
    ).fetchall():
        told.setdefault(brand, {})[label] = number
    return told


def _notes(
    piece: reading.Part, rules: kinds.Rules, cursor: duckdb.DuckDBPyConnection, table: Table
) -> tuple[Sentence, ...]:
    notes = list(piece.notes)
    notes.extend(note for column in rules.columns.values() if (note := column.describe()) is not None)
    if table.name != "mentions":
        return tuple(notes)
    zone = kinds.zone_note(rules)
    if zone is not None:
        notes.append(zone)
    have = {row[0] for row in cursor.execute("select column_name from (describe typed)").fetchall()}
    if "platform_id_given" in have:
        damaged = _count(cursor, "select count(*) from typed where platform_id_given and platform_id_sound is null")
        if damaged:
            notes.append(
                sentence(
                    "{count} ids were rounded by a spreadsheet: they do not identify their records.", count=damaged
                )
            )
    pages = _count(cursor, "select count(*) from pages")
    if pages:
        notes.append(
            sentence(
                "{count} addresses are shared by several authors: they do not identify their records.", count=pages
            )
        )
    return tuple(notes)


def column_uses(piece: reading.Part, match: Match) -> tuple[ColumnUse, ...]:
    """Each header cell, the field that it feeds, and its first values."""
    rows = reading.first_records(piece, match.dialect)[match.header_row : match.header_row + 20]
    fields = {
        place: field
        for field, names in sources(match.format).items()
        for name in names
        for place in match.places.get(name, ())
    }
    uses = []
    for place, header in enumerate(match.header):
        samples = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        uses.append(ColumnUse(header, fields.get(place), tuple(dict.fromkeys(samples))[:SAMPLES]))
    return tuple(uses)


def _why(match: Match) -> tuple[str, ...]:
    return tuple(match.header[match.places[name][0]].strip() for name in match.format.signature)


def _tally(cursor: duckdb.DuckDBPyConnection, column: str) -> dict[str, int]:
    return dict(cursor.execute(f"select {column}, count(*) from ready group by all order by 2 desc, 1").fetchall())


def _unread(piece: reading.Part, match: Match, table: Table, read: int) -> PartReceipt:
    """What is known of a table before its questions are answered."""
    return PartReceipt(
        part=piece.name, format=match.format.id, format_title=match.format.title, why=_why(match), table=table.name,
        header_row=match.header_row, read=read, kept=0, folded=0, replaced=0, rejected=0, covered_from=None, covered_to=None,
        brands={}, channels={}, sentiments={}, columns=column_uses(piece, match), rejects=(), notes=tuple(piece.notes),
        sample=pd.DataFrame(),
    )  # fmt: skip


def _escaped(value: str) -> str:
    return value.replace("'", "''")


def _count(cursor: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = cursor.execute(sql).fetchone()
    assert found is not None
    return int(found[0])
