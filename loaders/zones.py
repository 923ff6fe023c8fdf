"""The zone of times that carry none, where a header cell names it: `Published Date (GMT-04:00)`, `Date(ET)`, `heure_UTC0`."""

from __future__ import annotations

import re
from dataclasses import replace

from data.sentences import Sentence, sentence
from loaders.claims import Match
from loaders.formats import Format

# what a tool calls a zone; an offset stays as it is written, and holds for every day of the year
_CALLED = {
    "et": "America/New_York", "eastern": "America/New_York", "ct": "America/Chicago", "central": "America/Chicago",
    "mt": "America/Denver", "mountain": "America/Denver", "pt": "America/Los_Angeles", "pacific": "America/Los_Angeles",
    "utc": "UTC", "gmt": "UTC", "utc0": "UTC", "cet": "Europe/Paris",
}  # fmt: skip


def declared(match: Match) -> tuple[Format, tuple[Sentence, ...]]:
    """The format with the zone that a header cell names, and a note of it; the format as it is where none does."""
    if match.format.zone_from is None:
        return match.format, ()
    for cell in match.header:
        found = re.search(match.format.zone_from, cell, re.IGNORECASE)
        zone = _zone(found[1]) if found else None
        if zone is not None:
            note = sentence(
                "The zone of the times is the one in the header {column}: {zone}.", column=cell.strip(), zone=zone
            )
            return replace(match.format, zone=zone), (note,)
    return match.format, ()


def _zone(called: str) -> str | None:
    written = re.fullmatch(r"([+-]\d\d):?(\d\d)", called)
    return f"{written[1]}:{written[2]}" if written else _CALLED.get(called.casefold())
