"""The greatest figure that each measure can be: more is a slip of a tool or a hand, and would drown every day it is added to.

Far above what the largest accounts on earth have, so that no true figure is rejected; low enough that a sum over millions
of records stays exact.
"""

from __future__ import annotations

_PEOPLE = 10_000_000_000  # more than live on earth
_ACTS = 10_000_000_000  # of people on one post, page or day: the most liked ones have a hundredth of that
_VIEWS = 1_000_000_000_000  # the most viewed video has some ten thousand million
_AMOUNT = 1e15  # of money in the smallest currency, of milliseconds watched by a channel in a year

MOST = {
    "author_followers": _PEOPLE, "followers": _PEOPLE, "gained": _PEOPLE, "lost": _PEOPLE,
    "reach": _VIEWS,  # what tools call reach may be a sum over posts
    "engagement": _ACTS, "reactions": _ACTS, "comments": _ACTS, "shares": _ACTS, "saves": _ACTS, "clicks": _ACTS,
    "positive": _ACTS, "neutral": _ACTS, "negative": _ACTS, "mixed": _ACTS, "unknown": _ACTS, "answers": _ACTS,
    "impressions": _VIEWS, "views": _VIEWS, "visits": _VIEWS, "volume": _VIEWS, "conversions": _ACTS,
    "revenue": _AMOUNT, "value": _AMOUNT,
    "rank": 1_000_000, "position": 1_000_000,
    "first_reply_minutes": 100_000_000,  # two centuries
    "score": 10_000, "interest": 1_000_000, "authority": 1_000_000,
}  # fmt: skip


def is_beyond_sql(field: str, number: str) -> str:
    """SQL condition: a number is greater than the measure can be, above or below zero."""
    return f"abs({number}) > {MOST[field]:.0f}"
