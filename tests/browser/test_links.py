"""A link that asks for what does not exist shows the nearest that does, and says so in a sentence; never a fault."""

from __future__ import annotations

import pytest

from tests.browser import walking
from tests.browser.serving import browsing, shot

# what the link asks for, and a part of the sentence that answers
LINKS = (
    ("?brand=Nobody&lang=en", "There is no brand called Nobody"),
    ("?role=emperor&lang=en", "which does not exist"),
    ("?since=2026-11-15&until=2026-11-09&lang=en", ""),
    ("mentions?since=2026-11-15&until=2026-11-09&lang=en", "have been swapped"),
    ("mentions?since=yesterday&until=2026-13-45&lang=en", "no readable date"),
    ("mentions?brand=%3Cscript%3Ealert(1)%3C/script%3E&lang=en", "There is no brand called"),
    ("mentions?page=99999999999&sort=%27;drop&share=x&reach=much&q=%22%22&lang=en", ""),
    ("mentions?channel=nowhere&sentiment=furious&lang=en", "No mentions match"),
    ("visibility?kpi=nothing&compare=never&channel=nowhere&lang=en", "which does not exist"),
    ("sources?section=cellar&kpi=nothing&weeks=many&audit=x&lang=en", "does not exist"),
    ("settings?section=attic&lang=en", "does not exist"),
    ("objectives?role=%00&brand=&since=0000-00-00&lang=xx", ""),
)


def test_a_link_to_nothing_leads_to_the_nearest_view(demonstration):
    with browsing(language="en-GB") as page:
        errors = walking.listening(page)
        faults = []
        for place, (link, sentence) in enumerate(walking.some(LINKS)):
            page.goto(f"{demonstration}/{link}")
            walking.at_rest(page)
            shot(page, f"link-{place}")
            faults += [f"{link}: {fault}" for fault in walking.at_fault(page, "en")]
            if sentence and sentence not in page.locator("body").inner_text():
                faults.append(f"{link}: it does not say '{sentence}'")
        assert not faults, "\n".join(faults)
        assert errors == []


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "[a](javascript:alert(1))"])
def test_what_a_link_says_is_shown_as_text(demonstration, text):
    from urllib.parse import quote

    with browsing(language="en-GB") as page:
        dialogs = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{demonstration}/mentions?lang=en&brand={quote(text)}&q={quote(text)}")
        walking.at_rest(page)
        assert text in page.locator("body").inner_text()
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0
        assert dialogs == []
