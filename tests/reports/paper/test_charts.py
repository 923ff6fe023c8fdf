"""Pictures of a report: each mark is as long as its number says, from zero, and says what it is without colour."""

import dataclasses

import pytest

from charts.ink import LIGHT
from reports.paper import bars, columns, signs, small
from reports.paper.frame import Frame, tint
from reports.style import Style
from reports.weekly.model import Bar, Bars, Point, Title, Trend
from tests.reports.weekly.example import figure, report

OWN = "#1F4E79"
FRAME = Frame(report(), Style(accent=OWN))
TITLE = Title("Velmont", "Mentions, en nombre", "S37–S39 2026")


def marks_of(found):
    """The marks of the only picture of some items."""
    (picture,) = [one for one in found if one["kind"] == "picture"]
    return picture["marks"]


def drawn(points, **more):
    return marks_of(columns.columns(FRAME, Trend(TITLE, "count", 0, tuple(points), alt="…", **more), 0, 0, 900, 600))


def filled(marks, fill):
    return [one for one in marks if one["kind"] == "rect" and one["fill"] == fill and one["h"] > 1.3]


def test_columns_are_as_high_as_their_values_from_zero():
    marks = drawn(
        Point(f"S{at}", "2026-09-21", value, str(value), year=value / 2) for at, value in enumerate((100.0, 50.0, 25.0))
    )
    high = [one["h"] for one in filled(marks, OWN)]
    assert high == pytest.approx([high[0], high[0] / 2, high[0] / 4])
    assert [one["h"] for one in filled(marks, tint(OWN, 0.35))] == pytest.approx([one / 2 for one in high])
    feet = {round(one["y"] + one["h"], 6) for one in filled(marks, OWN)}
    assert len(feet) == 1


def test_a_column_below_zero_hangs_from_the_line_of_zero():
    up, down = filled(drawn([Point("a", "", 10.0, "10"), Point("b", "", -5.0, "−5")]), OWN)
    assert up["y"] + up["h"] == pytest.approx(down["y"])
    assert down["h"] == pytest.approx(up["h"] / 2)


def test_a_running_period_is_hatched_and_a_target_is_an_outline():
    marks = drawn([Point("a", "", 10.0, "10", target=8.0), Point("b", "", 4.0, "4", target=8.0, state="running")])
    assert len(filled(marks, f"hatch:{OWN}")) == len(filled(marks, OWN)) == 1
    outlines = [one for one in marks if one["kind"] == "rect" and one["stroke"] == LIGHT.target and one["fill"] == ""]
    assert [one["h"] for one in outlines] == pytest.approx([filled(marks, OWN)[0]["h"] * 0.8] * 2)


def test_a_missing_period_has_no_column_and_its_word():
    marks = drawn([Point("a", "", 10.0, "10"), Point("b", "", None, "n/d", state="missing")])
    assert len(filled(marks, OWN)) == 1
    assert "n/d" in [one["lines"][0] for one in marks if one["kind"] == "text"]


def test_a_day_beyond_chance_has_a_triangle_and_its_number():
    points = [
        Point(f"{at}/09", "", value, str(value), expected=2.0, most=6.0)
        for at, value in enumerate((2.0, 53.0, 7.0, 5.0))
    ]
    marks = drawn(points)
    triangles = [one for one in marks if one["kind"] == "path" and one["fill"] == LIGHT.negative]
    assert len(triangles) == len(filled(marks, LIGHT.negative)) == 2
    assert {"53.0", "7.0"} <= {one["lines"][0] for one in marks if one["kind"] == "text"}


def test_bars_have_one_scale_with_their_intervals_and_the_period_before():
    shown = (Bar("A", 0.4, "40 %", 0.3, 0.5, 0.2, is_own=True), Bar("B", 0.1, "10 %"), Bar("C", -0.1, "−10 %"))
    marks = marks_of(bars.bars(FRAME, Bars(TITLE, "percent", 0, shown), 0, 0, 700, 600))
    (own,) = filled(marks, OWN)
    others = [one for one in marks if one["kind"] == "rect" and one["fill"] == "#7C8794"]
    assert [one["w"] for one in others] == pytest.approx([own["w"] / 4] * 2)
    assert others[1]["x"] + others[1]["w"] == pytest.approx(own["x"])
    (before,) = filled(marks, tint(OWN, 0.35))
    assert before["w"] == pytest.approx(own["w"] / 2)
    low, high = next(one["points"] for one in marks if one["kind"] == "path")
    assert high[0] - low[0] == pytest.approx(own["w"] / 2)


@pytest.mark.parametrize(
    ("more", "share"),
    [({"value": 0.3, "target": 0.6, "bands": (0.3, 0.45, 0.6)}, 0.5), ({"value": 1.2, "target": 0.6, "bands": (0.3, 0.45, 0.6)}, 1 / 1.05)],
)  # fmt: skip
def test_a_bullet_from_zero_is_a_bar_of_its_share_of_the_scale(more, share):
    one = figure("share_of_voice", "Part de voix", **{**more, "low": None, "high": None, "year": None})
    marks = marks_of(small.bullet(FRAME, one, 0, 0, 200, 22))
    (bar,) = [mark for mark in filled(marks, OWN) if mark["x"] == 0]
    assert bar["w"] == pytest.approx(200 * share)
    (target,) = [mark for mark in marks if mark.get("stroke") == LIGHT.target]
    assert target["x"] + target["w"] / 2 == pytest.approx(bar["w"] * 0.6 / more["value"])


def test_a_bullet_with_values_below_zero_is_a_dot():
    one = figure(
        "nss", "Sentiment net", value=-12.0, low=None, high=None, year=None, target=10.0, bands=(-50.0, 0.0, 50.0)
    )
    marks = marks_of(small.bullet(FRAME, one, 0, 0, 200, 22))
    assert [mark["x"] for mark in marks if mark["kind"] == "dot"] == pytest.approx([200 * 38 / 100])
    assert not filled(marks, OWN)


def test_a_sparkline_has_a_gap_where_a_value_is_missing():
    marks = marks_of(small.sparkline(FRAME, figure("x", "X"), 0, 0, 160, 40))
    runs = [one for one in marks if one["kind"] == "path" and one["stroke"] == OWN]
    assert [len(run["points"]) for run in runs] == [4, 8]


def test_each_status_and_each_level_has_a_shape_of_its_own():
    def shape(marks):
        return [(one["kind"], one.get("closed"), len(one.get("points", []))) for one in marks]

    statuses = [shape(signs.status(code, 0, 0)) for code in ("met", "near", "behind", "undecided", "none")]
    levels = [(shape(found := signs.level(code, 0, 0, 20, "#000000")), found[0]["fill"]) for code in (None, 0, 1, 2, 3)]
    assert len({str(one) for one in statuses}) == len({str(one) for one in levels}) == 5


def test_an_accent_that_is_no_colour_is_that_of_the_screens():
    assert Frame(report(), dataclasses.replace(Style(), accent="red; }")).accent == LIGHT.own


@pytest.mark.parametrize(("state", "said"), [("running", "En cours"), ("partial", "Pas entièrement couvert")])
def test_the_key_names_what_is_hatched_by_its_own_word(state, said):
    words = {"En cours", "Pas entièrement couvert"}
    labels = tuple(sorted({**dict(report().labels), "partial": "Pas entièrement couvert"}.items()))
    frame = Frame(report(labels=labels), Style(accent=OWN))
    points = (Point("a", "", 10.0, "10"), Point("b", "", 4.0, "4", state=state))
    found = columns.columns(frame, Trend(TITLE, "count", 0, points, alt="…"), 0, 0, 900, 600)
    told = {" ".join(one["lines"]) for one in found if one["kind"] == "text"}
    assert told & words == {said}
