"""Reviews and answers of assistants: stars, answers to reviews, the employer, messages in the press, what assistants say."""

import math
from collections import defaultdict
from datetime import date

import pytest

from data.decisions import press_lists
from data.decisions.brands import set_aliases
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine.figure import figure_of
from kpis.engine.scope import Scope
from kpis.lineage import records
from kpis.objectives.absence import absence_of
from tests import canonical
from tests.canonical_watch import answers
from tests.kpis import world
from tests.kpis.figures import aurelle, computed, row, values
from tests.tables import given

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday
REVIEWS = """
    Day        | Brand   | Channel | Source           | Author  | Stars | Answered | Sentiment | Text
    2026-03-02 | Aurelle | review  | google.com       | lea     | 5     | yes      | positive  | Accueil parfait
    2026-03-03 | Aurelle | review  | google.com       | max     | 2     | no       | negative  | Trop long
    2026-03-03 | Aurelle | review  | trustpilot.com   | ana     | 4     |          |           | Accueil parfait
    2026-03-04 | Aurelle | review  | trustpilot.com   | Aurelle | 5     | yes      | positive  | Nous sommes les meilleurs
    2026-03-05 | Aurelle | review  | www.glassdoor.fr | tom     | 1     | no       | negative  | Direction absente
    2026-03-05 | Aurelle | review  | www.glassdoor.fr | zoe     | 4     |          |           | Belle équipe
    2026-03-06 | Aurelle | x       | x.com            | sam     |       |          | positive  | Une bonne journée
    2026-03-07 | Aurelle | news    | lejour.fr        |         |       |          | neutral   | Grève à l'usine Aurelle de Lille
"""


def test_stars_are_those_of_customers_alone(store):
    """5, 2 and 4; the brand's own review, employees' reviews and what has no stars are left out."""
    canonical.mentions(store, REVIEWS)
    found = row(store, "review_rating", *WEEK)
    assert found["value"] == pytest.approx(11 / 3)
    assert found["n"] == 3


def test_two_people_who_write_the_same_words_are_two_reviews(store):
    """A short text is one story of each author, and a long one is one of all: each of them gave stars."""
    canonical.mentions(store, """
        Day              | Brand   | Channel | Author | Stars | Text
        2026-03-02 09:00 | Aurelle | review  | lea    | 5     | Une équipe à l'écoute et un véhicule livré à l'heure dite
        2026-03-02 10:00 | Aurelle | review  | max    | 3     | Une équipe à l'écoute et un véhicule livré à l'heure dite
    """)  # fmt: skip
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["n"]) == (4, 2)


def test_the_interval_of_a_mean_of_stars_is_that_of_the_score_with_one_review_of_each_end(store):
    """
    Stars 5, 2, 4 and the two that are added, 1 and 5: mean 17 / 5, variance of one (25 + 4 + 16 + 1 + 25) / 5 − 3.4²
    """
    canonical.mentions(store, REVIEWS)
    found = row(store, "review_rating", *WEEK)
    half = 1.959963984540054 * math.sqrt((71 / 5 - 3.4**2) / 5)
    assert found["low"] == pytest.approx(max(1, 3.4 - half))
    assert found["high"] == pytest.approx(min(5, 3.4 + half))


def test_unanimous_stars_are_no_certainty(store):
    canonical.mentions(store, canonical.daily("2026-03-02", [4], Brand="Aurelle", Channel="review", Stars="5"))
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["high"]) == (5, 5)
    assert 3 < found["low"] < 4.5


def test_a_review_whose_export_does_not_tell_of_answers_is_no_silence(store):
    """Of three customers' reviews two tell: one yes, one no."""
    canonical.mentions(store, REVIEWS)
    found = row(store, "review_response_rate", *WEEK)
    assert (found["value"], found["n"]) == (0.5, 2)


def test_without_an_export_that_tells_of_answers_there_is_no_rate(store):
    canonical.mentions(store, REVIEWS.replace("yes", "   ").replace("| no ", "|    "))
    assert aurelle(store, "review_response_rate", *WEEK) == [None]


def test_the_employer_is_spoken_of_on_sites_of_employees_and_in_the_topic_of_work(store):
    """Negative of Glassdoor, neutral of the strike: (0 − 1) / 2; four stars without a sentiment are none."""
    canonical.mentions(store, REVIEWS)
    found = row(store, "employer_sentiment", *WEEK, grain="all")
    assert (found["value"], found["n"]) == (-50, 2)


# --- key messages ------------------------------------------------------------------------------------------------------

PRESS = """
    Day        | Brand   | Channel | Source      | Author  | Text
    2026-03-02 | Aurelle | news    | lejour.fr   |         | La batterie d'Aurelle, garantie dix ans
    2026-03-03 | Aurelle | news    | lesoir.fr   |         | La batterie d'Aurelle, garantie dix ans
    2026-03-03 | Aurelle | news    | lesoir.fr   |         | Aurelle change de directeur
    2026-03-04 | Aurelle | blog    | autoblog.fr |         | Garantie dix ans, la batterie d'Aurelle tient-elle ?
    2026-03-04 | Novane  | news    | lejour.fr   |         | Novane a une nouvelle usine
"""


def absence(store, kpi, brand="Aurelle"):
    frame = compute(store, kpi, Scope(date(2026, 3, 2), date(2026, 3, 8), (brand,), today=date(2026, 3, 20)))
    (figure,) = [figure_of(one) for one in frame.itertuples()]
    return figure, str(absence_of(figure, catalogue()[kpi]))


def test_messages_are_counted_in_the_outlets_of_the_list_each_that_prints_a_story(store):
    canonical.mentions(store, PRESS)
    press_lists.decide(store, "Aurelle", outlets=["lejour.fr", "lesoir.fr"], messages=["garantie dix ans"], who="ann")
    found = row(store, "tier1_message_pull_through", *WEEK, grain="all")
    assert found["value"] == pytest.approx(2 / 3)
    assert found["n"] == 3


@pytest.mark.parametrize(
    ("lists", "wanted"),
    [
        ({"outlets": [], "messages": []}, "set the tier-1 outlets and the key messages"),
        ({"outlets": ["lejour.fr"], "messages": []}, "set the key messages"),
        ({"outlets": [], "messages": ["dix ans"]}, "set the tier-1 outlets of"),
    ],
)
def test_without_a_list_the_figure_is_missing_and_says_which(store, lists, wanted):
    canonical.mentions(store, PRESS)
    press_lists.decide(store, "Aurelle", **lists, who="ann")
    figure, said = absence(store, "tier1_message_pull_through")
    assert math.isnan(figure.value)
    assert wanted in said


def test_outlets_that_printed_nothing_are_no_zero(store):
    canonical.mentions(store, PRESS)
    press_lists.decide(store, "Aurelle", outlets=["ailleurs.fr"], messages=["dix ans"], who="ann")
    assert aurelle(store, "tier1_message_pull_through", *WEEK) == [None]


# --- answers of assistants ---------------------------------------------------------------------------------------------

ANSWERS = """
    Day        | Brand   | Engine  | Prompt | Run | Named        | Correct
    2026-03-02 | Aurelle | ChatGPT | which  | 1   | Aurelle      | yes
    2026-03-02 | Aurelle | ChatGPT | which  | 1   | Novane       | yes
    2026-03-02 | Aurelle | ChatGPT | which  | 2   | NOVANE       |
    2026-03-02 | Aurelle | ChatGPT | best   | 1   | aurelle auto | no
    2026-03-02 | Aurelle | ChatGPT | best   | 2   | Inconnue     | yes
    2026-03-02 | Aurelle | Gemini  | best   | 1   |              | yes
    2026-03-02 | Aurelle | Gemini  | which  | 1   | Novane       | no
"""


@pytest.fixture
def asked(store):
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    answers(store, ANSWERS)
    return store


def test_answers_that_name_us_of_those_that_name_us_or_a_competitor(asked):
    """Four answers name one of the two: which 1, which 2, best 1 by another name of ours, and Gemini's: two name us."""
    assert aurelle(asked, "ai_answer_share", *WEEK, grain="all") == [1 / 3]  # while 'aurelle auto' is nobody's name
    set_aliases(asked, "Aurelle", ["Aurelle Auto"], who="ann")
    found = row(asked, "ai_answer_share", *WEEK, grain="all")
    assert (found["value"], found["n"]) == (0.5, 4)


def test_accuracy_is_of_the_answers_that_somebody_judged(asked):
    """Of six answers five are judged, three of them correct."""
    found = row(asked, "ai_answer_accuracy", *WEEK, grain="all")
    assert (found["value"], found["n"]) == (3 / 5, 5)


def test_an_answer_that_is_wrong_of_one_brand_is_wrong(store):
    answers(store, """
        Day        | Brand   | Prompt | Run | Named   | Correct
        2026-03-02 | Aurelle | which  | 1   | Aurelle | no
        2026-03-02 | Aurelle | which  | 1   | Novane  | yes
    """)  # fmt: skip
    found = row(store, "ai_answer_accuracy", *WEEK, grain="all")
    assert (found["value"], found["n"]) == (0, 1)


def test_without_a_competitor_a_share_of_answers_is_missing_and_says_so(store):
    canonical.brands(store, own="Aurelle")
    answers(store, ANSWERS)
    figure, said = absence(store, "ai_answer_share")
    assert math.isnan(figure.value)
    assert "declare a competitor" in said


def test_the_interval_is_clustered_by_prompt(store):
    """
    Prompt a: 4 of 4 name us, prompt b: 0 of 4: p = 1/2, deviations (4 − 2)² + (0 − 2)² = 8, k / (k − 1) · 8 / 8² = 1/4,
    which is 8 times p (1 − p) / 8: eight answers say as much as one. Wilson of one case, t with one degree of freedom: 12.7.
    """
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    rows = [
        f"2026-03-02 | Aurelle | {prompt} | {run} | {named}"
        for prompt, named in (("a", "Aurelle"), ("b", "Novane"))
        for run in range(4)
    ]
    answers(store, "\n".join(["Day | Brand | Prompt | Run | Named", *rows]))
    found = row(store, "ai_answer_share", *WEEK, grain="all")
    z = 12.706204736432095
    centre = (0.5 + z**2 / 2) / (1 + z**2)
    half = z / (1 + z**2) * math.sqrt(0.25 + z**2 / 4)
    assert (found["value"], found["n"]) == (0.5, 8)
    assert found["low"] == pytest.approx(centre - half)
    assert found["high"] == pytest.approx(centre + half)


def test_one_prompt_alone_has_no_interval(store):
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    answers(store, ANSWERS.replace("best ", "which"))
    found = row(store, "ai_answer_share", *WEEK, grain="all")
    assert not math.isnan(found["value"])
    assert math.isnan(found["low"])
    assert math.isnan(found["high"])


def test_a_prompt_is_one_however_it_is_spelled(store):
    """Two spellings counted as two prompts, whose interval was too narrow; the answers stay two."""
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    answers(store, "\n".join(["Day | Brand | Prompt | Run | Named",
        "2026-03-02 | Aurelle | Which car? | 1 | Aurelle", "2026-03-02 | Aurelle | which  car ? | 1 | Novane",
    ]))  # fmt: skip
    found = row(store, "ai_answer_share", *WEEK, grain="all")
    assert (found["value"], found["n"]) == (0.5, 2)
    assert math.isnan(found["low"])
    assert {one["prompt"] for one in store.rows("select prompt from ai_answers")} == {"Which car?"}


# --- an independent recount --------------------------------------------------------------------------------------------

FOUR_WEEKS = ("2026-03-09", "2026-04-05")


@pytest.fixture(scope="module")
def small_world(tmp_path_factory):
    from data.migrations import open_store

    store = open_store(tmp_path_factory.mktemp("world") / "s.duckdb")
    world.load(store, world.uploads())
    yield store
    store.close()


def cells(kind):
    """The rows of the exports of a kind, in the days of FOUR_WEEKS, as the files write them."""
    found = []
    for one, text, _ in world.uploads():
        if one == kind:
            head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
            found += [dict(zip(head, cells, strict=True)) for cells in rows]
    return [one for one in found if FOUR_WEEKS[0] <= one["Day"][:10] <= FOUR_WEEKS[1]]


def of_customers(brand):
    return [one for one in cells("mentions") if one["Brand"] == brand and one["Stars"] and not one["Url"]]


def recounted(kpi, brand):
    """(value, n) from the rows of the files, in plain Python."""
    if kpi == "review_rating":
        stars = [float(one["Stars"]) for one in of_customers(brand)]
        return sum(stars) / len(stars), len(stars)
    if kpi == "review_response_rate":
        told = [one["Answered"] for one in of_customers(brand) if one["Answered"]]
        return told.count("yes") / len(told), len(told)
    if kpi == "employer_sentiment":
        tones = [one["Sentiment"] for one in cells("mentions") if one["Brand"] == brand and "glassdoor" in one["Url"]]
        tones = [one for one in tones if one in ("positive", "neutral", "negative")]
        return 100 * (tones.count("positive") - tones.count("negative")) / len(tones), len(tones)
    if kpi == "tier1_message_pull_through":
        printed = [
            one["Text"]
            for one in cells("mentions")
            if one["Brand"] == brand and one["Source"] in ("lejour.fr", "lesoir.fr")
        ]
        carrying = [one for one in printed if "récit numéro 1 " in one or "numéro 3 " in one]
        return len(carrying) / len(printed), len(printed)
    told = defaultdict(set)
    judged = {}
    for one in cells("answers"):
        if one["Brand"] == brand:
            key = tuple(one[name] for name in ("Day", "Engine", "Prompt", "Run"))
            told[key].add(one["Named"])
            judged[key] = one["Correct"]
    if kpi == "ai_answer_accuracy":
        known = [one for one in judged.values() if one]
        return known.count("yes") / len(known), len(known)
    naming = [named for named in told.values() if named & {"Aurelle", "Novane"}]
    return sum(brand in named for named in naming) / len(naming), len(naming)


@pytest.mark.parametrize("brand", ["Aurelle", "Novane"])
@pytest.mark.parametrize(
    "kpi",
    [
        "review_rating", "review_response_rate", "employer_sentiment", "tier1_message_pull_through", "ai_answer_share",
        "ai_answer_accuracy",
    ],
)  # fmt: skip
def test_a_recount_of_the_files_gives_the_same_figure(small_world, kpi, brand):
    found = computed(small_world, kpi, *FOUR_WEEKS, grain="all", brands=(brand,)).iloc[0]
    value, n = recounted(kpi, brand)
    assert n > 10
    assert found["n"] == n
    assert found["value"] == pytest.approx(value)


def test_a_breakdown_by_network_adds_up_to_the_whole(small_world):
    found = computed(small_world, "review_rating", *FOUR_WEEKS, grain="all", by="channel", brands=("Aurelle",))
    known = found[found["n"] > 0]
    whole, n = recounted("review_rating", "Aurelle")
    assert known["n"].sum() == n
    assert (known["value"] * known["n"]).sum() / n == pytest.approx(whole)
    assert set(values(small_world, "review_rating", *FOUR_WEEKS, by="channel", brands=("Aurelle",))) >= {"x", "news"}


@pytest.mark.parametrize(("kpi", "n"), [("ai_answer_share", 2), ("ai_answer_accuracy", 2)])
def test_an_answer_that_names_three_brands_is_one_row_of_evidence(store, tmp_path, kpi, n):
    """One record of the file becomes a row per brand named; the evidence lists each answer once, as n counts it."""
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    given(
        store,
        tmp_path,
        "answers.csv",
        """
        date       | brand   | assistant | prompt | run | brands named              | answer | correct
        2026-03-02 | Aurelle | ChatGPT   | which  | 1   | Aurelle ; Novane ; Autre  | All.   | yes
        2026-03-02 | Aurelle | ChatGPT   | which  | 2   | Novane ; Autre            | Two.   | no
        2026-03-02 | Aurelle | ChatGPT   | best   | 1   | Autre                     | One.   |
        """,
    )
    scope = Scope(date(2026, 3, 2), date(2026, 3, 8), ("Aurelle",), today=date(2026, 3, 20))
    assert row(store, kpi, *WEEK, grain="all")["n"] == n
    (found,) = records.records(catalogue()[kpi], scope, "week")
    assert store.value(*found.count) == n
    assert len(records.page(store, found.rows, number=1)) == n


@pytest.mark.parametrize("source", ["Glassdoor", "Glassdoor France", "Kununu (DE)", "glassdoor.co.uk", "Indeed Avis"])
def test_stars_of_a_site_of_employees_are_no_customers_however_its_name_is_told(store, source):
    canonical.mentions(store, f"""
        Day        | Brand   | Channel | Source     | Author | Stars | Text
        2026-03-02 | Aurelle | review  | google.com | lea    | 5     | Bien
        2026-03-03 | Aurelle | review  | {source}   | tom    | 1     | Direction absente
    """)  # fmt: skip
    found = row(store, "review_rating", *WEEK)
    assert (found["value"], found["n"]) == (5, 1)
