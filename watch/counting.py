"""The mentions that a signal of the watch counts: as a condition on them, and as the filter that lists them."""

from __future__ import annotations

from datetime import date

from kpis.lineage.mention_filter import Filter

# signal -> condition of the mentions that it counts
COUNTED = {
    "all": "is_unique",
    "mentions": "true",
    "voices": "true",
    "negative": "is_unique and sentiment = 'negative'",
    "negative_mentions": "sentiment = 'negative'",
    "sensitive": "is_unique and is_sensitive",
}


def condition(signal: str) -> str:
    """The condition of a signal; all mentions, copies included, of one that is not named here."""
    return COUNTED.get(signal, "true")


def counted(brand: str, signal: str, since: date, until: date, channels: tuple[str, ...] = ()) -> Filter:
    """The filter of the mentions that a signal counts."""
    return Filter(
        brand,
        since,
        until,
        channel=channels,
        share="unique" if "is_unique" in condition(signal) else "",
        sentiment=("negative",) if signal in ("negative", "negative_mentions") else (),
        has=("sensitive_topic",) if signal == "sensitive" else (),
    )
