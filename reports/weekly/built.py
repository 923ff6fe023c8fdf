"""A report from what was gathered: numbers as the screens have them, and every text in one language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.reports.settings import links_of
from data.store import Store, now, time_zone
from kpis.analysis import standing
from kpis.lineage.source_state import missing
from locales import LANGUAGES, numbers, translator
from locales.typography import typeset
from reports.weekly import figures, gathered, labels, pictures, tables
from reports.weekly.gathered import VOICE, WATCHED, Gathered
from reports.weekly.model import PAGES, Casquette, Message, Report, State
from reports.weekly.request import Request, checked
from reports.weekly.tables import Titles
from wording import amounts, report_sentence
from wording import explanation as explanation_wording
from wording import headline as headline_wording
from wording import periods as period_wording
from wording.vocabulary import label

COMPLETENESS = "data_completeness"


def build(store: Store, request: Request, *, titles: Titles, at: datetime | None = None) -> dict[str, Report]:
    """Language -> the report, of one look at the store. `titles`: of the formats of export. `at`: when, in UTC.

    Raises Refusal for an unknown brand or role.
    """
    found = gathered.gather(store, checked(store, request))
    moment = (at or now()).replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(time_zone(store)))
    created = moment.replace(microsecond=0, tzinfo=None).isoformat()
    links = links_of(store)
    return {language: told(found, language, links=links, titles=titles, created_at=created) for language in LANGUAGES}


def told(found: Gathered, language: str, *, links: str, titles: Titles, created_at: str) -> Report:
    """The report in a language. `created_at`: in the time zone of the store."""
    say, request, period = translator(language), found.request, found.request.period
    complete = found.lines[COMPLETENESS]
    day = found.data_date
    data_date_text = typeset(numbers.day(day, language), language) if day is not None else say("n/a")
    whole = _state(found, language)
    return Report(
        kind=request.kind,
        brand=request.brand,
        role=request.role,
        role_label=say(label(request.role)),
        language=language,
        since=period.since.isoformat(),
        until=period.until.isoformat(),
        period_text=typeset(period_wording.asked(period, request.today, language), language),
        compared_text=typeset(period_wording.against(request.compared, language), language),
        compared_since=request.compared.since.isoformat(),
        compared_until=request.compared.until.isoformat(),
        state=State(
            found.standing.level, report_sentence.state_word(found.standing, language), typeset(whole, language)
        ),
        messages=_messages(found, language, whole),
        figures=tuple(figures.figure_of(line, found, language, links=links) for line in found.director),
        casquettes=_casquettes(found, language, links=links),
        why=pictures.why(found, language),
        parts=pictures.parts(found, language, links=links),
        cause=_cause(found, language),
        watch=pictures.watch(found, language),
        episodes=tables.episodes(found, language, links=links),
        mentions=tables.mentions(found, language),
        competitors=pictures.competitors(found, language, links=links),
        voices=tables.voices(found, language),
        comparison=tables.comparison(found, language),
        at_risk=tables.at_risk(found, language, links=links),
        actions=tables.noted(found, language, kind="action"),
        annotations=tables.noted(found, language, kind="event"),
        methods=tables.methods(found, language, titles=titles),
        method_notes=_method_notes(found, language),
        data_date="" if day is None else day.isoformat(),
        data_date_text=data_date_text,
        completeness=None if numbers.is_missing(complete.value) else float(complete.value),  # type: ignore[arg-type]
        completeness_text=typeset(amounts.figure(complete, language), language),
        footer=typeset(_footer(found, data_date_text, language), language),
        definitions=found.definitions,
        created_at=created_at,
        is_demonstration=found.is_demonstration,
        links=links,
        labels=labels.labels(language),
    )


def _footer(found: Gathered, data_date_text: str, language: str) -> str:
    say = translator(language)
    values = {"brand": found.request.brand, "definitions": found.definitions[:8]}
    if found.data_date is None:
        return say("{brand} · no data in this period · definitions {definitions}").format(**values)
    return say("{brand} · data up to {day} · definitions {definitions}").format(day=data_date_text, **values)


def _state(found: Gathered, language: str) -> str:
    request = found.request
    return report_sentence.state(
        found.standing,
        language,
        topic=found.topic,
        last=min(request.period.until, request.today),
        first=request.period.until - timedelta(days=WATCHED - 1),
        brand=request.brand,
        is_covered=standing.is_covered(found.watch, request.period.since, request.period.until),
    )


def _messages(found: Gathered, language: str, whole: str) -> tuple[Message, ...]:
    """The message of each page, as written from the numbers."""
    say, period = translator(language), found.request.period
    days = {"last": min(period.until, found.request.today), "first": period.until - timedelta(days=WATCHED - 1)}
    actions = sum(one.kind == "action" for one in found.annotations)
    lacking = [one.format for one in missing(found.sources)]
    written = {
        "cover": report_sentence.first_file(found.tallies, found.director, language)
        if found.is_young
        else report_sentence.cover(found.tallies, found.director, language),
        "scorecard": report_sentence.scorecard(found.tallies, language),
        "why": report_sentence.why(found.reading, found.tested, len(found.moved), language),
        "watch": report_sentence.watch(found.standing, language, whole=whole, **days),
        "competitors": report_sentence.competitors(
            found.request.brand, found.of_brands.get(VOICE, {}), found.lines[VOICE], language
        ),
        "follow_up": report_sentence.follow_up(len(tables.ideas_at_risk(found)), actions, lacking, language)
        if found.sources
        else say("No upload covers this period."),
    }
    return tuple(Message(page, typeset(written[page], language), typeset(written[page], language)) for page in PAGES)


def _casquettes(found: Gathered, language: str, *, links: str) -> tuple[Casquette, ...]:
    """The lines of the role by casquette, its main figures first, each group as its scorecard orders it."""
    tallies = {tally.casquette: tally for tally in found.tallies}
    counted = {id(idea.line) for tally in found.tallies for idea in tally.ideas}
    names = dict.fromkeys(line.casquette for line in found.of_role)
    return tuple(
        Casquette(
            name,
            typeset(translator(language)(label(name)), language),
            typeset(headline_wording.total([tallies[name]], language), language) if name in tallies else "",
            tuple(
                replace(figures.figure_of(line, found, language, links=links), is_counted=id(line) in counted)
                for line in sorted(found.of_role, key=lambda one: one.kpi.id not in found.main)
                if line.casquette == name
            ),
        )
        for name in names
    )


def _cause(found: Gathered, language: str) -> str:
    """The largest part of the change, as one sentence; the arithmetic is no cause, and says so."""
    if found.reading is None:
        return ""
    text = explanation_wording.largest_part(found.reading, language)
    if not text:
        return ""
    say = translator(language)
    note = say("Parts that add up: arithmetic, not a cause.")
    return typeset(f"{text[:1].upper()}{text[1:]}. {note}", language)


def _method_notes(found: Gathered, language: str) -> tuple[str, ...]:
    say = translator(language)
    told = [
        say(
            "Unique: of mentions of a brand with the same text and language, the first within 72 hours counts; reprints "
            "and reposts are folded into it."
        ),
        say("Mentions that the brand wrote itself are left out of what others say of it."),
        say(
            "Intervals are of 95%: a verdict is undecided where the interval contains the target. Changes are tested "
            "together (Benjamini–Hochberg); without a test there is no arrow."
        ),
        say("A day that no upload covers is missing, not zero. No filter of network, language or topic is applied."),
    ]
    if found.request.period.grain == "week":
        told.append(say("Some figures are over the four weeks that end with the week: they say so."))
    else:
        told.append(say("Targets are set for a week: a sum over other days has no verdict."))
    return tuple(typeset(one, language) for one in told)
