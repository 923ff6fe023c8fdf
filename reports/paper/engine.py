"""Typst, called with data: pages of items to PDF, PNG or SVG. No network, no browser, no system library."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst

from reports import measure
from reports.paper.items import Item
from reports.style import FONT, FONTS

SHEET = Path(__file__).parent / "sheet.typ"
OURS = (FONT, "Noto Emoji", "Noto Sans Arabic", "Noto Sans Hebrew")  # in the order in which a sign is looked for


@dataclass(frozen=True)
class Sheet:
    """A document. `made`: its moment (ISO 8601), that of the data and never of the clock, so that it can be made again."""

    title: str
    language: str
    made: str
    pages: Sequence[Sequence[Item]]
    width: float = 1600
    height: float = 900
    paper: str = "#FFFFFF"
    family: str = FONT
    keywords: tuple[str, ...] = ()


_LINK = re.compile(rb'href="https?://[^"]*"')


def as_pdf(sheet: Sheet, *, archive: bool = False) -> bytes:
    """A tagged PDF: PDF/UA-1, which typst refuses to write where a picture has no text; with `archive` PDF/A-2a too."""
    standards = ["ua-1", "a-2a"] if archive else ["ua-1"]
    return _pdf(
        SHEET, _data(sheet), _said(sheet.pages), sheet.family, pdf_standards=standards, timestamp=_moment(sheet.made)
    )


def as_png(sheet: Sheet, scale: float = 1) -> list[bytes]:
    """A picture of each page, `scale` pixels per pixel of the page."""
    return _each(typst.compile(SHEET, format="png", ppi=72 * scale, **_drawing(sheet)))


def as_svg(sheet: Sheet) -> list[bytes]:
    """Each page as SVG; its letters are outlines, so that no font is needed."""
    return [_LINK.sub(_as_xml, page) for page in _each(typst.compile(SHEET, format="svg", **_drawing(sheet)))]


def _as_xml(link: re.Match[bytes]) -> bytes:
    """A link as XML holds it: typst 0.15 writes it as it is, and `&` alone makes the whole picture unreadable."""
    return link[0].replace(b"&", b"&amp;")


def _each(made: Any) -> list[bytes]:
    return list(made) if isinstance(made, list) else [made]


def flowing_pdf(template: Path, data: dict[str, Any]) -> bytes:
    """A tagged PDF (PDF/UA-1) of a template that lays its text out by itself. `data` has a title and a language."""
    texts = [one for one in _walked(data) if isinstance(one, str)]
    return _pdf(template, data, texts, FONT, pdf_standards=["ua-1"])


def _pdf(template: Path, data: dict[str, Any], texts: Iterable[str], family: str, **options: Any) -> bytes:
    """The PDF. Where typst takes a letter and its mark from two fonts after all, and finds none for one of them, the
    document has no marks that stand apart from their letter: a report without them is better than none."""
    every = list(texts)
    try:
        return typst.compile(template, format="pdf", **options, **_arguments(template, data, every, family))
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    bare = _without_marks(data)
    return typst.compile(
        template, format="pdf", **options, **_arguments(template, bare, map(_without_marks, every), family)
    )


def _without_marks(value: Any) -> Any:
    """The data without the marks that no composed letter holds, and without joiners, in every text but links."""
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value)
        return "".join(
            one for one in composed if unicodedata.category(one)[0] != "M" and unicodedata.category(one) != "Cf"
        )
    if isinstance(value, dict):
        return {key: one if key == "link" else _without_marks(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_marks(one) for one in value]
    return value


def _data(sheet: Sheet) -> dict[str, Any]:
    moment = _moment(sheet.made)
    pages = _levelled(sheet.pages)
    return {
        "title": measure.clean(sheet.title) or sheet.made,
        "language": sheet.language,
        "keywords": [measure.clean(one) for one in sheet.keywords],
        "made": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
        "width": sheet.width,
        "height": sheet.height,
        "paper": sheet.paper,
        "pages": pages,
    }


def _drawing(sheet: Sheet) -> dict[str, Any]:
    return _arguments(SHEET, _data(sheet), _said(sheet.pages), sheet.family)


def _arguments(template: Path, data: dict[str, Any], texts: Iterable[str], family: str) -> dict[str, Any]:
    """The arguments of a compilation. Fonts of the system are asked only for signs, or a family, that ours lack."""
    beyond, lost = _beyond(texts, family)
    fonts = [family, *OURS] if family != FONT and _has(family) else list(OURS)
    plain = {**(_replaced(data, lost) if lost else data), "fonts": fonts}
    return {
        "root": template.parent,
        "font_paths": _fonts(beyond or family != FONT),
        "sys_inputs": {"data": json.dumps(plain, ensure_ascii=True, separators=(",", ":"))},
    }


def undrawn(pages: Sequence[Sequence[Item]], family: str = FONT) -> tuple[str, ...]:
    """The signs of the pages' texts that no font of this machine draws."""
    return tuple(_beyond(_said(pages), family)[1])


def _beyond(texts: Iterable[str], family: str) -> tuple[bool, dict[str, str]]:
    """Whether any sign needs a font of the system; and those that none draws, with what stands in their place.

    A letter and the marks over it come from one font, so that each such group is tried as a whole: one that no font
    draws keeps its letter without the marks; a sign alone is `UNDRAWN`.
    """
    every = list(texts)
    beyond = set(measure.signs_beyond(every, family))
    doubtful = {group for text in every for group in _groups(text) if len(group) > 1 or group in beyond}
    lost = {}
    for group in sorted(doubtful):
        if not _is_drawn(group):
            is_letter = len(group) > 1 and not unicodedata.category(group[0]).startswith("M")
            lost[group] = group[0] if is_letter and _is_drawn(group[0]) else measure.UNDRAWN
    return bool(doubtful), lost


def _groups(text: str) -> Iterator[str]:
    """Each sign with the marks that follow it."""
    group = ""
    for sign in text:
        if group and not unicodedata.category(sign).startswith("M"):
            yield group
            group = ""
        group += sign
    if group:
        yield group


@cache
def _fonts(with_system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=with_system, include_embedded_fonts=False, font_paths=[FONTS])


def _has(family: str) -> bool:
    return family == FONT or family in _fonts(True).families()


@lru_cache(maxsize=5000)
def _is_drawn(signs: str) -> bool:
    """Whether a font, ours or one of the system, draws a sign with its marks: PDF/UA refuses a text that none does."""
    fonts = ", ".join(f'"{one}"' for one in OURS)
    source = f"#set document(title: [t])\n#set text(font: ({fonts}))\n#sys.inputs.signs".encode()
    try:
        typst.compile(
            source, format="pdf", pdf_standards=["ua-1"], font_paths=_fonts(True), sys_inputs={"signs": signs}
        )
    except typst.TypstError:
        return False
    return True


def _levelled(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """The pages with headings as PDF/UA wants them: the first one of level 1, none two levels below the one before."""
    found, before = [], 0
    for page in pages:
        found.append([])
        for one in page:
            tag = one.get("tag", "")
            if tag.startswith("h"):
                before = min(int(tag[1:]), before + 1)
                one = {**one, "tag": f"h{before}"}
            found[-1].append(one)
    return found


def _said(pages: Sequence[Sequence[Item]]) -> Iterator[str]:
    """Every text that is drawn."""
    for value in _walked(pages):
        if isinstance(value, dict) and value.get("kind") == "text":
            yield from value["lines"]


def _walked(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict):
        for one in value.values():
            yield from _walked(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _walked(one)


def _replaced(value: Any, lost: dict[str, str]) -> Any:
    """The data with the groups of signs that no font draws replaced in every text but links."""
    if isinstance(value, str):
        return "".join(lost.get(group, group) for group in _groups(value))
    if isinstance(value, dict):
        return {key: one if key == "link" else _replaced(one, lost) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_replaced(one, lost) for one in value]
    return value


def _moment(text: str) -> datetime:
    """A moment of the report, as the PDF's dates hold it; the PDF needs a zone, the model's is that of the store."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
