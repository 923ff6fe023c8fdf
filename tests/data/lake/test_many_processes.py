"""Several processes on one lake: nothing lost, doubled or half, and no figure of another state than the one that is told."""

import os
import time

import pandas as pd
import pytest

from commands.safekeeping import integrity
from data.decisions.brands import set_role
from data.lake import catalogue
from data.lake.address import lake_at
from data.migrations import open_store
from data.sentences import Refusal
from kpis.compute import compute
from kpis.engine.scope import Scope
from loaders.load import load
from tests.data.lake import crowd, exports
from tests.data.lake.test_same_as_a_file import SCOPE

SECONDS = float(os.environ.get("EREPUTATION_CROWD", "7"))
ROWS = """
    select r.* exclude (upload_id), u.name
    from mention_records r
    join uploads u using (upload_id)
    order by all
"""


def test_processes_that_load_undo_and_read_at_once_lose_nothing(lake, store, tmp_path):
    open_store(lake).close()
    done = crowd.run(lake_at(lake), tmp_path, processes=4, seconds=SECONDS, kill_every=min(3.0, SECONDS / 3))
    assert done.faults == []
    assert done.loads >= 4
    assert done.kills
    shared = open_store(lake)
    try:
        assert [str(one.told) for one in integrity.findings(shared) if one.is_fault] == []
        there = shared.rows("select name, sha256 from uploads where status = 'loaded' order by seq")
        names = [one["name"] for one in there]
        assert len(names) == len(set(names))
        numbers = {name: int(name.removeprefix("mentions_").removesuffix(".csv")) // crowd.FILES for name in names}
        assert {name for name in names if numbers[name] < 4} == done.loaded
        for name in names:  # the same files, one after the other, by one process
            file = tmp_path / name
            load(store, file, name=name, who="test", origin="command line")
        pd.testing.assert_frame_equal(shared.frame(ROWS), store.frame(ROWS), check_dtype=False)
        days = "select * from mention_days order by all"
        pd.testing.assert_frame_equal(shared.frame(days), store.frame(days), check_dtype=False)
    finally:
        shared.close()
    print(f"{done.loads} loads, {done.undone} undone, {done.looks} looks, {done.kills} killed")


def test_what_another_process_wrote_is_seen_within_a_second_and_no_kept_figure_is_stale(lake, tmp_path):
    one, other = open_store(lake), open_store(lake)
    try:
        set_role(one, "Orsa", "own", who="test")
        for number in range(2):
            file = exports.written(tmp_path, number)
            load(one if number else other, file, name=file.name, who="test", origin="command line")
            time.sleep(1.1)
            seen = [
                compute(each, "mention_volume", Scope(SCOPE.since, SCOPE.until, ("Orsa",))) for each in (one, other)
            ]
            pd.testing.assert_frame_equal(*seen)
            assert seen[0]["value"].sum() == one.value("select count(*) from mentions where brand = 'Orsa'") > 0
    finally:
        one.close()
        other.close()


def test_one_of_several_leads_and_another_one_after_it(lake):
    one, other = open_store(lake), open_store(lake)
    try:
        assert [one.leads(), other.leads(), one.leads()] == [True, False, True]
        one.close()
        assert other.leads()
    finally:
        one.close()
        other.close()


def test_a_turn_that_does_not_come_is_told(lake, shared):
    other = open_store(lake)
    try:
        with (
            shared.alone(),
            pytest.raises(Refusal, match="has been written by another program"),
            catalogue.turn(other.lake, other._connection, wait=0.3),
        ):
            raise AssertionError("both have the turn")
        set_role(other, "Orsa", "own", who="test")  # it comes once the other one has ended
    finally:
        other.close()
