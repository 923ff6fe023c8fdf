"""What somebody sees whose access is limited to some brands: the figures of a store that was given these brands alone."""

import pandas as pd
import pytest

from data.limited import copying
from data.migrations import open_store
from data.store import Store
from kpis.catalogue import catalogue
from tests.kpis import world
from tests.kpis.figures import computed
from tests.kpis.test_invariants import FIGURES

LIMITS = (("Aurelle",), ("Novane",), ("Aurelle", "Karsa"))


def rows_of(uploads, brands):
    """The exports with the rows of some brands alone, over the same windows."""
    for kind, text, window in uploads:
        head, *rows = text.splitlines()
        at = [cell.strip() for cell in head.split("|")].index("Brand")
        kept = [row for row in rows if row.split("|")[at].strip() in brands]
        if kept:
            yield kind, "\n".join([head, *kept]), window


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    store = world.load(open_store(tmp_path_factory.mktemp("whole") / "s.duckdb"), world.uploads())
    yield store
    store.close()


@pytest.fixture(scope="module", params=LIMITS, ids=",".join)
def pair(request, whole, tmp_path_factory):
    """The copy of the store for some brands, and a store into which nothing else was loaded; and the brands."""
    brands = request.param
    path = whole.work / f"limited to {len(brands)} {brands[0]}.duckdb"
    copying.make(whole, brands, path)
    copy = Store(path, read_only=True)
    alone = open_store(tmp_path_factory.mktemp("alone") / "s.duckdb")
    world.load(alone, rows_of(world.uploads(), brands))
    with alone.writing() as cursor:  # the world names Novane a competitor, and plans for Aurelle, whoever was loaded
        for table in ("brand_roles", "publishing_plans"):
            cursor.execute(f"delete from {table} where not list_contains($1, brand)", [list(brands)])
    yield copy, alone, brands
    copy.close()
    alone.close()


@pytest.mark.parametrize("kpi", list(catalogue()))
def test_every_figure_is_that_of_a_store_of_these_brands_alone(pair, kpi):
    copy, alone, brands = pair
    asked = {"since": world.SINCE, "until": world.UNTIL, "today": world.TODAY}
    found, expected = (computed(one, kpi, **asked)[FIGURES].reset_index(drop=True) for one in (copy, alone))
    pd.testing.assert_frame_equal(found, expected, check_exact=False, rtol=1e-12, atol=1e-12)
    assert set(found["series"].dropna()) <= {*brands, "all"}


def test_the_figures_are_there_at_all(pair):
    copy, _, brands = pair
    kpi = "mention_volume" if brands[0] in ("Aurelle", "Novane") else "net_sentiment_score"
    assert computed(copy, kpi, world.SINCE, world.UNTIL, today=world.TODAY)["value"].notna().any()
