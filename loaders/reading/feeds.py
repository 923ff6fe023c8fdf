"""The entries of a feed (RSS 0.9 to 2.0, RDF, Atom) or the addresses of a list of feeds (OPML) as a table of text.

Runs inside `loaders.reading.sandbox`. The file is read as a stream: nothing is fetched, a document type is read over, and
one that declares entities is refused, whatever they are. Dates stay as they are written. Raises Damaged: `damaged` for
what is no well-formed XML, `entities`, `large`, or `empty` for a feed without entries.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from loaders.reading.workbook import Damaged

COLUMNS = (
    "feed_title", "feed_link", "feed_language", "item_id", "item_title", "item_link", "item_published", "item_updated",
    "item_author", "item_summary", "item_content", "item_language", "item_source", "item_source_link",
)  # fmt: skip
OUTLINE = ("title", "address")
DEEPEST, MOST_ITEMS, LONGEST = 200, 500_000, 2_000_000  # elements in each other; entries; characters of one element
_BLOCK = 1 << 20
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_PLAIN = (
    "",
    *_ATOM,
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
)
_DUBLIN_CORE = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
_CONTENT = ("http://purl.org/rss/1.0/modules/content/",)
_XML = "http://www.w3.org/XML/1998/namespace"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# element of an entry, without namespace -> column. The first one that says something counts
_OF_ITEM = {
    **{(space, local): column for space in _PLAIN for local, column in (
        ("title", "item_title"), ("link", "item_link"), ("guid", "item_id"), ("id", "item_id"),
        ("pubDate", "item_published"), ("published", "item_published"), ("issued", "item_published"),
        ("updated", "item_updated"), ("modified", "item_updated"), ("author", "item_author"),
        ("description", "item_summary"), ("summary", "item_summary"), ("content", "item_content"),
        ("source", "item_source"),
    )},
    **{(space, local): column for space in _DUBLIN_CORE for local, column in (
        ("date", "item_published"), ("issued", "item_published"), ("modified", "item_updated"), ("creator", "item_author"),
        ("language", "item_language"),
    )},
    **{(space, "encoded"): "item_content" for space in _CONTENT},
}  # fmt: skip
_OF_FEED = {
    **{(space, local): f"feed_{local}" for space in _PLAIN for local in ("title", "link", "language")},
    **{(space, "language"): "feed_language" for space in _DUBLIN_CORE},
}
_LINES = frozenset(
    ["p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"]
)  # elements of a text that end a line
_MAIL = re.compile(r"\S+@\S+")


def sheets(file: Path, folder: Path) -> Iterator[dict[str, object]]:
    """Write the table as `0.csv` into a folder, and tell of it as sandbox.py does."""
    reader = _Reader()
    parser = expat.ParserCreate(None, " ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse
    rows = 0
    with file.open("rb") as source, (folder / "0.csv").open("w", encoding="utf-8", newline="") as target:
        write = csv.writer(target, lineterminator="\n").writerow
        try:
            is_last = False
            while not is_last:
                block = source.read(_BLOCK)
                is_last = not block
                parser.Parse(block, is_last)
                if reader.done and not rows:
                    write(OUTLINE if reader.is_list else COLUMNS)
                for row in reader.done:
                    write([row.get(name, "") for name in (OUTLINE if reader.is_list else COLUMNS)])
                rows += len(reader.done)
                reader.done.clear()
                if rows > MOST_ITEMS:
                    raise Damaged("large")
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise Damaged("damaged") from error
    if not rows:
        raise Damaged("empty")
    yield {"file": "0.csv", "name": "", "formulas": 0, "first_formula": None, "large": 0, "replaced": 0}


class _Reader:
    """The state of the stream: the elements that are open, the feed, the entry, and the text that is gathered."""

    def __init__(self) -> None:
        self.open: list[tuple[str, str]] = []
        self.feed: dict[str, str] = {}
        self.item: dict[str, str] | None = None
        self.item_at = 0  # how many elements are open within the entry's own
        self.gathering: str | None = None  # a column
        self.gathering_at = 0
        self.gathered: list[str] = []
        self.length = 0
        self.is_list = False
        self.done: list[dict[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition(" ")
        self.open.append((space, local))
        depth = len(self.open)
        if depth > DEEPEST:
            raise Damaged("large")
        if depth == 1:
            self.is_list = local == "opml"
            self._say(self.feed, "feed_language", attributes.get(f"{_XML} lang", ""))
        if self.is_list:
            if local == "outline":
                self._outline(attributes)
            return
        if self.gathering is not None:
            if local in _LINES:
                self.gathered.append("\n")
            return
        if local in ("item", "entry") and self.item is None and space in _PLAIN:
            self.item, self.item_at = {}, depth
            self._say(self.item, "item_language", attributes.get(f"{_XML} lang", ""))
            self._say(self.item, "item_id", attributes.get(f"{_RDF} about", ""))
        elif self.item is not None:
            self._within_item(space, local, attributes, depth)
        elif len(self.open) > 1 and self.open[-2][1] in ("channel", "feed"):
            self._field(self.feed, _OF_FEED.get((space, local)), local, attributes)

    def _within_item(self, space: str, local: str, attributes: dict[str, str], depth: int) -> None:
        assert self.item is not None
        parent = self.open[-2][1]
        if depth == self.item_at + 1:
            if local == "source":
                self._say(self.item, "item_source_link", attributes.get("url", ""))
            if (local == "author" and space in _ATOM) or (local == "source" and space in _ATOM):
                return  # its name or title stands in an element of its own
            self._field(self.item, _OF_ITEM.get((space, local)), local, attributes)
        elif (
            depth == self.item_at + 2
            and space in _ATOM
            and (parent, local) in (("author", "name"), ("source", "title"))
        ):
            self._gather(f"item_{parent}")
        elif depth == self.item_at + 2 and space in _ATOM and (parent, local) == ("source", "link"):
            self._say(self.item, "item_source_link", attributes.get("href", ""))

    def _field(self, said: dict[str, str], column: str | None, local: str, attributes: dict[str, str]) -> None:
        if column is None or (said.get(column) and column != "item_id"):
            return
        if local == "link" and "href" in attributes:
            if attributes.get("rel", "alternate") == "alternate":
                self._say(said, column, attributes["href"])
            return
        self._gather(column)
        if local == "guid" and self.item is not None and attributes.get("isPermaLink", "true").lower() == "true":
            self.item["guid is a link"] = "yes"

    def _gather(self, column: str) -> None:
        self.gathering, self.gathering_at, self.gathered, self.length = column, len(self.open), [], 0

    def _say(self, said: dict[str, str], column: str, text: str) -> None:
        text = text.strip()
        if text and not said.get(column):
            said[column] = text

    def _outline(self, attributes: dict[str, str]) -> None:
        address = attributes.get("xmlUrl", "").strip()
        if address:
            title = attributes.get("title") or attributes.get("text") or ""
            self.done.append({"title": title.strip(), "address": address})

    def text(self, text: str) -> None:
        if self.gathering is not None:
            self.length += len(text)
            if self.length > LONGEST:
                raise Damaged("large")
            self.gathered.append(text)

    def end(self, _tag: str) -> None:
        if self.gathering is not None and len(self.open) == self.gathering_at:
            column, text = self.gathering, "".join(self.gathered).replace("\0", "").strip()
            self.gathering = None
            if column == "item_author":
                text = _name_of(text)
            said = self.feed if column.startswith("feed_") else self.item
            if said is not None:
                if column == "item_id" and text:
                    said[column] = text
                else:
                    self._say(said, column, text)
        if self.item is not None and len(self.open) == self.item_at:
            self._finish(self.item)
            self.item = None
        self.open.pop()

    def _finish(self, item: dict[str, str]) -> None:
        identity = item.get("item_id", "")
        if not item.get("item_link") and item.get("guid is a link") and re.match(r"https?://", identity):
            item["item_link"] = identity
        if any(item.get(name) for name in ("item_title", "item_link", "item_summary", "item_content")):
            self.done.append({**self.feed, **item})


def _name_of(author: str) -> str:
    """The name in an author of RSS, `mail@example.org (Name)`, without the address."""
    in_brackets = re.fullmatch(r"\S+@\S+\s*\((.+)\)", author)
    return in_brackets[1].strip() if in_brackets else _MAIL.sub("", author).strip(" <>()")


def _refuse(*_: object) -> None:
    raise Damaged("entities")
