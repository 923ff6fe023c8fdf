"""Numbers and dates as they are read in French and in English."""

from datetime import date

import pandas as pd
import pytest

from locales import nearest_language, numbers

NBSP = "\u00a0"


def test_a_number_is_grouped_and_marked_in_the_readers_manner():
    assert numbers.number(12345.6, "fr", decimals=1) == f"12{NBSP}345,6"
    assert numbers.number(12345.6, "en", decimals=1) == "12,345.6"


def test_a_negative_number_carries_the_typographic_minus():
    assert numbers.number(-1234, "fr") == f"\u22121{NBSP}234"


def test_what_rounds_to_zero_has_no_sign():
    assert numbers.number(-0.04, "fr") == "0"
    assert numbers.signed(numbers.number(0.04, "fr"), 0.04) == "0"


def test_a_share_is_a_percentage_with_a_space_in_french_only():
    assert numbers.percent(0.4124, "fr") == f"41,2{NBSP}%"
    assert numbers.percent(0.4124, "en") == "41.2%"


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (-14, "fr", f"\u221214{NBSP}pts"),
        (1, "fr", f"1{NBSP}pt"),
        (1.5, "fr", f"1,5{NBSP}pt"),
        (1.5, "en", f"1.5{NBSP}pts"),
        (2, "fr", f"2{NBSP}pts"),
    ],
)
def test_points_agree_with_their_number_as_each_language_has_it(value, language, said):
    assert numbers.points(value, language, decimals=0 if value == int(value) else 1) == said


def test_a_rise_carries_its_plus_sign():
    assert numbers.signed(numbers.percent(0.38, "fr", decimals=0), 0.38) == f"+38{NBSP}%"


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (date(2026, 11, 9), date(2026, 11, 15), f"9{NBSP}– 15 novembre 2026", f"9{NBSP}– 15 November 2026"),
        (
            date(2026, 9, 28),
            date(2026, 10, 4),
            f"28 septembre{NBSP}– 4 octobre 2026",
            f"28 September{NBSP}– 4 October 2026",
        ),
        (
            date(2025, 12, 29),
            date(2026, 1, 4),
            f"29 décembre 2025{NBSP}– 4 janvier 2026",
            f"29 December 2025{NBSP}– 4 January 2026",
        ),
        (date(2026, 6, 1), date(2026, 6, 7), f"1er{NBSP}– 7 juin 2026", f"1{NBSP}– 7 June 2026"),
        (date(2026, 6, 1), date(2026, 6, 1), "1er juin 2026", "1 June 2026"),
    ],
)
def test_a_range_of_days_says_once_what_both_ends_share(first, last, french, english):
    assert numbers.date_range(first, last, "fr") == french
    assert numbers.date_range(first, last, "en") == english


def test_the_week_that_holds_new_year_belongs_to_the_year_of_its_thursday():
    assert numbers.week_number(date(2026, 12, 28)) == 53  # its Thursday is 31 December 2026
    assert numbers.week_number(date(2025, 12, 29)) == 1  # its Thursday is 1 January 2026


def test_bounds_of_an_interval_are_parted_so_that_a_decimal_comma_is_not_mistaken():
    assert numbers.interval("39,5", "42,9", "fr") == f"[39,5{NBSP};{NBSP}42,9]"
    assert numbers.interval("39.5", "42.9", "en") == f"[39.5,{NBSP}42.9]"


def test_none_and_nan_are_missing_and_zero_is_not():
    assert numbers.is_missing(None)
    assert numbers.is_missing(float("nan"))
    assert numbers.is_missing(pd.NA)
    assert numbers.is_missing(pd.NaT)
    assert not numbers.is_missing(0)


def test_a_language_that_is_not_spoken_falls_back_to_the_next_wish():
    assert nearest_language("de", "fr-CA") == "fr"
    assert nearest_language("", None) == "en"
    assert nearest_language("EN-us", "fr") == "en"
