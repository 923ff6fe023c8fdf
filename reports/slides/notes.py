"""What the speaker's notes say of a figure: everything that its place on the slide has no room for."""

from __future__ import annotations

from reports.slides.canvas import Canvas
from reports.texts import after_name, is_address
from reports.weekly.model import Figure, Message, Report


def tell_figure(canvas: Canvas, figure: Figure) -> None:
    """Its value with interval and sample, its change, target, verdict and reason; its definition; its evidence."""
    name = f"{figure.label} ({figure.channel})" if figure.channel else figure.label
    parts = (
        figure.text,
        figure.interval_text,
        figure.n_text,
        figure.days,
        figure.change_and_reference,
        figure.year_text,
        figure.target_text,
        figure.gap_text,
        figure.status_text,
        figure.reason,
    )
    canvas.note(
        f"{name}{after_name(canvas.words.language)}{' · '.join(part for part in parts if part)}", figure.definition
    )
    if is_address(figure.link):
        canvas.note(figure.link)


def tell_message(canvas: Canvas, report: Report, message: Message) -> None:
    """The message whole; who edited it, and what was written from the numbers."""
    canvas.note(message.text)
    if message.is_edited:
        canvas.note(edited(canvas, message), message.written)
    canvas.note(report.period_text, report.compared_text)


def edited(canvas: Canvas, message: Message) -> str:
    """'Message edited by Léa', '' for one that stands as it was written."""
    if not message.is_edited:
        return ""
    return canvas.words.of("edited").replace("{name}", message.edited_by)
