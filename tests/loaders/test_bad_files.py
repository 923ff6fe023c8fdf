"""What bad input gets: a sentence that says what was seen and what to do; an untouched store; a line in the ledger."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from loaders.load import load, preview
from tests.old_workbook import container
from tests.texts import delimited

ROOT = Path(__file__).parents[2]
HEADER = ["Date", "Brand", "Channel", "Followers"]
SOUND = delimited([HEADER, ["2026-03-01", "Aurelle", "X", "5"]]).encode()


def packed(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return data.getvalue()


def workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (HEADER, ["2026-03-01", "Aurelle", "X", 5]):
        book.active.append(row)
    book.save(data := io.BytesIO())
    return data.getvalue()


def locked_zip() -> bytes:
    """The flag of encryption, set where a zip sets it: in the entry and in the directory."""
    data = bytearray(packed(a=SOUND))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def flipped(data: bytes) -> bytes:
    """The first bytes of the packed content, inverted."""
    start = data.index(b"a") + 1
    return data[:start] + bytes(255 - byte for byte in data[start : start + 20]) + data[start + 20 :]


def beside_itself() -> bytes:
    """A workbook whose directory points before its first byte: its reader raises OSError."""
    data = bytearray(workbook())
    end = data.rindex(b"PK\x05\x06")
    data[end + 16 : end + 20] = (int.from_bytes(data[end + 16 : end + 20], "little") + 7_000).to_bytes(4, "little")
    return bytes(data)


BAD = {
    "empty.csv": (lambda: b"", "The file is empty: export it again"),
    "blank.csv": (lambda: b"\xef\xbb\xbf\r\n \r\n", "The file is empty: export it again"),
    "unknown.csv": (
        lambda: b"Alpha,Beta\n1,2\n",
        "No format recognises this table.*Its first row: Alpha | Beta.*as in a template",
    ),
    "prose.txt": (lambda: b"Il fait beau, aujourd'hui.\n" * 500, "No format recognises this table"),
    "header.csv": (
        lambda: delimited([HEADER]).encode(),
        "has a header \\(row 1\\) and no records below it: nothing to load",
    ),
    "nothing readable.csv": (
        lambda: delimited([HEADER, ["hier", "Aurelle", "X", "5"]]).encode(),
        "No record can be read \\(1 in the file\\). The first: record 2, column Date: 'hier' is not a valid date",
    ),
    "cut.xlsx": (lambda: workbook()[:3000], "The workbook is damaged or truncated.*Download or export it again"),
    "beside itself.xlsx": (beside_itself, "The workbook is damaged or truncated"),
    "rotten.xlsx": (
        lambda: packed(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<nonsense>"}),
        "The workbook is damaged, or was not written as Excel does.*save it as XLSX",
    ),
    "paper.csv": (lambda: b"%PDF-1.7\n\xe2\xe3", "This is a PDF document, not a table. Export the data as CSV or XLSX"),
    "chart.csv": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is a picture, not a table"),
    "page.csv": (lambda: b"\n<html lang=fr><title>502</title>", "This is a web page, not a table: often an error page"),
    "page.xls": (lambda: b"<?xml version='1.0'?><!DOCTYPE html><html>", "This is a web page, not a table"),
    "answer.csv": (lambda: b'[{"id": 1}]', "This is JSON, not a table: often a server's answer"),
    "map.csv": (lambda: b"<?xml version='1.0'?><urlset/>", "This is XML but not an Excel workbook"),
    "feed.csv": (
        lambda: b"<?xml version='1.0'?><rss/>",
        "This is a feed \\(RSS or Atom\\) without any entry. Open its address",
    ),
    "cut feed.xml": (
        lambda: b"<rss><channel><item><title>Aur",
        "This looks like a feed .* but it is not well-formed XML",
    ),
    "list.opml": (
        lambda: b"<opml><body><outline text='Blog' xmlUrl='https://blog.example/rss'/></body></opml>",
        "This is a list of feeds \\(OPML\\): it holds 1 addresses and no mention.*Blog \\(https://blog.example/rss\\)",
    ),
    "void.opml": (
        lambda: b"<opml><body/></opml>",
        "a list of feeds \\(OPML\\) in which no address of a feed could be read",
    ),
    "entities.xml": (
        lambda: (
            b"<!DOCTYPE rss [<!ENTITY a 'a'><!ENTITY b '&a;&a;'>]><rss><channel><item><title>&b;</title></item></channel></rss>"
        ),
        "This XML declares entities of its own",
    ),
    "deep.xml": (
        lambda: b"<rss><channel><item>" + b"<x>" * 300 + b"</x>" * 300 + b"</item></channel></rss>",
        "This feed .* needs more memory or time than allowed",
    ),
    "data.csv.gz": (lambda: b"\x1f\x8b\x08\0" + b"\1" * 50, "compressed in a format that is not supported. Unpack it"),
    "program.csv": (lambda: bytes(range(256)) * 40, "it was written by another program"),
    "cyrillic.csv": (
        lambda: "Дата,Бренд\nапрель,Аврора\n".encode("cp1251"),
        "neither UTF-8 nor UTF-16 nor Windows-1252",
    ),
    "broken.zip": (lambda: packed(a=SOUND)[:60], "The zip is damaged or truncated"),
    "rotten.zip": (lambda: flipped(packed(a=SOUND * 50)), "The zip is damaged or truncated"),
    "bomb.zip": (
        lambda: packed(a=b"0" * 30_000_000),
        "Unpacked, this file would have 30000000 bytes from .* more than an export",
    ),
    "crowd.zip": (
        lambda: packed(**{f"{n}.csv": b"" for n in range(300)}),
        "contains 300 files, more than the 200 allowed",
    ),
    "nested.zip": (lambda: packed(inner=packed(a=SOUND)), "The zip contains another zip, inner. Unpack it"),
    "vault.zip": (locked_zip, "The zip is protected by a password. Unpack it"),
    "void.zip": (lambda: packed(**{"__MACOSX/x": b"x"}), "The zip contains no files"),
    "escape.zip": (lambda: packed(**{"../../etc/x.csv": SOUND}), "contains paths outside itself"),
    "nameless.zip": (lambda: packed(nameless=SOUND).replace(b"nameless", bytes(8)), "lists a file without a name"),
    "unnamed.zip": (
        lambda: packed(**{"é": SOUND}).replace("é".encode(), b"\x80\x80"),
        "The zip is damaged or truncated",
    ),
    "wide.csv": (lambda: b",".join(b"c%d" % n for n in range(20_000)) + b"\n1,2\n", "The header has 20000 columns"),
    "locked.xlsx": (lambda: container("EncryptedPackage", b"x"), "The workbook is protected by a password"),
    "letter.xls": (lambda: container("WordDocument", b"x"), "a document of another Office program"),
    "letter.docx": (
        lambda: packed(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        "a document of another Office program",
    ),
    "sheet.ods": (
        lambda: packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<x/>"}),
        "This is an OpenDocument file. Save the sheet as XLSX or CSV",
    ),
    "old.xls": (lambda: container("Workbook", b"\1\2\3"), "The workbook is damaged"),
}


@pytest.fixture
def held(store, tmp_path):
    """A store that holds one sound file."""
    (tmp_path / "sound.csv").write_bytes(SOUND)
    assert load(store, tmp_path / "sound.csv", name="sound.csv", who="test", origin="test").kept == 1
    return store


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_is_listed_as_refused_and_changes_nothing_else(held, tmp_path, name):
    make, said = BAD[name]
    path = tmp_path / name
    path.write_bytes(make())
    before = everything(held)
    assert preview(held, path, name=name).status == "refused"
    receipt = load(held, path, name=name, who="test", origin="test")
    assert receipt.status == "refused"
    assert re.search(said, str(receipt.reason))
    assert everything(held) == before
    assert held.rows("select name, status from uploads order by seq") == [
        {"name": "sound.csv", "status": "loaded"},
        {"name": name, "status": "refused"},
    ]
    assert list(held.work.iterdir()) == []


def everything(store):
    tables = (
        "mention_records",
        "follower_records",
        "sentiment_records",
        "mention_days",
        "coverage",
        "rejects",
        "upload_parts",
    )
    return {table: store.rows(f"select * from {table}") for table in tables}


HUGE = """
import re, sys
from pathlib import Path
from data.migrations import open_store
from loaders.load import load
folder = Path(sys.argv[1])
store = open_store(folder / "s.duckdb")
for path in map(Path, sys.argv[2:]):
    print(load(store, path, name=path.name, who="test", origin="test").reason)
print(int(re.search("VmHWM: *(\\d+)", Path("/proc/self/status").read_text().replace("\\t", " "))[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory as Linux tells it")
def test_three_hundred_megabytes_of_text_under_the_name_csv_are_refused_without_being_held_in_memory(tmp_path):
    line, prose = tmp_path / "line.csv", tmp_path / "prose.csv"
    with line.open("wb") as file:
        for _ in range(300):
            file.write(b"lorem ipsum " * 83_334)
    with prose.open("wb") as file:
        for _ in range(300):
            file.write(b"Il fait beau, aujourd'hui; non ?\n" * 30_000)
    done = subprocess.run(
        [sys.executable, "-c", HUGE, str(tmp_path), str(line), str(prose)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second, peak = done.stdout.splitlines()
    assert first.startswith("The file has no line end in its first 262144 bytes: it is not a table")
    assert second.startswith("No format recognises this table")
    assert int(peak) < 250  # MB, of which the libraries take half


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("odd\n cell"), KeyError("x")])
def test_whatever_a_file_does_to_its_readers_it_fails_alone_and_is_named(held, tmp_path, monkeypatch, error):
    def failing(*_arguments, **_options):
        raise error

    path = tmp_path / "odd.csv"
    path.write_bytes(SOUND.replace(b"03-01", b"03-02"))
    before = everything(held)
    with monkeypatch.context() as patched:
        patched.setattr("loaders.table_load.load_table", failing)
        for receipt in (
            preview(held, path, name="odd.csv"),
            load(held, path, name="odd.csv", who="test", origin="test"),
        ):
            assert receipt.status == "refused"
            is_of_the_machine = isinstance(error, OSError)  # and may pass: the file itself may be sound
            said = "odd.csv could not be loaded: " if is_of_the_machine else "odd.csv could not be read: "
            assert re.match(f"{said}.+. Nothing of it was loaded", str(receipt.reason))
            assert receipt.may_pass == is_of_the_machine
        assert everything(held) == before
    assert load(held, path, name="odd.csv", who="test", origin="test").status == "loaded"


def test_a_folder_and_a_file_that_is_gone_are_named(held, tmp_path):
    for path, why in ((tmp_path, "Is a directory"), (tmp_path / "gone.csv", "No such file")):
        receipt = load(held, path, name="été <b>'.csv", who="test", origin="test")
        assert (receipt.status, why in str(receipt.reason)) == ("refused", True), receipt.reason


def test_a_file_whose_bytes_cannot_be_kept_is_not_loaded_and_says_so(store, tmp_path, monkeypatch):
    def failing(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("data.ledger.keep_bytes", failing)
    (tmp_path / "sound.csv").write_bytes(SOUND)
    receipt = load(store, tmp_path / "sound.csv", name="sound.csv", who="test", origin="test")
    assert (receipt.status, receipt.may_pass) == ("refused", True)
    assert "could not be loaded: Permission denied. Nothing of it was loaded" in str(receipt.reason)
    assert store.value("select count(*) from uploads where status = 'loaded'") == 0
    assert not list(store.files.iterdir())
