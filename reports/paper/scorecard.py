"""The scorecard: the figures of each casquette with history, bullet, gap and verdict, in one column or in two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from charts.ink import LIGHT
from reports.paper import items, signs, small
from reports.paper.frame import BOTTOM, INNER, MARGIN, TOP, Frame, head, joined, legend
from reports.paper.items import FAINT, INK, MUTED, Item
from reports.weekly.model import Casquette, Figure

HEAD = 30.0
ROOM = BOTTOM - TOP - HEAD - 24  # for rows; a legend stands below
WIDE = (("label", 330.0), ("history", 140.0), ("value", 120.0), ("change", 190.0), ("bullet", 220.0), ("target", 178.0), ("gap", 170.0), ("status", 140.0))  # fmt: skip
DENSE = ("label", "value", "bullet", "gap", "status")
BETWEEN = 40.0
CALM, LEAST = (
    21.0,
    17.6,
)  # height of a dense row, so that figures without an objective of their own stand too; the least
BULLET, GAP, NAME = (59.0, 110.0), 190.0, 0.44  # widths of a dense bullet; most of a gap; most of the names, as a share
Notes = Mapping[str, int]
LEFT = ("label", "history", "bullet", "target", "status")


@dataclass(frozen=True)
class Group:
    """A casquette with the figures that are shown of it, and how many are not."""

    casquette: Casquette
    figures: tuple[Figure, ...]
    left_out: int
    is_whole: bool = False  # but for figures by which no objective is counted

    @property
    def rows(self) -> int:
        return 1 + len(self.figures)


def scorecard(frame: Frame) -> list[Item]:
    """The page, without its foot."""
    casquettes = [one for one in frame.report.casquettes if one.figures]
    if not casquettes:
        absence = frame.word("no_objectives") or frame.report.at_risk.absence or "–"
        return head(frame, "scorecard") + frame.text(absence, MARGIN, TOP + 10, INNER, size=20, fill=MUTED, most=4)
    whole = [Group(one, tuple(sorted(one.figures, key=_weight)), 0) for one in casquettes]
    total = sum(one.rows for one in whole)
    if total <= int(ROOM / 31):
        found = head(frame, "scorecard") + _column(frame, whole, MARGIN, TOP, WIDE, min(46.0, ROOM / total))
    else:
        found = head(frame, "scorecard", size=27)
        found += _dense(frame, whole, items.below(found, 0) + 8)
    return found + legend(frame, _entries(frame), MARGIN, BOTTOM - 16, INNER)


def _dense(frame: Frame, whole: Sequence[Group], top: float) -> list[Item]:
    """Every objective in two columns; figures that count for none too, where the rows stay high enough to be read."""
    notes = {reason: at for at, reason in enumerate(_reasons(whole), start=1)}
    words = frame.text(
        "  ".join(f"({at}) {reason}" for reason, at in notes.items()), MARGIN, 0, INNER, size=14, fill=MUTED, most=4
    )
    bottom = BOTTOM - 24 - items.below(words, 0)
    room = bottom - top - HEAD - 4
    groups, each = whole, _longest(whole)
    if room / each < CALM:
        groups = [_counted(one) for one in whole]
        each = _longest(groups)
    if room / each < LEAST:
        groups = _cut(groups, 2 * int(room / LEAST) - 2)
        each = _longest(groups)
    pitch = min(30.0, room / each)
    wide = (INNER - BETWEEN) / 2
    columns = _widths(frame, groups, wide, _size(pitch), notes)
    found = [items.moved(one, 0, bottom) for one in words]
    for half, x in zip(_halves(groups, each), (MARGIN, MARGIN + wide + BETWEEN), strict=True):
        if half:
            found += _column(frame, half, x, top, columns, pitch, notes)
    return found


def _reasons(groups: Sequence[Group]) -> tuple[str, ...]:
    """Why objectives have no verdict, each reason once."""
    every = (one for group in groups for one in group.figures)
    return tuple(dict.fromkeys(one.reason for one in every if one.status == "unjudged" and one.reason))


def _longest(groups: Sequence[Group]) -> int:
    """The rows of the longer of two columns that `_halves` makes."""
    total = sum(one.rows for one in groups)
    most = -(-total // 2)
    while max(sum(one.rows for one in half) for half in _halves(groups, most)) > most:
        most += 1
    return most


def _counted(group: Group) -> Group:
    """The figures by which objectives are counted: an idea has one, those without a target none."""
    shown = tuple(one for one in group.figures if one.is_counted)
    return Group(group.casquette, shown, len(group.figures) - len(shown), is_whole=True) if shown else group


def _size(pitch: float) -> float:
    return 17.0 if pitch >= 36 else 16.0 if pitch >= 24 else 15.0 if pitch >= 19 else 14.0


def _widths(
    frame: Frame, groups: Sequence[Group], room: float, size: float, notes: Notes
) -> tuple[tuple[str, float], ...]:
    """Columns as wide as their texts, the bullet what is left; names, then gaps, give way where that is too little."""
    figures = [one for group in groups for one in group.figures]

    def widest(texts: Sequence[str], word: str, *, bold: bool = False) -> float:
        return max([frame.wide(word, 15, bold=True), *(frame.wide(one, size, bold=bold) for one in texts)]) + 15

    label = widest([one.label for one in figures], frame.word("indicator")) + 8
    value = widest([one.text for one in figures], frame.word("value"), bold=True)
    gap = min(widest([one.gap_text for one in figures], frame.word("delta target")), GAP)
    status = widest([_verdict(one, notes) for one in figures], frame.word("status")) + 8
    label = min(label, max(room * NAME, room - value - gap - status - BULLET[0]))
    bullet = min(max(BULLET[0], room - label - value - gap - status), BULLET[1])
    over = label + value + bullet + gap + status - room
    label -= max(0.0, over)
    label += max(0.0, -over)
    return tuple(zip(DENSE, (label, value, bullet, gap, status), strict=True))


def _cut(groups: Sequence[Group], most: int) -> list[Group]:
    """As many figures as there are rows: those that matter most, in their order; each casquette keeps one at least."""
    ranked = sorted(
        ((at, place) for at, one in enumerate(groups) for place in range(len(one.figures))),
        key=lambda each: (*_weight(groups[each[0]].figures[each[1]]), each[1]),
    )
    kept = {(at, 0) for at in range(len(groups))}
    for each in ranked:
        if len(kept) + len(groups) < most:
            kept.add(each)
    found = []
    for at, one in enumerate(groups):
        figures = tuple(figure for place, figure in enumerate(one.figures) if (at, place) in kept)
        cut = len(one.figures) - len(figures)
        found.append(replace(one, figures=figures, left_out=one.left_out + cut, is_whole=one.is_whole and not cut))
    return found


def _weight(figure: Figure) -> tuple[int, bool]:
    """Late objectives first, then near, undecided and met ones; what has no verdict last; main figures before others."""
    order = ("behind", "near", "undecided", "met", "unjudged")
    return (order.index(figure.status) if figure.status in order else len(order), not figure.is_main)


def _halves(groups: Sequence[Group], most: int) -> tuple[list[Group], list[Group]]:
    """Two columns of about one length; a casquette that does not fit goes on in the second, under its name."""
    half = min(most, max(-(-sum(one.rows for one in groups) // 2), 3))
    left: list[Group] = []
    right: list[Group] = []
    used = 0
    for one in groups:
        room = half - used
        if right or room < 3:
            right.append(one)
        elif one.rows <= room + 1 and used + one.rows <= most:
            left.append(one)
            used += one.rows
        else:
            left.append(replace(one, figures=one.figures[: room - 1], left_out=0))
            right.append(replace(one, figures=one.figures[room - 1 :]))
            used = half
    return left, right


def _column(
    frame: Frame, groups: Sequence[Group], x: float, y: float, columns, pitch: float, notes: Notes | None = None
) -> list[Item]:
    """Heads, casquettes and figures from y on. `notes`: reason -> its number among those below; None: they stand in the rows."""
    wide = [width for _, width in columns]
    rows = [_heads(frame, groups, columns)]
    for group in groups:
        rows.append(_casquette(frame, group, wide, pitch))
        rows += [_row(frame, figure, columns, pitch, notes) for figure in group.figures]
    found: list[Item] = []
    top = y
    for at, row in enumerate(rows):
        if row.pop("is_casquette", False):
            found.append(items.rect(x, top + 1, sum(wide), row["h"] - 1, "#F1F5F9"))
        top += row["h"]
        if at:
            found.append(items.rect(x, top - 0.5, sum(wide), 1, FAINT))
    table = {"kind": "table", "x": x, "y": y, "w": sum(wide), "h": top - y, "columns": wide, "rows": rows}
    return [*found, table]


def _heads(frame: Frame, groups: Sequence[Group], columns) -> Item:
    against = {one.compared_with for group in groups for one in group.figures if one.compared_with}
    names = {
        "label": frame.word("indicator"),
        "value": frame.word("value"),
        "change": f"Δ {against.pop()}" if len(against) == 1 else frame.word("change"),
        "target": frame.word("target"),
        "gap": frame.word("delta target"),
        "status": frame.word("status"),
        "history": frame.word("history"),
        "bullet": frame.word("bullet"),
    }
    cells = []
    for name, width in columns:
        side = "left" if name in LEFT else "right"
        made = frame.text(names[name], 0, 5, width - 12, size=15, bold=True, fill=MUTED, align=side)
        cells.append({"w": width, "h": HEAD, "items": made})
    return {"h": HEAD, "cells": cells}


def _casquette(frame: Frame, group: Group, wide: Sequence[float], pitch: float) -> Item:
    """A row with the name and the summary of a casquette over all columns: its texts stand in the first cell."""
    size, room = min(16.0, pitch * 0.8), sum(wide)
    left_out = frame.word("uncounted").replace("{count}", str(group.left_out)) if group.left_out else ""
    words = joined(group.casquette.summary.rstrip("."), left_out if group.is_whole else frame.more(group.left_out))
    label = group.casquette.label
    if frame.wide(label, size, bold=True) + frame.wide(words, size) + 38 > room:
        label = label.split(":")[0].strip()  # its first word; the summary says how many
    name = min(frame.wide(label, size, bold=True), room * 0.5)
    y = (pitch - size * 1.25) / 2
    made = frame.text(label, 8, y, name, size=size, bold=True)
    made += frame.text(words, 8 + name + 14, y, room - name - 30, size=size, fill=MUTED)
    cells = [{"w": width, "h": pitch, "items": made if at == 0 else []} for at, width in enumerate(wide)]
    return {"h": pitch, "cells": cells, "is_casquette": True}


def _row(frame: Frame, figure: Figure, columns, pitch: float, notes: Notes | None) -> Item:
    size = _size(pitch)
    y = (pitch - size * 1.25) / 2
    cells = []
    for name, width in columns:
        room = width - 14
        side = "left" if name in LEFT else "right"
        if name == "history":
            made = small.sparkline(frame, figure, 0, 3, room, pitch - 6)
        elif name == "bullet":
            made = small.bullet(frame, figure, 0, (pitch - min(22, pitch * 0.8)) / 2, room, min(22, pitch * 0.8))
            if not made and figure.reason and notes is None:
                made = _reason(frame, figure, columns, pitch)
        elif name == "status":
            made = signs.status(figure.status, 0, pitch / 2 - 7, 14)
            made += frame.text(_verdict(figure, notes or {}), 22, y, width - 22, size=size)
        else:
            words = {
                "label": figure.label,
                "value": figure.text,
                "change": figure.arrow_text or figure.change_text,
                "target": figure.target_text,
                "gap": figure.gap_text,
            }[name]
            bold = name == "value" or (name == "change" and figure.is_clear)
            muted = name == "target" or (name == "change" and not figure.is_clear)
            made = frame.text(
                words, 8 if name == "label" else 0, y, room - (8 if name == "label" else 0), size=size, bold=bold,
                fill=MUTED if muted else INK, align=side, link=figure.link if name == "label" else "",
            )  # fmt: skip
        cells.append({"w": width, "h": pitch, "items": made})
    return {"h": pitch, "cells": cells}


def _verdict(figure: Figure, notes: Notes) -> str:
    """'No verdict (1)': the number of the reason below."""
    return f"{figure.status_text} ({notes[figure.reason]})" if figure.reason in notes else figure.status_text


def _reason(frame: Frame, figure: Figure, columns, pitch: float) -> list[Item]:
    """Why there is nothing to be drawn, over the cells after the bullet's that are empty."""
    texts = {"target": figure.target_text, "gap": figure.gap_text}
    names = [name for name, _ in columns]
    room = 0.0
    for name, width in columns[names.index("bullet") :]:
        if name != "bullet" and texts.get(name, "-"):
            break
        room += width
    made = frame.text(figure.reason, 0, 0, room - 14, size=14, fill=MUTED, most=2 if pitch >= 36 else 1)
    return [items.moved(one, 0, (pitch - one["h"]) / 2) for one in made]


def _entries(frame: Frame) -> list[tuple[list[Item], str]]:
    figures = [one for casquette in frame.report.casquettes for one in casquette.figures if one.bands]
    if not figures:
        return []
    found = [([items.rect(0, 4, 22, 8, frame.accent)], frame.word("actual"))]
    target = items.rect(9, 0, 4, 16, "#FFFFFF", stroke=LIGHT.target, thick=1.5)
    found.append(([target], frame.word("target")))
    if any(one.year is not None for one in figures):
        found.append(([items.rect(10.5, 1, 1.5, 14, MUTED)], frame.word("year")))
    if any(one.low is not None for one in figures):
        found.append(([items.path([(0, 8), (22, 8)], stroke="#9AA8B8", thick=2)], frame.word("interval")))
    return found
