"""Stars of reviews, out of 5: a grade that is out of something else is told, proved or asked, and never taken for stars."""

import pytest

from loaders.load import load
from tests.kpis.figures import row

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday


def reviews(store, tmp_path, *rows, **answers):
    """One review per row: day of March; author; text; stars; answered."""
    path = tmp_path / "avis.csv"
    cells = [f"{day:02}/03/2026;Aurelle;avis;{text};google.com;{author};{rest}" for day, author, text, rest in rows]
    path.write_text("\n".join(["date;marque;canal;texte;source;auteur;étoiles;répondu", *cells]), encoding="utf-8")
    return load(store, path, name=path.name, who="test", origin="test", answers=answers)


def graded(*grades):
    """A review of each grade, of another author on another day; the last one is of the 13th, which proves the order of day
    and month."""
    days = [*range(2, 1 + len(grades)), 13]
    return [(day, f"a{day}", f"Texte {day}", f"{grade};") for day, grade in zip(days, grades, strict=True)]


def test_grades_out_of_ten_are_asked_about_and_the_small_ones_are_no_stars_either(store, tmp_path):
    """9, 8, 4 and 3 out of 10 are 24 / 4 / 2 stars, and not the mean of 4 and 3."""
    rows = graded("9", "8", "4", "3", "10")
    asked = reviews(store, tmp_path, *rows)
    (question,) = asked.questions
    assert (question.id, question.options) == ("stars_scale", ("5", "10", "20", "100"))
    assert reviews(store, tmp_path, *rows, stars_scale="10").rejected == 0
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["n"]) == (3, 4)  # 24 / 4 / 2


def test_grades_above_five_stars_are_rejected_and_said(store, tmp_path):
    receipt = reviews(store, tmp_path, *graded("9", "4", "5"), stars_scale="5")
    (rejected,) = [one for part in receipt.parts for one in part.rejects]
    assert (rejected.value, str(rejected.reason)) == ("9", "is not a number of stars")


def test_what_a_grade_is_out_of_is_read_in_its_cell(store, tmp_path):
    """90 %, 16/20, 8/10, 4 sur 5 and 4 stars are 4.5, 4, 4, 4 and 4 stars."""
    reviews(store, tmp_path, *graded("90 %", "16/20", "8/10", "4 sur 5", "4", "5"))
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["n"]) == (4.1, 5)  # 20.5 / 5


def test_a_grade_that_cannot_be_read_is_rejected_and_none_given_is_not(store, tmp_path):
    receipt = reviews(store, tmp_path, *graded("bon", "", "0", "4", "5"))
    assert (receipt.kept, receipt.rejected) == (4, 1)
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["n"]) == (4, 1)


def test_stars_without_a_word_and_an_author_each_count_in_whatever_order_they_are_told_again(store, tmp_path):
    """Four of one day, 5, 5, 1 and 5; a later export in another order adds one of the 13th."""
    rows = [(2, "", "", "5;"), (2, "", "", "5;"), (2, "", "", "1;"), (2, "", "", "5;"), (13, "", "", "5;")]
    assert reviews(store, tmp_path, *rows).folded == 0
    reviews(store, tmp_path, (14, "", "", "3;"), *rows[::-1])
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["n"]) == (4, 4)  # 16 / 4


def test_two_reviews_of_the_same_words_and_day_with_other_stars_are_two(store, tmp_path):
    reviews(store, tmp_path, (2, "", "Très bien", "5;"), (2, "", "Très bien", "2;"), (13, "", "Non", "1;"))
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["n"]) == (3.5, 2)


@pytest.mark.parametrize(("word", "rate"), [("ja", 1), ("nein", 0), ("sí", 1), ("não", 0), ("nee", 0), ("oui", 1)])
def test_yes_and_no_are_read_in_every_language_of_the_templates(store, tmp_path, word, rate):
    reviews(store, tmp_path, (2, "a", "Bien", f"5;{word}"), (13, "b", "Bof", "1;"))
    assert row(store, "review_response_rate", *WEEK)["value"] == rate
