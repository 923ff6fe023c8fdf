"""The frozen model: its text is the same for the same report, and gives the report back."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from reports.weekly import model
from tests.reports.weekly import example


def test_a_content_gives_its_report_back() -> None:
    report = example.report()
    content = model.content_of(report)
    again = model.report_of(content)
    assert again == report
    assert model.content_of(again) == content
    assert len(model.digest_of(content)) == 64


def test_any_change_of_a_figure_changes_the_digest() -> None:
    report = example.report()
    first = report.figures[0]
    other = replace(report, figures=(replace(first, value=first.value + 1e-12), *report.figures[1:]))  # type: ignore[operator]
    assert model.digest_of(model.content_of(other)) != model.digest_of(model.content_of(report))


def test_what_is_not_known_is_none_and_never_nan() -> None:
    assert [model.known(value) for value in (math.nan, math.inf, None, "x", 0, 1.5)] == [
        None,
        None,
        None,
        None,
        0.0,
        1.5,
    ]
    with pytest.raises(ValueError, match="JSON"):
        model.content_of(example.report(completeness=math.nan))


def test_a_report_of_a_later_program_is_refused_by_its_version() -> None:
    content = model.content_of(example.report(version=model.VERSION + 1))
    with pytest.raises(ValueError, match="version"):
        model.report_of(content)
