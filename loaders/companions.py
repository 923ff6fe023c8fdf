"""Exports whose rows fill two canonical tables: an account's followers and its other figures of the day, in one table.

The second format is declared `together_with` the first; its table is a part of its own. Each part counts the records for
itself; the file counts a record once.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.claims import Match, matched
from loaders.formats import formats
from loaders.reading import Part


def read_together(piece: Part, match: Match) -> list[tuple[Part, Match]]:
    """The table as its format reads it, then as each format reads it that is declared together with that one."""
    found = [(piece, match)]
    for one in formats().values():
        if one.together_with != match.format.id:
            continue
        second = matched(one, match)
        if second is not None:
            name = f"{piece.name} › {one.table}" if piece.name else one.table
            within = piece.name if piece.within is None else piece.within
            copy = piece.text.copy.with_suffix(f".{one.table}.csv")
            other = replace(piece, name=name, within=within, notes=(), text=replace(piece.text, copy=copy))
            found.append((other, second))
    return found
