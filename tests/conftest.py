"""What every test may ask for: an open store, and the folders of real files where they are at hand."""

import os
from pathlib import Path

import pytest

from data.store import Store


@pytest.fixture
def store(tmp_path):
    """A fresh, open, empty store."""
    opened = Store(tmp_path / "store" / "e-reputation.duckdb")
    yield opened
    opened.close()


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
