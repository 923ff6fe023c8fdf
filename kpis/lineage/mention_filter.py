"""The filter of a list of mentions, as the texts of a URL and as SQL over the kept records.

Conditions are joined by AND; an empty one is ignored. In the URL a list is `a,b`, each value percent-encoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import quote, unquote, urlencode

from data.derived import topic_matching
from kpis.tables import HAS, SHARES, SORTS

LISTS = ("channel", "kind", "source", "author", "language", "country", "topic", "sentiment", "has", "file", "story")
RANGES = ("reach", "engagement")
NAMES = (*LISTS, *RANGES, "share", "q", "sort")  # in the URL, in addition to brand, since, until and page
_COLUMNS = {
    "channel": "r.channel",
    "kind": "r.source_type",
    "source": "r.source",
    "author": "r.author",
    "language": "r.language",
    "country": "r.country",
    "file": "r.upload_id",
    "story": "cast(r.story as varchar)",
}
SENTIMENT = "case when k.sentiment_origin is null then r.sentiment else k.sentiment end"
_HAS = {
    "author": "r.author_key is not null",
    "engagement": "r.engagement is not null",
    "sensitive_topic": "coalesce(k.is_sensitive, false)",
    "other_voice": "not coalesce(k.is_own, false)",
    "own_voice": "coalesce(k.is_own, false)",
    # a label, or an export that tells those of other mentions
    "tone": f"({SENTIMENT} is not null or (r.upload_id, r.part) in (select (upload_id, part) from toned_logs))",
    "customer_review": "r.rating is not null and coalesce(k.work, '') <> 'site'",
    "answer_told": "r.is_answered is not null",
    "answered": "coalesce(r.is_answered, false)",
    "unanswered": "not coalesce(r.is_answered, true)",
    "work": "k.work is not null",
    "tier_one": "k.key_message is not null",
    "key_message": "coalesce(k.key_message, '') <> ''",
}
TOPIC = "case when k.topic_origin is null then r.topic else k.topic end"


@dataclass(frozen=True)
class Filter:
    """`reach`, `engagement`: least and most, None for no bound. `share`: one of SHARES, '' for every mention.

    `has`: of HAS, the fields that a mention must have. `q`: words and "expressions" that the title or text must
    contain, or with a minus in front must not. `story`: numbers of stories, the copies of one text.
    """

    brand: str
    since: date
    until: date
    channel: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    sentiment: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    file: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    reach: tuple[int | None, int | None] = (None, None)
    engagement: tuple[int | None, int | None] = (None, None)
    share: str = ""
    q: str = ""
    sort: str = "newest"

    @property
    def is_in_roll_up(self) -> bool:
        """Whether the daily roll-up has every column that the filter needs."""
        not_rolled_up = (
            *self.source, *self.author, *self.topic, *self.has, *self.file, *self.story, *self.reach, *self.engagement,
        )  # fmt: skip
        only_rows = any(one is not None for one in not_rolled_up) or self.q.strip()
        return not only_rows and self.share in ("", "unique") and (not self.sentiment or self.share == "unique")

    @property
    def reads_enrichment(self) -> bool:
        """Whether it needs the labels that people, rules or the scorer add to mentions."""
        return bool(
            self.sentiment or self.topic or set(self.has) - {"author", "engagement"} or self.share == "corrected"
        )


def from_address(texts: dict[str, str], *, brand: str, since: date, until: date) -> Filter:
    """The filter from the texts of a URL; invalid values are ignored."""
    found: dict[str, object] = {name: split(texts.get(name, "")) for name in LISTS}
    found["has"] = tuple(one for one in split(texts.get("has", "")) if one in HAS)
    found |= {name: _range(texts.get(name, "")) for name in RANGES}
    share, sort = texts.get("share", ""), texts.get("sort", "")
    return Filter(
        brand,
        since,
        until,
        **found,  # type: ignore[arg-type]
        share=share if share in SHARES else "",
        q=" ".join(texts.get("q", "").split())[:500],
        sort=sort if sort in SORTS else "newest",
    )


def as_address(wanted: Filter) -> dict[str, str]:
    """The filter as texts of a URL, '' for an empty condition; the inverse of `from_address`."""
    texts = {name: joined(getattr(wanted, name)) for name in LISTS}
    for name in RANGES:
        least, most = ("" if one is None else str(one) for one in getattr(wanted, name))
        texts[name] = f"{least}-{most}" if least or most else ""
    return texts | {"share": wanted.share, "q": wanted.q, "sort": "" if wanted.sort == "newest" else wanted.sort}


def as_query(texts: dict[str, str]) -> str:
    """The texts of a filter as a query string, to be saved under a name: 'q=rappel&channel=x'."""
    return urlencode({name: texts[name] for name in NAMES if texts.get(name)})


def split(text: str) -> tuple[str, ...]:
    """The values of a list in the URL."""
    return tuple(dict.fromkeys(unquote(one) for one in text.split(",") if one))


def joined(values: list[str] | tuple[str, ...]) -> str:
    """A list as a text of the URL."""
    return ",".join(quote(one, safe=" ") for one in values)


def terms(q: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Wanted and unwanted terms: 'rappel -exercice "frein à main"' -> (rappel, frein à main), (exercice)."""
    wanted, unwanted = [], []
    for minus, expression, word in re.findall(r'(?:(?<=\s)|^)(-?)(?:"([^"]+)"?|([^\s"]+))', q):
        term = " ".join((expression or word).split())
        if term.strip(" '’‑-"):
            (unwanted if minus else wanted).append(term)
    return tuple(wanted), tuple(unwanted)


def origin(wanted: Filter) -> str:
    """The FROM clause: the records, joined to their enrichment where the filter needs it."""
    enrichment = (
        "left join mention_marks k on k.identity = r.identity and k.brand = $brand and k.day between $since and $until"
    )
    return "mention_records r " + (enrichment if wanted.reads_enrichment else "")


def where(wanted: Filter) -> tuple[str, dict[str, object]]:
    """The condition of the WHERE clause over `origin`, and its parameters."""
    parameters: dict[str, object] = {"brand": wanted.brand, "since": wanted.since, "until": wanted.until}
    conditions = ["r.state = 'kept'", "r.brand = $brand", "r.day between $since and $until"]
    for name, column in _COLUMNS.items():
        if getattr(wanted, name):
            conditions.append(f"list_contains(${name}, {column})")
            parameters[name] = list(getattr(wanted, name))
    if wanted.sentiment:
        conditions.append(f"list_contains($sentiment, coalesce({SENTIMENT}, 'unknown'))")
        parameters["sentiment"] = list(wanted.sentiment)
    if wanted.topic:
        conditions.append(
            f"(list_contains($topic, {TOPIC}) or r.identity in "
            "(select identity from mention_topics where brand = $brand and list_contains($topic, topic)))"
        )
        parameters["topic"] = list(wanted.topic)
    conditions += [_HAS[one] for one in wanted.has]
    for name in RANGES:
        for sign, bound, value in zip((">=", "<="), ("least", "most"), getattr(wanted, name), strict=True):
            if value is not None:
                conditions.append(f"r.{name} {sign} ${name}_{bound}")
                parameters[f"{name}_{bound}"] = value
    if wanted.share:
        conditions.append(
            {
                "unique": "r.is_unique",
                "reposts": "not r.is_unique",
                "corrected": "(k.sentiment_origin = 'manual' or k.topic_origin = 'manual')",
            }[wanted.share]
        )
    _add_terms(wanted.q, conditions, parameters)
    return " and ".join(conditions), parameters


def _add_terms(q: str, conditions: list[str], parameters: dict[str, object]) -> None:
    """Add the conditions of the terms, ignoring accents and case.

    One regular expression per term is ten times faster than stripping the accents of every text.
    """
    for sign, kind, found in zip(("", "not "), ("with", "without"), terms(q), strict=True):
        for number, term in enumerate(found):
            name = f"{kind}_{number}"
            matches = f"regexp_matches(r.text, ${name}) or regexp_matches(r.title, ${name})"
            conditions.append(f"{sign}coalesce({matches}, false)")
            parameters[name] = topic_matching.pattern([term], whole=False)


def _range(text: str) -> tuple[int | None, int | None]:
    """(least, most) of '100-', '-500' or '100-500'; None for no bound."""
    found = re.fullmatch(r"(\d{0,15})-(\d{0,15})", text)
    if found is None:
        return None, None
    least, most = (int(one) if one else None for one in found.groups())
    return (most, least) if least is not None and most is not None and most < least else (least, most)


assert set(_HAS) == set(HAS)
assert {one.name for one in fields(Filter)} == {"brand", "since", "until", *NAMES}
