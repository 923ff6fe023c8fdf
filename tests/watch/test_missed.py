"""An episode that the watch found and nobody noticed is missed; one that somebody was told of, or took in hand, is not."""

from datetime import UTC, date, timedelta

import pytest

from data.watch import episodes, handling
from tests import canonical, canonical_watch
from tests.kpis.figures import row
from tests.watch.crisis import calm, local, negatives
from watch import evaluating

WEEK = ("2026-10-05", "2026-10-11")


@pytest.fixture
def watched(store):
    """An alert on Tuesday 6 October 2026: it is missed unless somebody notices it until Wednesday."""
    canonical.brands(store, own="Aurelle")
    negatives(store, [*calm(35), 40, *calm(5)])
    return store


def missed(store):
    told = row(store, "missed_episode_rate", *WEEK)
    return None if told["value"] != told["value"] else (told["value"], told["n"])


def test_without_a_watch_and_a_log_nobody_can_tell(watched):
    assert missed(watched) is None


def test_what_the_watch_found_in_time_and_nobody_noticed_is_missed(watched):
    evaluating.evaluate(watched, local(2026, 10, 7, 9))
    assert missed(watched) == (1, 1)


@pytest.mark.parametrize(("at", "expected"), [((2026, 10, 7, 23), (0, 1)), ((2026, 10, 8, 0), (1, 1))])
def test_what_somebody_took_in_hand_by_the_end_of_the_next_day_is_not_missed(watched, at, expected):
    evaluating.evaluate(watched, local(2026, 10, 7, 9))
    episodes.act(watched, 1, "acknowledge", who="ana", at=local(*at).astimezone(UTC).replace(tzinfo=None))
    assert missed(watched) == expected


def test_what_is_found_in_old_exports_was_never_to_be_noticed(watched):
    evaluating.evaluate(watched, local(2026, 11, 20, 9))
    assert missed(watched) is None
    assert handling.is_handled(handling.handled(watched), "Aurelle", date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 7)) is None  # fmt: skip


def test_an_alert_of_the_teams_own_log_counts_as_before(watched):
    canonical_watch.alerts(
        watched, "Day | Brand | Name\n2026-10-06 18:00 | Aurelle | Brakes", covers=("2026-10-01", "2026-10-11")
    )
    assert missed(watched) == (0, 1)
    evaluating.evaluate(watched, local(2026, 10, 6, 23) + timedelta(hours=1))
    assert missed(watched) == (0, 1)
