"""The content of a receipt: columns, first rows, tallies and notes of one table, and the records that two tables of a
file share."""

from __future__ import annotations

import duckdb
import pandas as pd

from data.derived import same_records
from data.sentences import Sentence, sentence
from loaders import account
from loaders.canonical import records
from loaders.column_types import types as column_types
from loaders.questions import Question
from loaders.reading import file as file_reader
from loaders.receipt import ColumnUse, DoubleCounted, PartReceipt
from loaders.recognition import column_mapping, paired_formats, personal_data
from loaders.recognition.catalogue import formats, sources, unpivoted_by_name, unpivoted_field
from loaders.recognition.columns.select import header_names
from loaders.recognition.format_notes import REMARKS
from loaders.recognition.signatures import Match
from loaders.tables import TABLES

SAMPLES = 3


def sentiments(cursor: duckdb.DuckDBPyConnection, key: records.TableKey) -> dict[str, dict[str, int]]:
    """Records read, before folding, by brand and label."""
    if key.table.name != "mentions":
        return {}
    counts: dict[str, dict[str, int]] = {}
    for brand, label, count in cursor.execute(
        f"select brand, coalesce(sentiment, 'unknown'), count(*) from mention_records where {key.own} "
        "group by all order by all"
    ).fetchall():
        counts.setdefault(brand, {})[label] = count
    return counts


def notes(
    cursor: duckdb.DuckDBPyConnection,
    file_table: file_reader.FileTable,
    match: Match,
    *,
    key: records.TableKey,
    rules: column_types.Rules,
    counts: records.Counts,
    held: set[str],
) -> tuple[Sentence, ...]:
    """The notes of a table. `held`: its fields of which some cell holds something."""
    notes = list(file_table.notes)
    if match.dialect.why is not None:
        notes.append(match.dialect.why)
    notes.extend(REMARKS[remark] for remark in match.format.remarks)
    dropped = personal_data.unread_note(match)
    if dropped is not None:
        notes.append(dropped)
    for column in rules.columns.values():
        note = column.describe()
        if note is not None and note not in notes:
            notes.append(note)
    notes.extend(rules.notes)
    if counts.folded:
        notes.append(_folded(key.table.name, counts.folded))
    if counts.outdated:
        notes.append(
            sentence(
                "Kept records that do not count, because a more recent export, loaded before, differs: {count}.",
                count=counts.outdated,
            )
        )
    notes.extend(_changes(counts))
    notes.extend(_links(counts.links))
    if key.table.name == "followers":
        notes.extend(account.unnamed_note(cursor, key))
    if key.table.name != "mentions":
        return tuple(notes)
    notes.extend(column_types.zone_notes(rules))
    if "platform_id" in held:
        damaged = records.number(
            cursor, "select count(*) from mapped where cell(platform_id) is not null and sound_id(platform_id) is null"
        )
        if damaged:
            notes.append(
                sentence("Ids rounded by a spreadsheet: {count}. They are not used to identify records.", count=damaged)
            )
    if counts.pages:
        notes.append(
            sentence(
                "Addresses shared by several authors: {count}. They are not used to identify records.",
                count=counts.pages,
            )
        )
    return tuple(notes)


def _folded(table: str, count: int) -> Sentence:
    """Why records are folded: what a later record of the file shares with each."""
    if table == "mentions":
        return sentence(
            "Folded, because a later record of this file is the same mention (its identifier or address; without them, its "
            "source, author, minute and wording): {count}.",
            count=count,
        )
    if table in ("posts", "conversations"):
        return sentence(
            "Folded, because a later record of this file is the same post or message (its identifier or address; without "
            "them, its author, time and text): {count}.",
            count=count,
        )
    return sentence("Folded, because a later record of this file says the same: {count}.", count=count)


def _changes(counts: records.Counts) -> list[Sentence]:
    """What the file did to the cells of records that other uploads hold too, by column."""
    changed, added, left = ([(one[0], one[at]) for one in counts.changes if one[at]] for at in (1, 2, 3))
    notes = []
    if changed:
        notes.append(sentence("Cells of other uploads that this file changes: {columns}.", columns=changed))
    if added:
        notes.append(sentence("Cells that this file adds to records of other uploads: {columns}.", columns=added))
    if left:
        notes.append(
            sentence("Left alone, because this file does not state what other uploads do: {columns}.", columns=left)
        )
    return notes


def _links(links: same_records.Links) -> list[Sentence]:
    """Which records are of other uploads, though one of the files lacks their id or address; which may be."""
    notes = []
    if links.joined:
        notes.append(
            sentence(
                "Records that are those of other uploads, told by their address, or by their moment and text, since one "
                "file lacks their id or address: {count}. They count once.",
                count=links.joined,
            )
        )
    if links.doubtful:
        notes.append(
            sentence(
                "Records that may be the same as records of {files}, though no id, address or text tells which: {count}. "
                "They count separately. Withdraw one of the files, or export it again with ids or addresses.",
                files=", ".join(links.files),
                count=links.doubtful,
            )
        )
    return notes


def sample(cursor: duckdb.DuckDBPyConnection, key: records.TableKey) -> pd.DataFrame:
    """The first records, as stored."""
    hidden = "upload_id, part, identity" + (", story" if key.table.name == "mentions" else "")
    return cursor.execute(
        f"select * exclude ({hidden}) from {key.table.records} where {key.own} order by record limit 20"
    ).df()


def column_uses(file_table: file_reader.FileTable, match: Match) -> tuple[ColumnUse, ...]:
    """Each header cell, the field that it fills, and its first values."""
    rows = file_reader.first_records(file_table, match.dialect)[match.header_row : match.header_row + 20]
    fields = {
        column: field
        for field, names in sources(match.format).items()
        for name in names
        for column in match.columns.get(name, ())
    }
    listed = [column for name in unpivoted_by_name(match.format) for column in match.columns.get(name, ())]
    fields.update(dict.fromkeys((*match.unpivoted, *listed), unpivoted_field(match.format)))
    uses = []
    for column, header in enumerate(match.header):
        samples = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        uses.append(ColumnUse(header, fields.get(column), tuple(dict.fromkeys(samples))[:SAMPLES]))
    return tuple(uses)


def undecided(file_table: file_reader.FileTable, question: Question) -> PartReceipt:
    """The receipt of a table whose tool or columns are not agreed yet."""
    if question.id == "tool":
        return PartReceipt(
            part=file_table.name,
            format="tool",
            format_title={"en": "One of several tools", "fr": "Un outil parmi plusieurs"},
            why=(),
            table=formats()[question.options[0]].table,
            header_row=0,
            read=0,
            notes=tuple(file_table.notes),
        )
    seen = column_mapping.studied(file_table)
    assert seen is not None
    fields = {column: field for field, columns in reversed(seen.proposal.fields.items()) for column in columns}
    uses = tuple(
        ColumnUse(name, fields.get(column.at), tuple(dict.fromkeys(column.cells))[:SAMPLES])
        for name, column in zip(header_names(seen.header), seen.columns, strict=True)
    )
    return PartReceipt(
        part=file_table.name,
        format="columns",
        format_title={"en": "Columns matched by name", "fr": "Colonnes reconnues par leur nom"},
        why=tuple(seen.header[column] for columns in seen.proposal.fields.values() for column in columns),
        table=seen.proposal.table,
        header_row=file_reader.row_in_file(file_table, seen.row),
        read=0,
        columns=uses,
        notes=tuple(file_table.notes),
    )


def why(match: Match) -> tuple[str, ...]:
    return tuple(match.header[match.columns[name][0]].strip() for name in match.format.signature)


def channels(cursor: duckdb.DuckDBPyConnection, key: records.TableKey) -> dict[str, int]:
    return tally(cursor, key, "coalesce(channel, '')") if key.table.has("channel") else {}


def tally(cursor: duckdb.DuckDBPyConnection, key: records.TableKey, column: str) -> dict[str, int]:
    return dict(
        cursor.execute(
            f"select {column}, count(*) from {key.table.records} where {key.own} group by all order by 2 desc, 1"
        ).fetchall()
    )


def double_counted(cursor: duckdb.DuckDBPyConnection, upload_id: str, parts: tuple[PartReceipt, ...]) -> DoubleCounted:
    """Totals over the tables of an upload that share records, minus one per record."""
    groups: list[list[PartReceipt]] = []
    for part in parts:
        first = paired_formats.is_paired_with(part.format)
        if first is not None and groups and groups[-1][0].format == first:
            groups[-1].append(part)
        else:
            groups.append([part])
    twice = [_double_counted(cursor, upload_id, group) for group in groups if len(group) > 1]
    return DoubleCounted(
        read=sum(one.read for one in twice),
        kept=sum(one.kept for one in twice),
        folded=sum(one.folded for one in twice),
        replaced=sum(one.replaced for one in twice),
        rejected=sum(one.rejected for one in twice),
    )


def _double_counted(cursor: duckdb.DuckDBPyConnection, upload_id: str, group: list[PartReceipt]) -> DoubleCounted:
    """Double-counted records: totals over tables sharing records, minus one per record (best outcome wins)."""
    keys = [records.TableKey(TABLES[part.table], upload_id, part.part) for part in group]
    records.create_replacing(cursor)
    taken = " union all ".join(f"select record, state from {key.table.records} where {key.own}" for key in keys)
    replacing = " or ".join(key.rows_of("replacing") for key in keys)
    found = cursor.execute(
        f"""
        with outcomes as (
            select
                record,
                bool_or(state <> 'folded') as is_kept
            from ({taken})
            group by record
        )
        select
            count(*) filter (is_kept),
            count(*) filter (not is_kept),
            (select count(distinct record) from replacing where {replacing})
        from outcomes
        """
    ).fetchone()
    assert found is not None
    kept, folded, replaced = found
    return DoubleCounted(
        read=sum(part.read for part in group) - group[0].read,
        kept=sum(part.kept for part in group) - kept,
        folded=sum(part.folded for part in group) - folded,
        replaced=sum(part.replaced for part in group) - replaced,
        rejected=sum(part.rejected for part in group) - (group[0].read - kept - folded),
    )
