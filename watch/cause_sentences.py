"""The cause card in sentences, in one language. Plain text: texts of mentions and names stand in it as they are."""

from __future__ import annotations

from collections.abc import Sequence

from data.sentences import N_
from locales import numbers, plural, translator
from watch.cause import Copied, Reach, Topic
from watch.past import Past
from wording.vocabulary import label

SHOWN = 160  # characters of a text
_DONE = {
    "acknowledge": N_("acknowledged: {count}"),
    "assign": N_("assigned: {count}"),
    "note": N_("noted: {count}"),
    "inform": N_("decision makers informed: {count}"),
}


def topic(topics: Sequence[Topic], language: str) -> str:
    """'rappel (49 des 53 mentions)'; the two foremost where none stands for most; what is lacking where none has one."""
    say = translator(language)
    if not topics:
        return say("no topic recognised in these mentions")
    text = foremost(topics, language)
    return text if topics[0].is_most else say("no topic of most of them: {topics}").format(topics=text)


def foremost(topics: Sequence[Topic], language: str) -> str:
    """'rappel (20 des 53 mentions), sécurité (12 des 53 mentions)'."""
    say = translator(language)
    return ", ".join(
        say("{topic} ({count} of {of} mentions)").format(
            topic=say(label(one.topic)), count=_number(one.mentions, language), of=_number(one.of, language)
        )
        for one in topics
    )


def copied(one: Copied | None, language: str) -> tuple[str, str]:
    """The text told most often; in how many mentions, by how many authors, in which share of all."""
    say, say_plural = translator(language), plural(language)
    if one is None:
        return say("none"), say("every text of the episode was told once")
    count = say_plural("{count} mention", "{count} mentions", one.mentions).format(
        count=_number(one.mentions, language)
    )
    share = numbers.percent(one.mentions / one.every, language)
    authors = say_plural("{count} author", "{count} authors", one.authors).format(count=_number(one.authors, language))
    if not one.authors:
        authors = say("unknown authors")
    text = say("{count} by {authors}; {share} of the {every} mentions of the episode").format(
        count=count, authors=authors, share=share, every=_number(one.every, language)
    )
    return shortened(one.text) or "–", text


def reach(one: Reach, language: str) -> tuple[str, str]:
    """The difference with sign, and what it is of; 'unknown', and why."""
    say, say_plural = translator(language), plural(language)
    told = say("reach told of {told} of {of} mentions").format(
        told=_number(one.told, language), of=_number(one.of, language)
    )
    if one.difference is None:
        if one.observed is not None and not one.ordinary_days:
            told = say("no ordinary day before to compare with")
        elif one.observed is not None:
            told = say("reach told of {told} of {of} mentions of the ordinary days").format(
                told=_number(one.ordinary_told, language), of=_number(one.ordinary_of, language)
            )
        return say("unknown"), told
    days = say_plural("{count} day", "{count} days", one.days).format(count=_number(one.days, language))
    ordinary = say_plural("{count} ordinary day", "{count} ordinary days", one.ordinary_days).format(
        count=_number(one.ordinary_days, language)
    )
    text = say("{observed} in {days}, {usual} in as many ordinary ones (mean of {ordinary})").format(
        observed=_number(one.observed or 0, language),
        usual=_number(one.usual or 0, language),
        days=days,
        ordinary=ordinary,
    )
    if one.told < one.of:
        text = f"{text}; {told}"
    return numbers.signed(_number(one.difference, language), one.difference), text


def past(one: Past, language: str) -> tuple[str, ...]:
    """What similar past episodes did: how many, how long, what they turned out to be, what people did."""
    say, say_plural = translator(language), plural(language)
    count = len(one.similar)
    if not one.every:
        return (say("No past episode is on record."),)
    if not count:
        return (say("No similar past episode is on record: of the others, none has this kind of signal and level."),)
    if one.has_topic:
        head = say_plural(
            "{count} similar past episode, of the same signal and topic.",
            "{count} similar past episodes, of the same signal and topic.",
            count,
        )
    else:
        head = say_plural(
            "No past episode has the same topic; {count} is of the same kind of signal.",
            "No past episode has the same topic; {count} are of the same kind of signal.",
            count,
        )
    told = [head.format(count=_number(count, language))]
    if one.majority is not None:
        within, days = one.majority
        lasted = say_plural("{count} day", "{count} days", days).format(count=_number(days, language))
        told.append(
            say_plural(
                "It was over {days} after its peak.",
                "{within} of {count} were over within {days} of their peak.",
                count,
            ).format(within=_number(within, language), count=_number(count, language), days=lasted)
        )
    verdicts = {name: len(one.verdicts(name)) for name in ("confirmed", "false")}
    told.append(
        say("Confirmed: {confirmed}; false alarms: {false}; closed by nobody: {open}.").format(
            confirmed=_number(verdicts["confirmed"], language),
            false=_number(verdicts["false"], language),
            open=_number(count - sum(verdicts.values()), language),
        )
    )
    done = {name: sum(any(step.action == name for step in each.actions) for each in one.similar) for name in _DONE}
    parts = [say(_DONE[name]).format(count=_number(times, language)) for name, times in done.items() if times]
    noted = sum(bool(each.annotations) for each in one.similar)
    if noted:
        parts.append(say("with annotations: {count}").format(count=_number(noted, language)))
    if parts:
        told.append(say("What was done: {steps}.").format(steps=", ".join(parts)))
    if count < 3:
        told.append(say("So few past episodes say little about this one."))
    return tuple(told)


def shortened(text: str) -> str:
    """A text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rsplit(' ', 1)[0]} …"


def _number(value: float, language: str) -> str:
    return numbers.number(value, language)
