"""The address of a store chooses its engine."""

import pytest

from data.lake.address import is_lake, lake_at, place_of
from data.sentences import Refusal

BASE = "ducklake:postgres:dbname=reputation host=db"


def test_a_path_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert place_of("here.duckdb") == tmp_path / "here.duckdb"
    assert lake_at(tmp_path / "here.duckdb") is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (BASE, "reputation"),
        ("ducklake:postgres:postgresql://ann@db:5432/brand?sslmode=require", "brand"),
        ("ducklake:postgres:host=db dbname='two'", "two"),
        ("ducklake:postgres:service=reputation", "lake"),
    ],
)
def test_a_lake_has_a_place_in_its_folder(tmp_path, address, name):
    place = place_of(address, folder=str(tmp_path))
    assert is_lake(address)
    assert place == tmp_path / f"{name}.lake"
    assert lake_at(place).data == str(tmp_path / "parquet")
    assert not lake_at(place).is_remote


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("ducklake:postgres:dbname=r host=db user=ann password=hush-9", "hush-9"),
        ("ducklake:postgres:dbname=r password = 'hush-9' host=db", "hush-9"),
        (r"ducklake:postgres:dbname=r password='a\'hush-9\\' host=db", r"a'hush-9" + "\\"),
        ("ducklake:postgres:postgresql://ann:hush-9%40@db:5432/r?sslmode=require", "hush-9@"),
        ("ducklake:postgres:postgresql://ann@db/r", ""),
        ("ducklake:postgres:dbname=r host=db", ""),
    ],
)
def test_the_password_stands_apart_from_the_address(tmp_path, address, password):
    found = lake_at(place_of(address, folder=str(tmp_path)))
    assert found.password == password
    assert "hush-9" not in found.shown + repr(found) + found.connection
    assert "db" in found.connection
    assert "=  " not in found.connection


@pytest.mark.parametrize(
    ("address", "given", "told"),
    [
        ("ducklake:sqlite:x.db", {"folder": "/f"}, "write it so in EREPUTATION_STORE"),
        ("ducklake:postgres: ", {"folder": "/f"}, "write it so in EREPUTATION_STORE"),
        (BASE, {}, "name it in EREPUTATION_LAKE"),
        (BASE, {"folder": "/f", "data": "gs://bucket/x"}, "EREPUTATION_LAKE_DATA is 'gs://bucket/x'"),
    ],
)
def test_what_is_no_address_is_refused(monkeypatch, address, given, told):
    monkeypatch.delenv("EREPUTATION_LAKE", raising=False)
    monkeypatch.delenv("EREPUTATION_LAKE_DATA", raising=False)
    with pytest.raises(Refusal, match=told):
        place_of(address, **given)


def test_the_environment_names_folder_and_data(monkeypatch, tmp_path):
    monkeypatch.setenv("EREPUTATION_LAKE", str(tmp_path))
    monkeypatch.setenv("EREPUTATION_LAKE_DATA", "s3://bucket/reputation")
    found = lake_at(place_of(BASE))
    assert (found.folder, found.data, found.is_remote) == (tmp_path, "s3://bucket/reputation", True)
