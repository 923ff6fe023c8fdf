"""A dashboard on a small store, for the tests of screens."""

import pytest

from data.decisions.brands import set_role
from tests import canonical
from tests.ui.dashboard import dashboard_on


@pytest.fixture
def dashboard(store):
    """Opens a screen of a dashboard on the test's store, which the dashboard then owns."""
    canonical.mentions(
        store, canonical.daily("2026-03-02", [3] * 28, Brand="Aurelle", Channel="x", Sentiment="positive")
    )
    set_role(store, "Aurelle", "own", who="test")
    store.close()
    with dashboard_on(store.path) as opened:
        yield opened
