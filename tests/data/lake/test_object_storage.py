"""Parquet files of a lake under s3://, and a storage that goes away."""

import pytest

from data.backups.copying import tables_held
from data.lake.address import place_of
from data.migrations import open_store
from data.sentences import Refusal
from loaders.load import load
from tests.data.lake import exports
from tests.data.lake.serving import object_storage
from tests.data.lake.test_same_as_a_file import assert_same


@pytest.fixture
def storage(tmp_path, monkeypatch):
    pytest.importorskip("duckdb_extension_httpfs", reason="the extension of DuckDB for object storage is not installed")
    with object_storage(tmp_path / "storage") as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def test_rows_lie_in_the_bucket_and_a_storage_that_goes_away_is_told(catalogues, storage, store, tmp_path):
    data = "s3://reputation/lake"
    place = place_of(catalogues.create("remote"), folder=str(tmp_path / "shared"), data=data)
    shared = open_store(place)
    for number in range(2):
        file = exports.written(tmp_path, number, overlap=number > 0)
        for one in (store, shared):
            assert load(one, file, name=file.name, who="test", origin="command line").status == "loaded"
    assert_same(store, shared)
    assert not list(place.parent.rglob("*.parquet"))
    with shared.staging() as cursor:
        (count,) = cursor.execute("select count(*) from glob('s3://reputation/lake/**/*.parquet')").fetchone()
        assert count >= 2
    with shared.reading() as cursor:
        before = tables_held(cursor)
    storage.stop()
    with pytest.raises(Refusal, match="the place of its files s3://reputation/lake cannot be reached"):
        shared.value("select count(*) from mention_records where text like '%seats%'")
    file = exports.written(tmp_path, 5)
    refused = load(shared, file, name=file.name, who="test", origin="command line")
    assert refused.status == "refused"
    shared.close()
    assert before
