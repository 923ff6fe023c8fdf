#!/usr/bin/env bash
# duckdb 1.5.5 with the ducklake extension (the package duckdb-extension-ducklake 1.5.5): rows of one transaction, one of which
# is updated before the commit.
#
# Expected: rowid tells the order in which rows were inserted, as in a table of DuckDB itself, where an update of a column
# leaves a row at its place; DuckLake keeps the rowid of a committed row through later updates.
# Seen: the row that was updated in the transaction that inserted it gets, at the commit, a rowid after those inserted with
# it. Whoever lets the last of several rows win (arg_max(value, rowid))
# must not update a row in the transaction that wrote it.
#
# Needs python3 and a package index; touches nothing but a temporary folder. Exit code 1 when the behaviour changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==1.5.5 duckdb-extension-ducklake==1.5.5
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
from pathlib import Path

import duckdb
import duckdb_extension_ducklake

extension = next(Path(duckdb_extension_ducklake.__path__[0]).glob("extensions/*/ducklake.duckdb_extension"))
ORDER = "select list(a order by rowid) from t"


def orders(cursor) -> dict[str, list[int]]:
    cursor.execute("create table t (a integer, b varchar)")
    cursor.execute("insert into t values (1, 'x'), (2, 'x'), (3, 'x')")
    cursor.execute("update t set b = 'y' where a = 2")
    later = cursor.execute(ORDER).fetchone()[0]
    cursor.execute("begin transaction")
    cursor.execute("insert into t values (4, 'x'), (5, 'x'), (6, 'x')")
    cursor.execute("update t set b = 'y' where a = 5")
    cursor.execute("commit")
    return {"updated later": later, "updated in its transaction": cursor.execute(ORDER).fetchone()[0]}


print("duckdb", duckdb.__version__, "ducklake", importlib.metadata.version("duckdb-extension-ducklake"))
plain = orders(duckdb.connect("plain.duckdb"))
lake = duckdb.connect()
lake.execute(f"load '{extension}'")
lake.execute("attach 'ducklake:meta.ducklake' as lake (data_path 'files/')")
lake.execute("use lake")
seen = orders(lake)
print("DuckDB  ", plain)
print("DuckLake", seen)
is_as_told = (
    plain["updated later"] == seen["updated later"] == [1, 2, 3]
    and plain["updated in its transaction"] == [1, 2, 3, 4, 5, 6]
    and seen["updated in its transaction"] == [1, 2, 3, 4, 6, 5]
)
sys.exit(0 if is_as_told else 1)
PYTHON
