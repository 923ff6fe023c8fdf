"""Periods: what is read monthly holds no week back, and an account that closes or opens blanks nothing."""

from datetime import date

import pytest

from kpis.engine.complete_weeks import last_complete_week, typical_week
from tests import canonical
from tests.kpis.figures import computed
from tests.tables import given

TODAY = date(2026, 11, 29)
WEEK = ("2026-11-16", "2026-11-22")
COVERED = (date(2026, 8, 31), date(2026, 11, 22))


def audit(day):
    rows = [f"{day} | Orsa | orsa avis | résultat | page {rank} | {rank} | neutre" for rank in range(1, 11)]
    return "\n".join(["date | brand | query | kind | result | rank | sentiment", *rows])


def survey(day):
    return f"date | brand | channel | survey | score | answers | id\n{day} | Orsa | | NPS | 9 | 12 |"


def alert(day):
    return f"alert | brand | acknowledged\nrappel | Orsa | {day} 10:00"


def report(day):
    return f"report | brand | due | sent\nnote | Orsa | {day} 10:00 | {day} 09:00"


def count(day):
    return f"date | brand | channel | account | followers\n{day} | Orsa | X | orsa | 100"


@pytest.fixture
def orsa(store, tmp_path):
    """84 mentions, one on each day from 31 August to 22 November."""
    canonical.brands(store, own="Orsa")
    canonical.mentions(
        store, canonical.daily("2026-08-31", [1] * 84, Brand="Orsa", Channel="x", Author="a", Sentiment="positive")
    )
    return store


def figure(store, kpi):
    (found,) = computed(store, kpi, *WEEK, brands=("Orsa",), today=TODAY.isoformat()).itertuples()
    return found.value, found.n


@pytest.mark.parametrize("file", [audit, survey, alert, report, count])
@pytest.mark.parametrize(
    "days", [["2026-11-02"], ["2026-10-05", "2026-11-02"], ["2026-09-07", "2026-10-05", "2026-11-02"]]
)
def test_monthly_files_loaded_one_by_one_hold_no_week_back(orsa, tmp_path, file, days):
    """Two audits held the default week at 28 September, completeness at 7 of 14 and the data 27 days old."""
    for day in days:
        receipt = given(orsa, tmp_path, f"{day}.csv", file(day))
        assert receipt.status == "loaded", receipt
        assert last_complete_week(orsa, TODAY) == typical_week(orsa, TODAY) == (date(2026, 11, 16), date(2026, 11, 22))
    assert figure(orsa, "data_completeness") == (1, 7)  # 7 days of the mentions; no reading is due in this week
    assert figure(orsa, "data_freshness_days") == (7, 1 + (len(days) > 1))  # the mentions, to the 22nd


def test_a_monthly_audit_that_is_missing_is_missed_in_the_week_in_which_its_month_ends(orsa, tmp_path):
    for day in ("2026-08-31", "2026-09-07", "2026-11-02"):
        given(orsa, tmp_path, f"{day}.csv", audit(day))
    found = computed(orsa, "data_completeness", "2026-08-31", "2026-11-22", brands=("Orsa",), today=TODAY.isoformat())
    missed = {row.period: (round(row.value * row.n), row.n) for row in found.itertuples() if row.value < 1}
    assert missed == {"2026-10-26": (7, 8)}  # 31 October: none of the month
    assert last_complete_week(orsa, TODAY)[0] == date(2026, 11, 16)
