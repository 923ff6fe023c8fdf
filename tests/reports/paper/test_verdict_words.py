"""The words of verdicts stand whole in the narrow scorecard, in both languages."""

import pytest

from locales import translator
from reports import measure
from reports.paper.scorecard import NARROW
from wording.amounts import STATUS_WORDS


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_verdict_fits_its_column(language):
    room = dict(NARROW)["status"] - 22
    for word in STATUS_WORDS.values():
        told = translator(language)(word)
        assert measure.lines(told, room, 16, most=1) == (told,), told
