"""What the screens of indicators tell: the sentence of a figure, what a person wrote instead, and what leaves a chart."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from data.decisions import figure_comments
from data.sentences import Refusal, sentence
from kpis.catalogue import catalogue
from kpis.engine.change import Change
from kpis.engine.periods import Period, month, week
from kpis.objectives.verdict import Verdict
from ui.figures import chart_export
from wording import figure_sentence

FALL = Change(difference=-14.0, relative=None, unit="points", significant=True)
STABLE = Change(difference=-1.0, relative=None, unit="points", significant=False)
WEEK = (date(2026, 11, 9), date(2026, 11, 15))


def line(name, *, value, change=None, status="none", target=None, history=(), reason=None):
    return SimpleNamespace(
        kpi=catalogue()[name],
        value=value,
        n=None,
        change=change,
        verdict=Verdict(status, reason),
        target_value=target,
        target_high=None,
        tolerance=0.0,
        objective=None,
        redefined=(),
        history=pd.DataFrame({"value": list(history)}, dtype="float64"),
    )


def test_a_fall_is_told_with_its_size_its_place_in_the_weeks_and_its_gap():
    found = line("net_sentiment_score", value=-9.0, change=FALL, status="behind", target=14.0, history=[5] * 12 + [-9])
    assert (
        figure_sentence.sentence_of(found, "en")
        == "Down by 14\u00a0pts, the lowest of 13 periods; 23\u00a0pts from the target."
    )
    assert figure_sentence.sentence_of(found, "fr").startswith(
        "En baisse de 14\u00a0pts, au plus bas de 13 périodes\u00a0;"
    )


def test_a_change_that_chance_explains_is_stable_and_no_record():
    found = line("net_sentiment_score", value=-9.0, change=STABLE, status="met", target=-10.0, history=[5] * 12 + [-9])
    assert figure_sentence.sentence_of(found, "en") == "Stable; target met."


def test_a_figure_equal_to_an_earlier_one_is_no_record():
    found = line("net_sentiment_score", value=-9.0, change=FALL, history=[-9] * 13)
    assert figure_sentence.sentence_of(found, "en") == "Down by 14\u00a0pts."


@pytest.mark.parametrize(
    ("name", "value", "target", "english", "french"),
    [
        ("negative_share", 0.20, 0.10, "10\u00a0pts too high", "10\u00a0pts de trop"),  # a ceiling, exceeded
        ("negative_share", 0.08, 0.10, "2.0\u00a0pts to spare", "2,0\u00a0pts de marge"),
        ("share_of_voice", 0.38, 0.50, "12\u00a0pts short", "il manque 12\u00a0pts"),  # a floor, not reached
        ("share_of_voice", 0.52, 0.50, "2.0\u00a0pts ahead", "2,0\u00a0pts d'avance"),
    ],
)
def test_a_gap_is_told_on_its_side_of_a_floor_or_a_ceiling(name, value, target, english, french):
    found = line(name, value=value, target=target)
    assert (figure_sentence.gap(found, "en"), figure_sentence.gap(found, "fr")) == (english, french)


def test_a_figure_that_is_not_known_says_why():
    found = line("nps", value=None, reason=sentence("No figure: the uploads do not cover this period."))
    assert figure_sentence.sentence_of(found, "en") == "No figure: the uploads do not cover this period."


def test_what_a_person_wrote_holds_for_its_brand_days_and_kpi_alone(store):
    figure_comments.write(
        store, "nps", brand="Aurelle", since=WEEK[0], until=WEEK[1], text="Le salon a pesé.", who="claire"
    )
    known = figure_comments.messages(store, "Aurelle", *WEEK)
    assert (known["nps"].text, known["nps"].set_by) == ("Le salon a pesé.", "claire")
    assert figure_comments.messages(store, "Novane", *WEEK) == {}
    assert figure_comments.messages(store, "Aurelle", date(2026, 11, 2), date(2026, 11, 8)) == {}


def test_the_last_sentence_holds_and_the_generated_one_can_be_restored(store):
    for text in ("Première.", "Seconde."):
        figure_comments.write(store, "nps", brand="Aurelle", since=WEEK[0], until=WEEK[1], text=text, who="claire")
    assert figure_comments.messages(store, "Aurelle", *WEEK)["nps"].text == "Seconde."
    figure_comments.write(store, "nps", brand="Aurelle", since=WEEK[0], until=WEEK[1], text=None, who="claire")
    assert figure_comments.messages(store, "Aurelle", *WEEK) == {}
    assert store.value("select count(*) from messages") == 3  # nothing was overwritten


@pytest.mark.parametrize("text", ["   ", "a" * 281])
def test_a_sentence_that_says_nothing_or_too_much_is_refused(store, text):
    with pytest.raises(Refusal):
        figure_comments.write(store, "nps", brand="Aurelle", since=WEEK[0], until=WEEK[1], text=text, who="claire")
    assert store.value("select count(*) from messages") == 0


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (week(date(2026, 11, 11)), "aurelle_nps_2026-W46"),
        (month(date(2026, 11, 11)), "aurelle_nps_2026-11"),
        (Period(date(2026, 10, 1), date(2026, 12, 31)), "aurelle_nps_2026-Q4"),
        (Period(date(2026, 11, 3), date(2026, 11, 12)), "aurelle_nps_2026-11-03_2026-11-12"),
    ],
)
def test_a_chart_leaves_under_a_name_that_says_what_it_shows(period, name):
    assert chart_export.file_name("Aurelle", "nps", period) == name


def test_a_brand_of_any_letters_makes_a_file_name():
    assert chart_export.file_name("Élan & Cie/..", "nps", week(date(2026, 11, 11))) == "elan-cie_nps_2026-W46"


def test_the_data_of_a_chart_hold_no_formula_and_keep_their_figures():
    told = chart_export.as_csv(pd.DataFrame({"series": ["=1+1", "@x", "-3"], "value": [0.25, None, -3.0]})).decode(
        "utf-8-sig"
    )
    assert told.splitlines() == ['"series","value"', '"\'=1+1",0.25', '"\'@x",""', '"-3",-3.0']
