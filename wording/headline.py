"""How a role stands, as text: a line per casquette, and what stands behind its numbers. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpis.objectives.headline import Idea, Tally
from locales import numbers, plural, translator
from wording import amounts
from wording.markdown import escaped
from wording.vocabulary import label


def summary(tallies: Sequence[Tally], language: str) -> str:
    """'Veille : 3 tenus sur 9 (1 proche, 2 en retard, 3 non évalués). Relation : …'; '' without objectives."""
    say, say_plural = translator(language), plural(language)
    parts = []
    for tally in tallies:
        counts = tally.counts
        values = {
            "casquette": _short(say(label(tally.casquette))),
            "met": numbers.number(counts["met"], language),
            "total": numbers.number(len(tally.ideas), language),
        }
        rest = [counted(status, count, language) for status, count in counts.items() if status != "met" and count]
        if rest:
            text = say_plural(
                "{casquette}: {met} of {total} met ({rest}).",
                "{casquette}: {met} of {total} met ({rest}).",
                counts["met"],
            )
        else:
            text = say_plural("{casquette}: {met} of {total} met.", "{casquette}: {met} of {total} met.", counts["met"])
        parts.append(text.format(**values, rest=", ".join(rest)))
    return " ".join(parts)


def total(tallies: Sequence[Tally], language: str) -> str:
    """'25 objectifs atteints sur 48 (1 proche, 9 en retard, 9 indécis, 4 non évalués).'; '' without objectives.

    The number of objectives is this one on every screen: KPIs of one idea count once.
    """
    counts = _counts(tallies)
    if not counts:
        return ""
    told = met(tallies, language)
    rest = [counted(status, counts[status], language) for status in counts if status != "met" and counts[status]]
    return f"{told} ({', '.join(rest)})." if rest else f"{told}."


def met(tallies: Sequence[Tally], language: str) -> str:
    """'25 objectifs atteints sur 48', without a full stop."""
    counts, say_plural = _counts(tallies), plural(language)
    return say_plural("{met} of {total} objectives met", "{met} of {total} objectives met", counts["met"]).format(
        met=numbers.number(counts["met"], language), total=numbers.number(sum(counts.values()), language)
    )


def _counts(tallies: Sequence[Tally]) -> Counter[str]:
    """Status -> number of ideas of all casquettes."""
    counts: Counter[str] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
    return counts


def _short(casquette: str) -> str:
    """'Vigilance' of 'Vigilance : veilleur, vigie': a sentence that goes on with a colon has room for one."""
    return casquette.split(":")[0].strip()


def counted(status: str, count: int, language: str) -> str:
    """'2 en retard', '1 non évalué'."""
    say_plural = plural(language)
    texts = {
        "met": say_plural("{count} met", "{count} met", count),
        "near": say_plural("{count} close", "{count} close", count),
        "behind": say_plural("{count} behind", "{count} behind", count),
        "undecided": say_plural("{count} undecided", "{count} undecided", count),
        "unjudged": say_plural("{count} not judged", "{count} not judged", count),
    }
    return texts[status].format(count=numbers.number(count, language))


def reasons(ideas: Sequence[Idea], language: str) -> list[str]:
    """'Part de voix : no figure …' for each idea that is not judged, as Markdown."""
    return [
        f"**{escaped(idea.line.kpi.title[language])}** · {escaped(amounts.in_words(idea.line.verdict.reason, language))}"
        for idea in ideas
        if idea.status == "unjudged" and idea.line.verdict.reason is not None
    ]
