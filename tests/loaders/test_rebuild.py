"""A rebuild from the kept raw files gives every table again, and what does not hold in a store is named."""

import shutil
from datetime import datetime, timedelta

import pytest

from commands.safekeeping import integrity, kept_figures
from data import ledger
from data import store as data_store
from data.backups.copying import tables_held
from data.decisions import brands, corrections, topics
from data.derived import backlog, sentiment_labels
from data.migrations import open_store
from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine import kept_weeks
from loaders.corrections import rejects_file
from loaders.load import load
from loaders.rebuild import BY, rebuild
from tests.tables import given

HEADER = "Date | Brand | Channel | Text | Author | Sentiment"
SHEET = (
    "Veille de mars;;;\nDate;Texte;Portée;Réseau\n05/02/2026;Bonjour;12;x\n"
    '06/02/2026;bravo;"beau;coup";x\n31/02/2026;Sans jour;3;x\n'
)
ANSWERS = {"columns": "accept", "brand": "Aurelle", "date_order": "dmy"}


def lived_in(store, folder):
    """A store as people leave it: answers, rejects that were corrected, another name, labels by hand, an undo."""
    rows = "\n".join(
        f"2026-03-0{1 + row % 8} {row % 24:02}:10 | {'Aurelle' if row % 3 else 'AURELLE SA'} | x | Panne {row % 7} | a{row % 5} | "
        f"{('negative', 'positive', '')[row % 3]}"
        for row in range(24)
    )
    wrong = given(store, folder, "wrong.csv", f"{HEADER}\n2026-03-05 | Aurelle | x | Faux | z | negative\n{rows}")
    brands.set_aliases(store, "Aurelle", ["AURELLE SA"], who="ann")  # of files from now on
    given(store, folder, "first.csv", f"{HEADER}\n{rows}")
    (folder / "veille.csv").write_text(SHEET, encoding="utf-8")
    asked = load(store, folder / "veille.csv", name="veille.csv", who="ann", origin="screen", answers=ANSWERS)
    text = rejects_file(store, asked.upload_id).decode("utf-8-sig").replace('"beau;coup";x', "7;x")
    (folder / "corrected.csv").write_text(text, encoding="utf-8")
    done = load(store, folder / "corrected.csv", name="corrected.csv", who="ann", origin="screen")
    assert (done.status, done.kept, asked.rejected) == ("loaded", 1, 2)
    ledger.withdraw(store, wrong.upload_id, who="ann")
    one = store.rows("select identity from mentions order by identity")[0]["identity"]
    corrections.correct(store, one, field="sentiment", value="positive", who="ann")
    brands.set_role(store, "Aurelle", "own", who="ann")
    topics.set_topic(store, "pannes", words=["panne"], is_sensitive=True, who="ann")
    sentiment_labels.turn(store, "on", who="ann")
    backlog.settle(store)


FEW = ("mention_volume", "net_sentiment_score", "followers_total")


@pytest.fixture(autouse=True)
def few_kpis(monkeypatch):
    """Of the figures that are compared: `python -m data check` compares all."""
    monkeypatch.setattr(kept_figures, "catalogue", lambda: {name: catalogue()[name] for name in FEW})


@pytest.fixture(scope="module")
def made(empty_store_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lived in")
    store = open_store(shutil.copyfile(empty_store_file, folder / "e-reputation.duckdb"))
    lived_in(store, folder)
    store.close()
    return folder


@pytest.fixture
def lived(made, tmp_path):
    store = open_store(shutil.copytree(made, tmp_path / "here") / "e-reputation.duckdb")
    yield store
    store.close()


def test_a_rebuild_gives_every_table_again(lived, tmp_path):
    done = rebuild(lived, tmp_path / "again.duckdb")
    assert (done.uploads, done.lacking, done.differing) == (3, {}, ())
    with lived.reading() as cursor:
        held = tables_held(cursor)
    again = Store(done.path, read_only=True)
    with again.reading() as cursor:
        assert {**tables_held(cursor), "own_voices_state": 0} == {**held, "own_voices_state": 0}
    assert ledger.checksum(again) == ledger.checksum(lived)
    again.close()
    assert min(held[name].rows for name in ("mention_records", "rejects", "mention_corrections", "remembered")) > 0
    assert not list(lived.work.iterdir())


def test_what_has_no_raw_file_any_more_is_named_and_no_longer_counts(lived, tmp_path):
    gone, *damaged = lived.rows("select upload_id, sha256 from uploads where status = 'loaded' order by seq")
    (lived.files / f"{gone['sha256']}.zst").unlink()
    for one in damaged:
        (lived.files / f"{one['sha256']}.zst").write_bytes(b"not zstandard")
    told = [str(one.told) for one in integrity.findings(lived)]
    assert told == [
        f"The raw file of the upload {gone['upload_id']} is no longer kept: it cannot be read again.",
        *(
            f"The raw file of the upload {one['upload_id']} is damaged: put the one of a backup in its place."
            for one in damaged
        ),
    ]
    done = rebuild(lived, tmp_path / "again.duckdb")
    assert (done.uploads, set(done.lacking)) == (0, {one["upload_id"] for one in (gone, *damaged)})
    again = Store(done.path, read_only=True)
    assert again.value("select count(*) from uploads where withdrawn_by = ?", [BY]) == 3
    assert again.value("select count(*) from mention_records") == 0
    again.close()


def test_a_sound_store_has_no_findings_and_each_damage_is_named(lived):
    assert [*integrity.findings(lived), *kept_figures.stale(lived)] == []
    first, second, third = (
        row["upload_id"] for row in lived.rows("select upload_id from uploads where status = 'loaded' order by seq")
    )
    with lived.writing() as cursor:
        cursor.execute("update uploads set read = read + 1 where upload_id = ?", [first])
        cursor.execute("insert into mention_records from mention_records where state = 'kept' limit 2")
        cursor.execute("delete from mention_records where upload_id = ? and record = 3", [second])
        cursor.execute("update uploads set status = 'withdrawn' where upload_id = ?", [third])
        cursor.execute("update mention_days set unique_mentions = unique_mentions + 1")
        cursor.execute("insert into mention_corrections from mention_corrections limit 1")
    told = " ".join(str(one.told) for one in integrity.findings(lived))
    for said in (
        "The table mention_corrections holds 1 keys twice, such as 1.",
        "2 records of mention_records count twice.",
        f"The upload {first} read 25 records, but kept 24, folded 0 and rejected 0.",
        f"The tables of the upload {first} do not add up to it.",
        f"The upload {second} counts 1 records, and the store holds 0 of them.",
        f"holds rows of the upload {third}, which is not loaded.",
        "The table mention_days is not what the records give",
    ):
        assert said in told, told


def test_a_kept_figure_that_is_not_the_fresh_one_is_named(lived, monkeypatch):
    list(kept_figures.stale(lived))
    kept = kept_weeks._of(lived)
    for weeks in kept.frames.values():
        if "value" in weeks.frame:
            weeks.frame["value"] += 1
    told = [str(one) for one in kept_figures.stale(lived)]
    assert any("is not the one that its records give: delete the file e-reputation.figures" in one for one in told)


class _SetBack(datetime):
    """A clock that goes back by an hour at every look."""

    looks = 0

    @classmethod
    def now(cls, tz=None):
        _SetBack.looks += 1
        return datetime(2026, 11, 30, 12, tzinfo=tz) - timedelta(hours=_SetBack.looks)


def test_a_clock_that_was_set_back_changes_nothing_in_a_rebuild(store, tmp_path, monkeypatch):
    monkeypatch.setattr(data_store, "datetime", _SetBack)
    lived_in(store, tmp_path)
    times = [row["loaded_at"] for row in store.rows("select loaded_at from uploads order by seq")]
    assert times == sorted(times, reverse=True)
    before = ledger.checksum(store)
    done = rebuild(store, tmp_path / "again.duckdb")
    assert (done.uploads, done.lacking, done.differing) == (3, {}, ())
    again = Store(done.path, read_only=True)
    assert ledger.checksum(again) == before
    again.close()


def test_what_is_older_than_the_log_is_put_back_by_the_clock(lived, tmp_path):
    with lived.reading() as cursor:  # as a store of a version without a log
        cursor.execute("delete from audit_log")
    done = rebuild(lived, tmp_path / "again.duckdb")
    assert (done.uploads, done.lacking, done.differing) == (3, {}, ())
