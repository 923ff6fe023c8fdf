"""What stands at the edge of a screen: a table's toolbar, Streamlit's own words, the name of the visitor."""

from __future__ import annotations

from urllib.parse import unquote

from tests.browser.serving import browsing, settle
from ui import identity

COVERED = """(table) => {
    const bar = table.querySelector('[data-testid=stElementToolbar]').getBoundingClientRect();
    return [...document.querySelectorAll('button')].filter((one) => {
        const box = one.getBoundingClientRect();
        return !table.contains(one) && box.width && box.left < bar.right && bar.left < box.right
            && box.top < bar.bottom && bar.top < box.bottom;
    }).map((one) => one.innerText);
}"""


def test_a_toolbar_covers_no_button_dates_are_french_and_a_new_visitor_is_remembered(demonstration):
    with browsing(language="fr-FR", visitor="") as page:
        page.goto(f"{demonstration}/mentions?lang=fr")
        settle(page)
        table = page.locator("[data-testid=stDataFrame]").first
        table.hover()
        assert table.evaluate(COVERED) == []
        page.get_by_role("button", name="Choisir les dates").click()
        page.get_by_text("Période", exact=True).wait_for()
        page.keyboard.press("Escape")
        page.goto(f"{demonstration}/settings?lang=fr")
        settle(page)
        page.locator(".st-key-visitor button").click()
        field = page.locator("[data-testid=stPopoverBody] input")
        field.fill("Zoé d'Été; x=1")
        field.press("Enter")
        page.locator(".st-key-visitor").get_by_text("Zoé d'Été; x=1").wait_for()
        settle(page)
        kept = {one["name"]: unquote(one["value"]) for one in page.context.cookies()}
        assert kept[identity.COOKIE] == "Zoé d'Été; x=1"
        page.goto(f"{demonstration}/settings?lang=fr")
        settle(page)
        assert page.locator(".st-key-visitor").get_by_text("Zoé d'Été; x=1").count() == 1
