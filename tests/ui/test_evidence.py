"""The evidence of a figure, opened by its address, without a browser."""

import re

import pytest

from tests import canonical_activity
from tests.ui.dashboard import faults
from ui import session

WEEK = {"since": "2026-03-16", "until": "2026-03-22"}


@pytest.fixture
def opened(dashboard):
    """Opens the evidence of a figure: what its texts say, and the labels of what can be unfolded."""

    def texts(figure, **address):
        app = dashboard("visibility", figure=figure, **WEEK, **address)
        assert faults(app) == []
        written = "\n".join(one.value for one in (*app.markdown, *app.caption)).replace("\\", "")
        written = re.sub(r"[^\S\n]", " ", written)
        return written, [one.label for one in app.expander]

    return texts


def test_the_address_opens_the_answer(opened):
    told, labels = opened("mention_volume_unique")
    assert "**21, 0: it did not move.**" in told
    assert "16 – 22 March 2026, compared with 9 – 15 March 2026" in told
    assert "**21 mentions counted** · Aurelle · 16 – 22 March 2026" in told
    # what the answer rests on comes after, the quoted article last and attributed
    assert labels[-1] == "The article that it answers"
    assert "Quoted from the article" in told


@pytest.mark.parametrize("figure", ["share_of_voice", "unique_authors", "emerging_topics", "crisis_level", "nps"])
def test_every_kind_of_figure_opens(opened, figure):
    opened(figure)


@pytest.mark.parametrize(("figure", "of"), [("nothing", ""), ("nps", "Nobody~x~y~z"), ("nps", "Aurelle~2026-03-09")])
def test_an_address_of_no_figure_is_no_fault(opened, figure, of):
    opened(figure, figure_of=of)


def test_the_times_of_records_are_those_of_the_organisation(dashboard):
    dashboard("settings")
    canonical_activity.conversations(
        session.store(),
        "Day | Brand | Channel | Reply\n2026-03-17 22:30 | Aurelle | x | 2026-03-17 23:30\n"
        "2026-03-18 10:00 | Aurelle | x | ",
    )
    app = dashboard("visibility", figure="response_rate", **WEEK)
    assert faults(app) == []
    (table,) = [one.value for one in app.dataframe if "Received" in one.value.columns]
    assert [name for name in table.columns if "UTC" in name] == []
    # stored in UTC; Paris is an hour ahead, and the reply is of the next day there
    assert sorted(str(one) for one in table["Received"]) == ["2026-03-17 23:30:00", "2026-03-18 11:00:00"]
    assert sorted(str(one) for one in table["First reply"].dropna()) == ["2026-03-18 00:30:00"]
