"""Finding a place by its name from any screen, and views kept under a name: opened, started with, forgotten."""

from __future__ import annotations

from tests.browser import walking
from tests.browser.serving import browsing, shot


def test_a_setting_is_found_kept_under_a_name_and_this_browser_starts_with_it(empty):
    with browsing(language="en-GB") as page:
        errors = walking.listening(page)
        page.goto(f"{empty}/?lang=en")
        walking.at_rest(page)

        page.keyboard.press("Control+k")
        field = page.get_by_role("dialog").get_by_role("combobox")
        field.wait_for()
        page.locator("[role=dialog] input:focus").wait_for()  # opened to be typed into
        page.keyboard.type("people and")
        page.get_by_role("option", name="People and alerts · settings").wait_for()
        shot(page, "search")
        page.keyboard.press("Enter")
        page.wait_for_url("**/settings?*section=people*")
        walking.at_rest(page)

        page.get_by_role("button", name="Views").click()
        page.get_by_label("Name for the view on the screen").fill("Who is alerted")
        page.get_by_role("button", name="Keep this view").click()
        page.get_by_text("The view is kept.").wait_for()
        page.get_by_role("button", name="Start here").click()  # the list of views stays open
        walking.at_rest(page)

        page.goto(empty)  # a new session of this browser, without a link
        page.wait_for_url("**/settings?*section=people*")
        walking.at_rest(page)
        page.goto(f"{empty}/sources")  # a link says what to show
        walking.at_rest(page)
        assert "/sources" in page.url

        page.get_by_role("button", name="Views").click()
        shot(page, "views")
        page.get_by_role("button", name="Forget").click()
        page.get_by_text("Removed.").wait_for()
        page.goto(empty)  # what it started with is no more
        walking.at_rest(page)
        assert "/settings" not in page.url
        assert errors == []
