"""What leaves a screen, in a real browser: a chart as SVG and on the clipboard, an annotation from beside it, paper."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tests.browser import walking
from tests.browser.serving import OUTPUT, browsing, shot

SVG = "{http://www.w3.org/2000/svg}"
TREND = ".st-key-chart-trend"
ON_SCREEN_ONLY = ("PNG", "SVG", "Copy link", "Views", "Annotate", "13 weeks", "vs previous period")
# of each text of the picture: what it says, and its box; last the box of the picture
TEXTS = """() => [...document.querySelectorAll("svg text")].filter((one) => one.textContent.trim()).map((one) => {
    const box = one.getBoundingClientRect();
    return [one.textContent, one.getAttribute("class") || "", box.left, box.right, box.top, box.bottom];
}).concat([["", "", ...((box) => [box.left, box.right, box.top, box.bottom])(document.querySelector("svg").getBoundingClientRect())]])"""
# the height of the dashed line of the target
TARGET = """() => {
    const line = [...document.querySelectorAll(".scatterlayer path.js-line")].find((one) => /217, 114, 11|#D9720B/i.test(one.getAttribute("style")));
    const box = line.getBoundingClientRect();
    return [box.top, box.bottom];
}"""


@pytest.fixture(scope="module")
def page(demonstration):
    with browsing(width=1280, height=900, language="en-GB") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{demonstration}/sentiment?lang=en")
        walking.at_rest(page)
        yield page


def saved(page, box):
    """The SVG of a chart, as text; the audit log is told of it."""
    with page.expect_response("**/api/taken") as told, page.expect_download() as taken:
        page.locator(f"{box} [data-do=picture][data-format=svg]").last.click()
    assert told.value.status == 204
    OUTPUT.mkdir(parents=True, exist_ok=True)
    path = OUTPUT / taken.value.suggested_filename
    taken.value.save_as(path)
    return path.read_text(encoding="utf-8")


def test_a_saved_chart_says_what_it_shows_and_nothing_of_it_is_cut(page):
    picture = saved(page, TREND)
    said = " | ".join("".join(one.itertext()) for one in ElementTree.fromstring(picture).iter(f"{SVG}text"))
    for text in ("Aurelle · Net sentiment", "95% interval", "previous period", "this period", "Source: ", "Talkwalker"):
        assert text in said
    assert re.search(r"n = [\d,]+ in the last period", said)
    assert "Data up to 15 November 2026 · Demonstration data" in said

    other = page.context.new_page()
    other.set_content(f"<body style='margin:0'>{picture}</body>")
    *texts, (_, _, first, last, upper, lower) = other.evaluate(TEXTS)
    cut = [one[0] for one in texts if one[2] < first or one[3] > last or one[4] < upper or one[5] > lower]
    assert cut == []
    (label,) = [one for one in texts if one[0].startswith("target") and "legendtext" not in one[1]]
    top, bottom = other.evaluate(TARGET)
    assert abs((label[4] + label[5]) / 2 - (top + bottom) / 2) < 6
    other.close()


def test_all_competitors_leave_in_one_picture(page):
    said = saved(page, ".st-key-chart-competitors")
    assert all(f">{name}<" in said for name in ("Aurelle", "Velmont", "Karsa"))
    assert page.locator(".st-key-chart-competitors [data-format=svg]").count() == 1


def test_a_chart_is_copied_as_an_image_or_a_sentence_says_why_not(page):
    copying = page.locator(f"{TREND} [data-do=copy]")
    downloads = []
    page.on("download", lambda one: downloads.append(one))
    copying.click()
    page.locator(f"{TREND} [data-do=copy]", has_text="Copied").wait_for()
    kinds = page.evaluate("async () => (await navigator.clipboard.read()).flatMap((one) => one.types)")
    assert kinds == ["image/png"]
    assert downloads == []  # copied, not saved as well

    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    copying.click()
    page.get_by_text("The browser copies pictures only from a secure address (https): save the PNG instead.").wait_for()
    page.reload()
    walking.at_rest(page)


def test_an_annotation_is_written_beside_the_chart_for_its_brand_and_day(page):
    page.locator(f"{TREND} [class*=st-key-annotate-] button").first.click()
    form = page.get_by_test_id("stPopoverBody")
    title = form.get_by_label("Title, as shown on the charts")
    title.wait_for()
    walking.at_rest(page)
    assert form.get_by_role("combobox", name=re.compile("Brand")).input_value() == "Aurelle"
    shot(page, "annotate")
    title.fill("Fair in Lyon")
    form.get_by_role("button", name="Add", exact=True).click()
    page.locator(TREND).get_by_text("Fair in Lyon · 15 Nov").wait_for()
    walking.at_rest(page)


@pytest.mark.parametrize(("place", "most"), [("", 2), ("visibility", 4), ("crisis", 7)])
def test_a_printed_screen_is_whole_and_without_what_is_for_choosing(page, demonstration, place, most):
    page.goto(f"{demonstration}/{place}?lang=en")
    walking.at_rest(page)
    path = OUTPUT / f"printed-{place or 'overview'}.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    pages = PdfReader(path).pages
    assert [(round(one.mediabox.width), round(one.mediabox.height)) for one in pages] == [(842, 595)] * len(pages)
    assert len(pages) <= most
    said = [one.extract_text() for one in pages]
    for number, text in enumerate(said, start=1):
        assert "Aurelle · 9 – 15 November 2026" in text.replace("\xa0", " ")
        assert "Data up to 15 November 2026 · Demonstration data" in text.replace("\xa0", " ")
        assert f"{number} / {len(pages)}" in text
        assert len(text) > 115, f"page {number} is empty"
        assert [name for name in ON_SCREEN_ONLY if name in text.splitlines()] == []
    assert page.locator(".paper-rows").count() == 0  # plain tables are for paper
    if place == "crisis":
        return _are_whole(said)
    (whole,) = [text for text in said if "Strike at the plant" in text]  # the top of the trend
    assert "previous period" in whole  # beside it
    assert "22 Jun" in whole  # and below it


def _are_whole(said):
    """A table of the watch is under its heading and shows every row, over as many pages as it takes."""
    plain = [text.replace("\xa0", " ") for text in said]
    (headed,) = [text for text in plain if "Unusual days" in text]
    assert "84 days before" in headed.split("Days used", 1)[1]
    assert sum(text.count("84 days before") for text in plain) == 20 + 1  # and the line that explains z
    rows = [
        line for text in plain for line in text.splitlines() if line.rstrip().endswith(("false alarm", "✔ confirmed"))
    ]
    assert len(rows) == 15
