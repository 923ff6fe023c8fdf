"""Native charts: bars and lines over text categories, with their workbook, in the XML that PowerPoint reads.

python-pptx holds the parts; their XML is written here, since a chart of bars and lines, hatched points, error bars and a
fixed plot area are beyond its own writer. Categories are texts: as dates they would lose their labels. Number formats
are American codes, each axis with its own.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from locales import numbers
from reports import workbook
from reports.slides.canvas import Canvas
from reports.slides.chart_xml import Plot, lengths, xml_of
from reports.texts import clean

_CREATED = datetime(1980, 1, 1)  # of the workbooks: what is written is the same each time


def code_of(unit: str, decimals: int, language: str) -> str:
    """The number format of a unit: American, marked French where the report is, since a blank there groups only once."""
    zeros = "." + "0" * decimals if decimals else ""
    number = f'0{zeros}"\u202f"%' if unit == "percent" and language == "fr" else f"0{zeros}%"
    number = number if unit == "percent" else f"#,##0{zeros}"
    marked = "[$-40C]" if language == "fr" else ""
    return f'{marked}{number};{marked}"−"{number}'


def said_by(value: float, unit: str, decimals: int, language: str) -> str:
    """What the number format of a unit writes, to be compared with the text of the model."""
    if unit == "percent":
        return numbers.percent(value, language, decimals=decimals)
    return numbers.number(value, language, decimals=decimals)


def differing(
    values: Sequence[float | None], texts: Sequence[str], unit: str, decimals: int, language: str
) -> dict[int, str]:
    """The texts that a number format would not write: those are printed as they stand ("+4,0 pts" of a share)."""
    return {
        at: text
        for at, (value, text) in enumerate(zip(values, texts, strict=True))
        if value is not None and text and _bare(said_by(value, unit, decimals, language)) != _bare(text)
    }


def _bare(text: str) -> str:
    return "".join(text.split()).lstrip("+")


def scale_of(values: Sequence[float | None], *, steps: int = 4, whole: bool = False) -> tuple[float, float, float]:
    """Bottom, top and step of an axis that starts at zero and holds the values. `whole`: steps of whole numbers only."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    bottom, top = min([*known, 0.0]), max([*known, 0.0])
    if top == bottom:
        top = bottom + 1.0
    raw = (top - bottom) / steps
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(one * magnitude for one in (1, 2, 2.5, 5, 10) if one * magnitude >= raw * (1 - 1e-9))
    step = max(1.0, math.ceil(step)) if whole else step
    return math.floor(bottom / step + 1e-9) * step, math.ceil(top / step - 1e-9) * step, step


def add(canvas: Canvas, plot: Plot, *, name: str, alt: str) -> Any:
    """Place a chart on a slide; returns its frame."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.parts.chart import ChartPart

    package = canvas.slide.part.package
    part = ChartPart.load(
        package.next_partname(ChartPart.partname_template),
        CONTENT_TYPE.DML_CHART,
        package,
        xml_of(plot, canvas.words.language, canvas.scale).encode(),
    )
    part.chart_workbook.update_from_xlsx_blob(_workbook(plot))
    link = canvas.slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    shapes = canvas.slide.shapes
    frame = shapes._shape_factory(shapes._add_chart_graphicFrame(link, *canvas.emu(plot.place)))
    canvas.described(frame, name, alt)
    return frame


def _workbook(plot: Plot) -> bytes:
    """What opens with "Edit data": categories, the series, then the lengths of the error bars. No cell is a formula."""
    target, columns = io.BytesIO(), _columns(plot)
    heads = {str(at): clean(name) or " " for at, (name, _) in enumerate([(" ", ()), *columns])}
    rows = [[clean(label) or "–", *(values[at] for _, values in columns)] for at, label in enumerate(plot.categories)]
    sheet = workbook.Sheet("Sheet1", list(heads), rows, heads=heads, pattern_of=lambda name, row: plot.code)
    workbook.write_sheets(target, [sheet], language="en", created=_CREATED)
    return target.getvalue()


def _columns(plot: Plot) -> list[tuple[str, Sequence[float | None]]]:
    found = [(one.name, one.values) for one in plot.series]
    for one in plot.series:
        if one.high:
            found += [(plot.names[0], lengths(one, one.low)), (plot.names[1], lengths(one, one.high))]
    return found
