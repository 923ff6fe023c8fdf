"""A store of the first version opens with every figure that its records give."""

from data import ledger
from data.decisions import annotations
from data.derived import backlog
from data.migrations import SCHEMA_VERSION, open_store
from kpis.objectives import objectives
from tests import canonical
from tests.tables import given

NEW = ("mention_topics", "mention_marks", "near_links", "near_pending", "mention_families", "topic_rules")


def test_a_store_of_the_first_version_is_brought_up_to_date(store):
    canonical.mentions(store, """
        Day        | Brand   | Channel | Text                                    | Engagement
        2026-03-02 | Aurelle | x       | Rappel de douze mille citadines au garage | 3
        2026-03-02 | Aurelle | x       | Belle voiture                           |
    """)  # fmt: skip
    before = ledger.checksum(store)
    with store.writing() as cursor:  # as version 1 left it
        cursor.execute("alter table mention_days drop column sensitive")
        cursor.execute("alter table mention_days drop column measured")
        cursor.execute("create or replace view mentions as select * from mention_records where state = 'kept'")
        for table in NEW:
            cursor.execute(f"drop table {table}")
        cursor.execute("update store_info set schema_version = 1")
    store.close()
    again = open_store(store.path)
    assert ledger.checksum(again) == before
    assert again.rows("select sum(sensitive) s, sum(measured) m from mention_days") == [{"s": 1, "m": 1}]
    assert again.value("select schema_version from store_info") == SCHEMA_VERSION
    assert backlog.settle(again).days == 1
    again.close()


def test_a_petition_of_a_store_of_the_fifth_version_becomes_one_story(store):
    text = "Aurelle doit rappeler douze mille voitures citadines pour un défaut du système de freinage arrière"
    canonical.mentions(store, f"""
        Day        | Brand   | Channel | Text
        2026-03-02 | Aurelle | x       | {text} @ana https://petition.example/1
        2026-03-02 | Aurelle | x       | {text} @ben https://petition.example/2
    """)  # fmt: skip
    with store.writing() as cursor:  # as version 5 left it: each a story, nothing waiting
        cursor.execute("delete from near_links")
        cursor.execute("delete from mention_families")
        cursor.execute("update store_info set schema_version = 5")
    store.close()
    again = open_store(store.path)
    assert backlog.settle(again).days >= 1
    assert again.value("select sum(unique_mentions) from mention_days") == 1
    again.close()


def test_objectives_of_the_second_version_keep_their_rows_and_get_numbers(store):
    with store.writing() as cursor:  # as version 2 left it
        for name in (
            "objective",
            "casquette",
            "commitment",
            "baseline",
            "baseline_from",
            "baseline_to",
            "replaces",
            "withdraws",
        ):
            cursor.execute(f"alter table objectives drop column {name}")
        cursor.execute("drop table annotations")
        cursor.execute("drop table role_sheets")
        for target in (20, 10):
            cursor.execute(
                "insert into objectives (role, kpi, mode, target, valid_from, recorded_at, recorded_by) "
                "values ('senior', 'negative_share', 'absolute', ?, '2026-03-02', '2026-01-01', 'ann')",
                [target],
            )
        cursor.execute("update store_info set schema_version = 2")
    store.close()
    again = open_store(store.path)
    assert [(one.objective, one.target, one.baseline) for one in objectives.recorded(again)] == [
        (1, 20, None),
        (2, 10, None),
    ]
    assert annotations.history(again) == ()
    assert again.value("select schema_version from store_info") == SCHEMA_VERSION
    again.close()


def test_figures_that_a_poorer_export_had_erased_come_back_to_a_store_of_the_third_version(store, tmp_path):
    header = "Date | Brand | Channel | Id | Post | Reach"
    given(store, tmp_path, "first.csv", f"{header} | Shares\n2026-01-05 | Acme | facebook | 1 | Hello | 1000 | 5")
    given(store, tmp_path, "second.csv", f"{header}\n2026-01-05 | Acme | facebook | 1 | Hello | 1200")
    with store.writing() as cursor:  # as version 3 left it
        cursor.execute("update post_records set shares = null where state = 'kept'")
        cursor.execute("drop table filled_cells cascade")
        cursor.execute("update store_info set schema_version = 3")
    store.close()
    again = open_store(store.path)
    assert again.rows("select reach, shares from posts") == [{"reach": 1200, "shares": 5}]
    assert again.rows("select column_name, from_record from filled_cells") == [
        {"column_name": "shares", "from_record": 2}
    ]
    again.close()


def test_a_post_that_counted_twice_without_its_id_counts_once_in_a_store_of_the_fourth_version(store, tmp_path):
    header = "Date | Brand | Channel | Post"
    given(store, tmp_path, "first.csv", f"{header} | Id | Shares\n2026-01-05 10:00 | Acme | facebook | Hello | 1 | 5")
    given(store, tmp_path, "second.csv", f"{header} | Reach\n2026-01-05 10:00 | Acme | facebook | Hello | 1200")
    with store.writing() as cursor:  # as version 4 left it
        cursor.execute(
            "update post_records set identity = a.own_identity, platform_id = null, shares = null "
            "from adopted_identities a where post_records.upload_id = a.upload_id"
        )
        cursor.execute("update post_records set state = 'kept'")
        cursor.execute("delete from filled_cells")
        cursor.execute("drop table adopted_identities")
        cursor.execute("update store_info set schema_version = 4")
    store.close()
    again = open_store(store.path)
    assert again.rows("select platform_id, reach, shares from posts") == [
        {"platform_id": "1", "reach": 1200, "shares": 5}
    ]
    again.close()


def test_a_store_whose_views_another_program_made_gets_those_of_this_one(store):
    with store.writing() as cursor:  # as a program of the same version with other scripts left it
        cursor.execute("create or replace view alerts as select 1 as one")
        cursor.execute("comment on table store_info is 'of another program'")
    store.close()
    again = open_store(store.path)
    assert "told_until" in again.frame("select * from alerts limit 0").columns
    again.close()
    at = store.path.stat().st_mtime_ns
    open_store(store.path).close()  # nothing to make
    assert store.path.stat().st_mtime_ns == at
