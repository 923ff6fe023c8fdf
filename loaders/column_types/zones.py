"""Time zones: those that a header cell names (`Published Date (GMT-04:00)`, `created_utc`), and abbreviations after a time.

An abbreviation that several regions use (IST, CST, BST) is asked about, in a header as in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from data.sentences import Refusal, Sentence, sentence
from data.store import literal
from loaders.questions import Question
from loaders.recognition.catalogue import sources
from loaders.recognition.remembered import ABOUT_A_ZONE
from loaders.recognition.signatures import Match
from loaders.tables import Table

# zone as tools write it -> time zone; an offset is used as written, all year round
_ZONES = {
    "et": "America/New_York", "eastern": "America/New_York", "ct": "America/Chicago", "central": "America/Chicago",
    "mt": "America/Denver", "mountain": "America/Denver", "pt": "America/Los_Angeles", "pacific": "America/Los_Angeles",
    "utc": "UTC", "gmt": "UTC", "utc0": "UTC", "z": "UTC", "cet": "Europe/Paris", "cest": "Europe/Paris",
    "mez": "Europe/Paris", "mesz": "Europe/Paris", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00",
    "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "wet": "+00:00", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "jst": "+09:00", "kst": "+09:00", "sgt": "+08:00", "hkt": "+08:00", "aest": "+10:00", "aedt": "+11:00",
    "nzst": "+12:00", "nzdt": "+13:00", "msk": "+03:00", "sast": "+02:00", "brt": "-03:00",
}  # fmt: skip
# abbreviations of several regions, each with its offset there
AMBIGUOUS = {
    "ist": ("Asia/Kolkata (+05:30)", "Europe/Dublin (+01:00)", "Asia/Jerusalem (+02:00)"),
    "cst": ("America/Chicago (-06:00)", "Asia/Shanghai (+08:00)", "America/Havana (-05:00)"),
    "bst": ("Europe/London (+01:00)", "Asia/Dhaka (+06:00)", "Pacific/Bougainville (+11:00)"),
    "ast": ("America/Halifax (-04:00)", "Asia/Riyadh (+03:00)"),
    "adt": ("America/Halifax (-03:00)", "Asia/Baghdad (+04:00)"),
    "gst": ("Asia/Dubai (+04:00)", "Atlantic/South_Georgia (-02:00)"),
    "sst": ("Asia/Singapore (+08:00)", "Pacific/Pago_Pago (-11:00)"),
    "amt": ("America/Manaus (-04:00)", "Asia/Yerevan (+04:00)"),
    "wst": ("Australia/Perth (+08:00)", "Pacific/Apia (+13:00)"),
    "acst": ("Australia/Darwin (+09:30)", "America/Rio_Branco (-05:00)"),
    "ect": ("America/Guayaquil (-05:00)", "America/Martinique (-04:00)"),
    "pht": ("Asia/Manila (+08:00)", "Pacific/Honolulu (-10:00)"),
    "irst": ("Asia/Tehran (+03:30)",),
}
_OPTION = re.compile(r"(\S+) \(([+-]\d\d:\d\d)\)")
# UTC and GMT stand anywhere as a word of a header, other zones in parentheses
_UTC = re.compile(
    r"(?:(?<![a-z])(?:utc|gmt)(?![a-z])|(?<=[a-z])(?-i:UTC|GMT|Utc|Gmt)(?![a-z]))0?(?: ?([+-−]\d{1,2})(?::?(\d\d))?)?",
    re.I,
)
_NAMED = re.compile(r"[(\[] ?(?:([A-Z][A-Za-z]+/[A-Za-z_/]+)|([A-Za-z]{2,5})|([+-]\d\d):?(\d\d)) ?(?:time)?[)\]]")


@dataclass(frozen=True)
class HeaderZone:
    """The zone that a header cell names; `asked`: the abbreviation when several regions use it."""

    column: str
    zone: str
    asked: str | None = None


def of_headers(match: Match, table: Table) -> dict[str, HeaderZone]:
    """Field -> the zone that the header cell of its moments names."""
    if match.format.zone_from is not None:
        found = next((one for cell in match.header if (one := _told_by(match.format.zone_from, cell))), None)
        return {field.name: found for field in table.fields if field.kind == "moment"} if found else {}
    cells = sources(match.format)
    zones: dict[str, HeaderZone] = {}
    for field in table.fields:
        if field.kind == "moment":
            for name in cells.get(field.name, ()):
                named = [zone for at in match.columns.get(name, ())[:1] if (zone := in_header(match.header[at]))]
                if named:
                    zones[field.name] = named[0]
                    break
    return zones


def in_header(cell: str) -> HeaderZone | None:
    """The zone that a header cell names: `Date (GMT)`, `created_utc`, `Heure (UTC+1)`, `Time (Europe/Paris)`."""
    written = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", cell).replace("_", " ").strip()
    found = _UTC.search(written)
    if found:
        hours = (found[1] or "+0").replace("−", "-")
        offset = f"{hours[0]}{int(hours[1:]):02}:{found[2] or '00'}"
        return HeaderZone(cell.strip(), "UTC" if offset == "+00:00" else offset)
    named = _NAMED.search(cell)
    if named is None:
        return None
    if named[1] or named[3]:
        return HeaderZone(cell.strip(), named[1] or f"{named[3]}:{named[4]}")
    word = named[2].casefold()
    if word in AMBIGUOUS and named[2].isupper():
        return HeaderZone(cell.strip(), "", asked=word)
    return HeaderZone(cell.strip(), _ZONES[word]) if word in _ZONES and named[2].isupper() else None


def answer_of(word: str, answers: dict[str, str]) -> str | None:
    """The zone that was answered for an abbreviation: a name, or the offset of the option that was taken."""
    answer = answers.get(f"{ABOUT_A_ZONE}{word.lower()}")
    option = _OPTION.fullmatch(answer.strip()) if answer else None
    return option[2] if option else answer


def questions(words: Iterable[tuple[str, str]], part: str) -> list[Question]:
    """The questions about (abbreviation, example of it)."""
    return [
        Question(
            f"{ABOUT_A_ZONE}{word.lower()}",
            part,
            sentence(
                "'{example}' has the time zone {zone}, which several regions use. Which one is it? Answer with a zone "
                "below, with another name such as Europe/Paris, or with an offset such as +05:30.",
                example=example,
                zone=word.upper(),
            ),
            AMBIGUOUS[word.lower()],
            None,
        )
        for word, example in words
    ]


def note(zone: HeaderZone) -> Sentence:
    """The note about a zone of a header cell."""
    return sentence("The time zone is taken from the header {column}: {zone}.", column=zone.column, zone=zone.zone)


def zoned_sql(naive: str, zone: str) -> str:
    """SQL for the instant of a local time in a zone, or at an offset such as -08:00."""
    if zone[:1] in "+-" and len(zone) == 6:
        hours, minutes = int(zone[1:3]), int(zone[4:6])
        seconds = (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)
        return f"timezone('UTC', {naive} - to_seconds({seconds}))"
    return f"timezone({literal(zone)}, {naive})"


def check(cursor: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Raises Refusal for an unknown time zone."""
    try:
        cursor.execute("select " + zoned_sql("timestamp '2026-01-01'", zone))
    except (duckdb.Error, ValueError):
        raise Refusal(
            "'{zone}' is not a valid time zone: write a name such as Europe/Paris or UTC, or an offset such as -08:00.",
            zone=zone,
        ) from None


def _told_by(pattern: str, cell: str) -> HeaderZone | None:
    found = re.search(pattern, cell, re.IGNORECASE)
    if found is None:
        return None
    if found[1].casefold() in AMBIGUOUS:
        return HeaderZone(cell.strip(), "", asked=found[1].casefold())
    offset = re.fullmatch(r"([+-]\d\d):?(\d\d)", found[1])
    zone = f"{offset[1]}:{offset[2]}" if offset else _ZONES.get(found[1].casefold())
    return HeaderZone(cell.strip(), zone) if zone is not None else None
