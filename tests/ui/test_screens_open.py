"""Every screen is drawn and its forms write, without a browser: the dashboard run by Streamlit's own AppTest."""

from datetime import date

import pytest

from tests import canonical
from tests.test_house import ROOT
from tests.ui.dashboard import faults
from ui import session

SCREENS = sorted(path.stem for path in (ROOT / "app_pages").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_a_small_store_and_what_it_shows_can_be_copied(dashboard, screen):
    app = dashboard(screen)
    assert faults(app) == []
    shown = app.session_state["shown to be copied"].values()
    assert all(one.make() and one.message() for one in shown)
    assert bool(shown) == any(one.label == "Card, chart or table" for one in app.selectbox)


def test_a_figure_that_is_only_followed_and_that_no_export_feeds_is_a_name_with_the_export_that_would(dashboard):
    app = dashboard("search")
    silent = next(one.value for one in app.caption if one.value.startswith("No figure yet:"))
    assert "Clicks from search, Impressions in search (with an export of clicks and impressions by day" in silent
    assert not any("Clicks from search" in one.value for one in app.markdown)
    assert not any(one.label == "Clicks from search" for one in app.button)
    asked = dashboard("search", kpi="search_clicks")  # a link, or the search by name
    assert faults(asked) == []
    assert "Clicks from search" not in next(
        one.value for one in asked.caption if one.value.startswith("No figure yet:")
    )


def test_the_rhythm_of_a_source_is_shown_and_set(dashboard):
    app = dashboard("sources")
    (shown,) = [one.value for one in app.dataframe if "Rhythm" in one.value.columns]
    assert shown[["Source", "Rhythm", "Reason"]].to_numpy().tolist() == [
        ["Aurelle · Mentions", "daily", "its figures need each day"]
    ]
    next(one for one in app.selectbox if one.label == "Rhythm").set_value("weekly")
    next(one for one in app.button if one.label == "Save").click()
    app = app.run()
    assert faults(app) == []
    (shown,) = [one.value for one in app.dataframe if "Rhythm" in one.value.columns]
    assert shown[["Rhythm", "Reason"]].to_numpy().tolist() == [["weekly", "set by a person; learnt: daily"]]
    history = dashboard("settings", section="history").dataframe[0].value
    assert history[["Setting", "After"]].to_numpy().tolist()[0] == [
        "Rhythm of a source · Mentions · Aurelle · template_mentions",
        "weekly",
    ]


def test_an_account_is_declared_closed(dashboard):
    dashboard("settings", section="brands")
    canonical.followers(
        session.store(), "Day | Brand | Channel | Account | Followers\n2026-03-02 | Aurelle | x | aurelle_fr | 10"
    )
    app = dashboard("settings", section="brands")
    next(one for one in app.date_input if one.label == "Closed on").set_value(date(2026, 3, 9))
    next(one for one in app.button if one.label == "Declare").click()
    assert faults(app.run()) == []
    assert session.store().rows("select account, closed_on from account_lives") == [
        {"account": "aurelle_fr", "closed_on": date(2026, 3, 9)}
    ]
    history = dashboard("settings", section="history").dataframe[0].value
    assert history[["Setting", "After"]].to_numpy().tolist()[0] == [
        "Account opened or closed · Aurelle · X · aurelle_fr",
        "closed on 9 March 2026",
    ]


def test_days_off_are_those_of_a_region_and_named_in_the_language_of_the_screen(dashboard):
    app = dashboard("settings", section="hours", lang="fr")
    regions = next(one for one in app.selectbox if "Moselle (57)" in one.options)
    assert "Good Friday" not in "".join(one.value for one in app.caption)
    app = regions.set_value("57").run()
    assert any("Vendredi saint" in one.value for one in app.caption)
    save = next(one for one in app.button if one.label in ("Save", "Enregistrer"))
    assert faults(save.click().run()) == []
    assert session.store().value("select value from settings where name = 'holidays_country'") == "FR-57"


def test_the_form_of_the_publishing_plan_plans(dashboard):
    app = dashboard("settings", section="hours")
    next(one for one in app.selectbox if one.label == "Network").set_value("Facebook")
    next(one for one in app.number_input if one.label == "Posts a week").set_value(5)
    next(one for one in app.button if one.label == "Add to the plan").click()
    assert faults(app.run()) == []
    assert session.store().rows("select channel, posts_per_week from publishing_plans") == [
        {"channel": "facebook", "posts_per_week": 5}
    ]
