"""What one file may cost: seconds of processor that grow with its bytes; the file is refused, and the store is as before."""

import io
import time
import zipfile

import pytest

from loaders.load import load, preview
from loaders.reading import budget
from loaders.recognition.columns import names

ROWS = "Date,Brand,Channel,Author,Text\n2026-03-01 10:00,Aurelle,Forum,a{n},Texte {n}\n"


def received(store, tmp_path, data, *, load_it=False):
    path = tmp_path / "given"
    path.write_bytes(data)
    if load_it:
        return load(store, path, name="given", who="test", origin="test")
    return preview(store, path, name="given")


def many(count):
    with zipfile.ZipFile(data := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(count):
            archive.writestr(f"{n}.csv", ROWS.format(n=n))
    return data.getvalue()


def test_a_small_file_of_many_tables_is_refused_once_it_has_cost_its_seconds(store, tmp_path, monkeypatch):
    monkeypatch.setenv("EREPUTATION_FILE_SECONDS", "0.3")
    started = time.thread_time()
    receipt = received(store, tmp_path, many(150), load_it=True)
    assert time.thread_time() - started < 2
    assert receipt.status == "refused"
    assert "takes more than 0.3" in str(receipt.reason)
    assert store.value("select count(*) from mention_records") == 0
    assert (
        store.value("select count(*) from duckdb_schemas() where database_name = 'staging' and schema_name like 's%'")
        == 0
    )
    monkeypatch.delenv("EREPUTATION_FILE_SECONDS")
    assert received(store, tmp_path, many(2), load_it=True).kept == 2


def test_a_statement_that_runs_on_is_interrupted(store, tmp_path, monkeypatch):
    monkeypatch.setenv("EREPUTATION_FILE_SECONDS", "0.2")
    path = tmp_path / "x"
    path.write_bytes(b"x")
    with pytest.raises(budget.Refusal), budget.spending(store, path), store.reading() as cursor:
        cursor.execute("select sum(a.range * b.range) from range(10000000) a, range(1000000) b")
    assert store.value("select 1") == 1


def test_the_seconds_grow_with_the_bytes_and_with_what_is_packed(tmp_path):
    def seconds(data):
        path = tmp_path / "x"
        path.write_bytes(data)
        return budget.seconds_of(path)

    assert seconds(b"a") == seconds(b"a" * 4_000_000) == budget.SECONDS
    assert seconds(b"a" * 14_000_000) == budget.SECONDS + 10
    assert seconds(b"PK" + b"a" * 3_499_998) == budget.SECONDS + 24


def test_a_file_that_was_loaded_before_is_read_again_whatever_it_costs(store, tmp_path, monkeypatch):
    monkeypatch.setenv("EREPUTATION_FILE_SECONDS", "0.01")
    assert received(store, tmp_path, many(2)).status == "refused"
    with budget.of_known_files():
        assert received(store, tmp_path, many(2)).kept == 2


def test_seconds_that_are_none_are_refused(monkeypatch):
    monkeypatch.setenv("EREPUTATION_FILE_SECONDS", "nan")
    with pytest.raises(budget.Refusal, match="EREPUTATION_FILE_SECONDS is 'nan'"):
        budget.least_seconds()


HEAD = b"Date,Brand,Channel,Author,Text"
ROW = b"\n2026-03-01 10:00,Aurelle,Forum,a,t"
COSTLY = {
    "a header cell of 200 kB": HEAD + b"," + b"Date " * 40_000 + ROW + b",1",
    "a text of 900 kB as a date": HEAD + b"\n" + b"9" * 900_000 + b",Aurelle,Forum,a,t" + ROW,
    "a brand of 200 kB": HEAD + b"\n2026-03-01 10:00," + b"x " * 100_000 + b",Forum,a,t",
    "1,500 columns of dates": b",".join(b"Date %d" % n for n in range(1_500)) + (b"\n" + b",".join([b"2026-03-01"] * 1_500)) * 5,
    "a blank line between all records": HEAD + (ROW + b"\n") * 5_000,
    "a blank line and a header before each": (HEAD + ROW + b"\n\n") * 1_000,
    "records with too few cells": HEAD + ROW + b"\n2026-03-01,a" * 5_000,
    "1,500 brands": HEAD + b"".join(b"\n2026-03-01 10:00,B%d,Forum,a,t" % n for n in range(1_500)),
}  # fmt: skip


def test_what_cost_minutes_costs_a_second_or_two(store, tmp_path):
    for what, data in COSTLY.items():
        started = time.thread_time()
        receipt = received(store, tmp_path, data)
        assert time.thread_time() - started < 4, what
        assert "could not be" not in str(receipt.reason), (what, receipt.reason)  # nothing that nobody foresaw


def test_a_header_cell_is_looked_at_in_part():
    assert names.words("date " * 100_000) == ("date",) * (names.LONGEST_NAME // 5)
