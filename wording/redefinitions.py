"""Redefinitions of what networks count (kpis/engine/breaks.py), in words: their mark on a chart, and the whole sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from data.sentences import N_
from kpis.engine.breaks import NETWORKS, Crossing
from locales import numbers, translator

MARKS = {"views": N_("Views redefined"), "impressions": N_("Impressions redefined")}


def mark(one: Crossing, language: str) -> str:
    """'Vues redéfinies': the label on a chart."""
    return translator(language)(MARKS[one.measures[0]])


def by_day(found: Iterable[Crossing]) -> dict[date, list[Crossing]]:
    """The redefinitions by their first day, oldest first."""
    days: dict[date, list[Crossing]] = {}
    for one in sorted(found, key=lambda each: (each.of.day, each.network)):
        days.setdefault(one.of.day, []).append(one)
    return days


def told(same: Sequence[Crossing], language: str) -> str:
    """'31 mars 2025, YouTube : une vue … (Aide YouTube, annonce officielle). Rien n'est comparé par-dessus cette date.'"""
    say, first = translator(language), same[0]
    what = first.of.what[language]
    sure = say("official") if first.of.sure == "official" else say("the day as reported, not official")
    text = say("{day}, {networks}: {what} ({source}, {sure}). Nothing is compared across this day.")
    return text.format(
        day=numbers.day(first.of.day, language),
        networks=", ".join(NETWORKS[one.network] for one in same),
        what=f"{what[:1].lower()}{what[1:]}",
        source=first.of.source,
        sure=sure,
    )


def each_told(found: Iterable[Crossing], language: str) -> list[str]:
    """The sentence of each redefinition, oldest first; networks that share a day and its reason share one."""
    texts = []
    for same in by_day(found).values():
        for what in dict.fromkeys(one.of.what["en"] + one.of.source for one in same):
            texts.append(told([one for one in same if one.of.what["en"] + one.of.source == what], language))
    return texts
