"""The columns that a format does not read, kept beside each record where the owner asked; those with personal data never."""

from __future__ import annotations

import duckdb

from data.sentences import Sentence, sentence
from data.store import literal
from loaders import personal, reading
from loaders.claims import Match
from loaders.records import Place
from loaders.rejects import cell_names


def keep(cursor: duckdb.DuckDBPyConnection, prepared: reading.Prepared, match: Match, place: Place) -> Sentence | None:
    """Write the other cells of each kept record; what the receipt says of it, None where there are none."""
    unread = personal.unread(match)
    kept = [
        (position, name)
        for position, name in enumerate(cell_names(match.header))
        if position in unread and match.header[position].strip() and not personal.is_personal(match.header[position])
    ]
    if not kept:
        return None
    cells = ", ".join(f"{literal(name)}, c{position + 1}" for position, name in kept)
    # json_merge_patch leaves out what is null: empty cells are not kept
    cursor.execute(
        f"""
        insert into other_columns
        select ?, ?, ?, record, cells
        from (
            select record, cast(json_merge_patch('{{}}', json_object({cells})) as varchar) as cells
            from {prepared.sql}
        )
        where cells <> '{{}}'
          and record in (select record from {place.table.records} where {place.mine})
        """,
        [place.upload_id, place.part, place.table.name],
    )
    return sentence(
        "Columns that no figure reads are kept beside each record: {columns}.",
        columns=", ".join(name for _, name in kept),
    )
