"""Empty lakes: a PostgreSQL for all tests of a worker, a database and a folder for each."""

from __future__ import annotations

import itertools

import pytest

from data.lake.address import place_of
from data.migrations import open_store
from tests.data.lake.serving import postgresql

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def catalogues():
    """The PostgreSQL of the lakes. Skips where it, or an extension of DuckDB, cannot be had."""
    for name in ("ducklake", "postgres_scanner"):
        pytest.importorskip(f"duckdb_extension_{name}", reason="the extensions of DuckDB for a lake are not installed")
    with postgresql() as server:
        yield server


@pytest.fixture
def lake(catalogues, tmp_path):
    """The place of an empty lake."""
    return place_of(catalogues.create(f"lake{next(_numbers)}"), folder=str(tmp_path / "shared"))


@pytest.fixture
def shared(lake):
    """An open, empty lake."""
    store = open_store(lake)
    yield store
    store.close()
