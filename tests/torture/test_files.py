"""The short form of `python -m tests.torture files`: a few of its files, in each change."""

from tests.torture.files import tortured

NUMBERS = range(40, 47)


def test_a_few_hostile_and_broken_files_raise_nothing_and_give_no_wrong_row():
    assert tortured(NUMBERS, is_short=True).faults == []
