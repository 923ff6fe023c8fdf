"""Every screen is drawn and its forms write, without a browser: the dashboard run by Streamlit's own AppTest."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.decisions.brands import set_role
from tests import canonical
from tests.test_house import ROOT
from ui import session

SCREENS = sorted(path.stem for path in (ROOT / "app_pages").glob("*.py") if path.stem != "__init__")


@pytest.fixture
def dashboard(store, monkeypatch):
    """Opens a screen of a dashboard on the test's store, which the dashboard then owns."""
    canonical.mentions(
        store, canonical.daily("2026-03-02", [3] * 28, Brand="Aurelle", Channel="x", Sentiment="positive")
    )
    set_role(store, "Aurelle", "own", who="test")
    store.close()
    monkeypatch.setenv("EREPUTATION_STORE", str(store.path))

    def opened(screen, **address):
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        for name, value in {"lang": "en", **address}.items():
            app.query_params[name] = value
        app.switch_page(f"app_pages/{screen}.py")
        return app.run()

    yield opened
    session.store().close()
    st.cache_resource.clear()


def faults(app):
    return [one.value for one in (*app.exception, *app.error)]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_a_small_store(dashboard, screen):
    assert faults(dashboard(screen)) == []


def test_the_form_of_the_publishing_plan_plans(dashboard):
    app = dashboard("settings", section="hours")
    next(one for one in app.selectbox if one.label == "Network").set_value("Facebook")
    next(one for one in app.number_input if one.label == "Posts a week").set_value(5)
    next(one for one in app.button if one.label == "Add to the plan").click()
    assert faults(app.run()) == []
    assert session.store().rows("select channel, posts_per_week from publishing_plans") == [
        {"channel": "facebook", "posts_per_week": 5}
    ]
