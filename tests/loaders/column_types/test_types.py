"""Dates, numbers and sentiments: declared, proved by the whole column, or asked; never guessed.

S5…S26 are the silent corruptions that a reader that guesses is known for.
"""

import pytest

from tests.tables import given


def followers(days):
    return "Date | Brand | Channel | Followers\n" + "\n".join(
        f"{day} | Aurelle | X | {n}" for n, day in enumerate(days, 100)
    )


def days_of(store):
    return [
        str(row["day"]) for row in store.rows("select day from follower_records where state = 'kept' order by record")
    ]


def counts_of(store, tmp_path, cells):
    lines = "\n".join(f"2026-03-{n:02} | Aurelle | X | {cell}" for n, cell in enumerate(cells, 1))
    receipt = given(store, tmp_path, "f.csv", "Date | Brand | Channel | Followers\n" + lines)
    return receipt, [
        row["followers"]
        for row in store.rows("select followers from follower_records where state = 'kept' order by record")
    ]


def test_s5_a_week_that_reads_both_ways_is_asked_not_guessed(store, tmp_path):
    receipt = given(store, tmp_path, "week.csv", followers(["11/02/2026", "11/03/2026", "11/08/2026"]))
    assert receipt.status == "needs an answer"
    assert [question.id for question in receipt.questions] == ["date_order"]
    assert store.value("select count(*) from uploads") == 0


@pytest.mark.parametrize(
    ("answer", "first", "last"), [("dmy", "2026-02-11", "2026-08-11"), ("mdy", "2026-11-02", "2026-11-08")]
)
def test_s5_the_answer_decides(store, tmp_path, answer, first, last):
    given(store, tmp_path, "week.csv", followers(["11/02/2026", "11/08/2026"]), answers={"date_order": answer})
    assert days_of(store) == [first, last]


def test_a_value_above_12_proves_the_order_for_the_whole_column(store, tmp_path):
    given(store, tmp_path, "days.csv", followers(["02/01/2026", "13/01/2026"]))
    assert days_of(store) == ["2026-01-02", "2026-01-13"]
    given(store, tmp_path, "us.csv", followers(["02/01/2025", "01/13/2025"]))
    assert days_of(store)[-2:] != ["2025-01-02"]
    assert store.value("select count(*) from followers where day = '2025-02-01'") == 1  # month first: 1 February


def test_a_column_of_two_orders_is_refused(store, tmp_path):
    receipt = given(store, tmp_path, "mixed.csv", followers(["13/01/2026", "01/14/2026"]))
    assert receipt.status == "refused"
    assert "mix two orders" in str(receipt.reason)


@pytest.mark.parametrize("written", ["25/12/26", "01-02-26"])
def test_s6_two_digit_years_are_asked_since_the_year_may_come_first(store, tmp_path, written):
    assert given(store, tmp_path, "short.csv", followers([written])).status == "needs an answer"
    given(store, tmp_path, "short.csv", followers([written]), answers={"date_order": "dmy"})
    assert days_of(store) == [{"25/12/26": "2026-12-25", "01-02-26": "2026-02-01"}[written]]


def test_s7_a_fraction_in_a_count_is_a_reject_never_rounded(store, tmp_path):
    receipt, counts = counts_of(store, tmp_path, ["21000", "2.5", "3.5"])
    assert counts == [21000]
    assert [one.value for one in receipt.parts[0].rejects] == ["2.5", "3.5"]


def test_s8_a_thousands_dot_is_not_a_decimal_point(store, tmp_path):
    assert counts_of(store, tmp_path, ["1.234", "12.345.678"])[1] == [1234, 12345678]


@pytest.mark.parametrize("ids", [("1.79012E+18", "1.79012E+18"), ("570306133677760000", "570306133677760000")])
def test_s9_s10_rounded_ids_do_not_fold_different_mentions(store, tmp_path, ids):
    text = "Date | Brand | Channel | Author | Text | Id\n" + "\n".join(
        f"2026-03-0{n} 10:00 | Aurelle | X | a{n} | Bonjour à tous | {one}" for n, one in enumerate(ids, 1)
    )
    receipt = given(store, tmp_path, "ids.csv", text)
    assert (receipt.kept, receipt.folded) == (2, 0)


@pytest.mark.parametrize("cell", ["nan", "NaN", "--", "undefined", "n/a"])
def test_s11_a_mark_for_no_value_is_missing_not_a_number(store, tmp_path, cell):
    assert counts_of(store, tmp_path, ["7", cell])[1] == [7, None]


def test_s11_infinity_is_a_reject(store, tmp_path):
    receipt, counts = counts_of(store, tmp_path, ["7", "inf"])
    assert (counts, receipt.rejected) == ([7], 1)


def test_s14_a_total_row_is_no_record(store, tmp_path):
    receipt = given(store, tmp_path, "t.csv", followers(["2026-03-01"]) + "\nTotal | | | 499500")
    assert (receipt.kept, receipt.rejected) == (1, 1)


def test_s19_s20_texts_that_look_like_numbers_or_nulls_stay_texts(store, tmp_path):
    lines = "\n".join(
        f"2026-03-0{n} 10:00 | Aurelle | X | {who} | Bonjour"
        for n, who in enumerate(["NA", "null", "None", "nan", "01234"], 1)
    )
    given(store, tmp_path, "authors.csv", "Date | Brand | Channel | Author | Text\n" + lines)
    assert [row["author"] for row in store.rows("select author from mentions order by record")] == [
        "NA",
        "null",
        "None",
        "nan",
        "01234",
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-10-24T23:30:00Z", "2026-10-25"),  # half past one on the 25th in Paris
        ("2026-10-24T23:30:00+02:00", "2026-10-24"),
        ("2026-10-24 23:30:00", "2026-10-24"),  # no zone: the organisation's clock
    ],
)
def test_s21_days_are_those_of_the_organisations_zone(store, tmp_path, written, day):
    given(store, tmp_path, "z.csv", f"Date | Brand | Channel | Text\n{written} | Aurelle | X | Bonsoir")
    assert str(store.value("select day from mentions")) == day


def test_s21_cells_with_and_without_offset_may_stand_in_one_column(store, tmp_path):
    lines = ["2026-10-24T23:30:00Z", "2026-10-24T23:30:00+02:00", "2026-10-24 23:30"]
    text = "Date | Brand | Channel | Text\n" + "\n".join(
        f"{one} | Aurelle | X | Texte {n}" for n, one in enumerate(lines)
    )
    given(store, tmp_path, "z.csv", text)
    told = [str(row["published_at"]) for row in store.rows("select published_at from mentions order by record")]
    assert told == [
        "2026-10-24 23:30:00",
        "2026-10-24 21:30:00",
        "2026-10-24 21:30:00",
    ]  # Paris is at +02:00 until the 25th


def test_s23_columns_are_found_by_name_whatever_their_order(store, tmp_path):
    given(store, tmp_path, "o.csv", "Followers | Channel | Date | Brand\n5 | X | 2026-03-01 | Aurelle")
    assert store.rows("select brand, channel, followers from followers") == [
        {"brand": "Aurelle", "channel": "x", "followers": 5}
    ]


@pytest.mark.parametrize("cell", ["12.7", "0x1F", "1_000", "1e3", "1E3", "epoch", "1,2,3", "1.23.456"])
def test_s24_what_a_lenient_cast_accepts_is_a_reject(store, tmp_path, cell):
    receipt, counts = counts_of(store, tmp_path, ["7", cell])
    assert (counts, receipt.rejected) == ([7], 1)


def test_s24_epoch_is_no_date(store, tmp_path):
    receipt = given(store, tmp_path, "e.csv", followers(["2026-03-01", "epoch", "0001-01-01", "9999-12-31"]))
    assert (receipt.kept, receipt.rejected) == (1, 3)


def test_s26_one_author_written_in_two_unicode_forms_is_one_author(store, tmp_path):
    text = "Date | Brand | Channel | Author | Text\n2026-03-01 10:00 | A | X | Zo\u00e9 | Un\n2026-03-02 10:00 | A | X | Zoe\u0301\u200b | Deux"
    given(store, tmp_path, "n.csv", text)
    assert store.value("select count(distinct author) from mentions") == 1
    assert store.value("select max(length(author)) from mentions") == 3


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("12 345", 12345),
        ("12\u00a0345", 12345),
        ("12\u202f345", 12345),
        ("12,345", 12345),
        ("45,6 k", 45600),
        ("1.2M", 1200000),
        ("1938.0", 1938),
        ("12’345", 12345),
    ],
)
def test_counts_are_read_in_the_manner_of_each_country(store, tmp_path, written, count):
    assert counts_of(store, tmp_path, [written])[1] == [count]


def test_a_negative_follower_count_is_a_reject(store, tmp_path):
    receipt, _ = counts_of(store, tmp_path, ["5", "-5"])
    assert receipt.parts[0].rejects[0].reason == "is negative"


def sentiments(store, tmp_path, words, **options):
    lines = "\n".join(
        f"2026-03-{n:02} 10:00 | Aurelle | X | Texte numéro {n} | {word}" for n, word in enumerate(words, 1)
    )
    receipt = given(store, tmp_path, "s.csv", "Date | Brand | Channel | Text | Sentiment\n" + lines, **options)
    return receipt, [row["sentiment"] for row in store.rows("select sentiment from mentions order by record")]


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (["positif", "Neutre", "NÉGATIF", "mitigé"], ["positive", "neutral", "negative", "mixed"]),
        (["Not Rated", "unknown", "", "positive"], [None, None, None, "positive"]),
        (["-1", "0", "1"], ["negative", "neutral", "positive"]),
        (["0", "2", "4"], ["negative", "neutral", "positive"]),
        (["-5", "0", "3"], ["negative", "neutral", "positive"]),
        (["-0.4", "0.0", "0,9"], ["negative", "neutral", "positive"]),
    ],
)
def test_the_meaning_of_a_sentiment_comes_from_the_columns_set_of_values(store, tmp_path, words, labels):
    assert sentiments(store, tmp_path, words)[1] == labels


def test_a_column_of_zeros_and_ones_is_asked(store, tmp_path):
    receipt, _ = sentiments(store, tmp_path, ["0", "1"])
    assert [question.id for question in receipt.questions] == ["zero_sentiment"]
    assert sentiments(store, tmp_path, ["0", "1"], answers={"zero_sentiment": "negative"})[1] == [
        "negative",
        "positive",
    ]


def test_an_unknown_time_zone_is_refused(store, tmp_path):
    receipt = given(
        store,
        tmp_path,
        "m.csv",
        "Date | Brand | Channel | Text\n2026-03-01 10:00 | A | X | Un",
        answers={"zone": "Mars/Olympus"},
    )
    assert receipt.status == "refused"
    assert "'Mars/Olympus' is not a valid time zone" in str(receipt.reason)


@pytest.mark.parametrize(
    "cell", ["99999999999999999 k", "999999999999999 M", "9" * 40 + " k", "9" * 19, "-" + "9" * 30]
)
def test_a_count_too_large_to_be_held_is_rejected_and_stops_nothing(store, tmp_path, cell):
    receipt, counts = counts_of(store, tmp_path, ["100", cell, "45,6 k"])
    assert counts == [100, 45600]
    assert [(one.record, one.value) for part in receipt.parts for one in part.rejects] == [(3, cell)]
