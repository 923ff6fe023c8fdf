"""Exports whose rows fill two canonical tables: an account's followers and its other figures of the day, in one table.

The second format is declared `together_with` the first and reads the same rows as a table of its own. Each table counts
its records; the file counts a record once.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.reading.file import FileTable
from loaders.recognition.catalogue import formats
from loaders.recognition.signatures import Match, match_under


def paired_tables(file_table: FileTable, match: Match) -> list[tuple[FileTable, Match]]:
    """The table under its own format, then under each paired format."""
    found = [(file_table, match)]
    for format in formats().values():
        if format.together_with != match.format.id:
            continue
        second = match_under(format, match)
        if second is not None:
            name = f"{file_table.name} › {format.table}" if file_table.name else format.table
            within = file_table.name if file_table.within is None else file_table.within
            copy = file_table.text.copy.with_suffix(f".{format.table}.csv")
            other = replace(file_table, name=name, within=within, notes=(), text=replace(file_table.text, copy=copy))
            found.append((other, second))
    return found
