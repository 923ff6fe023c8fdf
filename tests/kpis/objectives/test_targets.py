"""What every target obeys, whatever the KPI, its baseline and its steps: bounds, whole numbers, a frozen baseline."""

import random
from datetime import date

import pytest

from kpis.catalogue import catalogue
from kpis.engine.scope import Scope
from kpis.objectives.baseline import baseline
from kpis.objectives.objectives import Objective
from kpis.objectives.verdict import cannot_hold, target_of
from tests import canonical

KPIS = sorted(kpi.id for kpi in catalogue().values() if kpi.better != "context")


def scale(kpi):
    return 100.0 if kpi.unit == "percent" else 1.0


def baselines(kpi, chance):
    """Possible values of the KPI: its bounds, halves of whole numbers, and any other."""
    low, high = (bound / scale(kpi) for bound in kpi.bounds)
    low, high = max(low, -1e5), min(high, 1e6)
    some = [chance.uniform(low, high) for _ in range(6)]
    if kpi.is_whole:
        some = [round(2 * one) / 2 for one in some]
    return [low, high, *some, min(max(0.0, low), high)]


@pytest.mark.parametrize("name", KPIS)
def test_no_target_leaves_the_bounds_of_its_kpi_and_a_whole_number_has_whole_targets(name):
    kpi, chance = catalogue()[name], random.Random(name)
    low, high = (bound / scale(kpi) for bound in kpi.bounds)
    for start in baselines(kpi, chance):
        for mode in ("baseline_percent", "baseline_points"):
            for per in (None, "month", "quarter"):
                step = chance.choice([-100, -35, -2, -0.5, 0, 0.5, 2, 20, 35, 100, 400])
                one = Objective("senior", name, mode, step, None, per=per, valid_from=date(2026, 1, 5))
                for days in (0, 1, 45, 400, 4000):
                    spread = (max(low, start - abs(start) / 5), min(high, start + abs(start) / 5))
                    found = target_of(one, kpi, baseline=start, days_since_baseline=days, interval=spread)
                    assert low <= found.value <= high, (mode, per, step, start, days)
                    assert low <= found.least <= high
                    assert low <= found.most <= high
                    assert not kpi.is_whole or found.value == int(found.value)


@pytest.mark.parametrize("name", KPIS)
def test_a_figure_beyond_the_bounds_or_between_whole_numbers_cannot_hold(name):
    kpi = catalogue()[name]
    low, high = kpi.bounds
    wrong = [bound for bound in (low - 1, high + 1) if abs(bound) < 1e300] + (
        [low + 0.5] if kpi.is_whole and low > -1e300 else []
    )
    for value in wrong:
        one = Objective("senior", name, "absolute", value, None, valid_from=date(2026, 1, 5))
        assert cannot_hold(one, kpi, baseline=None) is not None, value


OF_MENTIONS = ("active_advocates", "audience_loyalty_rate", "mention_volume", "mention_volume_unique", "net_sentiment_score", "negative_share", "brand_health_index",
               "unique_authors", "earned_coverage", "potential_reach", "engagement_per_mention")  # fmt: skip


def logged(store, first, weeks, chance):
    """Some mentions a day of every tone, with reach and engagements."""
    rows = []
    for day in canonical.days(first, 7 * weeks):
        for number in range(chance.randint(1, 2)):
            tone = chance.choice(["positive", "neutral", "negative"])
            rows.append(f"{day} | Orsa | news | lejour{number}.fr | a{chance.randint(1, 30)} | {tone} | {chance.randint(1, 90)} | {chance.randint(1, 9)}")  # fmt: skip
    canonical.mentions(
        store, "\n".join(["Day | Brand | Channel | Source | Author | Sentiment | Reach | Engagement", *rows])
    )


def baselines_of(store, kpis):
    scope = Scope(date(2026, 11, 22), date(2026, 11, 22), ("Orsa",), today=date(2026, 11, 29))
    return {name: baseline(store, catalogue()[name], scope) for name in kpis}


def test_a_frozen_baseline_never_moves_when_older_history_is_loaded(store):
    """Twelve weeks, then eight before them: figures over four weeks would else begin with the week of the first export,
    and those over thirty days four weeks earlier."""
    chance = random.Random(8)
    canonical.brands(store, own="Orsa")
    logged(store, "2026-08-31", 12, chance)
    before = baselines_of(store, OF_MENTIONS)
    assert sum(one.value is not None for one in before.values()) >= 6
    logged(store, "2026-07-06", 8, chance)
    with store.writing() as cursor:  # the clock of the machine was set back between the two uploads
        cursor.execute(
            "update uploads set loaded_at = loaded_at - interval 30 day where seq = (select max(seq) from uploads)"
        )
    assert baselines_of(store, OF_MENTIONS) == before


def test_a_frozen_baseline_of_followers_never_moves_though_the_first_gain_becomes_known(store):
    """With the count of 30 August, the gain of the first week is known; it was not when the baseline began."""
    kpis = ("followers_total", "followers_net_new", "followers_growth_rate")
    chance = random.Random(9)
    canonical.brands(store, own="Orsa")

    def counted(first, weeks):
        rows = [f"{day} | Orsa | x | {chance.randint(900, 2000)}" for day in canonical.days(first, 7 * weeks)]
        canonical.followers(store, "\n".join(["Day | Brand | Channel | Followers", *rows]))

    counted("2026-08-31", 12)
    before = baselines_of(store, kpis)
    assert before["followers_net_new"].since == date(2026, 9, 7)
    counted("2026-04-13", 20)
    assert baselines_of(store, kpis) == before
