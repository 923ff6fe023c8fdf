"""The cover: the state of the week in one sentence, and the director's eight figures."""

from __future__ import annotations

from charts.ink import LIGHT
from reports.paper import items, signs, small
from reports.paper.frame import BOTTOM, INNER, MARGIN, Frame, edited, joined, legend, logo_at
from reports.paper.items import FAINT, MUTED, Item
from reports.style import level_colours
from reports.weekly.model import Figure

ACROSS, DOWN, SPACE = 4, 2, 16.0
SIDE = 16.0  # from the edge of a card to its texts


def cover(frame: Frame) -> list[Item]:
    """The page, without its foot."""
    report = frame.report
    found = frame.text(report.brand, MARGIN, 22, INNER - 250, size=38, bold=True)
    found += frame.text(
        joined(report.role_label, report.period_text, report.compared_text),
        MARGIN, 72, INNER - 250, size=19, fill=MUTED,
    )  # fmt: skip
    found += logo_at(frame, 24, 60)
    found.append(items.rect(MARGIN, 106, INNER, 2, frame.accent))
    found += _state(frame, 116)
    found += edited(frame, "cover", 273)
    found += frame.text(
        report.message("cover").text, MARGIN, 185, INNER, size=33, bold=True, most=2, tag="h1", balance=True
    )
    found += frame.text(
        frame.word("figures"), MARGIN, 272, INNER / 2 - 20, size=17, bold=True, fill=frame.accent, tag="h2"
    )
    found += _legend(frame)
    top = 300.0
    wide = (INNER - SPACE * (ACROSS - 1)) / ACROSS
    high = (BOTTOM - top - SPACE * (DOWN - 1)) / DOWN
    for index, figure in enumerate(report.figures[: ACROSS * DOWN]):
        x, y = MARGIN + index % ACROSS * (wide + SPACE), top + index // ACROSS * (high + SPACE)
        found.append(items.rect(x, y, wide, high, "#FFFFFF", stroke="#CBD5E1", thick=1, radius=6))
        found += card(frame, figure, x + SIDE, y, wide - 2 * SIDE)
    return found


def _legend(frame: Frame) -> list[Item]:
    """What the lines of the cards are, beside their heading."""
    shown = [point for figure in frame.report.figures[: ACROSS * DOWN] for point in figure.history]
    entries = []
    if shown:
        entries.append(([items.path([(0, 9), (22, 9)], stroke=frame.accent, thick=2)], frame.word("actual")))
    if any(point.target is not None for point in shown):
        entries.append(([items.path([(0, 9), (22, 9)], stroke=LIGHT.target, thick=1.4)], frame.word("target")))
    x = MARGIN + frame.wide(frame.word("figures"), 17, bold=True) + 30
    return legend(frame, entries, x, 273, MARGIN + INNER / 2 - x)


def _state(frame: Frame, y: float) -> list[Item]:
    """The level of the watch: colour, shape and word, and its sentence."""
    state, high = frame.report.state, 64.0
    fill, ink = level_colours(state.level)
    word = frame.wide(state.word, 26, bold=True)
    left = MARGIN + 62 + min(word, 260) + 24
    room = MARGIN + INNER - 20 - left
    sentence = frame.text(state.sentence, left, 0, room, size=19, fill=ink)
    if frame.wide(state.sentence, 19) > room:
        sentence = frame.text(state.sentence, left, 0, room, size=17, fill=ink, most=2)
    return [
        items.rect(MARGIN, y, INNER, high, fill, radius=6),
        *signs.level(state.level, MARGIN + 22, y + 20, 24, ink),
        *frame.text(state.word, MARGIN + 62, y + 15, min(word, 260), size=26, bold=True, fill=ink),
        *[items.moved(one, 0, y + (high - one["h"]) / 2) for one in sentence],
    ]


def card(frame: Frame, figure: Figure, x: float, y: float, w: float) -> list[Item]:
    """A figure from top to bottom: name, value and its history, change, last year, verdict, what it rests on."""
    found = frame.text(figure.label, x, y + 10, w, size=19, bold=True, link=figure.link, tag="h3")
    value = min(frame.wide(figure.text, 42, bold=True), w)
    size = 42.0 if frame.wide(figure.text, 42, bold=True) <= w else 26.0
    spark = w - value - 20
    found += frame.text(figure.text, x, y + 33, w if spark < 80 else value, size=size, bold=True)
    if spark >= 80:
        wide = min(160.0, spark)
        found += small.sparkline(frame, figure, x + w - wide, y + 34, wide, 52)
    found += _change(frame, figure, x, y + 87, w)
    at = y + 157
    found.append(items.rect(x, at, w, 1, FAINT))
    found += signs.status(figure.status, x, at + 9, 15)
    found += frame.text(joined(figure.status_text, figure.gap_text), x + 23, at + 4, w - 23, size=18, bold=True)
    at += 27
    found += frame.text(figure.target_text, x, at, w, size=17, fill=MUTED)
    if figure.target_text:
        at += 21
    interval = f"{frame.word('interval')} {figure.interval_text}".strip() if figure.interval_text else ""
    rests = joined(interval, figure.n_text, figure.days)
    under = rests
    if figure.status == "undecided" and figure.reason:
        under = figure.reason
    elif figure.status == "unjudged":  # its sample is what it has
        under = joined(rests, figure.reason)
    return found + frame.text(under, x, at, w, size=14, fill=MUTED, most=3)


def _change(frame: Frame, figure: Figure, x: float, y: float, w: float) -> list[Item]:
    """The change and what it is counted from, beside one another where there is room; then the year before."""
    found, at = [], y
    moved = figure.arrow_text or figure.change_text
    if moved:
        words = _against(frame, figure.compared_with)
        change = min(frame.wide(moved, 18, bold=figure.is_clear), w)
        found += frame.text(moved, x, at, change, size=18, bold=figure.is_clear)
        beside = w - change - 8
        if frame.wide(words, 16) <= beside:
            found += frame.text(words, x + change + 8, at + 1.5, beside, size=16, fill=MUTED)
        else:
            at += 22
            if frame.wide(words, 16) > w:
                words = f"Δ {figure.compared_with}"
            found += frame.text(words, x, at, w, size=16, fill=MUTED)
        at += 23
    return found + frame.text(figure.year_text, x, at, w, size=16, fill=MUTED)


def _against(frame: Frame, period: str) -> str:
    words = frame.word("against", "{period}")
    return words.replace("{period}", period) if period else ""
