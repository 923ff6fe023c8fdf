"""The report as slides: native charts whose numbers are the model's, and nothing outside its box, whatever texts hold."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pptx.util import Pt

from reports.slides.deck import pptx
from reports.style import Style
from reports.weekly.model import Bar, Bars, Message, Point, State, Table, Title
from tests.reports.slides import reading
from tests.reports.weekly import example

EMPTY = Table("Vide", ("Jour", "Note"), absence="Rien cette semaine.")
LONG = "Compagnie générale des automobiles électriques du Grand-Est 60"  # 62 signs
HOSTILE = '=1+1 <b>gras</b> & "guillemets" #set page() *x* \x00\x0b\ud800 \u202eretourné '
ARABIC = "الشركة لا ترد على الرسائل منذ ثلاثة أيام والعملاء غاضبون جدا من الخدمة"


def without_history():
    """A first week: no figure has a past, nothing is compared, nothing was noted."""
    plain = example.report()
    bare = tuple(
        replace(one, history=(), bands=(), change=None, change_text="", year=None, target=None, target_text="")
        for one in plain.figures
    )
    nothing = Bars(Title("", "", ""), "count", 0, (), absence="Rien à comparer.")
    return replace(
        plain,
        figures=bare,
        casquettes=tuple(replace(one, figures=bare[:2]) for one in plain.casquettes),
        why=None,
        parts=nothing,
        cause="",
        watch=None,
        episodes=EMPTY,
        mentions=EMPTY,
        competitors=nothing,
        comparison=EMPTY,
        at_risk=EMPTY,
        actions=EMPTY,
        annotations=EMPTY,
        methods=EMPTY,
        messages=(),
        labels=(),
    )


def without_anything():
    plain = without_history()
    return replace(plain, figures=(), casquettes=(), state=State(None, "", ""), footer="", period_text="", brand="")


def hostile():
    """Texts of others in every place, each with what a markup would read."""
    plain = example.report()
    rows = tuple((HOSTILE, f"@{HOSTILE}", text, HOSTILE) for text in (ARABIC, HOSTILE * 40, "mot" * 400, "😀" * 90, ""))
    bars = replace(plain.competitors, bars=tuple(replace(one, label=HOSTILE) for one in plain.competitors.bars))
    figures = tuple(replace(one, label=f"{HOSTILE} {LONG}", reason=HOSTILE * 5) for one in plain.figures)
    return replace(
        plain,
        brand=LONG,
        role_label=HOSTILE,
        mentions=replace(plain.mentions, rows=rows, links=("javascript:alert(1)", "https://a b", "x", "", LONG)),
        episodes=replace(plain.episodes, rows=((ARABIC, HOSTILE, LONG),)),
        competitors=bars,
        figures=figures,
        casquettes=tuple(replace(one, label=LONG * 3, figures=figures) for one in plain.casquettes),
        messages=tuple(Message(one.page, "x", HOSTILE * 8, edited_by=HOSTILE) for one in plain.messages),
        cause=HOSTILE * 10,
        footer=HOSTILE * 9,
        state=State(2, HOSTILE, ARABIC * 9),
        why=replace(plain.why, notes=tuple(replace(plain.why.notes[0], text=LONG * 2) for _ in range(9))),
    )


def crowded():
    """10,000 mentions of one topic, 300 objectives, 90 brands."""
    plain = example.report()
    rows = tuple(
        (f"{at % 28 + 1} sept.", f"@{at}", f"Mention {at} du même sujet", "12 345 678") for at in range(10_000)
    )
    figures = tuple(replace(plain.figures[0], label=f"Indicateur numéro {at}", kpi=f"kpi_{at}") for at in range(60))
    bars = tuple(Bar(f"Marque {at}", 1.0 / (at + 1), f"{100 / (at + 1):.1f} %") for at in range(90))
    return replace(
        plain,
        mentions=replace(plain.mentions, rows=rows, links=()),
        methods=replace(
            plain.methods, rows=tuple(("Une source au nom assez long", "7 jours", "1") for _ in range(400))
        ),
        casquettes=tuple(replace(plain.casquettes[0], name=str(at), figures=figures) for at in range(5)),
        competitors=replace(plain.competitors, bars=bars),
    )


REPORTS = {
    "a crisis": example.report,
    "without history": without_history,
    "without anything": without_anything,
    "hostile texts": hostile,
    "10,000 mentions": crowded,
}


@pytest.fixture(scope="module")
def decks():
    """Each report's deck, drawn once."""
    return {name: pptx(make()) for name, make in REPORTS.items()}


@pytest.fixture(scope="module")
def deck(decks):
    return reading.opened(decks["a crisis"])


@pytest.mark.parametrize("name", REPORTS)
def test_every_text_fits_its_box_and_every_shape_its_slide(decks, name):
    presentation = reading.opened(decks[name])
    assert len(presentation.slides) == (9 if name == "10,000 mentions" else 6)  # four of the scorecard
    assert reading.outside(presentation) == []
    assert reading.overflows(presentation) == []


@pytest.mark.parametrize("name", REPORTS)
def test_every_shape_says_in_words_what_it_shows(decks, name):
    for slide in reading.opened(decks[name]).slides:
        named = [one for one in slide._element.iter() if one.tag.endswith("}cNvPr")][1:]  # the first is the slide's own
        assert named
        assert [one.get("name") for one in named if not one.get("descr")] == []


@pytest.mark.parametrize("name", REPORTS)
def test_no_workbook_of_a_chart_holds_a_formula_and_no_shape_leads_elsewhere_than_to_the_web(decks, name):
    with zipfile.ZipFile(io.BytesIO(decks[name])) as package:
        books = [package.read(one) for one in package.namelist() if one.endswith(".xlsx")]
        links = re.findall(
            rb'Target="([^"]*)" TargetMode="External"',
            b"".join(package.read(one) for one in package.namelist() if one.endswith(".rels")),
        )
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as sheets:
            assert b"<f>" not in sheets.read("xl/worksheets/sheet1.xml")
    assert [one for one in links if not one.startswith((b"http://", b"https://"))] == []


def test_the_title_of_a_slide_is_its_message(deck):
    report = example.report()
    assert [slide.shapes.title.text for slide in deck.slides] == [reading.said(one.text) for one in report.messages]


def test_a_chart_is_a_native_chart_and_its_workbook_holds_the_numbers_of_the_model(deck):
    report = example.report()
    [why, parts] = reading.charts(deck.slides[2])
    [watch] = reading.charts(deck.slides[3])
    [brands] = reading.charts(deck.slides[4])
    labels = dict(report.labels)
    for chart, expected in (
        (
            why,
            {
                labels["actual"]: [one.value for one in report.why.points],
                labels["year"]: [one.year for one in report.why.points],
            },
        ),
        (parts, {labels["actual"]: [one.value for one in report.parts.bars]}),
        (
            watch,
            {
                labels["actual"]: [one.value for one in report.watch.points],
                labels["expected"]: [one.expected for one in report.watch.points],
            },
        ),
        (brands, {labels["actual"]: [one.value for one in report.competitors.bars]}),
    ):
        in_workbook, drawn = reading.columns(chart), reading.cached(chart)
        for name, values in expected.items():
            assert in_workbook[name] == pytest.approx(values, rel=1e-15)  # Excel keeps 15 digits
            assert drawn[name] == values
    assert [row[0] for row in reading.workbook(why)[1:]] == [one.label for one in report.why.points]
    assert list(brands.plots[0].categories) == [one.label for one in report.competitors.bars]


def test_a_missing_value_is_a_gap_and_not_a_zero(deck):
    card = reading.charts(deck.slides[0])[
        0
    ]  # shares of thirteen weeks, the fifth unknown: 0.41, 0.42, 0.43, 0.42, None
    [actual, _] = reading.cached(card).values()
    assert actual[:6] == [0.41, 0.42, 0.43, 0.42, None, 0.44]
    assert reading.columns(card)["Réel"][4] is None
    assert card._chartSpace.xpath("c:chart/c:dispBlanksAs/@val") == ["gap"]


def test_periods_are_text_categories_with_an_axis_of_its_own_format(deck):
    for slide in deck.slides:
        for chart in reading.charts(slide):
            space = chart._chartSpace
            assert not space.xpath(".//c:dateAx")
            assert space.xpath(".//c:cat/c:strRef")
            assert not space.xpath(".//c:cat/c:numRef")
            assert space.xpath(".//c:valAx/c:numFmt/@sourceLinked") == ["0"]
            assert space.xpath(".//c:valAx/c:numFmt/@formatCode")[0].startswith("[$-40C]")
            assert space.xpath("c:lang/@val") == ["fr-FR"]


def test_the_year_before_is_lighter_a_running_week_hatched_and_what_exceeds_chance_marked():
    plain = example.report()
    points = (*plain.why.points[:-1], replace(plain.why.points[-1], state="running"))
    deck = reading.opened(pptx(replace(plain, why=replace(plain.why, points=points))))
    why = reading.charts(deck.slides[2])[0]._chartSpace
    year, actual = why.xpath(".//c:ser")
    assert year.xpath("c:spPr/a:solidFill/a:srgbClr/@val") == [
        "9AAFC3"
    ]  # #1F4E79, 55 % of the way to white: 31 + 0.55 × 224 = 154 = 9A
    assert actual.xpath("c:spPr/a:solidFill/a:srgbClr/@val") == ["1F4E79"]
    assert actual.xpath("c:dPt/c:idx/@val") == ["12"]
    assert actual.xpath("c:dPt/c:spPr/a:pattFill")
    watch = reading.charts(deck.slides[3])[0]._chartSpace
    marked = watch.xpath(".//c:barChart/c:ser/c:dPt/c:idx/@val")
    assert marked == ["15", "16", "17", "18"]  # 53, 41, 22 and 9, where 6 is the most that chance explains
    assert "En cours" in reading.texts(deck.slides[2])


def test_ones_own_brand_stands_out_among_competitors(deck):
    [brands] = reading.charts(deck.slides[4])
    actual = brands._chartSpace.xpath(".//c:ser")[0]
    assert actual.xpath("c:dPt/c:idx/@val") == ["0"]
    assert actual.xpath("c:dPt/c:spPr/a:solidFill/a:srgbClr/@val") == ["1F4E79"]
    assert actual.xpath("c:errBars/c:plus//c:v/text()")[0] == repr(0.46 - 0.441)


def test_a_label_says_what_the_model_prints_where_a_number_format_would_not():
    plain = example.report()
    parts = Bars(plain.parts.title, "percent", 1, (Bar("X", 0.04, "+4,0 pts"), Bar("Facebook", -0.012, "−1,2 pt")))
    deck = reading.opened(pptx(replace(plain, parts=parts)))
    chart = reading.charts(deck.slides[2])[1]
    assert chart._chartSpace.xpath(".//c:dLbl//a:t/text()") == ["+4,0 pts", "−1,2 pt"]


def test_value_target_and_verdict_stand_on_every_card_however_long_the_rest_is():
    plain = example.report()
    long = {"compared_with": "les quatre semaines précédentes", "reason": "Une raison assez longue. " * 4}
    figures = tuple(replace(one, **long, label=f"{one.label} en première page sur 30 jours") for one in plain.figures)
    report = replace(plain, figures=figures, state=State(3, "Crise", "Une phrase de l'état qui est longue. " * 9))
    seen = " ".join(reading.texts(reading.opened(pptx(report)).slides[0]))
    for one in figures:
        assert one.text in seen
        assert one.status_text in seen
        assert one.target_text in seen


def test_invented_data_are_named_on_every_slide():
    report = example.report(
        is_demonstration=True, labels=(*example.report().labels, ("demonstration", "Données inventées"))
    )
    for slide in reading.opened(pptx(report)).slides:
        assert any("Données inventées" in text for text in reading.texts(slide))


def test_a_number_is_made_smaller_rather_than_cut():
    plain = example.report()
    wide = "26 329 601 234 567 890 123 456 789 €"
    figures = tuple(replace(one, text=wide) for one in plain.figures)
    deck = reading.opened(
        pptx(replace(plain, figures=figures, casquettes=(replace(plain.casquettes[0], figures=figures),)))
    )
    for slide in list(deck.slides)[:2]:
        assert reading.texts(slide).count(wide) >= 7
    assert reading.overflows(deck) == []


def test_the_notes_hold_definitions_links_and_the_texts_that_were_cut(decks):
    plain = reading.opened(decks["a crisis"])
    notes = [slide.notes_slide.notes_text_frame.text for slide in plain.slides]
    assert "Mentions de la marque rapportées aux mentions de toutes les marques suivies." in notes[0]
    assert f"{example.LINK}&evidence=share_of_voice" in notes[1]
    assert "Facebook · +120 · n = 201" in notes[2]
    assert "https://example.org/1" in notes[3]
    cut = reading.opened(decks["hostile texts"]).slides[3]
    assert "mot" * 400 in cut.notes_slide.notes_text_frame.text
    assert "mot" * 400 not in reading.texts(cut)


def test_a_message_that_a_person_edited_is_shown_as_edited():
    plain = example.report()
    messages = tuple(
        replace(one, text="Notre phrase.", edited_by="Léa") if one.page == "why" else one for one in plain.messages
    )
    slide = reading.opened(pptx(replace(plain, messages=messages))).slides[2]
    assert slide.shapes.title.text == "Notre phrase."
    assert any("Phrase modifiée par Léa" in text for text in reading.texts(slide))
    assert plain.message("why").written in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(("language", "code"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_every_text_says_its_language(language, code):
    deck = reading.opened(pptx(example.report(language=language)))
    for slide in deck.slides:
        for part in (slide, slide.notes_slide):
            runs = list(part._element.iter(f"{reading.A}r"))
            assert {run.find(f"{reading.A}rPr").get("lang") for run in runs} == {code}
    assert deck.core_properties.language == code


def test_text_of_a_script_from_the_right_runs_from_the_right(decks):
    slide = reading.opened(decks["hostile texts"]).slides[3]
    turned = [
        one
        for one in slide._element.iter(f"{reading.A}p")
        if one.find(f"{reading.A}pPr") is not None and one.find(f"{reading.A}pPr").get("rtl") == "1"
    ]
    assert turned
    assert all("\u202e" not in "".join(one.itertext()) for one in slide._element.iter(f"{reading.A}p"))


def test_two_decks_of_one_report_are_the_same_bytes(decks):
    assert pptx(example.report()) == decks["a crisis"]
    with zipfile.ZipFile(io.BytesIO(decks["a crisis"])) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        books = [package.read(one) for one in package.namelist() if one.endswith(".xlsx")]
    assert "2026-09-28T09:00:00Z" in core
    assert "python-pptx" not in core
    assert "Steve" not in core
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as sheets:
            assert {one.date_time for one in sheets.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_style_gives_accent_font_logo_and_footer():
    from PIL import Image

    logo = io.BytesIO()
    Image.new("RGB", (400, 100), "#AA0000").save(logo, "PNG")
    style = Style(accent="#AA0055", font="Georgia", logo=logo.getvalue(), footer="Confidentiel")
    data = pptx(example.report(), style=style)
    deck = reading.opened(data)
    assert reading.outside(deck) == []
    assert reading.overflows(deck) == []
    pictures = [shape for shape in deck.slides[1].shapes if shape.shape_type == 13]
    assert [one.name for one in pictures] == ["Logo"]
    assert pictures[0].width / pictures[0].height == pytest.approx(4, rel=0.01)
    assert any(text.startswith("Confidentiel · ") for text in reading.texts(deck.slides[1]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    assert theme.count('<a:latin typeface="Georgia"') == 2
    assert 'accent1><a:srgbClr val="AA0055"' in theme


def test_a_logo_that_is_no_picture_holds_no_report_up():
    assert len(reading.opened(pptx(example.report(), style=Style(logo=b"nothing"))).slides) == 6


def test_a_long_series_names_as_many_periods_as_have_a_place():
    """A year of days: 365 names of 24 points do not fit 500, every 22nd does."""
    plain = example.report()
    days = tuple(
        Point(f"{day:%d/%m}", day.isoformat(), 1.0, "1")
        for day in (date(2026, 1, 1) + timedelta(days=at) for at in range(365))
    )
    deck = reading.opened(pptx(replace(plain, watch=replace(plain.watch, points=days))))
    [watch] = reading.charts(deck.slides[3])
    assert int(watch._chartSpace.xpath(".//c:catAx/c:tickLblSkip/@val")[0]) > 15
    assert reading.outside(deck) == []


def test_titles_have_the_size_of_the_template_where_they_fit(deck):
    assert deck.slides[5].shapes.title.text_frame.paragraphs[0].runs[0].font.size == Pt(26)


def test_the_measure_of_these_tests_finds_a_text_that_is_too_long(decks):
    deck = reading.opened(decks["a crisis"])
    box = next(
        shape for shape in deck.slides[1].shapes if shape.has_text_frame and shape.name == "Objectifs par casquette"
    )
    box.text_frame.paragraphs[0].runs[0].text *= 3
    assert len(reading.overflows(deck)) == 1


@pytest.mark.parametrize("name", REPORTS)
def test_the_package_is_whole(decks, name):
    """PowerPoint offers to repair a file with a relationship that leads nowhere, a part without type, an id twice."""
    with zipfile.ZipFile(io.BytesIO(decks[name])) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml").decode()
        for part in names:
            if part.endswith(".rels") or not part.endswith(".xml"):
                continue
            folder, _, file = part.rpartition("/")
            rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
            known = re.findall(r'Id="([^"]+)"', package.read(rels).decode()) if rels in names else []
            used = re.findall(r'\br:(?:id|embed|link|pict)="([^"]+)"', package.read(part).decode())
            assert set(used) <= set(known), part
            assert f'PartName="/{part}"' in types or part == "[Content_Types].xml"
            if part.startswith("ppt/slides/"):
                ids = re.findall(r'<p:cNvPr id="(\d+)"', package.read(part).decode())
                assert len(ids) == len(set(ids)), part
    assert {"docProps/core.xml", "ppt/presentation.xml"} <= set(names)


def test_a_scorecard_that_has_no_place_on_a_slide_goes_on_on_the_next():
    plain = example.report()
    figures = [replace(plain.figures[0], label=f"Indicateur {at}", kpi=f"k{at}", link="") for at in range(63)]
    cuts = ((0, 17), (17, 30), (30, 63))
    groups = tuple(
        replace(one, figures=tuple(figures[low:high])) for one, (low, high) in zip(plain.casquettes, cuts, strict=True)
    )
    presentation = reading.opened(pptx(replace(plain, casquettes=groups)))
    assert len(presentation.slides) == 7
    second, third = (reading.texts(presentation.slides[at]) for at in (1, 2))
    told = [one for one in (*second, *third) if one.startswith("Indicateur ")]
    assert told == [f"Indicateur {at}" for at in range(63)]
    assert presentation.slides[2].shapes.title.text.endswith("(2 / 2)")
    assert "Page 3 sur 7" in third
    assert reading.overflows(presentation) == []
