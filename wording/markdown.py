"""Escaping for Markdown of texts from files and people."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # whitespace, except non-breaking spaces
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#+-.!|~$:"})


def escaped(text: object) -> str:
    """Escape a text so that Markdown shows it literally; whitespace is collapsed."""
    return _BREAKS.sub(" ", str(text)).strip().translate(_MARKDOWN)
