"""The whole demonstration, loaded once for every specification of it."""

import pytest

from data.migrations import open_store


@pytest.fixture(scope="session")
def loaded(copy_of_demonstration, demonstration_of_all):
    """The whole demonstration: the path of a store of its own, and the receipts by file name."""
    return copy_of_demonstration("demonstration"), demonstration_of_all[1]


@pytest.fixture(scope="session")
def receipts(loaded):
    return loaded[1]


@pytest.fixture(scope="session")
def store(loaded):
    """The loaded store, only read by the tests."""
    opened = open_store(loaded[0])
    yield opened
    opened.close()
