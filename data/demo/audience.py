"""How many people follow each brand, day after day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from data.demo import story

# brand -> network -> followers on the first day, growth in 30 days
ACCOUNTS: dict[str, dict[str, tuple[int, float]]] = {
    "Aurelle": {
        "facebook": (412_300, 0.0042), "instagram": (186_400, 0.0185), "x": (96_520, 0.0015), "linkedin": (138_200, 0.0150),
        "tiktok": (41_200, 0.0430), "dailymotion": (3_140, 0.0008),
    },
    "Velmont": {
        "facebook": (530_100, 0.0020), "instagram": (241_900, 0.0125), "x": (131_700, 0.0005), "linkedin": (152_800, 0.0110),
        "tiktok": (88_600, 0.0250),
    },
    "Karsa": {
        "facebook": (221_500, 0.0060), "instagram": (102_700, 0.0210), "x": (38_900, 0.0040), "linkedin": (41_300, 0.0160),
        "tiktok": (67_400, 0.0340),
    },
}  # fmt: skip
_LEAVE = 0.00022  # share of followers who leave on a day
# share of followers who come for each kind mention that an episode adds, and who leave for each unkind one
_COME, _GO = 0.00004, 0.000018


@dataclass(frozen=True)
class Count:
    """The followers of an account at the end of a day, and how they came and went."""

    day: date
    followers: int
    gained: int
    lost: int


def counts(brand: str, network: str) -> list[Count]:
    """One count per day of the story."""
    dice = Random(f"{brand} {network} followers")
    followers, growth = ACCOUNTS[brand][network]
    episodes = [episode for episode in story.EPISODES if episode.brand == brand and network in episode.channels]
    daily: list[Count] = []
    for day in story.DAYS:
        week = story.SOCIAL_WEEK[day.weekday()] * story.season(day)
        lost = followers * _LEAVE * (0.7 + 0.6 * dice.random())
        gained = followers * (_LEAVE + growth / 30) * week * (0.75 + 0.5 * dice.random())
        for episode in episodes:
            kind = (episode.mix[0] - episode.mix[2]) * episode.social(day) * followers
            gained += max(kind, 0) * _COME
            lost -= min(kind, 0) * _GO
        followers += round(gained) - round(lost)
        daily.append(Count(day, followers, round(gained), round(lost)))
    return daily
