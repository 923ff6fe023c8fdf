"""The names of the parts of a figure, and of what it counts."""

import pytest

from kpis.analysis import parts
from kpis.catalogue import catalogue
from wording import explanation

DIMENSIONS = sorted({one for names in parts.DIMENSIONS.values() for one in names} | {"brand", parts.CELL})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_whatever_parts_are_told_apart_by_has_a_name(dimension, language):
    assert explanation.dimension_name(dimension, language)


def test_what_a_share_of_answers_counts_is_told_by_its_formula():
    kpi = catalogue()["ai_answer_share"]
    assert explanation.terms(kpi, "en") == ("Answers that name the brand", "Answers that name it or a competitor")
    assert explanation.terms(kpi, "fr") == (
        "Réponses qui nomment la marque", "Réponses qui la nomment ou nomment un concurrent",
    )  # fmt: skip
