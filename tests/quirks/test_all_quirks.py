"""Each of the 82 quirks of exports is a specification of its own, named by its number."""

import ast
from pathlib import Path

QUIRKS = range(1, 83)


def specified():
    """Number -> names of the tests of that quirk, which each hold an assertion or expect an error."""
    found = {}
    for path in Path(__file__).parent.parent.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_quirk_"):
                number, _, claim = node.name.removeprefix("test_quirk_").partition("_")
                checks = any(isinstance(one, ast.Assert | ast.With) for one in ast.walk(node))
                found.setdefault(int(number), []).append((claim, checks))
    return found


def test_every_quirk_has_a_test_that_names_it():
    assert sorted(specified()) == list(QUIRKS)


def test_the_name_of_each_is_a_claim_and_its_body_checks_it():
    vague = [
        (number, claim)
        for number, tests in specified().items()
        for claim, checks in tests
        if not checks or claim.count("_") < 2
    ]
    assert vague == []
