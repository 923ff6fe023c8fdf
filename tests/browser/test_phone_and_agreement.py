"""Every screen on a phone: nothing is wider than it, the Overview is short. And a figure is the same wherever it stands."""

from __future__ import annotations

import re

import pytest

from data.migrations import open_store
from tests import canonical
from tests.browser import walking
from tests.browser.serving import browsing, served

PHONE = (390, 844)
SCREENS_HIGH = 3
SHORT = ("", "objectives", "visibility", "sentiment", "relation", "crisis", "mentions", "uploads")  # without make walk
WEEK = "lang=en&brand=Aurelle&since=2026-09-21&until=2026-09-27"  # the crisis of the demonstration
FOLDED = ("quiet", "quality", "others")  # expanders that hold figures
FIGURES = """() => {
    const found = [], text = (node) => node ? node.innerText.replace(/\\s+/g, ' ').trim() : null;
    for (const node of document.querySelectorAll('[class*="st-key-card-"], [class*="st-key-row-"]')) {
        const key = [...node.classList].map((one) => one.match(/^st-key-(?:card|row(?:-moved)?)-([a-z_]+)(?:-all)?$/))
            .find((one) => one);
        if (!key) continue;
        const value = text(node.querySelector('h3')) || text(node.querySelector('[data-testid=stColumn]:nth-child(3) strong'));
        if (value) found.push([key[1], value]);
    }
    return found;
}"""
WIDER = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return [main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth, main.scrollHeight];
}"""


def figures_of(page) -> dict[str, set[str]]:
    """KPI -> the values that the cards and rows of the screen show, those that are folded included."""
    for name in FOLDED:
        for one in page.locator(f".st-key-unfold-{name} summary").all():
            one.click()
            walking.at_rest(page)
    found: dict[str, set[str]] = {}
    for name, value in page.evaluate(FIGURES):
        found.setdefault(name, set()).add(value)
    return found


def walk(page, address: str, screens, asked: str) -> tuple[dict[str, dict[str, set[str]]], dict[str, str], list[str]]:
    """KPI -> value -> screens; screen -> its text; and what is wider than the phone."""
    seen: dict[str, dict[str, set[str]]] = {}
    texts, faults = {}, []
    for screen in screens:
        page.goto(f"{address}/{screen}?{asked}")
        walking.at_rest(page)
        inner, outer, height = page.evaluate(WIDER)
        name = screen or "overview"
        if inner > 0 or outer > 0:
            faults.append(f"{name}: {max(inner, outer)} pixels wider than a phone")
        if not screen and height >= SCREENS_HIGH * PHONE[1]:
            faults.append(f"{name}: {height} pixels high")
        faults += [f"{name}: {fault}" for fault in walking.at_fault(page, "en")]
        texts[name] = page.locator("[data-testid=stMain]").inner_text()
        for kpi, values in figures_of(page).items():
            for value in values:
                seen.setdefault(kpi, {}).setdefault(value, set()).add(name)
    return seen, texts, faults


def disagreeing(seen: dict[str, dict[str, set[str]]]) -> dict[str, dict[str, set[str]]]:
    return {kpi: values for kpi, values in seen.items() if len(values) > 1}


def test_on_a_phone_nothing_is_cut_and_every_screen_gives_the_same_figures(demonstration):
    with browsing(width=PHONE[0], height=PHONE[1], language="en-GB") as page:
        screens = walking.screens() if walking.is_long() else SHORT
        seen, texts, faults = walk(page, demonstration, screens, WEEK)
        assert faults == []
        assert disagreeing(seen) == {}
        assert sum(len(screens) > 1 for values in seen.values() for screens in values.values()) > 10  # it compares
        counted = {name: set(re.findall(r"\d+ of \d+ objectives met", text)) for name, text in texts.items()}
        assert counted["overview"] == counted["objectives"] != set()
        (level,) = seen["crisis_level"]
        for name in ("overview", "crisis"):
            assert level == "3 / 3"
            assert "◆" in texts[name]


@pytest.fixture
def short_file(tmp_path):
    """The address of a dashboard to which nine days of X about two brands were given, and nothing else."""
    path = tmp_path / "short" / "e-reputation.duckdb"
    path.parent.mkdir()
    store = open_store(path)
    for brand, count in (("Aurelle", 6), ("Velmont", 9)):
        rows = canonical.daily("2026-03-03", [count] * 9, Brand=brand, Channel="x", Sentiment="negative", Author="lea")
        canonical.mentions(store, rows, channel="x", format=f"template_{brand.lower()}")
    store.close()
    with served(path) as where:
        yield where


def test_a_first_file_leads_with_what_it_tells_and_contradicts_itself_nowhere(short_file):
    with browsing(width=PHONE[0], height=PHONE[1], language="en-GB") as page:
        screens = ("", "visibility", "sentiment", "crisis")
        asked = "lang=en&brand=Aurelle&since=2026-03-03&until=2026-03-11"
        seen, texts, faults = walk(page, short_file, screens, asked)
        assert [one for one in faults if "wider" in one] == []
        assert disagreeing(seen) == {}
        overview = texts["overview"]
        assert list(seen["mention_volume_unique"]) == ["54"]  # 9 days of 6
        assert "earned_coverage" not in seen or list(seen["earned_coverage"]) == ["n/a"]
        assert "Press and blog coverage (with an export of mentions that holds the press and blogs)" in overview
        assert "The brands, side by side" in overview
        assert "What is negative, and about what" in overview
        for absent in ("Behind", "No verdict", "no comparison", "n/a"):
            assert absent not in overview
