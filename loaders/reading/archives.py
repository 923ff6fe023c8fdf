"""Zip archives: limits on members, size and compression ratio, checked before anything is unpacked.

Sizes and names in a zip are not trusted: members are written under names of our own.
"""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.sentences import Refusal
from loaders.reading import file_type, zip_directory

MAX_RATIO = 200  # unpacked to packed bytes; text has about 10
_HEAD = 4096
_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, zlib.error, struct.error)


@dataclass(frozen=True)
class Limits:
    members: int
    size: int  # bytes, unpacked


WORKBOOK = Limits(members=2000, size=300_000_000)
ARCHIVE = Limits(members=200, size=1_000_000_000)


@contextmanager
def opened(path: Path, *, head: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip, after a check of its directory. Raises Refusal when it is damaged, locked or too large."""
    try:
        with _directory_of(path) as archive:
            limits = WORKBOOK if is_workbook(archive) else ARCHIVE
            _check(archive, limits)
            if not zip_directory.is_whole(path, archive):
                raise _incomplete(archive)
            _refuse_other_documents(archive)
            yield archive
    except _DAMAGE as error:
        raise _damaged(head) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a disk at fault says nothing about the file
            raise
        raise _damaged(head) from error  # its directory points before its first byte


def _directory_of(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except UnicodeDecodeError as error:  # a name that is said to be UTF-8
        raise zipfile.BadZipFile("a name that is no text") from error


def is_workbook(archive: zipfile.ZipFile) -> bool:
    return any(name.lower().startswith("xl/") for name in archive.namelist())


def refuse_document_types(archive: zipfile.ZipFile) -> None:
    """Raises Refusal for a document type definition: no workbook needs one, and XML parsers can be attacked with it."""
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels")):
            with archive.open(member) as file:
                if b"<!DOCTYPE" in file.read(_HEAD).replace(b"\0", b""):
                    raise Refusal(
                        "This workbook contains a document type definition, which no spreadsheet writes: it is not "
                        "opened."
                    )


def tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members that may hold a table: without folders and the files that an operating system adds."""
    found = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and not member.filename.startswith("__MACOSX/")
        and not member.filename.rsplit("/", 1)[-1].startswith(".")
        and member.filename.rsplit("/", 1)[-1].lower() not in ("thumbs.db", "desktop.ini")
    ]
    if not found:
        raise Refusal("The zip contains no files. Pack the exports again and load it.")
    return found


def name_of(member: zipfile.ZipInfo) -> str:
    """The member's name, decoded as UTF-8 where possible even when it is not flagged as such."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, to: Path) -> None:
    """Write a member. Raises BadZipFile when it is larger than its directory entry says."""
    left = member.file_size
    with archive.open(member) as source, to.open("wb") as target:
        while block := source.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise zipfile.BadZipFile("larger than its directory says")
            target.write(block)


def _refuse_other_documents(archive: zipfile.ZipFile) -> None:
    """Raises Refusal for OpenDocument and other Office files, which are zips as well."""
    names = archive.namelist()
    if "mimetype" in names and "content.xml" in names:
        raise Refusal("This is an OpenDocument file. Save the sheet as XLSX or CSV, and load that.")
    if "[Content_Types].xml" in names and not is_workbook(archive):
        raise file_type.other_document()


def _check(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if not all(member.filename for member in members):  # a name that begins with a NUL too
        raise Refusal(
            "The zip is damaged: it lists a file without a name, as no program packs it. Download it or pack the files again."
        )
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members:
        raise Refusal(
            "The zip contains {count} files, more than the {most} allowed. Pack only the exports.",
            count=len(members),
            most=limits.members,
        )
    if size > limits.size or size > MAX_RATIO * max(packed, 1_000):
        raise Refusal(
            "Unpacked, this file would have {size} bytes from {packed}: more than an export does. It is not opened. "
            "Export shorter periods, or as CSV.",
            size=size,
            packed=packed,
        )
    if any(member.flag_bits & 1 for member in members):
        raise Refusal("The zip is protected by a password. Unpack it, and load the files in it.")
    if any(
        ".." in member.filename.replace("\\", "/").split("/") or member.filename.startswith("/") for member in members
    ):
        raise Refusal("The zip contains paths outside itself, as no export does: it is not opened.")


def _incomplete(archive: zipfile.ZipFile) -> Refusal:
    if is_workbook(archive):
        return Refusal(
            "The workbook is damaged or truncated: what it lists is not what it holds, so that sheets might be missing. "
            "Download or export it again."
        )
    return Refusal(
        "The zip is damaged or truncated: its directory lists {count} files, which is not what its bytes hold, so that "
        "some would be missing. Download it or pack the files again.",
        count=len(archive.infolist()),
    )


def _damaged(head: bytes) -> Refusal:
    if b"[Content_Types].xml" in head[:_HEAD] or b"xl/" in head[:_HEAD]:
        return Refusal(
            "The workbook is damaged or truncated: its end is missing or inconsistent. Download or export it again."
        )
    return Refusal("The zip is damaged or truncated: it cannot be unpacked. Download or export it again.")
