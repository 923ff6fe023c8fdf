"""Which tests a change needs."""

import pytest

from tests.quick import ALWAYS, needed


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("kpis/objectives/verdict.py", ["tests/kpis/objectives/test_verdict.py"]),
        (
            "kpis/indicators/relation/nps.sql",
            [
                "tests/kpis/test_files.py",
                "tests/kpis/lineage/test_records.py",
                "tests/ui/test_layout.py",
                "tests/kpis/indicators/test_surveys.py",
            ],
        ),
        ("loaders/formats/mentions/talkwalker.sql", ["tests/loaders/test_formats.py"]),
        ("app_pages/overview.py", ["tests/ui", "tests/wording"]),
        ("tests/kpis/test_files.py", ["tests/kpis/test_files.py"]),
        ("README.md", []),
    ],
)
def test_a_change_needs_the_tests_of_its_room(changed, tests):
    assert needed([changed]) == [*ALWAYS, *tests]


def test_a_file_without_a_test_of_its_own_needs_those_of_its_folder():
    assert "tests/data/test_topics.py" in needed(["data/sentences.py"])
