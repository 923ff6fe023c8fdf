"""Targets of the role sheet: each objective a row with the target that one signs, which one writes in its own unit."""

import pytest

from data.decisions.brands import set_role
from tests import canonical
from tests.ui.dashboard import dashboard_on
from ui.objectives.target_row import read_number


@pytest.fixture
def targets(store):
    """Opens the targets on ten weeks of ten mentions."""
    canonical.mentions(
        store,
        canonical.daily("2026-03-02", [10, 0, 0, 0, 0, 0, 0] * 10, Brand="Aurelle", Channel="x", Sentiment="positive"),
    )
    set_role(store, "Aurelle", "own", who="test")
    store.close()
    with dashboard_on(store.path, seconds=200) as opened:
        yield opened("role_sheet", step="targets")


def field(app, start):
    return next(one for one in app.text_input if one.label.startswith(start))


def rows(app):
    return {(row.kpi, row.channel): row for row in app.session_state["role draft"].rows}


def test_a_target_is_shown_where_it_leads_and_a_written_one_goes_to_the_draft(targets):
    app = targets
    assert [one.value for one in (*app.exception, *app.error)] == []
    # a growing or fixed increment on a base of 70 mentions a week is shown as the mentions that it leads to
    assert read_number(field(app, "Target · Unique mentions").value, "", "en") >= 10
    app = field(app, "Target · Unique mentions").set_value("1,234").run()
    one = rows(app)["mention_volume_unique", None]
    assert field(app, "Target · Unique mentions").value == "1,234"
    assert one.target != 1234 or one.mode == "absolute"
    # the panels of two rows and that of a network stand together
    edition = app.session_state["role draft"].edition
    for one in [one for one in app.session_state["role draft"].rows if not one.is_followed][:2]:
        app.session_state[f"target terms {one.kpi}  {edition} {one.mode}"] = True
    app.session_state["add for a network"] = True
    app = field(app, "Target · Unique mentions").set_value("many").run()
    assert not app.exception
    assert len([one for one in app.selectbox if one.label == "Commitment"]) == 2
    assert any(one.key == "channel add" for one in app.button)
    assert [one.value for one in app.error if "is not a number" in one.value] == ["'many' is not a number."]
    assert any("covered weeks of the last year" in one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("48,9 %", "fr", 48.9),
        ("48.9", "fr", 48.9),
        ("1\u202f200", "fr", 1200.0),
        ("1,200", "en", 1200.0),
        ("1,200", "fr", 1.2),
        ("1,200,000.5", "en", 1200000.5),
        ("−3", "en", -3.0),
        ("", "en", None),
        ("1e5", "en", None),
        ("=1+1", "fr", None),
        ("1,2,3", "fr", None),
    ],
)
def test_a_number_is_read_the_way_of_the_language(text, language, number):
    assert read_number(text, "%", language) == number
