"""Dates with a month's name, in the languages that exports write them in, and with a zone's abbreviation."""

import re

import pytest

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
        "August 2025",
        "8 mars",
        "03-avr",
        "Sat May 11 03:17:40 CST 2009",
        "6 Feb 2026 13:00 PM",
    ],
)
def test_what_names_no_single_instant_is_rejected(store, tmp_path, written):
    """No such day, no day, no year, a zone that two regions have, no such hour."""
    receipt = given(store, tmp_path, "m.csv", mentions("Sep 29, 2025", written))
    assert [(one.value, one.reason) for one in receipt.parts[0].rejects] == [(written, "is not a valid date and time")]


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
