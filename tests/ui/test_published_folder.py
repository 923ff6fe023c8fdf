"""The folder of published tables is chosen in Settings, which say when it was written last, or why it was not."""

from datetime import UTC, datetime

import pytest

from commands.publishing.rounds import Rounds
from data.access.acting import acting, program
from data.decisions import published
from tests.ui.dashboard import dashboard_on, faults
from ui import session


@pytest.fixture
def opened(store):
    """Opens a screen in English on the test's store, which the dashboard then owns."""
    store.close()
    with dashboard_on(store.path) as opened:
        yield opened


def choose(app, folder):
    next(one for one in app.text_input if one.label == "Folder of the tables").set_value(folder)
    next(one for one in app.button if one.label == "Save this folder").click()
    return app.run()


def texts(app):
    return " ".join(one.value for one in (*app.markdown, *app.caption, *app.warning))


def test_a_folder_is_chosen_written_lost_and_let_go(opened, tmp_path):
    place = tmp_path / "tables"
    app = choose(opened("settings", section="data"), "tables")
    assert ["is not a whole path" in one for one in faults(app)] == [True]
    app = choose(app, str(place))
    assert (faults(app), published.folder(session.store())) == ([], str(place))
    assert "Not published yet" in texts(app)
    rounds = Rounds(session.store(), quiet=0.0)
    with acting(program("publishing")):
        rounds.round()  # remembers the folder
        rounds.round()
        assert (place / "figures.parquet").is_file()
        assert "Published: " in texts(app.run())
        place.rename(tmp_path / "away")
        rounds.clock = lambda: datetime(2030, 1, 1, tzinfo=UTC)
        rounds.round()
    told = texts(app.run())
    assert "the tables were not published" in told
    app = choose(app, "")
    assert (faults(app), published.folder(session.store())) == ([], "")
    assert "the tables were not published" not in texts(app)


def test_the_environment_takes_the_place_of_the_form(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("EREPUTATION_PUBLISH", str(tmp_path))
    app = opened("settings", section="data")
    assert "as EREPUTATION_PUBLISH says." in texts(app)
    assert not [one for one in app.text_input if one.label == "Folder of the tables"]
    monkeypatch.setenv("EREPUTATION_PUBLISH", "off")
    assert "EREPUTATION_PUBLISH=off: no tables are published." in texts(app.run())
