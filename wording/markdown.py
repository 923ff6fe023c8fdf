"""Escaping for Markdown and mail of texts from files and people."""

from __future__ import annotations

import re
from collections.abc import Collection

_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")  # whitespace, except non-breaking spaces
_SIGNS = "\\`*_{}[]()<>#+-.!|~$:"
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in _SIGNS})
_JOINER = "\u2060"  # invisible, and no part of an address
_BARE = re.compile(  # what readers of mail make a link of: whole addresses, names of hosts, mailboxes
    r"[a-z][a-z0-9+.-]*://\S+|(?:mailto|tel|javascript|data|file):\S+|\S+@\S+|[^\W_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}\S*",
    re.I,
)
_ESCAPED = re.compile(rf"\\([{re.escape(_SIGNS)}])")


def escaped(text: object) -> str:
    """Escape a text so that Markdown shows it literally; whitespace is collapsed."""
    return _BREAKS.sub(" ", str(text)).strip().translate(_MARKDOWN)


def plain(text: str) -> str:
    """A text that `escaped` wrote parts of, without Markdown: for paper and mail, where it is shown as it is.

    A mail makes links of the addresses in it, unless they are `unlinked`.
    """
    return _ESCAPED.sub(r"\1", text)


def unlinked(text: str, own: Collection[str] = ()) -> str:
    """A text in which no reader of mail finds an address to make a link of, but those of the report's `own`.

    It reads as before: an invisible joiner stands behind the signs by which an address is known.
    """

    def broken(found: re.Match[str]) -> str:
        return found[0] if found[0] in own else re.sub(r"([.:@])(?=\S)", rf"\1{_JOINER}", found[0])

    return _BARE.sub(broken, text)
