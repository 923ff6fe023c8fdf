"""After a withdrawal each figure and verdict is that of a store which never had the upload."""

import math
from datetime import date

import pytest

from data import ledger
from data.migrations import open_store
from kpis.catalogue import catalogue
from kpis.objectives.scorecard import scorecard
from kpis.tables import TABLES
from tests import canonical
from tests.kpis import world

WEEK = date(2026, 3, 30)  # the last of the world's five
TODAY = date.fromisoformat(world.TODAY)
# the uploads in the order of their withdrawal, a step of several at once: logs of work, tone, followers, mentions
STEPS = (
    ("conversations", "surveys"), ("alerts", "audits", "reports"), ("posts", "relations", "business"), ("sentiment",),
    ("followers",), ("mentions",),
)  # fmt: skip


def uploads_of(step):
    return [one for one in world.uploads() if one[0] in step]


def declared(store):
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    return store


def told(store):
    """What the scorecard says of every KPI: value, sample, interval, target, verdict and reason."""
    lines = scorecard(
        store, role="senior", brand="Aurelle", period_start=WEEK, today=TODAY, weeks=2, only=tuple(catalogue())
    )
    return {
        line.kpi.id: (
            *(_plain(one) for one in (line.value, line.n, line.low, line.high, line.target_value)),
            line.state, line.verdict.status, str(line.verdict.reason),
        )
        for line in lines
    }  # fmt: skip


def _plain(value):
    return None if value is None or math.isnan(value) else round(float(value), 9)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """After each step: the scorecard of a store that lost the uploads, and of one that never had them."""
    folder = tmp_path_factory.mktemp("withdrawn")
    lost, never = (declared(open_store(folder / name / "s.duckdb")) for name in ("lost", "never"))
    ids = {step: [load(lost, one) for one in uploads_of(step)] for step in STEPS[::-1]}
    after = {}
    for step in STEPS:
        for upload in ids[step]:
            ledger.withdraw(lost, upload, who="test")
        after[step] = [told(lost)]
    for place in range(len(STEPS) - 1, -1, -1):
        after[STEPS[place]].append(told(never))
        for one in uploads_of(STEPS[place]):
            load(never, one)
    lost.close()
    never.close()
    return after


def load(store, upload):
    kind, text, window = upload
    return world.LOADERS[kind](store, text, covers=window)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[0])
def test_each_verdict_equals_that_of_a_store_which_never_had_the_upload(both, step):
    lost, never = both[step]
    assert lost == never


KINDS = {"audits": "search_audits"}  # where the table is not called as its export


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[0])
def test_where_the_coverage_that_a_figure_needs_is_gone_there_are_no_data(both, step):
    gone = {KINDS.get(one, one) for step_ in STEPS[: STEPS.index(step) + 1] for one in step_}
    for kpi in catalogue().values():
        proofs = [TABLES[table].proof for table in kpi.needs]
        if any(proof and set(proof) <= gone for proof in proofs):
            value, *_, state, status, _ = both[step][0][kpi.id]
            assert (value, state, status) == (None, "missing", "none"), kpi.id
