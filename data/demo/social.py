"""What people write about a brand: posts, reposts, forum messages, reviews, blog posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count as counter
from random import Random

from data.demo import people, story, texts
from data.demo.chance import Odds, between, count, drawn, early, odds, one, repeats, tail
from data.demo.mention import Mention, address, clock, country, in_order, later, rated, serials

NETWORKS = {
    "x": "x.com", "facebook": "facebook.com", "instagram": "instagram.com", "youtube": "youtube.com", "tiktok": "tiktok.com",
    "linkedin": "linkedin.com",
}  # fmt: skip
_PLACES = {
    ("forum", "fr"): people.FORUMS, ("review", "fr"): people.REVIEWS, ("blog", "fr"): people.BLOGS,
    ("blog", "en"): people.BLOGS_IN_ENGLISH,
}  # fmt: skip
# how much a post is liked and shared, on average
_LIVELINESS = {
    "x": 2.0, "facebook": 5, "instagram": 16, "forum": 1.2, "blog": 3, "review": 0.4, "youtube": 9, "tiktok": 30, "linkedin": 9,
}  # fmt: skip
_VISITORS = 40  # a page of a site reaches one in so many of its visitors


@dataclass(frozen=True)
class Occasion:
    """Why someone writes: the brand, the day, the subject, and how likely each tone is."""

    brand: str
    day: date
    subject: str
    tones: Odds
    reposts: float = story.REPOSTS


def social(brand: str) -> list[Mention]:
    """All that people write about a brand, in the order of time."""
    dice = Random(f"{brand} social")
    numbers = counter(serials(brand))
    episodes = [
        (episode, odds(episode.channels), odds(dict(enumerate(episode.mix))))
        for episode in story.EPISODES
        if episode.brand == brand
    ]
    returning = _returning(dice, brand)
    said: list[Mention] = []

    def write(occasion: Occasion, channel: str, author: int | None = None) -> None:
        post = _post(dice, next(numbers), occasion=occasion, channel=channel, author=author)
        said.append(post)
        said.extend(_reposts(dice, numbers, post, occasion.reposts))

    for day in story.DAYS:
        for channel in _LIVELINESS:
            tones = odds(dict(enumerate(story.mix(brand, channel, day))))
            for _ in range(count(dice, story.expected(brand, channel, day))):
                write(Occasion(brand, day, one(dice, texts.ORDINARY), tones), channel)
        for episode, channels, tones in episodes:
            for _ in range(count(dice, episode.social(day))):
                write(Occasion(brand, day, episode.subject, tones, episode.reposts), str(drawn(dice, channels)))
        for author, channel, tone in returning.get(day, ()):
            write(Occasion(brand, day, one(dice, texts.ORDINARY), odds({tone: 1})), channel, author)
    return in_order(said)


def _post(dice: Random, serial: int, *, occasion: Occasion, channel: str, author: int | None) -> Mention:
    language = "en" if dice.random() < people.ENGLISH.get(channel, 0) else "fr"
    tone = int(drawn(dice, occasion.tones))
    place = one(dice, _PLACES[channel, language]) if (channel, language) in _PLACES else None
    if channel == "blog":
        name, followers = place.name, None
    else:
        who = early(dice, people.CROWD[channel]) if author is None else author
        name = people.author(channel, who)
        followers = people.followers(channel, who) if channel in NETWORKS else None
    site = place.site if place else NETWORKS[channel]
    at = clock(dice, occasion.day)
    about = {"language": language, "brand": occasion.brand, "subject": occasion.subject}
    return Mention(
        brand=occasion.brand,
        at=at,
        channel=channel,
        source=place.name if place else "",
        site=site,
        author=name,
        followers=followers,
        url=address(channel, site, author=name, at=at, serial=serial),
        title=texts.title(dice, **about) if place else "",
        opening="",
        text=texts.post(dice, tone=tone, network=channel, day=occasion.day, **about),
        language=language,
        country=country(dice, language),
        subject=occasion.subject,
        sentiment=rated(dice, channel, tone),
        reach=place.audience // _VISITORS if place else followers,
        engagement=tail(dice, _LIVELINESS[channel]),
    )


def _reposts(dice: Random, numbers: Iterator[int], post: Mention, mean: float) -> Iterator[Mention]:
    """The posts on X that repeat a post, within three days."""
    if post.channel != "x":
        return
    for _ in range(repeats(dice, mean)):
        at = later(post.at, 2 + tail(dice, 70) % 4200)
        if at is None:
            continue
        who = early(dice, people.CROWD["x"])
        name, followers = people.author("x", who), people.followers("x", who)
        yield replace(
            post,
            at=at,
            author=name,
            followers=followers,
            url=address("x", "", author=name, at=at, serial=next(numbers)),
            text=f"RT @{post.author}: {post.text}",
            country=country(dice, post.language),
            reach=followers,
            engagement=0,
            reposted=post.url,
        )


def _returning(dice: Random, brand: str) -> dict[date, list[tuple[int, str, int]]]:
    """Day -> authors who come back on that day, always in the same tone: place in the crowd, network, tone."""
    planned: dict[date, list[tuple[int, str, int]]] = {}
    first = 1000 * list(story.BRANDS).index(brand)
    networks = ("x", "instagram", "facebook", "forum", "tiktok", "x")
    for tone, many in ((0, story.ADVOCATES[brand]), (2, story.DETRACTORS[brand])):
        for who in range(many):
            channel = one(dice, networks)
            place = people.CROWD[channel] + first + 100 * tone + who
            day = story.FIRST_DAY + timedelta(days=between(dice, 0, 240))
            gone = day + timedelta(days=between(dice, 150, 600))
            pace = between(dice, 6, 15)
            while day <= min(gone, story.LAST_DAY):
                planned.setdefault(day, []).append((place, channel, tone))
                day += timedelta(days=between(dice, pace // 2, pace * 3 // 2))
    return planned
