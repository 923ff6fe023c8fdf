"""The screen of the weekly report: a draft is edited and issued, an issue opens as it was and says what was revised."""

from __future__ import annotations

import io
import zipfile

import pytest

from data.reports import outbox, settings
from tests import canonical
from tests.reports.weekly import example
from tests.ui.dashboard import faults
from ui import session
from ui.report import downloads

WEEK = {"since": "2026-03-16", "until": "2026-03-22", "brand": "Aurelle", "role": "senior"}


def _click(app, label):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def _told(app):
    return " ".join(str(one.value) for one in (*app.markdown, *app.caption))


def test_a_draft_is_edited_issued_and_opened_again_with_what_was_revised(dashboard):
    app = dashboard("weekly_report", **WEEK)
    assert faults(app) == []
    assert "Draft: its figures follow the uploads" in _told(app)
    area = app.text_area[0]
    area.set_value("Our own words for the board.")
    app = _click(app, "Save the sentence")
    assert "Edited by test@example" in _told(app)
    app = _click(app, "Issue the report")
    assert faults(app) == []
    assert ", edition 1" in _told(app)
    assert "No figure of this report was revised since" in _told(app)
    [row] = session.store().rows("select distinct report, issued_by from issued_reports")
    assert row["issued_by"] == "test@example.com"
    canonical.mentions(
        session.store(), canonical.daily("2026-03-16", [9] * 7, Brand="Aurelle", Channel="facebook", Source="late")
    )
    app = dashboard("weekly_report", **WEEK)
    assert faults(app) == []
    (revised,) = [one.value for one in app.dataframe if "As issued" in one.value.columns]
    mentions = revised[revised["Indicator"] == "Unique mentions"]
    assert mentions[["As issued", "Today"]].to_numpy().tolist() == [["21", "84"]]
    draft = dashboard("weekly_report", report="draft", **WEEK)
    assert "Draft: its figures follow the uploads" in _told(draft)


def test_a_generated_sentence_comes_back(dashboard):
    app = dashboard("weekly_report", **WEEK)
    app.text_area[0].set_value("Ours.")
    app = _click(app, "Save the sentence")
    app = _click(app, "Restore the generated sentence")
    assert faults(app) == []
    assert "Edited by" not in _told(app)


def test_days_without_data_have_a_report_that_says_so(dashboard):
    assert faults(dashboard("weekly_report", **{**WEEK, "since": "2026-04-06", "until": "2026-04-12"})) == []


def test_recipients_schedule_links_and_look_are_kept(dashboard):
    app = dashboard("settings", section="reports")
    assert faults(app) == []
    next(one for one in app.text_input if one.label == "Name of the recipients").set_value("Board")
    next(one for one in app.text_input if "E-mail addresses" in one.label).set_value("a@example.org, b@example.org")
    next(one for one in app.button if one.key == "save recipients").click()
    app = app.run()
    assert faults(app) == []
    [kept] = settings.recipients(session.store())
    assert (kept.name, kept.addresses, kept.kind) == ("Board", ("a@example.org", "b@example.org"), "week")
    next(one for one in app.button if one.key == "save schedule week").click()
    app = app.run()
    assert settings.schedules(session.store())["week"].patience == 48
    next(one for one in app.text_input if "Address of this dashboard" in one.label).set_value("ftp://x")
    next(one for one in app.button if one.key == "save report links").click()
    app = app.run()
    assert "is not an address of a dashboard" in faults(app)[0]
    next(one for one in app.button if one.key == "remove recipients Board").click()
    app = app.run()
    assert settings.recipients(session.store()) == ()


def test_the_pages_of_an_archive_have_their_names_and_the_same_bytes():
    files = (outbox.File("a_1.png", "image/png", b"1"), outbox.File("a_2.png", "image/png", b"2"))
    made = downloads.archive(files)
    assert made == downloads.archive(files)
    assert zipfile.ZipFile(io.BytesIO(made)).namelist() == ["a_1.png", "a_2.png"]


@pytest.mark.parametrize("face", downloads.NAMES)
def test_every_face_is_offered_and_made(face):
    from reports.weekly.faces import FACES, files_of

    assert set(downloads.NAMES) == set(FACES)
    assert all(one.content for one in files_of(example.report(), (face,)))
