"""The title of a report's first page: what is not judged is said where it is most of what is signed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from wording import report_sentence


def tally(**counts):
    every = {status: counts.get(status, 0) for status in ("met", "near", "behind", "undecided", "unjudged")}
    ideas = [SimpleNamespace(status=status) for status, count in every.items() for _ in range(count)]
    return SimpleNamespace(counts=every, ideas=ideas)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"met": 2, "behind": 1, "unjudged": 45}, "2 of 48 objectives met (45 not judged); "),
        ({"met": 25, "behind": 19, "unjudged": 4}, "25 of 48 objectives met; "),
        ({"met": 2, "unjudged": 2}, "2 of 4 objectives met; "),
    ],
)
def test_a_score_of_few_judged_objectives_says_how_few(counts, told):
    assert report_sentence.cover([tally(**counts)], [], "en").startswith(told)
