"""The one message of each page of a report, written from its numbers. Plain text; pure functions.

They state what the figures say and what was counted, never a cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from kpis.analysis.explanation import Explanation
from kpis.analysis.standing import Standing
from kpis.catalogue import counts_verdicts
from kpis.engine.figure import Figure, is_known
from kpis.objectives.headline import Tally
from kpis.objectives.scorecard import Line
from locales import numbers, plural, translator
from wording import amounts, crisis_sentence, explanation
from wording import headline as headline_wording
from wording.markdown import plain
from wording.vocabulary import label

CRISIS = "crisis_level"
FIRST = 3  # figures of a first file that its cover names
NAMED = 2  # changes on the cover: a title has room for two lines


def state_word(now: Standing, language: str) -> str:
    """'Crise'; 'n/d' where no day of the period was evaluated."""
    say = translator(language)
    return say("n/a") if now.level is None else say(label(f"level {now.level}"))


def state(now: Standing, language: str, *, topic: str, last: date, first: date, brand: str, is_covered: bool) -> str:
    """The state of the watch, whole: since when, how many of what, why a crisis; or why no day was evaluated."""
    say = translator(language)
    if now.level is None:
        reason = (
            say("the watch needs 14 days of mentions before it can evaluate a day")
            if is_covered
            else say("no upload covers mentions of {brand} on these days").format(brand=brand)
        )
        return say("No day of this period was evaluated: {reason}.").format(reason=reason)
    return _capital(plain(crisis_sentence.told(now, language, topic=topic, last=last, first=first)))


def cover(tallies: Sequence[Tally], lines: Sequence[Line], language: str) -> str:
    """'25 objectifs atteints sur 48 ; mentions uniques ↑ +67 %.': what the banner of the state above it does not say.

    `lines`: the figures of the cover. Changes without an arrow are not named; nor is the crisis level, which the banner
    says, nor figures that count the others.
    """
    say, total = translator(language), sum(len(tally.ideas) for tally in tallies)
    if not total:
        return say("No objective of this role has a target in this period.")
    if all(idea.status == "unjudged" for tally in tallies for idea in tally.ideas):
        count = numbers.number(total, language)
        return say("None of the {count} objectives is judged. {reason}").format(count=count, reason="").strip()
    told = headline_wording.met(tallies, language)
    unjudged = sum(tally.counts["unjudged"] for tally in tallies)
    if 2 * unjudged > total:  # '2 of 48 met' would read as 46 missed
        told += f" ({headline_wording.counted('unjudged', unjudged, language)})"
    shown = [line for line in lines if line.kpi.id != CRISIS and not counts_verdicts(line.kpi.id)]
    compared = [line.change for line in shown if line.change is not None and line.change.reason is None]
    moved = [line for line in shown if line.change in compared and line.change.significant][:NAMED]  # type: ignore[union-attr]
    if moved:
        rest = ", ".join(
            f"{_inside(line.kpi.title[language])} {amounts.change_text(line.change, line.kpi, language).text}"
            for line in moved
        )
    elif compared:
        rest = say("no change of the main figures is statistically significant")
    else:
        rest = say("the main figures could not be compared")
    return f"{told}{_semicolon(language)} {rest}."


def first_file(tallies: Sequence[Tally], lines: Sequence[Line], language: str) -> str:
    """'Sentiment net −55 pts, part de voix 30,5 %, mentions uniques 2 663 ; les verdicts viennent avec l'historique.'"""
    say = translator(language)
    shown = [line for line in lines if not numbers.is_missing(line.value) and not counts_verdicts(line.kpi.id)]
    if not shown:
        return cover(tallies, lines, language)
    told = ", ".join(
        f"{_inside(line.kpi.title[language])} {amounts.amount(line.value, line.kpi, language)}"
        for line in shown[:FIRST]
    )
    later = say("verdicts come with the history")
    return _capital(f"{told}{_semicolon(language)} {later}.")


def scorecard(tallies: Sequence[Tally], language: str) -> str:
    """'25 objectifs atteints sur 48 (…) ; le plus de retard en relation (4).'"""
    say = translator(language)
    total = headline_wording.total(tallies, language)
    if not total:
        return say("No objective of this role has a target in this period.")
    lines = [idea.line for tally in tallies for idea in tally.ideas]
    if all(idea.status == "unjudged" for tally in tallies for idea in tally.ideas):
        told = Counter(
            amounts.in_words(line.verdict.reason, language) for line in lines if line.verdict.reason is not None
        )
        count = numbers.number(sum(len(tally.ideas) for tally in tallies), language)
        reason = told.most_common(1)[0][0] if told else say("n/a")
        return say("None of the {count} objectives is judged. {reason}").format(count=count, reason=reason)
    worst = max(tallies, key=lambda one: one.counts["behind"])
    if not worst.counts["behind"]:
        return total
    name = say(label(worst.casquette)).split(":")[0].strip()
    most = say("Most behind target: {casquette} ({count}).").format(
        casquette=name, count=numbers.number(worst.counts["behind"], language)
    )
    return f"{total} {most}"


def why(found: Explanation | None, tested: int, moved: int, language: str) -> str:
    """The figure that moved most, by how much, and its largest part; or that no change exceeds chance."""
    say, say_plural = translator(language), plural(language)
    if not tested:
        return say("No change could be tested: one of the two periods is not covered.")
    if not moved or found is None:
        return say_plural(
            "{count} change was tested: it is not statistically significant.",
            "{count} changes were tested: none is statistically significant.",
            tested,
        ).format(count=numbers.number(tested, language))
    over = f" ({say('over 4 weeks')})" if found.is_over_four_weeks else ""
    return f"{found.kpi.title[language]}{over}{_colon(language)} {explanation.answer(found, language)}"


def watch(now: Standing, language: str, *, last: date, first: date, whole: str) -> str:
    """Since when an episode lasts, or how long it has been calm, and what made a crisis of it."""
    if now.level is None:
        return whole
    told = crisis_sentence.span(now, language, last=last, first=first)
    because = crisis_sentence.because(now.episode, language) if now.episode is not None else ""
    return _capital(plain(f"{told} {because}".strip()))


def competitors(brand: str, voice: Mapping[str, Figure], line: Line, language: str) -> str:
    """'Velmont : 44,1 % de la parole, rang 1 sur 4 devant Orsane (30,0 %).'; why there is no share."""
    say = translator(language)
    mine = voice.get(brand)
    if mine is None or not is_known(mine.value):
        reason = amounts.in_words(line.verdict.reason, language) if line.verdict.reason is not None else ""
        title = line.kpi.title[language]
        return f"{title}{_colon(language)} {reason}" if reason else f"{title}{_colon(language)} {say('n/a')}"
    ranked = sorted((one for one in voice if is_known(voice[one].value)), key=lambda one: (-voice[one].value, one))  # type: ignore[operator]
    place = 1 + sum(voice[one].value > mine.value for one in ranked)  # type: ignore[operator]
    values = {
        "brand": brand,
        "share": amounts.amount(mine.value, line.kpi, language),
        "place": numbers.number(place, language),
        "count": numbers.number(len(ranked), language),
    }
    partly = ""
    if mine.state != "complete" and line.verdict.reason is not None:
        partly = f" {amounts.in_words(line.verdict.reason, language)}"
    if len(ranked) == 1:
        return say("{brand}: {share} of what is said of the brands compared.").format(**values) + partly
    other = ranked[1] if ranked[0] == brand else ranked[0]
    values |= {"other": other, "theirs": amounts.amount(voice[other].value, line.kpi, language)}
    if place == 1:
        told = say(
            "{brand} has {share} of what is said of the brands compared, place {place} of {count}, before {other} ({theirs})."
        )
    else:
        told = say(
            "{brand} has {share} of what is said of the brands compared, place {place} of {count}; {other} leads ({theirs})."
        )
    return told.format(**values) + partly


def follow_up(at_risk: int, actions: int, lacking: Sequence[str], language: str) -> str:
    """'3 objectifs menacés ; 2 actions notées ; toutes les sources couvrent la période.'"""
    say, say_plural = translator(language), plural(language)
    told = [
        say_plural("{count} objective at risk", "{count} objectives at risk", at_risk).format(
            count=numbers.number(at_risk, language)
        )
        if at_risk
        else say("no objective at risk"),
        say_plural("{count} action noted", "{count} actions noted", actions).format(
            count=numbers.number(actions, language)
        )
        if actions
        else say("no action noted"),
    ]
    if lacking:
        told.append(
            say_plural(
                "{count} source does not cover the period", "{count} sources do not cover the period", len(lacking)
            ).format(count=numbers.number(len(lacking), language))
        )
    else:
        told.append(say("all sources cover the period"))
    return _capital(f"{_semicolon(language)} ".join(told)) + "."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _colon(language: str) -> str:
    return f"{numbers.NBSP}:" if language == "fr" else ":"


def _semicolon(language: str) -> str:
    return f"{numbers.NBSP};" if language == "fr" else ";"


def _inside(title: str) -> str:
    """A title in mid-sentence, lower case but for acronyms."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
