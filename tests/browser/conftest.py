"""Dashboards for the walks, each on a store of its own, and axe-core where it can be fetched."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from data.decisions.brands import set_role
from data.migrations import open_store
from loaders.demonstration import load_demonstration
from loaders.load import load
from tests.browser import walking
from tests.browser.serving import served

PATIENCE = 600  # seconds


@pytest.fixture(scope="session")
def copy_of_demonstration(tmp_path_factory):
    """Makes a store of the demonstration data: loaded once for all workers, a copy for who asks."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder, ready = shared / "demonstration-of-all", shared / "demonstration-of-all.ready"
    try:
        folder.mkdir()
    except FileExistsError:  # another worker loads it
        last = time.monotonic() + PATIENCE
        while not ready.exists():
            assert time.monotonic() < last, "the demonstration was not loaded by the worker that began to"
            time.sleep(0.5)
    else:
        store = open_store(folder / "e-reputation.duckdb")
        load_demonstration(store)
        store.close()
        ready.touch()

    def copy(name: str) -> Path:
        place = tmp_path_factory.mktemp(name) / "store"
        shutil.copytree(folder, place)
        return place / "e-reputation.duckdb"

    return copy


@pytest.fixture(scope="session")
def demonstration(copy_of_demonstration):
    """The address of a dashboard with the demonstration data."""
    with served(copy_of_demonstration("demonstration")) as where:
        yield where


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The address of a dashboard to which nothing was given."""
    with served(tmp_path_factory.mktemp("empty") / "e-reputation.duckdb") as where:
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
