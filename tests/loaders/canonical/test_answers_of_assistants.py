"""Answers of assistants: one row per answer and brand named; and advertising reports, which stand apart from everything."""

import pytest

from data.ledger import withdraw
from loaders.load import load

HEADER = "date,brand,assistant,prompt,run,brands named,answer,correct"


def load_rows(store, tmp_path, *rows, header=HEADER, name="answers.csv", **answers):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    receipt = load(store, path, name=name, who="test", origin="test", answers=answers)
    assert receipt.status == "loaded", receipt.reason or receipt.questions
    return receipt


def test_an_answer_has_one_row_per_brand_that_it_names_and_one_when_it_names_none(store, tmp_path):
    """
    run 1 names Aurelle and Brennac, run 2 Brennac, run 3 none: 3 answers, 1 of which names Aurelle and 2 some brand
    """
    load_rows(
        store, tmp_path,
        "2026-01-05,Aurelle,ChatGPT,Which car?,1,Aurelle; Brennac,Both.,yes",
        "2026-01-05,Aurelle,ChatGPT,Which car?,2,Brennac,That one.,",
        "2026-01-05,Aurelle,ChatGPT,Which car?,3,none,It depends.,no",
    )  # fmt: skip
    assert store.rows("select run, named, is_correct from ai_answers order by run, named") == [
        {"run": "1", "named": "Aurelle", "is_correct": True},
        {"run": "1", "named": "Brennac", "is_correct": True},
        {"run": "2", "named": "Brennac", "is_correct": None},
        {"run": "3", "named": None, "is_correct": False},
    ]


@pytest.mark.parametrize(
    "cell", ["Aurelle;Brennac", "Aurelle, Brennac", '["Aurelle", "Brennac"]', "Aurelle | Brennac | "]
)
def test_brands_named_are_read_however_they_are_parted(store, tmp_path, cell):
    quoted = cell.replace('"', '""')
    load_rows(store, tmp_path, f'2026-01-05,Aurelle,ChatGPT,Which car?,1,"{quoted}",,')
    assert [one["named"] for one in store.rows("select named from ai_answers order by rank")] == ["Aurelle", "Brennac"]


def test_answers_without_a_number_of_the_run_are_numbered_and_none_is_lost(store, tmp_path):
    rows = [
        "2026-01-05,Aurelle,ChatGPT,Which car?,,Aurelle,Yes.,",
        "2026-01-05,Aurelle,ChatGPT,Which car?,,Brennac,No.,",
    ]
    receipt = load_rows(store, tmp_path, *rows)
    assert (receipt.kept, receipt.folded) == (2, 0)
    assert store.rows("select run, named from ai_answers order by run") == [
        {"run": "1", "named": "Aurelle"},
        {"run": "2", "named": "Brennac"},
    ]


def test_an_advertising_report_adds_nothing_to_posts_accounts_and_followers(store, tmp_path):
    load_rows(
        store, tmp_path, "2026-01-05,2026-01-05,Spring,12.50,4000,31",
        header="Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions,Link clicks",
        name="ads.csv", brand="Aurelle",
    )  # fmt: skip
    assert [store.value(f"select count(*) from {table}") for table in ("posts", "account_days", "followers")] == [
        0,
        0,
        0,
    ]
    assert store.rows("select distinct dimension from web") == [{"dimension": "paid_meta_campaign"}]


def test_the_same_campaign_of_two_networks_is_two_campaigns(store, tmp_path):
    load_rows(
        store, tmp_path, "2026-01-05,2026-01-05,Spring,12.50,4000",
        header="Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions", name="a.csv", brand="Aurelle",
    )  # fmt: skip
    load_rows(
        store, tmp_path, "2026-01-05,Spring,8.00,900,12",
        header="By Day,Campaign name,Cost,Impressions,Clicks (destination)", name="b.csv", brand="Aurelle",
    )  # fmt: skip
    assert store.value("select sum(value) from web where metric = 'impressions'") == 4900  # 4000 + 900


def test_a_review_keeps_its_stars_and_when_the_brand_answered(store, tmp_path):
    load_rows(
        store, tmp_path,
        "r1,Sam,Late,Sorry,1773650000,2,1773584525,03/15/2026 14:22:05",
        "r2,Noa,Fine,,,5,1773584525,03/15/2026 14:22:05",
        header="review_id,author_title,review_text,owner_answer,owner_answer_timestamp,review_rating,review_timestamp,review_datetime_utc",
        brand="Aurelle",
    )  # fmt: skip
    found = store.rows("select rating, is_answered, epoch(replied_at) as replied from mentions order by platform_id")
    assert found == [
        {"rating": 2.0, "is_answered": True, "replied": 1773650000.0},
        {"rating": 5.0, "is_answered": False, "replied": None},
    ]


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ("4", 4),
        ("4,5", 4.5),
        ("4/5", 4),
        ("8/10", 4),
        ("16/20", 4),
        ("90 %", 4.5),
        ("4 étoiles sur 5", 4),
        ("5 out of 5 stars", 5),
        ("★★★☆☆", 3),
        ("FOUR", 4),
        ("12", None),
        ("good", None),
    ],
)
def test_stars_are_read_out_of_five_or_not_at_all(store, written, stars):
    assert store.value(f"select cast(stars_of('{written}') as double)") == stars


def test_an_answer_names_whom_its_latest_export_says_and_no_other(store, tmp_path):
    """Corrected twice: it names Aurelle, then Brennac, then none; withdrawn, the one before holds again."""
    told = "2026-01-05,Aurelle,ChatGPT,Which car?,1,{},That one.,{}"
    for name, cells in (("a.csv", ("Aurelle", "no")), ("b.csv", ("Brennac", "")), ("c.csv", ("none", ""))):
        last = load_rows(store, tmp_path, told.format(*cells), name=name)
    named = "select named, is_right, is_answer from ai_answers"
    assert store.rows(named) == [{"named": None, "is_right": False, "is_answer": True}]  # judged by the first alone
    withdraw(store, last.upload_id, who="test")
    assert store.rows(named) == [{"named": "Brennac", "is_right": False, "is_answer": True}]


@pytest.mark.parametrize("cell", ["1. Aurelle 2. Brennac", "1) Aurelle, 2) Brennac", "Aurelle / Brennac"])
def test_brands_in_a_numbered_list_or_between_slashes_are_parted(store, tmp_path, cell):
    load_rows(store, tmp_path, f'2026-01-05,Aurelle,ChatGPT,Which car?,1,"{cell}",,')
    assert [one["named"] for one in store.rows("select named from ai_answers order by rank")] == ["Aurelle", "Brennac"]


@pytest.mark.parametrize("cell", ["Forever 21. x", "AC/DC", "H&M"])
def test_a_name_with_a_number_or_a_slash_is_one_name(store, tmp_path, cell):
    load_rows(store, tmp_path, f'2026-01-05,Aurelle,ChatGPT,Which car?,1,"{cell}",,')
    assert [one["named"] for one in store.rows("select named from ai_answers")] == [cell]


REVIEWS = (
    "review_id,author_title,review_text,owner_answer,owner_answer_timestamp,review_rating,review_timestamp,"
    "review_datetime_utc"
)


@pytest.mark.parametrize("order", [("seen", "unseen"), ("unseen", "seen")])
def test_an_answer_to_a_review_that_one_export_saw_is_given_in_whatever_order_they_are_loaded(store, tmp_path, order):
    told = {
        "seen": "r1,Sam,Late,Sorry,1773650000,2,1773584525,03/15/2026 14:22:05",
        "unseen": "r1,Sam,Late,,,2,1773584525,03/15/2026 14:22:05",
    }
    receipts = {
        name: load_rows(store, tmp_path, told[name], header=REVIEWS, name=f"{name}.csv", brand="Aurelle")
        for name in order
    }
    found = "select is_answered, epoch(replied_at) as replied from mentions"
    assert store.rows(found) == [{"is_answered": True, "replied": 1773650000.0}]
    withdraw(store, receipts["seen"].upload_id, who="test")
    assert store.rows(found) == [{"is_answered": False, "replied": None}]
