"""Of every figure that is a sum or a ratio, the parts of the demonstration's crisis week are its figure and its change."""

from datetime import date

from kpis.analysis.explanation import explain
from kpis.analysis.period_scorecard import Look
from kpis.engine import periods
from tests.demonstration.figures import TODAY
from tests.kpis.analysis.test_explanation import DIVIDED, bare_line, identity_holds

LOOK = Look("Aurelle", periods.week(date(2026, 9, 21)), "senior", TODAY)
NOT_COMPARED = {"alert_precision"}  # the log of alerts begins within the weeks that are compared
OF_ALL = {"objectives_met_ratio"}  # which computes every other: tests/kpis/analysis/test_explanation.py has it


def test_contributions_add_up_on_every_kpi(store):
    found = {name: explain(store, bare_line(name), LOOK) for name in DIVIDED if name not in OF_ALL}
    assert {name for name, one in found.items() if not one.is_divided} == NOT_COMPARED
    for name in set(found) - NOT_COMPARED:
        identity_holds(found[name])
