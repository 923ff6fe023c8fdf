"""The audit log on a screen: what the product itself writes is in the visitor's language; the file keeps the codes."""

import pytest

from data.access.acting import COMMAND_LINE, acting
from data.access.reading import entries
from data.decisions.brands import set_role
from tests import canonical
from tests.ui.dashboard import dashboard_on, faults
from ui.settings.audit import as_csv


@pytest.fixture
def noted(store):
    canonical.mentions(store, canonical.daily("2026-03-02", [3] * 28, Brand="Aurelle", Channel="x"))
    with acting(COMMAND_LINE):
        set_role(store, "Aurelle", "own", who="test")
        set_role(store, "Aurelle", "competitor", who="test")
    return store


@pytest.mark.parametrize(
    ("language", "who", "brand_role", "loaded"),
    [
        ("en", "command line", ("Ours", "Competitor"), "Loaded"),
        ("fr", "ligne de commande", ("La nôtre", "Concurrent"), "Importé"),
    ],
)
def test_names_of_the_program_and_roles_of_brands_are_in_the_language_of_the_visitor(
    noted, language, who, brand_role, loaded
):
    rows = entries(noted)
    noted.close()
    with dashboard_on(noted.path) as opened:
        app = opened("settings", section="audit", lang=language)
        assert faults(app) == []
        table = app.dataframe[0].value
        file = as_csv(rows, {row[0] for row in rows}).decode("utf-8-sig")
    changed = table[table.iloc[:, 6] == "Aurelle"].iloc[0]
    assert (changed.iloc[3], changed.iloc[7], changed.iloc[8]) == (who, *brand_role)
    assert any(loaded in text for text in table.iloc[:, 8]), table.to_dict("records")
    assert "command line" in file
    assert '""role"": ""own""' in file.replace('\\"', '""')
