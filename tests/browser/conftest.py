"""Dashboards for the walks, each on a store of its own, and axe-core where it can be fetched."""

from __future__ import annotations

import pytest

from data.decisions.brands import set_role
from data.migrations import open_store
from loaders.load import load
from tests.browser import walking
from tests.browser.serving import served


@pytest.fixture(scope="session")
def demonstration(copy_of_demonstration):
    """The address of a dashboard with the demonstration data."""
    with served(copy_of_demonstration("demonstration")) as where:
        yield where


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The address of a dashboard to which nothing was given."""
    with served(tmp_path_factory.mktemp("empty") / "e-reputation.duckdb", renewing=True) as where:
        yield where


@pytest.fixture
def airline(datasets, tmp_path):
    """The address of a dashboard with tweets about six airlines, United being ours."""
    path = tmp_path / "airline" / "e-reputation.duckdb"
    store = open_store(path)
    file = datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv"
    receipt = load(store, file, name=file.name, who="test", origin="command line")
    assert receipt.status == "loaded", receipt.reason
    set_role(store, "United", "own", who="test")
    store.close()
    with served(path) as where:
        yield where


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """The script of axe-core; None where it cannot be fetched."""
    return walking.fetch_axe(tmp_path_factory.mktemp("axe"))
