"""Exports whose rows fill two canonical tables: an account's followers and its other figures of the day, in one table.

The second format is declared `together_with` the first and reads the same rows as a table of its own; of agreed columns
it is made when they name followers beside other figures. Each table counts its records; the file counts a record once.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.reading.file import FileTable
from loaders.recognition.catalogue import formats
from loaders.recognition.columns import select as column_select
from loaders.recognition.signatures import Match, match_under


def paired_tables(file_table: FileTable, match: Match) -> list[tuple[FileTable, Match]]:
    """The table under its own format, then under each paired format."""
    beside = [
        second
        for format in formats().values()
        if format.together_with == match.format.id and (second := match_under(format, match)) is not None
    ]
    followers = column_select.followers_beside(match)
    return [
        (file_table, match),
        *(_copied(file_table, second) for second in (*beside, followers) if second is not None),
    ]


def is_paired_with(format_id: str) -> str | None:
    """The id of the format whose rows a paired format reads too; None for a format that stands alone."""
    if format_id.endswith(column_select.SECOND):
        return format_id.removesuffix(column_select.SECOND)
    known = formats()
    return known[format_id].together_with if format_id in known else None


def _copied(file_table: FileTable, second: Match) -> tuple[FileTable, Match]:
    """The table once more, under the name and with the text of the paired format."""
    table = second.format.table
    name = f"{file_table.name} › {table}" if file_table.name else table
    within = file_table.name if file_table.within is None else file_table.within
    assert file_table.text is not None
    copy = file_table.text.copy.with_suffix(f".{table}.csv")
    return replace(file_table, name=name, within=within, notes=(), text=replace(file_table.text, copy=copy)), second
