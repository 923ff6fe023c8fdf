"""A chart as a picture: labels at the height of their lines, nothing cut, a legend, a footer that wraps."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from charts import picture
from charts.ink import LIGHT, Pen
from charts.labels import END
from charts.multiples import together
from charts.trend import TargetLine, trend

PEN = Pen(LIGHT, "en")
MONDAY = date(2026, 11, 2)


def frame(values, series="Aurelle"):
    days = [MONDAY + timedelta(days=7 * place) for place in range(len(values))]
    return pd.DataFrame({"period": days, "value": values, "series": series, "state": "complete", "days": 7})


def drawn(now=14.6, before=14.2, target=17.0):
    whole = frame([20.0, 22.0, now])
    before = whole.assign(value=[10.0, -18.0, before], shown=whole["period"])
    return trend(
        whole,
        PEN,
        format_value=lambda value: f"{value:.0f} pts",
        colour="#1F4E79",
        target=TargetLine(target, "target ≥ 17 pts"),
        previous=before,
        names=("this period", "previous period"),
    )


def laid_out(figure, footer=("Source: Brandwatch", "Data up to 15 November 2026")):
    return picture.layout(figure, PEN, title=["Aurelle · Net sentiment", "points"], footer=list(footer))


@pytest.mark.parametrize("seed", range(40))
def test_labels_never_overlap_keep_their_order_and_stay_within_the_drawing(seed):
    chance = random.Random(seed)
    heights = [chance.choice((16, 32)) for _ in range(chance.randint(1, 8))]
    room = sum(heights) + chance.uniform(0, 200)
    wanted = sorted(chance.uniform(-20, room + 20) for _ in heights)
    found = picture.apart(wanted, heights, room)
    edges = [(middle - height / 2, middle + height / 2) for middle, height in zip(found, heights, strict=True)]
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(edges))
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= room + 1e-6


def test_labels_with_room_stand_where_they_should():
    assert picture.apart([20, 60, 120], [16, 16, 32], 200) == [20, 60, 120]


def test_a_label_points_at_the_height_of_its_line_and_never_floats_far_from_it():
    figure = drawn()
    asked = laid_out(figure)
    ends = {note["text"].split("<")[0]: note for note in asked["annotations"] if note.get("name") == END}
    assert {name: note["y"] for name, note in ends.items()} == {
        "target ≥ 17 pts": 17.0,
        "this period": 14.6,
        "previous period": 14.2,
    }
    shifts = [note["ay"] if note["showarrow"] else -note["yshift"] for note in ends.values()]
    assert max(map(abs, shifts)) < 45  # three labels, one of two lines, are 68 pixels high


def test_a_picture_names_its_lines_once_and_its_texts_have_room():
    asked = laid_out(drawn(), footer=["Source: " + ", ".join(f"tool {n}" for n in range(60))])
    assert [name for name in asked["names"] if name] == ["target ≥ 17 pts", "previous period", "this period"]
    (footer,) = [note for note in asked["annotations"] if note.get("name") == "footer"]
    lines = footer["text"].split("<br>")
    assert len(lines) > 3
    assert max(map(len, lines)) <= picture.SHORT
    assert asked["margin"]["b"] >= picture.AXIS + 14 + 18 * len(lines)
    assert asked["margin"]["r"] > 100  # "previous period" stands beside the drawing
    assert asked["margin"]["t"] + asked["margin"]["b"] < 500


def test_what_a_file_or_person_named_is_no_markup():
    figure = drawn()
    asked = picture.layout(figure, PEN, title=["<b>x</b>", "<i>y</i>"], footer=["<u>z</u>"])
    assert asked["title"]["text"] == "&lt;b&gt;x&lt;/b&gt;"
    assert "<i>" not in asked["title"]["subtitle"]["text"]
    assert any("&lt;u&gt;" in note["text"] for note in asked["annotations"])


def test_all_competitors_are_in_one_chart_ours_on_top_and_first_in_the_legend():
    both = pd.concat([frame([1.0, 2.0, 9.0]), frame([3.0, 3.0, 4.0], "Velmont"), frame([2.0, None, None], "Karsa")])
    figure = together(both, PEN, format_value=str, own="Aurelle", colours={"Aurelle": "#111111"})
    asked = laid_out(figure)
    assert sorted(asked["names"]) == ["Aurelle", "Karsa", "Velmont"]
    assert figure.data[-1].meta == "Aurelle"
    assert asked["legend"]["traceorder"] == "reversed"
    assert {note["y"] for note in asked["annotations"] if note.get("name") == END} == {9.0, 4.0, 2.0}
