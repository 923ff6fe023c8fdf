"""Authors stored as pseudonyms: no name in any byte, every figure as with names, the brands' own accounts still known."""

import json
import shutil
from datetime import date

import pytest

from commands.safekeeping import integrity
from data.access.acting import ANALYST, Actor, acting
from data.backups import making, shelf
from data.decisions import brands, extra_columns, own_media
from data.derived import backlog, people
from data.migrations import open_store
from data.personal import elsewhere, erasure
from data.personal.spelling import Spelling
from data.sentences import Refusal
from kpis.compute import compute
from kpis.engine.scope import Scope
from loaders import pseudonyms
from loaders.load import load
from loaders.rebuild import rebuild
from tests.tables import given

HEADER = "Date | Brand | Channel | Text | Author | Sentiment | URL | Reach | Mood"
ROWS = "\n".join(
    (
        "2026-03-02 10:00 | Aurelle | x | Une panne de plus ce matin sur ma voiture neuve | @Lea_Quark | negative | https://x.com/Lea_Quark/status/2117710814508004723 | 10 | Lea_Quark",
        "2026-03-02 10:05 | Aurelle | x | Merci | lea_quark | positive | | 11 | ",
        "2026-03-02 10:06 | Aurelle | facebook | Merci | lea_quark | positive | https://www.facebook.com/lea.quark/posts/841 | 12 | ",
        "2026-03-03 10:00 | Aurelle | x | Encore une panne de plus ce matin, la troisième | LEA_QUARK | negative | | 13 | ",
        "2026-03-04 10:00 | Aurelle | instagram | Belle photo de la nouvelle voiture au salon | Zoe Quark | positive | https://www.instagram.com/p/abc/ | 14 | ",
        "2026-03-04 11:00 | Aurelle | x | Découvrez notre nouveau modèle dès demain en concession | aurelle_fr | | https://x.com/aurelle_fr/status/2117710814508004999 | 15 | ",
        "2026-03-05 11:00 | Aurelle | x | Nous revenons vers vous | Aurelle | | | 16 | ",
        "2026-03-12 10:00 | Aurelle | x | La même panne revient après la révision complète | lea_quark | negative | | 17 | ",
        "2026-03-99 10:00 | Aurelle | x | Sans jour | lea_quark | negative | | 17 | ",
    )
)
FOLLOWERS = "Day | Brand | Channel | Account | Followers\n2026-03-02 | Aurelle | x | aurelle_fr | 100"
KPIS = (
    "mention_volume", "mention_volume_unique", "unique_authors", "audience_loyalty_rate", "active_advocates", "potential_reach",
    "net_sentiment_score", "story_burst_authors", "duplicate_rate", "earned_coverage", "crisis_level",
)  # fmt: skip
NAMES = Spelling(("lea_quark", "zoe quark", "lea.quark"))


@pytest.fixture
def opened(empty_store_file, tmp_path):
    made = []

    def opening(name):
        (tmp_path / name).mkdir()
        made.append(open_store(shutil.copyfile(empty_store_file, tmp_path / name / "e-reputation.duckdb")))
        brands.set_role(made[-1], "Aurelle", "own", who="ann")
        return made[-1]

    yield opening
    for store in made:
        store.close()


def loaded(store, folder):
    extra_columns.turn(store, "on", who="ann")
    given(store, folder, "mentions.csv", f"{HEADER}\n{ROWS}")
    given(store, folder, "followers.csv", FOLLOWERS)
    backlog.settle(store)


def figures(store):
    scope = Scope(date(2026, 3, 2), date(2026, 3, 15), ("Aurelle",))
    return {
        name: compute(store, name, scope, grain="week")[["period", "value", "n", "state"]].to_csv() for name in KPIS
    }


def rows(store):
    return store.rows(
        "select day, channel, author, author_key, identity, story, is_unique, is_own, url from mentions order by published_at, channel"
    )


def test_names_are_in_no_file_and_figures_are_as_with_names(opened, tmp_path):
    plain, hidden = opened("plain"), opened("hidden")
    loaded(plain, tmp_path)
    pseudonyms.turn_on(hidden, who="ann")
    loaded(hidden, tmp_path)
    assert figures(hidden) == figures(plain)
    assert [row["is_own"] for row in rows(hidden)] == [row["is_own"] for row in rows(plain)]
    assert sum(row["is_own"] for row in rows(hidden)) == 2  # by an account of an export, and by the brand's name
    assert elsewhere.holding(plain, NAMES, with_store=True)
    assert elsewhere.holding(hidden, NAMES, with_store=True) == ()
    hidden.close()
    assert elsewhere.holding(hidden, NAMES, with_store=True) == ()
    assert not list(hidden.files.glob("*"))


def test_what_is_there_is_turned_into_what_a_load_would_have_stored(opened, tmp_path):
    turned, hidden = opened("turned"), opened("hidden")
    pseudonyms.turn_on(hidden, who="ann")
    turned.secret.write_bytes(hidden.secret.read_bytes())  # the same secret: the same pseudonyms
    turned.take_secret()
    loaded(turned, tmp_path)
    before = figures(turned)
    making.make(turned, "by hand")
    done = pseudonyms.turn_on(turned, who="ann")
    assert (done.held.records, done.held.raw, done.unmatched, done.is_rewritten) == (8, 2, 0, True)
    assert figures(turned) == before
    assert elsewhere.holding(turned, NAMES, with_store=True) == ()
    assert [one.name for one in shelf.listed(turned.path)] == [done.backup]
    loaded(hidden, tmp_path)
    assert rows(turned) == rows(hidden)
    # a later export of the same mentions is the same ones
    again = given(turned, tmp_path, "again.csv", f"{HEADER}\n{ROWS.splitlines()[3]}\n{ROWS.splitlines()[0]}")
    assert again.status == "loaded"
    assert figures(turned) == before
    assert [str(one.told) for one in integrity.findings(turned) if one.is_fault] == []


def test_raw_files_that_were_put_back_give_the_same_pseudonyms(opened, tmp_path):
    store = opened("here")
    loaded(store, tmp_path)
    kept = {path.name: path.read_bytes() for path in store.files.glob("*.zst")}
    pseudonyms.turn_on(store, who="ann")
    before = rows(store)
    done = rebuild(store, tmp_path / "without.duckdb")
    assert len(done.lacking) == 2  # no raw file is kept
    for name, content in kept.items():
        (store.files / name).write_bytes(content)
    done = rebuild(store, tmp_path / "rebuilt.duckdb")
    assert done.lacking == {}
    assert not set(done.differing) & {"mention_records", "mention_marks", "mention_days"}
    assert rows(store) == before


def test_an_account_that_is_declared_later_is_recognised_under_its_pseudonym(opened, tmp_path):
    store = opened("here")
    pseudonyms.turn_on(store, who="ann")
    loaded(store, tmp_path)
    own_media.declare(store, "Aurelle", sites=[], accounts=["x:lea_quark"], others=[], who="ann")
    assert sum(row["is_own"] for row in rows(store)) == 6


def test_a_person_is_erased_by_the_name_that_nobody_can_read(opened, tmp_path):
    store = opened("here")
    pseudonyms.turn_on(store, who="ann")
    loaded(store, tmp_path)
    before = figures(store)
    who = erasure.person(store, "Lea_Quark")
    assert erasure.found(store, who).tables["mention_records"] == 5
    erasure.erase(store, who, by="ann")
    assert store.value("select count(*) from mentions where author is null and text is null") == 5
    assert figures(store) == before


def test_the_words_of_rejected_records_and_unused_columns_are_not_kept(opened, tmp_path):
    store = opened("here")
    pseudonyms.turn_on(store, who="ann")
    loaded(store, tmp_path)
    assert store.rows("select record, value, cells from rejects") == [
        {"record": 10, "value": "2026-03-99 10:00", "cells": None}
    ]
    assert store.value("select count(*) from other_columns") == 0
    notes = json.loads(store.value("select notes from upload_parts where table_name = 'mentions'"))
    assert any("pseudonyms" in one["text"] for one in notes)


def test_they_are_an_approvers_and_are_not_turned_off_beside_pseudonyms(opened, tmp_path):
    store = opened("here")
    with acting(Actor("eve", ANALYST)), pytest.raises(Refusal):
        pseudonyms.turn_on(store, who="eve")
    pseudonyms.turn_on(store, who="ann")
    pseudonyms.turn_off(store, who="ann")
    pseudonyms.turn_on(store, who="ann")
    loaded(store, tmp_path)
    with pytest.raises(Refusal, match="no name can be brought back"):
        pseudonyms.turn_off(store, who="ann")
    store.secret.unlink()
    store.take_secret()
    (tmp_path / "b.csv").write_text("Date,Brand,Channel,Text,Author\n2026-03-09,Aurelle,x,Bonjour,ann\n")
    receipt = load(store, tmp_path / "b.csv", name="b.csv", who="ann", origin="screen")
    assert receipt.status == "refused"
    assert "missing or another one" in str(receipt.reason)


@pytest.mark.parametrize(
    ("address", "is_profile"),
    [
        ("https://x.com/lea/status/2117710814508004723", True),
        ("https://x.com/i/status/2117710814508004723", False),
        ("https://www.tiktok.com/@lea.q/video/1", True),
        ("https://www.facebook.com/lea.q/posts/1", True),
        ("https://www.facebook.com/profile.php?id=1234", True),
        ("https://www.facebook.com/groups/1/posts/2", False),
        ("https://www.instagram.com/p/abc/", False),
        ("https://www.instagram.com/lea/", True),
        ("https://www.youtube.com/watch?v=abc", False),
        ("https://www.youtube.com/@lea", True),
        ("https://www.linkedin.com/in/lea-q/", True),
        ("https://www.linkedin.com/posts/lea-q_auto-activity-1", True),
        ("https://www.reddit.com/user/lea/comments/1", True),
        ("https://www.reddit.com/r/cars/comments/1", False),
        ("https://piaille.fr/@lea/1", True),
        ("https://journal.example/article-1", False),
    ],
)
def test_the_name_of_a_profile_goes_out_of_an_address_and_nothing_else(opened, address, is_profile):
    store = opened("here")
    pseudonyms.turn_on(store, who="ann")
    with store.reading() as cursor:
        told = cursor.execute(f"select {people.hidden_url('a')} from (select ? as a)", [address]).fetchone()[0]
    assert people.is_profile(address) == is_profile
    assert (told != address) == is_profile
    assert ("lea" in told) == ("lea" in address and not is_profile)
