"""Requests and comments of the demonstration, counted again in plain Python from the lines of the export itself.

Working time is added up day by day: Monday to Friday, 9:00 to 18:00 in Paris, without the public holidays of France, which
are written out below.
"""

import csv
import io
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from statistics import quantiles
from zoneinfo import ZoneInfo

import pytest

from data import demo
from data.demo import care, logs
from tests.demonstration.test_recount import product_limit, same
from tests.kpis.figures import computed

PARIS = ZoneInfo("Europe/Paris")
HOLIDAYS = {
    date(2025, 7, 14), date(2025, 8, 15), date(2025, 11, 1), date(2025, 11, 11), date(2025, 12, 25), date(2026, 1, 1),
    date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 14),
    date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11),
}  # fmt: skip
PROMISED = {"stagiaire": 24, "senior": 4}
DAY, WORKING_DAY = timedelta(days=1), 9
MIDNIGHT = time(tzinfo=PARIS)
MOMENTS = ("Première réponse le", "Traité le", "Résolu le", "Transmis le")


def read(content):
    """The lines of a French sheet, its moments with a time zone."""
    lines = list(csv.DictReader(io.StringIO(content.decode("cp1252")), delimiter=";"))
    for line in lines:
        for name, cell in line.items():
            if name.endswith(" le") or name == "Première retombée":
                line[name] = datetime.strptime(cell, "%d/%m/%Y %H:%M").replace(tzinfo=PARIS) if cell else None
    return lines


@pytest.fixture(scope="module")
def lines():
    return read(care.conversations(None))


@pytest.fixture(scope="module")
def told_until(lines):
    """The end of the last day that the export covers, or the latest moment in it up to 35 days later."""
    end = datetime.combine(demo.LAST_DAY + DAY, MIDNIGHT)
    moments = [line[name] for line in lines for name in MOMENTS if line[name] is not None]
    return max(end, *(moment for moment in moments if moment <= end + 35 * DAY))


def worked(since, until):
    """Working hours between two moments."""
    seconds, day = 0.0, since.date()
    while day <= until.date():
        if day.weekday() < 5 and day not in HOLIDAYS:
            opens = max(datetime.combine(day, time(9, tzinfo=PARIS)), since)
            closes = min(datetime.combine(day, time(18, tzinfo=PARIS)), until)
            seconds += max((closes - opens).total_seconds(), 0)
        day += DAY
    return seconds / 3600


def is_due(since, until, hours):
    """Whether so many working hours had passed; a month has more of them than any promise."""
    return worked(since, min(until, since + 31 * DAY)) > hours


def periods(told, moment, grain="week"):
    """(brand, first day of the period) -> its lines."""
    found = defaultdict(list)
    for one in told:
        day = one[moment].date()
        first = day.replace(day=1) if grain == "month" else day - timedelta(days=day.weekday())
        found[one["Marque"], first.isoformat()].append(one)
    return found


def told_of(cases):
    return {key: value for key, value in cases.items() if value is not None}


@pytest.mark.parametrize("grain", ["week", "month"])
def test_the_demonstrations_median_waits(store, lines, told_until, grain):
    """Requests until their first answer, comments until they are handled; who waits is open until the export ends."""
    answered, handled = {}, {}
    for key, week in periods(lines, "Reçu le", grain).items():
        requests, comments = [], []
        for one in week:
            ends = one["Première réponse le"]
            if one["Nature"] == "Commentaire":
                ends = one["Traité le"] or min(filter(None, [ends, one["Résolu le"]]), default=None)
            is_over = ends is not None and ends <= told_until
            case = worked(one["Reçu le"], ends if is_over else told_until), is_over
            assert ends is None or ends >= one["Reçu le"]
            if one["Nature"] == "Commentaire":
                comments.append(case)
            if one["Réponse attendue"] == "oui":
                requests.append(case)
        answered[key], handled[key] = product_limit(requests), product_limit(comments)
    assert len(told_of(answered)) == len(told_of(handled)) == {"week": 70, "month": 17}[grain]
    same(store, "first_response_time_median", told_of(answered), demo.FIRST_DAY, demo.LAST_DAY, grain)
    same(store, "moderation_delay_median", told_of(handled), demo.FIRST_DAY, demo.LAST_DAY, grain)


def rates(store, kpi, counted, **asked):
    """Value and n of every week; `counted`: key -> whether each case that is due was kept."""
    frame = computed(store, kpi, demo.FIRST_DAY.isoformat(), demo.LAST_DAY.isoformat(), brands=("Aurelle",), **asked)
    found = {(row.series, row.period): (row.value, row.n) for row in frame.itertuples() if row.n}
    due = {key: kept for key, kept in counted.items() if kept}
    assert {key: n for key, (_, n) in found.items()} == {key: len(kept) for key, kept in due.items()}
    expected = {key: sum(kept) / len(kept) for key, kept in due.items()}
    assert {key: value for key, (value, _) in found.items()} == pytest.approx(expected)


@pytest.mark.parametrize("role", [*PROMISED, None])
def test_the_demonstrations_answers_within_the_promised_time(store, lines, told_until, role):
    promised, kept = PROMISED[role or "senior"], {}
    for key, week in periods(lines, "Reçu le").items():
        kept[key] = [
            one["Première réponse le"] is not None and worked(one["Reçu le"], one["Première réponse le"]) <= promised
            for one in week
            if one["Réponse attendue"] == "oui" and is_due(one["Reçu le"], told_until, promised)
        ]
    assert sum(len(told) for told in kept.values()) > 3000
    rates(store, "response_within_sla_rate", kept, role=role)


def test_the_demonstrations_transfers_within_a_working_day(store, lines, told_until):
    kept = {}
    for key, week in periods(lines, "Reçu le").items():
        kept[key] = [
            one["Transmis le"] is not None and worked(one["Reçu le"], one["Transmis le"]) <= WORKING_DAY
            for one in week
            if (one["À transmettre"] == "oui" or one["Transmis le"]) and is_due(one["Reçu le"], told_until, WORKING_DAY)
        ]
    assert any(False in told for told in kept.values())
    assert sum(map(len, kept.values())) > 1000
    rates(store, "service_escalation_rate", kept)


@pytest.mark.parametrize("role", PROMISED)
def test_the_demonstrations_overdue_requests(store, lines, told_until, role):
    """At the end of each week that has 90 days behind it, and how long one in ten of them has waited."""
    found = computed(store, "overdue_requests", "2025-10-20", demo.LAST_DAY.isoformat(), brands=("Aurelle",), role=role)
    assert len(found) == 56
    assert (found["state"] == "complete").all()
    for row in found.itertuples():
        sunday = date.fromisoformat(row.period) + 6 * DAY
        ends = datetime.combine(sunday + DAY, MIDNIGHT)
        asked = [
            one
            for one in lines
            if one["Réponse attendue"] == "oui" and sunday - 90 * DAY < one["Reçu le"].date() <= sunday
        ]
        waiting = [one for one in asked if (one["Première réponse le"] or ends) >= ends]
        waits = [worked(one["Reçu le"], min(ends, told_until)) for one in waiting]
        late = [hours for hours in waits if hours > PROMISED[role]]
        assert (row.value, row.n) == (len(late), len(late)), row.period
        if len(late) > 1:
            assert row.p90 == pytest.approx(quantiles(late, n=10, method="inclusive")[-1])
    assert found["value"].max() > 10


@pytest.mark.parametrize("grain", ["week", "month"])
def test_the_demonstrations_time_to_alert(store, grain):
    """Minutes until the decision makers know; a refuted alert that nobody passed on is no case."""
    alerts = read(logs.alerts(None))
    passed_on = [one["Direction informée le"] for one in alerts if one["Direction informée le"] is not None]
    end = max(datetime.combine(demo.LAST_DAY + DAY, MIDNIGHT), *passed_on)
    expected = {}
    for key, told in periods(alerts, "Prise en charge le", grain).items():
        cases = []
        for one in told:
            informed = one["Direction informée le"]
            if informed is not None or one["Confirmée"] != "non":
                waited = (informed or end) - one["Prise en charge le"]
                cases.append((waited.total_seconds() / 60, informed is not None))
        expected[key] = product_limit(cases)
    assert len(told_of(expected)) > 10
    same(store, "time_to_alert", told_of(expected), demo.FIRST_DAY, demo.LAST_DAY, grain)
