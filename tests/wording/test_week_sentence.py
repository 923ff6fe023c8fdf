"""The sentence of the week: it tells the objectives as their card does, and names changes that chance does not explain."""

import re
from dataclasses import replace
from types import SimpleNamespace

from kpis.catalogue import catalogue
from kpis.engine.change import NO_HISTORY, Change
from kpis.objectives.verdict import Verdict
from wording import week_sentence
from wording.markdown import escaped

SIGNIFICANT = Change(difference=-0.14, relative=None, unit="points", significant=True)


def line(name, *, value=1.0, n=None, change=None, status="met"):
    return SimpleNamespace(kpi=catalogue()[name], value=value, n=n, change=change, verdict=Verdict(status))


def test_how_the_objectives_stand_comes_first():
    text = week_sentence.sentence_of([line("mention_volume_unique")], "en", objectives="Watch: 1 of 2 met.")
    assert text.startswith("Watch: 1 of 2 met.")


def test_the_objectives_met_are_not_named_among_the_figures_that_moved():
    lines = [line("objectives_met_ratio", value=0.5, n=2, change=SIGNIFICANT, status="behind")]
    text = week_sentence.sentence_of(lines, "en")
    assert "Worse" not in text


def test_a_significant_fall_of_a_figure_is_worse():
    text = week_sentence.sentence_of([line("share_of_voice", change=SIGNIFICANT)], "en")
    assert "Worse: share of voice (↓\u00a0−14\u00a0pts)." in text


def test_a_change_that_chance_explains_is_none():
    stable = replace(SIGNIFICANT, significant=False)
    assert "No change is statistically significant." in week_sentence.sentence_of(
        [line("share_of_voice", change=stable)], "en"
    )


def test_a_week_that_nothing_can_be_compared_with_is_not_called_calm():
    text = week_sentence.sentence_of([line("net_sentiment_score", value=-55.0, status="none")], "en")
    assert (
        text == "No change is tested: the uploads do not cover both this week and the period that it is compared with."
    )


def test_whether_the_week_is_calm_is_left_to_the_watch():
    fell, met = line("share_of_voice", change=SIGNIFICANT), line("share_of_voice", status="behind")
    for lines in ([fell], [met], [line("share_of_voice", change=replace(SIGNIFICANT, significant=False))]):
        assert not re.search(r"calm|watch", week_sentence.sentence_of(lines, "en"), re.IGNORECASE)


def test_a_history_that_is_too_short_is_said():
    untested = replace(SIGNIFICANT, significant=False, reason=NO_HISTORY)
    text = week_sentence.sentence_of([line("share_of_voice", change=untested)], "en")
    assert text == "No change is tested yet: the history is too short."


def test_what_is_behind_its_objective_is_named_though_it_did_not_move():
    lines = [line("share_of_voice", status="behind"), line("social_revenue", status="behind")]
    text = week_sentence.sentence_of(lines, "fr")
    assert "En retard sur la cible\u00a0: part de voix, CA attribué au social." in text


def test_a_text_shown_as_written_keeps_the_spaces_that_may_not_break():
    assert escaped("en  hausse\u00a0;\n1\u202f000 *fois*") == "en hausse\u00a0; 1\u202f000 \\*fois\\*"
