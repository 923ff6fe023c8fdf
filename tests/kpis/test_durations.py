"""A duration is measured in seconds: date_diff counts the borders that it crosses, 10:00:59 to 10:01:00 a whole minute."""

import re
from datetime import date

import pytest

from kpis.analysis import top_lists
from kpis.catalogue import catalogue
from kpis.engine.periods import week
from kpis.objectives import objectives
from tests import canonical_watch
from tests.test_house import ROOT
from wording import amounts
from wording import objectives as objective_wording

BORDERS = re.compile(r"\bdate_?(?:diff|sub)\s*\(\s*'(\w+)'\s*,(.*)", re.IGNORECASE)
ROOMS = ("data", "kpis", "loaders", "ui", "app_pages", "commands", "reports", "charts", "wording")
# days from one date to another, which have no hours
OF_DATES = {"data/macros.sql", "loaders/formats/posts/tiktok_content.sql"}


def test_no_duration_counts_the_borders_between_two_moments():
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".sql", ".py"):
                name = path.relative_to(ROOT).as_posix()
                for match in BORDERS.finditer(path.read_text(encoding="utf-8")):
                    if not (match[1].lower() == "day" and name in OF_DATES and "as date)" in match[2]):
                        found.append(f"{name}: {match[0]}")
    assert found == []


@pytest.mark.parametrize("piece", ["date_diff('minute', a, b)", "DATEDIFF( 'hour', a, b)", "date_sub('day', a, b)"])
def test_what_counts_borders_is_found(piece):
    assert BORDERS.search(piece)


def test_the_log_of_alerts_tells_delays_to_the_second(store):
    """Noticed 1 minute and 2 seconds after the first mention, and passed on after 59 seconds: not 2 minutes, nor 1."""
    canonical_watch.alerts(store, """
        Day              | Brand | Name | First            | Informed         | Confirmed
        2026-11-03 10:02 | Orsa  | fire | 2026-11-03 10:00 | 2026-11-03 10:02 | yes
    """)  # fmt: skip
    with store.writing() as cursor:
        cursor.execute(
            "update alert_records set first_mention_at = timestamp '2026-11-03 10:00:58', "
            "acknowledged_at = timestamp '2026-11-03 10:02:00', informed_at = timestamp '2026-11-03 10:02:59'"
        )
    (found,) = top_lists.alerts(store, "Orsa", week(date(2026, 11, 3))).itertuples()
    assert found.hours_to_detect * 3600 == pytest.approx(62)
    assert found.minutes_to_inform * 60 == pytest.approx(59)


# Working hours --------------------------------------------------------------------------------------------


def delays():
    return [kpi for kpi in catalogue().values() if kpi.unit in ("hours", "working hours", "minutes")]


@pytest.mark.parametrize("kpi", delays(), ids=lambda kpi: kpi.id)
def test_a_delay_in_working_hours_says_so_wherever_it_stands_and_no_other_does(kpi):
    """In its definition, its figure, its target on the scorecard and on the role's sheet."""
    is_worked = "working hours" in kpi.formula["en"]
    assert is_worked == ("heures ouvrées" in kpi.formula["fr"])
    assert (kpi.unit == "working hours") is is_worked
    assert ("working h" in amounts.amount(24, kpi, "en")) is is_worked
    assert (objective_wording.unit(kpi, "en") == "working h") is is_worked
    assert is_worked == (kpi.id in ("first_response_time_median", "moderation_delay_median"))


@pytest.mark.parametrize("role", ["stagiaire", "senior"])
def test_an_objective_of_a_promised_time_names_working_hours(store, role):
    one = next(one for one in objectives.effective(store) if (one.role, one.kpi) == (role, "response_within_sla_rate"))
    assert "working hours" in one.comment
    kpi = catalogue()["response_within_sla_rate"]
    assert "working hours" in kpi.formula["en"]
