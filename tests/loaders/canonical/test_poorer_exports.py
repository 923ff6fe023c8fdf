"""A later export changes what it states: a column that it lacks, and an empty cell, change nothing."""

import pytest

from data import ledger
from data.decisions.brands import set_role
from data.derived import filled_cells
from kpis.lineage import records as lineage
from loaders.load import preview
from tests.tables import given, table, write

RICH = """
    Date       | Brand | Channel  | Id | Post  | Reach | Reactions | Comments | Shares
    2026-01-05 | Acme  | facebook | 1  | Hello | 1000  | 30        | 5        | 5
    2026-01-06 | Acme  | facebook | 2  | World | 1000  | 10        | 0        | 0
"""
POOR = """
    Date       | Brand | Channel  | Id | Post  | Reach | Reactions | Comments
    2026-01-05 | Acme  | facebook | 1  | Hello | 1100  | 30        |
    2026-01-06 | Acme  | facebook | 2  | World | 1000  | 10        | 3
"""


def posts(store, columns="reach, comments, shares"):
    return [tuple(row.values()) for row in store.rows(f"select {columns} from posts order by day")]


def notes(receipt):
    return [str(note) for note in receipt.parts[0].notes]


def test_a_column_less_and_an_empty_cell_erase_nothing(store, tmp_path):
    given(store, tmp_path, "rich.csv", RICH)
    given(store, tmp_path, "poor.csv", POOR)
    assert posts(store) == [(1100, 5, 5), (1000, 3, 0)]


def test_the_receipt_and_the_preview_say_what_changes_and_what_is_left_alone(store, tmp_path):
    given(store, tmp_path, "rich.csv", RICH)
    expected = [
        "Cells of other uploads that this file changes: reach (1), comments (1).",
        "Left alone, because this file does not state what other uploads do: comments (1), shares (2).",
    ]
    path = write(tmp_path / "poor.csv", table(POOR))
    assert notes(preview(store, path, name="poor.csv"))[-2:] == expected
    assert posts(store) == [(1000, 5, 5), (1000, 0, 0)]
    assert notes(given(store, tmp_path, "poor.csv", POOR))[-2:] == expected


def test_the_richer_export_loaded_last_though_it_is_the_older_one_adds_what_the_other_lacks(store, tmp_path):
    given(store, tmp_path, "poor.csv", POOR + "    2026-01-09 | Acme | facebook | 3 | New | 10 | 1 | 1")
    receipt = given(store, tmp_path, "rich.csv", RICH)
    assert "Cells that this file adds to records of other uploads: comments (1), shares (2)." in notes(receipt)
    assert posts(store) == [(1100, 5, 5), (1000, 3, 0), (10, 1, None)]


@pytest.mark.parametrize("stays", ["rich.csv", "poor.csv"])
def test_without_one_of_them_the_other_says_exactly_what_it_says_alone(store, tmp_path, stays):
    texts = {"rich.csv": RICH, "poor.csv": POOR}
    alone = given(store, tmp_path, stays, texts[stays])
    before = ledger.checksum(store)
    ledger.withdraw(store, alone.upload_id, who="test")
    loaded = {name: given(store, tmp_path, name, text) for name, text in texts.items()}
    (gone,) = set(texts) - {stays}
    ledger.withdraw(store, loaded[gone].upload_id, who="test")
    assert ledger.checksum(store) == before
    assert store.value("select count(*) from filled_cells") == 0


def test_of_a_cell_of_another_file_the_lineage_says_which(store, tmp_path):
    given(store, tmp_path, "rich.csv", RICH)
    poor = given(store, tmp_path, "poor.csv", POOR)
    found = lineage.filled_cells(store, poor.upload_id, "", 2)
    assert found.values.tolist() == [["comments", "rich.csv", "", 2], ["shares", "rich.csv", "", 2]]
    assert lineage.filled_cells(store, poor.upload_id, "", 3).column_name.tolist() == ["shares"]


def test_two_records_of_one_post_in_a_file_complete_each_other(store, tmp_path):
    receipt = given(
        store,
        tmp_path,
        "twice.csv",
        """
        Date       | Brand | Channel  | Id | Post  | Reach | Comments | Shares
        2026-01-05 | Acme  | facebook | 1  | Hello | 1000  | 5        |
        2026-01-05 | Acme  | facebook | 1  | Hello | 1000  |          | 7
        """,
    )
    assert (receipt.kept, receipt.folded) == (1, 1)
    assert posts(store) == [(1000, 5, 7)]


def test_followers_lost_stay_when_a_later_export_leaves_their_cells_empty(store, tmp_path):
    set_role(store, "Acme", "own", who="test")
    header = (
        "Date | Impressions | Likes | Engagements | Bookmarks | Shares | New follows | Unfollows | Replies | Reposts | "
        "Profile visits | Create Post | Video views | Media views"
    )
    day = "\nTue, Feb {day}, 2025 | 60 | 4 | 9 | 0 | 0 | {follows} | {unfollows} | 1 | 0 | 12 | 1 | 0 | 0"
    given(store, tmp_path, "a.csv", header + day.format(day=17, follows=9, unfollows=4))
    later = day.format(day=17, follows=10, unfollows="") + day.format(day=18, follows=5, unfollows="")
    given(store, tmp_path, "b.csv", header + later)
    assert store.rows("select gained, lost from followers order by day") == [
        {"gained": 10, "lost": 4},
        {"gained": 5, "lost": None},
    ]


def test_a_mention_without_its_text_in_a_later_export_keeps_text_author_source_and_story(store, tmp_path):
    story = "Aurelle rappelle douze mille voitures pour un frein douteux."
    header = "Date | Brand | Channel | Source | Author | Text | URL | Sentiment | Repost"
    given(
        store,
        tmp_path,
        "a.csv",
        f"{header}\n2026-03-02 10:00 | Acme | News | Le Journal | lea | {story} | https://a.example/1 | negative | no\n"
        f"2026-03-02 12:00 | Acme | News | La Gazette | max | {story} | https://b.example/1 | positive | yes",
    )
    given(
        store,
        tmp_path,
        "b.csv",
        "Date | Brand | Channel | Text | URL | Reach\n2026-03-02 12:00 | Acme | News | | https://b.example/1 | 50",
    )
    found = store.rows(
        "select source, author, text, sentiment, sentiment_origin, reach, is_repost, is_unique from mentions where reach = 50"
    )
    assert found == [
        {
            "source": "La Gazette", "author": "max", "text": story, "sentiment": "positive", "sentiment_origin": "tool",
            "reach": 50, "is_repost": True, "is_unique": False,
        }
    ]  # fmt: skip
    days = store.rows("select sum(mentions) m, sum(unique_mentions) u, sum(reach) r from mention_days")
    assert days == [{"m": 2, "u": 1, "r": 50}]
    assert store.value("select count(distinct story) from mentions") == 1
    assert store.value("select count(distinct author_key) from mentions") == 2


def test_an_export_that_says_nothing_of_replies_leaves_answered_messages_answered_and_new_ones_unknown(store, tmp_path):
    header = "Received | Brand | Channel | Id | Message"
    given(
        store,
        tmp_path,
        "a.csv",
        f"{header} | First reply\n2026-03-02 10:00 | Acme | x | 1 | One | 2026-03-02 11:00\n2026-03-02 10:00 | Acme | x | 2 | Two | ",
    )
    given(
        store,
        tmp_path,
        "b.csv",
        f"{header}\n2026-03-02 10:00 | Acme | x | 1 | One\n2026-03-02 10:00 | Acme | x | 2 | Two\n2026-03-09 10:00 | Acme | x | 3 | Three",
    )
    found = store.rows(
        "select platform_id, is_answered, cast(told_until as varchar) as told_until from conversations order by 1"
    )
    assert [tuple(row.values()) for row in found] == [
        ("1", True, "2026-03-02 23:00:00"),  # the end of the day in Paris
        ("2", False, "2026-03-02 23:00:00"),
        ("3", None, "2026-03-09 23:00:00"),
    ]


def test_a_figure_filled_from_a_tool_ranks_as_the_tools_where_the_sheet_has_none(store, tmp_path):
    """The sheet states revenue alone: the visits of the tool's other sources count as before."""
    header = "First day | Last day | Brand | Source | Visits | Conversions | Revenue | Currency"
    given(
        store,
        tmp_path,
        "tool.csv",
        f"{header}\n2026-03-02 | 2026-03-08 | Acme | mail | 40 | 2 |  | \n2026-03-02 | 2026-03-08 | Acme | ads | 60 | 3 | | ",
    )
    with store.writing() as cursor:  # as a tool's own format would leave it
        cursor.execute("update upload_parts set format = 'ga4'")
    given(store, tmp_path, "sheet.csv", f"{header}\n2026-03-02 | 2026-03-08 | Acme | mail |  |  | 900 | EUR")
    found = store.rows("select source, visits, conversions, revenue from business order by source")
    assert [tuple(row.values()) for row in found] == [("ads", 60, 3.0, None), ("mail", 40, 2.0, 900.0)]


def test_every_column_that_may_be_empty_is_merged_unless_identity_or_another_column_fixes_it(store):
    fixed = {"last_day", "item", "site", "is_below_one", "author_key", "named"}
    for records in filled_cells.RECORDS.values():
        found = store.rows(
            "select column_name from duckdb_columns() where table_name = ? and is_nullable and schema_name = 'main'",
            [records],
        )
        assert {row["column_name"] for row in found} - fixed <= set(filled_cells.columns(records)), records


def test_a_log_without_tone_tells_none_though_its_mentions_had_one_in_another_export(store, tmp_path):
    """Undone, the earlier export leaves no trace: nor that its sentiments were told by the later one."""
    text = (
        "date | brand | channel | url | text | sentiment\n2026-01-05 | Aurelle | x | https://x.com/1 | Bien | positive"
    )
    toned = given(store, tmp_path, "a.csv", text)
    given(
        store,
        tmp_path,
        "b.csv",
        "date | brand | channel | url | text\n2026-01-05 | Aurelle | x | https://x.com/1 | Bien",
    )
    assert [row["tells_tone"] for row in store.rows("select tells_tone from tone_logs order by all")] == [False, True]
    ledger.withdraw(store, toned.upload_id, who="Anna")
    assert store.rows("select unknown, untold from mention_days") == [{"unknown": 1, "untold": 1}]
