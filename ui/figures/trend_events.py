"""Context of a KPI: the annotations on its trend, and the exports that provide its data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from charts.events import Event
from data.decisions.annotations import Annotation, annotations
from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import breaks
from kpis.engine.breaks import Crossing
from loaders import demonstration
from ui import session
from ui.session import say
from wording import redefinitions

# what a KPI reads -> the canonical table whose exports feed it
ALIASES = {
    "mention_days": "mentions",
    "past_mentions": "mentions",
    "watch_days": "mentions",
    "burst_days": "mentions",
    "alert_terms": "mentions",
    "past_alerts": "alerts",
    "past_links": "links",
    "term_weeks": "mentions",
    "sentiment_days": "sentiment",
    "post_days": "posts",
    "past_relations": "relations",
    "past_conversations": "conversations",
}


def events(store: Store, brand: str, since: date, until: date, *, channels: tuple[str, ...] = ()) -> tuple[Event, ...]:
    """The annotations of these days, on these networks (none: all), as chart events on their own days."""
    return tuple(
        Event(one.first_day, titled(one), one.last_day)
        for one in annotations(store, brand, since, until)
        if not channels or one.channel is None or one.channel in channels
    )


def redefined(
    store: Store, kpi: Kpi, brand: str, since: date, until: date, *, channels: tuple[str, ...] = ()
) -> tuple[Crossing, ...]:
    """What networks redefined of a KPI's figures of a brand within these days."""
    return breaks.crossed(store, kpi, () if kpi.across else (brand,), channels, (since, until))


def marks(found: Sequence[Crossing]) -> tuple[Event, ...]:
    """Redefinitions as chart events, one a day."""
    language = session.language()
    return tuple(
        Event(day, redefinitions.mark(same[0], language), is_break=True, whole=redefinitions.told(same, language))
        for day, same in redefinitions.by_day(found).items()
    )


def titled(one: Annotation) -> str:
    """The title as written; of the demonstration's own annotations, in the visitor's language."""
    return say(one.title) if one.recorded_by == demonstration.ORIGIN else one.title


def exports_of(kpi: Kpi) -> str:
    """The exports that provide the data of a KPI, as text."""
    wanted = {
        "mentions": say("an export of mentions from a monitoring tool"),
        "sentiment": say("an export of mentions, or of sentiment counts, from a monitoring tool"),
        "followers": say("an export of followers from the networks' own statistics"),
        "posts": say("an export of your posts from the networks' own statistics"),
        "post_days": say("an export of your posts, or of your accounts' statistics with a number of posts by day"),
        "conversations": say("an export of messages and requests from a customer care tool"),
        "relations": say("the relations log: exchanges with blogs and sites, interventions of experts"),
        "alerts": say("the alert log: when an alert was acknowledged, who was informed, whether it was confirmed"),
        "search_audits": say(
            "a search audit: queries, results and suggestions of the first page, with their sentiment"
        ),
        "ai_answers": say(
            "answers of assistants to fixed prompts: a sheet filled by hand, or the export of a tool that asks them"
        ),
        "surveys": say("an export of survey answers: satisfaction, or the likelihood to recommend"),
        "business": say("business figures: visits, conversions and revenue by network, from web analytics"),
        "account_days": say("an export of your accounts' statistics by day, from the networks"),
        "web": say("an export of sessions by day, from web analytics"),
        "search": say("an export of clicks and impressions by day, from the search console"),
        "interest": say("an export of search interest that compares brands, such as that of Google Trends"),
        "links": say("an export of the links to your sites, from a tool of search engine optimisation"),
        "reports": say("the report log: when reports were due and when they were sent"),
    }
    if kpi.carried_by:
        return say("an export of mentions that holds the press and blogs")
    told = kpi.counts.get("has", ())
    if "answer_told" in told:
        return say("an export of reviews that tells which of them were answered")
    if "customer_review" in told:
        return say("an export of reviews with their stars, from Google, Trustpilot, an app store or another site")
    if "work" in told:
        return say("an export of mentions that holds the reviews of employees, such as those of Glassdoor")
    names = dict.fromkeys(table if table in wanted else ALIASES.get(table, table) for table in kpi.needs)
    return say(" and ").join(wanted[name] for name in names if name in wanted)


def export_for(kpi: Kpi) -> str:
    """The same, as an instruction to load them; '' if there is none."""
    exports = exports_of(kpi)
    return say("To compute it, load {exports}.", exports=exports) if exports else ""
