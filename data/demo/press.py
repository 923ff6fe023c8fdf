"""Coverage of a brand by press, radio and television. A dispatch is reprinted verbatim within three days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import count as counter
from random import Random

from data.demo import people, story, texts
from data.demo.chance import Odds, between, count, drawn, odds, one, tail
from data.demo.mention import Mention, address, clock, country, in_order, later, rated, serials

_LIVELINESS = 16  # how much an article is shared, on average
_AGENCY = "Agence Dépêches"


def press(brand: str) -> list[Mention]:
    """All articles about a brand, in the order of time."""
    dice = Random(f"{brand} press")
    numbers = counter(serials(brand))
    episodes = [(episode, odds(dict(enumerate(episode.mix)))) for episode in story.EPISODES if episode.brand == brand]
    said: list[Mention] = []
    for day in story.DAYS:
        tones = odds(dict(enumerate(story.mix(brand, "news", day))))
        for _ in range(count(dice, story.expected(brand, "news", day))):
            sites = between(dice, 4, 11) if dice.random() < story.REPRINTED else 1
            said += _printed(
                dice, numbers, brand=brand, day=day, subject=one(dice, texts.ORDINARY_PRESS), tones=tones, sites=sites
            )
        for episode, tones in episodes:
            for sites in (*[1] * count(dice, episode.press(day)), *episode.reprints(day)):
                said += _printed(dice, numbers, brand=brand, day=day, subject=episode.subject, tones=tones, sites=sites)
    return in_order(said)


def broadcast(brand: str) -> list[Mention]:
    """What a press office notes of radio and television: a car programme every Sunday, and what the news brings."""
    dice = Random(f"{brand} broadcast")
    episodes = [episode for episode in story.EPISODES if episode.brand == brand]
    said = []
    for day in story.DAYS:
        stirring = max(episodes, key=lambda episode: episode.press(day), default=None)
        stir = stirring.press(day) if stirring else 0
        if day.weekday() == 6:
            said.append(_aired(dice, brand=brand, day=day, subject="show"))
        for _ in range(max(count(dice, 0.4 + 0.5 * stir), int(day == story.FIRST_DAY))):
            said.append(
                _aired(
                    dice, brand=brand, day=day, subject=stirring.subject if stir else one(dice, texts.ORDINARY_PRESS)
                )
            )
    return in_order(said)


def _printed(
    dice: Random, numbers: Iterator[int], *, brand: str, day: date, subject: str, tones: Odds, sites: int
) -> Iterator[Mention]:
    """An article, or a dispatch on several sites."""
    tone = int(drawn(dice, tones))
    language = "en" if sites == 1 and dice.random() < people.ENGLISH["news"] else "fr"
    headline, opening, sentence = texts.article(
        dice, language=language, brand=brand, subject=subject, tone=tone, day=day
    )
    titles = [title for title in people.PRESS if title.language == language]
    first, begin = clock(dice, day, press=True), between(dice, 0, len(titles) - 1)
    for turn in range(min(sites, len(titles))):
        title = titles[(begin + turn) % len(titles)]
        at = first if turn == 0 else later(first, 15 + tail(dice, 240) % 3600)
        if at is None:
            continue
        yield Mention(
            brand=brand,
            at=at,
            channel="news",
            source=title.name,
            site=title.site,
            author=one(dice, people.JOURNALISTS) if sites == 1 else _AGENCY,
            followers=None,
            url=address("news", title.site, author="", at=at, serial=next(numbers)),
            title=headline,
            opening=opening,
            text=sentence,
            language=language,
            country=title.country,
            subject=subject,
            sentiment=rated(dice, "news", tone),
            reach=int(title.audience * (0.85 + 0.3 * dice.random())),
            engagement=tail(dice, _LIVELINESS),
        )


def _aired(dice: Random, *, brand: str, day: date, subject: str) -> Mention:
    """One item of a radio or television programme."""
    on_sunday = subject == "show"
    channel, station = ("tv", people.SUNDAY_SHOW) if on_sunday else one(dice, people.STATIONS)
    tones = odds(dict(enumerate(story.mix(brand, channel, day))))
    tone = int(drawn(dice, tones))
    name, text = texts.broadcast(dice, brand=brand, subject=subject, tone=tone, day=day)
    return Mention(
        brand=brand,
        at=datetime.combine(day, time(11, 5) if on_sunday else time(between(dice, 6, 20), between(dice, 0, 59))),
        channel=channel,
        source=station.name,
        site=station.site,
        author="",
        followers=None,
        url="",
        title=name,
        opening="",
        text=text,
        language="fr",
        country=country(dice, "fr"),
        subject=subject,
        sentiment=texts.TONES[tone],
        reach=station.audience,
        engagement=0,
    )
