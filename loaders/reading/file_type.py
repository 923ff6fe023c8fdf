"""The type of a file, by its first bytes and never by its name."""

from __future__ import annotations

import re
from pathlib import Path

from data.sentences import Refusal

HEAD = 1 << 18  # bytes examined: they contain the first 50 records of any export

_XML = re.compile(rb"\s*(?:<\?xml\b|<\w*:?Workbook\b)", re.IGNORECASE)
_SPREADSHEETML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|script|div|p)\b", re.IGNORECASE | re.DOTALL
)
# the first element of a feed or of a list of feeds, below the declaration, comments and a document type
_ROOT = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?(rss|feed|rdf|opml)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEEDS = re.compile(
    rb"www\.w3\.org/2005/Atom|purl\.org/atom/ns#|purl\.org/rss/1\.0|my\.netscape\.com/rdf", re.IGNORECASE
)
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[{\]])')
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
_COMPRESSED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")


def head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def kind_of(head: bytes) -> str:
    """zip, ole (old Excel), spreadsheetml, feed (RSS, Atom), opml or text. Raises Refusal, naming what it is, for anything else."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Refusal("The file is empty: export it again and load it.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    _refuse_other_kinds(head)
    text = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", errors="ignore").encode()
    if _XML.match(text) and _SPREADSHEETML.search(text):
        return "spreadsheetml"
    root = _ROOT.match(text)
    if root is not None and root[1].lower() == b"opml":
        return "opml"
    if root is not None and (root[1].lower() == b"rss" or _FEEDS.search(text)):
        return "feed"
    _refuse_other_texts(text)
    return "text"


def other_document() -> Refusal:
    """The refusal of a text, slide or mail document."""
    return Refusal(
        "This is a document of another Office program, not a workbook. Export the data as CSV or XLSX and load that."
    )


def _web_page() -> Refusal:
    return Refusal(
        "This is a web page, not a table: often an error page saved instead of the export. Open it in a browser to "
        "see what it says, and export the data again as CSV or XLSX."
    )


def _refuse_other_kinds(head: bytes) -> None:
    if head.startswith(b"%PDF"):
        raise Refusal("This is a PDF document, not a table. Export the data as CSV or XLSX and load that.")
    if head.startswith(_PICTURES) and b"\0" in head:
        raise Refusal("This is a picture, not a table. Export the data as CSV or XLSX and load that.")
    if head.startswith(_COMPRESSED):
        raise Refusal(
            "This file is compressed in a format that is not supported. Unpack it, or pack it as zip, and load it "
            "again."
        )
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_binary(head):
        raise Refusal(
            "This file is neither text, a workbook nor a zip: it was written by another program. Export the data as "
            "CSV or XLSX."
        )


def _refuse_other_texts(text: bytes) -> None:
    if _HTML.match(text) or (_XML.match(text) and _HTML.search(text[:2000])):
        raise _web_page()
    if _XML.match(text):
        raise Refusal("This is XML but not an Excel workbook. Export the data as CSV or XLSX and load that.")
    if _JSON.match(text):
        raise Refusal(
            "This is JSON, not a table: often a server's answer instead of the export. Read what it says, and "
            "export the data as CSV or XLSX."
        )


def _is_binary(head: bytes) -> bool:
    """Whether there are too many NULs and control characters for a text; UTF-16 has NULs in every other byte only."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    utf16 = max(even, odd) > len(head) * 0.2 and min(even, odd) * 20 < max(even, odd)
    controls = len(head) - len(head.translate(None, bytes([*range(1, 9), 11, *range(14, 27), *range(28, 32)])))
    nuls = 0 if utf16 else even + odd
    return nuls * 100 > len(head) or controls * 20 > len(head)
