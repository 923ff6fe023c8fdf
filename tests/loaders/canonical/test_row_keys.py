"""A row of a table of figures: rows that share a day are the same, or parts of it; never one row of several."""

from datetime import date

import pytest

from data.decisions.brands import set_role
from data.ledger import checksum, withdraw
from kpis.catalogue import catalogue
from kpis.engine.scope import Scope
from kpis.lineage import records as evidence
from loaders.load import preview
from tests.tables import given, table, write

BY_COUNTRY = """
    Date       | Plateforme | Pays     | Abonnés
    2026-01-05 | Instagram  | France   | 12400
    2026-01-05 | Instagram  | Belgique | 900
    2026-01-12 | Instagram  | France   | 12500
    2026-01-12 | Instagram  | Belgique | 910
"""
SITE = """
    Date       | Country  | page views | users
    2026-01-05 | France   | 800        | 500
    2026-01-05 | Belgique | 100        | 60
"""
NAMED = {"columns": "accept", "brand": "Aurelle"}


def followers(store):
    found = store.rows("select cast(day as varchar) as day, account, followers from followers order by all")
    return [tuple(row.values()) for row in found]


def web(store):
    return {row["metric"]: row["value"] for row in store.rows("select metric, value from web order by all")}


def notes(receipt):
    return [str(note) for part in receipt.parts for note in part.notes]


def test_rows_of_one_day_that_differ_are_asked_about_before_anything_is_written(store, tmp_path):
    receipt = given(store, tmp_path, "pays.csv", BY_COUNTRY, answers=NAMED)
    (question,) = receipt.questions
    assert (receipt.status, question.id, question.options, question.default) == (
        "needs an answer", "rows", ("sum", "accounts", "leave out"), None,
    )  # fmt: skip
    assert str(question.text) == (
        "Records 2 and 3 are both of 2026-01-05 and differ: column Pays is France and Belgique. Are such rows parts of "
        "one total, to be added, or separate accounts?"
    )
    assert followers(store) == []


def test_parts_of_one_total_are_added_and_every_row_is_kept(store, tmp_path):
    receipt = given(store, tmp_path, "pays.csv", BY_COUNTRY, answers={**NAMED, "rows": "sum"})
    assert followers(store) == [("2026-01-05", "", 12400 + 900), ("2026-01-12", "", 12500 + 910)]
    assert (receipt.read, receipt.kept, receipt.folded, receipt.rejected) == (4, 4, 0, 0)
    assert "Records that are parts of one whole are added: 4 records make 2 figures." in notes(receipt)


def test_separate_accounts_keep_their_own_figures(store, tmp_path):
    given(store, tmp_path, "pays.csv", BY_COUNTRY.replace("Pays", "Handle"), answers={**NAMED, "rows": "accounts"})
    assert followers(store) == [
        ("2026-01-05", "Belgique", 900), ("2026-01-05", "France", 12400),
        ("2026-01-12", "Belgique", 910), ("2026-01-12", "France", 12500),
    ]  # fmt: skip


def test_a_table_left_out_is_not_loaded_and_says_so(store, tmp_path):
    receipt = given(store, tmp_path, "pays.csv", BY_COUNTRY, answers={**NAMED, "rows": "leave out"})
    assert receipt.status == "refused"
    assert str(receipt.reason) == "Left out as you asked: several rows give one figure differently (column Pays)."


def test_another_answer_is_refused_with_the_options(store, tmp_path):
    receipt = given(store, tmp_path, "pays.csv", BY_COUNTRY, answers={**NAMED, "rows": "both"})
    assert str(receipt.reason) == "The answer 'both' to rows is not one of its options: sum, accounts, leave out."


def test_the_answer_is_remembered_for_the_next_file_of_that_column(store, tmp_path):
    given(store, tmp_path, "pays.csv", BY_COUNTRY, answers={**NAMED, "rows": "sum"})
    later = BY_COUNTRY.replace("-01-", "-02-")
    assert given(store, tmp_path, "pays 2.csv", later, answers=NAMED).status == "loaded"
    assert followers(store)[-1] == ("2026-02-12", "", 13410)
    other = later.replace("Pays", "Segment").replace("-02-", "-03-")
    assert [one.id for one in given(store, tmp_path, "pays 3.csv", other, answers=NAMED).questions] == ["rows"]


def test_accounts_that_are_remembered_are_read_where_each_day_has_one_row_alone(store, tmp_path):
    set_role(store, "Aurelle", "own", who="test")
    text = BY_COUNTRY.replace("Pays", "Handle")
    given(store, tmp_path, "comptes.csv", text, answers={**NAMED, "rows": "accounts"})
    alone = "\n".join(text.splitlines()[:3]).replace("-01-05", "-02-05")
    assert given(store, tmp_path, "comptes 2.csv", alone, answers=NAMED).status == "loaded"
    assert followers(store)[-1] == ("2026-02-05", "France", 12400)


def test_counts_of_people_are_left_out_by_name_unless_the_analyst_adds_them(store, tmp_path):
    """Views 800 + 100; a person of two countries would count twice among the users."""
    answers = {"brand": "Aurelle"}
    (question,) = given(store, tmp_path, "site.csv", SITE, answers=answers).questions
    assert question.options == ("sum", "sum with people", "leave out")
    receipt = given(store, tmp_path, "site.csv", SITE, answers={**answers, "rows": "sum"})
    assert web(store) == {"views": 900}
    assert "Left out, because the values of parts do not add up: users." in notes(receipt)
    withdraw(store, receipt.upload_id, who="test")
    given(store, tmp_path, "site.csv", SITE, answers={**answers, "rows": "sum with people"})
    assert web(store) == {"views": 900, "users": 560}


def test_averages_are_never_added(store, tmp_path):
    text = """
        Date       | Pays     | Clicks | Impressions | CTR | Position
        2026-01-05 | France   | 8      | 200         | 4%  | 3.5
        2026-01-05 | Belgique | 2      | 50          | 4%  | 7
    """
    receipt = given(
        store, tmp_path, "gsc.csv", text, format="search_console_days", answers={"brand": "Aurelle", "rows": "sum"}
    )
    assert store.rows("select clicks, impressions, position from search") == [
        {"clicks": 8 + 2, "impressions": 200 + 50, "position": None}
    ]
    assert "Left out, because the values of parts do not add up: position." in notes(receipt)


def test_the_rows_with_the_total_count_where_the_others_add_up_to_them(store, tmp_path):
    text = SITE + "    2026-01-05 | Total    | 900        | 540\n"
    receipt = given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle"})
    assert web(store) == {"views": 900, "users": 540}
    assert (receipt.read, receipt.kept, receipt.folded) == (3, 3, 0)
    assert (
        "Column Country breaks the figures down: the rows 'Total' count, and the other rows add up to them."
        in notes(receipt)
    )


def test_a_total_that_the_others_do_not_add_up_to_is_asked_about_with_both_figures(store, tmp_path):
    text = SITE + "    2026-01-05 | Total    | 950        | 540\n"
    (question,) = given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle"}).questions
    assert "The rows 'Total' give 950 on 2026-01-05, but the other rows add up to 900." in str(question.text)
    assert question.options == ("total", "sum", "sum with people", "leave out")
    given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle", "rows": "total"})
    assert web(store) == {"views": 950, "users": 540}


def test_a_row_said_twice_folds_also_among_parts(store, tmp_path):
    text = BY_COUNTRY + "    2026-01-12 | Instagram  | Belgique | 910\n"
    receipt = given(store, tmp_path, "pays.csv", text, answers={**NAMED, "rows": "sum"})
    assert followers(store) == [("2026-01-05", "", 13300), ("2026-01-12", "", 13410)]
    assert (receipt.read, receipt.kept, receipt.folded) == (5, 4, 1)


def test_parts_with_equal_figures_are_parts_all_the_same(store, tmp_path):
    """900 in France and 900 in Belgium are 1800, not one row said twice."""
    text = "\n".join(BY_COUNTRY.replace("12400", "900").splitlines()[:4])
    assert [one.id for one in given(store, tmp_path, "pays.csv", text, answers=NAMED).questions] == ["rows"]
    given(store, tmp_path, "pays.csv", text, answers={**NAMED, "rows": "sum"})
    assert followers(store) == [("2026-01-05", "", 1800)]


def test_two_columns_together_may_tell_parts_apart(store, tmp_path):
    text = """
        date       | Pays     | Appareil | page views | users
        2026-01-05 | France   | Mobile   | 1          | 1
        2026-01-05 | France   | Desktop  | 20         | 1
        2026-01-05 | Belgique | Mobile   | 300        | 1
        2026-01-05 | Belgique | Desktop  | 4000       | 1
    """
    (question,) = given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle"}).questions
    assert "column" in str(question.text)
    given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle", "rows": "sum"})
    assert web(store) == {"views": 4321}


def test_rows_that_no_column_tells_apart_ask_which_counts(store, tmp_path):
    text = "date | page views | users\n2026-01-05 | 800 | 5\n2026-01-05 | 100 | 6"
    (question,) = given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle"}).questions
    assert question.options == ("last", "first", "sum", "leave out")
    receipt = given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle", "rows": "last"})
    assert web(store) == {"views": 100, "users": 6}
    assert (receipt.read, receipt.kept, receipt.folded) == (2, 1, 1)


@pytest.mark.parametrize(("answer", "views"), [("first", 3), ("last", 3)])
def test_the_first_and_the_last_count_though_they_say_the_same(store, tmp_path, answer, views):
    days = "".join(f"\n2026-01-05 | {views} | 5" for views in (3, 0, 7, 3))
    text = f"date | page views | users{days}"
    receipt = given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle", "rows": answer})
    assert web(store) == {"views": views, "users": 5}
    assert (receipt.read, receipt.kept, receipt.folded) == (4, 1, 3)


def test_followers_counted_several_times_a_day_are_never_added(store, tmp_path):
    text = "date|brand|channel|followers\n2026-01-05 09:00|Aurelle|x|100\n2026-01-05 18:00|Aurelle|x|103"
    (question,) = given(store, tmp_path, "heures.csv", text).questions
    assert question.options == ("last", "first", "leave out")
    given(store, tmp_path, "heures.csv", text, answers={"rows": "last"})
    assert followers(store) == [("2026-01-05", "", 103)]


def test_a_part_of_the_followers_that_is_missing_on_a_day_is_named(store, tmp_path):
    text = "\n".join(BY_COUNTRY.splitlines()[:5])
    receipt = given(store, tmp_path, "pays.csv", text, answers={**NAMED, "rows": "sum"})
    assert followers(store) == [("2026-01-05", "", 13300), ("2026-01-12", "", 12500)]
    assert receipt.status == "loaded"


def test_the_same_export_loaded_later_replaces_the_sum_and_undo_restores_it(store, tmp_path):
    answers = {**NAMED, "rows": "sum"}
    given(store, tmp_path, "pays.csv", BY_COUNTRY, answers=answers)
    before = checksum(store)
    later = BY_COUNTRY.replace("910", "950") + "    2026-01-19 | Instagram  | France   | 13000\n"
    receipt = given(store, tmp_path, "pays.csv", later, answers=answers)
    assert followers(store)[1:] == [("2026-01-12", "", 12500 + 950), ("2026-01-19", "", 13000)]
    withdraw(store, receipt.upload_id, who="test")
    assert checksum(store) == before
    assert followers(store) == [("2026-01-05", "", 13300), ("2026-01-12", "", 13410)]


def test_the_total_of_a_later_export_replaces_a_sum(store, tmp_path):
    given(store, tmp_path, "pays.csv", BY_COUNTRY, answers={**NAMED, "rows": "sum"})
    total = "date|brand|channel|followers\n2026-01-12|Aurelle|instagram|13500\n2026-01-13|Aurelle|instagram|13501"
    given(store, tmp_path, "total.csv", total)
    assert [count for _, _, count in followers(store)] == [13300, 13500, 13501]


def test_the_evidence_of_a_sum_names_the_records_that_are_its_parts(store, tmp_path):
    set_role(store, "Aurelle", "own", who="test")
    given(store, tmp_path, "pays.csv", BY_COUNTRY, answers={**NAMED, "rows": "sum"})
    days = [date(2026, 1, 5), date(2026, 1, 12)]
    scope = Scope(since=days[0], until=days[1], brands=("Aurelle",), today=days[1])
    (found,) = [
        one for one in evidence.records(catalogue()["followers_total"], scope, "day") if one.table == "follower_records"
    ]
    frame = evidence.page(store, found.rows, number=1)
    assert list(frame["parts"]) == ["4, 5", "2, 3"]


def test_a_preview_asks_as_a_load_does(store, tmp_path):
    path = write(tmp_path / "pays.csv", table(BY_COUNTRY))
    assert [one.id for one in preview(store, path, name="pays.csv", answers=NAMED).questions] == ["rows"]


def test_mentions_without_id_that_differ_are_two(store, tmp_path):
    """Two reviews of one day and text, of five stars and of one."""
    text = """
        date       | brand   | channel | text      | sentiment
        2026-01-05 | Aurelle | review  | Très bien | positive
        2026-01-05 | Aurelle | review  | Très bien | negative
        2026-01-05 | Aurelle | review  | Très bien | negative
    """
    receipt = given(store, tmp_path, "avis.csv", text)
    assert (receipt.read, receipt.kept, receipt.folded) == (3, 2, 1)
    again = given(store, tmp_path, "avis.csv", text + "        2026-01-06 | Aurelle | review | Bien | positive\n")
    assert again.kept == 3
    assert store.value("select count(*) from mentions") == 3


def test_answers_of_one_day_and_score_are_several_answers(store, tmp_path):
    text = "date|brand|survey|score\n2026-01-05|Aurelle|NPS|9\n2026-01-05|Aurelle|NPS|9\n2026-01-05|Aurelle|NPS|3"
    receipt = given(store, tmp_path, "nps.csv", text)
    assert (receipt.read, receipt.kept, receipt.folded) == (3, 3, 0)
    assert store.rows("select score, answers from surveys order by all") == [
        {"score": 3, "answers": None}, {"score": 9, "answers": 2},
    ]  # fmt: skip


def test_parts_of_several_accounts_are_added_within_each_account(store, tmp_path):
    text = """
        Date       | Handle  | Pays     | Plateforme | Abonnés
        2026-01-05 | aurelle | France   | Instagram  | 100
        2026-01-05 | aurelle | Belgique | Instagram  | 20
        2026-01-05 | pro     | France   | Instagram  | 7
        2026-01-05 | pro     | Belgique | Instagram  | 3
    """
    (question,) = given(store, tmp_path, "comptes.csv", text, answers=NAMED).questions
    assert (question.id, question.options[0]) == ("rows", "accounts")
    answers = {**NAMED, "rows": "accounts"}
    (question,) = given(store, tmp_path, "comptes.csv", text, answers=answers).questions
    assert (question.id, question.options) == ("rows_of_account", ("sum", "leave out"))
    given(store, tmp_path, "comptes.csv", text, answers={**answers, "rows_of_account": "sum"})
    assert followers(store) == [("2026-01-05", "aurelle", 120), ("2026-01-05", "pro", 10)]


def test_a_post_by_country_is_asked_about(store, tmp_path):
    text = """
        Post ID | Page ID | Page name | Publish time     | Permalink       | Post type | Pays    | Reactions | Reach
        901     | 7       | Aurelle   | 01/25/2026 10:00 | https://www.facebook.com/p/1  | Photo     | France  | 800       | 90
        901     | 7       | Aurelle   | 01/25/2026 10:00 | https://www.facebook.com/p/1  | Photo     | Espagne | 100       | 20
        902     | 7       | Aurelle   | 01/26/2026 10:00 | https://www.facebook.com/p/2  | Photo     | France  | 5         | 9
    """
    (question,) = given(store, tmp_path, "posts.csv", text, answers={"brand": "Aurelle"}).questions
    assert question.options == ("sum", "sum with people", "leave out")
    assert "column Pays is France and Espagne" in str(question.text)
    given(store, tmp_path, "posts.csv", text, answers={"brand": "Aurelle", "rows": "sum"})
    assert store.rows("select platform_id, reactions, reach from posts order by all") == [
        {"platform_id": "901", "reactions": 900, "reach": None}, {"platform_id": "902", "reactions": 5, "reach": 9},
    ]  # fmt: skip


def test_the_sum_of_parts_is_compared_with_the_total_row_of_the_tool(store, tmp_path):
    text = """
        Date       | Subscription status | Views | Watch time (hours)
        2026-01-05 | Subscribed          | 10    | 1.5
        2026-01-05 | Not subscribed      | 20    | 2.5
        Total      |                     | 30    | 4
    """
    answers = {"brand": "Aurelle", "network": "youtube", "tool": "youtube_totals", "rows": "sum"}
    assert "The total row agrees with the records: Views = 30." in notes(
        given(store, tmp_path, "vues.csv", text, answers=answers)
    )
    other = given(store, tmp_path, "plus.csv", text.replace("30 ", "35 ").replace("-05", "-06"), answers=answers)
    assert any("gives Views = 35, but the records add up to 30" in note for note in notes(other))


def test_equal_rows_that_a_text_tells_apart_are_asked_about(store, tmp_path):
    text = "date|brand|channel|followers|Bereich\n2026-01-05|Aurelle|x|100|Nord\n2026-01-05|Aurelle|x|100|Sud"
    (question,) = given(store, tmp_path, "bereich.csv", text).questions
    assert question.id == "rows"


def test_revenues_of_several_currencies_are_not_added(store, tmp_path):
    text = """
        first day  | brand   | campaign | visits | conversions | revenue | currency
        2026-01-05 | Aurelle | noel     | 100    | 3           | 50      | EUR
        2026-01-05 | Aurelle | soldes   | 40     | 1           | 20      | USD
    """
    receipt = given(store, tmp_path, "ventes.csv", text, answers={"rows": "sum"})
    assert store.rows("select visits, conversions, revenue from business") == [
        {"visits": 140, "conversions": 4.0, "revenue": None}
    ]
    assert "Left out, because the values of parts do not add up: revenue." in notes(receipt)


def test_rows_that_differ_in_one_measure_are_added_in_all(store, tmp_path):
    """Views 1 + 0, and 2 + 2 sessions: not 1 and 2."""
    text = "date|page views|users|sessions\n2026-01-05|1|5|2\n2026-01-05|0|5|2"
    given(store, tmp_path, "site.csv", text, answers={"brand": "Aurelle", "rows": "sum"})
    assert web(store) == {"views": 1, "sessions": 4}


def test_what_one_author_says_twice_in_a_minute_is_one_mention_however_it_is_labelled(store, tmp_path):
    text = """
        date             | brand   | channel | author | text      | sentiment
        2026-01-05 10:00 | Aurelle | x       | léa    | Très bien | positive
        2026-01-05 10:00 | Aurelle | x       | léa    | Très bien | negative
    """
    receipt = given(store, tmp_path, "x.csv", text)
    assert (receipt.kept, receipt.folded) == (1, 1)
