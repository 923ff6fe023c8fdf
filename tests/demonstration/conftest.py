"""The whole demonstration, loaded once for every specification of it."""

import pytest

from data.migrations import open_store
from loaders.demonstration import load_demonstration


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """The whole demonstration, loaded once: the store's path, and the receipts by file name."""
    path = tmp_path_factory.mktemp("demonstration") / "e-reputation.duckdb"
    store = open_store(path)
    receipts = {receipt.name: receipt for receipt in load_demonstration(store)}
    store.close()
    return path, receipts


@pytest.fixture(scope="session")
def receipts(loaded):
    return loaded[1]


@pytest.fixture(scope="session")
def store(loaded):
    """The loaded store, only read by the tests."""
    opened = open_store(loaded[0])
    yield opened
    opened.close()
