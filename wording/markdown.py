"""Texts of files and people inside Markdown, shown as they were written."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # blanks and line ends, but for those that may not break
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#+-.!|~$:"})


def escaped(text: object) -> str:
    """A text from a file or a person, so that Markdown shows it as written: no link, image or colour comes of it."""
    return _BREAKS.sub(" ", str(text)).strip().translate(_MARKDOWN)
