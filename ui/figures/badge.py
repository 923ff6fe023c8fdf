"""The badge of a status: colour, shape and word, so that colour is never the only sign."""

from __future__ import annotations

from ui.session import say
from wording.amounts import STATUS_COLOURS, STATUS_SIGNS, STATUS_WORDS


def status(code: str) -> str:
    """A status code (met, near, behind, undecided, unjudged, none) as Markdown."""
    return f":{STATUS_COLOURS[code]}[{STATUS_SIGNS[code]} **{say(STATUS_WORDS[code])}**]"
