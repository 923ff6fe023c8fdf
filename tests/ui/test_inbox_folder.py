"""The inbox folder on the screens: it is chosen in Settings, and what waits in it is answered in Uploads."""

import pytest

from commands.drop_rounds import Rounds
from data.decisions import drop_folder
from loaders.drop_folder import seen
from tests.ui.dashboard import dashboard_on, faults
from ui import session

WEEK = "Date,Brand,Channel,Followers\n11/02/2026,Aurelle,X,5\n"


@pytest.fixture
def opened(store):
    """Opens a screen in English on the test's store, which the dashboard then owns."""
    store.close()
    with dashboard_on(store.path) as opened:
        yield opened


def press(app, label):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def texts(app):
    return " ".join(one.value for one in (*app.markdown, *app.caption, *app.warning))


def test_a_folder_is_chosen_and_what_waits_in_it_is_answered_in_uploads(opened, tmp_path):
    app = opened("settings", section="data")
    field = next(one for one in app.text_input if one.label == "Folder of this machine")
    field.set_value("/")
    app = press(app, "Save")
    assert ["holds more than exports" in one for one in faults(app)] == [True]
    next(one for one in app.text_input if one.label == "Folder of this machine").set_value(str(tmp_path / "drop"))
    app = press(app, "Save")
    assert (faults(app), drop_folder.language_of(session.store())) == ([], "en")
    assert "no program looks into it" in texts(app)
    (tmp_path / "drop" / "week.csv").write_text(WEEK)
    (tmp_path / "drop" / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "drop" / "brand").mkdir()
    rounds = Rounds(session.store())
    rounds.look()
    rounds.look()
    told = texts(app.run())
    assert "1 file waits for an answer" in told
    assert "Not read, as subfolders and links are not: brand." in told
    assert "1 file was refused in the last 7 days:" in told
    app.switch_page("app_pages/uploads.py")
    app = app.run()
    assert "**Inbox folder** · :orange[●] 1 file waits for an answer · last looked at" in texts(app)
    app = press(app, "Answer")
    assert faults(app) == []
    next(one for one in app.selectbox if "do not distinguish" in one.label).set_value("mdy")
    app = press(app.run(), "Load")
    assert faults(app) == []
    assert session.store().rows("select name, status, origin from uploads where status = 'loaded'") == [
        {"name": "week.csv", "status": "loaded", "origin": "inbox folder"}
    ]
    assert ":blue[✔] nothing waits" in texts(app)
    rounds.look()
    assert (tmp_path / "drop" / "loaded" / "week.csv").read_text() == WEEK
    app = press(app, "Close this file")
    assert not [one for one in app.button if one.label in ("Answer", "Close this file")]
    assert list(session.store().work.iterdir()) == []
    assert "inbox folder" in list(app.dataframe[-1].value["From"])
    seen.publish(session.store(), None)


def test_a_problem_of_the_folder_is_a_sentence_and_hides_nothing_else(opened, tmp_path, monkeypatch):
    monkeypatch.setenv(drop_folder.VARIABLE, str(tmp_path / "drop"))
    app = opened("uploads")
    (tmp_path / "drop" / "loaded").parent.mkdir()
    (tmp_path / "drop" / "loaded").write_text("a file in its place")
    Rounds(session.store()).look()
    told = texts(app.run())
    assert ("nothing is loaded" in told, "cannot be written to" in told) == (True, True)
    assert any(one.value == "Templates to fill by hand" for one in app.subheader)
    app.query_params["section"] = "data"
    app.switch_page("app_pages/settings.py")
    assert "as EREPUTATION_INBOX says" in texts(app.run())
    next(one for one in app.selectbox if one.label == "Language of the receipts").set_value("en")
    app = press(app, "Save")
    assert (faults(app), drop_folder.language_of(session.store())) == ([], "en")
    seen.publish(session.store(), None)
