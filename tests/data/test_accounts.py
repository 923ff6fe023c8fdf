"""Accounts declared opened or closed: their networks' totals are those of the others, and nothing else moves."""

import random
from datetime import date, timedelta

import pytest

from data.decisions import accounts, history
from data.sentences import Refusal
from tests import canonical, canonical_activity
from tests.kpis.figures import computed, values

SUNDAY = date(2026, 10, 4)
HEAD = "Day | Brand | Channel | Account | Followers\n"
KPIS = ("followers_total", "followers_growth_rate", "followers_net_new", "followers_share", "channel_concentration",
        "channels_active", "engagement_rate_followers")  # fmt: skip


@pytest.fixture
def orsa(store):
    canonical.brands(store, own="Orsa")
    return store


def counts(store, account, first, figures, *, channel="x"):
    """A count each Sunday."""
    rows = [
        f"{first + timedelta(days=7 * week)} | Orsa | {channel} | {account} | {figure}"
        for week, figure in enumerate(figures)
    ]
    canonical.followers(store, HEAD + "\n".join(rows))


def weekly(store, kpi, weeks=6):
    """Its values in the weeks from 28 September on, to nine decimals."""
    last = SUNDAY + timedelta(days=7 * (weeks - 1))
    found = values(store, kpi, "2026-09-28", last.isoformat())["Orsa"]
    return [None if value is None else round(value, 9) for value in found]  # sums in whatever order


def test_a_closed_account_no_longer_blanks_the_total(orsa):
    counts(orsa, "a", SUNDAY, [100, 110, 120, 130, 140, 150])
    counts(orsa, "b", SUNDAY, [50, 55])  # to 11 October
    assert weekly(orsa, "followers_total") == [150, 165, 175, None, None, None]
    accounts.declare(orsa, "Orsa", "x", "b", closed_on=date(2026, 10, 13), who="ann")
    assert weekly(orsa, "followers_total") == [150, 165, 120, 130, 140, 150]
    assert weekly(orsa, "followers_net_new")[1:] == [15, 10, 10, 10, 10]
    assert weekly(orsa, "followers_growth_rate")[2] == pytest.approx(10 * 30 / 7 / 110)
    history.undo(orsa, history.history(orsa)[0], who="ann")
    assert weekly(orsa, "followers_total") == [150, 165, 175, None, None, None]


def test_an_account_that_opens_blanks_no_growth(orsa):
    counts(orsa, "a", SUNDAY, [100, 110, 120, 130, 140, 150])
    counts(orsa, "b", SUNDAY + timedelta(days=21), [40, 48, 50])  # from 25 October
    assert weekly(orsa, "followers_growth_rate")[3] is None
    assert weekly(orsa, "followers_net_new")[3] is None
    accounts.declare(orsa, "Orsa", "x", "B", opened_on=date(2026, 10, 20), who="ann")
    assert weekly(orsa, "followers_total") == [100, 110, 120, 170, 188, 200]
    assert weekly(orsa, "followers_net_new")[1:] == [10, 10, 10 + 40, 10 + 8, 10 + 2]
    growth = [10 / 120, 18 / 170, 12 / 188]  # of a alone in the week in which b was opened
    assert weekly(orsa, "followers_growth_rate")[3:] == pytest.approx([30 / 7 * one for one in growth])


def test_counts_outside_its_days_are_not_used(orsa):
    counts(orsa, "a", SUNDAY, [100] * 6)
    counts(orsa, "b", SUNDAY, [0, 0, 30, 40, 40, 40])  # an export goes on after the closing
    accounts.declare(orsa, "Orsa", "x", "b", opened_on=date(2026, 10, 18), closed_on=date(2026, 10, 28), who="ann")
    assert weekly(orsa, "followers_total") == [100, 100, 130, 140, 100, 100]
    assert computed(orsa, "followers_total", "2026-09-28", "2026-11-08")["n"].tolist() == [1, 1, 2, 2, 1, 1]


def test_a_closed_network_is_no_longer_active_and_owes_no_count(orsa):
    counts(orsa, "a", SUNDAY, [100] * 6)
    counts(orsa, "b", SUNDAY, [50] * 3, channel="facebook")  # to 18 October
    posted = [f"{SUNDAY + timedelta(days=7 * week)} | Orsa | {name}" for week in range(6) for name in ("x", "facebook")]
    canonical_activity.posts(orsa, "\n".join(["Day | Brand | Channel", *posted]))
    before = weekly(orsa, "data_completeness")
    assert before[3:] == [round(8 / 9, 9)] * 3  # 7 days of posts, a count on x, none on facebook
    assert weekly(orsa, "channels_active") == [2, 2, 2, 2, 1, 1]  # the count of the 18th is 7 days old on the 25th
    accounts.declare(orsa, "Orsa", "facebook", "b", closed_on=date(2026, 10, 20), who="ann")
    assert weekly(orsa, "channels_active") == [2, 2, 2, 1, 1, 1]
    assert weekly(orsa, "data_completeness") == [*before[:3], 1, 1, 1]


def test_posts_of_an_account_are_measured_in_the_week_of_its_opening_and_of_its_closing(orsa):
    counts(orsa, "a", SUNDAY + timedelta(days=7), [100, 200, 200])  # 11, 18 and 25 October
    posts = [f"2026-{day} | Orsa | x | a | 30" for day in ("10-07", "10-14", "10-21", "10-27")]
    canonical_activity.posts(orsa, "\n".join(["Day | Brand | Channel | Account | Engagement", *posts]), covers=("2026-09-28", "2026-11-08"))  # fmt: skip
    assert weekly(orsa, "engagement_rate_followers")[1] is None
    accounts.declare(orsa, "Orsa", "x", "a", opened_on=date(2026, 10, 6), closed_on=date(2026, 10, 28), who="ann")
    found = weekly(orsa, "engagement_rate_followers")
    assert found[1:5] == pytest.approx([30 / 100, 30 / 150, 30 / 200, 30 / 200])


@pytest.mark.parametrize("seed", range(3))
def test_a_declaration_changes_no_period_in_which_all_accounts_existed(orsa, seed):
    """Opened on a day up to the first week, closed on one after the last: or in a week, and those before or after it."""
    chance = random.Random(seed)
    for name, channel in (("a", "x"), ("b", "x"), ("c", "facebook")):
        counts(orsa, name, SUNDAY - timedelta(days=7), [chance.randint(50, 900) for _ in range(8)], channel=channel)
    posts = [
        f"{SUNDAY + timedelta(days=day)} | Orsa | {chance.choice(['x | a', 'facebook | c'])} | 9"
        for day in range(-6, 36)
    ]
    canonical_activity.posts(orsa, "\n".join(["Day | Brand | Channel | Account | Engagement", *posts]))
    before = {kpi: weekly(orsa, kpi) for kpi in KPIS}
    accounts.declare(
        orsa, "Orsa", "x", "b", opened_on=SUNDAY - timedelta(days=7), closed_on=date(2026, 11, 8), who="ann"
    )
    accounts.declare(orsa, "Orsa", "facebook", "c", opened_on=date(2020, 1, 1), who="ann")
    assert {kpi: weekly(orsa, kpi) for kpi in KPIS} == before
    week = chance.randint(1, 4)
    accounts.declare(orsa, "Orsa", "x", "b", closed_on=SUNDAY + timedelta(days=7 * week - 3), who="ann")
    assert {kpi: weekly(orsa, kpi)[:week] for kpi in KPIS} == {kpi: found[:week] for kpi, found in before.items()}
    accounts.declare(orsa, "Orsa", "x", "b", opened_on=SUNDAY + timedelta(days=7 * week - 3), who="ann")
    rest = slice(week + 1, None)
    assert {kpi: weekly(orsa, kpi)[rest] for kpi in KPIS} == {kpi: found[rest] for kpi, found in before.items()}


def test_what_cannot_be_is_refused(orsa):
    counts(orsa, "a", SUNDAY, [100])
    with pytest.raises(Refusal, match=r"closes \(2026-10-01\) before it opens"):
        accounts.declare(orsa, "Orsa", "x", "a", opened_on=date(2026, 10, 2), closed_on=date(2026, 10, 1), who="ann")
    with pytest.raises(Refusal, match=r"No account 'z' of Orsa is counted on x\. Known there: a\."):
        accounts.declare(orsa, "Orsa", "x", "z", closed_on=date(2026, 10, 1), who="ann")


def test_each_account_is_listed_with_its_counts_and_its_declaration(orsa):
    counts(orsa, "a", SUNDAY, [100, 110])
    accounts.declare(orsa, "Orsa", "x", "a", closed_on=date(2026, 10, 20), who="ann")
    (found,) = accounts.accounts(orsa).itertuples()
    assert (found.account, found.first_day.date(), found.last_day.date()) == ("a", SUNDAY, date(2026, 10, 11))
    assert found.closed_on.date() == date(2026, 10, 20)
    accounts.declare(orsa, "Orsa", "x", "a", who="ann")
    assert accounts.accounts(orsa)["closed_on"].isna().all()
