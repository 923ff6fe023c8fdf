"""Dates with a month's name, in the languages that exports write them in, and with a zone's abbreviation."""

import re

import pytest

from loaders.column_types import zones
from tests.tables import given

SPELLED = """
Tue Oct 31 22:10:47 +0000 2017                          2017-10-31 22:10:47  Twitter
Mon May 11 03:17:40 UTC 2009                            2009-05-11 03:17:40
Sat May 16 16:17:05 PDT 2009                            2009-05-16 23:17:05  17 + 7 hours
Tue, 31 Oct 2017 22:10:47 +0200                         2017-10-31 20:10:47  a mail's date
2023-05-24 12:48:32 EDT                                 2023-05-24 16:48:32  12 + 4 hours
2023-01-24 12:48:32 EST                                 2023-01-24 17:48:32  12 + 5 hours
Mon Feb 17 2025 10:00:00 GMT+0100 (Central European Standard Time)   2025-02-17 09:00:00
Sep 29, 2025                                            2025-09-28 22:00:00  midnight in Paris, summer
Tue, Feb 18, 2025                                       2025-02-17 23:00:00  midnight in Paris, winter
Mon Feb 17 2025                                         2025-02-16 23:00:00
06-Feb-2026 03:03PM                                     2026-02-06 14:03:00
06-Feb-2026 12:03AM                                     2026-02-05 23:03:00
12-janv.-26                                             2026-01-11 23:00:00
22 août 2026 à 14h05                                    2026-08-22 12:05:00
mar. 8 mars 2022                                        2022-03-07 23:00:00  mardi is no month
8 de marzo de 2025                                      2025-03-07 23:00:00
3. Mai 2024                                             2024-05-02 22:00:00
22/08/2026 14h05                                        2026-08-22 12:05:00  a day above 12
2026-8-2 09:05                                          2026-08-02 07:05:00
"""


CASES = [re.split(" {2,}", line)[:2] for line in SPELLED.strip().splitlines()]


def mentions(*dates):
    return "Date | Brand | Channel | Author | Text\n" + "\n".join(
        f"{day} | Aurelle | X | author {n} | Text number {n}" for n, day in enumerate(dates)
    )


@pytest.mark.parametrize(("written", "utc"), CASES)
def test_a_date_with_a_months_name_is_that_instant(store, tmp_path, written, utc):
    given(store, tmp_path, "m.csv", mentions(written))
    assert [str(row["published_at"]) for row in store.rows("select published_at from mentions")] == [utc]


def test_a_column_may_mix_times_with_and_without_zone(store, tmp_path):
    receipt = given(store, tmp_path, "m.csv", mentions("6 Feb 2026 10:00", "6 Feb 2026 10:00:00 UTC"))
    told = [str(row["published_at"]) for row in store.rows("select published_at from mentions order by record")]
    assert told == ["2026-02-06 09:00:00", "2026-02-06 10:00:00"]  # ten in Paris is nine in UTC
    assert "Europe/Paris" in " ".join(str(note) for note in receipt.parts[0].notes)


@pytest.mark.parametrize(
    "written",
    [
        "Mar 32, 2025",
        "30 février 2025",
        "8 mars",
        "03-avr",
        "6 Feb 2026 13:00 PM",
    ],
)
def test_what_names_no_single_instant_is_rejected(store, tmp_path, written):
    """No such day, no year, no such hour."""
    receipt = given(store, tmp_path, "m.csv", mentions("Sep 29, 2025", written))
    assert [(one.value, one.reason) for one in receipt.parts[0].rejects] == [(written, "is not a valid date and time")]


def test_a_month_among_moments_is_no_day(store, tmp_path):
    receipt = given(store, tmp_path, "m.csv", mentions("Sep 29, 2025", "August 2025"))
    assert [(one.value, one.reason) for one in receipt.parts[0].rejects] == [("August 2025", "is a period, not a day")]


def test_mentions_by_month_are_refused_with_the_column(store, tmp_path):
    receipt = given(store, tmp_path, "m.csv", mentions("janv. 2026", "févr. 2026"))
    assert receipt.status == "refused"
    assert "The column Date holds periods such as 'févr. 2026'" in str(receipt.reason)


def test_an_abbreviation_that_several_regions_use_is_asked_about(store, tmp_path):
    text = mentions("Sat May 11 03:17:40 CST 2009")
    (question,) = given(store, tmp_path, "m.csv", text).questions
    assert question.id == "zone_of_cst"
    given(store, tmp_path, "m.csv", text, answers={"zone_of_cst": "America/Chicago (-06:00)"})
    assert str(store.value("select published_at from mentions")) == "2009-05-11 09:17:40"


WRITTEN = """
24-02-2015 11.35                        2015-02-24 10:35:00
24-02-2015 11 h 35                      2015-02-24 10:35:00
24-02-2015 11h                          2015-02-24 10:00:00
24. 2. 2015 um 9:05 Uhr                 2015-02-24 08:05:00
24-2-2015, 09:05 Uhr                    2015-02-24 08:05:00
lun. 24/02/2015 à 7 p. m.               2015-02-24 18:00:00
24-02-2015 12:05 a. m.+02:00            2015-02-23 22:05:00
1er mars 2026 11.35                     2026-03-01 10:35:00
5 de enero de 2026 a las 14:30          2026-01-05 13:30:00
2026-01-05T10:00:00.0000000Z            2026-01-05 10:00:00
2026-01-05 10:00:00 UTC+2               2026-01-05 08:00:00
2026-01-05T10:00+01:00[Europe/Paris]    2026-01-05 09:00:00
2026-01-05 10:00 JST                    2026-01-05 01:00:00
2026-01-05 10:00 ET                     2026-01-05 15:00:00
10:03 PM · Jan 5, 2026                  2026-01-05 21:03:00
20260105T100000Z                        2026-01-05 10:00:00
1767693600.0                            2026-01-06 10:00:00
1767693600000                           2026-01-06 10:00:00
45992,33625                             2025-12-01 07:04:12
02/02/2026 10:00                        2026-02-02 09:00:00
"""


@pytest.mark.parametrize(("written", "utc"), [re.split(" {2,}", line) for line in WRITTEN.strip().splitlines()])
def test_a_moment_as_people_and_tools_write_it_is_read_without_a_question(store, tmp_path, written, utc):
    given(store, tmp_path, "m.csv", mentions(written))
    assert [str(row["published_at"]) for row in store.rows("select published_at from mentions")] == [utc]


@pytest.mark.parametrize(
    ("header", "zone"),
    [
        ("Date (GMT)", "UTC"),
        ("created_utc", "UTC"),
        ("createdUtc", "UTC"),
        ("review_datetime_utc", "UTC"),
        ("Heure (UTC+1)", "+01:00"),
        ("Time (GMT-04:00)", "-04:00"),
        ("Published (EST)", "-05:00"),
        ("Date (Asia/Tokyo)", "Asia/Tokyo"),
        ("date_est", None),
        ("Date", None),
        ("Actual", None),
    ],
)
def test_a_header_names_the_zone_of_its_times(header, zone):
    found = zones.in_header(header)
    assert (found.zone if found else None) == zone


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("janv. 2026", "2026-01-01", "2026-01-31"),
        ("Mar-26", "2026-03-01", "2026-03-31"),
        ("marzo de 2026", "2026-03-01", "2026-03-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-W07", "2026-02-09", "2026-02-15"),
        ("KW 7 2026", "2026-02-09", "2026-02-15"),
        ("S07 2026", "2026-02-09", "2026-02-15"),
        ("T1 2026", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("H2 2026", "2026-07-01", "2026-12-31"),
        ("S1 2026", None, None),
        ("2025-W53", None, None),
        ("2026-13", None, None),
        ("8 mars", None, None),
    ],
)
def test_a_period_has_a_first_and_a_last_day(store, written, first, last):
    found = store.value("select period_days(?, null)", [written])
    assert (found and (str(found["first"]), str(found["last"]))) == (first and (first, last))


def test_followers_by_month_are_those_of_its_last_day(store, tmp_path):
    text = "Date | Brand | Channel | Followers\njanv. 2026 | Aurelle | X | 10\nfévr. 2026 | Aurelle | X | 12"
    receipt = given(store, tmp_path, "f.csv", text)
    assert [str(row["day"]) for row in store.rows("select day from followers order by day")] == [
        "2026-01-31",
        "2026-02-28",
    ]
    assert any("periods such as" in str(note) for note in receipt.parts[0].notes)


def test_s1_and_s2_are_asked_about(store, tmp_path):
    text = "Date | Brand | Channel | Followers\nS1 2026 | Aurelle | X | 10\nS2 2026 | Aurelle | X | 12"
    (question,) = given(store, tmp_path, "f.csv", text).questions
    assert (question.id, question.options) == ("week_or_half", ("week", "half"))
    given(store, tmp_path, "f.csv", text, answers={"week_or_half": "half"})
    assert [str(row["day"]) for row in store.rows("select day from followers order by day")] == [
        "2026-06-30",
        "2026-12-31",
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("8 mars", "03-08"),
        ("February 29", "02-29"),
        ("8 de marzo", "03-08"),
        ("28 August", "08-28"),
        ("9月16日", "09-16"),
        ("28 tháng 8", "08-28"),
        ("30 février", None),
    ],
)
def test_month_day_reads_a_day_without_its_year(store, written, day):
    assert store.value("select month_day(?)", [written]) == day
