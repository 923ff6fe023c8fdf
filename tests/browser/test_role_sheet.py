"""A role sheet, in a real browser: perimeter, profile, targets, signature; then the demonstration, and the scorecard."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from data.migrations import open_store
from kpis.objectives import objectives
from tests.browser.serving import browsing, served, settle, shot
from tests.browser.test_first_use import WAIT, no_fault


@pytest.fixture
def place(tmp_path):
    return tmp_path / "store" / "e-reputation.duckdb"


def step(page, name):
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name, exact=True)).first.click()
    settle(page)


def write_day(page, label, *parts):
    """Type a day into a date field, part by part, in the order in which it shows them."""
    field = page.get_by_test_id("stDateInput").filter(has_text=label)
    for segment, part in zip(field.get_by_role("spinbutton").all(), parts, strict=True):
        segment.click()
        page.keyboard.type(part)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)


def fill(page, label, text):
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Enter")
    settle(page)


def test_a_role_sheet_is_built_and_signed_and_its_scorecard_is_read(place):
    with served(place) as address, browsing(language="en-GB", width=1280, height=1000) as page:
        page.goto(f"{address}/role_sheet?lang=en")
        settle(page)
        page.get_by_role("combobox", name=re.compile("Role")).click()
        page.get_by_role("option", name="intern", exact=True).click()
        settle(page)
        page.get_by_role("button", name="Next: 2. Profile").click()
        settle(page)
        page.get_by_text("The article suggests: intern").wait_for(timeout=WAIT)
        assert page.get_by_text("profil clairement balisé").count() >= 1  # the article's own reason
        shot(page, "role-sheet-profile")
        page.get_by_role("button", name="Next: 3. Targets").click()
        settle(page)
        shot(page, "role-sheet-targets")
        page.get_by_role("button", name="Next: 4. Signature").click()
        settle(page)
        assert page.get_by_role("button", name="Sign", exact=True).is_disabled()  # nobody answers for it yet
        fill(page, "Owner", "Claire Morel")
        fill(page, "Approver", "Paul Renaud")
        write_day(page, "Valid from", "2026", "01", "05")
        page.get_by_text("Excluded until the first complete week is loaded").wait_for(timeout=WAIT)
        page.get_by_role("button", name="Sign", exact=True).click()
        page.get_by_text(re.compile(r"\d+ objectives were signed")).wait_for(timeout=WAIT)
        settle(page)
        no_fault(page)
        shot(page, "role-sheet-signed")
        page.goto(f"{address}/?lang=en")
        settle(page)
        page.get_by_role("button", name=re.compile("[Ll]oad the demonstration")).click()
        page.get_by_role("heading", name=re.compile("Aurelle · week")).wait_for(timeout=3 * WAIT)
        page.goto(f"{address}/objectives?lang=en&role=stagiaire")
        settle(page)
        page.get_by_role("button", name="Follower growth over 30 days").first.wait_for(timeout=WAIT)
        settle(page)
        no_fault(page)
        shot(page, "role-sheet-scorecard")
        assert page.get_by_text("Starting values").count() == 0
        row = page.locator(".st-key-row-followers_growth_rate-all")
        assert row.get_by_text("≥ 1.0%").count() == 1
        assert row.get_by_text(re.compile("Met|Close|Behind|Undecided|No verdict")).count() >= 1
    store = open_store(place)
    signed = objectives.recorded(store)
    store.close()
    assert {(one.role, one.owner, one.approver) for one in signed} == {("stagiaire", "Claire Morel", "Paul Renaud")}
    assert {one.valid_from.isoformat() for one in signed} == {"2026-01-05"}


def test_both_role_sheets_of_the_demonstration_brand_are_taken_away_as_documents(copy_of_demonstration):
    place = copy_of_demonstration("role-sheets")
    with served(place) as address, browsing(language="fr-FR", width=1280, height=1000) as page:
        for number, role in enumerate(("senior", "stagiaire")):
            page.goto(f"{address}/role_sheet?lang=fr")
            settle(page)
            if number:
                page.get_by_role("combobox", name=re.compile("Rôle")).click()
                page.get_by_role("option", name=role, exact=True).click()
                settle(page)
            step(page, "Historique et fichiers")
            for label, begins in (("PDF", b"%PDF"), ("Word", b"PK")):
                with page.expect_download(timeout=WAIT) as taken:
                    page.get_by_role("button", name=f"Fiche de fonction ({label})").click()
                content = taken.value.path().read_bytes()
                assert content.startswith(begins)
            text = "\n".join(part.text for part in Document(io.BytesIO(content)).paragraphs)
            assert f"Fiche de fonction · {role.capitalize()}" in text
            assert "Pourquoi ce profil" in text
            no_fault(page)
