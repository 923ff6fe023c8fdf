"""The XML of a native chart: bars and lines that share their axes, hatched points, error bars, a fixed plot area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from reports.slides.canvas import LANGUAGES
from reports.slides.template import Place
from reports.texts import clean

_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True)
class Series:
    """A row of values, one per category, None for a gap. `looks`: the fill of points that differ, hatched with "/".

    `labels`: the points whose value is printed, `inside` those of them at the foot of their bar. `texts`: what
    is printed where the number format would say something else. `low`, `high`: ends of the intervals.
    """

    name: str
    values: Sequence[float | None]
    colour: str
    is_line: bool = False
    looks: Mapping[int, str] = field(default_factory=dict)
    labels: Sequence[int] = ()
    inside: Sequence[int] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()
    thickness: float = 2.0
    dash: str = ""
    has_marks: bool = False
    outline: str = ""


@dataclass(frozen=True)
class Plot:
    """A chart. `area`: of the bars and lines themselves, without labels; `code`: the number format of axis and labels."""

    categories: Sequence[str]
    series: Sequence[Series]
    code: str
    low: float
    high: float
    step: float
    place: Place
    area: Place
    size: float = 10.0
    is_horizontal: bool = False
    has_values: bool = True
    has_categories: bool = True
    gap: int = 45
    overlap: int = 0
    skip: int = 1
    axis_code: str = ""  # of the axis, where it takes fewer decimals
    names: tuple[str, str] = ("−", "+")  # of the columns that hold the lengths of the error bars


def xml_of(plot: Plot, language: str, scale: float) -> str:
    """The part of a chart. `scale`: points of one unit of the canvas."""
    size, count = round(plot.size * scale * 100), len(plot.categories)
    bars = [(at, one) for at, one in enumerate(plot.series) if not one.is_line]
    paths = [(at, one) for at, one in enumerate(plot.series) if one.is_line]
    spans = {
        at: len(plot.series) + 2 * sum(bool(one.high) for one in plot.series[:at]) for at in range(len(plot.series))
    }
    drawn = ""
    axes = '<c:axId val="111"/><c:axId val="222"/>'
    if bars:
        inner = "".join(_series(plot, at, one, size, spans[at], language) for at, one in bars)
        drawn += (
            f'<c:barChart><c:barDir val="{"bar" if plot.is_horizontal else "col"}"/><c:grouping val="clustered"/>'
            f'<c:varyColors val="0"/>{inner}<c:gapWidth val="{plot.gap}"/><c:overlap val="{plot.overlap}"/>{axes}</c:barChart>'
        )
    if paths:
        inner = "".join(_series(plot, at, one, size, spans[at], language) for at, one in paths)
        drawn += f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{inner}<c:marker val="1"/>{axes}</c:lineChart>'
    place, area = plot.place, plot.area
    layout = "".join(
        f'<c:{key} val="{value:.6f}"/>'
        for key, value in (
            ("x", (area.x - place.x) / place.width),
            ("y", (area.y - place.y) / place.height),
            ("w", area.width / place.width),
            ("h", area.height / place.height),
        )
    )
    muted = 'val="5B6472"'
    text = (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0"><a:solidFill><a:srgbClr {muted}/>'
        f'</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGES[language]}"/></a:p></c:txPr>'
    )
    turn = int(plot.skip > 1)  # by a hair: LibreOffice breaks the names of a level axis into two lines
    level = text.replace("<a:bodyPr/>", f'<a:bodyPr rot="{turn}"/>')
    none = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    base = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="8A94A3"/></a:solidFill></a:ln></c:spPr>'
    grid = (
        '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="DDE4EC"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        if plot.has_values
        else ""
    )
    across, along = ("l", "b") if plot.is_horizontal else ("b", "l")
    turned = "maxMin" if plot.is_horizontal else "minMax"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_NAMES}><c:date1904 val="0"/>'
        f'<c:lang val="{LANGUAGES[language]}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
        f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{layout}'
        f"</c:manualLayout></c:layout>{drawn}"
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{turned}"/></c:scaling>'
        f'<c:delete val="{0 if plot.has_categories else 1}"/><c:axPos val="{across}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{base}{level}<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="{max(1, min(plot.skip, count))}"/>'
        f'<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:max val="{plot.high!r}"/>'
        f'<c:min val="{plot.low!r}"/></c:scaling><c:delete val="{0 if plot.has_values else 1}"/><c:axPos val="{along}"/>'
        f'{grid}<c:numFmt formatCode={quoteattr(plot.axis_code or plot.code)} sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{none}{text}'
        f'<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{plot.step!r}"/></c:valAx><c:spPr><a:noFill/></c:spPr></c:plotArea>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{text}</c:chartSpace>"
    )


def _series(plot: Plot, at: int, series: Series, size: int, span: int, language: str) -> str:
    count = len(plot.categories)
    head = (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${_letter(at + 1)}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(clean(series.name))}</c:v></c:pt></c:strCache>'
        f"</c:strRef></c:tx>{_look(series, series.colour)}"
    )
    if series.is_line:
        head += _marker(series.colour if series.has_marks else "")
    else:
        head += '<c:invertIfNegative val="0"/>'
    for index, look in sorted(series.looks.items()):
        inner = _marker(look) if series.is_line else '<c:invertIfNegative val="0"/>'
        head += f'<c:dPt><c:idx val="{index}"/>{inner}<c:bubble3D val="0"/>{_look(series, look)}</c:dPt>'
    head += _labels(plot, series, size, language) + _errors(series, span, count)
    rows = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(clean(label)) or "–"}</c:v></c:pt>'
        for index, label in enumerate(plot.categories)
    )
    head += (
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache><c:ptCount val="{count}"/>{rows}</c:strCache>'
        f"</c:strRef></c:cat><c:val>{_numbers(series.values, at + 1, plot.code)}</c:val>"
    )
    return head + ('<c:smooth val="0"/>' if series.is_line else "") + "</c:ser>"


def _numbers(values: Sequence[float | None], column: int, code: str) -> str:
    rows = "".join(
        f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>' for index, value in enumerate(values) if value is not None
    )
    letter = _letter(column)
    return (
        f"<c:numRef><c:f>Sheet1!${letter}$2:${letter}${len(values) + 1}</c:f><c:numCache><c:formatCode>{escape(code)}"
        f'</c:formatCode><c:ptCount val="{len(values)}"/>{rows}</c:numCache></c:numRef>'
    )


def _labels(plot: Plot, series: Series, size: int, language: str) -> str:
    flags = "".join(
        f'<c:{name} val="{{}}"/>' if name == "showVal" else f'<c:{name} val="0"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    if not series.labels:
        return f"<c:dLbls>{flags.format(0)}</c:dLbls>"

    def look(at: int) -> str:
        is_inside, run = at in series.inside, f'sz="{size}" b="1"'
        place = (
            "r" if series.is_line and series.high else "t" if series.is_line else "inBase" if is_inside else "outEnd"
        )
        fill = f'<a:solidFill><a:srgbClr val="{"FFFFFF" if is_inside else "1B2430"}"/></a:solidFill>'
        back = (
            '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if place == "r" else "<a:noFill/>"
        )  # hides the axis
        text = clean(series.texts.get(at, ""))
        said = (
            f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r><a:rPr lang="{LANGUAGES[language]}" {run}>{fill}'
            f"</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        )
        return (
            f'{said if text else ""}<c:numFmt formatCode={quoteattr(plot.code)} sourceLinked="0"/>'
            f"<c:spPr>{back}<a:ln><a:noFill/></a:ln></c:spPr>"
            f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr {run}>{fill}'
            f'</a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGES[language]}"/></a:p></c:txPr><c:dLblPos val="{place}"/>'
        )

    one = "".join(f'<c:dLbl><c:idx val="{at}"/>{look(at)}{flags.format(1)}</c:dLbl>' for at in sorted(series.labels))
    return f"<c:dLbls>{one}{look(-1)}{flags.format(0)}</c:dLbls>"


def _errors(series: Series, span: int, count: int) -> str:
    if not series.high:
        return ""
    plus = _numbers(lengths(series, series.high), span + 2, "General")
    minus = _numbers(lengths(series, series.low), span + 1, "General")
    return (
        f'<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/><c:plus>{plus}</c:plus>'
        f'<c:minus>{minus}</c:minus><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="8A94A3"/></a:solidFill></a:ln>'
        "</c:spPr></c:errBars>"
    )


def _look(series: Series, look: str) -> str:
    """Fill or stroke; "#RRGGBB/" is hatched, for a line dashed."""
    colour = look[1:7]
    if series.is_line:
        dash = "sysDash" if look.endswith("/") else series.dash
        dashes = f'<a:prstDash val="{dash}"/>' if dash else ""
        return (
            f'<c:spPr><a:ln w="{round(series.thickness * 12700)}" cap="rnd"><a:solidFill><a:srgbClr val="{colour}"/>'
            f"</a:solidFill>{dashes}<a:round/></a:ln></c:spPr>"
        )
    line = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{series.outline[1:] or colour}"/></a:solidFill></a:ln>'
    if look.endswith("/"):
        return (
            f'<c:spPr><a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{colour}"/></a:fgClr><a:bgClr>'
            f'<a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>{line}</c:spPr>'
        )
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{line if series.outline else ""}</c:spPr>'


def _marker(look: str) -> str:
    if not look:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    fill = "FFFFFF" if look.endswith("/") else look[1:7]
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
        f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{look[1:7]}"/></a:solidFill></a:ln></c:spPr></c:marker>'
    )


def _letter(column: int) -> str:
    """The letter of a column: A is 0. A chart has fewer than 26."""
    return chr(65 + column)


def lengths(series: Series, ends: Sequence[float | None]) -> list[float | None]:
    """The lengths of error bars."""
    return [
        None if value is None or end is None else abs(end - value)
        for value, end in zip(series.values, ends, strict=True)
    ]
