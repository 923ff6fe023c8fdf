"""A store of every version that was landed opens, with the figures that its files give today.

`tests/data/stores/` holds one for each set of tables that a version had, made by its own program (`build.py` there) from
the same files. The first commits do not run as they were landed: 64c8f6c is the first that does. The short form opens
three of them; EREPUTATION_STORES=all (part of `make torture`) opens every one.
"""

import json
import os
from datetime import date
from pathlib import Path

import duckdb
import pytest
import zstandard

from data import migrations
from data.backups import shelf
from data.derived import backlog
from data.migrations import SCHEMA_VERSION, open_store
from kpis.compute import compute
from kpis.engine import kept_states
from kpis.engine.scope import Scope
from loaders.load import load
from tests.data.stores.build import FILES

HERE = Path(__file__).parent / "stores"
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
SHORT = ("64c8f6c", "b8874c4", "8062608")
KNOWN = sorted(path.name.split(".")[0] for path in HERE.glob("*.zst"))
OPENED = KNOWN if os.environ.get("EREPUTATION_STORES") == "all" else SHORT
KPIS = ("mention_volume_unique", "net_sentiment_score", "followers_total", "posts_count")
SCOPE = Scope(date(2026, 3, 2), date(2026, 3, 22), ("Aurelle",), today=date(2026, 4, 8))


def figures(store) -> dict:
    """Weekly values of some KPIs, and what is counted in their tables."""
    found = {}
    with kept_states.nothing_kept():
        for name in KPIS:
            values = compute(store, name, SCOPE)["value"]
            found[name] = [None if value != value else round(float(value), 6) for value in values]
    found |= store.rows(
        """
        select
            (select count(*) from mentions) as mentions,
            (select count(*) from posts) as posts,
            (select cast(sum(shares) as integer) from posts) as shares,
            (select count(*) from conversations) as conversations,
            (select cast(sum(positive) as integer) from mention_days) as positive,
            (select count(*) from mention_corrections) as corrections,
            (select count(*) from objectives) as objectives,
            (select string_agg(status, ' ' order by seq) from uploads) as uploads
        """
    )[0]
    return found


def opened(commit, folder):
    path = folder / "e-reputation.duckdb"
    path.write_bytes(zstandard.ZstdDecompressor().decompress((HERE / f"{commit}.duckdb.zst").read_bytes()))
    return path


def expected(commit) -> dict:
    """The figures of the files today, save for those that the store of a version cannot have, with the reason."""
    differing = next((one["figures"] for one in EXPECTED["explained"] if commit in one["stores"]), {})
    return {**EXPECTED["figures"], **differing}


@pytest.mark.parametrize("commit", OPENED)
def test_a_store_of_an_earlier_version_has_the_figures_of_today(commit, tmp_path, monkeypatch):
    monkeypatch.setenv("EREPUTATION_BACKUPS", "off")
    store = open_store(opened(commit, tmp_path))
    backlog.settle(store)
    assert figures(store) == expected(commit)
    assert store.value("select max(schema_version) from store_info") == SCHEMA_VERSION
    store.close()


def test_an_update_that_fails_leaves_the_store_of_before_and_a_backup(tmp_path, monkeypatch):
    path = opened("8062608", tmp_path)

    def killed(_cursor):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_derive_all", killed)
        with pytest.raises(KeyboardInterrupt):
            open_store(path)
    with duckdb.connect(str(path)) as left:
        assert left.execute("select schema_version from store_info").fetchall() == [(6,)]
        assert "peak_clock" not in left.table("watch_episodes").columns
    (backup,) = shelf.listed(path)
    assert backup.kind == "before update"
    store = open_store(path)
    assert "peak_clock" in store.frame("select * from watch_episodes limit 0").columns
    store.close()


@pytest.mark.skipif(os.environ.get("EREPUTATION_STORES") != "all", reason="of the long form: EREPUTATION_STORES=all")
def test_the_figures_that_are_expected_are_those_of_the_files(store, tmp_path):
    from data import ledger
    from data.decisions import brands, corrections

    brands.set_role(store, "Aurelle", "own", who="test")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = load(store, tmp_path / name, name=name, who="test", origin="test")
        if name == "wrong.csv":
            wrong = done.upload_id
    ledger.withdraw(store, wrong, who="test")
    one = store.rows(
        "select identity from mention_records where state = 'kept' and text like 'Retard%' order by day limit 1"
    )
    corrections.correct(store, one[0]["identity"], field="sentiment", value="positive", who="test")
    with store.writing() as cursor:
        cursor.execute(
            "insert into objectives (objective, role, kpi, mode, target, valid_from, recorded_at, recorded_by) "
            "values (1, 'senior', 'negative_share', 'absolute', 20, '2026-03-02', '2026-01-01', 'ann')"
        )
    backlog.settle(store)
    assert figures(store) == EXPECTED["figures"]
