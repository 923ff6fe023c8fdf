"""Who acts: a name that is asked once per browser, before the first write, which is then carried out."""

import pytest

from tests.ui.dashboard import dashboard_on
from ui import identity, session, table_columns


@pytest.fixture
def settings(store, monkeypatch):
    """Opens the brands of the settings for a visitor without a name."""
    monkeypatch.setattr(identity, "signed_in", lambda: None)  # AppTest signs a person in
    store.close()
    with dashboard_on(store.path) as opened:
        yield opened("settings", section="brands")


def press(app, label):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def field(app, label):
    return next(one for one in app.text_input if one.label == label)


def test_the_first_write_asks_for_a_name_keeps_what_was_filled_in_and_the_next_one_asks_no_more(settings):
    field(settings, "Add a brand").set_value("Aurelle")
    app = press(settings, "Add")
    assert session.store().rows("select * from brand_roles") == []
    app.text_input(key="visitor name").set_value(" dashboard ")
    app = press(app, "Continue")
    assert [one.value for one in app.error] == ["Please write a name by which your colleagues know you."]
    app.text_input(key="visitor name").set_value("  Ann\t Tésté ")
    app = press(app, "Continue")
    field(app, "Add a brand").set_value("Velmont")
    press(app, "Add")
    assert session.store().rows("select brand, set_by from brand_roles order by brand") == [
        {"brand": "Aurelle", "set_by": "Ann Tésté"},
        {"brand": "Velmont", "set_by": "Ann Tésté"},
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann  Test", "Ann Test"),
        ("\u202eAnn\nTest", "Ann Test"),
        ("x" * 80, "x" * 60),
        ("", None),
        (" \t", None),
        ("Dashboard", None),
        ("demonstration", None),
        ("\u200b", None),
    ],
)
def test_a_name_names_somebody_on_one_line(text, name):
    assert identity.cleaned(text) == name


def test_an_author_is_never_empty_and_never_the_dashboard(monkeypatch):
    monkeypatch.setattr(table_columns, "say", str)
    monkeypatch.setattr(table_columns, "say_code", str)
    assert table_columns.people(["Ann", "dashboard", "demonstration", "", None]) == [
        "Ann",
        "not noted",
        "demonstration",
        "not noted",
        "not noted",
    ]
