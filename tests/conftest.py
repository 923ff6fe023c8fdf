"""What every test may ask for: an open store, and the folders of real files where they are at hand."""

import os
import shutil
from pathlib import Path

import pytest

from data.migrations import open_store
from data.store import Store

SLOW = {"browser", "demonstration", "test_messy_variants.py"}  # folders and files


@pytest.fixture(scope="session")
def empty_store_file(tmp_path_factory) -> Path:
    """The file of an empty store, to be copied: making its tables takes three times as long as opening them."""
    path = tmp_path_factory.mktemp("empty") / "e-reputation.duckdb"
    open_store(path).close()
    return path


@pytest.fixture
def store(tmp_path, empty_store_file):
    """A fresh, open, empty store."""
    path = tmp_path / "store" / "e-reputation.duckdb"
    path.parent.mkdir()
    shutil.copyfile(empty_store_file, path)
    opened = Store(path)
    yield opened
    opened.close()


def pytest_collection_modifyitems(items):
    """Browsers, the demonstration and messy variants are slow: `make quick` leaves them out."""
    for item in items:
        if SLOW & {*item.path.parts, item.path.name}:
            item.add_marker("slow")


def _folder(variable: str) -> Path:
    named = os.environ.get(variable)
    if not named or not Path(named).is_dir():
        pytest.skip(f"{variable} names no folder of real files: set it to run this test")
    return Path(named).absolute()


@pytest.fixture
def exports() -> Path:
    """Real exports of the tools."""
    return _folder("EREPUTATION_EXPORTS")


@pytest.fixture
def datasets() -> Path:
    """Real data with published figures."""
    return _folder("EREPUTATION_DATASETS")
