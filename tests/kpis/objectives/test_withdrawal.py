"""After a withdrawal each figure and verdict is that of a store which never had the upload."""

import math
from datetime import date, timedelta

import pytest

from data import ledger
from data.migrations import open_store
from kpis.catalogue import catalogue, counts_verdicts
from kpis.engine.scope import Scope
from kpis.objectives import objectives
from kpis.objectives.weekly_verdicts import evaluate
from kpis.tables import TABLES
from tests import canonical
from tests.kpis import world

WEEK = date(2026, 3, 30)  # the last of the world's five
TODAY = date.fromisoformat(world.TODAY)
RECENT = "2026-03-16"  # the last window of mentions begins; the earlier ones stay
# the exports in the order of their withdrawal
STEPS = (("conversations", "surveys"), ("alerts", "audits", "answers", "reports"), ("posts", "relations", "business"),
         ("account_days", "web", "search", "interest", "links"),
         ("sentiment", "followers"), ("mentions",))  # fmt: skip
TABLE = {"audits": "search_audits", "answers": "ai_answers"}  # where it is not called as the export


def uploads_of(step):
    return [one for one in world.uploads() if one[0] in step and (one[0] != "mentions" or one[2][0] == RECENT)]


def proofs(kpi):
    """Of each table whose days a figure needs, the exports of which one must cover them."""
    needed = [TABLES[table] for table in kpi.needs]
    return [table.proof for table in needed if table.daily] or [table.proof for table in needed]


def touched(step):
    """The KPIs that read what the step withdraws."""
    names = {TABLE.get(one, one) for one in step}
    return tuple(
        name for name, kpi in catalogue().items()
        if not counts_verdicts(name) and any(names & set(TABLES[one].proof) for one in kpi.reads if one in TABLES)
    )  # fmt: skip


def told(store, step):
    """What the week is judged to be of these KPIs: value, sample, interval, target, state, verdict and reason."""
    scope = Scope(WEEK, WEEK + timedelta(days=6), ("Aurelle",), today=TODAY, role="senior")
    effective = objectives.effective(store)
    lines = [evaluate(store, catalogue()[name], scope, effective) for name in touched(step)]
    found = {}
    for line in lines:
        week, target, verdict = line.weeks.iloc[-1], line.targets[-1], line.verdicts[-1]
        numbers = (week["value"], week["n"], week["low"], week["high"], target and target.value)
        found[line.kpi.id] = (*map(_plain, numbers), week["state"], verdict.status, str(verdict.reason))
    return found


def _plain(value):
    return None if value is None or math.isnan(value) else round(float(value), 9)


def load(store, upload):
    kind, text, window = upload
    return world.LOADERS[kind](store, text, covers=window)


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """Step -> what a store says that lost the uploads of this step and those before, and one that never had them."""
    folder = tmp_path_factory.mktemp("withdrawn")
    stores = [open_store(folder / name / "s.duckdb") for name in ("lost", "never")]
    for store in stores:
        canonical.brands(store, own="Aurelle", competitors=["Novane"])
        for one in world.uploads():
            if one[0] == "mentions" and one[2][0] == world.SINCE:  # the sixteen weeks before would only cost time
                load(store, one)
    lost, never = stores
    ids = {step: [load(lost, one) for one in uploads_of(step)] for step in STEPS[::-1]}
    found = {}
    for step in STEPS:
        for upload in ids[step]:
            ledger.withdraw(lost, upload, who="test")
        found[step] = [told(lost, step)]
    for step in STEPS[::-1]:
        found[step].append(told(never, step))
        for one in uploads_of(step):
            load(never, one)
    for store in stores:
        store.close()
    return found


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[0])
def test_each_verdict_equals_that_of_a_store_which_never_had_the_upload(after, step):
    lost, never = after[step]
    assert lost == never


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[0])
def test_where_the_coverage_that_a_figure_needs_is_gone_there_are_no_data(after, step):
    gone = {TABLE.get(one, one) for one in step}
    needing = [name for name in after[step][0] if any(set(proof) <= gone for proof in proofs(catalogue()[name]))]
    assert needing
    for name in needing:
        value, *_, state, status, _ = after[step][0][name]
        if step != ("mentions",) or state == "missing":
            assert (value, state, status) == (None, "missing", "none"), name
        else:  # four weeks, of which the first is still covered
            assert (state, status) == ("partial", "none"), name


def test_every_kpi_but_the_count_of_verdicts_is_withdrawn_from_once():
    """Those of the coverage itself read the windows of every export."""
    of_coverage = {name for name, kpi in catalogue().items() if not any(proofs(kpi))}
    assert {name for step in STEPS for name in touched(step)} | of_coverage == set(catalogue())
