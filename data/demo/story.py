"""The facts that the demonstration tells: who exists, how much is said on an ordinary day, and what happened when.

Everything here is invented. Days are days of Paris. The rest of the folder draws single mentions and followers from
these facts; to tell another story, change this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from data.sentences import N_

FIRST_DAY = date(2025, 7, 14)  # a Monday
LAST_DAY = date(2026, 11, 15)  # a Sunday, 70 weeks on
DAYS = tuple(FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))

OWN = "Aurelle"
BRANDS = {OWN: "own", "Velmont": "competitor", "Karsa": "competitor"}

# how much a brand is spoken of on its first and last day, as a multiple of DAILY
VOICE = {OWN: (0.92, 1.05), "Velmont": (0.92, 0.86), "Karsa": (0.53, 0.6)}
# how much kinder (or harsher) people are with a brand on its first and last day
KINDNESS = {OWN: (0.02, 0.14), "Velmont": (0.06, 0.02), "Karsa": (-0.16, -0.08)}

# original mentions a day, reposts and reprints apart; of news: stories
DAILY = {
    "x": 9.5, "facebook": 7.0, "instagram": 5.0, "forum": 4.5, "blog": 2.2, "review": 2.0, "youtube": 2.0,
    "tiktok": 2.5, "linkedin": 1.3, "news": 3.2,
}  # fmt: skip
SOCIAL_WEEK = (1.10, 1.09, 1.07, 1.05, 1.02, 0.86, 0.81)  # Monday to Sunday
PRESS_WEEK = (1.18, 1.22, 1.18, 1.15, 1.10, 0.60, 0.57)

Mix = tuple[float, float, float]  # positive, neutral, negative: shares of what is said

ORDINARY: dict[str, Mix] = {
    "x": (0.26, 0.46, 0.28), "facebook": (0.32, 0.40, 0.28), "instagram": (0.50, 0.42, 0.08),
    "forum": (0.25, 0.46, 0.29), "blog": (0.40, 0.48, 0.12), "review": (0.46, 0.14, 0.40),
    "youtube": (0.36, 0.44, 0.20), "tiktok": (0.44, 0.44, 0.12), "linkedin": (0.34, 0.60, 0.06),
    "news": (0.18, 0.69, 0.13), "radio": (0.14, 0.74, 0.12), "tv": (0.20, 0.70, 0.10),
}  # fmt: skip
UNRATED = {"news": 0.12}  # share of mentions that the tool gives no sentiment
UNRATED_ELSEWHERE = 0.07

REPOSTS = 0.55  # reposts of an original post on X, on average
REPRINTED = 0.07  # share of press stories that are dispatches, reprinted by several sites
ADVOCATES = {OWN: 46, "Velmont": 24, "Karsa": 12}  # authors who come back, always positive
DETRACTORS = {OWN: 14, "Velmont": 12, "Karsa": 9}


@dataclass(frozen=True)
class Episode:
    """Something that happened to a brand, and how much it made people talk."""

    subject: str  # key of the texts
    brand: str
    begins: date
    mix: Mix
    daily: tuple[float, ...]  # original social mentions more, day after day
    channels: dict[str, float]
    stories: tuple[float, ...] = ()  # single press articles more, day after day
    dispatches: tuple[tuple[int, int], ...] = ()  # (days after the beginning, sites that reprint it)
    reposts: float = REPOSTS

    def social(self, day: date) -> float:
        """Original social mentions that it adds on a day."""
        return _at(self.daily, (day - self.begins).days)

    def press(self, day: date) -> float:
        """Press articles that it adds on a day, dispatches apart."""
        return _at(self.stories, (day - self.begins).days)

    def reprints(self, day: date) -> tuple[int, ...]:
        """How many sites reprint each dispatch of a day."""
        return tuple(sites for after, sites in self.dispatches if self.begins + timedelta(days=after) == day)


RECALL = Episode(
    subject="recall",
    brand=OWN,
    begins=date(2026, 2, 10),
    mix=(0.04, 0.26, 0.70),
    daily=(48, 128, 142, 96, 64, 38, 34, 46, 34, 26, 20, 15, 10, 9, 9, 8, 7, 5, 4, 3, 3, 2, 2, 2),
    channels={"x": 9, "facebook": 6, "forum": 4, "tiktok": 1, "youtube": 1, "linkedin": 0.4, "blog": 0.8},
    stories=(3, 9, 8, 5, 3, 1, 1, 3, 2, 2, 1, 1),
    dispatches=((0, 16), (1, 30), (1, 18), (2, 22), (3, 12), (7, 14), (14, 9)),
    reposts=1.1,
)
STRIKE = Episode(
    subject="strike",
    brand=OWN,
    begins=date(2026, 9, 22),
    mix=(0.05, 0.47, 0.48),
    daily=(20, 44, 52, 40, 30, 14, 12, 34, 38, 28, 18, 9, 6, 4, 3, 2),
    channels={"x": 8, "facebook": 6, "linkedin": 2, "forum": 1.4, "tiktok": 1},
    stories=(2, 5, 4, 3, 2, 1, 1, 3, 3, 3, 1, 1),
    dispatches=((0, 10), (1, 17), (2, 9), (7, 8), (9, 21)),
    reposts=0.9,
)
CAMPAIGN = Episode(
    subject="campaign",
    brand=OWN,
    begins=date(2026, 5, 11),
    mix=(0.66, 0.29, 0.05),
    daily=(34, 30, 26, 24, 24, 22, 20, 20, 20, 18, 18, 18, 16, 15, 16, 16, 15, 15, 14, 12, 11, 12, 12, 11, 10, 9, 7, 6),
    channels={"instagram": 7, "tiktok": 5, "x": 4, "youtube": 3, "facebook": 3, "blog": 1, "linkedin": 1},
    stories=(2, 1, 1),
    dispatches=((0, 7),),
    reposts=0.8,
)
TEST_DRIVES = Episode(
    subject="test drives",
    brand=OWN,
    begins=date(2026, 11, 2),
    mix=(0.60, 0.33, 0.07),
    daily=(8, 9, 9, 8, 8, 7, 6, 10, 11, 11, 10, 10, 9, 8),
    channels={"instagram": 4, "facebook": 4, "x": 3, "tiktok": 2, "forum": 1, "blog": 1},
)
OUTAGE = Episode(
    subject="outage",
    brand="Velmont",
    begins=date(2026, 7, 6),
    mix=(0.03, 0.25, 0.72),
    daily=(24, 58, 40, 22, 12, 7, 5, 3, 2),
    channels={"x": 8, "facebook": 4, "forum": 3, "review": 1},
    stories=(1, 3, 2, 1),
    dispatches=((1, 11),),
    reposts=0.9,
)
LAUNCH = Episode(
    subject="launch",
    brand="Velmont",
    begins=date(2025, 11, 17),
    mix=(0.46, 0.44, 0.10),
    daily=(26, 30, 24, 20, 18, 14, 12, 14, 12, 10, 9, 8, 7, 6),
    channels={"instagram": 4, "x": 5, "youtube": 3, "facebook": 3, "blog": 1, "tiktok": 3},
    stories=(3, 3, 2, 1, 1),
    dispatches=((0, 9),),
)


def _motor_show(brand: str, weight: float) -> Episode:
    return Episode(
        subject="motor show",
        brand=brand,
        begins=date(2026, 10, 12),
        mix=(0.40, 0.50, 0.10),
        daily=tuple(weight * n for n in (12, 20, 18, 14, 14, 12, 8, 3)),
        channels={"x": 4, "instagram": 4, "youtube": 2, "tiktok": 2, "blog": 2, "facebook": 2},
        stories=tuple(weight * n for n in (3, 4, 2, 1, 1)),
    )


EPISODES = (
    LAUNCH, RECALL, CAMPAIGN, OUTAGE, STRIKE, TEST_DRIVES,
    _motor_show(OWN, 1.0), _motor_show("Velmont", 0.9), _motor_show("Karsa", 0.5),
)  # fmt: skip


@dataclass(frozen=True)
class Note:
    """A dated action or event of the story, as a team would note it. A title is shown in the visitor's language."""

    kind: str  # action | event
    title: str
    first_day: date
    last_day: date
    brand: str | None


NOTES = (
    Note("event", N_("Velmont launches its new model"), LAUNCH.begins, LAUNCH.begins, "Velmont"),
    Note("event", N_("Safety recall announced"), RECALL.begins, RECALL.begins, OWN),
    Note("action", N_("Spring campaign"), CAMPAIGN.begins, CAMPAIGN.begins + timedelta(days=27), OWN),
    Note("event", N_("Velmont's application is down"), OUTAGE.begins, OUTAGE.begins, "Velmont"),
    Note("event", N_("Strike at the plant"), STRIKE.begins, STRIKE.begins + timedelta(days=9), OWN),
    Note("event", N_("Motor show"), date(2026, 10, 12), date(2026, 10, 18), None),
    Note("action", N_("Test drives of 48 hours"), TEST_DRIVES.begins, LAST_DAY, OWN),
)


def along(ends: tuple[float, float], day: date) -> float:
    """A value interpolated linearly from FIRST_DAY to LAST_DAY."""
    return ends[0] + (ends[1] - ends[0]) * (day - FIRST_DAY).days / (LAST_DAY - FIRST_DAY).days


def season(day: date) -> float:
    """How talkative people are at this time of the year: less in August and over Christmas."""
    if day.month == 8 or (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 3):
        return 0.78
    return 0.92 if day.month == 7 else 1.03


def expected(brand: str, channel: str, day: date) -> float:
    """Original mentions of a brand on a channel to be expected on a day without episode."""
    week = PRESS_WEEK if channel == "news" else SOCIAL_WEEK
    return DAILY[channel] * along(VOICE[brand], day) * week[day.weekday()] * season(day)


def mix(brand: str, channel: str, day: date) -> Mix:
    """Positive, neutral and negative weights of what is ordinarily said."""
    positive, neutral, negative = ORDINARY[channel]
    kindness = along(KINDNESS[brand], day)
    if brand == OWN and RECALL.begins <= day < RECALL.begins + timedelta(days=60):
        kindness -= 0.12  # a recall is remembered
    return positive * (1 + kindness), neutral, negative * (1 - kindness)


def heat(brand: str, day: date) -> float:
    """Unkind posts that episodes add on a day, in multiples of all that is ordinarily posted about the brand."""
    ordinary = sum(DAILY.values()) - DAILY["news"]
    return sum(one.social(day) * one.mix[2] for one in EPISODES if one.brand == brand) / ordinary


def joy(brand: str, day: date) -> float:
    """Kind posts that episodes add on a day, in the same multiples."""
    ordinary = sum(DAILY.values()) - DAILY["news"]
    return sum(one.social(day) * one.mix[0] for one in EPISODES if one.brand == brand) / ordinary


def _at(values: tuple[float, ...], place: int) -> float:
    return values[place] if 0 <= place < len(values) else 0.0
