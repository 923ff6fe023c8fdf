"""What loading promises: whole or not at all, each row counted, the same file twice changes nothing, undo restores."""

from datetime import date

import pytest

from data import ledger
from data.migrations import open_store
from loaders.corrections import rejects_file
from loaders.load import load, preview
from tests.tables import given, table, write

MARCH = """
    Date             | Brand   | Channel | Author | Text                       | URL                     | Sentiment | Engagements
    2026-03-02 10:00 | Aurelle | News    | lea    | Un rappel annoncé ce matin | https://a.example/1     | negative  | 3
    2026-03-03 11:00 | Aurelle | Twitter | max    | Belle voiture              | https://x.com/m/status/7 | positive | 1
    2026-03-03 12:00 | Velmont | Twitter | zoe    | Pas mal                    | https://x.com/z/status/8 | neutral  | 0
"""
APRIL = """
    Date             | Brand   | Channel | Author | Text                       | URL                     | Sentiment | Engagements
    2026-03-03 11:00 | Aurelle | Twitter | max    | Belle voiture              | https://x.com/m/status/7 | positive | 9
    2026-04-01 09:00 | Aurelle | News    | lea    | Le rappel est terminé      | https://a.example/2     | neutral   | 5
"""


def total(store, column="count(*)", table="mentions"):
    return store.value(f"select {column} from {table}")


def test_uploading_the_same_file_twice_changes_nothing(store, tmp_path):
    first = given(store, tmp_path, "march.csv", MARCH)
    before = ledger.checksum(store)
    second = given(store, tmp_path, "march.csv", MARCH)
    assert (first.status, second.status) == ("loaded", "already loaded")
    assert ledger.checksum(store) == before
    assert total(store, table="uploads") == 1
    assert second.upload_id == first.upload_id


def test_the_same_bytes_under_another_name_are_recognised(store, tmp_path):
    given(store, tmp_path, "march.csv", MARCH)
    assert given(store, tmp_path, "march (1).csv", MARCH).status == "already loaded"


def test_a_preview_says_what_the_load_does_and_touches_nothing(store, tmp_path):
    path = write(tmp_path / "march.csv", table(MARCH))
    shown = preview(store, path, name="march.csv")
    assert total(store) == 0
    assert total(store, table="uploads") == 0
    done = load(store, path, name="march.csv", who="test", origin="test")
    assert (
        (shown.read, shown.kept, shown.folded, shown.rejected)
        == (3, 3, 0, 0)
        == (done.read, done.kept, done.folded, done.rejected)
    )
    assert shown.parts[0].brands == {"Aurelle": 2, "Velmont": 1}


def test_overlapping_exports_update_rows_and_never_double_them(store, tmp_path):
    given(store, tmp_path, "march.csv", MARCH)
    receipt = given(store, tmp_path, "april.csv", APRIL)
    assert (receipt.kept, receipt.replaced) == (2, 1)
    assert total(store) == 4  # 3 of March + 1 new of April
    assert store.value("select engagement from mentions where platform_id = '7'") == 9  # the more recent export


def test_a_receipt_says_which_records_give_way_to_a_more_recent_export_loaded_before(store, tmp_path):
    given(store, tmp_path, "april.csv", APRIL)
    receipt = given(store, tmp_path, "march.csv", MARCH)
    assert (receipt.read, receipt.kept, receipt.replaced) == (3, 3, 0)
    assert [str(note) for note in receipt.parts[0].notes if "do not count" in str(note)] == [
        "Kept records that do not count, because a more recent export, loaded before, differs: 1."
    ]


@pytest.mark.parametrize("order", [("march", "april"), ("april", "march")])
def test_upload_order_does_not_matter(store, tmp_path, order):
    texts = {"march": MARCH, "april": APRIL}
    for name in order:
        given(store, tmp_path, f"{name}.csv", texts[name])
    assert store.value("select engagement from mentions where platform_id = '7'") == 9
    assert store.value("select sum(engagement) from mention_days") == 3 + 9 + 0 + 5


def test_both_orders_give_the_same_checksum(tmp_path):

    sums = []
    for place, names in enumerate((("march", "april"), ("april", "march"))):
        store = open_store(tmp_path / str(place) / "s.duckdb")
        for name in names:
            given(store, tmp_path, f"{name}.csv", {"march": MARCH, "april": APRIL}[name])
        sums.append(ledger.checksum(store))
        store.close()
    assert sums[0] == sums[1]


def test_undo_restores_what_the_other_uploads_say_row_for_row(store, tmp_path):
    given(store, tmp_path, "march.csv", MARCH)
    before = ledger.checksum(store)
    april = given(store, tmp_path, "april.csv", APRIL)
    assert ledger.checksum(store) != before
    ledger.withdraw(store, april.upload_id, who="test")
    assert ledger.checksum(store) == before
    assert store.value("select engagement from mentions where platform_id = '7'") == 1


def test_undoing_the_older_upload_leaves_the_newer_one_whole(store, tmp_path):
    march = given(store, tmp_path, "march.csv", MARCH)
    given(store, tmp_path, "april.csv", APRIL)
    ledger.withdraw(store, march.upload_id, who="test")
    assert store.rows("select platform_id, engagement from mentions order by published_at") == [
        {"platform_id": "7", "engagement": 9},
        {"platform_id": None, "engagement": 5},
    ]


def test_undoing_the_only_upload_leaves_an_empty_store(store, tmp_path):
    march = given(store, tmp_path, "march.csv", MARCH)
    ledger.withdraw(store, march.upload_id, who="test")
    for emptied in ("mention_records", "mention_days", "coverage", "rejects", "covered_days"):
        assert total(store, table=emptied) == 0
    assert store.value("select status from uploads") == "withdrawn"


def test_a_withdrawn_file_can_be_loaded_again(store, tmp_path):
    march = given(store, tmp_path, "march.csv", MARCH)
    before = ledger.checksum(store)
    ledger.withdraw(store, march.upload_id, who="test")
    assert given(store, tmp_path, "march.csv", MARCH).status == "loaded"
    assert ledger.checksum(store) == before


def test_an_unknown_upload_cannot_be_withdrawn(store):
    with pytest.raises(ledger.Refusal, match="There is no loaded upload called u9"):
        ledger.withdraw(store, "u9", who="test")


def test_a_file_split_in_two_equals_the_whole(tmp_path):

    rows = table(MARCH)
    whole, halves = open_store(tmp_path / "w" / "s.duckdb"), open_store(tmp_path / "h" / "s.duckdb")
    load(whole, write(tmp_path / "whole.csv", rows), name="whole.csv", who="t", origin="t")
    for name, part in (("one.csv", [rows[0], rows[1]]), ("two.csv", [rows[0], *rows[2:]])):
        load(halves, write(tmp_path / name, part), name=name, who="t", origin="t")
    days = "select * from mention_days order by all"
    assert whole.rows(days) == halves.rows(days)
    whole.close(), halves.close()


def test_the_last_record_of_one_identity_in_a_file_is_kept(store, tmp_path):
    receipt = given(
        store,
        tmp_path,
        "twice.csv",
        """
        Date             | Brand   | Channel | Text  | URL                                      | Engagements
        2026-03-02 10:00 | Aurelle | News    | Rappel | https://a.example/1?utm_source=mail      | 3
        2026-03-02 10:00 | Aurelle | News    | Rappel | https://www.a.example/1#top              | 8
        """,
    )
    assert (receipt.read, receipt.kept, receipt.folded) == (2, 1, 1)
    assert store.value("select engagement from mentions") == 8


def test_an_address_shared_by_several_authors_does_not_fold_their_mentions(store, tmp_path):
    receipt = given(
        store,
        tmp_path,
        "thread.csv",
        """
        Date             | Brand   | Channel | Author | Text              | URL
        2026-03-02 10:00 | Aurelle | Forum   | lea    | Quel freinage ?   | https://forum.example/t/1
        2026-03-02 10:05 | Aurelle | Forum   | max    | Le mien est bon.  | https://forum.example/t/1
        """,
    )
    assert receipt.kept == 2
    assert "Addresses shared by several authors: 1." in " ".join(map(str, receipt.parts[0].notes))


def test_a_text_seen_again_within_72_hours_is_one_unique_mention(store, tmp_path):
    """Three outlets print one dispatch on two days; a fourth prints it a week later: two stories of four mentions."""
    given(
        store,
        tmp_path,
        "press.csv",
        """
        Date             | Brand   | Channel | Source    | Text                                                      | URL
        2026-03-02 10:00 | Aurelle | News    | a.example | Aurelle rappelle douze mille voitures pour un frein douteux. | https://a.example/1
        2026-03-02 18:00 | Aurelle | News    | b.example | AURELLE rappelle douze mille voitures pour un frein douteux  | https://b.example/1
        2026-03-04 09:00 | Aurelle | News    | c.example | Aurelle rappelle douze mille voitures pour un frein douteux ! | https://c.example/1
        2026-03-11 09:00 | Aurelle | News    | d.example | Aurelle rappelle douze mille voitures pour un frein douteux. | https://d.example/1
        """,
    )
    assert store.value("select sum(mentions) from mention_days") == 4
    assert store.value("select sum(unique_mentions) from mention_days") == 2


def test_a_story_told_in_two_uploads_counts_once_and_undo_gives_it_back(store, tmp_path):
    header = "Date | Brand | Channel | Source | Text | URL\n"
    story = "Aurelle rappelle douze mille voitures pour un frein douteux."
    first = given(
        store,
        tmp_path,
        "a.csv",
        header + f"2026-03-02 10:00 | Aurelle | News | a.example | {story} | https://a.example/1",
    )
    given(
        store,
        tmp_path,
        "b.csv",
        header + f"2026-03-02 12:00 | Aurelle | News | b.example | {story} | https://b.example/1",
    )
    assert store.value("select sum(unique_mentions) from mention_days") == 1
    ledger.withdraw(store, first.upload_id, who="test")
    assert store.value("select sum(unique_mentions) from mention_days") == 1
    assert store.value("select is_unique from mentions") is True


def test_short_texts_of_different_authors_are_different_mentions(store, tmp_path):
    given(
        store,
        tmp_path,
        "thanks.csv",
        """
        Date             | Brand   | Channel | Author | Text
        2026-03-02 10:00 | Aurelle | Twitter | lea    | Merci !
        2026-03-02 11:00 | Aurelle | Twitter | max    | merci
        """,
    )
    assert store.value("select sum(unique_mentions) from mention_days") == 2


def test_a_window_wider_than_the_dates_can_be_declared(store, tmp_path):
    """The export of March holds rows on 2 and 3 March only: the other days of March are 0, not missing."""
    given(store, tmp_path, "march.csv", MARCH, covered=(date(2026, 3, 1), date(2026, 3, 31)))
    assert store.value("select count(*) from covered_days where brand = 'Aurelle'") == 31


def test_a_window_that_leaves_out_records_is_refused(store, tmp_path):
    receipt = given(store, tmp_path, "march.csv", MARCH, covered=(date(2026, 3, 1), date(2026, 3, 2)))
    assert receipt.status == "refused"
    assert "exclude records of this file, which go from 2026-03-02 to 2026-03-03" in str(receipt.reason)


def test_a_failure_in_the_middle_of_a_load_leaves_the_store_untouched(store, tmp_path):
    given(store, tmp_path, "march.csv", MARCH)
    before = ledger.checksum(store)
    path = write(tmp_path / "april.csv", table(APRIL))

    class PowerCut(Exception):
        pass

    def cut(share, _sentence):
        if 0.8 <= share < 1:  # the records are written, the transaction is not committed
            raise PowerCut

    receipt = load(store, path, name="april.csv", who="test", origin="test", progress=cut)
    assert receipt.status == "refused"
    assert "april.csv could not be read" in str(receipt.reason)
    assert ledger.checksum(store) == before
    # it is listed as a file of which nothing was loaded
    assert store.rows("select name, status from uploads order by seq") == [
        {"name": "march.csv", "status": "loaded"},
        {"name": "april.csv", "status": "refused"},
    ]


def test_a_refused_file_is_listed_and_the_tables_are_untouched(store, tmp_path):
    receipt = given(store, tmp_path, "strange.csv", "Alpha | Beta\n1 | 2")
    assert receipt.status == "refused"
    assert "No format recognises this table" in str(receipt.reason)
    assert store.rows("select name, status from uploads") == [{"name": "strange.csv", "status": "refused"}]
    assert total(store) == 0


def test_the_raw_bytes_are_kept(store, tmp_path):
    receipt = given(store, tmp_path, "march.csv", MARCH)
    assert ledger.kept_bytes(store, receipt.sha256) == (tmp_path / "march.csv").read_bytes()


def test_rejects_come_with_record_column_value_and_reason_and_can_be_corrected_and_loaded_again(store, tmp_path):
    receipt = given(
        store,
        tmp_path,
        "march.csv",
        """
        Date             | Brand   | Channel | Text          | Reach
        2026-03-02 10:00 | Aurelle | News    | Un rappel     | 120
        31/02/2026       | Aurelle | News    | Sans jour     | 5
        2026-03-04 10:00 | Aurelle | News    | Sans nombre   | beaucoup
        2026-03-05 10:00 |         | News    | Sans marque   | 1
        """,
    )
    assert (receipt.read, receipt.kept, receipt.rejected) == (4, 1, 3)
    assert [(one.record, one.column, one.value) for one in receipt.parts[0].rejects] == [
        (3, "Date", "31/02/2026"),
        (4, "Reach", "beaucoup"),
        (5, "Brand", None),
    ]
    text = rejects_file(store, receipt.upload_id).decode("utf-8-sig")
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(text.replace("31/02/2026", "2026-02-28", 1).replace("beaucoup", "9", 1), encoding="utf-8")
    again = load(store, corrected, name="corrected.csv", who="test", origin="test")
    assert (again.read, again.kept, again.rejected) == (3, 2, 1)
