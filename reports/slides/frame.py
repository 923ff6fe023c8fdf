"""What every slide has: its title in the template's own placeholder, a line of context, a footer, the notes."""

from __future__ import annotations

import io
from typing import Any

from reports.package import moment_of, settled
from reports.slides import fit
from reports.slides.canvas import LANGUAGES, SMALL, Canvas, Para, Words
from reports.slides.template import POINT, Place, Stage
from reports.texts import clean, is_right_to_left

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HEAD, _FOOT = 26.0, 20.0  # units above and below the contents
_LEAST = 16.0  # of a title, in units
_INSETS = {"lIns": 91440, "rIns": 91440, "tIns": 45720, "bIns": 45720}  # where nothing else is said, in EMU


def begin(stage: Stage, words: Words, title: str, *, head: str, kicker: str) -> Canvas:
    """A new slide with its title and line of context, and the room that is left between that and the footer."""
    size = stage.presentation
    scale = min(size.slide_height / POINT / 540, size.slide_width / POINT / 720)
    slide = size.slides.add_slide(stage.layout)
    for one in list(slide.placeholders):
        if one.placeholder_format.type.name not in ("TITLE", "CENTER_TITLE"):
            one._element.getparent().remove(one._element)
    body = Place(*(value / scale for value in (stage.body.x, stage.body.y, stage.body.width, stage.body.height)))
    canvas = Canvas(slide, stage, words, scale, body)
    logo = _logo(canvas) if not stage.is_own else 0.0
    _title(canvas, title, logo)
    line = Place(body.x, body.y, body.width, SMALL * fit.LINE + 2)
    wide = min(0.4 * body.width, fit.width(clean(head), SMALL, bold=True) + 14) if head else 0.0
    if head:
        said = [Para(head, SMALL, bold=True, colour=words.style.accent)]
        canvas.text(Place(line.x, line.y, wide, line.height), said, name=head)
    if kicker:
        said = [Para(kicker, SMALL, colour=words.ink.muted)]
        canvas.text(Place(line.x + wide, line.y, line.width - wide, line.height), said, name=kicker)
    canvas.room = Place(body.x, body.y + _HEAD, body.width, body.height - _HEAD - _FOOT)
    return canvas


def finish(canvas: Canvas, *, footer: str, page: str) -> None:
    """Footer, notes, and the language of every text."""
    room, muted = canvas.room, canvas.words.ink.muted
    top = room.y + room.height + _FOOT - SMALL * fit.LINE - 1
    wide = fit.width(clean(page), SMALL) + 2 if page else 0.0
    high = SMALL * fit.LINE + 1
    if footer:
        said = [Para(footer, SMALL, colour=muted)]
        canvas.text(Place(room.x, top, room.width - wide - 12, high), said, name=footer)
        canvas.note(footer)
    if page:
        canvas.text(
            Place(room.x + room.width - wide, top, wide, high), [Para(page, SMALL, colour=muted, align="r")], name=page
        )
    canvas.slide.notes_slide.notes_text_frame.text = "\n".join(canvas.notes)
    for part in (canvas.slide, canvas.slide.notes_slide):
        _speak(part._element, LANGUAGES[canvas.words.language])
    for one in canvas.slide.notes_slide.shapes:
        canvas.described(one, one.name, one.name)


def _title(canvas: Canvas, text: str, logo: float) -> None:
    """The message in the placeholder of the title: as large as the template writes it, smaller where it needs to be."""
    from pptx.util import Emu, Pt

    stage, slide = canvas.stage, canvas.slide
    shape = slide.shapes.title
    place = Place(stage.title.x, stage.title.y, stage.title.width - logo * canvas.scale, stage.title.height)
    is_inside = (
        0 <= shape.left <= shape.left + shape.width <= stage.presentation.slide_width
        and 0 <= shape.top <= shape.top + shape.height <= stage.presentation.slide_height
    )
    if logo or not is_inside:
        shape.left, shape.top = Emu(round(place.x * POINT)), Emu(round(place.y * POINT))
        shape.width, shape.height = Emu(round(place.width * POINT)), Emu(round(place.height * POINT))
    look = _inherited(stage)
    room = (place.width - (look["lIns"] + look["rIns"]) / POINT) / fit.ratio_of(stage.fonts[0])
    if (look["tIns"] + look["bIns"]) / POINT > 0.5 * place.height:
        look |= {"tIns": 0, "bIns": 0}
    high = place.height - (look["tIns"] + look["bIns"]) / POINT
    size, least = look["sz"] / 100, _LEAST * canvas.scale
    said = clean(text).upper() if look["cap"] else clean(text)
    while size > least and fit.height(said, size, room, bold=True) > high:
        size -= 1
    size = min(size, high / fit.LINE)
    most = max(1, int((high + 0.01) / (size * fit.LINE)))
    cut = fit.shortened(said, size, room, most=most, bold=True)
    frame = shape.text_frame
    properties = frame._txBody.bodyPr
    for child in list(properties):
        properties.remove(child)
    properties.append(properties.makeelement(f"{_A}noAutofit"))
    for side in _INSETS:
        properties.set(side, str(look[side]))
    paragraph = frame.paragraphs[0]
    paragraph.line_spacing = Pt(round(size * fit.LINE, 2))
    paragraph.space_before = paragraph.space_after = Pt(0)
    run = paragraph.add_run()
    run.text = cut if look["cap"] else fit.shortened(text, size, room, most=most, bold=True)
    run.font.size = Pt(round(size, 1))
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    canvas.described(shape, "Title", text)


def _inherited(stage: Stage) -> dict[str, int]:
    """Size, margins and capitals of a title, as layout and master say it."""
    master = stage.layout.slide_master
    chain = [
        one
        for owner in (stage.layout, master)
        for one in owner.placeholders
        if one.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")
    ]
    found: dict[str, int] = {}
    for one in chain:
        body = one._element.find(f".//{_A}bodyPr")
        for side in _INSETS:
            if body is not None and body.get(side) is not None:
                found.setdefault(side, int(body.get(side)))
    texts = [one._element.find(f".//{_A}lstStyle/{_A}lvl1pPr/{_A}defRPr") for one in chain]
    texts.append(master.element.find(f".//{{{master.element.nsmap['p']}}}titleStyle/{_A}lvl1pPr/{_A}defRPr"))
    for text in texts:
        if text is not None and text.get("sz"):
            found.setdefault("sz", int(text.get("sz")))
        if text is not None and text.get("cap"):
            found.setdefault("cap", int(text.get("cap") == "all"))
    return {**_INSETS, "sz": 2800, "cap": 0, **found}


def _logo(canvas: Canvas) -> float:
    """The organisation's logo at the top right of our own template; returns the width that the title leaves to it."""
    logo = canvas.words.style.logo
    if not logo:
        return 0.0
    from pptx.util import Emu

    stage, unit = canvas.stage, canvas.scale * POINT
    try:
        picture = canvas.slide.shapes.add_picture(io.BytesIO(logo), 0, 0)
    except Exception:  # what is no picture was refused where it was given; a report is not held up by it
        return 0.0
    high = 36.0
    share = min(high * unit / picture.height, 130.0 * unit / picture.width)
    picture.width, picture.height = Emu(int(picture.width * share)), Emu(int(picture.height * share))
    right = (stage.title.x + stage.title.width) * POINT
    picture.left, picture.top = Emu(int(right - picture.width)), Emu(int(stage.title.y * POINT))
    canvas.described(picture, "Logo", "Logo")
    return picture.width / unit + 16


def _speak(element: Any, language: str) -> None:
    """Say the language of every run and paragraph end, for the reader's spelling and voice."""
    for run in element.iter(f"{_A}r", f"{_A}fld"):
        properties = run.find(f"{_A}rPr")
        if properties is None:
            properties = run.makeelement(f"{_A}rPr")
            run.insert(0, properties)
        properties.set("lang", language)
    for end in element.iter(f"{_A}endParaRPr"):
        end.set("lang", language)


def saved(presentation: Any, *, title: str, author: str, language: str, created_at: str) -> bytes:
    """The bytes of a .pptx file, which depend on nothing but the report. `created_at`: ISO 8601, in the time zone of the store."""
    moment = moment_of(created_at)
    properties = presentation.core_properties
    properties.title = clean(title)[:255]
    properties.author = properties.last_modified_by = clean(author)[:255]
    properties.language = language
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision, properties.version, properties.identifier = 1, "", ""
    out = io.BytesIO()
    presentation.save(out)
    return settled(out.getvalue(), moment)
