"""The weekly report as a presentation of six slides, one message each; a long scorecard goes on on further ones."""

from __future__ import annotations

from collections.abc import Callable

from reports.slides import cover, pages, scorecard
from reports.slides.canvas import LANGUAGES, Canvas, Words
from reports.slides.frame import begin, finish, saved
from reports.slides.notes import edited, tell_figure, tell_message
from reports.slides.template import opened
from reports.style import Style
from reports.weekly.model import Report

_DRAWN: dict[str, Callable[[Canvas, Report], None]] = {
    "cover": cover.draw,
    "scorecard": lambda canvas, report: scorecard.draw(canvas, scorecard.spread(canvas.room, report)[0]),
    "why": pages.why,
    "watch": pages.watch,
    "competitors": pages.competitors,
    "follow_up": pages.follow_up,
}


def pptx(report: Report, *, style: Style | None = None, template: bytes | None = None) -> bytes:
    """The bytes of a .pptx file, the same for the same report, style and template.

    `template`: a .pptx or .potx of the organisation, whose slides are left out and whose layouts are drawn on. Raises
    Refusal for one that is no presentation or has no layout with a title and a body.
    """
    style = style or Style()
    stage = opened(template, style)
    words = words_of(report, style)
    made = []
    for page, draw in _DRAWN.items():
        message = report.message(page)
        title = message.text or words.of(page) or report.brand
        sample = words.of("demonstration") if report.is_demonstration else ""
        role = report.role_label if page == "cover" else ""
        parts = (report.brand, sample, report.period_text, report.compared_text, role)
        kicker = " · ".join(part for part in parts if part)
        canvas = begin(stage, words, title, head=words.of(page), kicker=kicker)
        tell_message(canvas, report, message)
        canvases = [canvas]
        if page == "scorecard":
            parts = scorecard.spread(canvas.room, report)
            scorecard.draw(canvas, parts[0])
            for at, lines in enumerate(parts[1:], start=2):
                told = _continued(words, at, len(parts))
                canvases.append(begin(stage, words, f"{title} ({told})", head=words.of(page), kicker=kicker))
                scorecard.draw(canvases[-1], lines)
        else:
            draw(canvas, report)
        if page == "cover":
            for figure in report.figures:
                tell_figure(canvas, figure)
        footer = " · ".join(part for part in (edited(canvas, message), style.footer, report.footer) if part)
        made += [(one, footer) for one in canvases]
    for number, (canvas, footer) in enumerate(made, start=1):
        page_text = words.of("page").replace("{number}", str(number)).replace("{total}", str(len(made)))
        finish(canvas, footer=footer, page=page_text or f"{number} / {len(made)}")
    return saved(
        stage.presentation,
        title=f"{report.brand} – {report.period_text}",
        author=report.brand,
        language=LANGUAGES[words.language],
        created_at=report.created_at,
    )


def _continued(words: Words, number: int, total: int) -> str:
    """'continued, 2 of 2'."""
    told = words.of("continued") or "{number} / {total}"
    return told.replace("{number}", str(number)).replace("{total}", str(total))


def words_of(report: Report, style: Style) -> Words:
    """The words of a report, and the name of the period that it is compared with."""
    labels = dict(report.labels)
    before = labels.get("before") or report.compared_text
    return Words(report.language if report.language in LANGUAGES else "en", labels, style, before)
