"""Figures of the logs that people keep: alerts, search audits, reports."""

from datetime import date

import pytest

from tests import canonical
from tests.canonical_watch import alerts, audits, reports
from tests.kpis.figures import aurelle, row, states, values

WEEK = ("2026-03-02", "2026-03-08")
ALERTS = """
    Day              | Brand   | Name    | First            | Informed         | Confirmed
    2026-03-02 10:00 | Aurelle | freins  | 2026-03-02 04:00 | 2026-03-02 10:20 | yes
    2026-03-03 10:00 | Aurelle | usine   | 2026-03-02 22:00 | 2026-03-03 11:00 | no
    2026-03-04 10:00 | Aurelle | rumeur  | 2026-03-04 09:00 |                  | yes
    2026-03-05 10:00 | Aurelle | avis    |                  | 2026-03-05 10:30 |
"""


def test_time_to_detect_is_the_median_from_first_mention_to_acknowledgement(store):
    """6 h, 12 h and 1 h; the fourth alert does not say when it began: the median of three is 6 h."""
    alerts(store, ALERTS, covers=WEEK)
    found = row(store, "time_to_detect", *WEEK)
    assert (found["value"], found["n"]) == (6, 3)


def test_time_to_alert_is_the_median_from_acknowledgement_to_the_decision_makers(store):
    """20, 60 and 30 minutes; the rumour was never passed on: between 30 and 60, half last longer."""
    alerts(store, ALERTS, covers=WEEK)
    found = row(store, "time_to_alert", *WEEK)
    assert (found["value"], found["n"], found["ended"]) == (45, 4, 0.75)


def test_an_alert_that_was_refuted_need_not_be_passed_on(store):
    alerts(store, ALERTS.replace("|                  | yes", "|                  | no"), covers=WEEK)
    found = row(store, "time_to_alert", *WEEK)
    assert (found["value"], found["n"]) == (30, 3)


def test_a_log_that_never_says_when_the_decision_makers_knew_has_no_time_to_alert(store):
    alerts(store, "Day | Brand | Name\n2026-03-02 10:00 | Aurelle | freins", covers=WEEK)
    found = row(store, "time_to_alert", *WEEK)
    assert (found["state"], found["n"]) == ("missing", 0)


def test_precision_leaves_out_alerts_that_no_one_decided_on(store):
    alerts(store, ALERTS, covers=WEEK)
    found = row(store, "alert_precision", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(2 / 3), 3)  # 2 of the 3 decided
    assert found["low"] < 2 / 3 < found["high"]


@pytest.mark.parametrize("kpi", ["time_to_detect", "time_to_alert", "alert_precision"])
def test_a_covered_week_without_an_alert_has_no_figure_and_a_sample_of_zero(store, kpi):
    alerts(store, ALERTS, covers=("2026-03-02", "2026-03-15"))
    found = row(store, kpi, "2026-03-09", "2026-03-15")
    assert found["n"] == 0
    assert states(store, kpi, "2026-03-09", "2026-03-15") == ["missing"]


def test_delays_that_run_backwards_are_left_out(store):
    alerts(store, """
        Day              | Brand   | Name   | First            | Informed         | Confirmed
        2026-03-02 10:00 | Aurelle | freins | 2026-03-02 12:00 | 2026-03-02 09:00 | yes
        2026-03-03 10:00 | Aurelle | usine  | 2026-03-03 08:00 | 2026-03-03 10:10 | yes
    """, covers=WEEK)  # fmt: skip
    assert aurelle(store, "time_to_detect", *WEEK) == [2]
    assert aurelle(store, "time_to_alert", *WEEK) == [10]


AUDIT = """
    Day        | Brand   | Query        | Kind       | Rank | Item            | Sentiment
    2026-03-03 | Aurelle | aurelle      | result     | 1    | aurelle.example | positive
    2026-03-03 | Aurelle | aurelle      | result     | 2    | forum.example   | negative
    2026-03-03 | Aurelle | aurelle      | result     | 3    | news.example    | neutral
    2026-03-03 | Aurelle | aurelle      | result     | 4    | shop.example    |
    2026-03-03 | Aurelle | aurelle      | result     | 11   | page-two.example | negative
    2026-03-03 | Aurelle | aurelle avis | result     |      | avis.example    | negative
    2026-03-03 | Aurelle | aurelle      | suggestion | 1    | aurelle rappel  | negative
    2026-03-03 | Aurelle | aurelle      | suggestion | 2    | aurelle prix    | neutral
    2026-03-03 | Aurelle | aurelle      | suggestion | 3    | aurelle emploi  | neutral
    2026-03-03 | Aurelle | aurelle      | suggestion | 4    | aurelle citadine | positive
"""


def test_the_negative_share_of_page_one_leaves_out_page_two_and_what_was_not_qualified(store):
    audits(store, AUDIT)
    found = row(store, "search_negative_share", *WEEK)
    assert (found["value"], found["n"], found["state"]) == (0.5, 4, "complete")  # 2 of ranks 1, 2, 3 and one unranked


def test_the_negative_share_of_suggestions(store):
    audits(store, AUDIT)
    assert aurelle(store, "suggest_negative_share", *WEEK) == [0.25]  # 1 of 4


@pytest.mark.parametrize("kpi", ["search_negative_share", "suggest_negative_share"])
def test_a_week_without_an_audit_has_no_figure(store, kpi):
    audits(store, AUDIT)
    assert aurelle(store, kpi, "2026-03-09", "2026-03-15") == [None]


def test_reports_are_on_time_when_sent_by_the_hour_they_were_due(store):
    """Monday's at 10:00 left at 09:30, Tuesday's ten minutes late, Wednesday's never left: 1 of 3."""
    reports(store, """
        Day        | Due              | Brand   | Name         | Sent
        2026-03-02 | 2026-03-02 09:00 | Aurelle | hebdomadaire | 2026-03-02 08:30
        2026-03-03 | 2026-03-03 09:00 | Aurelle | point presse | 2026-03-03 09:10
        2026-03-04 | 2026-03-04 09:00 | Aurelle | alerte       |
    """, covers=WEEK)  # fmt: skip
    found = row(store, "reports_on_time_rate", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(1 / 3), 3)


def test_a_report_due_on_a_day_without_an_hour_is_due_by_its_end(store):
    """Due on 3 March, midnight in Paris (23:00 UTC the day before): 18:00 of that day is on time, 4 March is late."""
    reports(store, """
        Day        | Due              | Brand   | Name | Sent
        2026-03-03 | 2026-03-02 23:00 | Aurelle | a    | 2026-03-03 17:00
        2026-03-03 | 2026-03-02 23:00 | Aurelle | b    | 2026-03-04 08:00
    """, covers=WEEK)  # fmt: skip
    assert aurelle(store, "reports_on_time_rate", *WEEK) == [0.5]


def test_a_report_that_is_not_due_yet_does_not_count(store):
    reports(store, """
        Day        | Due              | Brand   | Name | Sent
        2026-03-03 | 2026-03-03 09:00 | Aurelle | a    | 2026-03-03 08:00
        2026-03-06 | 2026-03-06 09:00 | Aurelle | b    |
    """, covers=WEEK)  # fmt: skip
    assert aurelle(store, "reports_on_time_rate", *WEEK, today="2026-03-04") == [1]


@pytest.mark.parametrize("kpi", [
    "time_to_detect", "time_to_alert", "alert_precision", "search_negative_share", "suggest_negative_share",
    "reports_on_time_rate",
])  # fmt: skip
def test_without_its_log_a_figure_is_missing(store, kpi):
    assert aurelle(store, kpi, *WEEK) == [None]


# Episodes that nobody noticed -----------------------------------------------------------------------------


def rung(store, *, first="2026-01-05", rings=("2026-03-03",), until="2026-03-22"):
    """Ordinary days from January on, and twenty negative mentions on some: each the only day of an episode."""
    every = canonical.days(first, (date.fromisoformat(until) - date.fromisoformat(first)).days + 1)
    lines = [f"{day} | Aurelle | x | neutral" for day in every for _ in range(4)]
    lines += [f"{day} | Aurelle | x | negative" for day in rings for _ in range(20)]
    canonical.mentions(store, "\n".join(["Day | Brand | Channel | Sentiment", *lines]), covers=(first, until))


def logged(store, *days, covers=("2026-02-01", "2026-03-22")):
    rows = "\n".join(f"{day} | Aurelle | alerte {place}" for place, day in enumerate(days))
    alerts(store, f"Day | Brand | Name\n{rows or '2026-02-02 10:00 | Aurelle | autre'}", covers=covers)


@pytest.mark.parametrize(("alert", "missed"), [
    ("2026-03-01 10:00", 1),  # two days before anything
    ("2026-03-02 10:00", 0),  # someone saw it coming
    ("2026-03-03 18:00", 0),
    ("2026-03-04 22:00", 0),  # 24 hours after the day that rang
    ("2026-03-05 08:00", 1),  # too late
])  # fmt: skip
def test_an_episode_is_missed_when_no_alert_is_logged_within_24_hours_after_its_day(store, alert, missed):
    rung(store)
    logged(store, alert)
    found = row(store, "missed_episode_rate", *WEEK)
    assert (found["value"], found["n"]) == (missed, 1)


def test_an_episode_counts_in_the_week_in_which_its_24_hours_end_and_is_asked_after_no_earlier(store):
    """It rings on Sunday 8 March: the term ends with Monday."""
    rung(store, rings=("2026-03-03", "2026-03-08"))
    logged(store, "2026-03-03 10:00")
    assert aurelle(store, "missed_episode_rate", "2026-03-02", "2026-03-15") == [0, 1]
    assert aurelle(store, "missed_episode_rate", "2026-03-09", "2026-03-15", today="2026-03-09") == [None]
    assert aurelle(store, "missed_episode_rate", "2026-03-09", "2026-03-15", today="2026-03-10") == [1]
    rows = values(store, "missed_episode_rate", "2026-03-02", "2026-03-15", grain="all", brands=("Aurelle",))
    assert rows["Aurelle"] == [0.5]  # one of two


def test_an_episode_of_days_that_no_log_covers_is_not_missed(store):
    """The log begins on Monday 9 March: of Sunday's episode nobody knows."""
    rung(store, rings=("2026-03-08",))
    logged(store, "2026-03-12 10:00", covers=("2026-03-09", "2026-03-22"))
    assert aurelle(store, "missed_episode_rate", "2026-03-09", "2026-03-15") == [None]


def test_a_week_without_an_episode_has_no_rate_and_none_without_a_log(store):
    rung(store)
    assert aurelle(store, "missed_episode_rate", *WEEK) == [None]
    logged(store, "2026-03-03 10:00")
    found = row(store, "missed_episode_rate", "2026-03-09", "2026-03-15")
    assert found["n"] == 0
    assert aurelle(store, "missed_episode_rate", "2026-03-09", "2026-03-15") == [None]
