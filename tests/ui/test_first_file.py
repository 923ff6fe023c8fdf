"""What a first file tells, in the reader's words."""

from data.decisions.brands import set_role
from tests import canonical
from tests.ui.dashboard import dashboard_on, faults


def test_the_topics_of_the_day_that_stands_out_are_named_as_people_read_them(store):
    counts = {"Brand": "Aurelle", "Channel": "x", "Sentiment": "negative"}
    canonical.mentions(store, canonical.daily("2026-03-03", [2] * 7, **counts))
    canonical.mentions(
        store, canonical.daily("2026-03-09", [9], **counts, Topic="labour", Text="grève"), format="template_march"
    )
    canonical.mentions(
        store, canonical.daily("2026-03-09", [9], **counts, Topic="a_b*c", Text="usine"), format="template_april"
    )
    set_role(store, "Aurelle", "own", who="test")
    store.close()
    with dashboard_on(store.path) as opened:
        app = opened("overview", brand="Aurelle", since="2026-03-03", until="2026-03-09")
    assert faults(app) == []
    (told,) = [one.value for one in app.markdown if "Topics that rose most" in one.value]
    assert "labour relations (+1" in told
    assert "a\\_b\\*c" in told
