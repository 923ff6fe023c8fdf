"""The tables of a report as finished texts: episodes, mentions, brands, objectives at risk, annotations, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from data.decisions.annotations import Annotation
from kpis.catalogue import Kpi, catalogue
from kpis.lineage.source_state import SourceState
from kpis.objectives.headline import Idea
from kpis.objectives.scorecard import Line
from locales import numbers, plural, translator
from locales.typography import typeset
from reports.weekly import figures, pictures
from reports.weekly.gathered import OF_BRANDS, TONE, VOICE, Gathered
from reports.weekly.model import Table
from reports.weekly.texts import clean, shortened
from wording import address, amounts, crisis_sentence, figure_sentence
from wording.markdown import plain
from wording.vocabulary import label

EPISODES, AT_RISK, NOTED, SOURCES = 5, 8, 8, 16  # rows; `more` counts the others
TEXT, NAME, TITLE = 160, 60, 120  # signs

Titles = Mapping[str, Mapping[str, str]]  # format of export -> language -> its title


def episodes(found: Gathered, language: str, *, links: str) -> Table:
    """The episodes of the 26 weeks up to the end of the period, the newest first."""
    say, request = translator(language), found.request
    values = address.view(
        brand=request.brand,
        since=request.period.since,
        until=request.period.until,
        role=request.role,
        language=language,
    )
    rows = [
        (
            _days(one.since, one.until, language),
            say(label(f"level {one.level}")),
            _told(plain(crisis_sentence.sentence_of(one.peak, language)), language),
        )
        for one in found.episodes
    ]
    return Table(
        say("Episodes of the last 26 weeks"),
        (say("Days"), say("Level"), say("Peak")),
        tuple(rows[:EPISODES]),
        links=tuple(address.link(links, "crisis", values) for _ in rows[:EPISODES]),
        absence=say("No episode in the last 26 weeks."),
        more=max(0, len(rows) - EPISODES),
    )


def mentions(found: Gathered, language: str) -> Table:
    """The mentions with most engagements, then reach; each leads to the mention itself."""
    say = translator(language)
    rows = list(found.mentions.itertuples())
    return Table(
        say("Most visible mentions"),
        (say("Day"), say("Author"), say("Text"), say("Engagements")),
        tuple(
            (
                typeset(numbers.day(row.day, language, pattern="d MMM"), language),
                " · ".join(part for part in (_who(row), say(label(row.channel))) if part),
                shortened(row.text, TEXT),
                typeset(_count(row.engagement, language), language),
            )
            for row in rows
        ),
        numbers=(3,),
        links=tuple(_url(row.url) for row in rows),
        absence=say("No mentions in these days."),
    )


def voices(found: Gathered, language: str) -> Table:
    """Share of voice and net sentiment of each brand, with their intervals, and what they changed by."""
    say = translator(language)
    kpis = [catalogue()[name] for name in (VOICE, TONE)]
    known = [name for name in _by_share(found) if any(name in found.of_brands[kpi.id] for kpi in kpis)]
    rows = [
        (brand, *(cell for kpi in kpis for cell in _now_and_before(found, kpi, brand, language))) for brand in known
    ]
    if not any(row[3] or row[6] for row in rows):  # of a first file no change is known
        rows = [(*row[:3], *row[4:6]) for row in rows]
        changes: tuple[str, ...] = ()
    else:
        changes = (say("Change"),)
    interval = _capital(say("95% interval"))
    heads = [head for kpi in kpis for head in (kpi.title[language], interval, *changes)]
    is_over_four = found.request.period.grain == "week" and all(kpi.weeks == 4 for kpi in kpis)
    title = say("Share of voice and tone") + (f" · {say('over 4 weeks')}" if is_over_four else "")
    return Table(
        typeset(title, language),
        (say("Brand"), *heads),
        tuple(rows),
        numbers=tuple(range(1, 1 + len(heads))),
        absence=say("No upload covers these brands on these days."),
    )


def _by_share(found: Gathered) -> list[str]:
    """The brands, the largest share of voice first, as in the picture beside them."""
    shares = found.of_brands[VOICE]
    return sorted(found.brands, key=lambda name: (-(shares[name].value if name in shares else -1.0), name))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _now_and_before(found: Gathered, kpi: Kpi, brand: str, language: str) -> tuple[str, str, str]:
    """Value, interval, difference from the period before; '' for what is not known."""
    one, before = found.of_brands[kpi.id].get(brand), found.brands_before[kpi.id].get(brand)
    if one is None:
        return numbers.MISSING, "", ""
    told = (
        amounts.amount(one.value, kpi, language),
        amounts.sample(None, one.low, one.high, kpi, language),
        amounts.difference(one.value - before.value, kpi, language)
        if before is not None and before.state == "complete"
        else "",
    )
    return tuple(typeset(text, language) for text in told)  # type: ignore[return-value]


def comparison(found: Gathered, language: str) -> Table:
    """The brands compared, figure by figure."""
    say = translator(language)
    names = tuple(name for name in OF_BRANDS if found.of_brands[name]) or OF_BRANDS[:1]
    kpis = [catalogue()[name] for name in names]  # of a first file those that it tells
    known = [name for name in _by_share(found) if any(name in found.of_brands[kpi] for kpi in names)]
    rows = [
        (
            brand,
            *(
                typeset(
                    amounts.amount(one.value if (one := found.of_brands[kpi.id].get(brand)) else None, kpi, language),
                    language,
                )
                for kpi in kpis
            ),
        )
        for brand in known
    ]
    return Table(
        say("The brands, side by side"),
        (say("Brand"), *(_head(kpi, found, language) for kpi in kpis)),
        tuple(rows),
        numbers=tuple(range(1, len(kpis) + 1)),
        absence=say("No upload covers these brands on these days."),
    )


def _head(kpi: Kpi, found: Gathered, language: str) -> str:
    """The title of a column; of figures over four weeks it says so."""
    say = translator(language)
    is_over_four = kpi.weeks == 4 and found.request.period.grain == "week"
    return f"{kpi.title[language]} ({say('over 4 weeks')})" if is_over_four else kpi.title[language]


def ideas_at_risk(found: Gathered) -> list[Idea]:
    """The objectives that are behind or close, the largest gap first; KPIs of one idea count once, as everywhere."""
    ideas = [idea for tally in found.tallies for idea in tally.ideas if idea.status in ("behind", "near")]
    return sorted(ideas, key=lambda one: (one.status != "behind", -one.line.gap))


def at_risk(found: Gathered, language: str, *, links: str) -> Table:
    """The objectives at risk: value, target, what is lacking."""
    say = translator(language)
    shown = [one.line for one in ideas_at_risk(found)]
    rows = [
        (
            _named(line, language),
            typeset(amounts.figure(line, language), language),
            typeset(amounts.target(line, language), language),
            typeset(figure_sentence.gap(line, language), language),
            say(amounts.STATUS_WORDS[amounts.status(line)]),
        )
        for line in shown[:AT_RISK]
    ]
    return Table(
        say("Objectives at risk"),
        (say("Objective"), say("Value"), say("Target"), say("Gap"), say("Verdict")),
        tuple(rows),
        numbers=(1, 2),
        links=tuple(figures.link_of(line, found, language, links=links) for line in shown[:AT_RISK]),
        absence=say("No objective is behind or close to its limit.")
        if found.tallies
        else say("No objective of this role has a target in this period."),
        more=max(0, len(shown) - AT_RISK),
    )


def noted(found: Gathered, language: str, *, kind: str) -> Table:
    """The annotations of a kind (action | event) in the period."""
    say = translator(language)
    mine = [one for one in found.annotations if one.kind == kind]
    heads = {"action": say("Actions"), "event": say("Annotations")}
    absences = {
        "action": say("No action was noted in this period."),
        "event": say("No event was noted in this period."),
    }
    return Table(
        heads[kind],
        (say("Day"), say("Action") if kind == "action" else say("Note")),
        tuple((_range(one.first_day, one.last_day, language), _annotation(one, language)) for one in mine[:NOTED]),
        absence=absences[kind],
        more=max(0, len(mine) - NOTED),
    )


def methods(found: Gathered, language: str, *, titles: Titles) -> Table:
    """The sources of the period: what they owe by their rhythm, what was read, and how many records."""
    say = translator(language)
    groups: dict[tuple[str, str, str], list[SourceState]] = {}
    for one in found.sources:
        groups.setdefault((one.table, one.format, one.rhythm), []).append(one)
    rows = [
        (
            _source(table, form, language, titles=titles),
            say(label(rhythm)),
            _read(each, language),
            typeset(numbers.number(sum(one.records for one in each), language), language),
        )
        for (table, form, rhythm), each in groups.items()
    ]
    return Table(
        say("Sources and methods"),
        (say("Source"), say("Rhythm"), say("Completeness"), say("Records")),
        tuple(rows[:SOURCES]),
        numbers=(3,),
        absence=say("No upload covers this period."),
        more=max(0, len(rows) - SOURCES),
    )


def missing_sources(lacking: Sequence[SourceState], language: str, *, titles: Titles) -> list[str]:
    """'Mentions · Talkwalker · Aurelle', each once: what a report waits for."""
    return list(
        dict.fromkeys(
            f"{_source(one.table, one.format, language, titles=titles)} · {clean(one.brand)}" for one in lacking
        )
    )


def _source(table: str, form: str, language: str, *, titles: Titles) -> str:
    say = translator(language)
    data = say(label(table))
    title = titles.get(form, {}).get(language) or (
        say("columns assigned by hand") if form.startswith("learned:") else form.replace("_", " ")
    )
    return typeset(f"{data[:1].upper()}{data[1:]} · {title}", language)


def _read(each: Sequence[SourceState], language: str) -> str:
    """'7 relevés sur 7'; of a source without a rhythm, the days that it covers."""
    say_plural = plural(language)
    due, read = sum(one.due for one in each), sum(min(one.read, one.due) for one in each)
    if due:
        text = say_plural("{read} of {due} reading", "{read} of {due} readings", due)
        values = {"read": numbers.number(read, language), "due": numbers.number(due, language)}
        return typeset(text.format(**values), language)
    days = max(one.covered for one in each)
    text = say_plural("{count} day covered", "{count} days covered", days)
    return typeset(text.format(count=numbers.number(days, language)), language)


def _named(line: Line, language: str) -> str:
    network = f" · {translator(language)(label(line.channel))}" if line.channel else ""
    return typeset(line.kpi.title[language] + network, language)


def _annotation(one: Annotation, language: str) -> str:
    network = translator(language)(label(one.channel)) if one.channel else ""
    return " · ".join(part for part in (shortened(pictures.titled(one, language), TITLE), network) if part)


def _days(since: date, until: date | None, language: str) -> str:
    say = translator(language)
    if until is None:
        return _told(say("since {day}").format(day=numbers.day(since, language)), language)
    return _range(since, until, language)


def _range(first: date, last: date, language: str) -> str:
    return typeset(numbers.date_range(first, last, language), language)


def _told(text: str, language: str) -> str:
    return typeset(f"{text[:1].upper()}{text[1:]}", language)


def _who(row) -> str:
    found = row.author if isinstance(row.author, str) and row.author.strip() else row.source
    return shortened(found if isinstance(found, str) else "", NAME)


def _count(value: object, language: str) -> str:
    return numbers.MISSING if pd.isna(value) else numbers.number(value, language)  # type: ignore[arg-type,call-overload]


def _url(url: object) -> str:
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""
