"""Where the store is: a DuckDB file, or a lake that several machines share.

A lake is named `ducklake:postgres:` and a connection string of libpq (docs/scale.md). Its other parts lie in a folder that
every machine has, EREPUTATION_LAKE: raw files, the secret, backups, and the Parquet files, unless EREPUTATION_LAKE_DATA
names a place for these in an object storage (s3://bucket/folder).

The rest of the program knows a store by its place, a path beside which its files lie; a lake's is FOLDER/NAME.lake, of which
no file is made.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from data.sentences import Refusal

PREFIX = "ducklake:"
FOLDER, DATA = "EREPUTATION_LAKE", "EREPUTATION_LAKE_DATA"
_CATALOGUE = re.compile(r"postgres:(.*)", re.S)
_NAME = re.compile(r"(?:^|\s)dbname\s*=\s*'?([^'\s]+)|^postgres(?:ql)?://[^/]*/([^?\s]+)")
_PASSWORD = re.compile(r"\bpassword\s*=\s*(?:'(?P<quoted>(?:\\.|[^'\\])*)'|(?P<plain>\S*))", re.I)


@dataclass(frozen=True)
class Lake:
    """`connection`: of the catalogue's database, as libpq reads it, without the password. `data`: where the Parquet files
    lie."""

    connection: str
    folder: Path
    data: str
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The name of the catalogue's database."""
        found = _NAME.search(self.connection)
        named = next((one for one in found.groups() if one), "lake") if found else "lake"
        return re.sub(r"[^\w.-]", "_", named)

    @property
    def place(self) -> Path:
        """The path by which the program knows the store."""
        return self.folder / f"{self.name}.lake"

    @property
    def shown(self) -> str:
        """The address for people."""
        return PREFIX + "postgres:" + self.connection

    @property
    def is_remote(self) -> bool:
        """Whether the Parquet files lie in an object storage."""
        return self.data.startswith("s3://")


_known: dict[Path, Lake] = {}  # by their place: the lakes that this process was given the address of


def is_lake(address: str) -> bool:
    """Whether an address is that of a lake."""
    return address.startswith(PREFIX)


def place_of(address: str, *, folder: str | None = None, data: str | None = None) -> Path:
    """The place of the store at an address: the path of a file, or that of a lake, which `lake_at` knows from now on.

    `folder`, `data`: default EREPUTATION_LAKE and EREPUTATION_LAKE_DATA. Raises Refusal for what is no address of a lake.
    """
    if not is_lake(address):
        return Path(address).absolute()
    catalogue = _CATALOGUE.fullmatch(address[len(PREFIX) :])
    if catalogue is None or not catalogue[1].strip():
        raise Refusal(
            "The address of a lake is 'ducklake:postgres:' and how its database is reached, such as "
            "'ducklake:postgres:dbname=reputation host=db.example': write it so in EREPUTATION_STORE."
        )
    folder = folder or os.environ.get(FOLDER, "").strip()
    if not folder:
        raise Refusal(
            "A lake needs a folder that every machine reaches, for raw files and the secret: name it in EREPUTATION_LAKE."
        )
    data = data or os.environ.get(DATA, "").strip() or str(Path(folder).absolute() / "parquet")
    if "://" in data and not data.startswith("s3://"):
        raise Refusal(
            "EREPUTATION_LAKE_DATA is '{written}': name a folder, or a place in an object storage such as "
            "s3://bucket/reputation.",
            written=data,
        )
    connection, password = _apart(catalogue[1].strip())
    found = Lake(connection, Path(folder).absolute(), data, password)
    _known[found.place] = found
    return found.place


def lake_at(place: Path) -> Lake | None:
    """The lake of a place; None for a file."""
    return _known.get(place)


def _apart(connection: str) -> tuple[str, str]:
    """A connection string without its password, and the password: what fails is told with the connection string."""
    if "://" in connection:
        return _apart_of_uri(connection)
    found = _PASSWORD.search(connection)
    if found is None:
        return connection, ""
    rest = " ".join((connection[: found.start()] + connection[found.end() :]).split())
    if found["quoted"] is not None:
        return rest, re.sub(r"\\(.)", r"\1", found["quoted"])
    return rest, found["plain"] or ""


def _apart_of_uri(connection: str) -> tuple[str, str]:
    parts = urlsplit(connection)
    user, _, host = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    return urlunsplit(parts._replace(netloc=f"{name}@{host}" if name else host)), unquote(password)
