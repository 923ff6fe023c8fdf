"""The statistics of an account export are means and highest days, never sums."""

from datetime import date

from kpis.analysis import account_days
from kpis.engine.periods import Period
from tests import canonical

DAYS = Period(date(2026, 3, 2), date(2026, 3, 4))


def test_followers_gained_and_lost_have_a_mean_and_a_highest_day(store):
    canonical.followers(
        store,
        """
        Day        | Brand   | Channel | Gained | Lost
        2026-03-02 | Aurelle | x       | 2      | 0
        2026-03-03 | Aurelle | x       | 9      | 1
        2026-03-04 | Aurelle | x       | 1      | 0
        """,
    )
    found = account_days.metrics(store, "Aurelle", DAYS)
    assert found[["metric", "mean", "highest", "days"]].to_numpy().tolist() == [
        ["followers gained", 4.0, 9.0, 3],  # (2 + 9 + 1) / 3
        ["followers lost", 1 / 3, 1.0, 3],
    ]
    daily = account_days.daily(store, "Aurelle", DAYS, channel="x", metric="followers gained")
    assert daily["value"].tolist() == [2, 9, 1]
    assert account_days.metrics(store, "Aurelle", DAYS, channels=("facebook",)).empty
