"""From a perimeter to a profile, with the article's reasons; KPIs inside and outside it."""

from dataclasses import replace
from datetime import date

import pytest

from kpis.catalogue import article_sentences, catalogue
from kpis.objectives import objectives, role_profiles
from kpis.objectives.role_profiles import CASQUETTES_OF_THE_ARTICLE, FUNCTIONS, SCORECARDS, Perimeter, propose

MARKED_OUT = Perimeter(functions=("company_blog", "accounts"), accesses=("after_sales",), is_marked_out=True)
MARCH = date(2026, 3, 2)


def draft(perimeter, **options):
    return role_profiles.proposal("chief", perimeter, brand="Aurelle", valid_from=MARCH, **options)


def test_a_role_that_is_marked_out_assisted_and_without_risk_needs_an_intern():
    profile, reasons = propose(MARKED_OUT)
    assert profile == "stagiaire"
    assert reasons[0].article == "S32"


@pytest.mark.parametrize(
    ("told", "article"),
    [
        ({"is_marked_out": False}, "S36"),
        ({"team": "alone"}, "S32"),
        ({"risk": "exposed"}, "S06"),
        ({"maturity": "beginning"}, "S33"),
        ({"functions": ("strategy",)}, "S33"),
        ({"functions": ("conflicts",)}, "S05"),
        ({"functions": ("real_time",)}, "S08"),
        ({"functions": ("expertise",)}, "S14"),
    ],
)
def test_each_of_these_alone_asks_for_a_senior_and_says_why(told, article):
    profile, reasons = propose(replace(MARKED_OUT, **told))
    assert profile == "senior"
    assert [one.article for one in reasons if one.towards == "senior"] == [article]


def test_every_reason_quotes_a_sentence_of_the_article():
    everything = Perimeter(tuple(FUNCTIONS), team="alone", risk="exposed", maturity="beginning")
    for perimeter in (MARKED_OUT, everything, Perimeter()):
        assert {one.article for one in propose(perimeter)[1]} <= set(article_sentences())
    assert set(FUNCTIONS.values()) <= set(article_sentences())


def test_a_draft_has_one_row_per_kpi_and_those_outside_the_perimeter_have_no_target():
    found = draft(replace(MARKED_OUT, casquettes=("animation",)))
    assert [one.kpi for one in found.rows] == [one.kpi for one in objectives.starting() if one.role == "stagiaire"]
    outside = {one.kpi for one in found.rows if one.mode == "out_of_scope"}
    relation = {kpi.id for kpi in catalogue().values() if kpi.casquette == "relation"}
    assert relation <= outside
    assert all(one.target is None for one in found.rows if one.kpi in outside)


@pytest.mark.parametrize(
    ("perimeter", "kpi", "is_out"),
    [
        (Perimeter(accesses=("sales",)), "social_revenue", False),
        (Perimeter(accesses=("after_sales",)), "social_revenue", True),
        (Perimeter(accesses=("sales",)), "issue_resolution_rate", True),
        (Perimeter(accesses=("production",)), "issue_resolution_rate", False),
        (Perimeter(functions=("watching",)), "comments_moderated_rate", True),  # serves S03 and S10 alone
        (Perimeter(functions=("company_blog",)), "comments_moderated_rate", False),
        (
            Perimeter(functions=("company_blog",)),
            "followers_total",
            False,
        ),  # S17 is no function: the article names it for all
        (Perimeter(casquettes=("animation",)), "share_of_voice", True),
        (Perimeter(casquettes=("animation",)), "data_completeness", False),  # steering is everybody's
    ],
)
def test_what_lies_outside_the_perimeter(perimeter, kpi, is_out):
    assert (kpi in draft(perimeter).out) is is_out


def test_the_two_profiles_are_told_by_ten_and_fourteen_known_kpis():
    assert {name: len(kpis) for name, kpis in SCORECARDS.items()} == {"stagiaire": 10, "senior": 14}
    for name, kpis in SCORECARDS.items():
        assert set(kpis) <= set(catalogue())
        answered = {one.kpi for one in objectives.starting() if one.role == name and not one.is_followed}
        assert len(set(kpis) & answered) >= len(kpis) - 1, set(kpis) - answered
    assert set(CASQUETTES_OF_THE_ARTICLE) < {kpi.casquette for kpi in catalogue().values()}


def test_a_role_of_one_s_own_is_stored_and_offered(store):
    assert "Care team" not in objectives.roles(store)
    perimeter = replace(MARKED_OUT, casquettes=("relation",))
    role_profiles.define(store, " Care  team ", perimeter, profile="stagiaire", brand="Aurelle", who="ann")
    assert objectives.roles(store)[-1] == "Care team"
    assert role_profiles.profile_of(store, "Care team") == "stagiaire"
    assert role_profiles.sheet(store, "Care team", "Aurelle").perimeter == perimeter
    assert role_profiles.sheet(store, "Care team", "Novane") is None


def test_of_several_sheets_of_a_role_the_last_holds(store):
    for profile in ("stagiaire", "senior"):
        role_profiles.define(store, "Agency", MARKED_OUT, profile=profile, brand=None, who="ann")
    assert role_profiles.profile_of(store, "Agency") == "senior"
    assert [one.profile for one in role_profiles.sheets(store)] == ["stagiaire", "senior"]
