"""A small world of exports, the same each time: three brands over five weeks, with mentions, followers, daily sentiment, and
the logs of our own work (tests/kpis/world_activity.py)."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date

from data.decisions import press_lists, publishing_plan
from data.store import Store
from tests import canonical, canonical_activity, canonical_watch
from tests.kpis import world_activity

SINCE, UNTIL = "2026-03-02", "2026-04-05"  # five weeks
TODAY = "2026-04-08"
BEFORE, EVE = (
    "2025-11-10",
    "2026-03-01",
)  # sixteen weeks of mentions before: what authors, words and spikes are held against
HEAD = "Day | Brand | Channel | Source | Author | Language | Topic | Sentiment | Engagement | Reach | Stars | Answered | Url | Text"
CRISIS = "2026-03-11"
Upload = tuple[str, str, tuple[str, str]]  # kind, table, window
LOADERS = {
    "mentions": canonical.mentions,
    "followers": canonical.followers,
    "sentiment": canonical.sentiment,
    "posts": canonical_activity.posts,
    "conversations": canonical_activity.conversations,
    "relations": canonical_activity.relations,
    "surveys": canonical_activity.surveys,
    "business": canonical_activity.business,
    "account_days": canonical_activity.account_days,
    "web": canonical_activity.web,
    "search": canonical_activity.search,
    "interest": canonical_activity.interest,
    "links": canonical_activity.links,
    "alerts": canonical_watch.alerts,
    "audits": canonical_watch.audits,
    "answers": canonical_watch.answers,
    "reports": canonical_watch.reports,
}


def uploads() -> list[Upload]:
    """The exports: per brand and window of mentions, one of followers, one of sentiment, one of each log."""
    chance = random.Random(7)
    found: list[Upload] = []
    for brand, per_day in {"Aurelle": 4, "Novane": 3}.items():
        for first, count in ((BEFORE, 112), (SINCE, 14), ("2026-03-16", 21)):
            rows = [row for day in canonical.days(first, count) for row in _mentions(chance, brand, day, per_day)]
            rows += _crisis() if (brand, first) == ("Aurelle", SINCE) else []
            window = (first, canonical.days(first, count)[-1])
            found.append(("mentions", "\n".join([HEAD, *rows]), window))
    found.append(("followers", _followers(chance), ("2026-03-01", UNTIL)))
    found.append(("sentiment", _sentiment(chance), (SINCE, UNTIL)))
    found.extend((kind, text, (SINCE, UNTIL)) for kind, text in world_activity.logs(canonical.days(SINCE, 35)).items())
    return found


def load(store: Store, given: Iterable[Upload]) -> Store:
    """Load the exports in the order given, and declare the brands."""
    for kind, text, window in given:
        LOADERS[kind](store, text, covers=window)
    for channel in ("x", "facebook"):
        publishing_plan.plan(store, channel, 4, valid_from=date.fromisoformat(SINCE), who="test", brand="Aurelle")
    for brand in ("Aurelle", "Novane"):
        press_lists.decide(
            store, brand, outlets=["lejour.fr", "lesoir.fr"], messages=["récit numéro 1", "numéro 3"], who="test"
        )
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    return store


def another_brand() -> Upload:
    """An export about a brand that is neither ours nor a declared competitor."""
    chance = random.Random(8)
    rows = [row for day in canonical.days(SINCE, 35) for row in _mentions(chance, "Velmont", day, 5)]
    return "mentions", "\n".join([HEAD, *rows]), (SINCE, UNTIL)


def retold(text: str) -> str:
    """The table with each mention twice: told once more, the same minute and by the same author, in words of its own."""
    head, *rows = text.splitlines()
    return "\n".join([head, *rows, *(f"{row} Autrement dit, une fois de plus." for row in rows)])


def reprinted(text: str) -> str:
    """The table with each mention twice: the same words once more within the hour."""
    head, *rows = text.splitlines()
    return "\n".join([head, *rows, *(row.replace(":00 |", ":30 |", 1) for row in rows)])


def _crisis() -> list[str]:
    """A bad day: thirty voices against Aurelle."""
    cells = (
        "x | x.com",
        "fr | rappel | negative | 3 | 500 |  |  |  | Aurelle, encore une panne : voici l'histoire numéro",
    )
    return [
        f"{CRISIS} 15:{number:02} | Aurelle | {cells[0]} | plaintif{number} | {cells[1]} {number} de ma voiture."
        for number in range(30)
    ]


def _mentions(chance: random.Random, brand: str, day: str, per_day: int) -> list[str]:
    rows = []
    told = random.Random(f"{brand} {day}")  # of reviews: apart, so that all else stays as it is
    for number in range(chance.randint(1, 2 * per_day)):
        channel, source = chance.choice(
            (("x", "x.com"), ("news", "lejour.fr"), ("news", "lesoir.fr"), ("blog", "autoblog.fr"))
        )
        cells = (
            f"{day} {chance.randint(6, 22):02}:00", brand, channel, source, f"author{chance.randint(1, 30)}",
            chance.choice(("fr", "fr", "en", "")), chance.choice(("rappel", "prix", "")),
            chance.choice(("positive", "neutral", "negative", "negative", "mixed", "")),
            str(chance.randint(0, 40)), str(chance.randint(100, 9000)), *_review(told),
            f"{brand}, le {day} : récit numéro {number} de ce jour, par {source} et nul autre.",
        )  # fmt: skip
        rows.append(" | ".join(cells))
    return rows


def _review(chance: random.Random) -> tuple[str, str, str]:
    """Stars, whether the brand answered, and the address: of customers, of employees, of neither."""
    kind = chance.random()
    if kind < 0.4:
        return "", "", ""
    address = "https://www.glassdoor.fr/avis" if kind > 0.75 else ""
    return str(chance.randint(1, 5)), chance.choice(("yes", "no", "")), address


def _followers(chance: random.Random) -> str:
    rows = []
    for brand, channel, account, start in (
        ("Aurelle", "x", "a", 900),
        ("Aurelle", "facebook", "b", 5000),
        ("Novane", "x", "n", 700),
    ):
        count = start
        for day in canonical.days("2026-03-01", 36):
            rows.append(f"{day} | {brand} | {channel} | {account} | {count}")
            count += chance.randint(-5, 20)
    return "\n".join(["Day | Brand | Channel | Account | Followers", *rows])


def _sentiment(chance: random.Random) -> str:
    rows = [
        f"{day} | Karsa | facebook | {chance.randint(0, 9)} | {chance.randint(0, 9)} | {chance.randint(0, 9)} | {chance.randint(0, 5)}"
        for day in canonical.days(SINCE, 35)
    ]
    return "\n".join(["Day | Brand | Channel | Positive | Neutral | Negative | Unknown", *rows])
