"""Why a figure moved, in words: one sentence that answers, and the names of its parts. Pure functions."""

from __future__ import annotations

import re

from kpis.analysis import parts
from kpis.analysis.explanation import Explanation, largest
from kpis.catalogue import Kpi, catalogue
from kpis.engine.change import LEVEL
from kpis.engine.figure import is_known
from locales import numbers, plural, translator
from wording import amounts
from wording.vocabulary import label

CODED = ("channel", "topic", "post_type")  # dimensions whose items are codes of the store


def answer(found: Explanation, language: str) -> str:
    """'44.1 %, −0.6 pt: within what chance explains; the largest part is Velmont · Facebook: +120 mentions (−1.2 pts).'"""
    value = found.now.figure.value
    if not is_known(value):
        return amounts.in_words(found.reason, language) if found.reason is not None else ""
    now = amounts.amount(value, found.kpi, language, n=found.now.figure.n)
    if found.before is None:
        reason = amounts.in_words(found.reason, language) if found.reason is not None else ""
        return f"{now}. {reason}".strip()
    colon, semicolon = _marks(language)
    moved = amounts.difference(_difference(found), found.kpi, language)
    text = f"{now}, {moved}{colon} {judgement(found, language)}"
    told = largest_part(found, language)
    return f"{text}{semicolon} {told}." if told else f"{text}."


def judgement(found: Explanation, language: str) -> str:
    """What the arrow says of the change: the scorecard's judgement, in words."""
    say = translator(language)
    change, difference = found.change, _difference(found)
    if difference == 0:
        return say("it did not move")
    if change is None:
        return say("not judged")
    if change.reason is not None:
        return say("how much it varies by itself is not known yet")
    tested = change.p if change.adjusted is None else change.adjusted
    if change.significant:
        return say("more than chance explains") if tested is not None else say("a change that counts")
    if tested is None:
        return say("too little to count as a change")
    return say("within what chance explains") if tested >= LEVEL else say("too little to count as a change")


def item_name(dimension: str, item: str, language: str) -> str:
    """The name of a part: 'Facebook', 'Velmont · Facebook', 'several topics', 'not given'."""
    say = translator(language)
    if item == parts.NOT_GIVEN:
        return say("not given")
    if item == parts.SEVERAL:
        return say("several topics")
    if item == parts.NOT_LISTED:
        return say("daily counts without mentions")
    if dimension == parts.CELL:
        brand, channel = item.split(parts.CELL_SEPARATOR, 1)
        return f"{brand} · {say(label(channel))}"
    if dimension == "kpi":
        name, _, channel = item.partition(" ")
        title = catalogue()[name].title[language] if name in catalogue() else name
        return f"{title} · {say(label(channel))}" if channel else title
    return say(label(item)) if dimension in CODED else item


def dimension_name(dimension: str, language: str) -> str:
    """'by network'."""
    say = translator(language)
    return {
        "brand": say("by brand"),
        "channel": say("by network"),
        parts.CELL: say("by brand and network"),
        "source": say("by source"),
        "topic": say("by topic"),
        "author": say("by author"),
        "account": say("by account"),
        "post_type": say("by kind of post"),
        "query": say("by query"),
        "engine": say("by engine or assistant"),
        "model": say("by model"),
        "prompt": say("by prompt"),
        "name": say("by name"),
        "site": say("by site"),
        "person": say("by person"),
        "kpi": say("by indicator"),
        "term": say("by word"),
    }[dimension]


def terms(kpi: Kpi, language: str) -> tuple[str, str]:
    """What numerator and denominator count: the two sides of the formula, where it is one fraction."""
    say = translator(language)
    sides = kpi.formula[language].split(" / ")
    if len(sides) != 2:
        return say("Numerator"), say("Denominator")
    numerator, denominator = (re.split(r"\s?;|, |(?<=\S) \((?![^)]*[+−])", one, maxsplit=1)[0] for one in sides)
    return numerator, denominator[:1].upper() + denominator[1:]


def largest_part(found: Explanation, language: str) -> str:
    """'the largest part is Velmont · Facebook: +120 mentions (−1.2 pts)'."""
    say, (colon, _) = translator(language), _marks(language)
    part = largest(found)
    if part is None:
        return ""
    dimension, row = part
    name = item_name(dimension, row["item"], language)
    size = amounts.difference(float(row["contribution"]), found.kpi, language)
    if found.kpi.class_ != "ratio":
        return say("the largest part is {name} ({size})").format(name=name, size=size)
    if found.kpi.across:
        more = float(row["denominator"] - row["denominator_before"])
        count = numbers.signed(numbers.number(more, language), more)
        told = (
            plural(language)("{count} mention", "{count} mentions", abs(int(more)))
            if found.kpi.parts["of"] == "mentions"
            else say("{count} followers")
        ).format(count=count)
        return say("the largest part is {name}").format(name=name) + f"{colon} {told} ({size})"
    by_rate = abs(float(row["rate"])) >= abs(float(row["volume"]))
    why = say("mostly by its own rate") if by_rate else say("mostly by its weight in the whole")
    return say("the largest part is {name} ({size})").format(name=name, size=size) + f", {why}"


def _difference(found: Explanation) -> float:
    assert found.before is not None
    return float(found.now.figure.value) - float(found.before.figure.value)  # type: ignore[arg-type]


def _marks(language: str) -> tuple[str, str]:
    """Colon and semicolon, with the space that French has before them."""
    return (f"{numbers.NBSP}:", f"{numbers.NBSP};") if language == "fr" else (":", ";")
