"""Who is told of an alert is set on the screen, and a test goes to a real receiver; an episode is handled on its card."""

import pytest

from data.migrations import open_store
from data.watch import channels, episodes
from tests import canonical
from tests.ui.dashboard import dashboard_on, faults
from tests.watch.crisis import calm, negatives
from tests.watch.receivers import Hook


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    path = tmp_path_factory.mktemp("alerts") / "e-reputation.duckdb"
    store = open_store(path)
    canonical.brands(store, own="Aurelle")
    negatives(store, [*calm(35), 40, 5])
    store.close()
    return path


def pressed(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def test_somebody_is_told_and_a_test_is_sent(place, monkeypatch):
    with Hook() as hook, dashboard_on(place) as opened:
        monkeypatch.setenv("EREPUTATION_NOTIFY_HOOK", hook.address)
        app = opened("settings", section="people")
        app.text_input(key="channel name").set_value("Press office")
        app.selectbox(key="channel way").set_value("HOOK")
        app = app.button(key="save channel").click().run()
        assert not faults(app)
        app = pressed(app, "Send a test")
        assert [one.value for one in app.success] == ["The test was taken: look whether it arrived."]
        (post,) = hook.posts
        assert "This is a test: nothing has happened." in post["message"]
        hook.is_down = True
        app = pressed(app, "Send a test")
        assert len(app.error) == 1
        assert "did not take the message" in app.error[0].value
        assert pressed(app, "Remove").session_state is not None
    store = open_store(place)
    assert channels.channels(store) == ()
    store.close()


def test_on_a_first_file_of_some_days_no_calm_is_told(tmp_path):
    store = open_store(tmp_path / "e-reputation.duckdb")
    canonical.brands(store, own="Aurelle")
    negatives(store, calm(8))
    store.close()
    with dashboard_on(tmp_path / "e-reputation.duckdb") as opened:
        app = opened("crisis", brand="Aurelle")
        said = [one.value for one in app.caption]
    assert said.count("No day could be evaluated yet.") >= 2  # what waits for somebody, and the calendar
    assert not [one for one in said if one.startswith("None:") or "not evaluated" in one]
    assert not faults(app)


def test_an_episode_is_closed_on_its_card(place):
    with dashboard_on(place) as opened:
        app = opened("crisis", brand="Aurelle", since="2026-10-05", until="2026-10-11")
        app = pressed(app, "False alarm")
        assert any("False alarm: closed by" in one.value for one in app.markdown)
        assert not [one for one in app.button if one.label == "False alarm"]
        assert [one for one in app.button if one.label == "Open again"]
        assert not faults(app)
    store = open_store(place)
    (one,) = episodes.kept(store, "Aurelle")
    assert [step.action for step in episodes.actions(store, one.episode)] == ["close"]
    assert (one.verdict, one.closed_by) == ("false", "test@example.com")
    store.close()
