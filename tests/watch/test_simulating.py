"""Another threshold, tried on the past, does what it would do in force; and nothing while it is only tried."""

import shutil
from datetime import timedelta
from itertools import pairwise

import pytest

from data.decisions import history
from data.sentences import Refusal
from data.store import Store
from data.watch import episodes
from kpis.analysis import other_threshold
from kpis.engine.scope import Scope
from kpis.inputs import threshold as thresholds
from kpis.inputs.daily_signals import watch_days
from kpis.inputs.threshold import Threshold
from tests import canonical, canonical_watch
from tests.watch.crisis import FIRST, calm, local, negatives
from watch import evaluating, simulating

COUNTS = calm(80)
COUNTS[40], COUNTS[60], COUNTS[72] = 40, 15, 13  # z of about 13, 4 and 3
AT = local(2026, 12, 31, 9)


@pytest.fixture(scope="module")
def watched(tmp_path_factory, empty_store_file):
    """A store of all tests here: each leaves the threshold as it was."""
    path = tmp_path_factory.mktemp("simulating") / "e-reputation.duckdb"
    shutil.copyfile(empty_store_file, path)
    store = Store(path)
    canonical.brands(store, own="Aurelle")
    negatives(store, COUNTS)
    yield store
    store.close()


def rung(store):
    """(first day, last day) of the alerts of the watch."""
    evaluating.evaluate(store, AT)
    return sorted(
        (one.since.date(), one.until.date() if one.until else None)
        for one in episodes.kept(store)
        if one.level >= 2 and not one.is_gone
    )


def told(judged):
    return [(one.since, one.until) for one in judged.episodes]


def test_what_a_threshold_would_do_is_what_it_does_in_force(watched):
    before = rung(watched)
    assert [since for since, _ in before] == [FIRST + timedelta(days=40), FIRST + timedelta(days=60)]
    for wanted in (Threshold(2.0, 5), Threshold(3.5, 14), thresholds.DEFAULT):  # ends as it began
        tried = simulating.simulated(watched, "Aurelle", wanted)
        assert told(tried.now.judged) == before
        thresholds.use(watched, wanted, who="ana")
        assert thresholds.in_force(watched) == wanted
        before = rung(watched)
        assert before == told(tried.then.judged) == told(other_threshold.judged(watched, "Aurelle"))


def test_a_lower_threshold_rings_no_less_and_its_gain_is_named(watched):
    tried = [simulating.simulated(watched, "Aurelle", Threshold(z)) for z in (2.0, 3.5, 6.0)]
    rates = [one.then.judged.a_year for one in tried]
    assert all(more > less for more, less in pairwise(rates))
    low, high = tried[1].then.judged.interval
    assert low < rates[1] < high
    assert FIRST + timedelta(days=72) in {one.alarms[0] for one in tried[0].new}
    assert tried[1].new == tried[1].gone == tried[2].new == ()
    assert [one.since for one in tried[2].gone] == [FIRST + timedelta(days=60)]


def test_what_people_confirmed_and_refuted_is_counted_and_what_would_be_missed_is_named(watched):
    """Episodes that they closed, and alerts of a log of their own: on a quiet day none of them rings."""
    rung(watched)
    held = {(one.since.date() - FIRST).days: one for one in episodes.kept(watched) if not one.is_gone}
    for day, verdict in ((40, "confirmed"), (60, "confirmed"), (72, "false")):
        episodes.act(watched, held[day].episode, "close", verdict, who="ana")
    days = {day: FIRST + timedelta(days=day) for day in (20, 40, 73)}
    canonical_watch.alerts(
        watched,
        f"""
        Day              | Brand   | Name       | First            | Confirmed
        {days[20]} 10:00 | Aurelle | Rumour     | {days[20]} 08:00 | yes
        {days[40]} 10:00 | Aurelle | Complaints | {days[40]} 08:00 | yes
        {days[73]} 10:00 | Aurelle | Nothing    | {days[20]} 08:00 | no
        {days[20]} 11:00 | Aurelle | Open       | {days[20]} 08:00 |
        """,
    )
    told = {z: simulating.simulated(watched, "Aurelle", Threshold(z)).then for z in (2.0, 3.5, 6.0)}

    def counts(z, *, is_logged):
        return [told[z].counts(is_confirmed=one, is_logged=is_logged) for one in (True, False)]

    assert [counts(z, is_logged=False) for z in told] == [[(2, 2), (1, 1)], [(2, 2), (0, 1)], [(1, 2), (0, 1)]]
    assert [counts(z, is_logged=True) for z in (3.5, 6.0)] == [[(1, 2), (0, 1)]] * 2
    assert [(one.episode, one.name) for one in told[6.0].missed] == [(held[60].episode, ""), (None, "Rumour")]


def test_figures_follow_the_threshold_at_once_and_its_change_can_be_undone(watched):
    scope = Scope(FIRST, FIRST + timedelta(days=79), ("Aurelle",), today=FIRST + timedelta(days=80))

    def spikes():
        rows = watch_days(watched, scope, by="brand")
        return int((rows.loc[rows["signal"] == "negative", "level"] == 2).sum())

    before = spikes()
    thresholds.use(watched, Threshold(2.0, 5), who="ana")
    assert spikes() > before
    change = next(one for one in history.history(watched) if one.subject == thresholds.Z)
    assert (change.value, change.set_by) == ("2.0", "ana")
    history.undo(watched, change, who="ben", default="3.5")
    assert (spikes(), thresholds.in_force(watched)) == (before, thresholds.DEFAULT)


@pytest.mark.parametrize("wanted", [Threshold(1.75), Threshold(float("nan")), Threshold(3.5, 1), Threshold(3.5, 51)])
def test_a_threshold_that_cannot_be_chosen_is_refused(store, wanted):
    with pytest.raises(Refusal):
        thresholds.use(store, wanted, who="ana")
    assert thresholds.in_force(store) == thresholds.DEFAULT


def test_the_interval_of_a_rate_is_the_exact_one():
    assert other_threshold.poisson_interval(0) == pytest.approx((0, 3.689), abs=1e-3)
    assert other_threshold.poisson_interval(10) == pytest.approx((4.795, 18.390), abs=1e-3)  # published tables


def test_a_brand_without_mentions_has_no_past(store):
    assert simulating.simulated(store, "Aurelle", Threshold()) is None
