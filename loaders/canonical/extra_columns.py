"""Unmapped columns, stored with each record when the owner turned that on; never those with personal data."""

from __future__ import annotations

import duckdb

from data.sentences import Sentence, sentence
from data.store import literal
from loaders.canonical.records import TableKey
from loaders.canonical.rejects import cell_names
from loaders.reading import file as file_reader
from loaders.recognition import personal_data
from loaders.recognition.signatures import Match


def keep_extra_columns(
    cursor: duckdb.DuckDBPyConnection, prepared: file_reader.Prepared, match: Match, key: TableKey
) -> Sentence | None:
    """Store the unmapped cells of each stored record. Returns the note for the receipt; None when there are none."""
    unread = personal_data.unread_columns(match)
    kept = [
        (position, name)
        for position, name in enumerate(cell_names(match.header))
        if position in unread
        and match.header[position].strip()
        and not personal_data.is_personal(match.header[position])
    ]
    if not kept:
        return None
    cells = ", ".join(f"{literal(name)}, c{position + 1}" for position, name in kept)
    # json_merge_patch drops nulls: empty cells are not stored
    cursor.execute(
        f"""
        insert into other_columns
        select ?, ?, ?, record, cells
        from (
            select record, cast(json_merge_patch('{{}}', json_object({cells})) as varchar) as cells
            from {prepared.sql}
        )
        where cells <> '{{}}'
          and record in (select record from {key.table.records} where {key.own})
        """,
        [key.upload_id, key.part, key.table.name],
    )
    return sentence(
        "Columns that no figure uses are stored with each record: {columns}.",
        columns=", ".join(name for _, name in kept),
    )
