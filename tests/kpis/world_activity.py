"""The logs of our own work over the days of the small world: posts, conversations, relations, alerts, audits, reports, surveys,
business figures. Aurelle's and Novane's, the same each time."""

from __future__ import annotations

import random
from datetime import date, timedelta

BRANDS = {"Aurelle": 3, "Novane": 2}  # what each does in a day, at most


def logs(days: list[str]) -> dict[str, str]:
    """Kind of export -> its table."""
    chance = random.Random(11)
    return {
        "posts": _table(
            "Day | Brand | Channel | Account | Reach | Reactions | Comments | Shares", _posts(chance, days)
        ),
        "conversations": _table(
            "Day | Brand | Channel | Kind | Reply | Treated | Resolved | Routed | Service | Topic | Sentiment | Last | Needs | Answered "
            "| Solved | Satisfied | Route",
            _conversations(chance, days),
        ),
        "relations": _table("Day | Brand | Site | Kind", _relations(chance, days)),
        "alerts": _table("Day | Brand | Name | First | Informed | Confirmed", _alerts(chance, days)),
        "audits": _table("Day | Brand | Query | Kind | Item | Rank | Sentiment", _audits(chance, days)),
        "answers": _table("Day | Brand | Engine | Prompt | Run | Named | Correct", _answers(random.Random(13), days)),
        "reports": _table("Day | Due | Brand | Name | Sent", _reports(chance, days)),
        "surveys": _table("Day | Brand | Kind | Score | Answers | Channel", _surveys(chance, days)),
        "business": _table(
            "Day | Brand | Channel | Source | Visits | Conversions | Revenue | Currency | Model",
            _business(chance, days),
        ),
        **_found(random.Random(12), days),
    }


def _found(chance: random.Random, days: list[str]) -> dict[str, str]:
    """Statistics of accounts and sites, of search, and links: how we are seen and found."""
    accounts, sites, console, sought, linked = [], [], [], [], []
    for at, day in enumerate(days):
        for brand in BRANDS:
            for channel in ("x", "facebook"):
                for metric in ("views", "reach", "profile_visits"):
                    accounts.append((day, brand, channel, metric, chance.randint(0, 400)))
            sites.append((day, brand, "day", "", "sessions", chance.randint(50, 90)))
            console.append((day, brand, "day", "", "Google", chance.randint(0, 30), chance.randint(30, 900)))
            if at % 7 == 0:
                sought.append((day, days[at + 6], brand, chance.choice((30, 55, 100))))
                linked.append((day, brand, f"site{at}.example", days[at + 10] if at % 2 and at < 20 else ""))
    return {
        "account_days": _table("Day | Brand | Channel | Metric | Value", accounts),
        "web": _table("Day | Brand | Dimension | Item | Metric | Value", sites),
        "search": _table("Day | Brand | Dimension | Item | Engine | Clicks | Impressions", console),
        "interest": _table("Day | Last | Brand | Interest", sought),
        "links": _table("Day | Brand | Site | Lost", linked),
    }


def _table(head: str, rows: list[tuple]) -> str:
    return "\n".join([head, *(" | ".join(map(str, row)) for row in rows)])


def _later(day: str, hours: float) -> str:
    moment = date.fromisoformat(day[:10])
    return f"{moment + timedelta(days=int(hours // 24))} {int(hours % 24):02}:{int(hours * 60 % 60):02}"


def _posts(chance: random.Random, days: list[str]) -> list[tuple]:
    rows = []
    for day in days:
        for brand in BRANDS:
            channels = (("x", "a"), ("facebook", "b"), ("blog", "")) if brand == "Aurelle" else (("x", "n"),)
            for channel, account in channels:
                for number in range(chance.randint(0, 2)):
                    counts = [chance.randint(low, high) for low, high in ((200, 900), (0, 40), (0, 9), (0, 5))]
                    rows.append((f"{day} {9 + number:02}:00", brand, channel, account, *counts))
    return rows


def _conversations(chance: random.Random, days: list[str]) -> list[tuple]:
    rows = []
    for day in days:
        for brand, most in BRANDS.items():
            for number in range(1 + chance.randint(0, most)):
                came = 8 + number
                answered = chance.random() < 0.8
                solved = answered and chance.random() < 0.7
                routed = chance.random() < 0.4
                kind = "comment" if number == 1 else "message"
                rows.append((
                    f"{day} {came:02}:00", brand, chance.choice(("x", "facebook")), kind,
                    _later(day, came + chance.randint(1, 6)) if answered else "",
                    _later(day, came + chance.randint(1, 9)) if kind == "comment" else "",
                    _later(day, came + chance.randint(8, 60)) if solved else "",
                    _later(day, came + chance.randint(1, 30)) if routed else "",
                    "SAV" if routed else "", chance.choice(("panne", "livraison", "")),
                    chance.choice(("negative", "negative", "neutral")), chance.choice(("neutral", "negative", "positive")),
                    "no" if kind == "comment" else "yes", "yes" if answered else "no", "yes" if solved else "no",
                    chance.choice(("yes", "no")) if solved else "", "yes" if routed else "no",
                ))  # fmt: skip
    return rows


def _relations(chance: random.Random, days: list[str]) -> list[tuple]:
    kinds = ("exchange", "intervention")
    return [
        (day, brand, f"blog{chance.randint(1, 9)}.fr", kinds[place % 2])
        for place, day in enumerate(days)
        for brand in BRANDS
    ]


def _alerts(chance: random.Random, days: list[str]) -> list[tuple]:
    return [
        (
            f"{day} 12:00", brand, f"alerte du {day}", f"{day} {chance.randint(6, 11):02}:00",
            f"{day} 12:{chance.randint(5, 55):02}", chance.choice(("yes", "yes", "no")),
        )
        for day in days[::2]
        for brand in BRANDS
    ]  # fmt: skip


def _audits(chance: random.Random, days: list[str]) -> list[tuple]:
    tones = ("positive", "neutral", "negative")
    return [
        (day, brand, f"{brand.lower()} avis", kind, f"{kind} {rank} du {day}", rank, chance.choice(tones))
        for day in days[::7]
        for brand in BRANDS
        for kind in ("result", "suggestion")
        for rank in range(1, 9)
    ]


def _answers(chance: random.Random, days: list[str]) -> list[tuple]:
    """Five prompts to two assistants, twice, in each week: what each answer names, one row per brand named."""
    rows = []
    for day in days[::7]:
        for brand in BRANDS:
            for engine in ("ChatGPT", "Gemini"):
                for prompt in range(5):
                    for run in (1, 2):
                        named = [
                            one for one in ("Aurelle", "Novane", "Inconnue") if chance.random() < 0.3 + prompt / 10
                        ]
                        judged = chance.choice(("yes", "yes", "no", ""))
                        rows += [(day, brand, engine, f"question {prompt}", run, one, judged) for one in named or [""]]
    return rows


def _reports(chance: random.Random, days: list[str]) -> list[tuple]:
    return [
        (day, f"{day} 10:00", brand, "rapport", f"{day} {chance.choice(('09:30', '11:00', '09:55'))}")
        for day in days[::7]
        for brand in BRANDS
    ]


def _surveys(chance: random.Random, days: list[str]) -> list[tuple]:
    return [
        (day, brand, kind, chance.randint(low, high), chance.randint(1, 6), chance.choice(("x", "facebook")))
        for day in days[::3]
        for brand in BRANDS
        for kind, low, high in (("nps", 0, 10), ("csat", 1, 5))
        for _ in range(2)
    ]


def _business(chance: random.Random, days: list[str]) -> list[tuple]:
    return [
        (day, brand, channel, channel, visits := chance.randint(20, 90), visits // 20, visits * 3, "EUR", "last click")
        for day in days
        for brand in BRANDS
        for channel in ("x", "facebook")
    ]
