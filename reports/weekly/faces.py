"""The faces of a report: each draws the frozen model as a file, or as one file per page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from data.reports.outbox import File
from kpis.engine.periods import Period
from reports.mentions_file import slug
from reports.weekly.model import Report, digest_of
from reports.weekly.request import code_of

Drawn = bytes | dict[str, bytes]  # a file, or one per page by the page's name


def as_json(report: Report) -> bytes:
    """The frozen model itself, for programs."""
    return json.dumps(asdict(report), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False).encode()


# name -> suffix, media type, function: in the order in which they are offered
FACES: dict[str, tuple[str, str, Callable[[Report], Drawn]]] = {
    "json": (".json", "application/json", as_json),
}


def files_of(report: Report, faces: tuple[str, ...] = ()) -> tuple[File, ...]:
    """The files of a report: 'velmont_2026-W46_fr.pptx', of a page 'velmont_2026-W46_fr_1.png'. `faces`: () for all.

    Raises KeyError for a face that there is not.
    """
    found = []
    for name in faces or tuple(FACES):
        suffix, media_type, draw = FACES[name]
        drawn = draw(report)
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
