"""A mention as published, before any tool exports it; and the draws common to all: time, country, rating, address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from data.demo import people, story
from data.demo.chance import between, drawn, odds
from data.demo.texts import TONES

# when people write: clock hours of Paris; none between 2 and 3, which the night of the change to summer time lacks
_HOURS = odds(
    dict(enumerate((5, 2, 0, 1, 1, 2, 5, 12, 18, 17, 16, 16, 20, 19, 16, 15, 16, 19, 24, 26, 27, 26, 18, 10)))
)
_PRESS_HOURS = odds(
    {5: 6, 6: 14, 7: 16, 8: 14, 9: 10, 10: 9, 11: 9, 12: 8, 14: 6, 15: 6, 16: 7, 17: 8, 18: 7, 19: 4, 20: 2}
)
_COUNTRIES = {language: odds(weights) for language, weights in people.COUNTRIES.items()}
_NOWHERE = 0.07  # share of authors whose country is not known

# ids of X count milliseconds from here, 22 bits to the left
_X_BEGINS = datetime(2010, 11, 4, 1, 42, 54, 657000)


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing said about one brand. `at` is the clock of Paris; `sentiment` None: not rated by the tool."""

    brand: str
    at: datetime
    channel: str
    source: str  # name of the title, the blog, the station; '' on a social network
    site: str
    author: str
    followers: int | None
    url: str
    title: str
    opening: str  # first lines of an article
    text: str
    language: str
    country: str | None
    subject: str
    sentiment: str | None
    reach: int
    engagement: int
    reposted: str = ""  # address of the post that this one repeats


def serials(brand: str) -> int:
    """The first serial number of a brand's mentions: no two brands share an address."""
    return 1 + 10_000_000 * list(story.BRANDS).index(brand)


def clock(dice: Random, day: date, *, press: bool = False) -> datetime:
    """A moment of a day at which people, or newspapers, publish."""
    hour = drawn(dice, _PRESS_HOURS if press else _HOURS)
    return datetime.combine(day, time(hour, between(dice, 0, 59), between(dice, 0, 59)))


def later(at: datetime, minutes: int) -> datetime | None:
    """A moment that many minutes later, never between 2 and 3; None past the last day of the story."""
    then = at + timedelta(minutes=minutes)
    if then.hour == 2:
        then += timedelta(hours=1)
    return then if then.date() <= story.LAST_DAY else None


def country(dice: Random, language: str) -> str | None:
    return None if dice.random() < _NOWHERE else str(drawn(dice, _COUNTRIES[language]))


def rated(dice: Random, channel: str, tone: int) -> str | None:
    """The sentiment that a tool gives to a tone: now and then none."""
    return None if dice.random() < story.UNRATED.get(channel, story.UNRATED_ELSEWHERE) else TONES[tone]


def address(channel: str, site: str, *, author: str, at: datetime, serial: int) -> str:
    """Where a mention stands on the web: no two mentions share one."""
    match channel:
        case "x":
            return f"https://x.com/{author}/status/{_x_id(at, serial)}"
        case "facebook":
            return f"https://www.facebook.com/{author}/posts/{8_410_000_000_000 + serial * 7919}"
        case "instagram":
            return f"https://www.instagram.com/p/{_letters(serial)}/"
        case "youtube":
            return f"https://www.youtube.com/watch?v={_letters(serial)}"
        case "tiktok":
            return f"https://www.tiktok.com/@{author}/video/{_x_id(at, serial)}"
        case "linkedin":
            return f"https://www.linkedin.com/feed/update/urn:li:activity:{7_350_000_000_000 + serial * 6577}"
        case "forum":
            return f"https://{site}/viewtopic.php?t={1000 + serial // 9}&p={serial}"
        case "review":
            return f"https://{site}/avis/{serial}"
        case _:
            return f"https://{site}/{at:%Y/%m/%d}/{serial}"


def in_order(said: Iterable[Mention]) -> list[Mention]:
    """Mentions in the order of time."""
    return sorted(said, key=lambda mention: (mention.at, mention.url))


def _x_id(at: datetime, serial: int) -> int:
    """An id as X gives them: it tells the time, and is odd, so that no spreadsheet's zeros look like it."""
    milliseconds = (at - _X_BEGINS) // timedelta(milliseconds=1)
    return milliseconds << 22 | serial % (1 << 21) * 2 + 1


def _letters(serial: int) -> str:
    """Eleven signs that name a number, and no other."""
    left, signs = serial * 2_654_435_761 % 36**11, ""
    for _ in range(11):
        left, sign = divmod(left, 36)
        signs += "0123456789abcdefghijklmnopqrstuvwxyz"[sign]
    return signs
