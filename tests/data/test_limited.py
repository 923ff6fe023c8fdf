"""The store of whoever is limited to some brands: it holds nothing of any other one, in no column and in no byte."""

import json
import stat
from datetime import datetime

import pytest

from data.access import rights, roles
from data.access.acting import Actor, acting
from data.decisions import press_lists
from data.decisions.brands import set_role
from data.derived import refresh as derived_tables
from data.limited import copies, copying, holding
from data.migrations import SCHEMA
from data.sentences import Refusal
from data.store import Store, columns_of, insert
from tests import canonical
from tests.canonical_watch import answers

OURS, OTHER, ALIAS = "Aurelle", "Zorblatt", "Zorb & Fils"
SECRET = "marker"  # each text of the other brand holds 'marker' and where it stands
DAY = datetime(2026, 3, 2, 10)
# columns whose text is of a form that the program itself writes
WRITTEN = {
    "state": "kept",
    "status": "loaded",
    "origin": "screen",
    "notes": '["{0}"]',
    "format": "template_mentions",  # a file of the program
    "options": '{{"{0}": "{0}"}}',
    "cells": '{{"{0}": "{0}"}}',
    "perimeter": '{{"{0}": "{0}"}}',
    "addresses": '["{0}"]',
    "words": '["{0}"]',
    "exclusions": '["{0}"]',
    "reasons": '["{0}"]',
}
SUBJECTS = {  # kind of decision -> what its subject looks like
    **dict.fromkeys(("colour", "logo", "own_sites", "own_accounts", "not_own", "tier_one_outlets", "key_messages"), "{brand}"),
    "account": '["{brand}", "x", "{0}"]',
    "rhythm": '["mentions", "{brand}", "", "{0}"]',
    "answer_case": '["{brand}", "{0}", "{0}", "{0}"]',
    **dict.fromkeys(
        ("filter", "person", "target", "view", "report_recipients", "report_schedule", "report_style", "report_file",
         "watch_channel", "of another version"),
        "{0}",
    ),
}  # fmt: skip
TABLES = columns_of(SCHEMA)


def row_of(table, number, *, brand=OTHER, upload="theirs", mark=SECRET):
    """A row of a table whose every text says where it stands. `number`: of whatever counts in it."""
    row = {}
    for column, kind in TABLES[table].items():
        told = f"{mark} {table} {column}"
        if column in ("brand", "named"):
            row[column] = brand
        elif column in ("upload_id", "from_upload"):
            row[column] = upload
        elif column in ("part", "from_part"):
            row[column] = f"{mark} part"
        elif column == "table_name":
            row[column] = "mention_records" if table in ("filled_cells", "adopted_identities") else told
        elif kind == "VARCHAR[]":
            row[column] = [told]
        elif kind == "VARCHAR":
            row[column] = WRITTEN.get(column, "{0}").format(told)
        elif kind.startswith("TIMESTAMP"):
            row[column] = DAY
        elif kind == "DATE":
            row[column] = DAY.date()
        elif kind == "BOOLEAN":
            row[column] = False
        elif kind == "BLOB":
            row[column] = told.encode()
        else:
            row[column] = number
    return row


@pytest.fixture
def marked(store):
    """A store of two brands: each text of the other one is marked, in every table of the schema."""
    canonical.mentions(
        store, canonical.daily("2026-03-02", [3] * 7, Brand=OURS, Channel="x", Author="ours", Sentiment="positive")
    )
    canonical.brands(store, own=OURS, competitors=[OTHER])
    with store.writing() as cursor:
        for table in TABLES:
            if table in ("store_info", "audit_log", "decisions"):
                continue
            row = row_of(table, 1000)  # the same everywhere: identities, episodes and audits are found
            if table == "uploads":
                row["rejected"] = 0
            if table == "topic_rules":  # a topic is of every brand, unless its rule names one
                row["words"] = json.dumps([f"{SECRET} words", OTHER])
            insert(cursor, table, row)
        for kind, form in SUBJECTS.items():
            told = f"{SECRET} decisions {kind}"
            subject = form.format(told, brand=OTHER)
            insert(cursor, "decisions", {**row_of("decisions", 0), "kind": kind, "subject": subject, "value": f'["{told}"]'})  # fmt: skip
        insert(cursor, "decisions", {**row_of("decisions", 0), "kind": "aliases", "subject": OTHER, "value": json.dumps([ALIAS])})  # fmt: skip
    return store


def told_of(path):
    """Every text and number of every column of every table of a database, and the bytes of its file."""
    copy = Store(path, read_only=True)
    try:
        with copy.reading() as cursor:
            texts = [
                f"{table}.{column}: {value}"
                for table, columns in TABLES.items()
                for column in columns
                for (value,) in cursor.execute(f'select distinct cast("{column}" as varchar) from {table}').fetchall()
            ]
            known = cursor.execute("select count(*) from duckdb_tables() where not internal").fetchall()
    finally:
        copy.close()
    assert known == [(len(TABLES),)]  # no table stands beside those of the schema
    return "\n".join(texts), path.read_bytes()


def copied(store, brands=(OURS,)):
    path = store.work / "limited.duckdb"
    path.unlink(missing_ok=True)
    copying.make(store, brands, path)
    return path


def secrets_in(path):
    texts, found = told_of(path)
    words = [SECRET, OTHER, ALIAS]
    return {line for line in texts.splitlines() if any(word in line for word in words)} | {
        f"a byte of {word}" for word in words if word.encode() in found
    }


def test_every_table_is_looked_at_and_either_held_or_left_empty():
    looked_at = [set(holding.HOLDS), holding.DERIVED_AGAIN, holding.NOT_HELD]
    assert set().union(*looked_at) == rights.of_the_schema()
    assert sum(map(len, looked_at)) == len(rights.of_the_schema())


def test_nothing_of_another_brand_stands_in_a_table_or_a_byte_of_the_copy(marked):
    store = marked
    # the search finds what it looks for, in every table and in the bytes
    everything = store.work / "everything.duckdb"
    copying.make(store, (OURS, OTHER), everything)
    texts, found = told_of(everything)
    told = {line.partition(".")[0] for line in texts.splitlines() if SECRET in line or OTHER in line}
    # derived again, or without a text of the store's own
    assert set(holding.HOLDS) - told <= {"mention_marks", "mention_topics", "mention_families", "model_labels", "settings", "store_info"}  # fmt: skip
    assert SECRET.encode() in found
    assert OTHER.encode() in found
    assert secrets_in(copied(store)) == set()
    kept = Store(store.work / "limited.duckdb", read_only=True)
    assert kept.value("select count(*) from mentions") == 21
    assert kept.rows("select brand, role from brands") == [{"brand": OURS, "role": "own"}]
    assert kept.value("select sum(mentions) from mention_days") == 21
    kept.close()


def test_a_file_of_several_brands_keeps_a_number_for_its_name_and_the_counts_of_theirs(marked):
    """Two parts of one upload: 'Zorblatt' holds both brands (2 and 1 mentions), 'Karsa only' no row of ours."""
    store = marked
    with store.writing() as cursor:
        upload = {**row_of("uploads", 9, upload="both"), "rejected": 1, "read": 5, "kept": 4, "folded": 0}
        insert(cursor, "uploads", upload)
        for part, table in ((OTHER, "mentions"), (f"{SECRET} alone", "mentions")):
            insert(cursor, "upload_parts", {**row_of("upload_parts", 9, upload="both"), "part": part, "table_name": table})  # fmt: skip
        insert(cursor, "rejects", {**row_of("rejects", 9, upload="both"), "part": OTHER})
        insert(cursor, "other_columns", {**row_of("other_columns", 9, upload="both"), "part": OTHER})
        for record, (brand, part) in enumerate(
            ((OURS, OTHER), (OURS, OTHER), (OTHER, OTHER), (OTHER, f"{SECRET} alone"))
        ):
            mark = "ours" if brand == OURS else SECRET
            row = row_of("mention_records", record + 50, brand=brand, upload="both", mark=mark)
            insert(cursor, "mention_records", {**row, "part": part, "record": record, "is_unique": True})
            cover = {**row_of("coverage", 9, brand=brand, upload="both"), "part": part, "table_name": "mentions"}
            insert(cursor, "coverage", {**cover, "channel": None})
        derived_tables.settle_all(cursor)
    path = copied(store)
    assert secrets_in(path) == set()
    kept = Store(path, read_only=True)
    (told,) = kept.rows("select * from uploads where upload_id = 'both'")
    assert (told["name"], told["sha256"], told["options"], told["who"]) == (f"#{told['seq']}", "", "{}", "")
    assert (told["read"], told["kept"], told["folded"], told["rejected"]) == (2, 2, 0, 0)
    assert kept.rows("select part, read from upload_parts where upload_id = 'both'") == [{"part": "#1", "read": 2}]
    assert kept.value("select count(*) from mentions where upload_id = 'both' and part = '#1'") == 2
    kept.close()


# (table, columns): of our brand or of all, and naming the other one
NAMING = [
    ("annotations", {"brand": OURS, "title": f"Answer to {OTHER}", "topic": None, "note": None}),
    ("annotations", {"brand": None, "title": f"{SECRET} for all", "topic": None, "note": None}),
    ("messages", {"brand": OURS, "text": f"better than {OTHER.upper()}"}),
    ("report_messages", {"brand": OURS, "text": f"({OTHER})"}),
    ("topic_rules", {"topic": "duel", "words": json.dumps([f"{OTHER}"])}),
    ("topic_rules", {"topic": f"{OTHER} again", "words": '["duel"]'}),
    ("objectives", {"brand": OURS, "comment": f"as {ALIAS}", "owner": OTHER, "approver": None}),
    ("objectives", {"brand": None, "comment": f"{SECRET} of all", "owner": None, "approver": None, "baseline": None}),
    ("role_sheets", {"brand": OURS, "role": "senior", "perimeter": json.dumps({"watches": [ALIAS]})}),
    ("issued_reports", {"brand": OURS, "content": f"{SECRET} share of all"}),
    ("watch_messages", {"brand": OURS, "body": SECRET}),
    ("uploads", {"upload_id": "named", "name": f"{OURS} vs {OTHER}.csv"}),
]


@pytest.mark.parametrize(("table", "told"), NAMING, ids=[f"{table} {n}" for n, (table, _) in enumerate(NAMING)])
def test_what_people_wrote_of_our_brand_is_left_out_where_it_names_another(marked, table, told):
    store = marked
    with store.writing() as cursor:
        row = {**row_of(table, 77, brand=OURS, mark="fine"), **told}
        insert(cursor, table, {name: value for name, value in row.items() if name in TABLES[table]})
        if table == "uploads":
            mention = row_of("mention_records", 77, brand=OURS, upload="named", mark="fine")
            insert(cursor, "mention_records", mention)
    assert secrets_in(copied(store)) == set()


def test_a_sentence_that_once_named_another_brand_does_not_come_back(marked):
    store = marked
    with store.writing() as cursor:
        row = {**row_of("messages", 1, brand=OURS, mark="fine"), "kpi": "share_of_voice"}
        for text in ("before", f"worse than {OTHER}"):
            insert(cursor, "messages", {**row, "text": text})
        insert(cursor, "messages", {**row, "kpi": "mention_volume", "text": "fine"})
    kept = Store(copied(store), read_only=True)
    assert [row["kpi"] for row in kept.rows("select kpi from messages")] == ["mention_volume"]
    kept.close()


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("Zorblatt", "the ZORBLATTS of #teamZorblatt", True),
        ("Citroën", "une citroen", True),
        ("Citroën", '{"name": "Citro\\u00ebn"}', True),
        ("Grand  Café", "au grand\ncafe", True),
        ("Go", "let it go.", True),
        ("Go", "a good day in Gotha", False),
        ("C&A", "at c&a", True),
        ("Zorblatt", "Aurelle alone", False),
    ],
)
def test_a_text_names_a_brand_in_any_letters(store, name, text, is_named):
    canonical.brands(store, own=OURS, competitors=[name])
    with store.reading() as cursor:
        assert holding.naming_others(cursor, (OURS,), [text]) == [is_named]


def test_a_topic_whose_rule_names_another_brand_marks_nothing(store):
    canonical.mentions(
        store, f"Day | Brand | Channel | Text\n2026-03-02 | {OURS} | x | a long and windy road to nowhere"
    )
    canonical.mentions(
        store, f"Day | Brand | Channel | Text\n2026-03-02 | {OTHER} | x | another long text of the other"
    )
    with store.writing() as cursor:
        rule = {**row_of("topic_rules", 0), "topic": "roads", "exclusions": "[]", "set_at": DAY}
        insert(cursor, "topic_rules", {**rule, "words": json.dumps(["road", OTHER])})
        derived_tables.recount_all(cursor)
    assert store.value("select topic from mentions where brand = ?", [OURS]) == "roads"
    path = copied(store)
    assert b"roads" not in path.read_bytes()
    kept = Store(path, read_only=True)
    assert kept.rows("select topic, brand from mentions") == [{"topic": None, "brand": OURS}]
    assert kept.value("select sum(mentions) from mention_days where topic is null") == 1
    kept.close()


def test_a_copy_is_made_again_when_the_store_has_changed_and_its_file_has_no_name(store, monkeypatch):
    monkeypatch.setattr(copies, "WAIT", 60.0)  # seconds: the machine may be busy
    canonical.mentions(store, canonical.daily("2026-03-02", [2], Brand=OURS, Channel="x"))
    canonical.mentions(store, canonical.daily("2026-03-02", [3], Brand=OTHER, Channel="x"))
    first = copies.of(store, (OURS,))
    assert copies.of(store, (OURS, OURS)) is first
    assert (first.limited_to, first.read_only) == ((OURS,), True)
    assert not first.path.exists()
    store.append("sign_ins", {**row_of("sign_ins", 1)})
    assert copies.of(store, (OURS,)) is first  # it holds no sign-ins
    canonical.mentions(store, canonical.daily("2026-03-03", [5], Brand=OURS, Channel="x"))
    later = copies.of(store, (OURS,))
    assert later is not first
    assert str(later.path) != str(first.path)  # the key of every cache
    assert (first.value("select count(*) from mentions"), later.value("select count(*) from mentions")) == (2, 7)
    assert copies.is_open(store, first)  # who reads it goes on
    both, none = copies.of(store, (OTHER, OURS)), copies.of(store, ("Nobody's",))
    assert both.value("select count(*) from mentions") == 10
    assert none.value("select count(*) from mentions") == 0
    assert not none.rows("select brand from brands")
    with pytest.raises(Refusal, match="limited"), later.writing() as cursor:
        cursor.execute("delete from uploads")
    assert stat.S_IMODE(store.work.stat().st_mode) == 0o700
    copies.discard(store)
    assert not copies.is_open(store, later)
    assert list(store.work.glob("limited-*")) == []


def test_a_copy_that_cannot_be_made_is_refused_and_an_old_one_is_not_shown_for_ever(store, monkeypatch):
    canonical.mentions(store, canonical.daily("2026-03-02", [2], Brand=OURS, Channel="x"))
    shown = copies.of(store, (OURS,))
    monkeypatch.setattr(holding, "HOLDS", {**holding.HOLDS, "mention_records": "select broken from nowhere"})
    canonical.mentions(store, canonical.daily("2026-03-03", [2], Brand=OURS, Channel="x"))
    assert copies.of(store, (OURS,)) is shown  # of a moment that is told
    monkeypatch.setattr(copies, "LATEST", -1.0)
    with pytest.raises(Refusal, match="could not be prepared"):
        copies.of(store, (OURS,))
    with pytest.raises(Refusal, match="could not be prepared"):
        copies.of(store, (OTHER,))


def test_copies_that_nobody_asks_for_are_closed(store, monkeypatch):
    first = copies.of(store, (OURS,))
    monkeypatch.setattr(copies, "UNUSED", -1.0)
    copies.tidy(store)
    assert not copies.is_open(store, first)


def test_whoever_is_limited_writes_nothing_but_views_whatever_their_role_says(store):
    limited = Actor("pat@agency.test", "approver", brands=(OURS,))
    assert limited.may("viewer")
    assert not limited.may("analyst")
    with acting(limited):
        with pytest.raises(Refusal, match="limited to some brands"):
            store.append("settings", {"name": "time_zone", "value": "UTC", "set_at": DAY, "set_by": "pat"})
        with pytest.raises(Refusal, match="limited to some brands"):
            canonical.mentions(store, canonical.daily("2026-03-02", [2], Brand=OURS, Channel="x"))


LIMITED = """
[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
[roles.approver]
people = ["claire@aurelle.test", "named@agency.test"]
groups = ["board"]
[[roles.limited]]
brands = ["Aurelle"]
people = ["Pat@agency.test", "claire@aurelle.test"]
groups = ["agency"]
[[roles.limited]]
brands = ["Karsa", "Velmont"]
people = ["pat@agency.test"]
groups = ["press office"]
"""


def read(tmp_path, text=LIMITED):
    path = tmp_path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    return roles.secrets([path]).roles


@pytest.mark.parametrize(
    ("said", "role", "brands"),
    [
        ({"email": "pat@agency.test"}, "viewer", ("Aurelle", "Karsa", "Velmont")),  # of several lists, their sum
        ({"email": "pat@agency.test", "groups": ["board"]}, "viewer", ("Aurelle", "Karsa", "Velmont")),  # a name first
        ({"email": "claire@aurelle.test"}, "viewer", ("Aurelle",)),  # named in both: limited
        ({"email": "x@agency.test", "groups": ["agency"]}, "viewer", ("Aurelle",)),
        ({"email": "x@agency.test", "groups": ["agency", "press office"]}, "viewer", ("Aurelle", "Karsa", "Velmont")),
        ({"email": "x@agency.test", "groups": ["agency", "board"]}, "viewer", ("Aurelle",)),  # a group lifts no limit
        ({"email": "named@agency.test", "groups": ["agency"]}, "approver", None),  # a name does
        ({"email": "listed@agency.test", "groups": ["agency"]}, "viewer", ("Aurelle",)),  # the settings do not
        ({"email": "y@aurelle.test", "groups": ["board"]}, "approver", None),
        ({"email": "listed@agency.test"}, "approver", None),
        ({"email": "pat@agency.test", "email_verified": False}, "nobody", ("Aurelle", "Karsa", "Velmont")),
        ({"email": "x@agency.test"}, "nobody", None),
    ],
)
def test_a_limit_is_lifted_by_a_name_in_the_file_alone(tmp_path, said, role, brands):
    given = read(tmp_path)
    assert (roles.role_of(given, said, {"listed@agency.test": "approver"}), roles.brands_of(given, said)) == (role, brands)  # fmt: skip


def test_an_unverified_address_limits_whom_the_owner_lets_in_unknown(tmp_path):
    given = read(tmp_path, LIMITED.replace("[roles.approver]", '[roles]\nunknown = "viewer"\n[roles.approver]'))
    said = {"email": "pat@agency.test", "email_verified": False}
    assert (roles.role_of(given, said, {}), roles.brands_of(given, said)) == ("viewer", ("Aurelle", "Karsa", "Velmont"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LIMITED.replace("[[roles.limited]]\nbrands = [\"Aurelle\"]", "[[roles.limited]]"), "brands must be there"),
        (LIMITED.replace('brands = ["Aurelle"]', 'brands = "Aurelle"'), "no list"),
        (LIMITED.replace('brands = ["Aurelle"]', 'role = "analyst"\nbrands = ["Aurelle"]'), "is a viewer"),
        (LIMITED.replace('brands = ["Aurelle"]', 'brand = ["Aurelle"]'), "nothing else"),
        (LIMITED + "[[roles.limited]]\nbrands = []\n", "names nobody"),
        (LIMITED.split("[[")[0] + "[roles.limited]\nbrands = []\npeople = []\n", "double brackets"),
    ],
)  # fmt: skip
def test_a_limit_that_means_nothing_lets_nobody_in(tmp_path, text, why):
    with pytest.raises(Refusal, match=why):
        read(tmp_path, text)


def test_key_messages_that_name_another_brand_and_what_carries_them_stay_away(store):
    """The figure is then missing in the copy, and says that no messages are set, rather than counting fewer of them."""
    text = f"Plus sûre que {OTHER}, dit-on à Lille"
    for brand in (OURS, OTHER):
        canonical.mentions(
            store, f"Day | Brand | Channel | Source | Text\n2026-03-02 | {brand} | news | lejour.fr | {text}"
        )
        press_lists.decide(store, brand, outlets=["lejour.fr"], messages=["à Lille"], who="ann")
    with copies.of(store, (OURS,)).reading() as cursor:
        assert cursor.execute("select key_message from mentions").fetchall() == [("à Lille",)]
    press_lists.decide(store, OURS, outlets=["lejour.fr"], messages=[f"plus sûre que {OTHER}"], who="ann")
    copy = copies.of(store, (OURS,))
    assert press_lists.decided(copy) == {OURS: press_lists.PressLists(("lejour.fr",))}
    with copy.reading() as cursor:
        assert cursor.execute("select key_message from mentions").fetchall() == [(None,)]


def test_an_answer_that_names_others_alone_is_one_that_names_nobody_in_the_copy(store):
    """Three answers, and three in the copy: a share of them has the same number below the bar."""
    answers(
        store,
        f"""
        Day        | Brand   | Prompt | Run | Named   | Correct
        2026-03-02 | {OURS}  | which  | 1   | {OURS}  | yes
        2026-03-02 | {OURS}  | which  | 1   | {OTHER} | yes
        2026-03-02 | {OURS}  | which  | 2   | {OTHER} | no
        2026-03-02 | {OURS}  | which  | 2   | {ALIAS} | no
        2026-03-02 | {OURS}  | which  | 3   |         |
        """,
    )
    set_role(store, OTHER, "competitor", who="ann")
    found = copies.of(store, (OURS,)).rows(
        "select run, named, names_us, is_right from ai_answers where is_answer order by run"
    )
    assert [tuple(one.values()) for one in found] == [
        ("1", OURS, True, True),
        ("2", None, False, False),
        ("3", None, False, None),
    ]


def test_an_answer_that_was_corrected_is_told_by_its_latest_export_in_the_copy_too(store):
    """It named us, and names another since: in the copy, which may not name that one, nobody."""
    for named in (OURS, OTHER):
        answers(store, f"Day | Brand | Prompt | Run | Named | Correct\n2026-03-02 | {OURS} | which | 1 | {named} | yes")
    told = "select named, names_us, is_answer from ai_answers"
    assert [tuple(one.values()) for one in store.rows(told)] == [(OTHER, False, True)]
    assert [tuple(one.values()) for one in copies.of(store, (OURS,)).rows(told)] == [(None, False, True)]
