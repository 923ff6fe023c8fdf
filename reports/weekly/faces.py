"""The faces of a report: each draws the frozen model as a file, or as one file per page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from data.reports import settings
from data.reports.outbox import File
from data.store import Store
from kpis.engine.periods import Period
from reports.email import page, plain
from reports.mentions_file import slug
from reports.paper import weekly as paper
from reports.slides import deck
from reports.style import Style
from reports.weekly import figures_file
from reports.weekly.model import Report, digest_of
from reports.weekly.request import code_of

PLAIN = Style()
Drawn = bytes | dict[str, bytes]  # a file, or one per page by the page's name


@dataclass(frozen=True)
class Look:
    """How an organisation's reports look. `template`: the bytes of its .pptx or .potx; None for slides of our own."""

    style: Style = PLAIN
    template: bytes | None = None


def look_of(store: Store) -> Look:
    """The look that Settings hold: what they leave open is the product's own."""
    kept = settings.style(store)
    style = Style(
        accent=kept.colours[0] if kept.colours else PLAIN.accent,
        font=kept.font or PLAIN.font,
        logo=settings.file(store, "logo"),
        footer=kept.footer,
    )
    return Look(style, settings.file(store, "template") or None)


def _json(report: Report, _look: Look) -> Drawn:
    """The frozen model itself, for programs."""
    return json.dumps(asdict(report), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False).encode()


def _pdf(report: Report, look: Look) -> Drawn:
    return paper.pdf(report, style=look.style)


def _png(report: Report, look: Look) -> Drawn:
    return _numbered(paper.pages_png(report, style=look.style))


def _svg(report: Report, look: Look) -> Drawn:
    return _numbered(paper.pages_svg(report, style=look.style))


def _pptx(report: Report, look: Look) -> Drawn:
    return deck.pptx(report, style=look.style, template=look.template)


def _html(report: Report, look: Look) -> Drawn:
    return page.html(report, look.style)


def _text(report: Report, _look: Look) -> Drawn:
    return plain.text(report).encode()


def _table(form: str) -> Callable[[Report, Look], Drawn]:
    """The figures of the report, and the periods of their charts, in two files of a form."""

    def draw(report: Report, _look: Look) -> Drawn:
        return {"figures": figures_file.figures(report, form), "history": figures_file.history(report, form)}

    return draw


def _workbook(report: Report, _look: Look) -> Drawn:
    return figures_file.figures(report, "xlsx")


def _numbered(pages: list[bytes]) -> dict[str, bytes]:
    return {str(number): content for number, content in enumerate(pages, start=1)}


# name -> suffix, media type, function: in the order in which they are offered
FACES: dict[str, tuple[str, str, Callable[[Report, Look], Drawn]]] = {
    "pdf": (".pdf", "application/pdf", _pdf),
    "pptx": (".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", _pptx),
    "png": (".png", "image/png", _png),
    "svg": (".svg", "image/svg+xml", _svg),
    "html": (".html", "text/html", _html),
    "text": (".txt", "text/plain", _text),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
    "csv": (".csv", "text/csv", _table("csv")),
    "parquet": (".parquet", "application/vnd.apache.parquet", _table("parquet")),
    "json": (".json", "application/json", _json),
}
DELIVERED = ("pdf", "pptx", "html", "text", "xlsx")  # what leaves by itself: a reader wants no eighteen files


def files_of(report: Report, faces: tuple[str, ...] = (), look: Look | None = None) -> tuple[File, ...]:
    """The files of a report: 'velmont_2026-W46_fr.pptx', of a page 'velmont_2026-W46_fr_1.png'. `faces`: () for all.

    Raises KeyError for a face that there is not, Refusal for a template that no slide can be drawn on.
    """
    found = []
    for name in faces or tuple(FACES):
        suffix, media_type, draw = FACES[name]
        drawn = draw(report, look or Look())
        if isinstance(drawn, bytes):
            found.append(File(f"{stem_of(report)}{suffix}", media_type, drawn))
        else:
            found.extend(
                File(f"{stem_of(report)}_{page}{suffix}", media_type, content) for page, content in drawn.items()
            )
    return tuple(found)


def stem_of(report: Report) -> str:
    """'velmont_2026-W46_fr'; of a comparison both periods."""
    names = [code_of(_period(report.since, report.until))]
    if report.kind == "comparison":
        names.append(code_of(_period(report.compared_since, report.compared_until)))
    return f"{_brand(report.brand)}_{'_vs_'.join(names)}_{report.language}"


def _brand(name: str) -> str:
    """The brand in a file's name; one without Latin letters is told apart by its hash."""
    plain = slug(name)
    return f"{plain}-{digest_of(name)[:6]}" if plain == "brand" and name.lower() != "brand" else plain


def _period(since: str, until: str) -> Period:
    return Period(date.fromisoformat(since), date.fromisoformat(until))
