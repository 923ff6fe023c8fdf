"""The presentation that a report is drawn in: the organisation's own template without its slides, or our plain one.

A layout is found by its placeholders, never by its name or place: one with a title and a body. The body's place is
where charts and tables stand; the slide keeps the size of the template.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from data.sentences import Refusal
from reports.style import FONT, Style

DOCUMENT = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_OTHER_DOCUMENTS = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.presentationml\.(?:template|slideshow)\.main"
    r"|ms-powerpoint\.(?:presentation|template|slideshow)\.macroEnabled\.main)\+xml"
)
_MOST = 300_000_000  # bytes of a template when unpacked
_OLD = b"\xd0\xcf\x11\xe0"  # how a .ppt and a file with a password begin
_TITLES, _BODIES = ("TITLE", "CENTER_TITLE"), ("BODY", "OBJECT")
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_LEAST = 0.4  # of the slide's width and height, for a body
OFFICE_FONT = "Arial"  # every office has it, or one as wide; ours, which few have, would be replaced by any other
WIDE = (12192000, 6858000)  # 13.33 × 7.5 inches
POINT = 12700


@dataclass(frozen=True)
class Place:
    """A rectangle of a slide, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Stage:
    """An open presentation without slides, the layout of every slide, and where title and contents stand on it."""

    presentation: Any
    layout: Any
    title: Place
    body: Place
    is_own: bool  # the organisation's
    fonts: tuple[str, str]  # of titles and of texts


def opened(template: bytes | None, style: Style) -> Stage:
    """Raises Refusal for a file that is no presentation, or has no layout to draw on."""
    from pptx import Presentation  # imported late: only slides need it

    if template is None:
        presentation = Presentation()
        _plain(presentation, style)
    else:
        presentation = _read(template)
        _empty(presentation)
    size = presentation.slide_width, presentation.slide_height
    layout = _layout(presentation, size)
    title = _title(layout, size) or Place(0, 0, 0, 0)
    return Stage(presentation, layout, title, _place(_body(layout), size), template is not None, _fonts(layout))


def _read(template: bytes) -> Any:
    from pptx import Presentation

    if template.startswith(_OLD):
        raise Refusal(
            "The template is protected by a password or saved in the old format .ppt: save it as .pptx or .potx, "
            "without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            if sum(one.file_size for one in package.infolist()) > _MOST:
                raise Refusal("The template is larger than {most} MB when unpacked.", most=_MOST // 1_000_000)
        presentation = Presentation(io.BytesIO(_as_document(template)))
        presentation.slide_layouts, presentation.slide_width  # noqa: B018  # read what a damaged file lacks
    except Refusal:
        raise
    except Exception as error:  # whatever a damaged file breaks in zipfile, lxml or python-pptx
        raise Refusal(
            "The template is not a presentation that can be read (.pptx or .potx), or the file is damaged."
        ) from error
    if not presentation.slide_width or not presentation.slide_height:
        raise Refusal("The template does not say how large its slides are.")
    return presentation


def _as_document(template: bytes) -> bytes:
    """The package as a presentation: a .potx, a show or one with macros differs by the content type of its main part."""
    source, target = zipfile.ZipFile(io.BytesIO(template)), io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for one in source.infolist():
            content = source.read(one)
            if one.filename == "[Content_Types].xml":
                content = _OTHER_DOCUMENTS.sub(DOCUMENT, content.decode("utf-8")).encode()
            package.writestr(one.filename, content)
    return target.getvalue()


def _empty(presentation: Any) -> None:
    """Take away the slides of a template, what names them, its macros and its thumbnail."""
    element, part = presentation.element, presentation.part
    slides = element.sldIdLst
    for one in list(slides) if slides is not None else []:
        part.drop_rel(one.rId)
        slides.remove(one)
    for tag in ("custShowLst", "extLst"):  # shows and sections name slides; PowerPoint would offer to repair the file
        for one in element.findall(f"{{{element.nsmap['p']}}}{tag}"):
            element.remove(one)
    for owner in (part, part.package):
        for key, link in list(owner._rels.items()):
            if link.reltype.endswith(("/vbaProject", "/thumbnail")):
                owner._rels.pop(key)
    _rename_linked_slides(part)


def _rename_linked_slides(part: Any) -> None:
    """A slide that a layout's button leads to stays: under a name that no new slide gets."""
    from pptx.opc.packuri import PackURI

    for number, one in enumerate(part.package.iter_parts()):
        if re.fullmatch(r"/ppt/slides/slide\d+\.xml", str(one.partname)):
            one.partname = PackURI(f"/ppt/slides/slide{9000 + number}.xml")


def _layout(presentation: Any, size: tuple[int, int]) -> Any:
    """The layout with a title and the largest body, one body before several; the title of a slide before a centred one."""
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    titled = [layout for layout in layouts if _title(layout, size) is not None]
    if not layouts:
        raise Refusal("The template has no layout: add one with a title and a body, or use the plain template.")
    if not titled:
        raise Refusal("No layout of the template has a placeholder for a title: add one with a title and a body.")
    found = [layout for layout in titled if _body(layout) is not None and _is_large(_place(_body(layout), size), size)]
    if not found:
        raise Refusal(
            "No layout of the template has a title and a body of at least {least} % of the slide's width and height: "
            "the charts would have no place.",
            least=round(100 * _LEAST),
        )
    return max(found, key=lambda layout: _preference(layout, size))


def _preference(layout: Any, size: tuple[int, int]) -> tuple[bool, bool, bool, float]:
    kinds = [_kind(one) for one in layout.placeholders]
    place = _place(_body(layout), size)
    title = _title(layout, size) or place
    is_above = title.y + title.height <= place.y + 0.1 * place.height
    return is_above, sum(kind in _BODIES for kind in kinds) == 1, "TITLE" in kinds, place.width * place.height


def _title(layout: Any, size: tuple[int, int]) -> Place | None:
    """Where a layout has its title; None without one that a line fits in."""
    found = [_place(one, size) for one in layout.placeholders if _kind(one) in _TITLES]
    large = [one for one in found if one.width >= 0.2 * size[0] / POINT and one.height >= 0.04 * size[1] / POINT]
    return large[0] if large else None


def _body(layout: Any) -> Any:
    bodies = [one for one in layout.placeholders if _kind(one) in _BODIES]
    return max(bodies, key=lambda one: (one.width or 0) * (one.height or 0), default=None)


def _is_large(place: Place, size: tuple[int, int]) -> bool:
    return place.width >= _LEAST * size[0] / POINT and place.height >= _LEAST * size[1] / POINT


def _kind(placeholder: Any) -> str:
    """The kind of a placeholder; of one whose text runs from top to bottom, none that is drawn on."""
    is_turned = any(one.get("orient") == "vert" for one in placeholder._element.iter(f"{{{_P}}}ph"))
    return "" if is_turned else placeholder.placeholder_format.type.name


def _fonts(layout: Any) -> tuple[str, str]:
    """The fonts of the theme for titles and for texts; "" where it names none."""
    links = layout.slide_master.part.rels.values()
    theme = next((one.target_part.blob for one in links if one.reltype.endswith("/theme")), b"").decode(
        "utf-8", "replace"
    )
    found = [re.search(rf'<a:{kind}Font>\s*<a:latin [^>]*?typeface="([^"]*)"', theme) for kind in ("major", "minor")]
    return tuple(one.group(1) if one else "" for one in found)  # type: ignore[return-value]


def _place(shape: Any, size: tuple[int, int]) -> Place:
    """Where a placeholder stands, as far as that is on the slide."""
    left, top = max(0, shape.left or 0), max(0, shape.top or 0)
    right = min(size[0], (shape.left or 0) + (shape.width or 0))
    bottom = min(size[1], (shape.top or 0) + (shape.height or 0))
    return Place(left / POINT, top / POINT, max(0, right - left) / POINT, max(0, bottom - top) / POINT)


def _plain(presentation: Any, style: Style) -> None:
    """Our own template: python-pptx's, in 16:9, with one layout, the font and the colours of the style."""
    from pptx.util import Emu, Pt

    presentation.slide_width, presentation.slide_height = Emu(WIDE[0]), Emu(WIDE[1])
    part = presentation.part
    for owner in (part, part.package):
        for key, link in list(owner._rels.items()):
            if link.reltype.endswith(("/thumbnail", "/printerSettings")):
                owner._rels.pop(key)
    master = presentation.slide_master
    for layout in list(master.slide_layouts):
        if [_kind(one) for one in layout.placeholders][:2] != ["TITLE", "OBJECT"] or len(layout.placeholders) != 5:
            master.slide_layouts.remove(layout)
    places = {"TITLE": (36, 14, 888, 64), "BODY": (36, 84, 888, 442)}
    for owner in (master, *master.slide_layouts):
        for one in list(owner.placeholders):
            if _kind(one) in ("DATE", "FOOTER", "SLIDE_NUMBER"):
                one._element.getparent().remove(one._element)
    for one in master.placeholders:
        left, top, wide, high = places[_kind(one)]
        one.left, one.top, one.width, one.height = Pt(left), Pt(top), Pt(wide), Pt(high)
    _dress(master, style)


def _dress(master: Any, style: Style) -> None:
    """Fonts and colours of the theme, and the look of titles."""
    from charts.ink import LIGHT

    names = master.element.nsmap
    title = master.element.find(".//p:titleStyle/a:lvl1pPr", names)
    title.set("algn", "l")
    title.find("a:defRPr", names).set("sz", "2600")
    title.find("a:defRPr", names).set("b", "1")
    frame = next(one for one in master.placeholders if _kind(one) == "TITLE").text_frame
    for side in ("lIns", "rIns", "tIns", "bIns"):
        frame._txBody.bodyPr.set(side, "0")
    frame._txBody.bodyPr.set("anchor", "b")
    theme = next(link.target_part for link in master.part.rels.values() if link.reltype.endswith("/theme"))
    text = theme.blob.decode("utf-8")
    colours = {
        "dk1": LIGHT.text,
        "dk2": style.accent,
        "lt2": LIGHT.grid,
        "accent1": style.accent,
        **{f"accent{number}": colour for number, colour in enumerate(LIGHT.others, start=2)},
        "hlink": style.accent,
        "folHlink": style.accent,
    }
    for name, colour in colours.items():
        code = f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", lambda _, code=code: code, text, flags=re.DOTALL)
    font = re.sub(r'[<>&"]', "", OFFICE_FONT if style.font == FONT else style.font)
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', lambda match: match.group(1) + font, text)
    theme._blob = text.encode()
