"""Native tables: a header row, hairlines, cells that are cut to their column before PowerPoint would grow the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.slides import fit
from reports.slides.canvas import BODY, SMALL, STRONG, Canvas, Para
from reports.slides.template import POINT, Place
from reports.texts import clean, is_address
from reports.weekly.model import Table

_NARROWEST = 30.0  # the least width of a column
PAD, AIR, LESS_AIR = 4.0, 3.0, 1.8  # units beside and around the text of a cell
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's table without style and grid
_MORE = SMALL * fit.LINE + 3  # the height of the line that counts what is left out
_LONGEST = 100  # rows whose whole text is told in the notes


@dataclass(frozen=True)
class Cell:
    """A cell. `fill`: "#RRGGBB" behind it; `span`: columns that it takes, the others of the row being empty."""

    para: Para
    fill: str = ""
    span: int = 1


def grid(
    canvas: Canvas,
    place: Place,
    widths: Sequence[float],
    rows: Sequence[Sequence[Cell | None]],
    heights: Sequence[float],
    *,
    name: str,
    alt: str,
    is_flush: bool = False,
) -> Any:
    """A native table of cells, the first row its header; the sums of widths and heights are the table's.

    `is_flush`: the first column begins where the headings above it do.
    """
    from pptx.util import Emu

    frame = canvas.slide.shapes.add_table(len(rows), len(widths), *canvas.emu(place))
    canvas.described(frame, name, alt)
    table, unit = frame.table, canvas.scale * POINT
    properties = table._tbl.tblPr
    for key in ("bandRow", "firstRow"):
        properties.attrib.pop(key, None)
    properties.set("firstRow", "1")
    properties.find(_a("tableStyleId")).text = _NO_STYLE
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Emu(int(wide * unit))
    for row, high in zip(table.rows, heights, strict=True):
        row.height = Emu(int(high * unit))
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is None:
                blank = Cell(Para("", size=SMALL))
                _write(canvas, table.cell(at, column), blank, 1.0, heights[at], has_line_above=at > 0, left=PAD)
                continue
            wide = sum(widths[column : column + cell.span]) - 2 * PAD
            left = 0.0 if is_flush and column == 0 else PAD
            _write(canvas, table.cell(at, column), cell, wide, heights[at], has_line_above=at > 0, left=left)
            if cell.span > 1:
                table.cell(at, column).merge(table.cell(at, column + cell.span - 1))
    frame.width, frame.height = Emu(int(sum(widths) * unit)), Emu(int(sum(heights) * unit))
    return frame


def draw(canvas: Canvas, place: Place, table: Table, *, size: float = BODY, heading: bool = True) -> float:
    """A table of the report with its heading; returns the height that it took. Without rows, the sentence that says why.

    Rows that have no place are counted below the last one.
    """
    top, left = place.y, place.height
    if heading and table.title:
        canvas.text(
            Place(place.x, top, place.width, 20), [Para(table.title, STRONG, bold=True)], name=table.title, anchor="b"
        )
        top, left = top + 22, left - 22
    if not table.rows or not table.columns:
        said = [Para(table.absence or "–", size, colour=canvas.words.ink.muted, most=3)]
        high = min(left, 3 * size * fit.LINE)
        canvas.text(Place(place.x, top + 2, place.width, high), said, name=table.title or "–")
        canvas.note(f"{table.title} – {table.absence}")
        return top + 2 + high - place.y
    if len(table.columns) > place.width / _NARROWEST:  # the others are told in the notes
        few = max(1, int(place.width / _NARROWEST))
        shown = replace(table, columns=table.columns[:few], rows=tuple(row[:few] for row in table.rows))
        tell(canvas, table)
        return draw(canvas, Place(place.x, top, place.width, left), shown, size=size, heading=False) + top - place.y
    for tried in dict.fromkeys((size, SMALL)):  # smaller before a row is left out
        widths = _widths(table, place.width, tried)
        head = [
            Cell(Para(text, SMALL, True, canvas.words.ink.muted, _align(table, at), most=4))
            for at, text in enumerate(table.columns)
        ]
        header = _height(head, widths)
        rows, heights = _rows(canvas, table, widths, left - header, tried)
        if len(rows) == len(table.rows) and _needed(table, tried) <= place.width:
            break
    frame = Place(place.x, top, sum(widths), header + sum(heights))
    grid(
        canvas,
        frame,
        widths,
        [head, *rows],
        [header, *heights],
        name=table.title,
        alt=_alt(table, len(rows)),
        is_flush=True,
    )
    top += frame.height
    hidden = len(table.rows) - len(rows) + table.more
    if hidden:
        more = Para(canvas.words.more(hidden), SMALL, colour=canvas.words.ink.muted)
        canvas.text(Place(place.x, top + 2, place.width, SMALL * fit.LINE + 1), [more], name=table.title)
        top += SMALL * fit.LINE + 3
    tell(canvas, table)
    return top - place.y


def natural_height(table: Table, size: float = BODY) -> float:
    """The height that a table would like: its heading, header, each row in one line, and the line of what is left out."""
    return (
        22
        + (SMALL * fit.LINE + 2 * AIR)
        + max(1, len(table.rows)) * (size * fit.LINE + 2 * AIR)
        + 16 * bool(table.more)
    )


def tell(canvas: Canvas, table: Table) -> None:
    """The whole text of a table in the notes, with the addresses of its rows."""
    canvas.note(table.title)
    for at, row in enumerate(table.rows[:_LONGEST]):
        link = table.links[at] if at < len(table.links) else ""
        canvas.note(" · ".join((*row, link) if is_address(link) else row))
    hidden = len(table.rows) - _LONGEST + table.more if len(table.rows) > _LONGEST else table.more
    if hidden:
        canvas.note(canvas.words.more(hidden))


def _rows(
    canvas: Canvas, table: Table, widths: Sequence[float], left: float, size: float
) -> tuple[list[list[Cell]], list[float]]:
    """As many rows as have a place, in several lines where all of them have it so."""
    shown = table.rows[: int(left / (size * fit.LINE + 2 * LESS_AIR)) + 1]
    cells = heights = []
    for most in (4, 3, 2, 1):
        cells = [_cells(canvas, table, at, size, most) for at in range(len(shown))]
        heights = [_height(row, widths) for row in cells]
        if len(shown) == len(table.rows) and sum(heights) <= left - (_MORE if table.more else 0.0):
            return cells, heights
    room, count = left - _MORE, 0
    while count < len(cells) and sum(heights[: count + 1]) <= room:
        count += 1
    return cells[:count], heights[:count]


def _cells(canvas: Canvas, table: Table, at: int, size: float, most: int) -> list[Cell]:
    link = table.links[at] if at < len(table.links) else ""
    row = (*table.rows[at], *[""] * len(table.columns))[: len(table.columns)]
    colour = canvas.words.ink.text
    return [
        Cell(
            Para(
                text,
                size,
                False,
                colour,
                _align(table, column),
                most,
                link if column == 0 else "",
                is_number=column in table.numbers,
            )
        )
        for column, text in enumerate(row)
    ]


def _height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """The height of a row: of the cell with most lines."""
    found = SMALL * fit.LINE
    for cell, wide in zip(cells, widths, strict=True):
        para, text = cell.para.fitting(wide - 2 * PAD, cell.para.most)
        found = max(found, fit.height(text, para.size, wide - 2 * PAD, bold=para.bold))
    return found + 2 * (AIR if cells[0].para.size > SMALL else LESS_AIR)


def _needed(table: Table, size: float) -> float:
    """The width that numbers and the words of headers take."""
    return sum(least for least, _ in _wishes(table, size))


def _wishes(table: Table, size: float) -> list[tuple[float, float]]:
    """Of each column, the least width and the one that it would like."""
    found = []
    for column, head in enumerate(table.columns):
        texts = [row[column] for row in table.rows[:50] if column < len(row)]
        wide = max((fit.width(clean(text[:200]), size) for text in texts), default=0.0)
        words = [fit.width(one, SMALL, bold=True) for one in clean(head).split(" ")]
        title = max(*words, 0.5 * sum(words), 0.0) if len(words) > 1 else words[0]
        kept = wide if column in table.numbers else min(wide, 40.0)
        found.append((max(kept, *words) + 2 * PAD + 1, max(wide, title) + 2 * PAD + 1))
    return found


def _widths(table: Table, room: float, size: float) -> list[float]:
    """Columns as wide as their words. In a scarce room numbers keep what they need and texts share what is left."""
    least, wishes = zip(*_wishes(table, size), strict=True)
    if sum(least) > room:
        return [one * room / sum(least) for one in least]
    if sum(wishes) <= room:
        return [one + (room - sum(wishes)) / len(wishes) for one in wishes]
    low, high = 0.0, max(wishes)
    for _ in range(40):  # the width above which columns are narrowed, so that all of them fill the room
        cap = (low + high) / 2
        taken = sum(max(fewest, min(wish, cap)) for fewest, wish in zip(least, wishes, strict=True))
        low, high = (cap, high) if taken <= room else (low, cap)
    return [max(fewest, min(wish, low)) for fewest, wish in zip(least, wishes, strict=True)]


def _align(table: Table, column: int) -> str:
    return "r" if column in table.numbers else "l"


def _alt(table: Table, shown: int) -> str:
    """The first rows of a table in words."""
    rows = "; ".join(" · ".join(row) for row in table.rows[: min(shown, 3)])
    return clean(f"{table.title} ({', '.join(table.columns)}): {rows}")[:400]


def _write(
    canvas: Canvas, cell: Any, content: Cell, room: float, height: float, *, has_line_above: bool, left: float
) -> None:
    """A cell's text, margins, fill, and the hairline below it."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Emu

    unit = canvas.scale * POINT
    most = max(1, min(content.para.most, int((height + 0.01) / (content.para.size * fit.LINE))))
    look, text = content.para.fitting(room, most)
    link = look.link if is_address(look.link) else ""
    canvas.paragraph(cell.text_frame.paragraphs[0], replace(look, link=link), text)
    cell.margin_left, cell.margin_right = Emu(int(left * unit)), Emu(int(PAD * unit))
    cell.margin_top = cell.margin_bottom = Emu(int(0.8 * unit))
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR"):
        properties.append(_line(properties, side, ""))
    properties.append(_line(properties, "lnT", mixed_grid(canvas) if has_line_above else ""))
    properties.append(_line(properties, "lnB", mixed_grid(canvas)))
    if content.fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(content.fill[1:])
    else:
        cell.fill.background()


def mixed_grid(canvas: Canvas) -> str:
    """The grey of hairlines: darker than the grid of charts, since a projector swallows that."""
    return canvas.words.ink.ranges[0]


def _line(parent: Any, side: str, colour: str) -> Any:
    line = parent.makeelement(_a(side), {"w": "6350"})
    fill = line.makeelement(_a("solidFill" if colour else "noFill"))
    if colour:
        fill.append(fill.makeelement(_a("srgbClr"), {"val": colour[1:]}))
    line.append(fill)
    return line


def _a(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}"
