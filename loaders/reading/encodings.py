"""The encoding of a text file: UTF-8, UTF-16 or Windows-1252, inferred from the whole file.

A few bad bytes in a UTF-8 file are replaced and counted; they do not make it Windows-1252. When letters beyond A to Z
are of another alphabet, that alphabet is unknown: each letter becomes �, and a table is refused when a mapped cell
contains one (loaders/table_load.py).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from data.sentences import Sentence, sentence

BLOCK = 1 << 20  # bytes read at a time

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # bytes without a character in Windows-1252
# ‚ ƒ „ † ‡ ˆ ‰ Š ‹ between letters: these bytes are letters in DOS and old Mac texts
_SIGNS_IN_WORDS = re.compile(rb"[A-Za-z][\x82-\x84\x86-\x8b][a-z]")
_LETTERS = re.compile(rb"[\xc0-\xff]")
_LETTER_RUNS = re.compile(rb"[\xc0-\xff]{3,}")  # words of another alphabet; Western texts have accents here and there

LOST_LETTERS = sentence(
    "The text is neither UTF-8 nor UTF-16 nor Windows-1252, so its letters cannot be recognised. Open it in the "
    "program that wrote it and save it as CSV UTF-8."
)


@dataclass(frozen=True)
class Encoding:
    """How the bytes of one file become text. `mark` counts the bytes of its byte order mark."""

    name: str  # utf-8 | utf-16-le | utf-16-be | cp1252 | ascii (its other letters are unknown)
    mark: int
    replaced: int = 0  # unreadable characters
    nuls: int = 0  # NUL characters, dropped

    @property
    def notes(self) -> tuple[Sentence, ...]:
        notes = []
        if self.name == "cp1252":
            notes.append(sentence("The text is not UTF-8: it is read as Windows-1252 (Western Europe)."))
        if self.name == "ascii":
            notes.append(
                sentence(
                    "The text is neither UTF-8 nor UTF-16 nor Windows-1252: letters other than A to Z are shown as �."
                )
            )
        elif self.replaced:
            notes.append(
                sentence("Unreadable characters (damaged bytes): {count}. Each is shown as �.", count=self.replaced)
            )
        if self.nuls:
            notes.append(sentence("NUL characters removed: {count}.", count=self.nuls))
        return tuple(notes)


@dataclass
class Survey:
    """Statistics of the bytes of a file, fed block by block, from which its encoding is inferred."""

    head: bytes
    carried: bytes = b""
    nuls: int = 0
    good: int = 0  # continuation bytes of valid UTF-8
    alone: int = 0  # bytes that are not valid UTF-8, except the start of a character that is cut
    undefined: int = 0  # bytes undefined in Windows-1252
    letters: int = 0  # accented letters of Windows-1252
    in_rows: int = 0  # those of them in runs of three or more
    signs_in_words: int = 0  # Windows-1252 punctuation inside words
    replaced: int = 0

    def __post_init__(self) -> None:
        named = [(mark, name) for mark, name in _MARKS if self.head.startswith(mark)]
        self.mark, self.name = (len(named[0][0]), named[0][1]) if named else (0, _without_mark(self.head))

    def add(self, block: bytes, *, last: bool = False) -> None:
        data = self.carried + block
        if self.name != "utf-8":
            whole = len(data) if last else len(data) - len(data) % 4
            whole -= 2 if not last and self._splits_a_pair(data[:whole]) else 0
            self.carried = data[whole:]
            self._add_utf16(data[:whole])
            return
        whole = len(data) if last else len(data) - _unfinished(data)
        self.carried = data[whole:]
        self._add_utf8(data[:whole])

    def settle(self) -> Encoding:
        """The encoding of the whole file."""
        if self.name != "utf-8":
            return Encoding(self.name, self.mark, self.replaced, self.nuls)
        # Windows-1252 has no undefined bytes, and hardly a valid character of UTF-8: with both, UTF-8 is damaged
        is_damaged = self.undefined > 0 and self.good * 5 > self.alone
        if self.mark or self.good >= self.alone or is_damaged:
            return Encoding("utf-8", self.mark, self.replaced, self.nuls)
        if self.in_rows * 3 > self.letters or (self.undefined + self.signs_in_words) * 10 > self.letters:
            return Encoding("ascii", 0, self.replaced, self.nuls)
        return Encoding("cp1252", 0, self.undefined, self.nuls)

    def _add_utf8(self, data: bytes) -> None:
        self.nuls += data.count(0)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            kept = data.decode(errors="ignore")
            size = len(kept.encode())
            self.good += size - len(kept)
            bad = data.decode(errors="replace").count("\ufffd") - kept.count("\ufffd")
            self.replaced += bad
            self.alone += max(0, 2 * bad - (len(data) - size))
            self.undefined += sum(data.count(byte) for byte in _UNDEFINED)
            self.letters += len(_LETTERS.findall(data))
            self.signs_in_words += len(_SIGNS_IN_WORDS.findall(data))
            self.in_rows += sum(map(len, _LETTER_RUNS.findall(data)))
        else:
            self.good += len(data) - len(text)

    def _add_utf16(self, data: bytes) -> None:
        try:
            text = data.decode(self.name)
        except UnicodeDecodeError:
            text = data.decode(self.name, errors="replace")
            self.replaced += text.count("\ufffd") - data.decode(self.name, errors="ignore").count("\ufffd")
        self.nuls += text.count("\0")

    def _splits_a_pair(self, data: bytes) -> bool:
        """Whether the last UTF-16 unit is the first half of a surrogate pair."""
        if len(data) < 2:
            return False
        return 0xD8 <= (data[-1] if self.name == "utf-16-le" else data[-2]) <= 0xDB


def utf8_blocks(path: Path, encoding: Encoding, *, start: int = 0) -> Iterator[bytes]:
    """The file as UTF-8 without byte order mark, in blocks, from byte `start` of the UTF-8 text on."""
    plain = encoding.name == "utf-8" and not encoding.replaced and not encoding.nuls
    with path.open("rb") as file:
        file.seek(encoding.mark + (start if plain else 0))
        blocks = iter(lambda: file.read(BLOCK), b"")
        yield from blocks if plain else _from(_as_utf8(blocks, encoding.name), start)


def _as_utf8(blocks: Iterable[bytes], name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    for block in blocks:
        yield decoder.decode(block).replace("\0", "").encode()
    yield decoder.decode(b"", final=True).encode()


def _from(blocks: Iterator[bytes], start: int) -> Iterator[bytes]:
    for block in blocks:
        kept = block[start:]
        start = max(0, start - len(block))
        if kept:
            yield kept


def _without_mark(head: bytes) -> str:
    """The encoding of a text without byte order mark: in UTF-16, most texts have a NUL in every other byte."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.2 and even * 20 < odd:
        return "utf-16-le"
    if even > len(head) * 0.2 and odd * 20 < even:
        return "utf-16-be"
    return "utf-8"


def _unfinished(data: bytes) -> int:
    """The number of bytes at the end that begin a UTF-8 character which the next block completes."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte >= 0xC0:
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < size else 0
        if byte < 0x80:
            return 0
    return 0
