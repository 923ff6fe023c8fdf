"""Reviews and assistants, without a browser: what the screen shows of a small store, what each row opens, what it lacks."""

import pytest

from data.decisions import press_lists
from tests import canonical
from tests.canonical_watch import answers
from tests.ui.dashboard import faults
from tests.ui.test_doors import selecting  # noqa: F401
from ui import session

WEEK = {"since": "2026-03-16", "until": "2026-03-22", "brand": "Aurelle"}
REVIEWS = """
    Day        | Brand   | Channel | Source         | Author | Stars | Answered | Url                       | Text
    2026-03-16 | Aurelle | review  | google.com     | lea    | 5     | yes      | https://google.com/r/1    | Accueil parfait
    2026-03-17 | Aurelle | review  | google.com     | max    | 2     | no       | https://google.com/r/2    | Trop long
    2026-03-17 | Aurelle | review  | trustpilot.com | ana    | 1     | no       | https://trustpilot.com/r3 | Jamais rappelée
    2026-03-18 | Aurelle | review  | trustpilot.com | noa    | 4.5   |          | https://trustpilot.com/r4 | Presque parfait
    2026-03-18 | Aurelle | review  | glassdoor.fr   | tom    | 1     | no       | https://glassdoor.fr/5    | Direction absente
"""
ANSWERS = """
    Day        | Brand   | Engine  | Prompt | Run | Named    | Correct | Sources           | Answer
    2026-03-16 | Aurelle | ChatGPT | which  | 1   | Aurelle  | no      | https://a.example | The Aurelle 3 runs on diesel.
    2026-03-16 | Aurelle | ChatGPT | which  | 1   | Novane   | no      | https://a.example | The Aurelle 3 runs on diesel.
    2026-03-16 | Aurelle | ChatGPT | which  | 2   | Novane   |         | https://a.example | Novane.
    2026-03-16 | Aurelle | ChatGPT | best   | 1   | Aurelle  | yes     | https://b.example | Aurelle.
    2026-03-16 | Aurelle | Gemini  | best   | 1   | Inconnue |         |                   | Inconnue.
"""


def filled(dashboard):
    dashboard("reviews")
    store = session.store()
    canonical.mentions(store, REVIEWS)
    answers(store, ANSWERS)
    canonical.brands(store, own="Aurelle", competitors=["Novane"])


def table(app, *columns):
    """The rows of the one table that has all these columns."""
    (found,) = [one.value for one in app.dataframe if set(columns) <= set(one.value.columns)]
    return [tuple(row) for row in found[list(columns)].itertuples(index=False)]


def written(app):
    return (
        "\n".join(one.value for one in (*app.markdown, *app.caption, *app.subheader))
        .replace("\xa0", " ")
        .replace("\\", "")
    )


def test_what_would_feed_it_is_said_where_nothing_is_loaded(dashboard):
    app = dashboard("reviews", **WEEK)
    assert faults(app) == []
    assert "No export with stars is loaded. Load the reviews of Google, Trustpilot" in written(app)
    assert "No answers of assistants are loaded. To compute it, load answers of assistants to fixed prompts" in written(
        app
    )


def test_stars_sites_and_what_nobody_answered(dashboard):
    """Four reviews of customers: half stars stand with the number below; employees' are not among them."""
    filled(dashboard)
    app = dashboard("reviews", **WEEK)
    assert faults(app) == []
    assert table(app, "Stars", "Share", "Reviews", "Answered") == [
        ("★★★★★", 25.0, "1", "1 of 1"), ("★★★★☆", 25.0, "1", "–"), ("★★★☆☆", 0.0, "0", "–"), ("★★☆☆☆", 25.0, "1", "0 of 1"),
        ("★☆☆☆☆", 25.0, "1", "0 of 1"),
    ]  # fmt: skip
    assert table(app, "Site", "Average", "Reviews", "Answered") == [
        ("google.com", "3.50\xa0/\xa05", "2", "1 of 2"), ("trustpilot.com", "2.75\xa0/\xa05", "2", "0 of 1"),
    ]  # fmt: skip
    assert table(app, "Stars", "Site", "Text") == [
        ("★☆☆☆☆", "trustpilot.com", "Jamais rappelée"), ("★★☆☆☆", "google.com", "Trop long"),
    ]  # fmt: skip


def test_what_assistants_answer_of_the_four_weeks_that_the_figures_are_of(dashboard):
    """Five rows are four answers; three of them name Aurelle or Novane, two of these Aurelle."""
    filled(dashboard)
    app = dashboard("reviews", **WEEK)
    assert "4 answers · 3 name us or a competitor · 2 answers judged" in written(app)
    assert table(app, "Assistant", "Share", "Answers") == [
        ("ChatGPT", pytest.approx(200 / 3), "3"),
        ("Gemini", pytest.approx(float("nan"), nan_ok=True), "0"),
    ]
    assert table(app, "Prompt", "Share", "Naming us", "Named instead") == [
        ("which", 50.0, "1", "Novane"), ("best", 100.0, "1", "Inconnue"),
    ]  # fmt: skip
    assert table(app, "Brand", "Role", "Answers", "Without us") == [
        ("Aurelle", "Ours", "2", "0"), ("Novane", "Competitor", "2", "1"), ("Inconnue", "not declared", "1", "1"),
    ]  # fmt: skip
    assert table(app, "Site", "Answers", "Naming us") == [("a.example", "2", "1"), ("b.example", "1", "1")]
    assert table(app, "Assistant", "Its answer", "Prompt") == [("ChatGPT", "The Aurelle 3 runs on diesel.", "which")]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("reviews by stars", "**Mentions** · 1 record behind this figure"),
        ("unanswered reviews", "**Mentions** · 1 record behind this figure"),
        ("answers by assistant", "**Answers of assistants** · 3 records behind this figure"),
        ("answers by prompt", "**Answers of assistants** · 2 records behind this figure"),
        ("brands named", "**Answers of assistants** · 2 records behind this figure"),
        ("sources cited", "**Answers of assistants** · 2 records behind this figure"),
        ("wrong answers", "**Answers of assistants** · 1 record behind this figure"),
    ],
)
def test_a_row_opens_as_many_records_as_it_counts(dashboard, selecting, key, told):  # noqa: F811
    filled(dashboard)
    selecting(key)
    app = dashboard("reviews", **WEEK)
    assert faults(app) == []
    assert told in written(app), written(app)[-1500:]


def test_a_site_opens_its_reviews_in_mentions(dashboard, selecting):  # noqa: F811
    filled(dashboard)
    selecting("reviews by site")
    app = dashboard("reviews", **WEEK)
    assert faults(app) == []
    assert app.query_params["source"] == "google.com"
    assert app.query_params["has"] == "customer_review,other_voice"


def test_outlets_and_messages_are_set_in_the_settings_and_undone_in_their_history(dashboard):
    filled(dashboard)
    app = dashboard("settings", section="brands")
    outlets = [one for one in app.text_area if one.label == "Tier-1 outlets, one per line"]
    outlets[0].set_value("https://www.lejour.fr\nLe Soir")
    next(one for one in app.text_area if one.label == "Key messages, one per line").set_value("garantie dix ans")
    saves = [one for one in app.button if one.label == "Save" and "press lists Aurelle" in (one.form_id or "")]
    saves[0].click()
    app = app.run()
    assert faults(app) == []
    assert press_lists.decided(session.store()) == {
        "Aurelle": press_lists.PressLists(("lejour.fr", "Le Soir"), ("garantie dix ans",))
    }
    history = dashboard("settings", section="history").dataframe[0].value
    assert set(history["Setting"][:2]) == {
        "Key messages of the brand · Aurelle",
        "Tier-1 outlets of the brand · Aurelle",
    }


def test_mentions_show_the_stars_and_the_answers_of_reviews(dashboard):
    filled(dashboard)
    app = dashboard("mentions", **WEEK)
    assert faults(app) == []
    rows = next(one.value for one in app.dataframe if "rating" in one.value.columns)
    told = {row.text: (row.rating, row.is_answered) for row in rows.itertuples()}
    assert told["Accueil parfait"] == (5.0, "yes")
    assert told["Trop long"] == (2.0, "no")


def test_a_figure_that_the_reviews_cannot_tell_is_named_in_one_line(dashboard):
    dashboard("reviews")
    canonical.mentions(session.store(), "\n".join(line.replace("| yes     ", "|         ").replace("| no      ", "|         ") for line in REVIEWS.splitlines()[:4]))  # fmt: skip
    canonical.brands(session.store(), own="Aurelle")
    app = dashboard("reviews", **WEEK)
    assert faults(app) == []
    told = written(app)
    assert "Review response rate (with an export of reviews that tells which of them were answered)" in told
    assert "Employer sentiment (with an export of mentions that holds the reviews of employees" in told
