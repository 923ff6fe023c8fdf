"""Texts whose every line is wrapped in quotes: a spreadsheet took each line for one cell, and saved it so.

Each line then either contains no quote, or is wrapped in one pair of quotes with those inside it doubled; the header
is wrapped and contains delimiters. Without the outer quotes the text is what the tool wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_WHOLE = re.compile(rb'"((?:[^"\r\n]|"")*)"(\r\n|\n|\r|)')
_DELIMITERS = re.compile(rb"[,;\t|]")
LONGEST_LINE = 2_000_000  # bytes


def begins_wrapped(head: bytes) -> bool:
    """Whether the first line is wrapped in quotes, and contains quoted cells and delimiters of its own."""
    first = _LINE.match(head.lstrip(b"\r\n"))
    whole = _WHOLE.fullmatch(first[0]) if first is not None else None
    return whole is not None and b'""' in whole[1] and _DELIMITERS.search(whole[1]) is not None


def unwrap(blocks: Iterable[bytes], *, to: Path) -> bool:
    """Write the text without the quotes around its lines. False, with the file incomplete, when a line does not fit."""
    with to.open("wb") as target:
        for line in _lines(blocks):
            whole = _WHOLE.fullmatch(line)
            if whole is None and (b'"' in line or len(line) > LONGEST_LINE):
                return False
            target.write(line if whole is None else whole[1].replace(b'""', b'"') + whole[2])
    return True


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    carried = b""
    for block in blocks:
        data = carried + block
        at = 0
        for found in re.finditer(rb"\r\n|\n|\r(?=.)", data, re.DOTALL):
            yield data[at : found.end()]
            at = found.end()
        carried = data[at:]
    if carried:
        yield carried
