"""The mentions behind a figure: filters, pages, and files that are safe to open."""

import csv
import io
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import openpyxl
import pyarrow.parquet as parquet
import pytest

from data.decisions import corrections
from data.store import time_zone
from kpis.lineage import mention_filter, mentions
from kpis.lineage.mention_filter import Filter
from reports import mentions_file
from tests.tables import given

LOG = """
    Date             | Brand   | Channel  | Author | Text                  | Sentiment | Reach | Country
    2026-11-09 08:00 | Aurelle | X        | ana    | Très bonne citadine   | positive  | 10    | FR
    2026-11-10 09:00 | Aurelle | Blog     | bo     | =HYPERLINK("http://e") | negative | 200   | FR
    2026-11-11 10:00 | Aurelle | X        | cy     | Rappel de véhicules   | negative  | 3000  | BE
    2026-11-12 11:00 | Aurelle | Facebook | di     | Une citadine          |           |       |
    2026-11-12 12:00 | Novane  | X        | ed     | Novane aussi          | neutral   | 5     | FR
    2026-11-20 08:00 | Aurelle | X        | flo    | Hors de la semaine    | neutral   | 5     | FR
"""
WEEK = Filter("Aurelle", date(2026, 11, 9), date(2026, 11, 15))


@pytest.fixture
def loaded(store, tmp_path):
    receipt = given(store, tmp_path, "log.csv", LOG)
    assert receipt.status == "loaded", receipt.reason
    return store


def page(store, wanted, *, number=1, size=mentions.PAGE):
    return mentions.page(store, wanted, number=number, days=mentions.daily(store, wanted), size=size)


def texts(store, wanted):
    found = list(page(store, wanted)["text"])
    assert len(found) == count(store, wanted)
    return found


def count(store, wanted):
    return sum(n for _, n in mentions.daily(store, wanted))


def written(store, wanted, form, tmp_path):
    path = tmp_path / f"rows.{form}"
    return mentions_file.write(store, mentions.everything(wanted, time_zone(store)), path, form=form), path


def test_only_the_brand_and_the_days_pass(loaded):
    assert count(loaded, WEEK) == 4  # of 6: one is Novane's, one is of the 20th


def test_rows_come_newest_first_or_as_asked(loaded):
    assert texts(loaded, WEEK)[0] == "Une citadine"
    assert texts(loaded, replace(WEEK, sort="oldest"))[0] == "Très bonne citadine"
    assert texts(loaded, replace(WEEK, sort="reach")) == [
        "Rappel de véhicules", '=HYPERLINK("http://e")', "Très bonne citadine", "Une citadine",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"channel": ("x",), "sentiment": ("negative",)}, ["Rappel de véhicules"]),
        ({"sentiment": ("unknown",)}, ["Une citadine"]),
        ({"author": ("bo",)}, ['=HYPERLINK("http://e")']),
        ({"country": ("BE",)}, ["Rappel de véhicules"]),
        ({"kind": ("blog",)}, ['=HYPERLINK("http://e")']),
        ({"reach": (100, 300)}, ['=HYPERLINK("http://e")']),
        ({"reach": (None, 10)}, ["Très bonne citadine"]),
        ({"topic": ("recall",)}, ["Rappel de véhicules"]),
        ({"share": "unique", "sentiment": ("positive",)}, ["Très bonne citadine"]),
        ({"share": "reposts"}, []),
        ({"has": ("sensitive_topic",)}, ["Rappel de véhicules"]),
        ({"has": ("engagement",)}, []),
        ({"has": ("author",), "kind": ("blog",)}, ['=HYPERLINK("http://e")']),
        ({"q": "VEHICULES"}, ["Rappel de véhicules"]),  # neither case nor accents
        ({"q": "citadine -bonne"}, ["Une citadine"]),
        ({"q": '"rappel de"'}, ["Rappel de véhicules"]),
        ({"q": "%"}, []),  # searched as it is
        ({"q": "une bonne"}, []),  # both must be there
    ],
)
def test_filters_hold_together(loaded, filters, expected):
    assert texts(loaded, replace(WEEK, **filters)) == expected


def test_counts_of_the_roll_up_are_those_of_the_rows(loaded):
    for filters in (
        {},
        {"channel": ("x",)},
        {"share": "unique", "sentiment": ("negative", "unknown")},
        {"kind": ("blog",)},
    ):
        wanted = replace(WEEK, **filters)
        assert wanted.is_in_roll_up
        assert count(loaded, wanted) == len(page(loaded, wanted))


def test_what_a_search_means():
    assert mention_filter.terms('rappel -exercice "frein à main" -"sans suite"') == (
        ("rappel", "frein à main"),
        ("exercice", "sans suite"),
    )
    assert mention_filter.terms("porte-parole - ") == (("porte-parole",), ())


def test_a_filter_in_the_url_is_read_as_it_was_written():
    texts_ = {
        "author": mention_filter.joined(["Dupont, Anne", "é&=b"]),
        "reach": "100-",
        "q": "rappel",
        "sort": "reach",
    }
    kept = dict(parse_qsl(mention_filter.as_query(texts_)))
    read = mention_filter.from_address(kept, brand="Aurelle", since=WEEK.since, until=WEEK.until)
    assert (read.author, read.reach, read.q, read.sort) == (("Dupont, Anne", "é&=b"), (100, None), "rappel", "reach")


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"share": "unique", "sentiment": ("positive", "unknown"), "has": ("author", "sensitive_topic")},
        {"reach": (100, None), "engagement": (None, 0), "author": ("Dupont, Anne",), "q": "rappel", "sort": "reach"},
    ],
)
def test_the_address_of_a_filter_names_it_whole(filters):
    wanted = replace(WEEK, **filters)
    texts_ = mention_filter.as_address(wanted)
    assert set(texts_) == set(mention_filter.NAMES)
    assert mention_filter.from_address(texts_, brand="Aurelle", since=WEEK.since, until=WEEK.until) == wanted


def test_what_cannot_be_meant_in_a_url_filters_nothing():
    texts_ = {"reach": "many", "share": "all of it", "has": "luck", "sort": "'; drop table", "q": '"'}
    read = mention_filter.from_address(texts_, brand="Aurelle", since=WEEK.since, until=WEEK.until)
    assert read.has == ()
    assert (read.reach, read.share, read.sort, mention_filter.terms(read.q)) == ((None, None), "", "newest", ((), ()))


def test_every_row_is_on_one_page_and_one_only(loaded):
    for sort in mention_filter.SORTS:
        wanted = replace(WEEK, sort=sort)
        pages = [list(page(loaded, wanted, number=number, size=3)["record"]) for number in (1, 2)]
        assert [len(one) for one in pages] == [3, 1]
        assert len({*pages[0], *pages[1]}) == 4
        assert [*pages[0], *pages[1]] == list(page(loaded, wanted)["record"])


def test_a_row_names_the_file_and_the_record_that_it_came_from(loaded):
    row = page(loaded, WEEK).iloc[-1]
    assert (row["file"], row["record"]) == ("log.csv", 2)  # the header is record 1


def test_a_corrected_row_shows_its_label_beside_that_of_the_tool(loaded):
    row = page(loaded, replace(WEEK, q="rappel")).iloc[0]
    (number,) = corrections.correct_all(loaded, [int(row["identity"])], field="sentiment", value="neutral", who="ana")
    (one,) = page(loaded, replace(WEEK, share="corrected")).itertuples()
    assert (one.sentiment, one.sentiment_of_the_tool, one.sentiment_origin) == ("neutral", "negative", "manual")
    assert texts(loaded, replace(WEEK, sentiment=("neutral",))) == ["Rappel de véhicules"]
    corrections.undo_all(loaded, [number], who="ana")
    assert texts(loaded, replace(WEEK, sentiment=("neutral",))) == []


def test_no_cell_of_the_csv_is_a_formula(loaded, tmp_path):
    done, path = written(loaded, WEEK, "csv", tmp_path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row["text"] for row in rows if "HYPERLINK" in row["text"]] == ['\'=HYPERLINK("http://e")']
    assert done == len(rows) == 4


def test_no_cell_of_the_workbook_is_a_formula(loaded, tmp_path):
    _, path = written(loaded, WEEK, "xlsx", tmp_path)
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert [cell.value for cell in cells if "HYPERLINK" in str(cell.value)] == ['\'=HYPERLINK("http://e")']
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}  # 'f' is a formula


def test_parquet_keeps_the_texts_as_they_are(loaded, tmp_path):
    _, path = written(loaded, WEEK, "parquet", tmp_path)
    table = parquet.read_table(path)
    assert '=HYPERLINK("http://e")' in table["text"].to_pylist()
    assert "identity" not in table.column_names


def test_values_are_listed_by_how_often_they_occur(loaded):
    assert mentions.values(loaded, "channel", WEEK)[0] == "x"
    assert mentions.values(loaded, "topic", WEEK) == ["recall"]


def test_a_file_is_named_after_brand_and_days():
    assert (
        mentions_file.name("Été & Cie", "mentions", WEEK.since, WEEK.until) == "ete-cie_mentions_2026-11-09_2026-11-15"
    )


def test_a_search_finds_words_however_their_accents_and_gaps_are_written(store, tmp_path):
    given(
        store,
        tmp_path,
        "log.csv",
        """
        Date             | Brand   | Channel | Author | Text                          | Sentiment
        2026-11-09 08:00 | Aurelle | X       | ana    | ÉTÉ : le porte-parole (100 %)  |
        2026-11-09 09:00 | Aurelle | X       | bo     | Porte parole de l'ete         |
        2026-11-09 10:00 | Aurelle | X       | cy     | Coût [a.b] œuvre              |
        """,
    )
    found = {
        q: count(store, replace(WEEK, q=q)) for q in ('été "porte parole"', "-ete", "[A.B]", "œuvre", "a*b", "'", "(")
    }
    assert found == {'été "porte parole"': 2, "-ete": 1, "[A.B]": 1, "œuvre": 1, "a*b": 0, "'": 3, "(": 1}
