"""What leads the Overview, what is quiet, and what a store of one export puts in the places of figures without inputs."""

from types import SimpleNamespace

import pandas as pd

from kpis.catalogue import catalogue
from kpis.engine.change import NO_HISTORY, Change
from kpis.objectives.headline import Idea, Tally
from kpis.objectives.verdict import Verdict
from ui.figures import composition

MOVED = Change(difference=0.1, relative=None, unit="points", significant=True)
STILL = Change(difference=0.01, relative=None, unit="points", significant=False)
UNTESTED = Change(difference=0.1, relative=None, unit="points", significant=False, reason=NO_HISTORY)


def line(name, *, value=1.0, change=None, status="none", weeks=1):
    return SimpleNamespace(
        kpi=catalogue()[name],
        value=value,
        change=change,
        verdict=Verdict(status),
        week=SimpleNamespace(is_not_reached=False),
        history=pd.DataFrame({"value": [value] * weeks}),
    )


def names(lines):
    return [one.kpi.id for one in lines]


def test_what_changed_or_misses_its_target_leads_and_the_rest_is_quiet():
    found = composition.compose(
        [
            line("mention_volume_unique", change=MOVED, status="met"),
            line("share_of_voice", change=STILL, status="behind"),
            line("net_sentiment_score", change=STILL, status="undecided"),
            line("earned_coverage", change=STILL, status="met"),
            line("followers_growth_rate", value=None),
        ]
    )
    assert names(found.leading) == ["mention_volume_unique", "share_of_voice"]
    assert names(found.quiet) == ["net_sentiment_score", "earned_coverage"]
    assert names(found.silent) == ["followers_growth_rate"]
    assert not found.is_young


def test_without_a_past_every_figure_leads():
    found = composition.compose([line("mention_volume_unique"), line("share_of_voice", change=UNTESTED)])
    assert found.is_young
    assert names(found.leading) == ["mention_volume_unique", "share_of_voice"]


def test_a_week_that_cannot_be_compared_is_not_young_where_eight_are_known():
    assert composition.compose([line("mention_volume_unique", weeks=7)]).is_young
    assert not composition.compose([line("mention_volume_unique", weeks=8)]).is_young


def test_figures_of_the_one_export_take_the_places_of_those_without_inputs():
    director = [line("mention_volume_unique", value=None), line("response_within_sla_rate")]
    others = [
        line("inbound_requests"),
        line("response_rate"),
        line("data_completeness"),
        line("posts_count", value=None),
    ]
    found = composition.filled(director, others, most=2)
    assert names(found) == ["response_within_sla_rate", "inbound_requests", "mention_volume_unique"]


def test_two_verdicts_on_the_data_alone_judge_nothing_of_the_brand():
    def tally(*lines):
        return (Tally("steering", tuple(Idea(one.verdict.status, one, (one,)) for one in lines), False),)

    of_data = [line("data_completeness", status="met"), line("data_freshness_days", status="behind")]
    assert not composition.judges_the_brand(tally(*of_data))
    assert composition.judges_the_brand(tally(*of_data, line("share_of_voice", status="near")))
