"""The order of the cards agrees with the screens that the headers name."""

from pathlib import Path

import pytest

from kpis.analysis.director import DIRECTOR, WITHOUT_CONVERSATIONS
from kpis.catalogue import SCREENS, catalogue
from ui.figures.layout import ORDER, cards

PAGES = Path(__file__).parents[2] / "app_pages"


def test_each_kpi_of_the_catalogue_has_one_card():
    shown = [name for screen in SCREENS for name in cards(screen)]
    assert sorted(shown) == sorted(catalogue())


@pytest.mark.parametrize("screen", ORDER)
def test_the_kpis_that_an_order_names_stand_on_its_screen(screen):
    assert {catalogue()[name].screen for name in ORDER[screen]} == {screen}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_that_a_header_may_name_draws_its_cards(screen):
    text = (PAGES / f"{screen}.py").read_text(encoding="utf-8")
    assert f'cards("{screen}")' in text or f'kpi_cards(store, view, "{screen}")' in text


def test_a_kpi_that_no_order_names_comes_last_on_its_screen(monkeypatch):
    monkeypatch.setitem(ORDER, "impact", ("site_sessions", "social_revenue", "social_visits"))
    assert cards("impact") == ("site_sessions", "social_revenue", "social_visits", "social_conversion_rate")


def test_the_directors_figures_are_eight_kpis():
    assert len(DIRECTOR) == 8
    assert {*DIRECTOR, *WITHOUT_CONVERSATIONS.values()} <= set(catalogue())
    assert set(WITHOUT_CONVERSATIONS) <= set(DIRECTOR)
