"""Days without a year: the last such day up to that of the export, whatever the order of the lines."""

import random

import pytest

from loaders.load import load

DAYS = [f"December {day}" for day in range(20, 32)] + [f"January {day}" for day in range(1, 11)]
OF_2025 = {f"2025-12-{day}" for day in range(20, 32)} | {f"2026-01-{day:02}" for day in range(1, 11)}


def loaded(store, tmp_path, days):
    lines = ["Date,Followers,Difference in followers from previous day", *(f"{day},{len(day)},0" for day in days)]
    path = tmp_path / "FollowerHistory.csv"
    path.write_text("\n".join(lines))
    return load(
        store, path, name=path.name, who="test", origin="test", format="tiktok_follower_history",
        answers={"export_date": "2026-01-11", "brand": "Aurelle"},
    )  # fmt: skip


@pytest.mark.parametrize("order", ["down", "up", "shuffled", "from the middle"])
def test_the_order_of_the_lines_moves_no_day_to_another_year(store, tmp_path, order):
    shuffled = random.Random(3).sample(DAYS, len(DAYS))
    days = {"down": DAYS, "up": DAYS[::-1], "shuffled": shuffled, "from the middle": DAYS[7:] + DAYS[:7]}[order]
    assert loaded(store, tmp_path, days).kept == 22
    assert {str(row["day"]) for row in store.rows("select day from followers")} == OF_2025


def test_a_day_that_stands_twice_with_other_figures_is_of_two_years_which_nothing_tells(store, tmp_path):
    path = tmp_path / "FollowerHistory.csv"
    path.write_text(
        "Date,Followers,Difference in followers from previous day\nJanuary 1,5,0\nJanuary 2,6,1\nJanuary 1,70,0\n"
    )
    receipt = load(
        store, path, name=path.name, who="test", origin="test", format="tiktok_follower_history",
        answers={"export_date": "2026-01-11", "brand": "Aurelle"},
    )  # fmt: skip
    assert [(one.record, one.value) for part in receipt.parts for one in part.rejects] == [
        (2, "January 1"),
        (4, "January 1"),
    ]
    assert [str(row["day"]) for row in store.rows("select day from followers")] == ["2026-01-02"]
