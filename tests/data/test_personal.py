"""Personal data have a limit, a register that follows from the schema, and a secret that stands outside the store."""

import stat
from datetime import date

import pytest

from commands.safekeeping import integrity
from data import secret
from data.access.acting import ANALYST, Actor, acting
from data.access.rights import of_the_schema
from data.derived import backlog
from data.migrations import SCHEMA, _derive_all
from data.personal import blanking, inventory, limits, own_secret
from data.sentences import Refusal
from data.store import columns_of
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine.figure import figure_of
from kpis.engine.scope import Scope
from kpis.objectives.absence import without_verdict
from tests.tables import given
from wording import register

HEADER = "Date | Brand | Channel | Text | Author | Sentiment | URL | Repost"
WORDS = "La direction de mon automobile rouge vibre depuis une semaine au démarrage"
ROWS = "\n".join(
    (
        f"2026-01-05 10:00 | Aurelle | x | {WORDS} | lea_quark | negative | https://x.com/lea_quark/status/2117710814508004723 | no",
        f"2026-01-05 11:00 | Aurelle | x | {WORDS} vraiment | bob | negative | | no",
        "2026-01-06 11:00 | Aurelle | x | merci | bob | positive | | yes",
        "2026-01-06 12:00 | Aurelle | news | Un rappel pour une panne de freins a été annoncé aujourd'hui par la marque | Rédaction | | | no",
        "2026-01-99 12:00 | Aurelle | x | sans jour | lea_quark | | | no",
        "2026-06-02 12:00 | Aurelle | x | La direction de mon automobile bleue vibre depuis | lea_quark | negative | | no",
    )
)
KPIS = (
    "mention_volume", "mention_volume_unique", "unique_authors", "audience_loyalty_rate", "active_advocates", "potential_reach",
    "net_sentiment_score", "negative_share", "sensitive_topic_share", "story_burst_authors", "duplicate_rate",
    "sentiment_unknown_rate",
)  # fmt: skip
TODAY = date(2026, 7, 1)


def figures(store):
    scope = Scope(date(2026, 1, 5), date(2026, 6, 7), ("Aurelle",))
    return {
        name: compute(store, name, scope, grain="week")[["period", "value", "n", "state"]].to_csv() for name in KPIS
    }


def needle_in(store, *needles):
    files = [store.path, *store.files.iterdir()] if store.files.exists() else [store.path]
    return [path.name for path in files for needle in needles if needle.encode() in path.read_bytes()]


def test_texts_and_authors_past_their_time_go_and_every_figure_stays(store, tmp_path):
    given(store, tmp_path, "a.csv", f"{HEADER}\n{ROWS}")
    backlog.settle(store)
    before = figures(store)
    limits.set_months(store, "texts", 3, who="ann")
    limits.set_months(store, "authors", 3, who="ann")
    assert limits.first_kept(store, "texts", TODAY) == date(2026, 4, 1)
    assert limits.due(store, TODAY) == {"texts": 4, "authors": 4, "raw": 1}
    done = limits.apply(store, TODAY)
    assert done.is_rewritten
    assert done.deleted == {"texts": 4, "authors": 4, "raw": 1}
    assert (
        store.rows("select text, author, url from mention_records where day < date '2026-04-01'")
        == [{"text": None, "author": None, "url": None}] * 4
    )
    assert figures(store) == before
    assert needle_in(store, "automobile rouge", "Rédaction", "2117710814508004723") == []
    assert limits.apply(store, TODAY).deleted == {"texts": 0, "authors": 0, "raw": 0}  # nothing is deleted twice
    # whatever is derived again: the same
    with acting(Actor("this program", "program")), store.writing() as cursor:
        _derive_all(cursor)
    backlog.settle(store)
    assert figures(store) == before
    faults = [str(one.told) for one in integrity.findings(store) if one.is_fault]
    assert faults == []


def test_a_file_that_comes_later_changes_no_figure_of_the_deleted_texts(store, tmp_path):
    given(store, tmp_path, "a.csv", f"{HEADER}\n{ROWS}")
    limits.set_months(store, "texts", 3, who="ann")
    limits.apply(store, TODAY)
    old = figures(store)
    one = ROWS.splitlines()[0]  # the same mention, from an export that covers its days only
    given(store, tmp_path, "again.csv", f"{HEADER}\n{one}", covered=(date(2026, 1, 5), date(2026, 1, 5)))
    assert figures(store) == old
    assert (
        limits.apply(store, TODAY).deleted["texts"] == 2
    )  # its text came back, into both records, and goes with the next round


def test_rejected_records_and_unused_columns_go_and_their_counts_stay(store, tmp_path):
    given(store, tmp_path, "a.csv", f"{HEADER}\n{ROWS}")
    limits.set_months(store, "rejects", 1, who="ann")
    with acting(Actor("this program", "program")), store.writing() as cursor:
        cursor.execute("update uploads set loaded_at = timestamp '2026-01-10'")
    assert limits.apply(store, TODAY).deleted["rejects"] == 1
    assert store.rows("select record, value, cells from rejects") == [{"record": 6, "value": None, "cells": None}]
    assert store.value("select rejected from uploads") == 1


def test_emerging_words_are_unknown_where_texts_went_and_say_when(store, tmp_path):
    rows = "\n".join(
        f"2026-{month:02}-{day:02} | Aurelle | x | Une phrase numéro {day} de la semaine | a{day} | | | no"
        for month in (1, 2, 3, 4)
        for day in range(1, 28)
    )
    given(store, tmp_path, "a.csv", f"{HEADER}\n{rows}")
    scope = Scope(date(2026, 3, 23), date(2026, 3, 29), ("Aurelle",))
    assert compute(store, "emerging_topics", scope, grain="week")["value"].notna().all()
    limits.set_months(store, "texts", 4, who="ann")
    limits.apply(store, TODAY)  # January and February
    (row,) = compute(store, "emerging_topics", scope, grain="week").itertuples()
    reason = without_verdict(figure_of(row), catalogue()["emerging_topics"])
    assert row.value != row.value
    assert str(reason).startswith("No figure: texts were deleted on 20")


def test_limits_are_an_approvers_and_months(store):
    with pytest.raises(Refusal, match="1 to 600 months"):
        limits.set_months(store, "texts", 0, who="ann")
    with pytest.raises(Refusal, match="is not kept by months"):
        limits.set_months(store, "names", 3, who="ann")
    with acting(Actor("eve", ANALYST)), pytest.raises(Refusal):
        limits.set_months(store, "texts", 3, who="eve")
    limits.set_months(store, "texts", 1, who="ann")
    assert limits.first_kept(store, "texts", date(2026, 3, 31)) == date(2026, 2, 28)
    limits.set_months(store, "texts", None, who="ann")
    assert limits.first_kept(store, "texts") is None


def test_every_column_of_text_is_in_the_register_or_holds_nothing_of_anybody():
    declared, personal = columns_of(SCHEMA), inventory.columns()
    assert set(declared) == of_the_schema()
    unknown = {
        (table, column)
        for table, columns in declared.items()
        for column, kind in columns.items()
        if kind.startswith(("VARCHAR", "BLOB")) and column not in personal.get(table, ()) and column not in inventory.BY
        and column not in inventory.IMPERSONAL
    }  # fmt: skip
    assert unknown == set()
    assert {
        (table, column) for table, columns in personal.items() for column in columns if column not in declared[table]
    } == set()


def test_the_register_tells_the_limit_that_is_applied_to_a_column():
    """What the two limits delete is what the register says under them."""
    for limit, deleted in ((inventory.TEXTS, blanking.TEXTS), (inventory.AUTHORS, blanking.AUTHORS)):
        told: dict[str, set[str]] = {}
        for one in inventory.CATEGORIES:
            for table, columns in one.columns.items() if one.limit == limit else ():
                told.setdefault(table, set()).update(columns)
        assert told == {table: set(columns) for table, columns in deleted.items()}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_register_says_what_holds_in_this_store(store, tmp_path, language):
    given(store, tmp_path, "a.csv", f"{HEADER}\n{ROWS}")
    limits.set_months(store, "texts", 7, who="ann")
    text = register.markdown(register.register(store, language, today=TODAY))
    assert "mention_records (title, text)" in text
    assert ("7 mois" if language == "fr" else "7 months") in text
    for table in inventory.columns():
        assert f"{table} (" in text, table
    page = register.page(register.register(store, language, today=TODAY))
    assert f'<html lang="{language}">' in page
    assert "<script" not in page


def test_the_secret_is_made_once_for_its_user_alone_and_its_loss_is_told(store, tmp_path):
    own_secret.verify(store)  # none is needed yet
    own_secret.ensure(store, who="ann")
    first = store.secret.read_text()
    assert stat.S_IMODE(store.secret.stat().st_mode) == 0o600
    own_secret.ensure(store, who="ann")
    assert store.secret.read_text() == first
    store.secret.write_text("another secret of enough letters")
    receipt = given(store, tmp_path, "a.csv", f"{HEADER}\n{ROWS}")
    assert receipt.status == "refused"
    assert "put e-reputation.secret back" in str(receipt.reason) or ".secret back" in str(receipt.reason)
    store.secret.write_text("short")
    with pytest.raises(Refusal, match="too short"):
        secret.key_at(store.secret)
    store.secret.write_text(first)
    assert given(store, tmp_path, "a.csv", f"{HEADER}\n{ROWS}").status == "loaded"
    store.secret.unlink()
