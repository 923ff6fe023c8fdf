"""The table that torture prints and docs/security.md shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`what`: was done. `trials`: how often. `found`: what was counted, in words. `is_ok`: nothing that must not be."""

    what: str
    trials: int
    found: str
    is_ok: bool


def printed(rows: Iterable[Row]) -> str:
    lines = ["| what | trials | found | |", "|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.trials:,} | {row.found} | {'holds' if row.is_ok else '**fails**'} |" for row in rows
    ]
    return "\n".join(lines)
