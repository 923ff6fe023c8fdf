"""The states of Uploads, two at a time: a receipt that is open beside each other panel of the screen."""

from datetime import date

import pytest

from data import ledger
from data.decisions.brands import declared
from kpis.engine.periods import Period
from loaders.load import load
from tests.ui.dashboard import dashboard_on, faults
from ui import session
from ui.uploads import see_figures

MENTIONS = (
    "Date,Brand,Channel,Text\n2026-03-02 10:00,Aurelle,X,fine\n2026-03-09,Velmont,X,good\nnever,Aurelle,X,wrong\n"
)


@pytest.fixture
def uploads(store):
    """Opens Uploads in English on the test's store, which the dashboard then owns."""
    store.close()
    with dashboard_on(store.path) as opened:
        yield opened("uploads")


def keys(app, kind):
    return [one.key for one in getattr(app, kind)]


def press(app, label):
    next(one for one in app.button if one.label.startswith(label)).click()
    return app.run()


def drop(app, **files):
    app.file_uploader[0].set_value([(name, text.encode(), "text/csv") for name, text in files.items()])
    return app.run()


def tick(app, row=0):
    """Tick a row of the history, which is the last table of the screen."""
    history = next(one for one in app.dataframe if "Loaded at" in one.value.columns)
    app.session_state[history.key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


def test_a_receipt_and_its_row_of_the_history_both_offer_the_rejects_and_the_withdrawal(uploads):
    app = press(drop(uploads, march=MENTIONS), "Load")
    assert faults(app) == []
    app = tick(app)
    assert faults(app) == []
    assert len([one for one in keys(app, "download_button") if one and one.startswith("rejects")]) == 2
    assert any(one.label == "Withdraw…" for one in app.button)


def test_a_link_to_an_upload_opens_its_row_and_one_to_none_says_so(uploads):
    app = press(drop(uploads, march=MENTIONS), "Load")
    (upload,) = ledger.uploads(session.store())["upload_id"]
    app.query_params["upload"] = upload
    app = app.run()
    assert faults(app) == []
    assert any(one.label == "Withdraw…" for one in app.button)
    app.query_params["upload"] = "nothing"
    app = app.run()
    assert [one.value for one in app.info if "not in this store" in one.value]
    assert not any(one.label == "Withdraw…" for one in app.button)


def test_a_file_that_fails_is_named_and_the_good_one_beside_it_is_loaded(uploads):
    damaged = "PK\x03\x04[Content_Types].xml" + "x" * 50
    app = drop(uploads, damaged=damaged, march=MENTIONS)
    assert "The workbook is damaged or truncated" in faults(app)[0]
    app = press(app, "Load")
    assert [row["status"] for row in session.store().rows("select status from uploads")] == ["loaded"]
    assert any("march" in one.value and "Loaded" in one.value for one in app.markdown)


def test_a_card_that_cannot_be_drawn_hides_nothing_else(uploads, monkeypatch):
    def failing(*_arguments):
        raise OSError("Invalid argument")

    monkeypatch.setattr("ui.uploads.receipt.preview", failing)
    app = drop(uploads, march=MENTIONS)
    assert faults(app) == [
        "march could not be shown; the rest of this screen is complete. The log of the server gives the reason, and "
        "the data is untouched."
    ]
    assert any(one.value == "Templates to fill by hand" for one in app.subheader)


def test_the_competitors_that_a_file_names_are_proposed_and_a_template_is_one_choice_of_a_menu(uploads):
    app = press(drop(uploads, march=MENTIONS), "Load")
    mine, theirs = (one for one in app.multiselect if one.label in ("Which brand is yours?", "Which are competitors?"))
    assert (mine.value, theirs.value) == ([], ["Aurelle", "Velmont"])
    mine.set_value(["Aurelle"])
    app = press(app, "Save")
    assert faults(app) == []
    assert session.store().rows("select brand, role from brands order by brand") == [
        {"brand": "Aurelle", "role": "own"},
        {"brand": "Velmont", "role": "competitor"},
    ]
    assert declared(session.store()) == ("Aurelle", "Velmont")
    menu = next(one for one in app.selectbox if one.label == "Template")
    assert len(menu.options) > 10
    app = menu.set_value("mentions").run()
    assert [one.label for one in app.download_button if str(one.key).startswith("template")] == ["English", "Français"]


def test_see_the_figures_leads_to_what_the_file_changed(store, tmp_path):
    (tmp_path / "march.csv").write_text(MENTIONS, encoding="utf-8")
    done = load(store, tmp_path / "march.csv", name="march.csv", who="test", origin="screen")
    week = Period(date(2026, 3, 2), date(2026, 3, 9))
    assert see_figures.target(store, done.upload_id) == ("visibility", "Aurelle", week)
    ledger.withdraw(store, done.upload_id, who="test")
    assert see_figures.target(store, done.upload_id) is None


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), Period(date(2026, 3, 2), date(2026, 3, 2))),
        (date(2026, 1, 1), date(2026, 4, 2), Period(date(2026, 1, 1), date(2026, 4, 2))),  # 92 days
        (date(2026, 1, 1), date(2026, 4, 29), Period(date(2026, 3, 1), date(2026, 3, 31))),
        (date(2025, 1, 1), date(2026, 4, 30), Period(date(2026, 4, 1), date(2026, 4, 30))),
    ],
)
def test_the_days_of_a_file_are_shown_as_they_are_or_the_last_whole_month_of_them(first, last, shown):
    assert see_figures.period_of(first, last) == shown
