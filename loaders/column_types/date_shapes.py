"""Shapes of dates: `22/09/17 11:00` has the shape `00/00/00 00:00`. A shape has at most one strptime pattern per order of
day and month."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOCK = r"(?P<hour>0{1,2})(?P<colon>[:a])00(?P<second>:00)?(?P<fraction>\.0{1,6})?(?P<half> ?aa)?"
_TIME = rf"(?P<time>(?P<gap>[ T]+|, | à ){_CLOCK})?"
_OFFSET = r"(?P<offset> ?(?:Z|[+-]00:?00)| ?a{3,4})?"
_ISO = re.compile(r"0000-0{1,2}-0{1,2}" + _TIME + _OFFSET)
_PARTS = re.compile(r"0{1,2}(?P<mark>[/.-])0{1,2}(?P=mark)(?P<year>0000|00)" + _TIME + _OFFSET)
_YEAR_FIRST = re.compile(r"0000(?P<mark>[/.])0{1,2}(?P=mark)0{1,2}" + _TIME + _OFFSET)
# Tue Oct 31 22:10:47 +0000 2017: spelled_moment reads it too, more slowly
_MAIL = re.compile(r"aaa aaa 0{1,2} 00:00:00 [+-]0000 0000")
_COMPACT = re.compile(r"0{8}(?P<time>(?P<gap>T?)(?P<clock>0000|000000)(?P<offset>Z)?)?")
SERIAL = re.compile(r"0{5}([.,]0+)?")
EPOCH = re.compile(r"0{9,10}([.,]0+)?|0{13}([.,]0+)?|0{16}")
# zones of two letters, whose offset changes with the season
TWO_LETTERS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


_HOUR_WORDS = ("uhr", "uur", "hr", "hrs", "hour", "hours", "heure", "heures")


@dataclass(frozen=True)
class Pattern:
    """How the cells of a shape are read. `pattern`: for strptime."""

    pattern: str
    has_offset: bool = False
    has_zone_name: bool = False  # its offset is a word such as CET


def plain(shape: str) -> str:
    """A shape as matched: letters are `a`, but for a single T or Z, which keep their meaning."""
    return re.sub("[A-Za-z]+", _plain_word, shape)


def _plain_word(word: re.Match[str]) -> str:
    if word[0] in "TZ":
        return word[0]
    if word[0].lower() in _HOUR_WORDS:  # after a time, no zone
        return "h" * len(word[0])
    return "aaa" if word[0].upper() in TWO_LETTERS else "a" * len(word[0])


def short_year(shape: str) -> bool | None:
    """Whether the year of a date that needs an order has two digits; None for a shape that needs none."""
    found = _PARTS.fullmatch(shape)
    return found["year"] == "00" if found else None


def pattern_of(shape: str, order: str | None) -> Pattern | None:
    """How the cells of a plain shape are read."""
    compact = _COMPACT.fullmatch(shape)
    if compact:
        clock = {None: "", "0000": "%H%M", "000000": "%H%M%S"}[compact["clock"]]
        offset = bool(compact["offset"])
        return Pattern(f"%Y%m%d{compact['gap'] or ''}{clock}{'%z' if offset else ''}", offset)
    if _MAIL.fullmatch(shape):
        return Pattern("%a %b %d %H:%M:%S %z %Y", has_offset=True)
    for rule in (_ISO, _YEAR_FIRST, _PARTS):
        found = rule.fullmatch(shape)
        if found is None:
            continue
        if rule is _ISO:
            day = "%Y-%m-%d"
        elif rule is _YEAR_FIRST:
            day = f"%Y{found['mark']}%m{found['mark']}%d"
        else:
            mark, year = found["mark"], "%Y" if found["year"] == "0000" else "%y"
            day = mark.join(
                {"dmy": ("%d", "%m", year), "mdy": ("%m", "%d", year), "ymd": (year, "%m", "%d")}[order or "dmy"]
            )
        offset = found["offset"]
        return Pattern(day + _clock(found) + ("%z" if offset else ""), bool(offset), "a" in (offset or ""))
    return None


def _clock(found: re.Match[str]) -> str:
    if not found["time"]:
        return ""
    hour = "%I" if found["half"] else "%H"
    second = "%S" if not found["fraction"] else "%S.%f"
    half = "" if not found["half"] else " %p" if found["half"].startswith(" ") else "%p"
    colon = "h" if found["colon"] == "a" else ":"
    return f"{found['gap']}{hour}{colon}%M" + (f":{second}" if found["second"] else "") + half
