"""One table of a file, from text to records, inside the transaction of its upload."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from data.derived import people
from data.sentences import Refusal, Sentence
from data.store import insert, literal
from loaders import account, file_context, receipt_summary
from loaders.canonical import (
    column_twice,
    erased,
    extra_columns,
    records,
    rejects,
    row_keys,
    sibling_tables,
    unnamed_records,
    whose_figures,
)
from loaders.canonical.staging import Staged
from loaders.column_types import sentiments
from loaders.column_types import types as column_types
from loaders.questions import Question
from loaders.reading import file as file_reader
from loaders.reading.encodings import LOST_LETTERS
from loaders.receipt import PartReceipt, Reject
from loaders.recognition import remembered
from loaders.recognition.catalogue import Format
from loaders.recognition.signatures import Match, header_cell_of
from loaders.tables import TABLES, Table

MOST_BRANDS = 1_000  # of one table: whoever compares as many has authors or titles in that column
SHOWN = 200  # characters of a value in a sentence
MATERIALISED = 100_000  # records; above, the format's SELECT stays a view
GLANCE = 2_000  # records
_UNSTUDIED = ("moment", "stars")  # kinds of fields that need no study where no cell holds anything


@dataclass(frozen=True)
class Context:
    """Upload and organisation settings needed to load one table."""

    upload_id: str
    file_name: str
    who: str
    answers: dict[str, str]
    covered: tuple[date, date] | None
    organisation_zone: str
    own_brands: tuple[str, ...]
    other_names: dict[str, str]  # lower-case alias -> brand
    keeps_extra_columns: bool  # whether unmapped columns are stored
    file: file_context.FileContext


@dataclass(frozen=True)
class Outcome:
    receipt: PartReceipt
    questions: tuple[Question, ...] = ()
    left_out: Sentence | None = None  # why nothing of the table is loaded


def load_table(cursor: duckdb.DuckDBPyConnection, staged: Staged, *, context: Context) -> Outcome:
    """Type, identify and store the records of one staged table; or return its open questions.

    Raises Refusal when no record can be read.
    """
    file_table, match, prepared = staged.file_table, staged.match, staged.prepared
    table = TABLES[match.format.table]
    cursor.execute(f"create or replace temp view upload as select * from {staged.table}")
    cursor.execute(
        f"create or replace temp view excluded as select * from {staged.excluded or staged.table}"
        + ("" if staged.excluded else " where false")
    )
    file = replace(context.file, table=file_table.name)
    context_result = file_context.write_context(cursor, match, file, answers=context.answers, covered=context.covered)
    if context_result.questions:
        return Outcome(_unread(file_table, match, table, prepared.records), context_result.questions)
    twice = column_twice.choose_columns(cursor, match, prepared, part=file_table.name, answers=context.answers)
    source = _source(cursor, match.format)
    remembered_for = remembered.key(match.format.id, source=source, file_name=context.file_name)
    known = remembered.answers(cursor, remembered_for)
    used = {
        name: value
        for name, value in remembered.applied(known, has_source=bool(source)).items()
        if name not in context.answers
    }
    context = replace(context, answers={**used, **context.answers})
    present = _map(cursor, match, table, context, records=prepared.records)
    accounts_in = row_keys.accounts_column(cursor, match, table, present, known)
    if accounts_in is not None:
        present = row_keys.name_accounts(cursor, prepared, accounts_in, present)
    if file_table.has_lost_letters:
        _refuse_lost_letters(cursor, present)
    own = context.own_brands[0] if context.own_brands else None
    likely = account.likely_network(match, table_name=file_table.name, file_name=context.file_name)
    questions = account.open_questions(
        cursor,
        table,
        present,
        part=file_table.name,
        known={"brand": own, "network": likely, **known},
        names_some=match.format.id.startswith("learned:"),
    )
    answers = {**context.answers, "organisation_zone": context.organisation_zone}
    meanings = sentiments.merged(known.get("sentiment_words"), context.answers.get("sentiment_words"))
    if meanings is not None:
        answers["sentiment_words"] = meanings
    declared = replace(match.format, dates=match.dates, decimals=match.decimals)
    blank = _blank(cursor, table, present)
    studied = present - {name for name in blank if table.field(name).kind in _UNSTUDIED}
    rules = column_types.study(
        cursor, table, studied, declared=declared, answers=answers, part=file_table.name, match=match
    )
    if questions or twice or isinstance(rules, list):
        settled = [] if isinstance(rules, column_types.Rules) else rules
        return Outcome(_unread(file_table, match, table, prepared.records), (*questions, *twice, *settled))
    file_table = replace(
        file_table, notes=(*file_table.notes, *context_result.notes, *((remembered.note(used),) if used else ()))
    )
    settled = {**context.answers, **rules.sentiments.answers}
    remembered.remember_answers(cursor, remembered_for, settled, who=context.who)
    key = records.TableKey(table, context.upload_id, file_table.name)
    typed, taken, verdict = _insert(
        cursor, staged, key, present=present, blank=blank, rules=rules, context=context, known=known
    )
    unread = _unread(file_table, match, table, prepared.records)
    if verdict.question is not None or verdict.left_out is not None:
        return Outcome(unread, (verdict.question,) if verdict.question else (), verdict.left_out)
    whose = whose_figures.settle(cursor, key, answers=context.answers, known=known)
    if whose.question is not None:
        return Outcome(unread, (whose.question,))
    verdict = replace(
        verdict, notes=(*verdict.notes, *whose.notes), remembered={**verdict.remembered, **whose.remembered}
    )
    if accounts_in is not None:
        verdict = replace(verdict, notes=(row_keys.accounts_note(match, accounts_in), *verdict.notes))
    file_table = replace(file_table, notes=(*file_table.notes, *verdict.notes))
    remembered.remember(cursor, remembered_for, verdict.remembered, who=context.who)
    rejected, examples = prepared.records - taken, ()
    if rejected:
        rejects.reject(cursor, prepared, match, key, typed)
        erased.hide_rejects(cursor, key)
        examples = rejects.shown(cursor, key)
    if not taken:
        raise Refusal(
            "No record can be read ({count} in the file). The first: record {record}, column {column}: '{value}' "
            "{reason}.",
            count=prepared.records,
            record=examples[0].record,
            column=examples[0].column,
            value=_in_brief(examples[0].value or ""),
            reason=examples[0].reason,
        )
    return Outcome(
        _settle(
            cursor,
            file_table,
            match,
            prepared,
            key=key,
            context=context,
            examples=examples,
            rules=rules,
            held=present - blank,
        )
    )


def _in_brief(value: str) -> str:
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"


def _insert(
    cursor: duckdb.DuckDBPyConnection,
    staged: Staged,
    key: records.TableKey,
    *,
    present: set[str],
    blank: set[str],
    rules: column_types.Rules,
    context: Context,
    known: dict[str, str],
) -> tuple[str, int, row_keys.Verdict]:
    """Insert the records of the view `mapped`, and settle those that share a key. `blank`: the fields without any value.

    Returns the typed query, the number of records without fault, and what became of those that share a key.
    """
    match, prepared = staged.match, staged.prepared
    held = present - blank
    typed = column_types.typed_sql(cursor, key.table, held, rules=rules)
    if column_types.periods(key.table, present, rules) == "range":
        held = held | {"last_day"}  # typed from the periods of `day`
    sound = typed
    if match.format.repeats:  # a record of several rows is stored whole or not at all
        cursor.execute(f"create or replace temp table typed_rows as {typed}")
        typed = "select * from typed_rows"
        sound = f"{typed} where record not in (select record from typed_rows where fault is not null)"
    taken = records.insert(cursor, key, sound, present=held, rules=rules, repeats=match.format.repeats)
    verdict = row_keys.Verdict()
    if records.find_doubled(cursor, key):
        separated = unnamed_records.separate(cursor, key)
        if "value" in rules.marks and match.format.repeats:
            question = column_twice.choose_rows(
                cursor, key, match, prepared, mark=rules.marks["value"], answers=context.answers
            )
            if question is not None:
                return typed, taken, replace(verdict, question=question)
        file = row_keys.File(match, prepared, context.answers, known)
        verdict = row_keys.check(cursor, key, file)
        if verdict.accounts_in is not None:
            present = row_keys.name_accounts(cursor, prepared, verdict.accounts_in, present)
            again = _insert(
                cursor,
                staged,
                key,
                present=present,
                blank=blank - {"account"},
                rules=rules,
                context=context,
                known=known,
            )
            note = row_keys.accounts_note(match, verdict.accounts_in)
            remembered_rows = {**verdict.remembered, **again[2].remembered}
            return *again[:2], replace(again[2], notes=(note, *again[2].notes), remembered=remembered_rows)
        if separated is not None:
            verdict = replace(verdict, notes=(separated, *verdict.notes))
    if not context.file.is_alone and verdict.question is None and verdict.left_out is None:
        question = sibling_tables.check(cursor, key, context.answers)
        verdict = replace(verdict, question=question)
    return typed, taken, verdict


def _blank(cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str]) -> set[str]:
    """The fields that a table may lack and of which no cell holds anything: planning their SQL costs a small table more
    than its rows, and typing nothing costs a large one as much as typing numbers. A blank column of days may still say what a
    day without a last one is."""
    names = [one.name for one in table.fields if one.name in present and not one.required and one.kind != "day"]
    for rows in (f"(from mapped limit {GLANCE})", "mapped"):  # most columns show a cell at a glance
        if not names:
            break
        counts = cursor.execute(f"select {', '.join(f'count({name})' for name in names)} from {rows}").fetchone()
        assert counts is not None
        names = [name for name, count in zip(names, counts, strict=True) if count == 0]
    return set(names)


def _map(cursor: duckdb.DuckDBPyConnection, match: Match, table: Table, context: Context, *, records: int) -> set[str]:
    """Create the view `mapped`: the format's SELECT with the answers filled in. Returns its fields.

    Every statement over a view binds the format's macros again, which for a small table costs more than its rows: small
    tables are materialised, and so are unpivoted rows, which several queries read.
    """
    select = match.format.select
    if records <= MATERIALISED or match.format.repeats:
        cursor.execute(f"create or replace temp table written as {select}")
        select = "select * from written"
    cursor.execute(f"create or replace temp view selected as {select}")
    found = {row[0].lower() for row in cursor.execute("select column_name from (describe selected)").fetchall()}
    stray = found - {"record"} - {field.name for field in table.fields}
    if stray:
        raise ValueError(f"format {match.format.id}: {sorted(stray)} are not fields of {table.name}")
    filled = account.fillers(match.format, table, context.answers, own_brands=context.own_brands)
    if table.place == "site" and match.format.source is not None and "context." in match.format.source:
        filled["site"] = _source(cursor, match.format)
    replaced = [
        f"coalesce(cast({name} as varchar), {literal(value)}) as {name}"
        for name, value in filled.items()
        if value and name in found
    ]
    added = [f"{literal(value)} as {name}" for name, value in filled.items() if value and name not in found]
    if context.other_names and "brand" in found:
        brand = f"coalesce(cast(brand as varchar), {literal(filled['brand']) if filled['brand'] else 'null'})"
        replaced = [column for column in replaced if not column.endswith(" as brand")] + [
            f"{_canonical_brand(brand, context)} as brand"
        ]
    mapped = "select *" + (f" replace ({', '.join(replaced)})" if replaced else "")
    mapped += "".join(f", {column}" for column in added) + " from selected"
    cursor.execute(f"create or replace temp view mapped as {mapped}")
    return (found - {"record"}) | {name for name, value in filled.items() if value}


def _refuse_lost_letters(cursor: duckdb.DuckDBPyConnection, present: set[str]) -> None:
    """Raises Refusal when a mapped cell has letters of an unknown alphabet; numbers and dates have none."""
    cells = ", ".join(f"cast({name} as varchar)" for name in sorted(present))
    if records.number(cursor, f"select count(*) from mapped where contains(concat_ws(' ', {cells}), '\ufffd')"):
        raise Refusal(LOST_LETTERS.text)


def _canonical_brand(brand: str, context: Context) -> str:
    """SQL for the brand of a name: the name itself, unless it is an alias."""
    cases = " ".join(f"when {literal(other)} then {literal(brand)}" for other, brand in context.other_names.items())
    return f"case lower(trim({brand})) {cases} else {brand} end"


def _source(cursor: duckdb.DuckDBPyConnection, format: Format) -> str | None:
    """The account or site that the file names."""
    if format.source is None:
        return None
    found = cursor.execute(f"select max({format.source}) from upload cross join context").fetchone()
    return found[0] if found else None


def _settle(
    cursor: duckdb.DuckDBPyConnection,
    file_table: file_reader.FileTable,
    match: Match,
    prepared: file_reader.Prepared,
    *,
    key: records.TableKey,
    context: Context,
    examples: tuple[Reject, ...],
    rules: column_types.Rules,
    held: set[str],
) -> PartReceipt:
    """Settle coverage, folding and precedence of the inserted records, and write the receipt of the table."""
    _refuse_many_brands(cursor, key, match)
    window = _window(cursor, key, context)
    _cover(cursor, key, window)
    counts = records.settle(cursor, key)
    if key.table.name == "mentions":
        records.touch(cursor, key)
    notes = receipt_summary.notes(cursor, file_table, match, key=key, rules=rules, counts=counts, held=held)
    keeps = context.keeps_extra_columns and not people.of(cursor).is_pseudonymous  # they may name whoever wrote
    others = extra_columns.keep_extra_columns(cursor, prepared, match, key) if keeps else None
    erased.forget_extra_columns(cursor, key)
    notes = (*notes, *((others,) if others else ()), *erased.notes(cursor, key))
    receipt = PartReceipt(
        part=file_table.name,
        format=match.format.id,
        format_title=match.format.title,
        tool=match.format.tool,
        why=receipt_summary.why(match),
        table=key.table.name,
        header_row=file_reader.row_in_file(file_table, match.header_row),
        read=prepared.records,
        kept=counts.kept,
        folded=counts.folded,
        replaced=counts.replaced,
        rejected=prepared.records - counts.kept - counts.folded,
        covered_from=window[0],
        covered_to=window[1],
        brands=receipt_summary.tally(cursor, key, "brand"),
        channels=receipt_summary.channels(cursor, key),
        sentiments=receipt_summary.sentiments(cursor, key),
        columns=receipt_summary.column_uses(file_table, match),
        rejects=examples,
        notes=notes,
        sample=receipt_summary.sample(cursor, key),
    )
    columns = (
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
    stored = json.dumps([json.loads(note.as_json()) for note in notes], ensure_ascii=False)
    row = {name: getattr(receipt, name) for name in columns}
    insert(cursor, "upload_parts", {"upload_id": key.upload_id, "table_name": key.table.name, "notes": stored, **row})
    return receipt


def _refuse_many_brands(cursor: duckdb.DuckDBPyConnection, key: records.TableKey, match: Match) -> None:
    found = records.number(cursor, f"select count(distinct brand) from {key.table.records} where {key.own}")
    if found > MOST_BRANDS:
        raise Refusal(
            "The column {column} would name {count} brands, more than the {most} that a table may have: it holds something "
            "else, such as authors or titles. Name the column of the brand, or export fewer brands at once.",
            column=header_cell_of(match, "brand"),
            count=found,
            most=MOST_BRANDS,
        )


def _window(cursor: duckdb.DuckDBPyConnection, key: records.TableKey, context: Context) -> tuple[date, date]:
    """The window that the table covers: declared, else from its first to its last day. Raises Refusal if too narrow."""
    last = "greatest(day, last_day)" if key.table.has("last_day") else "day"
    found = cursor.execute(f"select min(day), max({last}) from {key.table.records} where {key.own}").fetchone()
    assert found is not None
    if context.covered is None:
        return found[0], found[1]
    first, last = context.covered
    if first > found[0] or last < found[1]:
        raise Refusal(
            "The dates from {first} to {last} exclude records of this file, which go from {least} to {greatest}. "
            "Widen them.",
            first=first,
            last=last,
            least=found[0],
            greatest=found[1],
        )
    return first, last


def _cover(cursor: duckdb.DuckDBPyConnection, key: records.TableKey, window: tuple[date, date]) -> None:
    """Store the window of each brand; for followers, and for a table of one channel, by channel."""
    cursor.execute(
        "update uploads set covered_from = least(coalesce(covered_from, ?), ?), "
        "covered_to = greatest(coalesce(covered_to, ?), ?) where upload_id = ?",
        [window[0], window[0], window[1], window[1], key.upload_id],
    )
    mine = f"{key.table.records} where {key.own}"
    by_channel = key.table.has("channel") and (
        key.table.name == "followers" or records.number(cursor, f"select count(distinct channel) from {mine}") == 1
    )
    channel = "nullif(channel, '')" if by_channel else "cast(null as varchar)"
    cursor.execute(
        f"insert into coverage select distinct ?, ?, ?, brand, {channel}, cast(? as date), cast(? as date) from {mine}",
        [key.upload_id, key.part, key.table.name, window[0], window[1]],
    )


def _unread(file_table: file_reader.FileTable, match: Match, table: Table, read: int) -> PartReceipt:
    """The receipt of a table before its questions are answered."""
    return PartReceipt(
        part=file_table.name,
        format=match.format.id,
        format_title=match.format.title,
        tool=match.format.tool,
        why=receipt_summary.why(match),
        table=table.name,
        header_row=file_reader.row_in_file(file_table, match.header_row),
        read=read,
        columns=receipt_summary.column_uses(file_table, match),
        notes=tuple(file_table.notes),
    )
