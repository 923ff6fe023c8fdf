"""The spaces of a text as its language sets them: narrow no-break ones in French figures and before ; ! ? and %."""

from __future__ import annotations

import re

NARROW = "\u202f"
_NBSP = "\u00a0"
_SPACES = f"[ {_NBSP}{NARROW}]"
_GROUPS = re.compile(f"(?<=\\d)[{_NBSP}{NARROW}](?=\\d{{3}}(?!\\d))")
_BEFORE_NARROW = re.compile(f"(?<=\\S){_SPACES}(?=[;!?%](?!\\S*[=&]))")
_BEFORE_WIDE = re.compile(f"(?<=\\S){_SPACES}(?=:(?:\\s|$))|{_SPACES}(?=»)")
_AFTER_OPEN = re.compile(f"(?<=«){_SPACES}?")


def typeset(text: str, language: str) -> str:
    """A finished text of ours with its spaces; texts of others (mentions, authors) are left as they were written."""
    if language != "fr":
        return text
    text = _GROUPS.sub(NARROW, text)
    text = _BEFORE_NARROW.sub(NARROW, text)
    text = _BEFORE_WIDE.sub(_NBSP, text)
    return _AFTER_OPEN.sub(_NBSP, text)
