"""Horizontal bars: brands compared, each with its interval and the period before; and the parts of a change."""

from __future__ import annotations

from charts.ink import LIGHT
from reports import measure
from reports.paper import items
from reports.paper.frame import LEGEND, TITLE, Frame, legend, tint, titled
from reports.paper.items import INK, MUTED, Item
from reports.weekly.model import Bar, Bars

SIZE = 17.0
LEAST, MOST = 32.0, 150.0  # height of a row


def bars(frame: Frame, given: Bars, x: float, y: float, w: float, h: float) -> list[Item]:
    """Title, legend and picture of the bars, in a box; the sentence that says why where there are none."""
    found = titled(frame, given.title, x, y, w)
    if not given.bars:
        return found + frame.text(given.absence or "–", x, y + TITLE + 8, w, size=18, fill=MUTED, most=4)
    before, interval = _has(given, "before"), _has(given, "low")
    top = TITLE
    if before or interval:
        entries = []
        if before:
            entries.append(
                ([items.rect(0, 6, 22, 6, tint(frame.accent, 0.35))], frame.word("before", frame.report.compared_text))
            )
        if interval:
            entries.append(([items.path([(0, 8), (22, 8)], stroke=INK, thick=1.6)], frame.word("interval")))
        found += legend(frame, entries, x, y + TITLE, w)
        top += LEGEND
    room = h - top - 8
    count = min(len(given.bars), int(room / LEAST))
    more = frame.more(len(given.bars) - count)
    if more:
        count = max(1, int((room - 26) / LEAST))
        more = frame.more(len(given.bars) - count)
    pitch = min(MOST, (room - (26 if more else 0)) / count)
    shown = given.bars[:count]
    marks = _rows(frame, shown, w, pitch, is_open=given.is_open)
    alt = given.alt or " ; ".join(f"{one.label} {one.text}" for one in given.bars)
    found += items.picture(x, y + top + 8, w, pitch * count, marks, alt)
    if more:
        found += frame.text(more, x, y + top + 8 + pitch * count + 4, w, size=15, fill=MUTED)
    return found


def _has(given: Bars, field: str) -> bool:
    return any(getattr(one, field) is not None for one in given.bars)


def _rows(frame: Frame, shown: tuple[Bar, ...], w: float, pitch: float, *, is_open: bool) -> list[Item]:
    size = SIZE if pitch >= 40 else 15.0
    names = min(w * 0.32, max(frame.wide(one.label, size, bold=True) for one in shown))
    texts = min(w * 0.25, max(frame.wide(one.text or "–", size, bold=True) for one in shown))
    ends = [0.0]
    for one in shown:
        ends += [end for end in (one.value, one.low, one.high, one.before) if end is not None]
    low, high = min(ends), max(ends)
    start = names + 16 + (texts + 8 if low < 0 else 0)
    span = max(10.0, w - start - (texts + 10 if any((one.value or 0.0) >= 0 for one in shown) else 2))
    scale = span / ((high - low) or 1.0)

    def across(value: float) -> float:
        return start + (value - low) * scale

    marks: list[Item] = []
    lines = 2 if pitch >= 2 * size * measure.PITCH else 1
    for index, one in enumerate(shown):
        middle = pitch * (index + 0.5)
        name = frame.text(one.label, 0, 0, names, size=size, bold=one.is_own, most=lines, link=one.link, align="left")
        marks += [items.moved(item, 0, middle - item["h"] / 2) for item in name]
        marks += _bar(frame, one, across, middle, pitch, has_own=any(each.is_own for each in shown), is_open=is_open)
        value = one.value or 0.0
        far = max([value, *([one.high] if one.high is not None else [])])
        near = min([value, *([one.low] if one.low is not None else [])])
        left = across(near) - texts - 8 if value < 0 else across(max(0.0, far)) + 8
        marks += frame.text(
            one.text or "–", left, middle - size * 0.625, texts, size=size, bold=one.is_own or low < 0,
            align="right" if value < 0 else "left", fill=INK if one.value is not None else MUTED,
        )  # fmt: skip
    marks.append(items.rect(across(0) - 0.6, 0, 1.2, pitch * len(shown), INK))
    return marks


def _bar(frame: Frame, one: Bar, across, middle: float, pitch: float, *, has_own: bool, is_open: bool) -> list[Item]:
    thick, found = min(pitch * 0.48, 52.0), []
    if one.before is not None:
        found.append(
            items.rect(
                across(0),
                middle + thick * 0.18,
                across(one.before) - across(0),
                thick * 0.62,
                tint(frame.accent, 0.35) if one.is_own or not has_own else LIGHT.ranges[1],
            )
        )
    if one.value is not None:
        colour = frame.accent if one.is_own or (not has_own and one.value >= 0) else "#7C8794"
        look = {"fill": f"hatch:{colour}", "stroke": colour, "thick": 1.2} if is_open else {"fill": colour}
        found.append(items.rect(across(0), middle - thick / 2, across(one.value) - across(0), thick, **look))
    if one.low is not None and one.high is not None:
        ends = [(across(one.low), middle), (across(one.high), middle)]
        found.append(items.path(ends, stroke="#FFFFFF", thick=4))
        found.append(items.path(ends, stroke=INK, thick=1.8))
    return found
