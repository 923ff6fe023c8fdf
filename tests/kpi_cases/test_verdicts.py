"""Arrows, verdicts and the headline on small stores, with the arithmetic of what must come out."""

from datetime import date, timedelta

import pytest

from data.sentences import Refusal
from kpis.analysis.period_scorecard import Look, period_scorecard, role_scorecard
from kpis.engine import periods
from kpis.objectives import signing
from kpis.objectives.headline import headline, to_mend
from kpis.objectives.objectives import Objective, append
from tests.canonical import brands, daily, followers, mentions
from tests.canonical_activity import posts

WEEK = date(2026, 11, 16)  # the Monday of the week looked at
TODAY = date(2026, 11, 29)


@pytest.fixture
def orsa(store):
    brands(store, own="Orsa")
    return store


def weekly(store, counts, *, brand="Orsa", last=WEEK, **cells):
    """So many mentions in each week, the last of them that of `last`; every day is covered."""
    first = last - timedelta(days=7 * (len(counts) - 1))
    per_day = [count if day == 0 else 0 for count in counts for day in range(7)]
    text = daily(first.isoformat(), per_day, Brand=brand, **{"Channel": "x", "Sentiment": "neutral", **cells})
    window = (first.isoformat(), (last + timedelta(days=6)).isoformat())
    mentions(store, text, covers=window, about=[brand])


def line(store, kpi, *, monday=WEEK, role="senior", brand="Orsa"):
    (found,) = period_scorecard(store, (kpi,), Look(brand, periods.week(monday), role, TODAY))
    return found


def goal(kpi, mode, target, **options):
    written = {"role": "senior", "brand": "Orsa", "target_high": None, "valid_from": date(2026, 8, 31), **options}
    return Objective(kpi=kpi, mode=mode, target=target, **written)


# Arrows ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("crisis", [(), (6,), (3, 4)])
def test_a_crisis_behind_does_not_switch_the_arrow_off(orsa, crisis):
    """70 a week, then 140: √140.375 − √70.375 = 3.46, by 0.5 √2 the 4.89 of a Poisson count."""
    counts = [70, 72, 68, 71, 69, 70, 70, 70, 71, 69, 72, 68, 70]
    weekly(orsa, [700 if week in crisis else count for week, count in enumerate(counts)] + [140])
    found = line(orsa, "mention_volume_unique")
    assert (found.value, found.change.relative, found.change.significant) == (140, 1.0, True)
    assert found.change.p < 0.001
    assert found.verdict.status == "met"  # 77, its own baseline and a tenth more


def test_an_ordinary_week_has_no_arrow_and_is_not_behind_its_baseline(orsa):
    weekly(orsa, [70, 95, 60, 88, 64, 79, 91, 58, 74, 83, 66, 90, 62])
    found = line(orsa, "mention_volume_unique", role="stagiaire")  # at least its baseline
    assert (found.value, found.target_value) == (62, 74)  # of the first eight the median is 74.5
    assert (found.change.significant, found.verdict.status) == (False, "undecided")


# Baselines -------------------------------------------------------------------------------------------


def sundays(first, counts):
    text = "\n".join(
        f"{first + timedelta(days=7 * week)} | Orsa | x | a | {count}" for week, count in enumerate(counts)
    )
    return f"Day | Brand | Channel | Account | Followers\n{text}"


def test_an_export_of_older_days_does_not_move_a_target(orsa):
    """Twelve weeks of 12,010 to 12,720; then three years of 11,000 to 12,000 are loaded."""
    recent = [12010 + round(710 * step / 12) for step in range(13)]
    followers(orsa, sundays(date(2026, 8, 30), recent), covers=("2026-08-30", "2026-11-22"))
    before = line(orsa, "followers_total")
    old = [11000 + round(1000 * step / 155) for step in range(156)]
    followers(orsa, sundays(date(2023, 9, 3), old), covers=("2023-09-03", "2026-08-29"))
    after = line(orsa, "followers_total")
    assert (before.target_value, before.verdict) == (after.target_value, after.verdict)
    assert before.target_value == int(before.target_value)
    assert before.verdict.status == "met"


def test_growth_by_the_month_stops_after_a_year(orsa):
    """Three years told at once, from 1,000: 1.02¹² is 1,268, and not 1.02³⁵ = 2,000."""
    followers(orsa, sundays(date(2023, 9, 3), [1000] * 169), covers=("2023-09-03", "2026-11-22"))
    assert line(orsa, "followers_total").target_value == 1268


def test_as_many_networks_as_at_the_start_is_met_by_as_many_or_more(orsa):
    """Eight weeks of 4 5 4 5 4 5 4 5 active networks: the median is 4.5, and a network is whole."""
    first = date(2026, 8, 31)
    names = ("x", "facebook", "instagram", "linkedin", "youtube", "tiktok")
    active = [4, 5] * 4 + [4, 5, 6, 6]
    rows = [f"{day.isoformat()} | Orsa | {name}" for week, count in enumerate(active) for name in names[:count]
            for day in [first + timedelta(days=7 * week)]]  # fmt: skip
    mentions(orsa, "\n".join(["Day | Brand | Channel", *rows]), covers=("2026-08-31", "2026-11-22"))
    text = [f"{first + timedelta(days=7 * week + 6)} | Orsa | {name} | a | 100" for week in range(12) for name in names]
    header = "Day | Brand | Channel | Account | Followers"
    followers(orsa, "\n".join([header, *text]), covers=("2026-08-31", "2026-11-22"))
    found = {count: line(orsa, "channels_active", monday=first + timedelta(days=7 * week)) for week, count in
             ((8, 4), (9, 5), (10, 6))}  # fmt: skip
    assert {count: (one.value, one.target_value, one.verdict.status) for count, one in found.items()} == {
        4: (4, 4, "met"),
        5: (5, 4, "met"),
        6: (6, 4, "met"),
    }


@pytest.mark.parametrize("kpi", ["earned_coverage", "active_advocates", "engagement_per_mention"])
def test_any_per_cent_of_nothing_is_no_target(orsa, kpi):
    weekly(orsa, [21] * 16, Engagement="0", Author="a")
    found = line(orsa, kpi)
    assert (found.value, found.target_value, found.verdict.status) == (0, None, "none")
    assert "The baseline is 0" in str(found.verdict.reason)
    with pytest.raises(Refusal, match="set a figure instead"):
        signing.sign(orsa, [goal(kpi, "baseline_percent", 20)], until=WEEK, who="ann")
    signing.sign(orsa, [goal(kpi, "absolute", 5)], until=WEEK, who="ann")
    assert line(orsa, kpi).target_value == 5


def test_a_signed_objective_that_cannot_hold_is_named_and_judges_nothing(orsa):
    weekly(orsa, [21] * 16)
    append(orsa, [goal("mention_volume_unique", "absolute", 20.5)], who="ann")  # signed before it was refused
    lines = role_scorecard(orsa, Look("Orsa", periods.week(WEEK), "senior", TODAY))
    (found,) = to_mend(lines)
    assert (found.kpi.id, found.verdict.status, found.target_value) == ("mention_volume_unique", "none", None)
    assert "set 20 or 21" in str(found.verdict.reason)


# Sums ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("a_day", "expected"), [(1, "met"), (0.5, "none")])
def test_one_hole_does_not_undo_a_sum_that_is_there_already(orsa, a_day, expected):
    """120 posts from 31 August to 31 December: 81.95 are due on 22 November; 10 September is not covered."""
    first, hole, last = date(2026, 8, 31), date(2026, 9, 10), date(2026, 11, 22)
    told = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    told = [day for number, day in enumerate(told) if day != hole and (a_day == 1 or number % 2)]
    for since, until in ((first, hole - timedelta(days=1)), (hole + timedelta(days=1), last)):
        rows = [f"{day} | Orsa | x" for day in told if since <= day <= until]
        posts(orsa, "\n".join(["Day | Brand | Channel", *rows]), covers=(since.isoformat(), until.isoformat()))
    pace = goal("posts_count", "pace", 120, valid_to=date(2026, 12, 31))
    signing.sign(orsa, [pace], until=last, who="ann")
    found = line(orsa, "posts_count")
    assert (found.state, found.value) == ("partial", len(told))
    assert found.target_value == pytest.approx(120 * 84 / 123)
    assert found.verdict.status == expected


# The headline ----------------------------------------------------------------------------------------


def test_a_competitor_is_not_judged_by_our_objectives(orsa):
    weekly(orsa, [21] * 16)
    weekly(orsa, [21] * 16, brand="Velmont")
    brands(orsa, competitors=["Velmont"])
    found = line(orsa, "mention_volume_unique", brand="Velmont")
    assert (found.value, found.target_value, found.verdict.status) == (21, None, "none")
    assert str(found.verdict.reason) == "Our objectives do not judge a competitor."


def test_the_headline_counts_what_is_signed_and_one_idea_once(orsa):
    """Tone is signed three times, and judged by the worst; what nothing tells is not judged, and counts."""
    weekly(orsa, [60] * 16, Sentiment="negative")
    rows = [goal("net_sentiment_score", "absolute", 10), goal("negative_share", "absolute", 20),
            goal("brand_health_index", "absolute", 50), goal("mention_volume_unique", "absolute", 40),
            goal("response_rate", "absolute", 90)]  # fmt: skip
    signing.sign(orsa, rows, until=WEEK, who="ann")
    tallies = headline(role_scorecard(orsa, Look("Orsa", periods.week(WEEK), "senior", TODAY)))
    assert {tally.casquette: {name: n for name, n in tally.counts.items() if n} for tally in tallies} == {
        "relation": {"unjudged": 1},
        "vigilance": {"met": 1, "behind": 1},
    }
    assert all(tally.is_signed for tally in tallies)
