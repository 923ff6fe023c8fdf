"""Share of voice: our part of what is said of us and of our competitors, on days that all of them cover."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.migrations import open_store
from data.sentences import Refusal
from tests.canonical import brands, daily, followers, mentions
from tests.kpis.figures import computed, row, states, values

WEEK = ("2026-03-02", "2026-03-08")
NAMES = ("Aurelle", "Novane", "Karsa")


def spoken(store, counts, *, first="2026-03-02", covers=WEEK):
    """So many mentions a day of each brand, each brand in an export of its own."""
    for brand, per_day in counts.items():
        mentions(store, daily(first, per_day, Brand=brand, Channel="x"), covers=covers, about=[brand])


def test_a_share_is_the_brand_over_ours_and_the_declared_competitors(store):
    spoken(store, {"Aurelle": [3], "Novane": [5], "Karsa": [2], "Velmont": [40]})
    brands(store, own="Aurelle", competitors=["Novane", "Karsa"])
    assert values(store, "share_of_voice", *WEEK) == {"Aurelle": [0.3], "Karsa": [0.2], "Novane": [0.5]}  # of 10
    found = row(store, "share_of_voice", *WEEK)
    assert (found.n, found.state) == (10, "complete")


def test_while_no_competitor_is_declared_every_brand_is_compared(store):
    spoken(store, {"Aurelle": [3], "Novane": [1]})
    assert values(store, "share_of_voice", *WEEK) == {"Aurelle": [0.75], "Novane": [0.25]}
    brands(store, own="Aurelle")
    assert values(store, "share_of_voice", *WEEK) == {"Aurelle": [0.75], "Novane": [0.25]}


def test_choosing_a_brand_chooses_among_the_shares_and_does_not_change_them(store):
    spoken(store, {"Aurelle": [3], "Novane": [1]})
    assert values(store, "share_of_voice", *WEEK, brands=("Aurelle",)) == {"Aurelle": [0.75]}


def test_a_share_counts_unique_mentions(store):
    text = "Aurelle rappelle dix mille citadines en France"
    mentions(store, daily("2026-03-02", [3], Brand="Aurelle", Channel="news", Text=text), covers=WEEK)  # one story
    spoken(store, {"Novane": [1]})
    assert values(store, "share_of_voice", *WEEK)["Aurelle"] == [0.5]  # 1 of 2, not 3 of 4


def test_a_day_that_one_competitor_does_not_cover_is_out_for_all(store):
    """
    Day     | Mon | Tue .. Sun
    Aurelle |   9 | 1 each
    Novane  |   – | 1 each      (its export begins on Tuesday)
    """
    spoken(store, {"Aurelle": [9] + [1] * 6})
    spoken(store, {"Novane": [1] * 6}, first="2026-03-03", covers=("2026-03-03", "2026-03-08"))
    found = row(store, "share_of_voice", *WEEK)
    assert found.value == 0.5  # 6 of 12: Monday's nine are out
    assert (found.n, found.covered_days, found.state) == (12, 6, "partial")
    assert values(store, "share_of_voice", *WEEK, grain="day")["Aurelle"] == [None] + [0.5] * 6


def test_a_gap_of_one_competitor_is_a_gap_for_all(store):
    fortnight = ("2026-03-02", "2026-03-15")
    spoken(store, {"Aurelle": [1] * 14}, covers=fortnight)
    spoken(store, {"Novane": [1] * 7})
    # never 1 in the second week: Novane is unknown, not silent
    assert values(store, "share_of_voice", *fortnight)["Aurelle"] == [0.5, None]
    assert states(store, "share_of_voice", *fortnight) == ["complete", "missing"]


def test_a_competitor_whose_exports_ended_long_ago_does_not_leave_its_share_to_the_others(store):
    spoken(store, {"Aurelle": [1] * 84}, covers=("2026-03-02", "2026-05-24"))
    spoken(store, {"Novane": [1] * 7})
    assert values(store, "share_of_voice", "2026-05-18", "2026-05-24")["Aurelle"] == [None]


def test_a_covered_brand_of_which_nothing_is_said_has_a_share_of_zero(store):
    spoken(store, {"Aurelle": [1], "Novane": []})
    assert values(store, "share_of_voice", *WEEK) == {"Aurelle": [1], "Novane": [0]}
    assert row(store, "share_of_voice", *WEEK).state == "complete"


def test_when_nothing_is_said_of_anyone_there_is_no_share(store):
    spoken(store, {"Aurelle": [], "Novane": []})
    assert values(store, "share_of_voice", *WEEK) == {"Aurelle": [None], "Novane": [None]}


@pytest.mark.parametrize("kpi", ["share_of_voice", "positive_share_of_voice", "followers_share"])
def test_while_a_declared_competitor_was_never_loaded_there_is_no_share_and_it_is_named(store, kpi):
    spoken(store, {"Aurelle": [1], "Novane": [1]})
    followers(store, "Day | Brand | Channel | Followers\n2026-03-08 | Aurelle | x | 9\n2026-03-08 | Novane | x | 9")
    brands(store, own="Aurelle", competitors=["Novane", "Karsa"])
    found = row(store, kpi, *WEEK)
    assert (found.state, found.lacking, found.compared) == ("missing", "Karsa", 3)
    assert values(store, kpi, *WEEK, brands=("Novane",)) == {"Novane": [None]}


@pytest.mark.parametrize("kpi", ["share_of_voice", "positive_share_of_voice", "followers_share"])
@pytest.mark.parametrize("own", [None, "Aurelle"])
def test_a_brand_alone_has_no_share(store, kpi, own):
    """12 of 12 says nothing."""
    spoken(store, {"Aurelle": [12]})
    followers(store, "Day | Brand | Channel | Followers\n2026-03-08 | Aurelle | x | 9")
    if own:
        brands(store, own=own)
    found = row(store, kpi, *WEEK)
    assert (found.state, found.compared) == ("missing", 1)


def test_a_competitor_is_named_in_the_weeks_that_it_does_not_cover(store):
    fortnight = ("2026-03-02", "2026-03-15")
    spoken(store, {"Aurelle": [1] * 14}, covers=fortnight)
    spoken(store, {"Novane": [1] * 7})
    found = computed(store, "share_of_voice", *fortnight, brands=("Aurelle",))
    assert found["lacking"].fillna("").tolist() == ["", "Novane"]


def test_on_a_channel_that_a_competitor_does_not_cover_there_is_no_share(store):
    mentions(store, daily("2026-03-02", [2], Brand="Aurelle", Channel="news"), covers=WEEK)
    mentions(store, daily("2026-03-02", [2], Brand="Novane", Channel="x"), covers=WEEK, channel="x")
    assert values(store, "share_of_voice", *WEEK, channels=("news",))["Aurelle"] == [None]
    assert values(store, "share_of_voice", *WEEK, channels=("x",)) == {"Aurelle": [0], "Novane": [1]}


def test_a_share_of_voice_has_no_breakdown(store):
    with pytest.raises(Refusal, match="share_of_voice cannot be broken down by channel: use brand"):
        computed(store, "share_of_voice", *WEEK, by="channel", brands=("Aurelle",))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counts=st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=7, max_size=7))
def test_shares_sum_to_one_on_every_day_of_which_something_is_said(counts, tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("shares") / "s.duckdb")
    spoken(store, {name: [day[place] for day in counts] for place, name in enumerate(NAMES)})
    found = computed(store, "share_of_voice", *WEEK, grain="day")
    store.close()
    for said, (_, rows) in zip(counts, found.groupby("period"), strict=True):
        assert rows["value"].notna().all() == (sum(said) > 0)
        assert rows["value"].sum() == pytest.approx(1 if sum(said) else 0)
