"""A table of finished texts in a box: columns as wide as their texts need, rows as many as fit, the rest counted."""

from __future__ import annotations

from collections.abc import Sequence

from reports.paper import items
from reports.paper.frame import Frame, heading
from reports.paper.items import FAINT, MUTED, Item
from reports.weekly.model import Table

SPACE = 16.0  # between two columns
HEADING = 32.0
BETWEEN = 24.0  # two tables, one below the other
PAD = 5.0
PROSE = 0.4  # share of the table from which a column holds sentences: it gets the room that is left


def table(
    frame: Frame, given: Table, x: float, y: float, w: float, h: float, *, size: float = 16.0, most: int = 2
) -> list[Item]:
    """Title and rows, none below y + h. Without rows, the sentence that says why."""
    found = heading(frame, given.title, x, y, w)
    if not given.rows:
        return found + frame.text(given.absence or "–", x, y + HEADING, w, size=size + 1, fill=MUTED, most=3)
    wide = _widths(frame, given, w, size)
    pitch = size * 1.25
    made = [_row(frame, given.columns, wide, given.numbers, "", 15.0, 2, is_head=True)]
    made += [
        _row(frame, row, wide, given.numbers, given.links[at] if at < len(given.links) else "", size, most)
        for at, row in enumerate(given.rows[: int(h / pitch) + 1])
    ]
    room, kept, used = h - HEADING, 1, made[0]["h"]
    while kept < len(made):
        left = len(given.rows) - kept + given.more
        if used + made[kept]["h"] + (24 if left else 0) > room:
            break
        used += made[kept]["h"]
        kept += 1
    rows, top = made[:kept], y + HEADING
    if kept > 1:
        found.append({"kind": "table", "x": x, "y": top, "w": w, "h": used, "columns": wide, "rows": rows})
    for row in rows:
        top += row["h"]
        found.append(items.rect(x, top - 1, w, 1, FAINT))
    left = len(given.rows) - (kept - 1) + given.more
    if left > 0:
        found += frame.text(frame.more(left), x, top + 3, w, size=15, fill=MUTED)
    return found


def largest(frame: Frame, tables: Sequence[Table], w: float, h: float, sizes: Sequence[float]) -> float:
    """The first of the sizes in which every row stands whole on a line of its own; the last one where none does."""
    for size in sizes:
        high = sum(HEADING + (len(one.rows) + 2) * (size * 1.25 + 2 * PAD) + BETWEEN for one in tables)
        if high <= h and all(sum(_wanted(frame, one, size)) <= w for one in tables):
            return size
    return sizes[-1]


def stacked(
    frame: Frame, tables: Sequence[Table], x: float, y: float, w: float, h: float, *, size: float = 16.0, most: int = 2
) -> list[Item]:
    """Tables below one another: each as high as it needs where there is room for all, else the long ones give way."""
    needed = [items.below(table(frame, one, 0, 0, w, 1e6, size=size, most=most), 0) for one in tables]
    room = h - BETWEEN * (len(tables) - 1)
    cap = _cap(needed, room) if sum(needed) > room else max(needed)
    found: list[Item] = []
    for one, need in zip(tables, needed, strict=True):
        made = table(frame, one, x, y, w, min(need, cap) + 0.01, size=size, most=most)
        found += made
        y = items.below(made, y) + BETWEEN
    return found


def _wanted(frame: Frame, given: Table, size: float) -> list[float]:
    """Columns as wide as their longest text."""
    wanted = []
    for at, name in enumerate(given.columns):
        texts = [frame.wide(row[at], size) for row in given.rows[:60] if at < len(row)]
        heads = [frame.wide(name, 15, bold=True) * 0.56, *(frame.wide(word, 15, bold=True) for word in name.split())]
        wanted.append(max([*heads, *texts]) + SPACE)  # a head has two lines
    return wanted


def _widths(frame: Frame, given: Table, w: float, size: float) -> list[float]:
    """Columns of w together: where they are wider, the widest give way; where there is room left, all get of it."""
    wanted = _wanted(frame, given, size)
    if sum(wanted) > w:
        cap = _cap(wanted, w)
        wanted = [min(one, cap) for one in wanted]
    rest = w - sum(wanted)
    if wanted and rest > 0:
        widest = max(range(len(wanted)), key=lambda at: wanted[at])
        if wanted[widest] > w * PROSE:
            wanted[widest] += rest
        else:
            wanted = [one + rest / len(wanted) for one in wanted]
    return wanted


def _cap(wanted: Sequence[float], w: float) -> float:
    """The width from which columns are cut so that all of them are w wide together."""
    rest, left = w, len(wanted)
    for one in sorted(wanted):
        if one * left >= rest:
            return rest / left
        rest, left = rest - one, left - 1
    return rest


def _row(
    frame: Frame,
    texts: Sequence[str],
    wide: Sequence[float],
    numbers: Sequence[int],
    link: str,
    size: float,
    most: int,
    *,
    is_head: bool = False,
) -> Item:
    cells, high, linked = [], size * 1.25, -1
    if link:
        linked = next((at for at, words in enumerate(texts) if words and at not in numbers), -1)
    for at, room in enumerate(wide):
        words = texts[at] if at < len(texts) else ""
        side = "right" if at in numbers else "left"
        # a number stands at the right of its column, before the space that parts it from the next one
        inner = room - (SPACE if at < len(wide) - 1 or side == "left" else 0)
        made = frame.text(
            words, 0, PAD, max(1.0, inner), size=size, bold=is_head, fill=MUTED if is_head else items.INK, align=side,
            most=most, link=link if at == linked else "",
        )  # fmt: skip
        high = max([high, *(one["h"] for one in made)])
        cells.append({"w": room, "h": 0.0, "items": made})
    high += 2 * PAD
    return {"h": high, "cells": [{**cell, "h": high} for cell in cells]}
