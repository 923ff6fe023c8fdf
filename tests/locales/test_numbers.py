"""Numbers and dates as they are read in French and in English."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import nearest_language, numbers

NBSP = "\u00a0"
MINUS = "\u2212"
LANGUAGE = st.sampled_from(["fr", "en"])
DECIMALS = st.integers(0, 4)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
# what is shown is seldom large, and most often near the middle of two printed numbers
TIES = st.builds(
    lambda whole, places: float(Decimal(whole).scaleb(-places)), st.integers(-(10**7), 10**7), st.integers(0, 6)
)
FLOATS = FINITE | TIES
WIDE = Context(prec=400)


def read(text):
    """The number that a text says, in either language."""
    return Decimal(text.replace(NBSP, "").replace(MINUS, "-").replace(",", "."))


def read_english(text):
    return Decimal(text.replace(",", "").replace(MINUS, "-"))


def half_up(value, decimals):
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)


def test_a_number_is_grouped_and_marked_in_the_readers_manner():
    assert numbers.number(12345.6, "fr", decimals=1) == f"12{NBSP}345,6"
    assert numbers.number(12345.6, "en", decimals=1) == "12,345.6"


def test_a_negative_number_carries_the_typographic_minus():
    assert numbers.number(-1234, "fr") == f"\u22121{NBSP}234"


def test_what_rounds_to_zero_has_no_sign():
    assert numbers.number(-0.04, "fr") == "0"
    assert numbers.signed(numbers.number(0.04, "fr"), 0.04) == "0"


@given(FLOATS, DECIMALS)
def test_a_number_is_printed_as_its_shortest_decimal_rounded_once(value, decimals):
    assert read(numbers.number(value, "fr", decimals=decimals)) == half_up(value, decimals)
    assert read_english(numbers.number(value, "en", decimals=decimals)) == half_up(value, decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "french"),
    [
        (-0.05, 1, f"{MINUS}0,1"),
        (0.05, 1, "0,1"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),  # half to even would be 2
        (1.005, 2, "1,01"),  # the float is a little less than it is written
        (0.49999999999999994, 0, "0"),
        (0.045, 1, "0,0"),  # rounded to hundredths first it would be 0,1
        (999.5, 0, f"1{NBSP}000"),
        (1e15, 0, f"1{NBSP}000{NBSP}000{NBSP}000{NBSP}000{NBSP}000"),
    ],
)
def test_halves_go_away_from_zero(value, decimals, french):
    assert numbers.number(value, "fr", decimals=decimals) == french


@given(FLOATS, DECIMALS, LANGUAGE)
def test_the_sign_is_a_minus_before_what_is_printed_without_it_and_zero_has_none(value, decimals, language):
    plus, minus = (numbers.number(one, language, decimals=decimals) for one in (abs(value), -abs(value)))
    is_zero = not any(digit in plus for digit in "123456789")
    assert minus == (plus if is_zero else MINUS + plus)


@given(FLOATS, FLOATS, DECIMALS)
def test_the_order_of_two_numbers_is_never_turned_by_printing_them(one, other, decimals):
    low, high = sorted((one, other))
    assert numbers.rounded(low, decimals) <= numbers.rounded(high, decimals)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), DECIMALS)
def test_the_store_rounds_as_the_screen_does(value, decimals):
    told = duckdb.execute(f"select round(cast(? as decimal(18, 6)), {decimals})", [value]).fetchone()[0]
    assert numbers.rounded(value, decimals) == told


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), DECIMALS, LANGUAGE)
def test_a_number_is_printed_alike_whatever_holds_it(value, decimals, language):
    same = [value, float(value), np.float64(value), value.normalize()]
    if value == int(value):
        same += [int(value), np.int64(int(value))]
    assert len({numbers.number(one, language, decimals=decimals) for one in same}) == 1


def test_a_number_of_single_precision_is_the_one_that_it_is_written_with():
    assert numbers.number(np.float32(0.05), "en", decimals=1) == "0.1"  # 0.0500000007 in binary
    assert numbers.number(np.float32(0.15), "en", decimals=1) == "0.2"


@pytest.mark.parametrize("value", [float("nan"), None, pd.NA, Decimal("NaN"), np.float64("nan")])
def test_what_is_missing_is_a_dash_and_not_the_word_of_a_program(value):
    for told in (numbers.number, numbers.percent, numbers.points, numbers.written):
        assert told(value, "fr") == told(value, "en") == "–"


def test_infinity_has_its_sign():
    assert numbers.number(float("inf"), "fr", decimals=1) == "∞"
    assert numbers.number(float("-inf"), "en") == f"{MINUS}∞"


def test_a_number_that_no_float_holds_is_printed_whole():
    assert numbers.number(10**400, "en").count(",") == 133  # 401 digits
    assert numbers.number(1e300, "fr").startswith(f"1{NBSP}000{NBSP}")


@given(st.integers(-(10**8), 10**8), st.integers(0, 3), LANGUAGE)
def test_a_share_is_multiplied_as_it_is_written(thousandths, decimals, language):
    """0.285 × 100 is 28.499999999999996 in binary."""
    told = numbers.percent(thousandths / 1000, language, decimals=decimals)
    wanted = half_up(thousandths / 10, decimals)
    text = told.removesuffix("%").removesuffix(NBSP)
    assert (read(text) if language == "fr" else read_english(text)) == wanted


@given(FLOATS)
def test_a_share_comes_back_from_its_percentage(value):
    assert numbers.share(numbers.percentage(value)) == Decimal(repr(value))


@pytest.mark.parametrize(
    ("value", "french", "english"), [(2.50, "2,5", "2.5"), (1e6, f"1{NBSP}000{NBSP}000", "1,000,000"), (-1.0, f"{MINUS}1", f"{MINUS}1"), (0.1 + 0.2, "0,30000000000000004", "0.30000000000000004")]
)  # fmt: skip
def test_a_number_of_a_person_is_written_with_the_decimals_that_it_has(value, french, english):
    assert (numbers.written(value, "fr"), numbers.written(value, "en")) == (french, english)


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


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0.04, "0,0 pt", "0.0 pts"),
        (-0.04, "0,0 pt", "0.0 pts"),
        (0.95, "1,0 pt", "1.0 pt"),
        (1.04, "1,0 pt", "1.0 pt"),
        (1.05, "1,1 pt", "1.1 pts"),
        (-1.0, "−1,0 pt", "−1.0 pt"),
        (1.94, "1,9 pt", "1.9 pts"),
        (1.95, "2,0 pts", "2.0 pts"),
        (-1.95, "−2,0 pts", "−2.0 pts"),
    ],
)
def test_the_word_for_points_agrees_with_the_number_that_is_printed(value, french, english):
    assert numbers.points(value, "fr", decimals=1).replace(NBSP, " ") == french
    assert numbers.points(value, "en", decimals=1).replace(NBSP, " ") == english


@given(FLOATS, DECIMALS)
def test_french_points_are_several_from_two_on_and_english_ones_unless_one_is_printed(value, decimals):
    told, word = numbers.points(value, "fr", decimals=decimals).rsplit(NBSP, 1)
    assert word == ("pts" if abs(read(told)) >= 2 else "pt")
    told, word = numbers.points(value, "en", decimals=decimals).rsplit(NBSP, 1)
    assert word == ("pt" if abs(read_english(told)) == 1 else "pts")


@pytest.mark.parametrize(
    ("value", "french"),
    [
        (0, "0"),
        (0.41, "0,41"),
        (0.994, "0,99"),
        (0.995, "1,0"),  # two decimals would print 1,00, and 1 is printed 1,0
        (2.345, "2,3"),
        (99.94, "99,9"),
        (99.95, "100"),  # one decimal would print 100,0
        (-99.96, f"{MINUS}100"),
        (128, "128"),
        (999.96, f"1{NBSP}000"),
    ],
)
def test_the_decimals_of_a_quantity_are_those_of_the_number_that_is_printed(value, french):
    assert numbers.number(value, "fr", decimals=numbers.decimals_for(value)) == french


@given(st.floats(min_value=0, max_value=1e9) | TIES.map(abs))
def test_a_printed_quantity_that_is_read_again_is_printed_alike(value):
    text = numbers.number(value, "fr", decimals=numbers.decimals_for(value))
    again = read(text)
    if again:  # a little more than nothing is 0,00 and nothing 0
        assert numbers.number(again, "fr", decimals=numbers.decimals_for(again)) == text


@given(FLOATS, DECIMALS, LANGUAGE)
def test_a_plus_is_before_what_is_printed_above_zero_alone(value, decimals, language):
    text = numbers.number(value, language, decimals=decimals)
    assert numbers.signed(text, value) == ("+" if numbers.rounded(value, decimals) > 0 else "") + text


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
    assert not numbers.is_missing(10**400)


def test_a_language_that_is_not_spoken_falls_back_to_the_next_wish():
    assert nearest_language("de", "fr-CA") == "fr"
    assert nearest_language("", None) == "en"
    assert nearest_language("EN-us", "fr") == "en"
