"""Words that a week uses far more than the eight weeks before it."""

from datetime import date

from kpis.engine.scope import Scope
from kpis.inputs.emerging_words import term_weeks
from tests import canonical
from tests.kpis.figures import aurelle, computed, row

NINE_WEEKS = ("2026-01-05", "2026-03-08")


def world(store, weeks=9, last=()):
    """Seven mentions each week of the same five subjects; the last week adds its own."""
    lines = ["Day | Brand | Channel | Text"]
    for place, day in enumerate(canonical.days("2026-01-05", 7 * weeks)):
        lines.append(
            f"{day} | Aurelle | x | Une belle voiture pour la route, avis numéro {place}{'abcdefghij'[place % 10]}"
        )
    lines += [f"2026-03-04 | Aurelle | x | {text}" for text in last]
    canonical.mentions(store, "\n".join(lines))


STEERING = [
    f"La direction assistée grince, témoin {name}" for name in ("anna", "boris", "carla", "denis", "emma", "farid")
]


def test_a_word_used_by_six_mentions_after_eight_weeks_without_it_emerges(store):
    """'direction', 'assistée', 'grince', 'témoin': 6 mentions each after eight weeks of 0: (√6.375 − √0.375) / 0.5 = 3.8250."""
    world(store, last=STEERING)
    assert aurelle(store, "emerging_topics", "2026-03-02", "2026-03-08") == [4]


def test_four_mentions_are_too_few(store):
    world(store, last=STEERING[:4])
    assert aurelle(store, "emerging_topics", "2026-03-02", "2026-03-08") == [0]


def test_a_week_with_more_of_everything_has_no_news(store):
    """Three times the mentions, in the usual words: each word was to be expected three times as often."""
    world(store, last=[f"Une belle voiture pour la route, avis numéro {name}" for name in "klmnopqrstuvwx"])
    assert aurelle(store, "emerging_topics", "2026-03-02", "2026-03-08") == [0]


def test_under_four_covered_weeks_of_history_it_is_unknown(store):
    world(store, weeks=9)
    assert aurelle(store, "emerging_topics", "2026-01-26", "2026-02-01") == [None]  # three weeks before it
    assert aurelle(store, "emerging_topics", "2026-02-02", "2026-02-08") == [0]


def test_the_sample_is_the_unique_mentions_of_the_week(store):
    world(store, last=STEERING)
    assert row(store, "emerging_topics", "2026-03-02", "2026-03-08")["n"] == 13  # 7 + 6


def test_a_copy_of_a_story_adds_no_use_of_its_words(store):
    world(store, last=[STEERING[0]] * 6)
    assert aurelle(store, "emerging_topics", "2026-03-02", "2026-03-08") == [0]


def test_the_words_themselves_can_be_read(store):
    world(store, last=STEERING)
    rows = term_weeks(
        store, Scope(date(2026, 3, 2), date(2026, 3, 8), ("Aurelle",), today=date(2026, 4, 1)), by="brand"
    )
    rows = rows[(rows["day"] == date(2026, 3, 8)) & rows["term"].notna()]
    assert set(rows["term"]) == {"direction", "assistée", "grince", "témoin"}
    assert set(rows["observed"]) == {6}


def test_running_weeks_are_not_judged(store):
    world(store, last=STEERING)
    frame = computed(store, "emerging_topics", "2026-03-02", "2026-03-08", brands=("Aurelle",), today="2026-03-06")
    assert frame["value"].isna().all()


def test_a_week_has_the_same_words_whatever_the_weeks_around_it(store):
    """Of 'klaxon', three a week, the nine weeks know no use by five authors; the first week of all had six."""
    lines = ["Day | Brand | Channel | Text"]
    for week, monday in enumerate(canonical.days("2026-01-05", 7 * 18)[::7]):
        said = ["klaxon"] * (3 if week else 6) + ["salon"] * (12 * (week % 2)) + ["recul"] * (6 * (week == 17))
        lines += [
            f"{monday} | Aurelle | x | {word} {chr(97 + n) * 3}{chr(97 + week) * 3}" for n, word in enumerate(said)
        ]
    canonical.mentions(store, "\n".join(lines), covers=("2026-01-05", "2026-05-10"))
    told = []
    for since in (date(2026, 5, 4), date(2026, 1, 5)):
        rows = term_weeks(store, Scope(since, date(2026, 5, 10), ("Aurelle",), today=date(2026, 6, 1)), by="brand")
        told.append(rows[(rows["day"] == date(2026, 5, 10)) & rows["term"].notna()].reset_index(drop=True))
    assert list(told[0]["term"]) == ["recul"]
    assert list(told[0]["z"]) == list(told[1]["z"])


def letters(number):
    return chr(97 + number // 20) * 2 + chr(97 + number % 20) * 2
