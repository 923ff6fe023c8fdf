"""A slide to draw on: texts that fit their boxes, plain shapes, each with a text in place of the picture.

Places are in a drawing of 540 units of height (or 720 of width, whichever is scarcer), so that a slide of any size is
laid out alike: 1 unit is 1 point on a slide of 13.33 × 7.5 inches. Text cut to its box stands whole in the alternative
text, and in the notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from charts.ink import LIGHT, Ink
from reports.slides import fit
from reports.slides.template import POINT, Place, Stage
from reports.style import Style
from reports.texts import clean, is_address, is_right_to_left

SMALL, BODY, STRONG = 10.0, 12.0, 14.0  # sizes of text; the smallest is 16 pixels of a slide of 1600 × 900
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


@dataclass(frozen=True)
class Words:
    """Language, fixed words and look of a deck. `before`: the period that is compared with, "sem. 38"."""

    language: str
    labels: Mapping[str, str]
    style: Style
    before: str = ""
    ink: Ink = LIGHT

    def of(self, key: str) -> str:
        """A fixed word, '' for one that the report does not have."""
        return self.labels.get(key, "")

    def more(self, count: int) -> str:
        """'and 12 more', or '+ 12' in a report without these words."""
        from locales import numbers

        number = numbers.number(count, self.language)
        return self.of("more").replace("{count}", number) if "{count}" in self.of("more") else f"+ {number} …"


@dataclass(frozen=True)
class Para:
    """A paragraph of one look, cut to `most` lines. `link`: an address that the words lead to."""

    text: str
    size: float = BODY
    bold: bool = False
    colour: str = LIGHT.text
    align: str = "l"
    most: int = 1
    link: str = ""
    before: float = 0.0  # units of distance above
    is_number: bool = False  # made smaller instead of cut
    shrink: float = 1.0  # the part of its size down to which it is made smaller before it is cut

    def fitting(self, room: float, most: int) -> tuple[Para, str]:
        """The paragraph and its text as they stand in a width and so many lines."""
        size = fit.size_of(self.text, self.size, room, bold=self.bold)
        if self.is_number or self.shrink * self.size <= size < self.size:
            return replace(self, size=size), fit.shortened(self.text, size, room, bold=self.bold)
        return self, fit.shortened(self.text, self.size, room, most=most, bold=self.bold)


@dataclass
class Canvas:
    """A slide, what its notes will say, and the room left for contents."""

    slide: Any
    stage: Stage
    words: Words
    scale: float
    room: Place
    notes: list[str] = field(default_factory=list)

    def text(
        self,
        place: Place,
        paragraphs: Sequence[Para],
        *,
        name: str,
        anchor: str = "t",
        alt: str = "",
        link: str = "",
        fill: str = "",
        edge: str = "",
        inset: float = 0.0,
    ) -> Any:
        """A box with paragraphs; none where they say nothing. What does not fit is cut at a word; a paragraph without room for a line is left out."""
        from pptx.enum.shapes import MSO_SHAPE

        if not fill and not any(clean(one.text) for one in paragraphs):
            return None
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *self._emu(place))
        shape._element.nvSpPr.cNvSpPr.set("txBox", "1") if not (fill or edge) else None
        self._paint(shape, fill=fill, edge=edge)
        self.described(shape, name, alt or " ".join(clean(one.text) for one in paragraphs if one.text) or name)
        room = place.width - 2 * inset
        self.write(shape.text_frame, paragraphs, room, place.height - 2 * inset, inset=inset, anchor=anchor)
        self.lead(shape, link)
        return shape

    def write(
        self,
        frame: Any,
        paragraphs: Sequence[Para],
        room: float,
        height: float,
        *,
        inset: float = 0.0,
        anchor: str = "t",
    ) -> None:
        """Paragraphs into a text frame of a width and height."""
        body = frame._txBody.bodyPr
        for side in ("lIns", "rIns", "tIns", "bIns"):
            body.set(side, str(round(inset * self.scale * POINT)))
        is_one_line = len(paragraphs) == 1 and paragraphs[0].most == 1  # in a wider font it is no second line
        body.set("wrap", "none" if is_one_line and anchor != "m" else "square")
        body.set("anchor", {"t": "t", "m": "ctr", "b": "b"}[anchor])
        for child in list(body):
            body.remove(child)
        body.append(body.makeelement(_a("noAutofit")))
        first, left = True, height
        for one in paragraphs:
            most = min(one.most, int((left - one.before + 0.01) / (one.size * fit.LINE)))
            if not clean(one.text) or most < 1:
                continue
            look, text = one.fitting(room, most)
            left -= look.before + fit.height(text, look.size, room, bold=look.bold)
            self.paragraph(frame.paragraphs[0] if first else frame.add_paragraph(), look, text)
            first = False
        if first:
            self.paragraph(frame.paragraphs[0], Para("", size=max(1.5, min(SMALL, height / fit.LINE))), "")

    def paragraph(self, paragraph: Any, look: Para, text: str) -> None:
        """One paragraph of finished text."""
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        size = int(10 * look.size * self.scale / fit.ratio_of(self.stage.fonts[1])) / 10
        paragraph.line_spacing = Pt(round(size * fit.LINE, 2))
        paragraph.space_before, paragraph.space_after = Pt(look.before * self.scale), Pt(0)
        turned = is_right_to_left(text)
        align = "r" if turned and look.align == "l" else look.align
        paragraph.alignment = {"l": PP_ALIGN.LEFT, "r": PP_ALIGN.RIGHT, "c": PP_ALIGN.CENTER}[align]
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", "0")
        properties.set("indent", "0")
        if turned:
            properties.set("rtl", "1")
        run = paragraph.add_run()
        run.text = text or "\u00a0"  # an empty line is as high as a program likes
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), look.bold, RGBColor.from_string(look.colour[1:])
        if is_address(look.link) and text:
            run.hyperlink.address = look.link

    def rectangle(self, place: Place, *, name: str, alt: str, fill: str = "", edge: str = "", link: str = "") -> Any:
        """A plain rectangle."""
        from pptx.enum.shapes import MSO_SHAPE

        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *self._emu(place))
        self._paint(shape, fill=fill, edge=edge)
        self.described(shape, name, alt)
        self.lead(shape, link)
        return shape

    def _paint(self, shape: Any, *, fill: str, edge: str) -> None:
        """Fill and outline, and no shadow or effect of the theme."""
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        style = shape._element.find(_p("style"))
        if style is not None:
            shape._element.remove(style)
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(fill[1:])
        else:
            shape.fill.background()
        if edge:
            shape.line.color.rgb, shape.line.width = RGBColor.from_string(edge[1:]), Pt(0.75 * self.scale)
        else:
            shape.line.fill.background()

    def described(self, shape: Any, name: str, alt: str) -> None:
        """Name a shape, and say in words what it shows."""
        named = next(iter(shape._element.iter(_p("cNvPr"))))
        named.set("name", clean(name) or "–")
        named.set("descr", clean(alt) or clean(name) or "–")

    def lead(self, shape: Any, link: str) -> None:
        """Let a click on a shape open an address."""
        if is_address(link):
            shape.click_action.hyperlink.address = link

    def note(self, *texts: str) -> None:
        """Lines of the speaker's notes."""
        self.notes += [clean(one) for one in texts if one]

    def emu(self, place: Place) -> tuple[int, int, int, int]:
        return self._emu(place)

    def _emu(self, place: Place) -> tuple[int, int, int, int]:
        """A place in English metric units, whole ones, inside the slide."""
        unit, size = self.scale * POINT, self.stage.presentation
        left, top = max(0, round(place.x * unit)), max(0, round(place.y * unit))
        right = min(size.slide_width, round((place.x + max(place.width, 0.1)) * unit))
        bottom = min(size.slide_height, round((place.y + max(place.height, 0.1)) * unit))
        return left, top, max(1, right - left), max(1, bottom - top)  # type: ignore[return-value]


def mixed(colour: str, share: float, other: str = "#FFFFFF") -> str:
    """A colour with a share of another."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


def _a(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}"


def _p(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/presentationml/2006/main}}{name}"
