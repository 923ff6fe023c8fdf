"""Sparklines and bullets: what the drawing holds."""

import re
import xml.etree.ElementTree as ElementTree

from charts.ink import LIGHT
from charts.sparklines import WIDTH, Measure, bullet, sparkline

SVG = "{http://www.w3.org/2000/svg}"


def shapes(drawing, name):
    return ElementTree.fromstring(drawing).findall(f"{SVG}{name}")


def points(drawing):
    """Dots, in the order that they are drawn: lines without length, with round ends."""
    return [path for path in shapes(drawing, "path") if path.get("stroke-linecap") == "round"]


def test_a_missing_value_parts_the_line():
    drawing = sparkline([1, 2, None, 3, 4], LIGHT, status="met")
    assert len([path for path in shapes(drawing, "path") if path.get("stroke") == LIGHT.own]) == 2


def test_the_last_point_has_the_colour_of_the_status():
    (last,) = points(sparkline([1, 2, 3], LIGHT, status="behind"))
    assert last.get("stroke") == LIGHT.statuses["behind"]


def test_the_last_point_of_an_open_period_is_hollow():
    rim, core = points(sparkline([1, 2, 3], LIGHT, status="met", last_open=True))
    assert (rim.get("stroke"), core.get("stroke")) == (LIGHT.statuses["met"], LIGHT.page)
    assert float(core.get("stroke-width")) < float(rim.get("stroke-width"))


def test_no_last_point_is_drawn_for_a_missing_last_value():
    assert points(sparkline([1, 2, None], LIGHT, status="none")) == []


def test_a_stretched_drawing_keeps_its_lines_as_thick_as_they_are():
    drawing = sparkline([1, 2, None, 3, 4], LIGHT, status="met", target=2)
    assert ElementTree.fromstring(drawing).get("preserveAspectRatio") == "none"
    assert {path.get("vector-effect") for path in shapes(drawing, "path")} == {"non-scaling-stroke"}


def test_the_target_is_dotted_and_inside_the_drawing():
    drawing = sparkline([1, 2, 3], LIGHT, status="behind", target=10)
    dotted = next(path for path in shapes(drawing, "path") if path.get("stroke-dasharray"))
    level = float(re.search(r"M\S+ (\S+) H", dotted.get("d")).group(1))
    assert level == 5.0  # the target is the largest value: at the upper margin


def test_nothing_known_is_a_dotted_line_and_no_value():
    (only,) = shapes(sparkline([None, None], LIGHT, status="none"), "path")
    assert only.get("stroke-dasharray")


def test_a_bar_begins_at_zero_and_ends_at_the_value():
    drawing = bullet(Measure(50, None, None, 100, 5, "higher"), LIGHT)
    bar = next(rect for rect in shapes(drawing, "rect") if rect.get("fill") == LIGHT.text)
    assert bar.get("x") == "0"
    assert float(bar.get("width")) == round(WIDTH * 50 / 120, 1)  # the scale reaches 1.2 times the largest


def test_a_scale_with_negative_values_shows_a_dot_and_no_bar():
    drawing = bullet(Measure(-9, -13, -4, 5, 2, "higher"), LIGHT)
    assert len(shapes(drawing, "circle")) == 1
    assert not [rect for rect in shapes(drawing, "rect") if rect.get("fill") == LIGHT.text]


def test_ranges_are_reversed_where_lower_is_better():
    def shades(better):
        return [rect.get("fill") for rect in shapes(bullet(Measure(50, None, None, 60, 5, better), LIGHT), "rect")[:3]]

    assert shades("lower") == shades("higher")[::-1]


def test_the_target_of_each_week_is_drawn_as_a_step_with_what_is_near_it():
    """A ramp of 10, 20, 30: three short lines, each higher than the one before, and none for a week without target."""
    drawn = sparkline([5.0, 15.0, 25.0, 30.0], LIGHT, status="met", bands=[(10, 9), (20, 19), (30, 28.5), None])
    levels = [
        float(level) for level in re.findall(rf'<path d="M[\d.]+ ([\d.]+) h[\d.]+" stroke="{LIGHT.target}"', drawn)
    ]
    assert len(levels) == 3
    assert levels == sorted(levels, reverse=True)


def test_a_bullet_marks_both_ends_of_a_range_and_thinner_what_stands_beside():
    drawn = bullet(Measure(5.0, None, None, 4.0, 0.2, "range", target_high=6.0, benchmarks=(3.0,)), LIGHT)
    assert drawn.count(f'fill="{LIGHT.target}"') == 2
    assert drawn.count(f'width="1.2" height="18" fill="{LIGHT.muted}"') == 1
