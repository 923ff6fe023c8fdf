"""Whatever the texts and numbers of a report are, each face is whole: inside its boxes, readable, without an error."""

import random
from dataclasses import fields, is_dataclass, replace

import pytest

from reports.email.page import html
from reports.email.plain import text
from reports.slides.deck import pptx
from reports.weekly import figures_file
from tests.reports.email.test_page import Reader
from tests.reports.slides import reading
from tests.reports.weekly import example

TEXTS = (
    *("", " ", "a", "Mot " * 30, "x" * 300, "الشركة لا ترد", "=1+1", "\x00\ud800", "26 329 601 234 €", "😀🏳️‍🌈" * 9),
    *("漢字" * 40, "\u0301" * 50, "n/d", "-", "<b>&amp;", "a\nb\tc", "\u202eabc", "1 234,5 %"),
)
NUMBERS = (None, 0.0, -1.0, 1e-9, 0.5, 1.0, 12345.678, 1e15, -1e12, 0.1 + 0.2, 3.0)
CODES = {
    "unit": ("percent", "points", "count", "hours", "euros"),
    "state": ("complete", "running", "partial", "missing"),
}
KEPT = ("language", "version", "kind", "created_at", "labels", "since", "until", "better", "status", "page")
MEASURED = ("value", "low", "high", "target", "target_high", "year", "expected", "most", "before", "n", "change")


def changed(value, chance, share):
    """The value with a share of its texts, numbers, codes and lengths drawn at random."""
    if is_dataclass(value):
        return replace(
            value, **{one.name: drawn(getattr(value, one.name), one.name, chance, share) for one in fields(value)}
        )
    if isinstance(value, tuple):
        found = [changed(one, chance, share) for one in value]
        return tuple(found * chance.choice((0, 2, 7)) if found and chance.random() < share * 0.3 else found)
    return chance.choice(TEXTS) if isinstance(value, str) and chance.random() < share else value


def drawn(value, name, chance, share):
    if name in KEPT:
        return value
    if isinstance(value, str) and name in CODES:
        return chance.choice(CODES[name]) if chance.random() < share else value
    if name in MEASURED:
        return chance.choice(NUMBERS) if chance.random() < share else value
    return changed(value, chance, share)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_a_report_says_every_face_is_whole(seed):
    chance = random.Random(seed)
    report = changed(example.report(), chance, (0.05, 0.2, 0.5)[seed % 3])
    deck = reading.opened(pptx(report))
    assert len(deck.slides) == 6
    assert reading.outside(deck) == []
    assert reading.overflows(deck) == []
    for slide in deck.slides:
        for shape in reading.shapes(slide):
            assert next(one for one in shape._element.iter() if one.tag.endswith("}cNvPr")).get("descr")
    assert Reader(html(report).decode()).open == []
    assert text(report).encode().endswith(b"\n")
    for form in figures_file.FORMATS:
        assert figures_file.figures(report, form)
