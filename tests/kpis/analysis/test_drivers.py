"""What moved: items of the mentions of a period against those before; and episodes of the watch."""

from datetime import date, timedelta

import pandas as pd
import pytest

from kpis.analysis.drivers import drivers
from kpis.analysis.episodes import episodes, spikes
from kpis.engine import periods
from kpis.engine.periods import Period
from kpis.inputs.emerging_words import stopwords
from tests import canonical

LOG = """
    Day        | Brand   | Channel | Source    | Author | Sentiment | Text
    2026-03-02 | Aurelle | news    | alpha.fr  | ana    | neutral   | Une citadine sobre et calme
    2026-03-03 | Aurelle | news    | alpha.fr  | bo     | negative  | Le rappel inquiète les clients
    2026-03-09 | Aurelle | news    | alpha.fr  | ana    | negative  | Encore un rappel de véhicules
    2026-03-10 | Aurelle | news    | beta.fr   | cy     | negative  | Un rappel massif annoncé
    2026-03-11 | Aurelle | news    | beta.fr   | cy     | negative  | Troisième rappel en un mois
    2026-03-11 | Novane  | news    | beta.fr   | di     | negative  | Novane aussi rappelle
"""
WEEK = periods.week(date(2026, 3, 9))


@pytest.fixture
def loaded(store):
    canonical.mentions(store, LOG, covers=("2026-02-23", "2026-03-15"))
    return store


def found(store, **asked):
    rows = drivers(store, "Aurelle", now=WEEK, before=WEEK.back(), **asked)
    return [(row.item, row.now, row.before, row.difference) for row in rows.itertuples()]


def test_the_item_whose_count_differs_most_comes_first(loaded):
    assert found(loaded, by="source") == [("beta.fr", 2, 0, 2), ("alpha.fr", 1, 2, -1)]


def test_a_word_counts_once_per_mention_and_none_of_the_small_ones_does(loaded):
    words = {item: (now, before) for item, now, before, _ in found(loaded, by="term", limit=50)}
    assert words["rappel"] == (3, 1)
    assert not {"une", "les", "aurelle"} & set(words)


def test_only_the_negative_ones_are_counted_where_asked(loaded):
    counted = {item: (now, before) for item, now, before, _ in found(loaded, by="author", kind="negative")}
    assert counted == {"cy": (2, 0), "bo": (0, 1), "ana": (1, 0)}  # ana's neutral one of 2 March is left out


def test_what_no_upload_covers_is_no_zero_to_compare_with(store):
    """Only the week is loaded: its counts stand alone, and nothing is called a rise."""
    text = canonical.daily("2026-03-09", [3] * 7, Brand="Aurelle", Channel="news", Source="alpha.fr")
    canonical.mentions(store, text, covers=("2026-03-09", "2026-03-15"))
    (row,) = drivers(store, "Aurelle", now=WEEK, before=WEEK.back(), by="source").itertuples()
    assert (row.item, row.now) == ("alpha.fr", 21)
    assert [pd.isna(one) for one in (row.before, row.difference, row.p)] == [True] * 3


def test_a_week_that_is_not_covered_to_its_end_is_compared_with_nothing(store):
    canonical.mentions(store, LOG, covers=("2026-03-02", "2026-03-11"))
    assert drivers(store, "Aurelle", now=WEEK, before=WEEK.back(), by="source")["difference"].isna().all()


def test_of_two_weeks_before_the_mean_counts(loaded):
    """alpha.fr: 2 in the two weeks before the one from 9 March (one of them without a mention): 1 a week."""
    rows = drivers(loaded, "Aurelle", now=WEEK, before=Period(date(2026, 2, 23), date(2026, 3, 8)), by="source")
    assert dict(zip(rows["item"], rows["before"], strict=True)) == {"beta.fr": 0, "alpha.fr": 1}


def test_of_small_differences_none_is_called_beyond_chance(loaded):
    rows = drivers(loaded, "Aurelle", now=WEEK, before=WEEK.back(), by="source")
    assert (rows["p"] > 0.05).all()


def test_a_large_difference_is_beyond_chance(store):
    canonical.mentions(
        store,
        canonical.daily("2026-03-02", [2] * 7 + [30] * 7, Brand="Aurelle", Channel="news", Source="alpha.fr"),
        covers=("2026-03-02", "2026-03-15"),
    )
    rows = drivers(store, "Aurelle", now=WEEK, before=WEEK.back(), by="source")
    assert rows.iloc[0]["p"] < 0.001


def judged(days):
    """Rows of (z, level): the crisis signal and the negative series of each day from 2 March 2026."""
    rows = []
    for place, (z, level) in enumerate(days):
        day = date(2026, 3, 2) + timedelta(days=place)
        rows.append((day, "crisis", None, None, z, level, 56))
        rows.append((day, "negative", 10 * z, 4.0, z, min(level, 2), 56))
    return pd.DataFrame(rows, columns=["day", "signal", "observed", "expected", "z", "level", "history_days"])


def test_days_of_an_episode_are_one_and_three_calm_days_end_it():
    (one,) = episodes(judged([(0, 0), (3, 1), (5, 2), (1, 0), (4, 2), (1, 0), (1, 0), (1, 0)]))
    assert (one.since, one.until) == (date(2026, 3, 3), date(2026, 3, 6))
    assert (one.level, one.days, one.is_open) == (2, 4, False)
    assert (one.peak.day, one.peak.observed, one.peak.expected) == (date(2026, 3, 4), 50, 4)


def test_an_episode_without_three_calm_days_is_open():
    (one,) = episodes(judged([(5, 3), (1, 0), (1, 0)]))
    assert one.is_open
    assert one.level == 3


def test_a_day_that_could_not_be_judged_is_not_calm():
    nothing = float("nan")
    assert episodes(judged([(5, 2), (1, 0), (nothing, nothing), (1, 0), (1, 0)]))[0].is_open


def test_episodes_and_spikes_come_newest_first():
    rows = judged([(3, 1), *[(0, 0)] * 3, (5, 2), *[(0, 0)] * 3])
    assert [one.level for one in episodes(rows)] == [2, 1]
    assert [(one.level, one.history_days) for one in spikes(rows)] == [(2, 56), (1, 56)]


def test_calm_days_make_no_episode():
    assert episodes(judged([(0, 0)] * 5)) == ()


def test_a_compound_is_one_word_and_units_of_time_are_none(store):
    words = store.value("select words_of('Week-end', 'Rendez-vous ce week-end, les week-ends ? Dit-elle: e-mail')")
    assert sorted(words) == ["dit", "e-mail", "elle", "les", "rendez-vous", "week-end", "week-ends"]
    assert {"mois", "semaine", "jour", "month", "week", "day"} <= stopwords()
