"""Every real export is loaded, or refused with the reason: the outcome of each file is the one that was read by eye."""

import json

from tests import exports as real


def test_each_real_export_has_its_known_outcome(exports):
    found = dict(real.outcomes(exports))
    golden = json.loads(real.GOLDEN.read_text(encoding="utf-8"))
    assert found.keys() == golden.keys()
    assert {name: told for name, told in found.items() if told != golden[name]} == {}


def test_no_real_export_waits_for_an_answer_that_the_table_of_answers_could_give(exports):
    """What is refused says why in a sentence; nothing is left undecided."""
    golden = json.loads(real.GOLDEN.read_text(encoding="utf-8"))
    assert [name for name, told in golden.items() if told["status"] == "needs an answer"] == []
    assert [name for name, told in golden.items() if told["status"] == "refused" and not told.get("reason")] == []
