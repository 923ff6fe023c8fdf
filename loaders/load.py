"""Preview and load: one file, one transaction, one receipt. A preview is a load that is rolled back."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from data import ledger
from data.access.acting import ANALYST, current
from data.access.door import require
from data.decisions import extra_columns
from data.decisions.brands import other_names, own_brands
from data.derived import people
from data.derived import refresh as derived_tables
from data.personal import own_secret
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, insert, now, time_zone
from loaders import corrections, failures, plan, receipt_summary, table_load
from loaders.canonical import row_question
from loaders.canonical.staging import Staged, staging
from loaders.file_context import FileContext
from loaders.plan import Progress, Request
from loaders.questions import Asked, Question, answers_for, asked_once
from loaders.reading import budget
from loaders.reading import file as file_reader
from loaders.receipt import PartReceipt, Receipt
from loaders.recognition import recognise, remembered


class _RolledBack(Exception):
    """Ends the transaction of a preview, or of a load that lacks an answer; carries the receipt."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


def preview(
    store: Store,
    path: Path,
    *,
    name: str,
    format: str | None = None,
    answers: dict[str, str] | None = None,
    covered: tuple[date, date] | None = None,
) -> Receipt:
    """The receipt that loading the file would give; the store is unchanged. A refused file gives its reason."""
    request = Request(path, name, "preview", "preview", format, answers or {}, covered, plan.no_progress)
    try:
        with budget.spending(store, path, share=budget.OF_A_PREVIEW), _file(store, request) as (request, read, refused):
            if read is None:
                assert refused is not None
                return refused
            return _run(store, request, read, keep=None)
    except Exception as error:  # whatever a file does to its readers, it fails alone
        return failures.receipt_of(request, error)


def load(
    store: Store,
    path: Path,
    *,
    name: str,
    who: str,
    origin: str,
    format: str | None = None,
    answers: dict[str, str] | None = None,
    covered: tuple[date, date] | None = None,
    progress: Progress = plan.no_progress,
    as_upload: tuple[str, int] | None = None,
) -> Receipt:
    """Load the file whole or not at all; a refused file is listed in the ledger.

    `covered`: the first and last day that the file covers, instead of those of its records. `progress` receives a share
    from 0 to 1 and a sentence. `as_upload`: the id and number of an upload that is loaded again (loaders/rebuild.py); one
    that is refused then is not listed. Raises Refusal for whoever may load nothing.
    """
    require(current(), ANALYST)
    request = Request(path, name, who, origin, format, answers or {}, covered, progress, as_upload)
    request.progress(0.0, sentence("Reading {name}", name=name))
    try:
        receipt = _loaded(store, request)
    except Exception as error:  # whatever a file does to its readers, it fails alone
        receipt = failures.receipt_of(request, error)
    if receipt.status == "refused" and as_upload is None:
        failures.list_refused(store, request, receipt)
    request.progress(1.0, sentence("Done"))
    return receipt


def _loaded(store: Store, request: Request) -> Receipt:
    with budget.spending(store, request.path), _file(store, request) as (request, read, refused):
        if read is None:
            assert refused is not None
            return refused
        with ledger.packed(store, request.path, read.sha256) as keep:
            return _run(store, request, read, keep=keep)


@contextmanager
def _file(store: Store, request: Request) -> Iterator[tuple[Request, file_reader.OpenedFile | None, Receipt | None]]:
    """The file opened in a temporary folder, or the receipt of its refusal.

    Corrected records of an earlier upload are read as that upload was: the request then has its format and answers.
    """
    folder = Path(tempfile.mkdtemp(prefix="load-", dir=store.work))
    try:
        try:
            request, read = _opened(store, request, folder)
            refused = None
        except Refusal as refusal:
            sha256, size = file_reader.fingerprint(request.path)
            read, refused = None, Receipt(request.name, sha256, size, "refused", reason=refusal.sentence)
        yield request, read, refused
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _opened(store: Store, request: Request, folder: Path) -> tuple[Request, file_reader.OpenedFile]:
    own_secret.verify(store)
    correction = corrections.correction_of(request.path, work=folder)
    corrected = corrections.as_request(store, request, correction) if correction is not None else None
    if correction is None or corrected is None:
        return request, file_reader.open_file(request.path, name=request.name, work=folder)
    read = file_reader.open_file(correction.path, name=request.name, work=folder)
    sha256, size = file_reader.fingerprint(request.path)
    tables = tuple(replace(table, name=correction.part) for table in read.tables)
    return corrected, file_reader.OpenedFile(sha256, size, tables)


def _run(store: Store, request: Request, read: file_reader.OpenedFile, *, keep: Callable[[], None] | None) -> Receipt:
    """`keep`: keeps the raw bytes, before the commit; None rolls back."""
    blank = Receipt(request.name, read.sha256, read.bytes, "ready")
    try:
        with store.in_use(), staging(store) as schema:
            planned = plan.plan_tables(store, request, read, schema=schema)
            with store.writing() as cursor:
                receipt = _load_tables(store, cursor, request, read, tables=planned)
                if keep is None or receipt.status != "ready":
                    raise _RolledBack(receipt)
                _remember(cursor, receipt, request, planned)
                request.progress(0.95, sentence("Storing the file"))
                if people.may_keep_raw(cursor, receipt.upload_id):
                    keep()
                else:
                    cursor.execute(
                        "update uploads set raw_deleted_at = loaded_at where upload_id = ?", [receipt.upload_id]
                    )
                return replace(receipt, status="loaded")
    except _RolledBack as rolled_back:
        return rolled_back.receipt
    except Refusal as refusal:
        return replace(blank, status="refused", reason=refusal.sentence)


def _load_tables(
    store: Store,
    cursor: duckdb.DuckDBPyConnection,
    request: Request,
    read: file_reader.OpenedFile,
    *,
    tables: list[plan.Planned],
) -> Receipt:
    receipt = Receipt(request.name, read.sha256, read.bytes, "ready")
    loaded_as = ledger.loaded_with(cursor, read.sha256)
    if loaded_as is not None:
        return replace(_as_loaded(cursor, receipt, loaded_as), status="already loaded", upload_id=loaded_as)
    upload_id, seq = request.as_upload or ledger.next_upload(cursor, read.sha256)
    derived_tables.start(cursor)
    insert(cursor, "uploads", _upload_row(request, read, upload_id, seq))
    done: dict[int, PartReceipt] = {}
    asked: list[Asked] = []
    ignored: list[tuple[str, Sentence]] = []
    unclaimed = plan.unclaimed_text(tables)
    windows: dict[str, tuple[date, date]] = {}
    waiting = plan.reading_order(tables)
    put_off: set[int] = set()
    for count in range(2 * len(tables)):
        if not waiting:
            break
        budget.check()
        position = waiting.pop(0)
        file_table, found = tables[position]
        request.progress(
            0.4 + 0.4 * min(1, count / len(tables)),
            sentence("Sorting the records of {name}", name=file_table.name or request.name),
        )
        if isinstance(found, Question):
            asked.append(Asked(found, "", "", file_table.name))
            done[position] = receipt_summary.undecided(file_table, found)
        elif isinstance(found, Sentence):
            ignored.append((file_table.name, found))
        else:
            tool = found.match.format.tool
            file = FileContext(
                request.source_name,
                unclaimed=unclaimed,
                siblings=plan.sibling_titles(tables, position),
                is_alone=sum(isinstance(one, Staged) for _, one in tables) < 2,
                window=windows.get(tool),
            )
            outcome = table_load.load_table(
                cursor, found, context=_context(store, request, file_table, upload_id, file)
            )
            if outcome.left_out is not None:
                ignored.append((file_table.name, outcome.left_out))
                continue
            # another table may give as a whole what the rows of this one are parts of
            if (
                waiting
                and position not in put_off
                and any(one.id == row_question.QUESTION for one in outcome.questions)
            ):
                put_off.add(position)
                waiting.append(position)
                continue
            done[position] = outcome.receipt
            table = file_table.name if file_table.within is None else file_table.within
            asked.extend(Asked(question, found.match.format.id, tool, table) for question in outcome.questions)
            _widen(windows, tool, outcome.receipt)
    parts = tuple(done[position] for position in sorted(done))
    receipt = replace(receipt, upload_id=upload_id, parts=parts, questions=asked_once(asked), ignored=tuple(ignored))
    if not done:
        return replace(receipt, status="refused", upload_id=None, reason=recognise.nothing_known(ignored))
    if asked:
        return replace(receipt, status="needs an answer", upload_id=None)
    receipt = replace(receipt, double_counted=receipt_summary.double_counted(cursor, upload_id, parts))
    request.progress(0.8, sentence("Updating daily counts and unique mentions"))
    budget.end()
    derived_tables.refresh(cursor)
    _close(cursor, receipt)
    return receipt


def _widen(windows: dict[str, tuple[date, date]], tool: str, done: PartReceipt) -> None:
    if done.covered_from is not None and done.covered_to is not None:
        first, last = windows.get(tool, (done.covered_from, done.covered_to))
        windows[tool] = min(first, done.covered_from), max(last, done.covered_to)


def _context(
    store: Store, request: Request, file_table: file_reader.FileTable, upload_id: str, file: FileContext
) -> table_load.Context:
    # a table that is read twice, or stands in a sheet with others, is answered under either name
    answers = {**answers_for(request.answers, file_table.within or ""), **answers_for(request.answers, file_table.name)}
    return table_load.Context(
        upload_id=upload_id,
        file_name=request.source_name,
        who=request.who,
        file=file,
        answers=answers,
        covered=request.covered,
        organisation_zone=time_zone(store),
        own_brands=own_brands(store),
        other_names=other_names(store),
        keeps_extra_columns=extra_columns.are_kept(store),
    )


def _upload_row(request: Request, read: file_reader.OpenedFile, upload_id: str, seq: int) -> dict[str, Any]:
    options = {"format": request.format, "answers": request.answers, "covered": request.covered}
    return {
        "upload_id": upload_id,
        "seq": seq,
        "sha256": read.sha256,
        "name": request.name,
        "bytes": read.bytes,
        "status": "loaded",
        "origin": request.origin,
        "who": request.who,
        "loaded_at": now(),
        "options": json.dumps(options, ensure_ascii=False, default=str),
        **dict.fromkeys(("read", "kept", "folded", "replaced", "rejected"), 0),
    }


def _close(cursor: duckdb.DuckDBPyConnection, receipt: Receipt) -> None:
    """Write the totals of the receipt into the ledger. Raises RuntimeError when they do not add up."""
    if receipt.read != receipt.kept + receipt.folded + receipt.rejected or receipt.rejected < 0:
        raise RuntimeError(
            f"{receipt.name}: {receipt.read} read, but {receipt.kept} + {receipt.folded} + {receipt.rejected}"
        )
    cursor.execute(
        "update uploads set read = ?, kept = ?, folded = ?, replaced = ?, rejected = ?, covered_from = ?, "
        "covered_to = ? where upload_id = ?",
        [
            receipt.read,
            receipt.kept,
            receipt.folded,
            receipt.replaced,
            receipt.rejected,
            receipt.covered_from,
            receipt.covered_to,
            receipt.upload_id,
        ],
    )


def _remember(
    cursor: duckdb.DuckDBPyConnection, receipt: Receipt, request: Request, planned: list[plan.Planned]
) -> None:
    """Store the agreed columns and tools for the next file of the same kind."""
    for file_table, found in planned:
        named = answers_for(request.answers, file_table.name).get("tool")
        if isinstance(found, Staged) and found.match.format.id == named:
            key = recognise.tool_key(found.match, request.name)
            remembered.remember_tool(cursor, key, named, who=request.who)
    for part in receipt.parts:
        if "columns" in part.format_title:
            fingerprint = part.format.removeprefix("learned:")
            remembered.remember_columns(
                cursor, fingerprint=fingerprint, agreed=part.format_title["columns"], who=request.who
            )


def _as_loaded(cursor: duckdb.DuckDBPyConnection, receipt: Receipt, upload_id: str) -> Receipt:
    found = cursor.execute("select name, who, loaded_at from uploads where upload_id = ?", [upload_id]).fetchone()
    assert found is not None
    reason = sentence(
        "This content was loaded on {day} by {who} as {name}: nothing changes. To load it differently, withdraw "
        "that upload first.",
        day=found[2].date().isoformat(),
        who=_author(found[1]),
        name=found[0],
    )
    return replace(receipt, reason=reason)


def _author(who: str) -> str | Sentence:
    """Who loaded a file, as a reader is told."""
    return sentence("inbox folder") if who == "inbox folder" else who
