"""The rows of a part of a figure: as many as it counts, those that explain first."""

from datetime import date

import pytest

from kpis.analysis.parts import Window, records_of
from kpis.catalogue import catalogue
from kpis.engine.scope import Scope
from kpis.lineage import part_rows
from tests import canonical

LOG = """
    Day        | Brand   | Channel | Source   | Author | Sentiment | Engagement | Text
    2026-03-09 | Aurelle | x       | x.com    | ana    | negative  | 5          | En panne encore
    2026-03-10 | Aurelle | x       | x.com    | bo     | positive  | 90         | Quelle belle auto
    2026-03-11 | Aurelle | news    | alpha.fr | cy     | negative  | 70         | Un rappel massif
    2026-03-11 | Novane  | x       | x.com    | di     | negative  | 99         | Novane aussi
    2026-03-02 | Aurelle | x       | x.com    | eve    | negative  | 99         | La semaine avant
"""
SCOPE = Scope(date(2026, 3, 9), date(2026, 3, 15), ("Aurelle",), today=date(2026, 4, 1))


@pytest.fixture
def listed(store):
    canonical.mentions(store, LOG, covers=("2026-03-02", "2026-03-15"))

    def authors(kpi, item=None, **asked):
        keys = records_of(store, catalogue()[kpi], Window(SCOPE, "week"), "channel", item)
        return part_rows.page(store, "mentions", keys, **asked)["author"].tolist()

    return authors


def test_the_parts_that_explain_come_first_and_in_them_the_numerator(listed):
    assert listed("negative_share", items=["x", "news"]) == ["ana", "bo", "cy"]
    assert listed("negative_share", items=["news", "x"]) == ["cy", "ana", "bo"]
    assert listed("negative_share", items=["x"], rising=False) == ["bo", "ana", "cy"]


def test_a_part_lists_its_own_rows_page_by_page(listed):
    assert listed("mention_volume_unique", "x", items=["x"]) == ["bo", "ana"]  # the loudest first
    assert listed("mention_volume_unique", "x", items=["x"], number=2, size=1) == ["ana"]
