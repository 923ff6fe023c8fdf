"""The names of one person, as texts and files may spell them."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import zstandard

from data.sentences import Refusal

LEAST = 3  # letters and digits of a name
PREFIX = 40  # characters by which a text is known where it is quoted
LEAST_TEXT, LEAST_QUOTED = 20, 12  # shorter texts are nobody's; a shorter beginning is no quotation
GONE = "[erased]"  # stands where a name or a text was
DEPTH = 4  # of archives in archives
_LETTER = r"[^\pL\pM\pN_]"  # of RE2: what is no part of a word


def name_of(written: str) -> str:
    """A name as it is compared: composed letters, lower case, without @ and doubled blanks. Raises Refusal for one that is
    too short to tell a person by."""
    name = unicodedata.normalize("NFC", " ".join(written.split())).lower().lstrip("@").strip()
    if sum(one.isalnum() for one in name) < LEAST:
        raise Refusal(
            "'{name}' is too short to tell a person by: give at least {least} letters.", name=written, least=LEAST
        )
    return name


@dataclass(frozen=True)
class Spelling:
    """`names`: as of `name_of`. `texts`: what the person wrote, and addresses of it, as stored."""

    names: tuple[str, ...]
    texts: tuple[str, ...] = ()

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The names in each way in which a text may hold them."""
        found: dict[str, None] = {}
        for name in self.names:
            for form in ("NFC", "NFD"):
                one = unicodedata.normalize(form, name)
                for each in (one, one.replace(" ", "_"), one.replace(" ", "-"), one.replace(" ", "+")):
                    found[each] = None
                for each in (
                    quote(one),
                    html.escape(one),
                    json.dumps(one)[1:-1],
                    one.encode("ascii", "xmlcharrefreplace").decode(),
                ):
                    found[each.lower()] = None
        return tuple(found)

    @cached_property
    def pattern(self) -> str:
        """A regular expression of RE2, without regard to case: a name as a word of its own, with what stands around it."""
        return f"(^|{_LETTER})(?:{'|'.join(re.escape(one) for one in self.written)})($|{_LETTER})"

    @cached_property
    def _names(self) -> re.Pattern[str]:
        words = "|".join(re.escape(one) for one in self.written)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)

    @property
    def by_name(self) -> Spelling:
        """The names alone: thousands of texts would be looked for in every file, which name their author as well."""
        return Spelling(self.names)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        each = {" ".join(unicodedata.normalize("NFC", one).split()) for one in self.texts}
        return tuple(sorted(one for one in each if len(one) >= LEAST_TEXT))

    def redacted(self, text: str) -> str:
        """A text without the names; whole without it where it quotes one of the person's."""
        return GONE if self._quotes(text) else self._names.sub(GONE, text)

    def lines_redacted(self, text: str) -> str:
        """`redacted`, line by line."""
        return "\n".join(self.redacted(line) for line in text.split("\n"))

    def _quotes(self, text: str) -> bool:
        plain = " ".join(unicodedata.normalize("NFC", text).split())
        bare = plain.rstrip("… .").strip("«»“”\"' \u202f\u00a0")
        for one in self._beginnings:
            if one[:PREFIX] in plain or (len(bare) >= LEAST_QUOTED and one.startswith(bare)):
                return True
        return False

    @cached_property
    def _bytes(self) -> re.Pattern[bytes]:
        words: dict[bytes, None] = {}
        for one in self.written:
            for each in {one, one.lower(), one.upper(), one.title()}:
                for code, before, after in _CODES:
                    try:
                        words[before + re.escape(each.encode(code)) + after] = None
                    except UnicodeEncodeError:
                        continue
        for one in self._beginnings:
            for code, _, _ in _CODES:
                try:
                    words[re.escape(one[:PREFIX].encode(code))] = None
                except UnicodeEncodeError:
                    continue
        return re.compile(b"|".join(words), re.I)

    @cached_property
    def _hints(self) -> tuple[bytes, ...]:
        """What bytes in lower case hold where `_bytes` may find something: looked for first, a hundred times as fast."""
        told = {one.lower() for one in (*self.written, *(text[:PREFIX] for text in self._beginnings))}
        each = {*told, *(one.upper() for one in told), *(one.title() for one in told)}
        found = set()
        for one in each:
            for code, _, _ in _CODES:
                with suppress(UnicodeEncodeError):
                    found.add(one.encode(code).lower())
        return tuple(found)

    def is_in(self, content: bytes) -> bool:
        """Whether bytes hold a name or a text, in UTF-8, UTF-16 or Latin letters, also within archives and workbooks."""
        for one in unpacked(content):
            low = one.lower()
            if any(hint in low for hint in self._hints) and self._bytes.search(one):
                return True
        return False

    def is_in_file(self, path: Path) -> bool:
        """`is_in`, of a file; False where it is gone."""
        try:
            return self.is_in(path.read_bytes())
        except FileNotFoundError:
            return False


_CODES = (
    ("utf-8", rb"(?<![A-Za-z0-9_])", rb"(?![A-Za-z0-9_])"),
    ("cp1252", rb"(?<![A-Za-z0-9_])", rb"(?![A-Za-z0-9_])"),
    ("utf-16-le", rb"(?<![A-Za-z0-9_]\x00)", rb"(?![A-Za-z0-9_]\x00)"),
    ("utf-16-be", rb"(?<!\x00[A-Za-z0-9_])", rb"(?!\x00[A-Za-z0-9_])"),
)


def unpacked(content: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """Bytes, and what they hold where they are an archive, a workbook or compressed."""
    yield content
    if depth == 0:
        return
    inner: Iterable[bytes] = ()
    try:
        if content[:4] == b"\x28\xb5\x2f\xfd":
            inner = [zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content)).read()]
        elif content[:2] == b"\x1f\x8b":
            inner = [gzip.decompress(content)]
        elif content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                inner = [archive.read(one) for one in archive.namelist()]
    except (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zstandard.ZstdError):
        return  # damaged, or encrypted: its own bytes were looked at
    for one in inner:
        yield from unpacked(one, depth - 1)
