"""The files in the analyst's folder: what each tool exported, for which days, and with which flaws.

Each mention belongs to one tool, except for two overlaps that the loaders must resolve: a week of Talkwalker that was
exported twice, and articles that Talkwalker and Meltwater both found. To add a file, write a function that returns its
bytes and list it in EXPORTS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from data.demo import audience, care, columns, logs, opinions, own_reach, posts, writers
from data.demo.mention import Mention
from data.demo.press import broadcast, press
from data.demo.social import social
from data.demo.story import BRANDS, DAYS, FIRST_DAY, LAST_DAY, OWN

# one week of Talkwalker stands in two exports; in the second one people have liked and shared a little more
EXPORTED_TWICE = (date(2026, 6, 22), date(2026, 6, 28))
# nobody exported the press over Christmas
PRESS_GAP = (date(2025, 12, 22), date(2025, 12, 28))
# the Brandwatch query of Karsa stood still for two weeks; an agency counted the tone of its posts by hand
KARSA_GAP = (date(2026, 4, 6), date(2026, 4, 19))
UNCOUNTED_SUNDAY = date(2026, 8, 16)  # nobody wrote down the followers
TIKTOK_EXPORTS = (date(2026, 1, 1), LAST_DAY + timedelta(days=1))  # a history goes back one year

WHOLE = (FIRST_DAY, LAST_DAY)
_FOUND_BY_BOTH = ("24minutes.example", "motoring-weekly.example")  # press that Talkwalker searches too
_REPEATED = 900  # one record in so many comes twice in the export of Velmont: the tool's pages overlap
_QUERIES = {"Velmont": 2000411873, "Karsa": 2000411874}
_NETWORK_NAMES = {
    "facebook": "Facebook", "instagram": "Instagram", "x": "X", "linkedin": "LinkedIn", "tiktok": "TikTok",
    "dailymotion": "Dailymotion", "forum": "Forum", "blog": "Blog", "review": "Avis", "youtube": "YouTube",
    "radio": "Radio", "tv": "TV",
}  # fmt: skip
_SUBJECT_NAMES = {
    "market": "marché", "road test": "essai", "industry": "industrie", "show": "essai", "recall": "rappel", "strike": "grève",
    "campaign": "campagne", "motor show": "salon",
}  # fmt: skip
_TONE_NAMES = {"positive": "positif", "neutral": "neutre", "negative": "négatif"}


@dataclass(frozen=True)
class Said:
    """All that people and the press said, by brand, in the order of time."""

    social: dict[str, list[Mention]]
    press: dict[str, list[Mention]]


@dataclass(frozen=True)
class Export:
    """A file: its name, the function that writes its bytes, and the answers that its loading needs."""

    name: str
    write: Callable[[Said], bytes]
    answers: dict[str, str] = field(default_factory=dict)
    # where its dates do not tell: a log without a line says that nothing happened
    covers: tuple[date, date] | None = None


def said() -> Said:
    """Draw everything that was published; the same on every run."""
    return Said({brand: social(brand) for brand in BRANDS}, {brand: press(brand) for brand in BRANDS})


def talkwalker_first_year(said: Said) -> bytes:
    """Posts about our brand up to June 2026, and a few articles; one invalid date, one record without profile."""
    mentions = list(_within(_found_by_talkwalker(said), FIRST_DAY, EXPORTED_TWICE[1]))
    spoilt = {
        _first_on(mentions, date(2025, 10, 3)): {"matched_profile": ""},
        _first_on(mentions, date(2026, 3, 1)): {"published": "31/02/26 09:14:00"},
    }
    return writers.talkwalker(mentions, spoilt=spoilt)


def talkwalker_since_june(said: Said) -> bytes:
    """The same search from the last week of June 2026 on: that week again, with later counts."""
    mentions = [
        replace(mention, engagement=mention.engagement * 6 // 5 + 1)
        if mention.at.date() <= EXPORTED_TWICE[1]
        else mention
        for mention in _within(_found_by_talkwalker(said), EXPORTED_TWICE[0], LAST_DAY)
    ]
    return writers.talkwalker(mentions, spoilt={})


def brandwatch_velmont(said: Said) -> bytes:
    """Posts about Velmont; some records come twice, one has lost the name of its query."""
    mentions = [
        mention
        for place, mention in enumerate(said.social["Velmont"])
        for _ in range(2 if place % _REPEATED == _REPEATED - 1 else 1)
    ]
    spoilt = {_first_on(mentions, date(2026, 1, 20)): {"Query Name": ""}}
    return writers.brandwatch(mentions, query="Velmont", number=_QUERIES["Velmont"], spoilt=spoilt)


def brandwatch_karsa_before(said: Said) -> bytes:
    """Posts about Karsa until its query stood still."""
    mentions = list(_within(said.social["Karsa"], FIRST_DAY, KARSA_GAP[0] - timedelta(days=1)))
    return writers.brandwatch(mentions, query="Karsa", number=_QUERIES["Karsa"], spoilt={})


def brandwatch_karsa_after(said: Said) -> bytes:
    """Posts about Karsa since its query works again."""
    mentions = list(_within(said.social["Karsa"], KARSA_GAP[1] + timedelta(days=1), LAST_DAY))
    return writers.brandwatch(mentions, query="Karsa", number=_QUERIES["Karsa"], spoilt={})


def meltwater_2025(said: Said) -> bytes:
    """Articles about the three brands until Christmas 2025."""
    return writers.meltwater(_within(_all_press(said), FIRST_DAY, PRESS_GAP[0] - timedelta(days=1)), spoilt={})


def meltwater_2026(said: Said) -> bytes:
    """Articles about the three brands since Christmas 2025; one reach is an estimate in words."""
    mentions = list(_within(_all_press(said), PRESS_GAP[1] + timedelta(days=1), LAST_DAY))
    spoilt = {_first_on(mentions, date(2026, 5, 19)): {"Reach": "env. 120000"}}
    return writers.meltwater(mentions, spoilt=spoilt)


def broadcast_sheet(_said: Said) -> bytes:
    """Radio and television, noted by the press office in the product's own template."""
    rows = [
        (
            f"{mention.at:%d/%m/%Y %H:%M}", mention.brand, _NETWORK_NAMES[mention.channel], mention.text, mention.source,
            mention.title, mention.language, mention.country or "", _SUBJECT_NAMES[mention.subject],
            _TONE_NAMES[mention.sentiment or "neutral"], writers.french_number(mention.reach),
        )
        for mention in broadcast(OWN)
    ]  # fmt: skip
    return writers.french_sheet(columns.MENTIONS, rows)


def followers_sheet(_said: Said) -> bytes:
    """Followers of every account, written down each Sunday; one typed in thousands, one unknown, and a total line."""
    counted = {
        (brand, network): {one.day: one.followers for one in audience.counts(brand, network)}
        for brand, networks in audience.ACCOUNTS.items()
        for network in networks
        if (brand, network) != (OWN, "tiktok")  # TikTok's own export tells
    }
    days = [day for day in DAYS if day == FIRST_DAY or (day.weekday() == 6 and day != UNCOUNTED_SUNDAY)]
    written = {
        (date(2026, 1, 25), "Karsa", "linkedin"): "45,2",
        (date(2025, 11, 9), "Velmont", "tiktok"): "NC",
    }
    rows = [
        (
            writers.french_day(day), brand, _NETWORK_NAMES[network],
            written.get((day, brand, network)) or writers.french_number(counts[day]), f"{brand.lower()}-officiel",
        )
        for day in days
        for (brand, network), counts in counted.items()
    ]  # fmt: skip
    total = sum(counts[LAST_DAY] for (brand, _), counts in counted.items() if brand == OWN)
    return writers.french_sheet(columns.FOLLOWERS, [*rows, ("Total", OWN, "", writers.french_number(total), "")])


def karsa_sentiment_sheet(said: Said) -> bytes:
    """Tone of the posts about Karsa while its query stood still, counted by an agency per day and network."""
    told: Counter[tuple[date, str, str | None]] = Counter(
        (mention.at.date(), mention.channel, mention.sentiment)
        for mention in _within(said.social["Karsa"], *KARSA_GAP)
        if not mention.reposted
    )
    networks = sorted({channel for _, channel, _ in told})
    rows = [
        (
            writers.french_day(day), "Karsa", _NETWORK_NAMES[network],
            *(str(told[day, network, tone]) for tone in ("positive", "neutral", "negative", None)),
        )
        for day in DAYS
        if KARSA_GAP[0] <= day <= KARSA_GAP[1]
        for network in networks
    ]  # fmt: skip
    return writers.french_sheet(columns.SENTIMENT, rows)


def customer_reviews(said: Said) -> bytes:
    """The reviews of our customers, as the review sites export them."""
    return opinions.customers(said.social[OWN])


def facebook_follows(_said: Said) -> bytes:
    """New followers of our Facebook page, day by day."""
    return writers.meta_follows("Facebook follows", audience.counts(OWN, "facebook"))


def instagram_follows(_said: Said) -> bytes:
    """New followers of our Instagram account, day by day."""
    return writers.meta_follows("Instagram follows", audience.counts(OWN, "instagram"))


def tiktok_2025(_said: Said) -> bytes:
    """Followers on TikTok, as exported on the first day of 2026."""
    return writers.tiktok_history([one for one in audience.counts(OWN, "tiktok") if one.day < TIKTOK_EXPORTS[0]])


def tiktok_2026(_said: Said) -> bytes:
    """Followers on TikTok since then."""
    return writers.tiktok_history([one for one in audience.counts(OWN, "tiktok") if one.day >= TIKTOK_EXPORTS[0]])


EXPORTS = (
    Export("talkwalker_aurelle_2025-07_2026-06.csv", talkwalker_first_year),
    Export("talkwalker_aurelle_2026-06_2026-11.csv", talkwalker_since_june),
    Export("brandwatch_velmont.csv", brandwatch_velmont),
    Export("brandwatch_karsa_2025-07_2026-04.csv", brandwatch_karsa_before),
    Export("brandwatch_karsa_2026-04_2026-11.csv", brandwatch_karsa_after),
    Export("meltwater_presse_2025.csv", meltwater_2025),
    Export("meltwater_presse_2026.csv", meltwater_2026),
    Export("radio_tv_aurelle.csv", broadcast_sheet),
    Export("abonnes_releve_du_dimanche.csv", followers_sheet),
    Export("Follows.csv", facebook_follows, {"brand": OWN}),
    Export("Follows (1).csv", instagram_follows, {"brand": OWN}),
    Export("FollowerHistory.csv", tiktok_2025, {"brand": OWN, "export_date": TIKTOK_EXPORTS[0].isoformat()}),
    Export("FollowerHistory (1).csv", tiktok_2026, {"brand": OWN, "export_date": TIKTOK_EXPORTS[1].isoformat()}),
    Export("sentiment_karsa_agence_avril_2026.csv", karsa_sentiment_sheet),
    Export("publications_aurelle.csv", posts.sheet, covers=WHOLE),
    Export("conversations_aurelle.csv", care.conversations, covers=WHOLE),
    Export("enquetes_aurelle.csv", care.surveys, covers=WHOLE),
    Export("avis_clients_aurelle.csv", customer_reviews),
    Export("avis_salaries_aurelle.csv", opinions.employees),
    Export("reponses_des_assistants_aurelle.csv", opinions.assistants, covers=WHOLE),
    Export("relations_aurelle.csv", logs.relations, covers=WHOLE),
    Export("alertes_aurelle.csv", logs.alerts, covers=WHOLE),
    Export("audit_de_recherche_aurelle.csv", logs.search_audits, covers=WHOLE),
    Export("boutique_aurelle.csv", logs.business, covers=WHOLE),
    Export("rapports_aurelle.csv", logs.reports, covers=WHOLE),
    Export("Reach.csv", own_reach.reach, {"brand": OWN}),
    Export("Views.csv", own_reach.views, {"brand": OWN}),
    Export("Visits.csv", own_reach.visits, {"brand": OWN}),
    Export("Dates.csv", own_reach.search_console, {"brand": OWN}),
    Export("site_aurelle.csv", own_reach.site, {"brand": OWN}),
    Export("multiTimeline.csv", own_reach.trends_before),
    Export("multiTimeline (1).csv", own_reach.trends_since),
    Export("aurelle.example-refdomains-subdomains_2026-11-16.csv", own_reach.referring_domains, {"brand": OWN}),
)


def _found_by_talkwalker(said: Said) -> list[Mention]:
    """Posts about our brand and the articles of a few titles, whose addresses bear the marks of a feed."""
    articles = (
        replace(mention, url=f"{mention.url}?utm_source=rss", author="")
        for mention in said.press[OWN]
        if mention.site in _FOUND_BY_BOTH
    )
    return sorted([*said.social[OWN], *articles], key=lambda mention: mention.at)


def _all_press(said: Said) -> list[Mention]:
    return sorted((mention for articles in said.press.values() for mention in articles), key=lambda mention: mention.at)


def _within(mentions: Sequence[Mention], first: date, last: date) -> Iterator[Mention]:
    return (mention for mention in mentions if first <= mention.at.date() <= last)


def _first_on(mentions: Sequence[Mention], day: date) -> int:
    """The index of the first mention of a day."""
    return next(place for place, mention in enumerate(mentions) if mention.at.date() == day)
