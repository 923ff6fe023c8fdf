"""What a presentation says, read from its bytes: shapes with their text frames, charts with their workbooks."""

import io
from collections.abc import Iterator

import openpyxl
from pptx import Presentation

from reports.slides import fit
from reports.texts import clean

POINT = 12700
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def opened(data):
    return Presentation(io.BytesIO(data))


def shapes(slide) -> Iterator:
    """All shapes of a slide, those of groups too."""
    for shape in slide.shapes:
        yield shape
        if shape.shape_type == 6:
            yield from shape.shapes


def texts(slide) -> list[str]:
    """The paragraphs of all shapes and cells."""
    found = []
    for shape in shapes(slide):
        if shape.has_text_frame:
            found += [one.text for one in shape.text_frame.paragraphs]
        if getattr(shape, "has_table", False) and shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def charts(slide) -> list:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def workbook(chart):
    """The embedded workbook: the rows of its sheet."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def columns(chart) -> dict:
    """Name of a series -> its values in the embedded workbook."""
    rows = workbook(chart)
    return {name: [row[at] for row in rows[1:]] for at, name in enumerate(rows[0]) if name}


def cached(chart) -> dict:
    """Name of a series -> its values as the slide draws them."""
    return {one.name: list(one.values) for plot in chart.plots for one in plot.series}


def overflows(presentation) -> list[str]:
    """The texts that do not fit their box by the fonts' own metrics: the widest of ours, Arial and Calibri."""
    return [found for slide in presentation.slides for shape in shapes(slide) for found in _overflow(shape)]


def outside(presentation) -> list[str]:
    """The shapes that are not wholly on their slide."""
    wide, high = presentation.slide_width, presentation.slide_height
    return [
        shape.name
        for slide in presentation.slides
        for shape in shapes(slide)
        if shape.left < 0 or shape.top < 0 or shape.left + shape.width > wide or shape.top + shape.height > high
    ]


def _overflow(shape) -> Iterator[str]:
    if shape.has_text_frame and shape.text_frame.text.strip():
        body = shape.text_frame._txBody.bodyPr
        inset = {side: int(body.get(side, 0)) / POINT for side in ("lIns", "rIns", "tIns", "bIns")}
        room = shape.width / POINT - inset["lIns"] - inset["rIns"]
        high = shape.height / POINT - inset["tIns"] - inset["bIns"]
        yield from _too_large(shape.text_frame, room, high, shape.name)
    if getattr(shape, "has_table", False) and shape.has_table:
        table = shape.table
        assert sum(row.height for row in table.rows) <= shape.height + 1
        for row in table.rows:
            for at, cell in enumerate(row.cells):
                if cell.is_spanned:
                    continue
                span = cell.span_width if cell.is_merge_origin else 1
                wide = sum(table.columns[at + more].width for more in range(span))
                room = (wide - cell.margin_left - cell.margin_right) / POINT
                high = (row.height - cell.margin_top - cell.margin_bottom) / POINT
                yield from _too_large(cell.text_frame, room, high, f"{shape.name}, {at}")


def _too_large(frame, room: float, high: float, name: str) -> Iterator[str]:
    used = 0.0
    if not frame.text.strip():
        return
    for paragraph in frame.paragraphs:
        run = paragraph.runs[0]
        size, bold = run.font.size.pt, bool(run.font.bold)
        lines = fit.lines(paragraph.text, size, room + 0.1, bold=bold)
        widest = max(fit.width(line, size, bold=bold) for line in lines)
        if widest > room + 0.1:
            yield f"{name}: {paragraph.text!r} is {widest:.1f} wide, {room:.1f} has its box"
        before = paragraph.space_before.pt if paragraph.space_before is not None else 0.0
        used += before + len(lines) * paragraph.line_spacing.pt
    if used > high + 0.6:
        yield f"{name}: {frame.text!r} is {used:.1f} high, {high:.1f} has its box"


def said(text: str) -> str:
    return clean(text)
