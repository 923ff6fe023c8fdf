"""The door of the store: what whom may write, whoever calls it and by whatever way."""

import ast
from datetime import date

import pytest

from data import ledger
from data.access import acting, rights
from data.access.acting import Actor, current, program
from data.backups import making
from data.decisions import annotations, brands, people, topics, views
from data.decisions import history as decision_history
from data.decisions import log as decision_log
from data.sentences import Refusal, sentence
from data.store import insert, now
from tests.test_house import sources

VIEWER, ANALYST, APPROVER = (Actor(f"{role}@aurelle.test", role) for role in acting.ROLES)
NOBODY = acting.STRANGER


def setting(store):
    store.append("settings", {"name": "time_zone", "value": "UTC", "set_at": now(), "set_by": "x"})


def upload(store):
    ledger.refuse(store, sha256="0" * 64, name="a.csv", size=1, reason=sentence("No."), who="x", origin="screen")


def alert(store):
    with store.writing() as cursor:
        insert(cursor, "watch_actions", {"episode": 1, "action": "note", "value": "", "done_at": now(), "done_by": "x"})


WRITES = {  # what each role may do at least
    "view": (lambda store: views.keep(store, "Mine", screen="", query={}, who=current().name), "viewer"),
    "upload": (upload, "analyst"),
    "correction": (
        lambda store: store.append("mention_corrections", {"correction": 1, "set_at": now(), "set_by": "x"}),
        "analyst",
    ),
    "annotation": (
        lambda store: annotations.annotate(
            store, kind="event", title="T", first_day=date(2026, 1, 1), last_day=date(2026, 1, 1), who="x"
        ),
        "analyst",
    ),
    "alert": (alert, "analyst"),
    "backup": (lambda store: making.make(store, "by hand"), "approver"),
    "filter": (lambda store: decision_log.decide(store, "filter", "f", "q=1", who="x"), "analyst"),
    "role of a brand": (lambda store: brands.set_role(store, "Aurelle", "own", who="x"), "approver"),
    "colour": (lambda store: brands.set_colour(store, "Aurelle", "#112233", who="x"), "approver"),
    "person": (lambda store: people.set_role(store, "a@b.test", "analyst", who="x"), "approver"),
    "setting": (setting, "approver"),
    "objective": (
        lambda store: store.append(
            "objectives", {"role": "r", "kpi": "k", "mode": "absolute", "valid_from": date(2026, 1, 1), "recorded_at": now(), "recorded_by": "x"}
        ),
        "approver",
    ),
    "topic": (lambda store: topics.set_topic(store, "t", words=["w"], exclusions=[], is_sensitive=False, who="x"), "approver"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRITES)
def test_each_role_writes_what_is_its_own_and_nothing_beyond(store, what):
    write, least = WRITES[what]
    for who in (NOBODY, VIEWER, ANALYST, APPROVER, program("watch")):
        before = store.rows(
            "select (select count(*) from audit_log) as noted, (select count(*) from decisions) as kept"
        )
        with acting.acting(who):
            if who.may(least):
                write(store)
            else:
                with pytest.raises(Refusal, match=r"analyst|approver|Sign in"):
                    write(store)
                assert (
                    store.rows(
                        "select (select count(*) from audit_log) as noted, (select count(*) from decisions) as kept"
                    )
                    == before
                )
    assert len(rights.of_the_schema()) > 40


def test_every_table_of_the_schema_has_its_role():
    assert rights.of_the_schema() == set(rights.TABLES)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('insert into "decisions" (kind) values (\'a\')', {("insert", "decisions")}),
        ("INSERT  INTO main.settings\nselect * from x", {("insert", "settings")}),
        ("with a as (select 1) update uploads set status = 'loaded' from a", {("update", "uploads")}),
        ("select 1; delete from objectives", {("delete", "objectives")}),
        ("/* insert into a */ truncate settings -- update b", {("truncate", "settings")}),
        ("merge into \"e-reputation\".main.settings using x on true when matched then delete", {("merge", "settings")}),
        ("select replace(a, 'insert into settings', '') from b", set()),
        ("create or replace temp table places as select 1", set()),
        ("drop table if exists settings", {("drop", "settings")}),
        ("alter table settings add column x int", {("alter", "settings")}),
    ],
)  # fmt: skip
def test_what_a_statement_writes_is_read_from_its_text(query, told):
    assert rights.written(query) == told


def test_in_a_server_a_thread_that_nobody_named_writes_nothing(store, monkeypatch):
    monkeypatch.setattr(acting, "_served", True)
    with pytest.raises(Refusal, match="nobody is signed in"):
        upload(store)
    with acting.acting(program("watch")):
        upload(store)


def test_an_analyst_loads_a_file_and_does_not_withdraw_it(store):
    with acting.acting(ANALYST):
        with store.writing() as cursor:
            row = dict.fromkeys(("bytes", "read", "kept", "folded", "replaced", "rejected"), 0)
            insert(cursor, "uploads", {"upload_id": "u-1", "seq": 1, "sha256": "u", "name": "n", "status": "loaded",
                                       "origin": "screen", "who": "x", "loaded_at": now(), "options": "{}", **row})  # fmt: skip
        with pytest.raises(Refusal, match="approver"):
            ledger.withdraw(store, "u-1", who="x")
    assert store.value("select status from uploads") == "loaded"
    with acting.acting(APPROVER):
        ledger.withdraw(store, "u-1", who="x")
    assert store.value("select action from audit_log order by entry desc limit 1") == "withdrawn upload"


def test_a_viewer_changes_and_removes_no_view_but_their_own(store):
    with acting.acting(ANALYST):
        views.keep(store, "Weekly", screen="", query={}, who=ANALYST.name)
    with acting.acting(VIEWER):
        views.keep(store, "Mine", screen="", query={}, who=VIEWER.name)
        views.keep(store, "Mine", screen="audience", query={}, who=VIEWER.name)
        for write in (
            lambda: views.forget(store, "Weekly", who=VIEWER.name),
            lambda: views.keep(store, "Weekly", screen="audience", query={}, who=VIEWER.name),
        ):
            with pytest.raises(Refusal, match=r"is analyst@aurelle\.test's"):
                write()
        views.forget(store, "Mine", who=VIEWER.name)
    assert [one.name for one in views.views(store)] == ["Weekly"]


def test_a_change_of_the_settings_is_undone_by_an_approver_alone(store):
    brands.set_colour(store, "Aurelle", "#112233", who="x")
    (change,) = decision_history.history(store)
    with acting.acting(ANALYST), pytest.raises(Refusal, match="approver"):
        decision_history.undo(store, change, who="x")
    with acting.acting(APPROVER):
        decision_history.undo(store, change, who="x")


def test_names_given_by_a_caller_do_not_lend_a_role(store):
    with acting.acting(VIEWER), pytest.raises(Refusal):
        brands.set_role(store, "Aurelle", "own", who="approver@aurelle.test")


def test_nothing_is_written_on_a_cursor_that_only_reads():
    for name, text in ((name, text) for name, text in sources().items() if ".reading()" in text):
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.With) or ".reading()" not in "".join(ast.unparse(one) for one in node.items):
                continue
            texts = [
                one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            for one in texts:
                tables = {table for _, table in rights.written(one)} & rights.of_the_schema()
                assert not tables, f"{name}:{node.lineno} writes {tables} past the door"
