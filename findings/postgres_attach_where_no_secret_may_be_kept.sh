#!/usr/bin/env bash
# duckdb 1.5.5 with postgres_scanner and ducklake (the packages duckdb-extension-… 1.5.5): a connection that may keep no
# secrets (allow_persistent_secrets = false) attaches a database of PostgreSQL, or a lake whose catalogue is one.
#
# Expected: the setting keeps secrets from being written and read; a connection string that needs none is used as it is.
# Seen: the attachment fails before any server is asked, with "Unknown secret storage found: 'local_file'", whatever the
# connection string. With kept secrets allowed, and looked for in an empty folder, the server is asked. Whoever locks a
# connection down must leave this setting on and name a folder of its own (secret_directory).
#
# Nothing listens at the address used here: that the server was asked shows in the refused connection.
# Needs python3 and a package index; touches nothing but a temporary folder. Exit code 1 when the behaviour changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==1.5.5 \
    duckdb-extension-postgres-scanner==1.5.5 duckdb-extension-ducklake==1.5.5
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import importlib
import socket
import sys
from pathlib import Path

import duckdb

with socket.socket() as one:
    one.bind(("127.0.0.1", 0))
    port = one.getsockname()[1]
STRING = f"dbname=reputation host=127.0.0.1 port={port} user=reader"
SETTINGS = {"no secret may be kept": {"allow_persistent_secrets": "false"}, "an empty folder": {"secret_directory": "none"}}


def told(settings: dict[str, str], statement: str) -> str:
    connection = duckdb.connect(config=settings)
    for name in ("postgres_scanner", "ducklake"):
        folder = Path(importlib.import_module(f"duckdb_extension_{name}").__path__[0])
        connection.execute(f"load '{next(folder.glob(f'extensions/*/{name}.duckdb_extension'))}'")
    try:
        connection.execute(statement)
    except duckdb.Error as error:
        if "Unknown secret storage found: 'local_file'" in str(error):
            return "unknown secret storage"
        return "the server was asked" if "Unable to connect" in str(error) else str(error)
    return "attached"


print("duckdb", duckdb.__version__)
seen = {
    (name, kind): told(settings, statement)
    for name, settings in SETTINGS.items()
    for kind, statement in {
        "database": f"attach '{STRING}' as p (type postgres)",
        "lake": f"attach 'ducklake:postgres:{STRING}' as l (data_path 'files/')",
    }.items()
}
for what, answer in seen.items():
    print(*what, ":", answer)
expected = {
    (name, kind): "unknown secret storage" if name == "no secret may be kept" else "the server was asked"
    for name in SETTINGS
    for kind in ("database", "lake")
}
sys.exit(0 if seen == expected else 1)
PYTHON
