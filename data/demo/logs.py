"""The logs of our team: alerts, relations with sites and blogs, search audits, reports, sales from networks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from data.demo import columns, people, story, writers
from data.demo.care import mood
from data.demo.chance import between, count, one

_FALSE_ALARMS = (
    ("Hausse de citations sans lien avec la marque", ""), ("Homonyme dans la presse locale", ""), ("Robot publicitaire sur X", ""),
)  # fmt: skip
_INCIDENTS = (
    ("Vidéo d'un voyant allumé, très partagée", "fiabilité"), ("Article critique sur les délais de livraison", "livraison"),
    ("Panne de l'application mobile", "application"), ("Rumeur de hausse des prix", "prix"),
)  # fmt: skip
_CRISES = {"recall": ("Rappel de sécurité : freinage", "rappel"), "strike": ("Grève à Montreval", "conflit social")}
_LAST_INCIDENT = (date(2026, 11, 12), "File d'attente aux essais, mécontents sur X", "essai")
_QUERIES = ("aurelle", "aurelle 3 avis", "aurelle fiabilité")
_STEMS = ("aurelle", "aurelle 3", "aurelle électrique")
_PAGES = (
    "Site officiel Aurelle", "Aurelle 3 : l'essai complet", "Forum des propriétaires", "Avis vérifiés de conducteurs",
    "Fiche technique et prix", "Occasions Aurelle", "Comparatif des compactes", "Actualité de la marque", "Vidéo d'essai",
    "Encyclopédie : Aurelle",
)  # fmt: skip
_UNKIND_PAGES = (
    "Rappel des freins : la liste",
    "Grève à Montreval : le récit",
    "Aurelle : les pannes les plus fréquentes",
)
_SUGGESTED = ("prix", "autonomie", "avis", "essai", "occasion", "leasing", "concession", "couleurs")
_UNKIND_SUGGESTIONS = ("panne", "rappel freins", "grève", "problème batterie")
_MEMORY = {"recall": 0.22, "strike": 0.14}  # share of the page that a crisis takes when it begins
_FADES = 70  # days until half of that is gone
# network -> name, visits on an ordinary day
_SHOP = {
    "facebook": ("Facebook", 210), "instagram": ("Instagram", 140), "x": ("X", 70), "linkedin": ("LinkedIn", 50),
    "tiktok": ("TikTok", 90),
}  # fmt: skip


def alerts(_said: object) -> bytes:
    """The alert log: crises, small incidents, and alarms that were none."""
    dice = Random("alerts")
    told = [(it.begins, *_CRISES[it.subject], True) for it in story.EPISODES if it.subject in _CRISES]
    told += [(day, *one(dice, _INCIDENTS), True) for day in story.DAYS[11::23]]
    told += [(day, *one(dice, _FALSE_ALARMS), False) for day in story.DAYS[30::41]]
    told.append((*_LAST_INCIDENT, True))
    return writers.french_sheet(columns.ALERTS, [_alert(dice, *one_alert) for one_alert in sorted(told)])


def relations(_said: object) -> bytes:
    """Exchanges with bloggers and sites, and what our experts signed there."""
    dice = Random("relations")
    places = (*people.BLOGS, *people.PRESS[:8])
    rows = []
    for monday in story.DAYS[::7]:
        kinds = [one(dice, ("Échange", "Rencontre", "Invitation")) for _ in range(1 + count(dice, 1.6))]
        kinds += ["Intervention d'expert"] * (1 + count(dice, 0.5))
        days = sorted(monday + timedelta(days=between(dice, 0, 4)) for _ in kinds)
        rows += [_relation(dice, day, one(dice, places).site, kind) for day, kind in zip(days, kinds, strict=True)]
    return writers.french_sheet(columns.RELATIONS, rows)


def search_audits(_said: object) -> bytes:
    """First page and suggestions of a few queries, looked at each Monday: a crisis stays there for months."""
    dice = Random("search audits")
    rows = []
    for monday in story.DAYS[::7]:
        for asked, kind, ordinary, unkind in (
            (_QUERIES, "Résultat", _PAGES, _UNKIND_PAGES),
            (_STEMS, "Suggestion", _SUGGESTED, _UNKIND_SUGGESTIONS),
        ):
            for query in asked:
                shown = _shown(dice, ordinary, unkind, 0.06 + _memory(monday))
                rows += [_audited(monday, query, kind, rank, *it) for rank, it in enumerate(shown, start=1)]
    return writers.french_sheet(columns.SEARCH_AUDITS, rows)


def reports(_said: object) -> bytes:
    """The weekly report, due on Mondays at ten, and the monthly one, due on the fifth at six in the evening."""
    dice = Random("reports")
    due = [("Rapport hebdomadaire", datetime.combine(monday, time(10))) for monday in story.DAYS[::7]]
    due += [("Rapport mensuel", datetime.combine(day, time(18))) for day in story.DAYS if day.day == 5]
    rows = []
    for name, at in sorted(due, key=lambda it: it[1]):
        late = 0.05 + 0.25 * min(1.0, story.heat(story.OWN, at.date()))
        minutes = between(dice, 20, 400) if dice.random() < late else -between(dice, 5, 110)
        sent = at + timedelta(minutes=minutes)
        rows.append((name, story.OWN, writers.french_moment(at), writers.french_moment(sent)))
    return writers.french_sheet(columns.REPORTS, rows)


def business(_said: object) -> bytes:
    """Visits, orders and revenue of the shop that came from each network, day by day, by last click."""
    dice = Random("business")
    return writers.french_sheet(
        columns.BUSINESS, [_sales(dice, day, *shop) for day in story.DAYS for shop in _SHOP.values()]
    )


def _sales(dice: Random, day: date, network: str, ordinary: int) -> tuple[str, ...]:
    """One day of a network: more visits when people speak of us in good or bad, more orders when they are content."""
    lift = 1 + 0.8 * story.joy(story.OWN, day) + 0.3 * story.heat(story.OWN, day)
    mean = ordinary * story.SOCIAL_WEEK[day.weekday()] * story.season(day) * story.along((1.0, 1.25), day) * lift
    visits = count(dice, mean, spread=4)
    orders = count(dice, visits * 0.021 * mood(day) / 0.75)
    cents = sum(between(dice, 3_900, 21_900) for _ in range(orders))
    return (
        writers.french_day(day),
        writers.french_day(day),
        story.OWN,
        network,
        writers.french_number(visits),
        str(orders),
        f"{cents // 100},{cents % 100:02}",
        "EUR",
        "dernier clic",
    )


def _alert(dice: Random, day: date, name: str, topic: str, is_confirmed: bool) -> tuple[str, ...]:
    """First mention, acknowledged some hours later, decision makers told within the hour; faster with the months."""
    first = datetime.combine(day, time(between(dice, 7, 12), between(dice, 0, 59)))
    taken = first + timedelta(minutes=between(dice, 25, round(story.along((480, 270), day))))
    told = taken + timedelta(minutes=between(dice, 6, round(story.along((75, 38), day)))) if is_confirmed else None
    moments = (writers.french_moment(at) for at in (taken, first, told))
    return name, story.OWN, *moments, topic, writers.yes_or_no(is_confirmed)


def _relation(dice: Random, day: date, site: str, kind: str) -> tuple[str, ...]:
    person = one(dice, ("Nadia Ferrand", "Paul Kermadec", "Inès Valmont"))
    return writers.french_day(day), story.OWN, site, kind, person, "Chronique signée" if "expert" in kind else ""


def _memory(monday: date) -> float:
    """The share of unkind results that past crises still hold."""
    return sum(
        _MEMORY[it.subject] * 0.5 ** ((monday - it.begins).days / _FADES)
        for it in story.EPISODES
        if it.subject in _MEMORY and it.begins <= monday
    )


def _shown(dice: Random, ordinary: tuple[str, ...], unkind: tuple[str, ...], share: float) -> Iterator[tuple[str, str]]:
    """What stands at each rank, with its tone; nothing stands there twice."""
    left = list(unkind)
    for item in ordinary:
        if left and dice.random() < share:
            yield left.pop(0), "négatif"
        else:
            yield item, "positif" if dice.random() < 0.3 else "neutre"


def _audited(monday: date, query: str, kind: str, rank: int, item: str, tone: str) -> tuple[str, ...]:
    text = item if kind == "Résultat" else f"{query} {item}"
    return writers.french_day(monday), story.OWN, query, kind, text, "Google", str(rank), tone
