"""The organisation's own template: its size, layouts and title are taken, its slides left out; what is none is refused."""

import io
import re
import zipfile

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt

from data.sentences import Refusal
from reports.slides.deck import pptx
from reports.slides.single import slide_of
from reports.slides.template import opened
from reports.style import Style
from tests.reports.slides import reading
from tests.reports.weekly import example

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"


def template(*, wide=10.0, high=7.5, keep=None, slides=2):
    """python-pptx's own file with eleven layouts, 4:3, as an organisation's: with slides of its own."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(wide), Inches(high)
    layouts = presentation.slide_layouts
    for _ in range(slides):
        slide = presentation.slides.add_slide(layouts[1])
        slide.shapes.title.text = "Une diapositive du modèle"
        slide.notes_slide.notes_text_frame.text = "ses notes"
    for layout in list(layouts):
        if keep is not None and layout.name not in keep:
            layouts.remove(layout)
    return bytes_of(presentation)


def bytes_of(presentation):
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def changed(data, name, change):
    """A package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for one in source.namelist():
            content = source.read(one)
            target.writestr(one, change(content.decode()).encode() if re.fullmatch(name, one) else content)
    return out.getvalue()


@pytest.mark.parametrize(("wide", "high"), [(10.0, 7.5), (13.333, 7.5), (10.0, 5.625), (7.5, 10.83), (40.0, 22.5)])
def test_the_slides_have_the_size_of_the_template_and_everything_stays_inside(wide, high):
    data = template(wide=wide, high=high)
    if wide < 10.0:  # a portrait template has its placeholders inside its slide
        presentation = reading.opened(data)
        for owner in (presentation.slide_master, *presentation.slide_layouts):
            for one in owner.placeholders:
                top, height = one.top, one.height
                one.left, one.top, one.width, one.height = Inches(0.5), top, Inches(wide - 1), height
        data = bytes_of(presentation)
    if wide > 20.0:
        presentation = reading.opened(data)
        for one in presentation.slide_master.placeholders:
            one.left, one.top, one.width, one.height = (
                4 * value for value in (one.left, int(one.top * 0.75), one.width, int(one.height * 0.75))
            )
        data = bytes_of(presentation)
    deck = reading.opened(pptx(example.report(), template=data))
    assert (deck.slide_width, deck.slide_height) == (Inches(wide), Inches(high))
    assert len(deck.slides) == 6
    assert reading.outside(deck) == []
    assert reading.overflows(deck) == []


def test_a_potx_is_read_as_the_pptx_that_it_is():
    potx = changed(template(), r"\[Content_Types\]\.xml", lambda text: text.replace(MAIN, POTX))
    with pytest.raises(ValueError, match="not a PowerPoint file"):
        Presentation(io.BytesIO(potx))  # as python-pptx takes it
    data = pptx(example.report(), template=potx)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        types = package.read("[Content_Types].xml").decode()
    assert MAIN in types and POTX not in types  # noqa: PT018
    assert len(reading.opened(data).slides) == 6


def test_the_slides_of_the_template_leave_with_all_that_is_theirs():
    data = pptx(example.report(), template=template(slides=9))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        texts = b"".join(package.read(one) for one in names if one.endswith(".xml"))
    assert len(names) == len(set(names))
    assert sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", one)) for one in names) == 6
    assert sum(bool(re.fullmatch(r"ppt/notesSlides/notesSlide\d+\.xml", one)) for one in names) == 6
    assert "Une diapositive du modèle".encode() not in texts
    assert b"sectionLst" not in texts


def test_a_slide_that_a_layout_leads_to_keeps_no_name_that_a_new_one_gets():
    presentation = reading.opened(template(slides=1))
    layout, slide = presentation.slide_layouts[1], presentation.slides[0]
    layout.part.relate_to(slide.part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide")
    with zipfile.ZipFile(io.BytesIO(pptx(example.report(), template=bytes_of(presentation)))) as package:
        assert len(package.namelist()) == len(set(package.namelist()))


def test_the_title_stands_in_the_placeholder_of_the_template_and_the_contents_in_that_of_its_body():
    deck = reading.opened(pptx(example.report(), template=template()))
    for slide in deck.slides:
        assert slide.slide_layout.name == "Title and Content"
        assert [one.placeholder_format.type.name for one in slide.placeholders] == ["TITLE"]
        body = next(one for one in slide.slide_layout.placeholders if one.placeholder_format.type.name == "OBJECT")
        for shape in reading.shapes(slide):
            if not shape.is_placeholder:
                assert shape.left >= body.left - 9
                assert shape.top >= body.top - 9
                assert shape.top + shape.height <= body.top + body.height + 9


def test_a_title_in_capitals_is_measured_in_capitals():
    data = changed(
        template(),
        r"ppt/slideMasters/.*\.xml",
        lambda text: text.replace('<a:defRPr sz="4400"', '<a:defRPr cap="all" sz="4400"'),
    )
    slide = reading.opened(
        slide_of(example.report().mentions, message="Une phrase " * 12, footer="", template=data)
    ).slides[0]
    assert slide.shapes.title.text == ("UNE PHRASE " * 12).strip()


LAYOUTS = {
    "no layout": ((), "no layout"),
    "only blank": (("Blank",), "placeholder for a title"),
    "only titles": (("Title Only", "Title Slide", "Blank"), "a title and a body of at least 40"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_template_without_the_layouts_is_refused_in_a_sentence_that_says_which(name):
    kept, said = LAYOUTS[name]
    with pytest.raises(Refusal, match=said):
        pptx(example.report(), template=template(keep=kept, slides=0))


def test_a_layout_is_found_by_its_placeholders_whatever_it_is_called():
    data = changed(
        template(slides=0),
        r"ppt/slideLayouts/.*\.xml",
        lambda text: re.sub(r'<p:cSld name="[^"]*"', '<p:cSld name="Ünsere"', text),
    )
    presentation = reading.opened(data)
    presentation.slide_layouts.remove(presentation.slide_layouts[0])
    stage = opened(bytes_of(presentation), Style())
    assert [one.placeholder_format.type.name for one in stage.layout.placeholders][:2] == ["TITLE", "OBJECT"]


DAMAGED = {
    "nothing": b"",
    "no zip": b"%PDF-1.7 something else",
    "half a file": template()[:20_000],
    "a zip of something else": changed(template(), r"ppt/presentation\.xml", lambda _: "<broken"),
    "a workbook": changed(template(), r"\[Content_Types\]\.xml", lambda text: text.replace(MAIN, "application/xml")),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_that_is_no_presentation_is_refused_in_a_sentence(name):
    with pytest.raises(Refusal, match="not a presentation that can be read"):
        pptx(example.report(), template=DAMAGED[name])


def test_a_file_with_a_password_is_refused_as_such():
    with pytest.raises(Refusal, match="password"):
        pptx(example.report(), template=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)


def test_macros_and_sections_of_the_template_do_not_come_along():
    def with_section(text):
        section = '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="A" id="{00000000-0000-0000-0000-000000000000}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>'
        return re.sub(r"(<p:extLst>.*?</p:extLst>)?</p:presentation>", section, text, flags=re.DOTALL)

    data = pptx(example.report(), template=changed(template(), r"ppt/presentation\.xml", with_section))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"sectionLst" not in package.read("ppt/presentation.xml")
        assert not [one for one in package.namelist() if "vba" in one or "thumbnail" in one]


def test_a_large_title_of_a_template_is_made_smaller_until_it_fits():
    report = example.report()
    deck = reading.opened(pptx(report, template=template()))
    sizes = {slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size for slide in deck.slides}
    assert max(sizes) <= Pt(44)
    assert [slide.shapes.title.text for slide in deck.slides] == [reading.said(one.text) for one in report.messages]


def test_a_title_without_height_is_no_title():
    presentation = reading.opened(template(keep=("Title and Content",), slides=0))
    title = presentation.slide_layouts[0].placeholders[0]
    title.left, title.top, title.width, title.height = 0, 0, Inches(9), 0
    with pytest.raises(Refusal, match="placeholder for a title"):
        pptx(example.report(), template=bytes_of(presentation))


def test_in_a_wider_font_all_texts_are_smaller():
    """Verdana's widths are those of DejaVu Sans, 1.26 times ours; what is laid out allows for 1.12 times."""
    wide = changed(
        template(), r"ppt/theme/theme1\.xml", lambda text: text.replace('typeface="Calibri"', 'typeface="Verdana"')
    )
    sizes = []
    for data in (template(), wide):
        slide = reading.opened(pptx(example.report(), template=data)).slides[0]
        sizes.append(
            max(
                one.font.size.pt
                for shape in reading.shapes(slide)
                if shape.has_text_frame and not shape.is_placeholder
                for p in shape.text_frame.paragraphs
                for one in p.runs
            )
        )
    assert sizes[1] == pytest.approx(sizes[0] * 1.12 / 1.3, abs=0.2)
