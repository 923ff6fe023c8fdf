"""What changed and why, the watch, the competitors, and what follows: a picture beside its tables."""

from __future__ import annotations

from reports.paper import items
from reports.paper.bars import bars
from reports.paper.columns import columns
from reports.paper.frame import BOTTOM, GAP, INNER, MARGIN, TOP, Frame, head, joined
from reports.paper.items import INK, MUTED, Item
from reports.paper.tables import largest, stacked, table

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
    left = INNER * 0.48 - GAP / 2
    x, w = MARGIN + left + GAP, INNER - left - GAP
    if report.watch is None:
        found += _absent(frame, report.state.sentence, MARGIN, left)
    else:
        found += columns(frame, report.watch, MARGIN, TOP, left, HIGH)
    return found + stacked(frame, (report.episodes, report.mentions), x, TOP, w, HIGH, most=3)


def competitors(frame: Frame) -> list[Item]:
    """The brands that are compared, and what else is known of them."""
    left = INNER * 0.54 - GAP / 2
    x, w = MARGIN + left + GAP, INNER - left - GAP
    report = frame.report
    beside = tuple(one for one in (report.voices, report.comparison) if one.columns)
    size = largest(frame, beside, w, HIGH, (20, 19, 18, 17, 16))
    return [
        *head(frame, "competitors"),
        *bars(frame, frame.report.competitors, MARGIN, TOP, left, HIGH),
        *stacked(frame, beside, x, TOP, w, HIGH, size=size),
    ]


def follow_up(frame: Frame) -> list[Item]:
    """Objectives at risk, actions, annotations, and what the figures rest on."""
    report = frame.report
    w = (INNER - GAP) / 2
    right, found = MARGIN + w + GAP, head(frame, "follow_up")
    left = (report.at_risk, report.actions, report.annotations)
    found += stacked(frame, left, MARGIN, TOP, w, HIGH, size=largest(frame, left, w, HIGH, (18, 17, 16)))
    facts = _facts(frame, right, w)
    top = min((one["y"] for one in facts), default=BOTTOM)
    return [*found, *table(frame, report.methods, right, TOP, w, top - TOP - 14, size=15, most=2), *facts]


def _facts(frame: Frame, x: float, w: float) -> list[Item]:
    """How figures are made, the day that the data reach to, their completeness: from the lower edge upwards."""
    report = frame.report
    words = joined(
        f"{frame.word('data_date')} {report.data_date_text}".strip() if report.data_date_text else "",
        f"{frame.word('completeness')} {report.completeness_text}".strip() if report.completeness_text else "",
        f"{frame.word('definitions')} {report.definitions[:12]}".strip(),
    )
    found = frame.text(words, x, 0, w, size=14, fill=INK, link=report.links)
    high = items.below(found, 0)
    for note in report.method_notes:
        made = [items.moved(one, 0, high + 3) for one in frame.text(note, x, 0, w, size=14, fill=MUTED, most=3)]
        if items.below(made, high) > HIGH * 0.45:
            break
        found += made
        high = items.below(found, 0)
    return [items.moved(one, 0, BOTTOM - high) for one in found]


def _absent(frame: Frame, words: str, x: float, w: float) -> list[Item]:
    return frame.text(words or "–", x, TOP + 8, w, size=20, fill=MUTED, most=6)
