"""Every format says how sure it is, of which years its layout is, and what that rests on; what is not known says so."""

import re

import pytest

from loaders.recognition.catalogue import formats

UNKNOWN = "unknown"
VAGUE = re.compile(r"\b(probably|maybe|perhaps|should|todo|tbd)\b", re.IGNORECASE)


@pytest.mark.parametrize("name", formats())
def test_a_format_says_how_sure_it_is_of_which_years_and_from_where(name):
    one = formats()[name]
    assert one.confidence in ("file", "parser", "docs", "report")
    assert one.layout, 'add the years of the layout, or "unknown"'
    assert one.evidence, 'add the file, code or page that the columns were read in, or "unknown"'
    assert one.layout == UNKNOWN or re.search(r"\b(19|20)\d\d\b|\bcurrent\b|\bnot applicable\b|\bRSS\b", one.layout)
    assert not VAGUE.search(f"{one.layout} {one.evidence}")


def test_a_format_that_no_file_was_seen_of_does_not_claim_one():
    """What is read about, or read out of code alone, never says `file` of itself."""
    for one in formats().values():
        if one.evidence and "no file was seen" in one.evidence:
            assert one.confidence != "file", one.id


def test_only_our_own_templates_are_of_our_own():
    ours = {one.id for one in formats().values() if one.evidence == "our own template"}
    assert ours == {one.id for one in formats().values() if one.tool == "E-reputation"}
