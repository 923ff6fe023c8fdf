"""The evidence of a figure is an answer: its parts, its rows and its chart's points are doors, and each has a way back."""

from __future__ import annotations

import re

from tests.browser import walking
from tests.browser.serving import browsing, settle

WEEK = "since=2026-09-21&until=2026-09-27&brand=Aurelle&lang=en"


def text_of(element):
    """Its text, every space a plain one."""
    return re.sub(r"\s", " ", element.inner_text())


def says(page, element, text, *, seconds=180):
    """Wait until an element says a text: on a slow machine a click has not yet begun what it leads to."""
    for _ in range(seconds * 4):
        if element.count() and text in text_of(element.first):
            return settle(page)
        page.wait_for_timeout(250)
    raise AssertionError(f"it does not say '{text}' but: {text_of(element.first) if element.count() else 'nothing'}")


def click_drawn(page, chart, element):
    """Click a point or a bar of a chart, once the chart says what is under the mouse: it is drawn anew after each run."""
    element.scroll_into_view_if_needed()
    told = chart.locator(".hoverlayer .hovertext").first
    for _ in range(20):
        box = element.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(250)
        if told.count() and element.bounding_box() == box:
            break
    assert told.count(), "the chart says nothing of it"
    page.mouse.down()
    page.mouse.up()
    settle(page)


def test_a_figure_says_why_and_each_part_of_the_answer_opens(demonstration):
    with browsing(language="en-GB", height=1500) as page:
        errors = walking.listening(page)
        page.goto(f"{demonstration}/visibility?{WEEK}")
        settle(page)
        page.get_by_role("button", name="Share of voice", exact=True).first.click()
        dialog = page.get_by_role("dialog")
        answer = dialog.locator(".st-key-evidence-answer")
        says(page, answer, "44.4%, +1.1 pts: within what chance explains; the largest part is")
        told = text_of(dialog)
        # the dates of the figure, and rows of the same days and of every brand that it counts
        assert "31 August – 27 September 2026 (four weeks), compared with 3 – 30 August 2026" in told
        assert "3,374 mentions counted · every brand compared · 31 August – 27 September 2026" in told
        assert "«" not in told  # what is quoted comes after, attributed
        # the second part, Velmont: its rows, in place and in the address
        parts = dialog.locator("[data-testid=stDataFrame]").first
        box = parts.bounding_box()
        page.mouse.click(box["x"] + 17, box["y"] + 35 + 35 + 17)
        says(page, dialog, "1,132 mentions counted · Velmont · 31 August – 27 September 2026")
        assert "figure_part=%3DVelmont" in page.url
        dialog.get_by_role("button", name="All rows of the figure").click()
        says(page, dialog, "3,374 mentions counted")
        # a point of the chart: the figure of its weeks, and back
        chart = dialog.locator(".js-plotly-plot")
        click_drawn(page, chart, chart.locator(".scatterlayer .point").nth(5))
        says(page, dialog, "13 July – 9 August 2026 (four weeks)")
        assert "figure_of=Aurelle~2026-08-03~2026-08-09" in page.url
        dialog.get_by_role("button", name="Back").click()
        says(page, answer, "44.4%")
        link = page.url
        dialog.get_by_role("button", name="Close").first.click()
        page.wait_for_url(lambda address: "figure" not in address, timeout=180_000)
        page.goto(link)  # the link opens the same answer
        says(page, answer, "44.4%")
        assert errors == []


def test_a_bar_opens_the_rows_of_its_part(demonstration):
    with browsing(language="en-GB", height=1500) as page:
        page.goto(f"{demonstration}/visibility?{WEEK}&kpi=mention_volume_unique")
        settle(page)
        chart = page.locator(".st-key-chart-parts")
        click_drawn(page, chart, chart.locator(".barlayer .point path").last)
        says(page, page.get_by_role("dialog"), "161 mentions counted · X · 21 – 27 September 2026")


def test_a_cell_of_the_coverage_calendar_opens_its_files_and_back(demonstration):
    with browsing(language="en-GB", height=1500) as page:
        page.goto(f"{demonstration}/sources?lang=en")
        settle(page)
        chart = page.locator(".js-plotly-plot").first
        dialog = page.get_by_role("dialog")
        chart.wait_for()
        first = chart.evaluate("one => one.data.at(-1).y.indexOf('Aurelle · Alert log')")
        days = chart.evaluate("one => one.data.at(-1).x.map(day => day.slice(0, 10))")[first : first + 36]
        for written, day in (("2026-10-11", "11 October 2026"), ("2026-10-12", "12 October 2026")):
            place = first + days.index(written)
            click_drawn(page, chart, chart.locator(".scatterlayer .trace").last.locator(".point").nth(place))
            says(page, dialog, day)
            assert "Aurelle · Alert log" in text_of(dialog)
            dialog.get_by_role("button", name="Close").first.click()
            settle(page)
        assert dialog.count() == 0
        rows = page.locator("[data-testid=stDataFrame]").first
        rows.scroll_into_view_if_needed()
        box = rows.bounding_box()
        page.mouse.click(box["x"] + 17, box["y"] + 35 + 17)
        says(page, dialog, "records behind this figure")
        assert "Account statistics · " in text_of(dialog)
