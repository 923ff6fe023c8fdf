"""Brands, networks or parts as native horizontal bars, the longest first, one's own brand in the accent."""

from __future__ import annotations

from reports.slides import fit, plot
from reports.slides.canvas import BODY, SMALL, Canvas, Para, mixed
from reports.slides.chart_xml import Plot, Series
from reports.slides.template import Place
from reports.slides.trend import heading, key
from reports.texts import clean, is_address
from reports.weekly.model import Bar, Bars

_OTHERS, _EACH = "#8593A5", 17.0  # the colour of other brands; the least height of a bar
_MOST_TOLD = 60


def draw(canvas: Canvas, place: Place, bars: Bars, *, most_high: float = 34.0) -> None:
    """The whole card: title, bars with their values and intervals; without bars, the sentence that says why."""
    room = heading(canvas, place, bars.title)
    known = any(one.value is not None for one in bars.bars)
    if not known:
        say = [Para(bars.absence or bars.alt or "–", BODY, colour=canvas.words.ink.muted, most=4)]
        canvas.text(room, say, name=bars.title.measure)
        canvas.note(bars.absence or bars.alt)
        return
    has_before = any(one.before is not None for one in bars.bars)
    if has_before:
        pair = (
            (_OTHERS, mixed(_OTHERS, 0.55))
            if any(one.is_own for one in bars.bars)
            else (canvas.words.style.accent, mixed(canvas.words.style.accent, 0.55))
        )
        key(
            canvas,
            Place(room.x, room.y, room.width, 14),
            [(canvas.words.of("actual"), pair[0], False), (canvas.words.before, pair[1], False)],
        )
        room = Place(room.x, room.y + 18, room.width, room.height - 18)
    hidden = max(0, len(bars.bars) - int((room.height - 4) / _EACH))
    hidden = hidden and len(bars.bars) - max(1, int((room.height - 20) / _EACH))
    shown = bars.bars[: len(bars.bars) - hidden]
    size = BODY if room.height / len(shown) >= 20 else SMALL
    labels = [_label(one, size, 0.42 * room.width) for one in shown]
    left = max(fit.width(label, size) for label in labels) + 10
    high = min(room.height - (16 if hidden else 0), len(shown) * most_high + 4)
    frame = Place(room.x, room.y, room.width, high)
    area = Place(room.x + left, room.y + 2, room.width - left - 2, high - 4)
    low, top = _ends(canvas, bars, shown, size, area.width)
    inside = _inside(bars, shown, size, area.width / (top - low))
    texts = plot.differing(
        [one.value for one in shown], [one.text for one in shown], bars.unit, bars.decimals, canvas.words.language
    )
    chart = Plot(
        categories=labels,
        series=_series(canvas, shown, has_before, inside, texts, is_open=bars.is_open),
        code=_code(canvas, bars),
        low=low,
        high=top,
        step=top - low,
        place=frame,
        area=area,
        size=size,
        is_horizontal=True,
        has_values=False,
        gap=35,
        overlap=0,
        names=(f"{canvas.words.of('interval')} −".strip(), f"{canvas.words.of('interval')} +".strip()),
    )
    title = bars.title
    plot.add(canvas, chart, name=title.measure, alt=bars.alt or f"{title.who} – {title.measure} – {title.period}")
    if hidden:
        more = [Para(canvas.words.more(hidden), SMALL, colour=canvas.words.ink.muted)]
        canvas.text(Place(room.x, room.y + high + 2, room.width, 13), more, name=canvas.words.more(hidden))
    tell(canvas, bars)


def tell(canvas: Canvas, bars: Bars) -> None:
    """The bars in the notes, with their samples and the addresses of their evidence."""
    canvas.note(bars.alt)
    for one in bars.bars[:_MOST_TOLD]:
        sample = "" if one.n is None else f"n = {_whole(canvas, one.n)}"
        canvas.note(
            " · ".join(part for part in (one.label, one.text, sample, one.link if is_address(one.link) else "") if part)
        )
    if len(bars.bars) > _MOST_TOLD:
        canvas.note(canvas.words.more(len(bars.bars) - _MOST_TOLD))


def _inside(bars: Bars, shown: tuple[Bar, ...], size: float, unit: float) -> tuple[int, ...]:
    """The bars with an interval that hold their value at their foot, where no whisker crosses it."""
    return tuple(
        at
        for at, one in enumerate(shown)
        if one.value is not None
        and one.low is not None
        and one.low * unit > fit.width(clean(one.text), size, bold=True) + 10
    )


def _series(
    canvas: Canvas,
    shown: tuple[Bar, ...],
    has_before: bool,
    inside: tuple[int, ...],
    texts: dict[int, str],
    *,
    is_open: bool,
) -> list[Series]:
    """The values and those of before. An interval is drawn where it does not cross the printed value."""
    own = canvas.words.style.accent
    is_compared = any(one.is_own for one in shown)
    main = _OTHERS if is_compared else own
    hatch = "/" if is_open else ""  # as everything of a period that still runs
    actual = Series(
        canvas.words.of("actual"),
        [one.value for one in shown],
        main + hatch,
        looks={at: own + hatch for at, one in enumerate(shown) if one.is_own and is_compared},
        labels=[at for at, one in enumerate(shown) if one.value is not None],
        inside=inside,
        texts=texts,
        low=[one.low if at in inside else None for at, one in enumerate(shown)] if inside else (),
        high=[one.high if at in inside else None for at, one in enumerate(shown)] if inside else (),
    )
    if not has_before:
        return [actual]
    before = Series(
        canvas.words.before,
        [one.before for one in shown],
        mixed(main, 0.55),
        looks={at: mixed(own, 0.55) for at, one in enumerate(shown) if one.is_own and is_compared},
    )
    return [actual, before]


def _ends(canvas: Canvas, bars: Bars, shown: tuple[Bar, ...], size: float, width: float) -> tuple[float, float]:
    """Ends of the axis with room for the printed values outside the bars, on the sides where bars reach."""
    values = [one for bar in shown for one in (bar.value, bar.before, bar.high, bar.low) if one is not None]
    bottom, top = min([*values, 0.0]), max([*values, 0.0])
    if top == bottom:
        top = 1.0
    label = max(fit.width(clean(one.text), size, bold=True) for one in shown) + 12
    sides = (top > 0) + (bottom < 0)
    share = min(0.3, label / width)
    reach = (top - bottom) / (1 - sides * share)
    return bottom - (share * reach if bottom < 0 else 0.0), top + (share * reach if top > 0 else 0.0)


def _label(bar: Bar, size: float, room: float) -> str:
    """The name, and "n/a" behind it where nothing is known: a bar without length would say zero."""
    name = clean(bar.label) or "–"
    if bar.value is None and bar.text:
        said = f" ({clean(bar.text)})"
        return fit.shortened(name, size, room - fit.width(said, size)) + said
    return fit.shortened(name, size, room)


def _code(canvas: Canvas, bars: Bars) -> str:
    """The format of the values; with its sign where the model writes one (what a change is made of)."""
    code = plot.code_of(bars.unit, bars.decimals, canvas.words.language)
    signed = any(one.text.startswith("+") for one in bars.bars)
    if not signed:
        return code
    positive, negative = code.split(";")
    marked, _, number = positive.rpartition("]")
    return f'{marked}{"]" if marked else ""}"+"{number};{negative};{positive}'


def _whole(canvas: Canvas, value: float) -> str:
    from locales import numbers

    return numbers.number(value, canvas.words.language)
