"""The texts of a message: what, since when, how sure, and the address of the cause card. Plain text, in one language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time

from data.watch.episodes import Found
from locales import numbers, plural, translator
from watch import cause_sentences
from watch.cause import Topic
from wording import address, crisis_sentence
from wording.markdown import unlinked
from wording.vocabulary import label

LONGEST_SUBJECT = 100  # characters: mail servers take no longer one without blanks
EPISODE = "watched"  # the number of an episode, in the address of its cause card


def subject(brand: str, found: Found, language: str, *, is_escalated: bool = False) -> str:
    """'Alerte · Aurelle : 53 mentions négatives en un jour', so that a telephone shows what matters."""
    say = translator(language)
    what = _counted(found, language)
    level = say(label(f"level {found.level}"))
    if is_escalated:
        level = say("Not acknowledged: {level}").format(level=level)
    return on_one_line(unlinked(say("{level} · {brand}: {what}").format(level=level, brand=brand, what=what)))


def body(
    brand: str,
    found: Found,
    language: str,
    *,
    episode: int,
    links: str,
    closed: tuple[int, int],
    topics: Sequence[Topic] = (),
    minutes: int = 0,
) -> str:
    """Lines of plain text. `closed`: of the past episodes that people closed, how many they confirmed, and how many there
    are. `topics`: those of the peak. `links`: the address of the dashboard, '' where none is set. `minutes`: since when nobody has acknowledged it."""
    say, say_plural = translator(language), plural(language)
    lines = [unlinked(f"{brand} · {say(label(f'level {found.level}'))}")]
    if minutes:
        lines.append(
            say_plural(
                "Nobody has acknowledged it for {count} minute.",
                "Nobody has acknowledged it for {count} minutes.",
                minutes,
            ).format(count=numbers.number(minutes, language))
        )
    lines.append(_sentence(found, language))
    lines.append(_since(found, language))
    if found.reasons:
        why = ", ".join(say(label(f"{one} seen")) for one in found.reasons)
        lines.append(say("A crisis, because: {reasons}.").format(reasons=why))
    if topics:
        lines.append(
            unlinked(say("Suggested topic: {topic}.").format(topic=cause_sentences.topic(topics, language)))
            if topics[0].is_most
            else unlinked(say("Topics: {topics}.").format(topics=cause_sentences.foremost(topics, language)))
        )
    lines.append(_sureness(found, language, closed))
    if links:
        lines.append(say("Causes, and what to do: {address}").format(address=link(links, brand, episode, language)))
    else:
        lines.append(say("Causes: screen 'Crisis watch', episode {number}.").format(number=episode))
    return "\n".join(lines)


def notice(brand: str, row: object, language: str, *, links: str) -> tuple[str, str]:
    """Subject and body of a notice: a suggestion, result or answer that is negative, and new or worse.

    `row`: of the frame of kpis/analysis/audit_changes.py.
    """
    say = translator(language)
    kinds = {
        "suggestion": say("suggestion"),
        "result": say("result"),
        "answer": say("answer of an assistant"),
    }
    change = {"new": say("New negative {kind}"), "worse": say("Worse: {kind}")}[row.change]  # type: ignore[attr-defined]
    what = change.format(kind=kinds[row.kind])  # type: ignore[attr-defined]
    subject = on_one_line(  # items are what strangers wrote
        unlinked(say("Vigilance · {brand}: {what}: {item}").format(brand=brand, what=what, item=row.item))  # type: ignore[attr-defined]
    )
    lines = [
        subject,
        say("Query: {query}").format(query=row.query),  # type: ignore[attr-defined]
        *([say("Engine: {engine}").format(engine=row.engine)] if row.engine else []),  # type: ignore[attr-defined]
        say("Audit of {day}, compared with that of {before}.").format(
            day=numbers.day(row.day.date(), language),  # type: ignore[attr-defined]
            before=numbers.day(row.day_before.date(), language),  # type: ignore[attr-defined]
        ),
    ]
    lines = [subject, *(unlinked(line) for line in lines[1:])]
    if links:
        place = address.link(links, "search", {"brand": brand, "lang": language})
        lines.append(say("Causes, and what to do: {address}").format(address=place))
    return subject, "\n".join(lines)


def test(name: str, language: str) -> tuple[str, str]:
    """Subject and body of a test, which says that it is one."""
    say = translator(language)
    body = say("This is a test: nothing has happened. '{name}' is told of episodes of the crisis watch this way.")
    return say("Test of the crisis watch"), body.format(name=name)


def on_one_line(text: str) -> str:
    """A text as a subject takes it: of names and items that hold line ends, and may be of any length."""
    plain = re.sub(r"(?:[^\S\u00a0\u202f]|[\x00-\x1f\x7f-\x9f])+", " ", text).strip()
    return plain if len(plain) <= LONGEST_SUBJECT else f"{plain[: LONGEST_SUBJECT - 1]}…"


def link(links: str, brand: str, episode: int, language: str) -> str:
    """The address of the cause card of an episode."""
    return address.link(links, "crisis", {"brand": brand, EPISODE: str(episode), "lang": language})


def _counted(found: Found, language: str) -> str:
    say, say_plural = translator(language), plural(language)
    counted = crisis_sentence.counted(found.signal, round(found.observed or 0), language)
    if found.peak_clock == "day":
        return say("{counted} in one day").format(counted=counted)
    if found.signal == "voices":  # a count of six hours itself
        return counted
    hours = found.minutes // 60
    if not hours:
        return say_plural("{counted} in {count} minute", "{counted} in {count} minutes", found.minutes).format(
            counted=counted, count=found.minutes
        )
    return say_plural("{counted} in one hour", "{counted} in {count} hours", hours).format(counted=counted, count=hours)


def _sentence(found: Found, language: str) -> str:
    say, say_plural = translator(language), plural(language)
    expected = found.expected
    if expected is None:
        usual = say("what is usual is not known yet")
    elif expected < 1:
        usual = say("fewer than one expected")
    else:
        usual = say_plural("about {count} expected", "about {count} expected", round(expected)).format(
            count=numbers.number(expected, language)
        )
    when = _moment(found.peak_at, found.peak_clock, language)
    return say("{counted}, {when}: {usual}.").format(counted=_counted(found, language), when=when, usual=usual)


def _since(found: Found, language: str) -> str:
    say = translator(language)
    since = _moment(found.since, "hour" if found.since.time() != time() else "day", language)
    if found.until is None:
        return say("Since {since}; not over.").format(since=since)
    return say("From {since} to {until}; it is over.").format(
        since=since, until=_moment(found.until, "hour" if found.until.time() != time() else "day", language)
    )


def _sureness(found: Found, language: str, closed: tuple[int, int]) -> str:
    """How sure it is: how far from the limit, against how much history, and what past episodes turned out to be."""
    say, say_plural = translator(language), plural(language)
    parts = []
    if found.threshold is not None and found.observed is not None:
        parts.append(
            say("Up to {limit} would have been ordinary").format(limit=numbers.number(found.threshold, language))
        )
    parts.append(
        say_plural("compared with {count} ordinary day", "compared with {count} ordinary days", found.history).format(
            count=numbers.number(found.history, language)
        )
    )
    confirmed, of = closed
    past = (
        say("no past episode was confirmed or refuted yet")
        if not of
        else say("{confirmed} of the {of} past episodes that people closed were confirmed").format(
            confirmed=numbers.number(confirmed, language), of=numbers.number(of, language)
        )
    )
    text = ", ".join(parts) + say("; {past}.").format(past=past)
    return text[:1].upper() + text[1:]


def _moment(moment: datetime, clock: str, language: str) -> str:
    day = numbers.day(moment.date(), language)
    if clock == "day":
        return day
    return translator(language)("{day}, {hour}").format(day=day, hour=moment.strftime("%H:%M"))
