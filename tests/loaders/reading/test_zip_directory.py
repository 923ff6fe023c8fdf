"""A zip whose directory does not list what its bytes hold is refused: a reader would leave the rest out in silence."""

import io
import struct
import zipfile

import pytest

from loaders.load import preview

ROWS = "Date,Brand,Channel,Followers\n2026-03-{day:02},Aurelle,X,{day}\n"


def packed(count, *, start=1):
    with zipfile.ZipFile(data := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for day in range(start, start + count):
            archive.writestr(f"day{day}.csv", ROWS.format(day=day))
    return data.getvalue()


def with_a_directory_of(data, count):
    """The zip with all its files, and the first `count` of them in its directory, which counts so many."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
    at = start
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        at += 46 + name + extra + comment
    return data[:at] + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, at - start, start, 0)


def received(store, tmp_path, data):
    path = tmp_path / "days.zip"
    path.write_bytes(data)
    return preview(store, path, name=path.name)


def test_a_whole_zip_is_read_whole(store, tmp_path):
    assert received(store, tmp_path, packed(7)).kept == 7


@pytest.mark.parametrize(
    "data",
    [
        with_a_directory_of(packed(7), 2),
        packed(5) + packed(2, start=6),  # one zip behind another: the directory is that of the last
        packed(5) + packed(2, start=6)[:-30],
        b"PK\3\4" + packed(3),
    ],
    ids=["2 of 7", "two joined", "two joined, the second cut", "a header before the first"],
)
def test_a_directory_that_lacks_files_is_refused_with_what_it_lists(store, tmp_path, data):
    receipt = received(store, tmp_path, data)
    assert receipt.status == "refused"
    assert "The zip is damaged or truncated" in str(receipt.reason)


def test_a_directory_that_counts_more_than_it_lists_is_refused(store, tmp_path):
    data = bytearray(packed(7))
    struct.pack_into("<2H", data, data.rfind(b"PK\5\6") + 8, 9, 9)
    assert received(store, tmp_path, bytes(data)).status == "refused"
