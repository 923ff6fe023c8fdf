"""What changed and why, the watch, the competitors, and what follows: a picture beside its tables."""

from __future__ import annotations

from reports.paper import items
from reports.paper.bars import bars
from reports.paper.columns import columns
from reports.paper.frame import BOTTOM, GAP, INNER, MARGIN, TOP, Frame, head, joined
from reports.paper.items import MUTED, Item
from reports.paper.tables import table

HIGH = BOTTOM - TOP


def why(frame: Frame) -> list[Item]:
    """The figure that moved most, and what its change is made of."""
    report, found = frame.report, head(frame, "why")
    left = INNER * 0.6 - GAP / 2
    x, w = MARGIN + left + GAP, INNER - left - GAP
    if report.why is None:
        found += _absent(frame, report.cause or report.parts.absence, MARGIN, left)
    else:
        found += columns(frame, report.why, MARGIN, TOP, left, HIGH)
    cause = frame.text(report.cause, x + 16, 0, w - 32, size=19, bold=True, most=3) if report.why is not None else []
    room = cause[0]["h"] + 28 if cause else 0
    parts = bars(frame, report.parts, x, TOP, w, HIGH - room - (24 if cause else 0))
    found += parts
    if cause:
        y = items.below(parts, TOP) + 24
        found += [items.rect(x, y, w, room, "#F1F5F9", radius=6), *[items.moved(one, 0, y + 14) for one in cause]]
    return found


def watch(frame: Frame) -> list[Item]:
    """The days of the watch, its episodes and the mentions most seen."""
    report, found = frame.report, head(frame, "watch")
    left = INNER * 0.54 - GAP / 2
    x, w = MARGIN + left + GAP, INNER - left - GAP
    if report.watch is None:
        found += _absent(frame, report.state.sentence, MARGIN, left)
    else:
        found += columns(frame, report.watch, MARGIN, TOP, left, HIGH)
    episodes = table(frame, report.episodes, x, TOP, w, HIGH * 0.36)
    y = items.below(episodes, TOP) + 26
    return [*found, *episodes, *table(frame, report.mentions, x, y, w, BOTTOM - y, most=3)]


def competitors(frame: Frame) -> list[Item]:
    """The brands that are compared, and what else is known of them."""
    left = INNER * 0.54 - GAP / 2
    x, w = MARGIN + left + GAP, INNER - left - GAP
    return [
        *head(frame, "competitors"),
        *bars(frame, frame.report.competitors, MARGIN, TOP, left, HIGH),
        *table(frame, frame.report.comparison, x, TOP, w, HIGH),
    ]


def follow_up(frame: Frame) -> list[Item]:
    """Objectives at risk, actions, annotations, and what the figures rest on."""
    report = frame.report
    w = (INNER - GAP) / 2
    right, found = MARGIN + w + GAP, head(frame, "follow_up")
    risk = table(frame, report.at_risk, MARGIN, TOP, w, HIGH * 0.46, size=15.5)
    y = items.below(risk, TOP) + 26
    actions = table(frame, report.actions, MARGIN, y, w, (BOTTOM - y) * 0.6, size=15.5)
    under = items.below(actions, y) + 26
    found += [*risk, *actions, *table(frame, report.annotations, MARGIN, under, w, BOTTOM - under, size=15.5)]
    facts = _facts(frame, right, w)
    return [*found, *table(frame, report.methods, right, TOP, w, HIGH - facts[1] - 20, size=15.5, most=3), *facts[0]]


def _facts(frame: Frame, x: float, w: float) -> tuple[list[Item], float]:
    """The day that the data reach to, their completeness, and what identifies the definitions."""
    report = frame.report
    words = joined(
        f"{frame.word('data_date')} {report.data_date_text}".strip() if report.data_date_text else "",
        f"{frame.word('completeness')} {report.completeness_text}".strip() if report.completeness_text else "",
        f"{frame.word('definitions')} {report.definitions[:12]}".strip(),
    )
    made = frame.text(words, x, 0, w, size=15, fill=MUTED, most=3, link=report.links)
    high = items.below(made, 0)
    return [items.moved(one, 0, BOTTOM - high) for one in made], high


def _absent(frame: Frame, words: str, x: float, w: float) -> list[Item]:
    return frame.text(words or "–", x, TOP + 8, w, size=20, fill=MUTED, most=6)
