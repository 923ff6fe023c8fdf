"""The state of the crisis watch in a sentence for a director: how many, of what, on which day, against an ordinary day.

Pure functions. Statistics (z, every signal) belong to the details, and causes to nobody: what is named is counted.
"""

from __future__ import annotations

from datetime import date

from kpis.analysis.episodes import Episode, Spike
from kpis.analysis.standing import Standing
from locales import numbers, plural, translator
from wording.markdown import escaped
from wording.vocabulary import label


def sentence_of(peak: Spike, language: str, *, topic: str = "") -> str:
    """'53 mentions sensibles (rappel) en un jour, le 24 septembre 2026 : moins d'une attendue.' as Markdown.

    `topic`: the topic of most of these mentions; '' where none stands for most of them.
    """
    say, say_plural = translator(language), plural(language)
    what = counted(peak.signal, round(peak.observed), language)
    if topic:
        what = say("{counted} about '{topic}'").format(counted=what, topic=escaped(say(label(topic))))
    if peak.expected < 1:
        usual = say("fewer than one expected")
    else:
        usual = say_plural("about {count} expected", "about {count} expected", round(peak.expected)).format(
            count=numbers.number(peak.expected, language)
        )
    return say("{counted} in one day, {day}: {usual}.").format(
        counted=what, day=numbers.day(peak.day, language), usual=usual
    )


def told(now: Standing, language: str, *, topic: str, last: date, first: date) -> str:
    """Since when, how many of what, and what makes a crisis of it, as Markdown; of a calm period, since when.

    `topic`: of most mentions of the peak. `last`: the last day looked at; `first`: the first one.
    """
    parts = [span(now, language, last=last, first=first)]
    if now.episode is not None:
        parts += [sentence_of(now.episode.peak, language, topic=topic), because(now.episode, language)]
    return " ".join(parts).strip()


def span(now: Standing, language: str, *, last: date, first: date) -> str:
    """Since when an episode lasts, or when it was, and its highest level; of a calm period, since when."""
    say, one = translator(language), now.episode
    if one is None:
        day = numbers.day(now.calm_since or now.judged_since or first, language)
        return say("no open episode; calm since {day}.").format(day=day)
    if one.until is None:
        days = say("since {day}, not over on {last}.").format(
            day=numbers.day(one.since, language), last=numbers.day(last, language)
        )
    else:
        days = say("over: {days}.").format(days=numbers.date_range(one.since, one.until, language))
    if now.level is None or one.level <= now.level:
        return days
    word = say(label(f"level {one.level}")).lower()
    return f"{days} {say('Highest level of this episode: {level}.').format(level=word)}"


def because(one: Episode, language: str) -> str:
    """What made a crisis of the alert; '' if it is none."""
    say = translator(language)
    if not one.why:
        return ""
    reasons = ", ".join(say(label(f"{why} seen")) for why in one.why)
    return say("A crisis, because: {reasons}.").format(reasons=reasons)


def counted(signal: str, count: int, language: str) -> str:
    """'53 mentions sensibles'."""
    say_plural = plural(language)
    texts = {
        "negative": say_plural("{count} negative mention", "{count} negative mentions", count),
        "negative_mentions": say_plural(
            "{count} negative mention, copies included", "{count} negative mentions, copies included", count
        ),
        "sensitive": say_plural("{count} sensitive mention", "{count} sensitive mentions", count),
        "voices": say_plural(
            "{count} author of one story in six hours", "{count} authors of one story in six hours", count
        ),
        "mentions": say_plural("{count} mention, copies included", "{count} mentions, copies included", count),
        "all": say_plural("{count} mention", "{count} mentions", count),
    }
    return texts[signal].format(count=numbers.number(count, language))
