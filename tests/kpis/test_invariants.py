"""What holds of every KPI of the catalogue, whatever it counts."""

from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from data.migrations import open_store
from kpis.catalogue import catalogue
from kpis.engine.scope import GRAINS
from kpis.tables import INPUTS, TABLES
from tests.kpis import world
from tests.kpis.figures import computed

EVER = date(2000, 1, 1)
FIGURES = ["period", "series", "value", "n", "low", "high", "state"]
KPIS = list(catalogue())
# judged by a function of a whole series (a spike, an emerging word): its parts are judged on series of their own
JUDGED = [name for name, kpi in catalogue().items() if any(one in INPUTS for one in kpi.needs)]
MENTION_KPIS = [name for name, kpi in catalogue().items() if all("mentions" in TABLES[one].proof for one in kpi.needs)]


def grains_of(kpi):
    """Every grain; but one for the KPI that computes all the others."""
    return ("week",) if "verdicts" in catalogue()[kpi].needs else GRAINS


OF_AUTHORS = [name for name in MENTION_KPIS if "author_key" in catalogue()[name].sql]
# how far a story spread; each person who gives stars, and each outlet that prints a story
OF_RAW_MENTIONS = (
    "mention_volume", "duplicate_rate", "spike_severity", "review_rating", "review_response_rate",
    "tier1_message_pull_through",
)  # fmt: skip


# grains of which one week holds whole periods
WITHIN = [(kpi, grain) for kpi in KPIS for grain in grains_of(kpi) if grain in ("day", "week", "four weeks")]


def of_class(*classes, among=KPIS):
    return [name for name in among if catalogue()[name].class_ in classes]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Opens a store with the given exports; closes it after the module."""
    stores = {}

    def store(name, uploads):
        if name not in stores:
            stores[name] = world.load(open_store(tmp_path_factory.mktemp("world") / name / "s.duckdb"), uploads)
        return stores[name]

    yield store
    for one in stores.values():
        one.close()


@pytest.fixture(scope="module")
def nothing(tmp_path_factory):
    """A store to which nothing was ever given."""
    store = open_store(tmp_path_factory.mktemp("world") / "nothing" / "s.duckdb")
    yield store
    store.close()


@pytest.fixture
def usual(opened):
    return opened("usual", world.uploads())


def figures(store, kpi, since=world.SINCE, until=world.UNTIL, **asked):
    return _figures(store, kpi, since, until, tuple(asked.items()))


@cache
def _figures(store, kpi, since, until, asked):
    """Kept: no store of this module changes once it is loaded."""
    return computed(store, kpi, since, until, today=world.TODAY, **dict(asked))[FIGURES].reset_index(drop=True)


def same(found, expected, columns=FIGURES):
    """Equal but for the last bits of sums taken in another order."""
    pd.testing.assert_frame_equal(found[columns], expected[columns], check_exact=False, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kpi", KPIS)
def test_it_has_a_figure_for_aurelle_in_this_world(usual, kpi):
    """Otherwise the rest of this file would say nothing of it. (Only a week in which a crisis ends tells a recovery, and
    one in which the term of an episode ends whether it was missed.)"""
    known = figures(usual, kpi, brands=("Aurelle",))["value"].notna()
    assert known.any() if kpi in ("crisis_recovery_days", "missed_episode_rate") else known.all()


@pytest.mark.parametrize("kpi", KPIS)
def test_the_order_of_uploads_does_not_matter(opened, usual, kpi):
    backwards = opened("backwards", reversed(world.uploads()))
    same(figures(backwards, kpi), figures(usual, kpi))


@pytest.mark.parametrize("kpi", KPIS)
def test_loading_the_same_exports_again_changes_nothing(opened, usual, kpi):
    same(figures(opened("again", world.uploads() * 2), kpi), figures(usual, kpi))


@pytest.mark.parametrize("kpi", [name for name in KPIS if not catalogue()[name].across])
def test_another_brand_leaves_the_figures_of_the_others(opened, usual, kpi):
    more = figures(opened("more", [*world.uploads(), world.another_brand()]), kpi)
    same(more[more["series"] != "Velmont"].reset_index(drop=True), figures(usual, kpi))


@pytest.mark.parametrize("kpi", [name for name in KPIS if catalogue()[name].across])
def test_a_brand_that_is_no_declared_competitor_leaves_the_comparison(opened, usual, kpi):
    same(figures(opened("more", [*world.uploads(), world.another_brand()]), kpi), figures(usual, kpi))


@pytest.mark.parametrize("kpi", KPIS)
def test_choosing_a_brand_changes_no_figure(usual, kpi):
    whole = figures(usual, kpi)
    if "verdicts" in catalogue()[kpi].needs:  # unchosen brands have no objectives but our own
        whole = whole[whole["series"] == "Aurelle"]
    for brand, rows in whole.groupby("series"):
        same(figures(usual, kpi, brands=(brand,)), rows.reset_index(drop=True))


@pytest.mark.parametrize(("kpi", "grain"), WITHIN)
def test_a_figure_does_not_depend_on_the_periods_beside_it(usual, kpi, grain):
    monday, sunday = "2026-03-23", "2026-03-29"
    found = figures(usual, kpi, brands=("Aurelle",), grain=grain)
    within = found[(found["period"] >= monday) & (found["period"] <= sunday)].reset_index(drop=True)
    alone = figures(
        usual, kpi, monday, sunday, brands=("Aurelle",), grain=grain, known_from=EVER
    )  # a statement of its own
    same(alone, within)


@pytest.mark.parametrize("kpi", of_class("flow"))
def test_daily_counts_sum_to_the_weekly_one(usual, kpi):
    days = figures(usual, kpi, grain="day", brands=("Aurelle",))
    monday = pd.to_datetime(days["period"]).dt.to_period("W-SUN").dt.start_time.dt.date.astype(str)
    weekly = figures(usual, kpi, brands=("Aurelle",)).set_index("period")["value"]
    assert days.groupby(monday)["value"].sum().to_dict() == weekly.to_dict()


@pytest.mark.parametrize("by", ["channel", "source", "language", "topic"])
@pytest.mark.parametrize("kpi", [name for name in of_class("flow") if name not in JUDGED])
def test_the_parts_of_a_breakdown_sum_to_the_whole(usual, kpi, by):
    if by not in catalogue()[kpi].by:
        pytest.skip(f"{kpi} has no breakdown by {by}")
    parts = figures(usual, kpi, by=by, brands=("Aurelle",)).groupby("period")["value"].sum()
    assert parts.to_dict() == figures(usual, kpi, brands=("Aurelle",)).set_index("period")["value"].to_dict()


@pytest.mark.parametrize(
    "kpi", [name for name in of_class("ratio", "median", among=MENTION_KPIS) if name not in (*OF_AUTHORS, *JUDGED)]
)
def test_telling_every_mention_twice_leaves_each_ratio_and_hardly_moves_its_interval(opened, usual, kpi):
    """The interval rests on how much the weeks vary: what is told twice is no second case, though a week that was
    ordinary within the chance of half the cases may no longer be."""
    once, twice = figures(usual, kpi), figures(opened("retold", doubled(world.retold)), kpi)
    mine = once["series"] != "Karsa"  # its sentiment comes counted, not told
    same(twice, once, ["period", "series", "value", "state"])
    assert (twice["n"][mine] == 2 * once["n"][mine]).all()
    known = mine & once["low"].notna()
    assert (twice["high"] - twice["low"] <= 1.5 * (once["high"] - once["low"]))[known].all()


@pytest.mark.parametrize("kpi", [name for name in of_class("flow", among=MENTION_KPIS) if name not in JUDGED])
def test_telling_every_mention_twice_doubles_each_count(opened, usual, kpi):
    once, twice = figures(usual, kpi), figures(opened("retold", doubled(world.retold)), kpi)
    assert (twice["value"] == 2 * once["value"]).where(once["value"].notna(), True).all()


@pytest.mark.parametrize("kpi", OF_AUTHORS)
def test_telling_every_mention_twice_brings_no_new_author(opened, usual, kpi):
    """Though someone who praises us twice becomes an advocate: n is then the authors, as in the share that come back."""
    told = {"active_advocates": ["n"], "audience_loyalty_rate": ["value", "n"]}.get(kpi, ["value"])
    same(figures(opened("retold", doubled(world.retold)), kpi), figures(usual, kpi), ["period", "series", *told])


@pytest.mark.parametrize("kpi", [name for name in MENTION_KPIS if name not in OF_RAW_MENTIONS])
def test_reprinting_every_mention_moves_nothing_but_what_counts_each_copy(opened, usual, kpi):
    found = figures(opened("reprinted", doubled(world.reprinted)), kpi)
    same(found, figures(usual, kpi), ["period", "series", "value", "low", "high"])


def test_reprinting_every_mention_doubles_the_raw_volume(opened, usual):
    found = figures(opened("reprinted", doubled(world.reprinted)), "mention_volume")
    same(found.assign(value=found["value"] / 2), figures(usual, "mention_volume"), ["period", "series", "value"])


def test_reprinting_every_mention_makes_one_of_two_a_repeat(opened, usual):
    """r of n were repeats: n + r of 2 n are."""
    once = figures(usual, "duplicate_rate")
    found = figures(opened("reprinted", doubled(world.reprinted)), "duplicate_rate")
    same(found, once.assign(value=(1 + once["value"]) / 2), ["period", "series", "value"])


def doubled(again):
    return [(kind, again(text) if kind == "mentions" else text, window) for kind, text, window in world.uploads()]


@pytest.mark.parametrize("kpi", KPIS)
def test_figures_stay_in_their_scale_and_inside_their_interval(usual, kpi):
    known = figures(usual, kpi).dropna(subset=["value"])
    value, low, high = known["value"], known["low"], known["high"]
    if catalogue()[kpi].unit == "percent" and catalogue()[kpi].interval in ("wilson", "census"):
        assert value.between(0, 1).all()
    if catalogue()[kpi].interval in ("census", "none"):
        assert low.isna().all()
        assert high.isna().all()
    else:
        assert (low.isna() | (low <= value)).all()
        assert (high.isna() | (value <= high)).all()
        assert (known["n"] > 0).all()


# Absences ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kpi", KPIS)
def test_an_empty_store_gives_stated_absences_whatever_is_asked(nothing, kpi):
    for grain in grains_of(kpi):
        absent(figures(nothing, kpi, grain=grain, brands=("Aurelle",)))
    for by in catalogue()[kpi].by:
        assert figures(nothing, kpi, by=by).empty
    absent(figures(nothing, kpi, brands=("Aurelle",), channels=("x",)))


@pytest.mark.parametrize("kpi", KPIS)
def test_a_future_week_is_a_stated_absence(usual, kpi):
    absent(figures(usual, kpi, "2026-04-13", "2026-04-26", brands=("Aurelle",)))


@pytest.mark.parametrize("kpi", KPIS)
def test_days_before_everything_are_a_stated_absence(usual, kpi):
    absent(figures(usual, kpi, "2019-12-02", "2019-12-15", brands=("Aurelle",)))


@pytest.mark.parametrize("kpi", KPIS)
def test_an_unknown_channel_is_a_stated_absence(usual, kpi):
    absent(figures(usual, kpi, brands=("Aurelle",), channels=("myspace",)))


@pytest.mark.parametrize("kpi", KPIS)
def test_an_unknown_brand_is_a_stated_absence(usual, kpi):
    absent(figures(usual, kpi, brands=("Nobody",)))


@pytest.mark.parametrize("kpi", KPIS)
def test_every_breakdown_that_it_offers_can_be_asked_for(usual, kpi):
    asked = [(by, "week") for by in catalogue()[kpi].by] + [("brand", grain) for grain in grains_of(kpi)]
    for by, grain in asked:
        found = figures(usual, kpi, by=by, grain=grain, brands=("Aurelle",))
        assert not found.empty
        assert not np.isinf(found["value"]).any()


def absent(frame):
    assert len(frame)
    assert set(frame["state"]) == {"missing"}
    assert frame["value"].isna().all()
    assert frame[["low", "high"]].isna().all(axis=None)
