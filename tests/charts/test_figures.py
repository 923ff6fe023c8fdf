"""Charts as data: what is drawn for a small frame."""

from datetime import date, timedelta

import pandas as pd
import pytest

from charts import axes, figures, multiples
from charts.ink import DARK, LIGHT, Pen
from charts.trend import trend

PEN = Pen(LIGHT, "fr")
MONDAY = date(2026, 11, 9)


def weeks(rows):
    """Rows of (value, state, covered days), one per week from 9 November 2026."""
    return pd.DataFrame(
        [
            {
                "period": MONDAY + timedelta(days=7 * index),
                "value": value,
                "state": state,
                "covered_days": covered,
                "days": 7,
            }
            for index, (value, state, covered) in enumerate(rows)
        ]
    )


def sentiment(rows):
    """Rows of (positive, neutral, negative, state, covered days)."""
    frame = weeks([(0, state, covered) for *_, state, covered in rows])
    counts = pd.DataFrame([row[:3] for row in rows], columns=["positive", "neutral", "negative"])
    return frame.join(counts)


def whole(value):
    return f"{value:.0f}"


def texts(figure):
    return [annotation.text for annotation in figure.layout.annotations]


def test_shares_of_sentiment_add_up_to_one():
    figure = figures.sentiment_weeks(sentiment([(1, 2, 1, "complete", 7)]), PEN)
    shares = {trace.marker.color: trace.y[0] for trace in figure.data}
    assert shares == {LIGHT.positive: 0.25, LIGHT.neutral: 0.5, LIGHT.negative: 0.25}  # 1, 2 and 1 of 4


def test_a_week_without_qualified_mentions_has_no_bar():
    figure = figures.sentiment_weeks(sentiment([(1, 2, 1, "complete", 7), (0, 0, 0, "complete", 7)]), PEN)
    assert all(pd.isna(trace.y[1]) for trace in figure.data)


def test_a_partial_week_is_hatched_and_says_how_many_days_it_has():
    figure = figures.sentiment_weeks(sentiment([(1, 2, 1, "complete", 7), (1, 0, 0, "running", 4)]), PEN)
    assert all(trace.marker.pattern.shape == ("", "/") for trace in figure.data)
    assert "4/7\u00a0j" in texts(figure)


def test_panels_share_one_scale_and_our_brand_comes_first():
    frame = pd.concat(
        [weeks([(0.2, "complete", 7)]).assign(series="Zed"), weeks([(0.8, "complete", 7)]).assign(series="Novane")],
        ignore_index=True,
    )
    panels = multiples.panels(
        frame, PEN, format_value=whole, own="Zed", colours={"Zed": "#1F4E79", "Novane": "#08A696"}
    )
    assert [name for name, _ in panels] == ["Zed", "Novane"]
    assert panels[0][1].layout.yaxis.range == panels[1][1].layout.yaxis.range
    assert [figure.data[0].line.color for _, figure in panels] == ["#1F4E79", "#08A696"]


def test_a_brand_without_a_figure_has_no_panel():
    frame = weeks([(None, "missing", 0)]).assign(series="Aurelle")
    assert multiples.panels(frame, PEN, format_value=whole, own="Aurelle", colours={}) == []


def test_the_largest_bar_is_on_top_and_bars_begin_at_zero():
    frame = pd.DataFrame({"label": ["X", "Presse"], "value": [4, 9], "previous": [5, None]})
    figure = figures.ranked_bars(frame, PEN, format_value=whole)
    assert list(figure.data[1].y) == ["X", "Presse"]  # Plotly draws from the bottom
    assert figure.layout.xaxis.rangemode == "tozero"


def test_a_name_from_a_file_is_no_markup():
    name = "<a href='http://evil.example'>x</a>"
    figure = figures.ranked_bars(pd.DataFrame({"label": [name], "value": [1]}), PEN, format_value=whole)
    assert "<a href" not in figure.to_json().replace("\\u003c", "<")


def test_every_figure_is_without_legend_and_zoom():
    frame = weeks([(3, "complete", 7)])
    figure = trend(frame, Pen(DARK, "en"), format_value=whole, colour=DARK.own)
    assert figure.layout.showlegend is False
    assert figure.layout.xaxis.fixedrange is True
    assert figure.layout.yaxis.fixedrange is True


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0, (0, 1)),
        (7, (0, 2, 4, 6, 8)),
        (950, (0, 500, 1000)),
        (0.41, (0, 0.2, 0.4, 0.6)),
        (12_000, (0, 5000, 10000, 15000)),
    ],
)
def test_ticks_are_round_and_reach_past_the_largest_value(top, ticks):
    assert axes.nice_ticks(top) == pytest.approx(ticks)


def test_an_empty_frame_is_an_empty_chart_and_no_error():
    frame = weeks([(None, "missing", 0)])
    assert trend(frame, PEN, format_value=whole, colour=LIGHT.own).data
    assert figures.sentiment_weeks(sentiment([(0, 0, 0, "missing", 0)]), PEN).data
