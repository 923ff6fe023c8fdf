"""The six pages of a report on paper: every text stands in its box and in the PDF, whatever the report holds."""

import dataclasses
import io
import re
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from reports.paper import engine, items, weekly
from reports.paper.frame import HEIGHT, WIDTH
from reports.style import Style
from reports.weekly.model import Bar, Casquette, Note, Point, Report, State, Table
from tests.reports.paper.looking import letters, outside, overlaps, plain, rewritten, said, strays
from tests.reports.weekly.example import figure, report

MARKUP = (
    "#let x = 1; $x^2$ *gras* _i_ `code` @ref <label> \\u{1F525} [lien](https://x.example)",
    "<script>alert('x')</script> & <b>R&D</b> &amp; ]]> <!-- -->",
    '=HYPERLINK("https://x.example") | a | b | \n# titre\n- liste\t…',
)
RIGHT_TO_LEFT = "لا يزال العملاء ينتظرون رد العلامة التجارية 123 منذ يوم الاثنين עדיין ממתינים לתשובה"
LONG_NAME = "Établissements-Hippolyte-Çelebi-Waßmuth-de-Saint-Étienne-&-Fils"


def hostile(new, **more) -> Report:
    return dataclasses.replace(rewritten(report(), new), **more)


def many(count: int) -> Report:
    """A report with as much of everything as there may be."""
    found = report()
    one = found.figures[0]
    rows = tuple(
        (f"{day % 28 + 1:02d}/09", f"@auteur_{day}", f"Encore le rappel, message {day}", "12") for day in range(60)
    )
    long = Table(found.mentions.title, found.mentions.columns, rows, numbers=(3,), more=count - len(rows))
    return dataclasses.replace(
        found,
        casquettes=tuple(
            Casquette(name, name, "3 objectifs atteints sur 5", tuple(figure(f"k{at}", f"Indicateur {name} {at}") for at in range(20)))
            for name in ("veilleur", "animateur", "relation", "effets", "pilotage")
        ),
        figures=(one,) * 12,
        mentions=long,
        episodes=dataclasses.replace(found.episodes, rows=(found.episodes.rows[0],) * 40),
        at_risk=dataclasses.replace(found.at_risk, rows=(found.at_risk.rows[0],) * 40),
        actions=Table("Actions", ("Jour", "Action"), (("22 septembre", "Répondre aux clients " * 12),) * 40),
        annotations=dataclasses.replace(found.annotations, rows=(found.annotations.rows[0],) * 40),
        methods=dataclasses.replace(found.methods, rows=(found.methods.rows[0],) * 60),
        comparison=dataclasses.replace(found.comparison, rows=(found.comparison.rows[0],) * 60),
        competitors=dataclasses.replace(
            found.competitors, bars=tuple(Bar(f"Marque {at}", 0.3 / (at + 1), "3,0 %") for at in range(80))
        ),
        parts=dataclasses.replace(found.parts, bars=tuple(Bar(f"Part {at}", 40.0 - at, f"{40 - at:+d}") for at in range(80))),
        why=dataclasses.replace(
            found.why,
            points=tuple(Point(f"S{at:02d}", "2026-01-01", 1e6 + at, "1 000 000") for at in range(60)),
            notes=tuple(Note(f"S{at:02d}", f"2026-01-{at % 28 + 1:02d}", f"Note numéro {at} d'une semaine") for at in range(60)),
        ),
    )  # fmt: skip


def bare() -> Report:
    """A report of a week without data, of a brand without objectives."""
    found = report()
    none = figure(
        "share_of_voice", "Part de voix", value=None, text="n/d", low=None, high=None, interval_text="", n=None, n_text="",
        change=None, change_text="", compared_with="", year=None, year_text="", target=None, target_text="", gap_text="",
        status="unjudged", status_text="Non jugé", reason="Aucun export ne couvre ces jours.", bands=(), history=(),
    )  # fmt: skip
    empty = {
        name: dataclasses.replace(getattr(found, name), rows=(), links=(), absence=f"Rien : {name}.")
        for name in ("episodes", "mentions", "comparison", "at_risk", "actions", "annotations", "methods")
    }
    return dataclasses.replace(
        found,
        figures=(none,),
        casquettes=(),
        why=None,
        watch=None,
        state=State(None, "Inconnu", "Aucun jour de la semaine n'est couvert."),
        cause="",
        parts=dataclasses.replace(found.parts, bars=(), absence="Aucune semaine comparable."),
        competitors=dataclasses.replace(found.competitors, bars=(), absence="Aucune mention de la semaine."),
        messages=(),
        **empty,
    )


def missing() -> Report:
    """A report whose values are not known, in charts and bars."""
    found = report()
    holes = tuple(
        dataclasses.replace(point, value=None, low=None, high=None, year=None, expected=None, most=None, text="n/d", state="missing")
        for point in found.why.points
    )  # fmt: skip
    return dataclasses.replace(
        found,
        why=dataclasses.replace(found.why, points=holes),
        watch=dataclasses.replace(found.watch, points=()),
        competitors=dataclasses.replace(found.competitors, bars=(Bar("Velmont", None, "n/d", is_own=True),)),
        parts=dataclasses.replace(found.parts, bars=(Bar("X", -3.0, "−3"), Bar("Y", 0.0, "0"), Bar("Z", None, ""))),
        figures=tuple(dataclasses.replace(one, history=holes, value=None) for one in found.figures),
    )


def big_logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9000, 400), "#1F4E79").save(out, "PNG")
    return out.getvalue()


REPORTS = {
    "as invented": report,
    "long names": lambda: hostile(lambda text: f"{LONG_NAME} {text}", brand=LONG_NAME),
    "words without a blank": lambda: hostile(lambda text: "W" * 400),
    "right to left": lambda: hostile(lambda text: RIGHT_TO_LEFT),
    "markup": lambda: hostile(lambda text: MARKUP[len(text) % 3]),
    "empty texts": lambda: hostile(lambda text: ""),
    "much of everything": lambda: many(10_000),
    "nothing": bare,
    "missing values": missing,
}


@pytest.mark.parametrize("name", REPORTS)
def test_every_text_stands_in_its_box_on_the_page_and_upon_no_other(name):
    drawn = weekly.pages(REPORTS[name]())
    assert [outside(page) for page in drawn] == [[]] * 6
    assert [overlaps(page) for page in drawn] == [[]] * 6
    assert min(one["size"] for page in drawn for one in items.placed_texts(page)) >= items.SMALLEST


@pytest.mark.parametrize("name", REPORTS)
def test_the_letters_of_the_pdf_stand_where_they_were_measured(name):
    made = REPORTS[name]()
    for letter_page, page in zip(letters(weekly.pdf(made)), weekly.pages(made), strict=True):
        assert strays(letter_page, page) == []
        assert min(one["size"] for one in letter_page) >= items.SMALLEST - 0.01
        assert all(
            one["x0"] >= 0 and one["x1"] <= WIDTH and one["top"] >= 0 and one["bottom"] <= HEIGHT for one in letter_page
        )


def test_the_pdf_says_every_text_of_the_figures():
    made = report()
    pages = said(weekly.pdf(made))
    for one in made.figures:
        for text in (
            one.label,
            one.text,
            one.change_text,
            one.year_text,
            one.target_text,
            one.gap_text,
            one.status_text,
        ):
            assert plain(text) in pages[0], (one.label, text)
    for casquette in made.casquettes:
        for one in casquette.figures:
            assert all(plain(text) in pages[1] for text in (casquette.label, casquette.summary, one.label, one.text))
    for page, text in zip(pages, made.messages, strict=True):
        assert plain(text.text) in page
    assert all(plain(point.text) in pages[2] for point in made.why.points)
    assert all(plain(bar.label) in pages[2] and plain(bar.text) in pages[2] for bar in made.parts.bars)
    assert all(plain(bar.label) in pages[4] and plain(bar.text) in pages[4] for bar in made.competitors.bars)
    for table, page in (
        (made.mentions, 3),
        (made.episodes, 3),
        (made.comparison, 4),
        (made.at_risk, 5),
        (made.methods, 5),
    ):
        assert all(plain(cell) in pages[page] for row in table.rows for cell in row)
    assert plain(made.actions.absence) in pages[5]


def test_markup_is_shown_as_it_is_written():
    for markup in MARKUP:
        made = dataclasses.replace(report(), cause=markup)
        assert plain(markup)[:60] in said(weekly.pdf(made))[2]


def test_what_is_left_out_is_counted():
    made = many(10_000)
    pages = said(weekly.pdf(made))
    shown = pages[3].count("Encorelerappel")
    assert plain(f"et {10_000 - shown} de plus") in pages[3]
    rows = pages[1].count("Indicateur") - 2  # the word stands over both columns too
    assert 100 - rows == sum(int(count) for count in re.findall(r"et(\d+)deplus", pages[1]))
    assert plain(f"et {80 - len(set(re.findall('Part[0-9]+', pages[2])))} de plus") in pages[2]


def test_absences_are_stated():
    pages = said(weekly.pdf(bare()))
    for page, text in (
        (0, "Aucun jour de la semaine n'est couvert."),
        (0, "Aucun export ne couvre ces jours."),
        (1, "Aucun objectif n’est signé pour ce rôle."),
        (2, "Aucune semaine comparable."),
        (3, "Rien : mentions."),
        (4, "Aucune mention de la semaine."),
        (5, "Rien : actions."),
    ):
        assert plain(text) in pages[page], text


def test_an_edited_message_says_by_whom():
    made = report()
    edited = dataclasses.replace(made.messages[0], text="Une semaine difficile.", edited_by="Élise Marchand")
    page = said(weekly.pdf(dataclasses.replace(made, messages=(edited, *made.messages[1:]))))[0]
    assert plain("Une semaine difficile.") in page
    assert plain("Phrase modifiée par Élise Marchand") in page


def test_the_same_report_gives_the_same_bytes():
    assert weekly.pdf(report()) == weekly.pdf(report())
    assert weekly.pages_png(report(), 0.2) == weekly.pages_png(report(), 0.2)


def test_the_date_of_the_pdf_is_that_of_the_report():
    found = pypdf.PdfReader(io.BytesIO(weekly.pdf(report()))).metadata
    assert found["/CreationDate"].startswith("D:20260928090000")
    assert found["/Title"] == "Velmont · Semaine 39 · 21–27 septembre 2026"


def test_pictures_have_a_text_and_the_pdf_is_tagged():
    reader = pypdf.PdfReader(io.BytesIO(weekly.pdf(report(), archive=True)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    told = list(figures_of(root["/StructTreeRoot"]))
    assert len(told) >= 12
    assert all(told)
    assert "53 mentions sensibles le 22 septembre pour deux attendues." in told


def figures_of(node):
    """The alternative texts of the pictures in the tree of a tagged PDF."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from figures_of(one)
        return
    if not isinstance(node, dict):
        return
    if node.get("/S") == "/Figure":
        yield node.get("/Alt", "")
    if "/K" in node:
        yield from figures_of(node["/K"])


def test_figures_lead_to_their_evidence_and_to_nothing_but_the_web():
    made = report()
    odd = dataclasses.replace(made.figures[0], link="javascript:alert(1)")
    reader = pypdf.PdfReader(io.BytesIO(weekly.pdf(dataclasses.replace(made, figures=(odd, *made.figures[1:])))))
    found = [
        note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", []) if "/A" in note.get_object()
    ]  # fmt: skip
    assert made.figures[1].link in found
    assert "https://example.org/1" in found
    assert not [link for link in found if not link.startswith("http")]


@pytest.mark.parametrize(
    "link",
    [
        "https://e.example/1?a=1&b=2",
        "https://e.example/1?a=&lt;x",
        'https://e.example/?q=<b>&c="d"\'e`f{g}',
        'https://e.example/" onload="alert(1)',
        'https://e.example/"onload="alert(1)"',
        "https://e.example/&#34;é",
    ],
)
def test_every_page_as_svg_is_xml_whatever_its_links_hold(link):
    made = report()
    figures = tuple(dataclasses.replace(one, link=link) for one in made.figures)
    mentions = dataclasses.replace(made.mentions, links=(link,) * len(made.mentions.rows))
    pages = weekly.pages_svg(dataclasses.replace(made, figures=figures, mentions=mentions))
    found = [one for page in pages for one in ElementTree.fromstring(page).iter() if one.tag.endswith("}a")]
    assert found
    assert not [one for one in found if any("onload" in name for name in one.attrib)]
    hrefs = {value for one in found for name, value in one.attrib.items() if name.endswith("href")}
    assert all(one.startswith("http") for one in hrefs)
    if link.endswith("b=2"):
        assert link in hrefs  # the reader's program follows the link as it was


@pytest.mark.parametrize(
    "logo", [b"", b"no picture", big_logo(), big_logo()[:300]], ids=["none", "broken", "huge", "cut off"]
)
def test_a_logo_of_any_kind_leaves_the_page_whole(logo):
    style = Style(accent="#7A1F88", logo=logo, footer="Groupe Velmont · confidentiel")
    pages = weekly.pages(report(), style)
    assert [overlaps(page) for page in pages] == [[]] * 6
    found = [one for one in pages[0] if one["kind"] == "image"]
    assert len(found) == (1 if len(logo) > 300 else 0)
    assert all(one["x"] + one["w"] <= WIDTH and one["w"] <= 220 and one["h"] <= 60 for one in found)
    assert plain("Groupe Velmont · confidentiel") in said(weekly.pdf(report(), style=style))[0]


def test_pages_are_pictures_of_1600_by_900():
    pages = weekly.pages_png(report())
    assert [Image.open(io.BytesIO(page)).size for page in pages] == [(1600, 900)] * 6
    assert [page.startswith(b"<svg") for page in weekly.pages_svg(report())] == [True] * 6


@pytest.mark.parametrize("family", ["Noto Sans", "DejaVu Serif", "A family that nobody has"])
def test_a_font_of_the_organisation_is_measured_too(family):
    style = Style(font=family)
    made = report()
    for letter_page, page in zip(letters(weekly.pdf(made, style=style)), weekly.pages(made, style), strict=True):
        assert strays(letter_page, page) == []


def test_a_sign_that_no_font_draws_is_stated():
    made = dataclasses.replace(report(), cause="Ici 日 et là.")
    if not engine.undrawn(weekly.pages(made)):
        pytest.skip("a font of this machine has it")
    page = said(weekly.pdf(made))[2]
    assert plain("Ici □ et là.") in page
    assert plain(dict(made.labels)["undrawn"]) in page


SIGNS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\u202e\u200f\u0301\u200d🔥🇫🇷日عא\x00\n#$*_`<&"), max_size=90
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SIGNS, min_size=1, max_size=6), st.integers(0, 5))
def test_no_text_leaves_its_box_whatever_it_says(texts, start):
    made = hostile(lambda text: texts[(len(text) + start) % len(texts)])
    pages = weekly.pages(made)
    assert [outside(page) for page in pages] == [[]] * 6
    assert [overlaps(page) for page in pages] == [[]] * 6


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SIGNS, min_size=1, max_size=4))
@example(["\ua947", "a\ua947", "\u0301", "\u180b"])  # marks that no font here draws
@example(["😀\u030e", "9\u08fd", "—\U0001cf3b", "ש\u0315"])  # a letter and a mark that no font has both
def test_any_text_makes_a_pdf(texts):
    made = hostile(lambda text: texts[len(text) % len(texts)])
    for letter_page in letters(weekly.pdf(made)):
        assert all(one["x0"] >= 0 and one["x1"] <= WIDTH + 1 for one in letter_page)
