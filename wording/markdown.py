"""Escaping for Markdown of texts from files and people."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # whitespace, except non-breaking spaces
_SIGNS = "\\`*_{}[]()<>#+-.!|~$:"
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in _SIGNS})
_ESCAPED = re.compile(rf"\\([{re.escape(_SIGNS)}])")


def escaped(text: object) -> str:
    """Escape a text so that Markdown shows it literally; whitespace is collapsed."""
    return _BREAKS.sub(" ", str(text)).strip().translate(_MARKDOWN)


def plain(text: str) -> str:
    """A text that `escaped` wrote parts of, without Markdown: for paper and mail, where it is shown as it is."""
    return _ESCAPED.sub(r"\1", text)
