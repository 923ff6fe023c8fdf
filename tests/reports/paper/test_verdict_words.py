"""The dense scorecard: every objective has its row, the words of its verdict whole, and reasons stand below."""

from dataclasses import replace

import pytest

from locales import translator
from reports.paper import weekly
from reports.paper.items import placed_texts
from tests.reports.weekly import example
from wording.amounts import STATUS_WORDS

REPORT = example.report()


def crowded(count, **changes):
    """A report with so many objectives in three casquettes."""
    one = replace(REPORT.figures[0], **changes)
    figures = [replace(one, kpi=f"k{at}", label=f"Indicateur numéro {at}", link="") for at in range(count)]
    third = -(-count // 3)
    groups = tuple(
        replace(group, figures=tuple(figures[at * third : (at + 1) * third]))
        for at, group in enumerate(REPORT.casquettes)
    )
    return replace(REPORT, casquettes=groups)


def texts(report):
    return [" ".join(one["lines"]) for one in placed_texts(weekly.pages(report)[1])]


def test_forty_eight_objectives_stand_on_one_page():
    told = texts(crowded(48))
    assert [one for one in told if one.startswith("Indicateur numéro")] == [
        f"Indicateur numéro {at}" for at in range(48)
    ]
    assert [one for one in told if "de plus" in one] == []


def test_figures_that_count_for_no_objective_give_way_before_objectives():
    report = crowded(48)
    more = tuple(replace(REPORT.figures[0], label=f"Suivi {at}", is_counted=False, status="none") for at in range(15))
    groups = (replace(report.casquettes[0], figures=report.casquettes[0].figures + more), *report.casquettes[1:])
    told = texts(replace(report, casquettes=groups, labels=(*report.labels, ("uncounted", "{count} hors décompte"))))
    assert sum(one.startswith("Indicateur numéro") for one in told) == 48
    assert [one for one in told if one.startswith("Suivi")] == []
    assert [one for one in told if "15 hors décompte" in one]


def test_a_reason_stands_whole_below_and_its_number_beside_the_verdict():
    reason = "Un échantillon de 1 est trop petit pour un verdict (au moins 10)."
    told = texts(crowded(40, status="unjudged", status_text="Pas de verdict", reason=reason))
    assert f"(1) {reason}" in told
    assert told.count("Pas de verdict (1)") == 40


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_verdict_fits_its_column(language):
    for word in STATUS_WORDS.values():
        told = translator(language)(word)
        assert texts(crowded(45, status_text=told)).count(told) >= 45
