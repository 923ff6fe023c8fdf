"""What our own pages, site and search results obtain, day after day, as the networks and Google report it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.demo import audience, story, writers
from data.demo.chance import between, count, one

# network -> daily reach of the account in shares of its followers, views for each person reached, visits to the profile in
# shares of the reach
_PAGES = {"facebook": (0.046, 2.1, 0.062), "instagram": (0.118, 3.0, 0.097)}
_CLICKS, _SHOWN = 3_350, 81_000  # clicks from search and impressions in it, on an ordinary day
_SESSIONS, _PAGES_SEEN, _VISITORS = 9_400, 2.9, 0.81  # sessions of the site; pages and users for each
# interest in each brand on an ordinary day, where 100 is the busiest day of a brand in the export
_INTEREST = {story.OWN: 29.0, "Velmont": 33.0, "Karsa": 14.0}
SECOND_TRENDS = date(
    2026, 3, 16
)  # Google Trends gives days for some months only: two exports, each with a scale of its own
_LOST_AFTER = 420  # days that a link lives, on average
_TITLES = (
    "auto", "moteur", "route", "essai", "garage", "conduite", "volant", "mobilite", "atelier", "pilote", "roues", "asphalte",
)  # fmt: skip
_ENDS = ("journal", "blog", "mag", "forum", "club", "annuaire", "infos", "avis")


def _stir(day: date, joy: float, heat: float) -> float:
    """How much more is looked at and searched for while people speak of us, kindly or not; more of it with the months."""
    stirred = joy * story.joy(story.OWN, day) + heat * story.heat(story.OWN, day)
    return story.SOCIAL_WEEK[day.weekday()] * story.season(day) * story.along((0.94, 1.16), day) * (1 + stirred)


def _page(network: str) -> list[tuple[date, int, int, int]]:
    """Day, people reached, views and visits of an account."""
    dice = Random(f"{network} reach")
    reached, seen, visited = _PAGES[network]
    days = []
    for one_day in audience.counts(story.OWN, network):
        reach = count(dice, one_day.followers * reached * _stir(one_day.day, 0.55, 0.35), spread=120)
        views = count(dice, reach * seen, spread=90)
        visits = count(dice, reach * visited * (1 + 0.4 * story.heat(story.OWN, one_day.day)), spread=6)
        days.append((one_day.day, reach, views, visits))
    return days


def _figures(title: str, place: int) -> bytes:
    """A chart of Meta Business Suite: one block per network."""
    blocks = [(f"{network.title()} {title}", [(row[0], row[place]) for row in _page(network)]) for network in _PAGES]
    return writers.meta_days(blocks)


def reach(_said: object) -> bytes:
    """People reached each day by our page on Facebook and our account on Instagram."""
    return _figures("reach", 1)


def views(_said: object) -> bytes:
    """How often what they publish was seen."""
    return _figures("views", 2)


def visits(_said: object) -> bytes:
    """Visits to the page and the profile."""
    return _figures("visits", 3)


def search_console(_said: object) -> bytes:
    """Clicks and impressions of the site in search, by day: a recall is searched for, and found elsewhere."""
    dice = Random("search console")
    rows = []
    for day in story.DAYS:
        shown = count(dice, _SHOWN * _stir(day, 0.35, 1.1), spread=400)
        clicks = count(dice, shown * _CLICKS / _SHOWN * (1 - min(0.35, 0.12 * story.heat(story.OWN, day))), spread=5)
        place = 11.8 - story.along((0.0, 1.6), day) + 0.6 * dice.random()
        rows.append((f"{day}", str(clicks), str(shown), f"{100 * clicks / shown:.2f}%", f"{place:.2f}"))
    return writers.console_days(rows)


def site(_said: object) -> bytes:
    """Pages seen, users and sessions of the site, written down by a script."""
    dice = Random("site")
    rows = []
    for day in story.DAYS:
        sessions = count(dice, _SESSIONS * _stir(day, 0.4, 0.5), spread=25)
        users = round(sessions * (_VISITORS + 0.03 * dice.random()))
        pages = count(dice, sessions * _PAGES_SEEN, spread=8)
        rows.append((writers.french_day(day), *(writers.french_number(number) for number in (pages, users, sessions))))
    return writers.french_sheet(("Jour", "Pages vues", "Utilisateurs", "Sessions"), rows)


def trends_before(_said: object) -> bytes:
    """Search interest in the three brands until the middle of March 2026."""
    return _trends(story.FIRST_DAY, SECOND_TRENDS - timedelta(days=1))


def trends_since(_said: object) -> bytes:
    """Search interest since then: an export of its own, with another day that is 100."""
    return _trends(SECOND_TRENDS, story.LAST_DAY)


def _trends(first: date, last: date) -> bytes:
    dice = Random(f"interest {first}")
    days = [day for day in story.DAYS if first <= day <= last]
    interest = {
        brand: [
            ordinary
            * story.along(story.VOICE[brand], day)
            * story.season(day)
            * (1 + 0.5 * story.joy(brand, day) + 1.3 * story.heat(brand, day))
            * (0.92 + 0.16 * dice.random())
            for day in days
        ]
        for brand, ordinary in _INTEREST.items()
    }
    most = max(max(values) for values in interest.values())
    scaled = {brand: [round(100 * value / most) for value in values] for brand, values in interest.items()}
    return writers.trends(days, scaled)


def referring_domains(_said: object) -> bytes:
    """Domains that link to the site since the tool crawls it; what is written about us brings some, and links die."""
    dice = Random("referring domains")
    rows, named = [], set[str]()
    for place, day in enumerate(story.DAYS):
        mean = 14.0 if place < 14 else 0.9 * (1 + 0.6 * story.joy(story.OWN, day) + 1.4 * story.heat(story.OWN, day))
        for _ in range(count(dice, mean)):
            name = f"{one(dice, _TITLES)}-{one(dice, _ENDS)}-{between(dice, 1, 999)}.example"
            if name in named:
                continue
            named.add(name)
            dies = day + timedelta(days=between(dice, 20, 2 * _LOST_AFTER))
            lost = f"{dies} 05:12:00" if dies <= story.LAST_DAY else ""
            links = 1 + count(dice, 1.4)
            rating = f"{between(dice, 0, 78)}"
            rows.append((name, rating, str(links), f"{day} 04:30:00", lost, str(between(dice, 0, links))))
    return writers.ahrefs_domains(rows)
