"""The watch on small stores: copied text, and what does not last or does."""

import csv
import io
from datetime import date, timedelta

import pytest

from kpis.analysis.episodes import episodes, shifts, watched
from kpis.engine.scope import Scope
from loaders.load import load
from tests import canonical
from tests.kpis.figures import values

WORDS = [
    "freins",
    "moteur",
    "prix",
    "couleur",
    "garage",
    "route",
    "vitesse",
    "siege",
    "pneu",
    "phare",
    "coffre",
    "volant",
    "klaxon",
]
FIRST, DAYS = date(2026, 8, 3), 98
THURSDAY = date(2026, 11, 5)
PETITION = (
    "Nous demandons le rappel de toutes les voitures Orsa dont les freins ont lâché et tué deux personnes en octobre, "
    "signez la pétition"
)
COLUMNS = "date,brand,channel,text,source,author,author followers,url,language,sentiment,reach,engagements,repost,id"


def export(*, authors=800, text=PETITION, sentiment="négatif", author="v{}"):
    """Ten mentions a day, two of them negative; on 5 November one text is posted so many times."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS.split(","))
    told = 0
    for day in range(DAYS):
        for place in range(10):
            told += 1
            words = [WORDS[(told * step) % len(WORDS)] for step in (1, 5, 7)]
            about = f"avis {told} sur la {words[0]} et le {words[1]} de mon auto achetee au garage {words[2]} numero {17 * told}"
            moment = f"{FIRST + timedelta(days=day)} {8 + place:02}:{5 * place:02}"
            tone = "négatif" if place < 2 else "positif"
            rows.writerow([moment, "Orsa", "X", about, "", f"a{told % 60}", "", "", "fr", tone, "", "", "non", told])
    for place in range(authors):
        told += 1
        moment = f"{THURSDAY} {9 + place * 5 // authors:02}:{place % 60:02}"
        rows.writerow(
            [moment, "Orsa", "X", text, "", author.format(place), "", "", "fr", sentiment, "", "", "non", told]
        )
    return file.getvalue()


def loaded(store, tmp_path, text):
    path = tmp_path / "m.csv"
    path.write_text(text, encoding="utf-8")
    canonical.brands(store, own="Orsa")
    load(store, path, name="m.csv", who="test", origin="test")
    return store


def week(store, kpi):
    return values(store, kpi, "2026-11-02", "2026-11-08", brands=("Orsa",))["Orsa"][0]


def rows_of(store, since=date(2026, 11, 2), until=date(2026, 11, 8)):
    return watched(store, Scope(since, until, ("Orsa",), today=date(2026, 11, 29)))


def test_eight_hundred_authors_of_one_petition_are_a_crisis(store, tmp_path):
    """870 mentions, 71 unique. Negative on the day: 3 unique, 802 with the copies, against 2 a day: log 803 − log 3 =
    5.59, of an s of 1 / √3 = 0.577: z = 9.68. 800 authors within six hours, where one told each story before."""
    loaded(store, tmp_path, export())
    assert (week(store, "mention_volume"), week(store, "mention_volume_unique")) == (870, 71)
    assert week(store, "crisis_level") == 3  # tone and spread at once
    assert week(store, "spike_days") == 1
    assert week(store, "spike_severity") == pytest.approx(9.68, abs=0.01)
    assert week(store, "story_burst_authors") == 800
    (episode,) = episodes(rows_of(store))
    assert (episode.since, episode.level, episode.why) == (THURSDAY, 3, ("several",))
    assert {one.signal for one in episode.signals} == {"negative_mentions", "mentions", "voices"}


@pytest.mark.parametrize("sentiment", ["neutre", ""])
def test_the_petition_rings_though_no_tool_finds_it_negative(store, tmp_path, sentiment):
    loaded(store, tmp_path, export(sentiment=sentiment))
    assert week(store, "crisis_level") >= 2
    assert week(store, "spike_days") == 1


def test_the_petition_rings_though_no_author_is_named(store, tmp_path):
    loaded(store, tmp_path, export(sentiment="", author=""))
    assert week(store, "crisis_level") >= 2
    assert week(store, "story_burst_authors") == 1  # of those that are named


def test_a_small_brand_is_warned_of_twenty_copies(store, tmp_path):
    loaded(store, tmp_path, export(authors=20))
    assert week(store, "crisis_level") >= 1
    assert week(store, "story_burst_authors") == 20


def test_what_one_author_posts_eight_hundred_times_is_volume_and_no_spread(store, tmp_path):
    loaded(store, tmp_path, export(author="v", sentiment="neutre"))
    assert week(store, "spike_days") == 1
    assert week(store, "crisis_level") == 1  # somebody should look at it
    assert week(store, "story_burst_authors") == 1


def test_without_the_petition_nothing_rings(store, tmp_path):
    loaded(store, tmp_path, export(authors=0))
    assert [week(store, kpi) for kpi in ("crisis_level", "spike_days")] == [0, 0]


def test_a_new_source_alarms_for_a_week_and_is_then_the_new_normal(store):
    """Thirty a day in place of ten from Monday 5 October on, negative ones in proportion."""
    canonical.brands(store, own="Orsa")
    counts = [10] * 63 + [30] * 35
    lines = [
        f"{FIRST + timedelta(days=day)} | Orsa | x | {'negative' if place % 5 == 0 else 'positive'}"
        for day, count in enumerate(counts)
        for place in range(count)
    ]
    canonical.mentions(store, "\n".join(["Day | Brand | Channel | Sentiment", *lines]))
    rows = rows_of(store, since=date(2026, 9, 28))
    assert 1 <= (rows[rows["signal"] == "all"]["level"] == 2).sum() <= 7
    later = values(store, "crisis_level", "2026-10-12", "2026-11-08", brands=("Orsa",))["Orsa"]
    assert later == [0, 0, 0, 0]
    found = {one.signal: one for one in shifts(rows)}
    assert found["all"].since == date(2026, 10, 5)
    assert found["all"].known_on <= date(2026, 10, 18)  # within two weeks
    assert (found["all"].before, found["all"].after) == (pytest.approx(10, rel=0.05), pytest.approx(30, rel=0.05))
