"""The trend of a KPI and the watch, as data: what is drawn for a small frame."""

from datetime import date, timedelta
from itertools import combinations

import pandas as pd
import pytest

from charts import described
from charts.events import WRITTEN, Event
from charts.ink import LIGHT, Pen
from charts.scale import scale
from charts.trend import TargetLine, trend
from charts.watch import watch

PEN = Pen(LIGHT, "fr")
MONDAY = date(2026, 11, 2)
BLUE = "#1F4E79"


def weeks(values, *, low=None, high=None, states=None, covered=None):
    """One row per week from 2 November 2026."""
    count = len(values)
    return pd.DataFrame(
        {
            "period": [MONDAY + timedelta(days=7 * place) for place in range(count)],
            "value": pd.array(values, dtype="float64"),
            "low": pd.array(low or [None] * count, dtype="float64"),
            "high": pd.array(high or [None] * count, dtype="float64"),
            "state": states or ["missing" if value is None else "complete" for value in values],
            "covered_days": covered or [7] * count,
            "days": [7] * count,
        }
    )


def whole(value):
    return f"{value:.0f}"


def drawn(frame, **asked):
    return trend(frame, PEN, format_value=whole, colour=BLUE, **asked)


def named(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def main(figure):
    return next(
        trace for trace in figure.data if trace.type == "scatter" and trace.line.color == BLUE and trace.name is None
    )


def texts(figure):
    return [annotation.text for annotation in figure.layout.annotations]


def test_a_missing_week_is_a_gap_and_no_zero():
    line = main(drawn(weeks([3, None, 5])))
    assert line.connectgaps is False
    assert (line.y[0], line.y[2]) == (3, 5)
    assert pd.isna(line.y[1])


def test_a_value_between_two_gaps_is_seen_as_a_point_however_long_the_line():
    values = [None if place == 3 or place == 5 else 2 for place in range(80)]
    assert main(drawn(weeks(values))).mode == "lines+markers"


def test_the_interval_is_one_surface_per_stretch_without_a_gap():
    figure = drawn(weeks([2, 3, None, 4], low=[1, 2, None, 3], high=[3, 4, None, 5]))
    surfaces = named(figure, "interval")
    assert [list(one.y) for one in surfaces] == [[3, 4, 2, 1], [5, 3]]  # along the top, back along the bottom


def test_the_target_is_one_dashed_line_named_at_its_end():
    figure = drawn(weeks([2, 3]), target=TargetLine(4, "cible ≥ 4"))
    (line,) = named(figure, "target")
    assert (line.line.color, line.line.dash) == (LIGHT.target, "dash")
    assert "cible ≥ 4" in texts(figure)


def test_a_range_has_two_target_lines():
    assert {trace.y[0] for trace in named(drawn(weeks([2, 3]), target=TargetLine(4, "4 – 6", high=6)), "target")} == {
        4,
        6,
    }


def test_a_target_that_grew_is_drawn_as_it_was_in_each_week():
    figure = drawn(weeks([2, 3, 4]), target=TargetLine(5, "≥ 5", past=(None, 4, 5)))
    assert [list(trace.y) for trace in named(figure, "target")] == [[None, 4, 5]]
    assert "5 · 16 nov." in texts(figure)  # the step says since when, and to what


def test_the_label_of_a_target_stands_where_its_line_ends():
    figure = drawn(weeks([2, 3, 4]), target=TargetLine(9, "≥ 9", past=(None, 6, 7)))
    (label,) = [one for one in figure.layout.annotations if one.text == "≥ 9"]
    assert label.y == named(figure, "target")[0].y[-1] == 7


def test_the_scale_holds_the_target_and_the_interval():
    figure = drawn(weeks([2, 3], low=[1, 2], high=[3, 9]), target=TargetLine(12, "≥ 12"))
    assert figure.layout.yaxis.range[1] >= 12
    assert figure.layout.yaxis.range[0] == 0


def test_a_running_week_is_hatched_hollow_and_says_its_days():
    figure = drawn(weeks([2, 3], states=["complete", "running"], covered=[7, 3]))
    (hatched,) = named(figure, "running")
    assert list(hatched.x) == [MONDAY + timedelta(days=7)]
    assert hatched.marker.pattern.shape == "/"
    assert "3/7\u00a0j" in texts(figure)
    assert list(main(figure).marker.color) == [BLUE, LIGHT.page]


def test_the_period_before_is_dotted_and_says_its_own_day():
    frame = weeks([2, 3])
    before = frame.assign(value=[1.0, 1.0], shown=[MONDAY - timedelta(days=14), MONDAY - timedelta(days=7)])
    figure = drawn(frame, previous=before, names=("cette période", "période précédente"))
    dotted = next(trace for trace in figure.data if trace.line.dash == "dot")
    assert list(dotted.x) == list(frame["period"])
    assert "19 octobre 2026" in dotted.customdata[0]
    assert "période précédente" in texts(figure)


def test_an_event_is_a_vertical_mark_and_its_label_no_markup():
    figure = drawn(weeks([2, 3]), events=(Event(MONDAY + timedelta(days=3), "<b>Rappel</b>"),))
    assert any(shape.type == "line" and shape.x0 == shape.x1 for shape in figure.layout.shapes)
    assert "&lt;b&gt;Rappel&lt;/b&gt; · 5 nov." in texts(figure)


def marks(figure):
    return [shape.x0.date() for shape in figure.layout.shapes if shape.type == "line" and shape.x0 == shape.x1]


@pytest.mark.parametrize("after", range(14))
def test_an_event_stands_on_its_own_day_in_its_week_the_last_week_too(after):
    day = MONDAY + timedelta(days=after)
    figure = drawn(weeks([2, 3]), events=(Event(day, "Rappel"),))
    assert marks(figure) == [day]
    start, end = figure.layout.xaxis.range
    assert pd.Timestamp(start) <= pd.Timestamp(day) < pd.Timestamp(end)


def test_an_event_that_began_before_the_days_drawn_is_not_shifted_to_the_first_of_them():
    begun = Event(MONDAY - timedelta(days=3), "Campagne", MONDAY + timedelta(days=4))
    figure = drawn(weeks([2, 3]), events=(begun,))
    assert marks(figure) == []
    (surface,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (surface.x0.date(), surface.x1.date()) == (MONDAY, MONDAY + timedelta(days=4))
    assert any(text.startswith("Campagne · ") and "30 oct." in text for text in texts(figure))


@pytest.mark.parametrize("days", [(36, 56, 78), (10, 50, 66), (50, 70, 88)])
def test_labels_of_events_that_would_overlap_are_on_two_rows(days):
    """A label left of its line meets the one before it, which stands right of its own, at twice the distance."""
    figure = drawn(weeks([2.0] * 13), events=tuple(Event(MONDAY + timedelta(days=day), "Salon") for day in days))
    room = timedelta(days=90) * WRITTEN
    texts = []
    for one in figure.layout.annotations:
        if "Salon" in one.text:
            begins = pd.Timestamp(one.x) - (room if one.xanchor == "right" else timedelta())
            texts.append((one.yshift, begins, begins + room))
    assert len(texts) == 3
    for (row, begins, ends), (other, starts, stops) in combinations(texts, 2):
        assert row != other or ends <= starts or stops <= begins


def test_no_number_is_written_twice_on_the_axis_of_small_counts():
    axis = drawn(weeks([1, 1, 1])).layout.yaxis
    assert (axis.tickvals, axis.ticktext) == ((0, 1), ("0", "1"))


def test_an_event_outside_the_days_that_are_shown_is_not_drawn():
    assert drawn(weeks([2, 3]), events=(Event(date(2020, 1, 1), "jadis"),)).layout.shapes == ()


def test_months_are_named_as_months():
    frame = weeks([1, 2]).assign(period=[date(2026, 10, 1), date(2026, 11, 1)])
    assert list(drawn(frame).layout.xaxis.ticktext) == ["oct. 2026", "nov. 2026"]


def test_one_figure_has_one_axis_of_values():
    figure = drawn(weeks([2, 3]), target=TargetLine(4, "≥ 4"), previous=weeks([1, 1]).assign(shown=[MONDAY, MONDAY]))
    assert {trace.yaxis for trace in figure.data} <= {None, "y"}


@pytest.mark.parametrize(
    ("values", "stock", "ticks"),
    [
        ([], False, (0, 1)),
        ([3, 7], False, (0, 2, 4, 6, 8)),
        ([-12, 30], False, (-20, 0, 20, 40)),
        ([-12, -3], False, (-15, -10, -5, 0)),
        ([1_000_000, 1_040_000], True, (1_000_000, 1_010_000, 1_020_000, 1_030_000, 1_040_000, 1_050_000)),
        ([10, 100], True, (0, 50, 100)),
    ],
)
def test_a_scale_begins_at_zero_goes_below_it_for_negative_values_and_comes_close_to_a_stock(values, stock, ticks):
    assert scale(values, from_zero=not stock) == pytest.approx(ticks)


def watched(rows):
    """Rows of (observed, expected, level), one per day."""
    return pd.DataFrame(
        [
            {"day": MONDAY + timedelta(days=place), "observed": observed, "expected": expected, "level": level}
            for place, (observed, expected, level) in enumerate(rows)
        ]
    )


def test_a_day_above_calm_has_a_colour_a_shape_and_a_number():
    figure = watch(watched([(4, 4.0, 0), (9, 4.0, 1), (20, 4.0, 2), (30, 4.0, 3)]), PEN, format_value=whole)
    signs = [trace for trace in figure.data if trace.name.startswith("level")]
    assert [(one.marker.symbol, one.text) for one in signs] == [
        ("circle", ("1",)),
        ("triangle-up", ("2",)),
        ("diamond", ("3",)),
    ]
    assert len(set(figure.data[0].marker.color)) == 4


def test_days_of_one_level_side_by_side_say_their_number_once_on_the_highest():
    figure = watch(
        watched([(20, 4.0, 3), (34, 4.0, 3), (23, 4.0, 3), (4, 4.0, 0), (21, 4.0, 3)]), PEN, format_value=whole
    )
    (signs,) = [trace for trace in figure.data if trace.name.startswith("level")]
    assert len(signs.x) == 4  # each day keeps its shape
    assert signs.text == ("", "3", "", "3")  # 34 is the highest of the first three; the last day stands alone


def test_a_day_that_could_not_be_judged_is_no_calm_sign():
    figure = watch(watched([(4, None, None)]), PEN, format_value=whole)
    assert [trace.name for trace in figure.data] == ["observed", "expected"]


def test_a_line_is_told_in_a_sentence():
    told = described.line(weeks([3, None, 5, 1]), "Retombées", format_value=whole, language="en")
    assert told == (
        "Retombées: first 3 on 2 November 2026, last 1 on 23 November 2026; highest 5 on 16 November 2026, "
        "lowest 1 on 23 November 2026. Without a figure: 1."
    )


def test_a_line_without_figures_says_so():
    assert (
        described.line(weeks([None]), "Retombées", format_value=whole, language="en")
        == "Retombées: no figure in this period."
    )


def test_bars_are_told_from_the_largest():
    frame = pd.DataFrame({"label": ["X", "Presse", "Blogs"], "value": [2.0, 9.0, None]})
    assert described.bars(frame, "Par réseau", format_value=whole, language="fr") == "Par réseau · Presse 9, X 2"
