"""The scorecard: the figures of each casquette in native tables, a bullet beside each that has one.

One table where all rows have a place in it, else two side by side; what has no place in these goes on on further slides.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.slides import bullet, fit, table
from reports.slides.canvas import BODY, SMALL, Canvas, Para
from reports.slides.notes import tell_figure
from reports.slides.table import Cell
from reports.slides.template import Place
from reports.style import SIGNS
from reports.texts import after_name, clean
from reports.weekly.model import Casquette, Figure, Report

_ROW, _TALL, _TALLEST, _GAP = 14.4, 20.0, 30.0, 20.0
_ENOUGH = 0.6  # of a slide's share of the rows, from which a casquette that has no place begins on the next one
_MOST_SLIDES = 3  # figures beyond them are counted, and told in the notes
_WIDE = ("indicator", "value", "interval", "change", "target", "", "status")
_NARROW = ("indicator", "value", "change", "target", "", "status")
_BULLET, _NAME = (42.0, 110.0), 0.3  # widths of a bullet; the least share of the names
_SMALLER = 0.85  # how small a name becomes, and a number that is wider than the others of its column
_RIGHT = ("value", "change")
_SHADE = "#F1F4F7"

Line = tuple[Casquette, Figure | None, int]  # a figure of a casquette; without one, its heading and how many are hidden


def spread(room: Place, report: Report) -> list[list[Line]]:
    """The rows of each slide: of about one length, casquettes one after the other, whole where they fit."""
    groups = [one for one in report.casquettes if one.figures or one.summary]
    if not groups:
        return [[]]
    most = 2 * (int(room.height / _ROW) - 1) - 2
    lines = _lines(groups, _MOST_SLIDES * most)
    if len(lines) <= most:
        return [lines]
    aim = len(lines) / -(-len(lines) // most)
    found: list[list[Line]] = [[]]
    for one in groups:
        mine = [line for line in lines if line[0] is one]
        used = len(found[-1])
        if used >= _ENOUGH * aim and abs(used + len(mine) - aim) > abs(used - aim):
            found.append([])
        while mine:
            left = most - len(found[-1])
            found[-1] += mine[:left]
            mine = [(one, None, 0), *mine[left:]] if mine[left:] else []
            if mine:
                found.append([])
    return found


def draw(canvas: Canvas, lines: Sequence[Line]) -> None:
    """The rows of a slide, and their figures whole in its notes."""
    room, total = canvas.room, len(lines)
    if not lines:
        said = [Para("–", SMALL)]
        canvas.text(room, said, name=canvas.words.of("scorecard") or "–")
        return
    if (total + 1) * _TALL <= room.height:
        high = min(_TALLEST, room.height / (total + 1))
        size = BODY if high >= 24 else SMALL
        _column(canvas, room, lines, _widths(canvas, lines, _WIDE, room.width, size), high, size)
    else:
        each = int(room.height / _ROW) - 1
        cut = _cut(lines, each)
        wide = (room.width - _GAP) / 2
        high = min(_TALL, room.height / (max(cut, len(lines) - cut) + 1))
        widths = _widths(canvas, lines, _NARROW, wide, SMALL)
        _column(canvas, Place(room.x, room.y, wide, room.height), lines[:cut], widths, high, SMALL)
        if lines[cut:]:
            right = Place(room.x + wide + _GAP, room.y, wide, room.height)
            _column(canvas, right, lines[cut : cut + each], widths, high, SMALL)
    for one, figure, hidden in lines:
        if figure is None:
            canvas.note(f"{one.label} – {one.summary}")
            for left_out in one.figures[len(one.figures) - hidden :] if hidden else ():
                tell_figure(canvas, left_out)
        else:
            tell_figure(canvas, figure)


def _lines(groups: Sequence[Casquette], most: int) -> list[Line]:
    """Headings and figures in at most so many rows: of each casquette as many as of every other, while it has them."""
    most_each = max(len(one.figures) for one in groups)
    while most_each > 1 and sum(min(len(one.figures), most_each) + 1 for one in groups) > most:
        most_each -= 1
    found: list[Line] = []
    for one in groups:
        shown = one.figures[:most_each]
        found.append((one, None, len(one.figures) - len(shown)))
        found += [(one, figure, 0) for figure in shown]
    return found[:most]


def _cut(lines: Sequence[Line], each: int) -> int:
    """Where the second column begins: at a heading near the middle where there is one, never right after a heading."""
    half = -(-len(lines) // 2)
    heads = [at for at, line in enumerate(lines) if line[1] is None and at <= each and len(lines) - at <= each]
    near = min(heads, key=lambda at: abs(at - half), default=0)
    if near and abs(near - half) <= each // 3:
        return near
    return half if lines[half - 1][1] is not None else half - 1


def _widths(canvas: Canvas, lines: Sequence[Line], keys: Sequence[str], room: float, size: float) -> dict[str, float]:
    """Columns as wide as what stands in them: numbers and verdicts whole, the bullets and names what is left."""
    found = {}
    for key in keys:
        paras = [_cell(canvas, figure, key, size).para for _, figure, _ in lines if figure is not None]
        wides = sorted(fit.width(clean(one.text), one.size, bold=one.bold) for one in paras)
        wide = max(_SMALLER * wides[-1], wides[int(0.8 * len(wides))]) if wides else 0.0
        found[key] = (
            max(wide, fit.width(clean(canvas.words.of(key)) if key else "", SMALL, bold=True)) + 2 * table.PAD + 1
        )
    least = _NAME * room
    others = [key for key in keys if key not in ("indicator", "")]
    left = room - sum(found[key] for key in others)
    if left < least + _BULLET[0]:  # numbers are then made smaller
        share = (room - least - _BULLET[0]) / (room - left)
        found |= {key: found[key] * share for key in others}
        left = least + _BULLET[0]
    found[""] = min(max(_BULLET[0], left - found["indicator"]), _BULLET[1])
    spare = left - found[""] - found["indicator"]
    found["indicator"] = left - found[""] - max(0.0, spare)
    return {key: wide + max(0.0, spare) / len(keys) for key, wide in found.items()}


def _column(
    canvas: Canvas, place: Place, lines: Sequence[Line], named: dict[str, float], high: float, size: float
) -> None:
    """A table of casquettes and their figures, all rows of one height, and the bullets upon it."""
    words, ink, widths = canvas.words, canvas.words.ink, list(named.values())
    head = [
        Cell(Para(words.of(key) if key else "", SMALL, True, ink.muted, "r" if key in _RIGHT else "l", shrink=_SMALLER))
        for key in named
    ]
    rows: list[Sequence[Cell | None]] = [head]
    bullets = []
    for casquette, figure, hidden in lines:
        if figure is None:
            said = Para(_heading(canvas, casquette, hidden, sum(widths), size), size, True, ink.text)
            rows.append([Cell(said, _SHADE, len(widths)), *[None] * (len(widths) - 1)])
            continue
        bullets.append((len(rows), figure))
        rows.append([_cell(canvas, figure, key, size) for key in named])
    heights = [high] * len(rows)
    frame = Place(place.x, place.y, sum(widths), sum(heights))
    title = words.of("scorecard") or canvas.words.of("indicator") or "–"
    alt = "; ".join(
        f"{one.label}{after_name(words.language)}{one.summary}" for one in dict.fromkeys(line[0] for line in lines)
    )
    table.grid(canvas, frame, widths, rows, heights, name=title, alt=f"{title} – {alt}")
    at = list(named).index("")
    left = place.x + sum(widths[:at]) + 4
    for row, figure in bullets:
        spot = Place(left, place.y + row * high + high * 0.24, widths[at] - 8, high * 0.52)
        bullet.draw(canvas, spot, figure)


def _heading(canvas: Canvas, casquette: Casquette, hidden: int, room: float, size: float) -> str:
    """'Vigilance : veilleur, vigie – 7 objectifs atteints sur 17': in a scarce room its first words; what is hidden is
    never cut away."""
    more = f" · {canvas.words.more(hidden)}" if hidden else ""
    room -= fit.width(more, size, bold=True) + 2 * table.PAD + 2
    text = f"{casquette.label} – {casquette.summary}" if casquette.summary else casquette.label
    if fit.width(clean(text), size, bold=True) > room:
        text = f"{casquette.label.split(':')[0].strip()} – {casquette.summary}"
    return fit.shortened(text, size, room, bold=True) + more


def _target(canvas: Canvas, figure: Figure) -> str:
    """The target without the word that heads its column."""
    word = f"{canvas.words.of('target')} ".lower()
    said = clean(figure.target_text)
    return said[len(word) :] if len(word) > 1 and said.lower().startswith(word) else said


def _cell(canvas: Canvas, figure: Figure, key: str, size: float) -> Cell:
    ink = canvas.words.ink
    if key == "indicator":
        name = f"{figure.label} ({figure.channel})" if figure.channel else figure.label
        return Cell(Para(name, size, False, ink.text, most=2, link=figure.link, shrink=_SMALLER))
    if key == "value":
        return Cell(
            Para(
                figure.text, size + 0.5, True, ink.text if figure.value is not None else ink.muted, "r", is_number=True
            )
        )
    if key == "interval":
        return Cell(
            Para(" · ".join(one for one in (figure.interval_text, figure.n_text) if one), size, False, ink.muted)
        )
    if key == "change":
        return Cell(Para(figure.change_text, size, figure.is_clear, ink.text, "r", is_number=True))
    if key == "target":
        return Cell(Para(_target(canvas, figure), size, False, ink.text, is_number=True))
    if key == "status":
        colour = ink.statuses.get(figure.status, ink.muted)
        return Cell(
            Para(f"{SIGNS.get(figure.status, '–')} {figure.status_text}".strip(), size, True, colour, is_number=True)
        )
    return Cell(Para("", size))
