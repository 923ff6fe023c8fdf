"""What every test may ask for: an open store, and the folders of real files where they are at hand."""

import os
import pickle
import shutil
import time
from pathlib import Path

import pytest

from data.migrations import open_store
from kpis.catalogue import catalogue
from loaders.demonstration import load_demonstration
from tests.shelf import Shelf
from ui.figures import cached

# each worker has a core: threads of its own for every small query would only take turns with those of the others
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("EREPUTATION_THREADS", "1")

PATIENCE = 600  # seconds for the demonstration to be loaded
WHOLE = 3_000  # tests: so many are the whole suite
OF_EVERY_KPI = {
    "test_limited_brands.py",
    "test_invariants.py",
    "test_absences.py",
    "test_records.py",
    "test_explanation.py",
}
UNSAMPLED = {name for place, name in enumerate(sorted(catalogue())) if place % 6}
SLOW = {"browser", "demonstration", "test_messy_variants.py", "test_withdrawal.py"}  # folders and files


@pytest.fixture(scope="session")
def empty_store_file(tmp_path_factory) -> Path:
    """The file of an empty store, to be copied: making its tables takes three times as long."""
    path = tmp_path_factory.mktemp("empty") / "e-reputation.duckdb"
    open_store(path).close()
    return path


@pytest.fixture(scope="session")
def shelf(tmp_path_factory, empty_store_file):
    """Where empty stores come from."""
    stores = Shelf(tmp_path_factory.mktemp("stores"), empty_store_file)
    yield stores
    stores.close()


@pytest.fixture(scope="session")
def lakes(tmp_path_factory):
    """Where empty lakes come from, for `make test-lake`."""
    from tests.data.lake.serving import Lakes, postgresql

    with postgresql() as server:
        yield Lakes(server, tmp_path_factory.mktemp("lakes"))


@pytest.fixture
def store(request):
    """A fresh, open, empty store: a file, or a lake where EREPUTATION_TEST_ENGINE says so."""
    if os.environ.get("EREPUTATION_TEST_ENGINE") == "lake":
        opened = request.getfixturevalue("lakes").take()
        yield opened
        opened.close()
        return
    shelf = request.getfixturevalue("shelf")
    opened = shelf.take()
    yield opened
    shelf.give_back(opened)


@pytest.fixture(scope="session")
def demonstration_of_all(tmp_path_factory) -> tuple[Path, dict]:
    """The folder of a store with the demonstration data, and its receipts by file; loaded once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, ready = shared / "demonstration-of-all", shared / "demonstration-of-all.receipts"
    try:
        folder.mkdir()
    except FileExistsError:  # another worker loads it
        last = time.monotonic() + PATIENCE
        while not ready.exists():
            assert time.monotonic() < last, "the demonstration was not loaded by the worker that began to"
            time.sleep(0.5)
    else:
        store = open_store(folder / "e-reputation.duckdb")
        receipts = {receipt.name: receipt for receipt in load_demonstration(store)}
        for step in cached.renewing(store):  # kept beside the store, as a server does: each copy has its figures
            if step is None:  # what follows is of the other brands
                break
            step()
        store.close()
        written = ready.with_suffix(".part")
        written.write_bytes(pickle.dumps(receipts))
        written.rename(ready)
    return folder, pickle.loads(ready.read_bytes())


@pytest.fixture(scope="session")
def copy_of_demonstration(tmp_path_factory, demonstration_of_all):
    """Makes a store of the demonstration data, which its test may change."""

    def copy(name: str) -> Path:
        place = tmp_path_factory.mktemp(name) / "store"
        shutil.copytree(demonstration_of_all[0], place)
        return place / "e-reputation.duckdb"

    return copy


def pytest_collection_modifyitems(config, items):
    """Browsers, the demonstration, messy variants and withdrawals are slow: `make quick` leaves them out.

    Properties of every KPI are tried on every sixth one while the whole suite runs, and on all where fewer tests are
    asked for (a file, a folder, `make thorough`).
    """
    for item in items:
        if SLOW & {*item.path.parts, item.path.name}:
            item.add_marker("slow")
    if len(items) < WHOLE or os.environ.get("EREPUTATION_THOROUGH"):
        return
    left_out = [item for item in items if item.path.name in OF_EVERY_KPI and _kpi_of(item) in UNSAMPLED]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def tried_kpis(request) -> list[str]:
    """The KPIs of which a test tries each: all, and every sixth one while the whole suite runs."""
    is_whole = len(request.session.items) >= WHOLE and not os.environ.get("EREPUTATION_THOROUGH")
    return [name for name in catalogue() if not (is_whole and name in UNSAMPLED)]


def _kpi_of(item) -> object:
    """The KPI that a test is parametrized by; None without one."""
    called = getattr(item, "callspec", None)
    return next((called.params[name] for name in ("kpi", "name") if name in called.params), None) if called else None


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
