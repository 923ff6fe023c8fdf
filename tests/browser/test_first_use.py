"""The first use, in a real browser: an export is dropped, previewed, loaded, a brand is chosen, figures appear."""

from __future__ import annotations

import re

import pytest

from tests.browser.serving import browsing, served, settle, shot

WAIT = 90_000


def drop(page, path):
    """Drop a file on the Uploads screen and wait for its preview."""
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_text("Ready to load").first.wait_for(timeout=WAIT)
    settle(page)


def no_fault(page):
    """No traceback, and not the sentence that stands for one."""
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.get_by_text("This screen could not be shown").count() == 0
    assert page.get_by_text("n'a pas pu être affiché").count() == 0


@pytest.fixture
def address(tmp_path):
    with served(tmp_path / "store" / "e-reputation.duckdb") as where:
        yield where


def test_the_airline_file_becomes_figures_of_united(address, datasets):
    with browsing(language="en-GB") as page:
        page.goto(f"{address}/uploads?lang=en")
        settle(page)
        drop(page, datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv")
        assert page.get_by_text("14,640 read").count() == 1
        shot(page, "airline-preview")
        page.get_by_role("button", name="Load", exact=True).click()
        page.get_by_text("14,640 read = 14,485 kept + 155 folded + 0 rejected").first.wait_for(timeout=WAIT)
        settle(page)
        shot(page, "airline-receipt")
        no_fault(page)
        page.get_by_role("combobox", name=re.compile("Which brand is yours")).click()
        page.get_by_role("option", name="United", exact=True).click()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Save", exact=True).click()
        settle(page)
        page.goto(f"{address}/?lang=en")
        settle(page)
        shot(page, "airline-overview")
        no_fault(page)
        # no week of the file is complete: it is looked at whole
        assert page.get_by_role("heading", name=re.compile("United · 17 – 24 February 2015")).count() == 1
        # unique mentions of its eight days: 3,822 of United, of which four reword another of the 72 hours before
        assert page.get_by_text("3,818").count() >= 1
        assert page.get_by_text("The brands, side by side").count() == 1


def test_an_empty_store_offers_the_demonstration_in_one_click(address):
    with browsing(language="fr-FR") as page:
        page.goto(address)
        settle(page)
        shot(page, "empty")
        page.get_by_role("button", name=re.compile("Importer les données de démonstration")).click()
        page.get_by_role("heading", name=re.compile("Aurelle · semaine")).wait_for(timeout=2 * WAIT)
        settle(page)
        no_fault(page)
        shot(page, "demonstration-overview")
        page.get_by_text("Données de démonstration").first.wait_for(timeout=WAIT)


def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(address, tmp_path):
    picture = tmp_path / "export.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    with browsing(language="en-GB") as page:
        page.goto(f"{address}/uploads?lang=en")
        settle(page)
        page.locator("input[type=file]").set_input_files(str(picture))
        page.get_by_text("Refused").first.wait_for(timeout=WAIT)
        settle(page)
        shot(page, "refused")
        no_fault(page)
