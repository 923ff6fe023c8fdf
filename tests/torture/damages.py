"""What happens to files on their way: cut, flipped, zeroed, joined, packed anew with a damaged part; and lying directories."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.torture.made import Made, packed, sound, table, text

_JUNK = (
    b'"',
    b"\0",
    b"\r",
    b"\n",
    b",",
    b";",
    b'"\n',
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1a",
    b"=1+1",
    b"#",
    b"\\",
    "é".encode(),
)


def bytes_damaged(chance: random.Random, made: Made) -> Made:
    """Bytes cut, flipped, zeroed, repeated, added or moved, anywhere."""
    data, size = made.data, len(made.data)
    first = chance.randrange(size)
    last = min(size, first + chance.choice((1, 2, 4, 16, 100, 600)))
    kind = chance.choice(("cut", "flipped", "zeroed", "repeated", "without a piece", "with junk", "moved", "joined"))
    if kind == "cut":
        new = data[:first]
    elif kind == "flipped":
        new = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 5, 20))):
            new[chance.randrange(size)] ^= 1 << chance.randrange(8)
        return _judged(made, kind, bytes(new), 0, size)
    elif kind == "zeroed":
        new = data[:first] + bytes(last - first) + data[last:]
    elif kind == "repeated":
        new = data[:last] + data[first:last] + data[last:]
    elif kind == "without a piece":
        new = data[:first] + data[last:]
    elif kind == "with junk":
        junk = chance.choice(_JUNK) if chance.random() < 0.7 else chance.randbytes(chance.choice((1, 7, 300)))
        new = data[:first] + junk + data[first:]
    elif kind == "moved":
        new = data[last:] + data[first:last] + data[:first] if chance.random() < 0.2 else _swapped(data, first, last)
    else:
        other = sound(chance)
        return made.damaged(kind, data + other.data, touched=None, may_lose=None)
    return _judged(made, kind, new, first, last)


def _judged(made: Made, kind: str, data: bytes, first: int, last: int) -> Made:
    """What a file may give that is no longer what it was: nothing tells a changed byte of a text, a checksum does of a zip."""
    if made.kind in ("text", "spreadsheetml", "xls"):
        header = made.data.find(b"\n") + 4
        lines = made.data.count(b"\n", first, last) + 1
        changed = sum(one != other for one, other in zip(data, made.data, strict=False)) if kind == "flipped" else lines
        narrow = made.kind == "text" and first > header and kind != "moved" and b"\0" not in made.data[:50]
        touched = 4 * changed + 4 if narrow else None
        return made.damaged(kind, data, touched=touched, may_lose=None if kind == "cut" or not narrow else touched)
    return made.damaged(kind, data)


def _swapped(data: bytes, first: int, last: int) -> bytes:
    middle = (first + last) // 2
    return data[:first] + data[middle:last] + data[first:middle] + data[last:]


def member_damaged(chance: random.Random, made: Made) -> Made:
    """A zip or workbook packed anew, sound as a zip, with one damaged, missing or foreign part."""
    if made.kind not in ("zip", "xlsx", "zip of workbooks"):
        return bytes_damaged(chance, made)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        members = [(one.filename, archive.read(one)) for one in archive.infolist()]
    at = chance.randrange(len(members))
    name, body = members[at]
    kind = chance.choice(("cut part", "changed part", "empty part", "foreign part", "lost part"))
    if kind == "lost part":
        del members[at]
    elif kind == "foreign part":
        members.insert(
            at, (f"extra {at}.bin", chance.choice((chance.randbytes(500), b"", b"%PDF-1.7", packed([("x", b"y")]))))
        )
    else:
        inner = Made("text", body or b"x", frozenset())
        new = (
            b""
            if kind == "empty part"
            else body[: len(body) // 2]
            if kind == "cut part"
            else bytes_damaged(chance, inner).data
        )
        members[at] = (name, new)
    any_row = None if kind != "foreign part" else 0
    lost = None if kind != "foreign part" else 0
    return made.damaged(kind, packed(members) if members else packed([("x", b"")]), touched=any_row, may_lose=lost)


def directory_damaged(chance: random.Random, made: Made) -> Made:
    """A zip whose directory lies: about counts, sizes, offsets, checksums, names, or that lists only some of its files."""
    if made.kind not in ("zip", "xlsx", "zip of workbooks"):
        made = _zipped(chance)
    data = bytearray(made.data)
    end = data.rfind(b"PK\5\6")
    entries = []
    at = struct.unpack_from("<L", data, end + 16)[0]
    while data[at : at + 4] == b"PK\1\2":
        entries.append(at)
        at += 46 + sum(struct.unpack_from("<3H", data, at + 28))
    if chance.random() < 0.3 and len(entries) > 1:
        kept = entries[: chance.randrange(1, len(entries))]
        stop, start = entries[len(kept)], entries[0]
        told = len(kept) if chance.random() < 0.7 else len(entries)
        new = bytes(data[:stop]) + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, told, told, stop - start, start, 0)
        return made.damaged("directory of some", new)
    entry = chance.choice(entries)
    place, form = chance.choice(
        [(end + 8, "<H"), (end + 10, "<H"), (end + 12, "<L"), (end + 16, "<L"), (end + 20, "<H"), (entry + 8, "<H"),
         (entry + 10, "<H"), (entry + 16, "<L"), (entry + 20, "<L"), (entry + 24, "<L"), (entry + 28, "<H"), (entry + 42, "<L")]
    )  # fmt: skip
    value = struct.unpack_from(form, data, place)[0]
    most = 0xFFFF if form == "<H" else 0xFFFFFFFF
    struct.pack_into(
        form, data, place, chance.choice((0, 1, value + 1, value // 2, most, chance.randint(0, most))) & most
    )
    return made.damaged("lying directory", bytes(data))


def _zipped(chance: random.Random) -> Made:
    tables = [table(chance, brand=f"Marque{n}") for n in range(3)]
    rows = frozenset().union(*(one.rows for one in tables))
    return Made("zip", packed([(f"{n}.csv", text(one)) for n, one in enumerate(tables)]), rows)


DAMAGES: tuple[Callable[[random.Random, Made], Made], ...] = (
    bytes_damaged, bytes_damaged, member_damaged, directory_damaged,
)  # fmt: skip
