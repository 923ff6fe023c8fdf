"""The standing folder is written again after each write, and whoever is erased leaves it at once."""

import json
import threading
import unicodedata
from datetime import UTC, datetime

import pandas as pd
import pytest

from commands.publishing import folder as publishing
from commands.publishing import rounds
from data.access.acting import acting, program
from data.decisions import published
from data.ledger import withdraw
from data.personal import erasure, limits
from loaders import pseudonyms
from tests.canonical import brands, daily, mentions
from tests.tables import given

EARLIER = datetime(
    2026, 1, 1, 12, tzinfo=UTC
)  # before the days of the data: mentions are published, no figure is computed
HANDLE, NAME = "zébulon_quark42", "Zébulon Quarkström"
SAID = "Le moteur tousse chaque matin depuis la dernière révision au garage"
ROWS = f"""
Date | Brand | Channel | Text | Author | Sentiment | URL
2026-03-02 10:00 | Aurelle | x | {SAID} | @{HANDLE} | negative | https://x.com/{HANDLE}/status/2117710814508004723
2026-03-03 11:00 | Aurelle | facebook | Une voiture qui roule bien, rien à dire de plus ce soir | {NAME} | positive |
2026-03-03 12:00 | Aurelle | x | Bien dit @{HANDLE}, la panne dure | ann | negative |
2026-03-03 13:00 | Aurelle | x | Rien à voir, la panne | bob | negative |
"""
NEEDLES = [unicodedata.normalize(form, one) for one in (HANDLE, NAME, SAID) for form in ("NFC", "NFD")]


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    return folder


@pytest.fixture
def standing(store, place):
    mentions(store, daily("2026-03-02", [1] * 7, Brand="Aurelle", Channel="x"))
    published.choose(store, str(place), who="ann")
    return rounds.Rounds(store, clock=lambda: EARLIER, quiet=0.0, every=0.05)


def round_of(one):
    """A round as the thread makes it; until nothing is left to write."""
    with acting(program("publishing")):
        done = [one.round() for _ in range(3)]
    return [each for each in done if each is not None]


def holding(folder):
    """The published files that hold the person: in the bytes of CSV, in the texts of Parquet."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".parquet":
            frame = pd.read_parquet(path)
            texts = "\n".join(str(cell) for name in frame for cell in frame[name].dropna())
        else:
            texts = path.read_text("utf-8-sig")
        if any(one.lower() in texts.lower() for one in NEEDLES):
            found.append(path.name)
    return found


def test_it_is_written_after_each_write_and_not_in_between(store, place, standing):
    done = round_of(standing)
    assert done[-1].rows["mentions"] == 7
    assert round_of(standing) == []
    mentions(store, daily("2026-03-09", [2] * 7, Brand="Aurelle", Channel="x"))
    (again,) = round_of(standing)
    assert again.rows["mentions"] == 21
    withdraw(store, store.value("select max_by(upload_id, seq) from uploads"), who="ann")
    (last,) = round_of(standing)
    assert last.rows["mentions"] == len(pd.read_parquet(place / "mentions.parquet")) == 7


def test_it_waits_until_nobody_writes(store, place, standing):
    standing.quiet = 3600.0
    assert round_of(standing) == []
    assert list(place.iterdir()) == []


def test_it_is_written_again_on_a_new_day(standing):
    round_of(standing)
    standing.clock = lambda: datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert len(round_of(standing)) == 1


def test_a_folder_that_is_gone_is_told_once_and_published_when_it_is_back(place, standing, caplog):
    round_of(standing)
    place.rename(place.with_name("away"))
    standing.clock = lambda: datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert round_of(standing) == []
    assert [record.message for record in caplog.records if "is gone" in record.message] != []
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    assert not place.exists()  # a disk that is not connected is not replaced by a folder of that name
    place.with_name("away").rename(place)
    standing._refused = (standing._refused[0], standing._refused[1] - rounds.RETRY)
    assert len(round_of(standing)) == 1


def test_the_thread_publishes_and_ends_with_the_store(store, place, standing):
    standing.begin()
    last = threading.Event()
    for _ in range(600):
        if (place / published.MANIFEST).exists():
            break
        last.wait(0.1)
    assert json.loads((place / published.MANIFEST).read_text())["tables"]["mentions"] == 7
    standing.stop()
    assert standing.state()["failed_rounds"] == 0


def test_whoever_is_erased_leaves_every_published_folder_and_comes_back_in_none(store, tmp_path, place, standing):
    given(store, tmp_path, "of.csv", ROWS)
    brands(store, own="Aurelle")
    round_of(standing)
    once = tmp_path / "once"
    once.mkdir()
    publishing.publish(store, once, today=EARLIER.date(), scored_weeks=1)
    assert holding(place) == holding(once) == ["mentions.csv", "mentions.parquet"]
    done = erasure.erase(store, erasure.person(store, HANDLE, (NAME,)), by="ann")
    assert done.remaining == ()
    assert holding(place) == holding(once) == []
    (again,) = round_of(standing)
    assert again.rows["mentions"] == 11
    assert holding(place) == []
    assert not (once / "mentions.csv").exists()


def test_a_publication_that_was_begun_before_an_erasure_puts_nothing_in_place(store, tmp_path, place, standing):
    given(store, tmp_path, "of.csv", ROWS)
    round_of(standing)
    erased = []

    def erase_once():
        if not erased and any(place.glob(f"{published.MAKING}*/mentions.csv")):
            erased.append(erasure.erase(store, erasure.person(store, HANDLE, (NAME,)), by="ann"))
        return False

    with pytest.raises(publishing.Changed):
        publishing.publish(store, place, today=EARLIER.date(), scored_weeks=1, is_stopped=erase_once)
    assert erased
    assert holding(place) == []


def test_published_files_that_hold_a_person_and_cannot_be_removed_are_named(
    store, tmp_path, place, standing, monkeypatch
):
    given(store, tmp_path, "of.csv", ROWS)
    round_of(standing)
    monkeypatch.setattr(published, "forget_records", lambda _store: None)
    done = erasure.erase(store, erasure.person(store, HANDLE, (NAME,)), by="ann")
    assert done.remaining == (str(place / "mentions.csv"),)


def test_texts_past_their_time_and_names_before_pseudonyms_go_too(store, tmp_path, place, standing):
    given(store, tmp_path, "of.csv", ROWS)
    round_of(standing)
    pseudonyms.turn_on(store, who="ann")
    assert not (place / "mentions.csv").exists()
    round_of(standing)
    authors = set(pd.read_parquet(place / "mentions.parquet")["author"].dropna())
    assert len(authors) == 4
    assert all(author.startswith("author ") for author in authors)
    limits.set_months(store, "texts", 1, who="ann")
    limits.apply(store)
    assert not (place / "mentions.csv").exists()
    round_of(standing)
    assert set(pd.read_parquet(place / "mentions.parquet")["text"].dropna()) == set()
