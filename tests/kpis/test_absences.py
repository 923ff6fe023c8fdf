"""What a store does not tell is a stated absence of every KPI, never a 0 that nobody counted, and never an exception."""

import numpy as np
import pytest

from data.migrations import open_store
from kpis.catalogue import catalogue
from kpis.engine.scope import GRAINS
from tests import canonical
from tests.kpis import world
from tests.kpis.figures import computed

KPIS = list(catalogue())
WEEK = ("2026-03-02", "2026-03-08")
OF_FOLLOWERS = [name for name, kpi in catalogue().items() if "followers" in kpi.needs]
# counts of what one mention tells: once, by one author; and what the coverage of one day tells
TOLD_BY_ONE = {
    "mention_volume": 1, "mention_volume_unique": 1, "unique_authors": 1, "negative_share": 1, "net_sentiment_score": -100,
    "brand_health_index": 0, "sensitive_topic_share": 0, "sentiment_unknown_rate": 0, "duplicate_rate": 0,
    "earned_coverage": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def lone(tmp_path_factory):
    """One mention, of one covered day."""
    store = open_store(tmp_path_factory.mktemp("lone") / "s.duckdb")
    canonical.mentions(
        store,
        "Day | Brand | Channel | Author | Sentiment | Text\n2026-03-04 10:00 | Aurelle | x | lea | negative | Encore une panne",
        covers=("2026-03-04", "2026-03-04"),
    )
    canonical.brands(store, own="Aurelle")
    yield store
    store.close()


@pytest.mark.parametrize("kpi", KPIS)
def test_one_single_mention_gives_what_it_tells_and_stated_absences(lone, kpi):
    for grain in GRAINS if "verdicts" not in catalogue()[kpi].needs else ("week",):
        found = computed(lone, kpi, *WEEK, grain=grain, brands=("Aurelle",))
        assert not np.isinf(found["value"]).any()
        assert (found["value"].isna() == (found["state"] == "missing")).all()
        needed = catalogue()[kpi].needs
        if not set(needed) & MENTION_TABLES:
            assert found["value"].isna().all()
    week = computed(lone, kpi, *WEEK, brands=("Aurelle",)).iloc[0]
    if kpi in TOLD_BY_ONE:
        assert week["value"] == TOLD_BY_ONE[kpi]
        assert week["state"] == "partial"


MENTION_TABLES = {
    "mentions", "mention_days", "sentiment_days", "past_mentions", "watch_days", "burst_days", "term_weeks", "source_days",
    "verdicts",
}  # fmt: skip


@pytest.mark.parametrize("kpi", KPIS)
def test_a_share_of_one_mention_says_how_little_it_tells(lone, kpi):
    """Wilson of 1 of 1: 21 to 100 %."""
    if catalogue()[kpi].interval != "wilson":
        return
    week = computed(lone, kpi, *WEEK, brands=("Aurelle",)).iloc[0]
    if not np.isnan(week["value"]):
        assert week["n"] == 1
        assert week["high"] - week["low"] == pytest.approx(0.793, abs=0.001)


@pytest.mark.parametrize("kpi", OF_FOLLOWERS)
def test_a_brand_without_followers_has_no_figure_of_followers(lone, kpi):
    assert computed(lone, kpi, *WEEK, brands=("Aurelle",))["value"].isna().all()


@pytest.mark.parametrize("kpi", OF_FOLLOWERS)
def test_an_account_that_no_one_follows_divides_nothing(store, kpi):
    """Zero at the start and at the end: 0 followers, none gained; growth, share and rates by followers have no base."""
    canonical.followers(
        store,
        "Day | Brand | Channel | Followers\n2026-03-01 | Aurelle | x | 0\n2026-03-08 | Aurelle | x | 0",
    )
    canonical.brands(store, own="Aurelle")
    found = computed(store, kpi, *WEEK, brands=("Aurelle",)).iloc[0]
    if kpi in ("followers_total", "followers_net_new"):
        assert found["value"] == 0
    elif kpi != "channels_active":  # unknown without posts or mentions
        assert np.isnan(found["value"])
        assert found["state"] == "missing"


@pytest.fixture(scope="module")
def gapped(tmp_path_factory):
    """The small world; the week after it is covered by no export, and the one after that by one of mentions again."""

    store = world.load(open_store(tmp_path_factory.mktemp("gap") / "s.duckdb"), world.uploads())
    canonical.mentions(
        store,
        "Day | Brand | Channel | Text\n2026-04-13 10:00 | Aurelle | x | De retour",
        covers=("2026-04-13", "2026-04-19"),
    )
    yield store
    store.close()


# what a week without coverage has all the same, and why
HOLDS_ON = {
    "followers_total": "a count holds for seven days", "followers_share": "a count holds for seven days",
    "channel_concentration": "a count holds for seven days", "data_completeness": "none of the expected days is there",
    "data_freshness_days": "the data grow older", "objectives_met_ratio": "those of the data themselves are judged",
    "referring_domains": "what links to us holds for 31 days",
}  # fmt: skip


@pytest.mark.parametrize("kpi", [name for name in KPIS if name not in HOLDS_ON])
def test_a_week_without_coverage_is_missing_and_no_zero(gapped, kpi):
    found = computed(gapped, kpi, "2026-04-06", "2026-04-12", brands=("Aurelle",), today="2026-04-22").iloc[0]
    assert found["state"] == "missing"
    assert np.isnan(found["value"])


def test_a_week_without_coverage_has_no_data_and_says_so(gapped):
    """No source-day of the week is covered."""
    asked = {"brands": ("Aurelle",), "today": "2026-04-22"}
    found = computed(gapped, "data_completeness", "2026-04-06", "2026-04-12", **asked).iloc[0]
    assert found["value"] == 0
