"""Why a figure moved: the parts of both periods, and what each of them adds to the change."""

from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
import pytest

from data.migrations import open_store
from kpis.analysis import decomposition
from kpis.analysis.explanation import explain, largest
from kpis.analysis.parts import CELL, SEVERAL, parts, records_of
from kpis.analysis.period_scorecard import Look
from kpis.catalogue import catalogue
from kpis.engine import periods
from kpis.engine.change import Change
from kpis.engine.periods import Period
from kpis.objectives.scorecard import Line, scorecard
from tests import canonical
from tests.kpis import world

MONDAY = date(2026, 3, 9)
TODAY = date(2026, 4, 20)
DIVIDED = [name for name, kpi in catalogue().items() if kpi.parts]
HEAD = "Day | Brand | Channel | Source | Author | Sentiment | Topic | Text"


def found(store, kpi, *, period=None, compare="previous", brand="Aurelle"):
    look = Look(brand, period or periods.week(MONDAY), "senior", TODAY, compare)
    (line,) = scorecard(
        store, role="senior", brand=brand, period_start=look.period.last_monday, today=TODAY, weeks=5, only=(kpi,)
    )
    return explain(store, line, look)


def adds(explained, by):
    """Item -> its contribution, in points of a share or in the unit of a count."""
    scale = 100 if explained.kpi.unit == "percent" else 1
    return {row.item: round(row.contribution * scale, 6) for row in explained.parts[by].itertuples()}


def difference(explained):
    return explained.now.figure.value - explained.before.figure.value


def identity_holds(explained):
    """Of every dimension: the contributions are the change, and the parts are the numerator and denominator."""
    kpi = explained.kpi
    for frame in explained.parts.values():
        assert abs(frame["contribution"].sum() - difference(explained)) < 1e-9
        if kpi.class_ == "ratio":
            assert np.allclose(frame["volume"] + frame["rate"], frame["contribution"], atol=1e-12)
        for side, end in ((explained.now, ""), (explained.before, "_before")):
            for name in ("numerator", "denominator"):
                assert abs(frame[f"{name}{end}"].sum() - getattr(side, name)) < 1e-9 * max(1, abs(getattr(side, name)))


# The arithmetic


def random_parts(seed, *, count=7):
    """Parts of two periods: some without rows in one of them, one with a numerator and no denominator."""
    chance = np.random.default_rng(seed)
    wholes = chance.integers(0, 50, (2, count)) * chance.integers(0, 2, (2, count))
    wholes[:, 0] = chance.integers(1, 50, 2)  # the whole is not empty
    numerators = np.round(wholes * chance.random((2, count)), 3) + (chance.random((2, count)) < 0.1)
    columns = zip(("numerator_before", "denominator_before", "numerator", "denominator"),
                  (numerators[0], wholes[0], numerators[1], wholes[1]), strict=True)  # fmt: skip
    return pd.DataFrame(dict(columns))


def wholes_of(table):
    return [(table[f"numerator{end}"].sum(), table[f"denominator{end}"].sum()) for end in ("", "_before")]


@pytest.mark.parametrize("of", [decomposition.of_ratio, decomposition.of_share])
def test_contributions_are_the_change_whatever_the_parts(of):
    for seed in range(200):
        table = random_parts(seed)
        now, before = wholes_of(table)
        divided = of(table, now, before)
        assert abs(divided["contribution"].sum() - (now[0] / now[1] - before[0] / before[1])) < 1e-9
        assert np.allclose(divided["volume"] + divided["rate"], divided["contribution"], atol=1e-12)


@pytest.mark.parametrize("of", [decomposition.of_ratio, decomposition.of_share])
def test_the_contribution_of_a_union_is_the_sum_of_its_parts(of):
    """So that a competitor's networks add up to the competitor."""
    for seed in range(50):
        table = random_parts(seed)
        now, before = wholes_of(table)
        merged = pd.concat([table.iloc[:3].sum().to_frame().T, table.iloc[3:]])
        apart, together = of(table, now, before), of(merged, now, before)
        assert abs(apart["contribution"].iloc[:3].sum() - together["contribution"].iloc[0]) < 1e-9


def test_the_two_directions_of_time_are_mirrored():
    """Symmetric: what a change adds one way, it takes the other way."""
    table = random_parts(3)
    now, before = wholes_of(table)
    swapped = table.rename(
        columns=lambda name: name.removesuffix("_before") if name.endswith("_before") else f"{name}_before"
    )
    forth, back = decomposition.of_ratio(table, now, before), decomposition.of_ratio(swapped, before, now)
    for name in ("contribution", "volume", "rate"):
        assert np.allclose(forth[name], -back[name])


def test_a_rate_alone_is_rate_and_a_mix_alone_is_volume():
    table = pd.DataFrame(
        {
            "numerator_before": [10.0, 10.0], "denominator_before": [100.0, 100.0],
            "numerator": [20.0, 10.0], "denominator": [100.0, 100.0],
        }
    )  # fmt: skip
    rates = decomposition.of_ratio(table, (30, 200), (20, 200))
    assert (rates["volume"].tolist(), rates["rate"].round(12).tolist()) == ([0, 0], [0.05, 0])
    # 10 % of x and 50 % of y: x from half to three quarters of all
    table = pd.DataFrame(
        {
            "numerator_before": [10.0, 50.0], "denominator_before": [100.0, 100.0],
            "numerator": [15.0, 25.0], "denominator": [150.0, 50.0],
        }
    )  # fmt: skip
    mix = decomposition.of_ratio(table, (40, 200), (60, 200))
    # (0.1 − 0.25) × 0.25 and (0.5 − 0.25) × −0.25: together the −10 points
    assert mix["volume"].round(12).tolist() == [-0.0375, -0.0625]
    assert mix["rate"].tolist() == [0, 0]


# One store, by hand


def week(first, counts):
    """Mentions on a Monday: (brand, channel, number)."""
    return [
        f"{first} | {brand} | {channel} | {channel}.fr | ana{number} | neutral | | {brand} {channel} {first} {number}"
        for brand, channel, count in counts
        for number in range(count)
    ]


@pytest.fixture
def voices(store):
    """Four weeks and four before: Aurelle 20 both times; Velmont 20, then 40, all of it more on x; Karsa 10."""
    earlier = week(
        "2026-02-02", [("Aurelle", "x", 20), ("Velmont", "x", 10), ("Velmont", "news", 10), ("Karsa", "x", 10)]
    )
    later = week(
        "2026-03-02", [("Aurelle", "x", 20), ("Velmont", "x", 30), ("Velmont", "news", 10), ("Karsa", "x", 10)]
    )
    canonical.mentions(store, "\n".join([HEAD, *earlier, *later]), covers=("2025-11-03", "2026-03-29"))
    canonical.brands(store, own="Aurelle", competitors=["Velmont", "Karsa"])
    return store


def test_a_share_of_voice_falls_by_the_competitor_that_grew(voices):
    """20/50 to 20/70: −11.43 points, all of it Velmont's 20 more mentions on X; who did not grow adds nothing."""
    explained = found(voices, "share_of_voice", period=periods.week(date(2026, 3, 23)))
    assert (explained.now.since, explained.now.until) == (date(2026, 3, 2), date(2026, 3, 29))
    assert (explained.before.since, explained.before.until) == (date(2026, 2, 2), date(2026, 3, 1))
    assert (explained.now.numerator, explained.now.denominator) == (20, 70)
    assert (explained.before.numerator, explained.before.denominator) == (20, 50)
    assert adds(explained, "brand") == {"Velmont": pytest.approx(-11.428571), "Aurelle": 0, "Karsa": 0}
    assert adds(explained, "channel") == {"x": pytest.approx(-11.428571), "news": 0}
    name, part = largest(explained)
    assert (name, part["item"].split("\x1f")) == (CELL, ["Velmont", "x"])
    assert (part["denominator"], part["denominator_before"]) == (30, 10)


def test_the_judgement_is_the_scorecards_own(voices):
    look = Look("Aurelle", periods.week(date(2026, 3, 23)), "senior", TODAY)
    (line,) = scorecard(
        voices, role="senior", brand="Aurelle", period_start=look.period.since, today=TODAY, only=("share_of_voice",)
    )
    judged = replace(line, change=Change(-0.11, None, "points", significant=True, p=0.01))
    assert explain(voices, judged, look).change is judged.change


def test_a_figure_that_did_not_move_still_has_its_parts(store):
    """Ten mentions both weeks: five on X and five in the news, then two and eight."""
    rows = week("2026-03-02", [("Aurelle", "x", 5), ("Aurelle", "news", 5)])
    rows += week("2026-03-09", [("Aurelle", "x", 2), ("Aurelle", "news", 8)])
    canonical.mentions(store, "\n".join([HEAD, *rows]), covers=("2026-02-23", "2026-03-15"))
    explained = found(store, "mention_volume_unique")
    assert difference(explained) == 0
    assert adds(explained, "channel") == {"news": 3, "x": -3}


def test_days_that_no_upload_covers_are_no_zero_to_subtract(store):
    rows = week("2026-03-09", [("Aurelle", "x", 5)])
    canonical.mentions(store, "\n".join([HEAD, *rows]), covers=("2026-03-09", "2026-03-15"))
    explained = found(store, "mention_volume_unique")
    assert (explained.before, explained.is_divided) == (None, False)
    assert "not wholly covered" in str(explained.reason)
    (row,) = explained.parts["channel"].itertuples()
    assert (row.item, row.value, "contribution" in explained.parts["channel"]) == ("x", 5, False)


def test_a_distinct_count_has_figures_and_no_contributions(store):
    """ana0 … ana4 on two networks: authors count per network, and the parts are not said to add up."""
    rows = week("2026-02-02", [("Aurelle", "x", 5)]) + week("2026-03-02", [("Aurelle", "x", 5), ("Aurelle", "news", 3)])
    canonical.mentions(store, "\n".join([HEAD, *rows]), covers=("2025-11-03", "2026-03-29"))
    explained = found(store, "unique_authors", period=periods.week(date(2026, 3, 23)))
    assert not explained.is_divided
    assert "no sum of parts" in str(explained.reason)
    assert {row.item: row.value for row in explained.parts["channel"].itertuples()} == {"x": 5, "news": 3}
    assert "contribution" not in explained.parts["channel"]


def test_a_mention_of_two_topics_is_counted_once(store):
    rows = week("2026-03-02", [("Aurelle", "x", 2)]) + week("2026-03-09", [("Aurelle", "x", 3)])
    canonical.mentions(store, "\n".join([HEAD, *rows]), covers=("2026-02-23", "2026-03-15"))
    with store.writing() as cursor:  # two topics of one mention, one of another
        cursor.execute(
            """
            insert into mention_topics
            select identity, brand, day, unnest(case row_number() over (order by identity) when 1 then ['price', 'recall']
                   when 2 then ['price'] else [] end), false, 'rule'
            from mention_records where day = '2026-03-09'
            """
        )
    explained = found(store, "mention_volume_unique")
    identity_holds(explained)
    topics = {row.item: row.value for row in explained.parts["topic"].itertuples()}
    assert topics[SEVERAL] == 1
    assert sum(topics.values()) == 3


def test_a_week_so_far_is_divided_against_the_same_weekdays(store):
    """Covered to Wednesday: 3 mentions on its Monday against 2 of the Monday before, whose Saturday is left out."""
    rows = week("2026-03-02", [("Aurelle", "x", 2)]) + week("2026-03-07", [("Aurelle", "x", 9)])
    rows += week("2026-03-09", [("Aurelle", "x", 3)])
    canonical.mentions(store, "\n".join([HEAD, *rows]), covers=("2026-02-23", "2026-03-11"))
    explained = found(store, "mention_volume_unique")
    assert (explained.now.until, explained.before.until) == (date(2026, 3, 11), date(2026, 3, 4))
    assert adds(explained, "channel") == {"x": 1}


def test_the_mean_of_four_periods_is_divided_too(store):
    """4, 4, 4, 0 and then 6: 3 more than their mean of 3."""
    rows = [row for weeks in (1, 2, 3) for row in week(str(MONDAY - timedelta(days=7 * weeks)), [("Aurelle", "x", 4)])]
    rows += week("2026-03-09", [("Aurelle", "x", 5), ("Aurelle", "news", 1)])
    canonical.mentions(store, "\n".join([HEAD, *rows]), covers=("2026-01-05", "2026-03-15"))
    explained = found(store, "mention_volume_unique", compare="four")
    assert (explained.before.figure.value, explained.before.periods) == (3, 4)
    assert adds(explained, "channel") == {"x": 2, "news": 1}


# Every KPI that has parts


def bare_line(kpi):
    """A line of which nothing is known but the KPI: its figures are computed."""
    nothing = dict.fromkeys(f.name for f in fields(Line) if f.name not in ("channel", "targets", "covered_until"))
    known = {"kpi": catalogue()[kpi], "state": "complete", "history": pd.DataFrame()}
    return Line(**nothing | known)


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    store = world.load(open_store(tmp_path_factory.mktemp("world") / "s.duckdb"), world.uploads())
    yield store
    store.close()


LOOKS = (
    Look("Aurelle", Period(date(2026, 3, 16), date(2026, 3, 29)), "senior", date(2026, 4, 8)),
    Look("Aurelle", periods.week(date(2026, 3, 30)), "senior", date(2026, 4, 8)),
)


@cache
def explained_in(store, kpi, look):
    return explain(store, bare_line(kpi), look)


@pytest.mark.parametrize("kpi", DIVIDED)
def test_the_parts_of_every_kpi_are_its_figure_and_its_change(usual, kpi):
    divided = [one for one in (explained_in(usual, kpi, look) for look in LOOKS) if one.is_divided]
    assert divided, "this world would say nothing of it"
    for explained in divided:
        identity_holds(explained)


@pytest.mark.parametrize("kpi", DIVIDED)
def test_the_rows_of_a_part_are_as_many_as_it_counts(usual, kpi):
    explained = explained_in(usual, kpi, LOOKS[1])
    (window,) = explained.now.windows
    whole = records_of(usual, catalogue()[kpi], window)
    if whole is None:
        return
    for by, frame in explained.parts.items():
        for row in frame.head(2).itertuples():
            query, parameters = records_of(usual, catalogue()[kpi], window, by, row.item)
            kept = usual.frame(f"select count(*) as rows, coalesce(sum(numerator), 0) as n from ({query})", parameters)
            assert (kept["rows"][0], kept["n"][0]) == (row.rows, pytest.approx(row.numerator))


def test_no_row_is_in_two_parts(usual):
    """The rows of the networks are the rows of the whole."""
    (window,) = explained_in(usual, "net_sentiment_score", LOOKS[0]).now.windows
    told = parts(usual, catalogue()["net_sentiment_score"], window)
    sums = told.groupby("dimension")["rows"].sum()
    assert sums.nunique() == 1
