"""Own sites and accounts: declared once, dated, undone in the history; proposed from what exports name, never assumed."""

import io
import json

import pytest

from commands import store as store_command
from data import ledger
from data.decisions import history as decision_history
from data.decisions import own_media
from data.decisions.brands import set_aliases, set_role
from data.migrations import SCHEMA_VERSION, open_store
from data.sentences import Refusal
from tests import canonical

LOG = """
    Day        | Brand   | Channel | Source           | Author         | Text
    2026-03-02 | Aurelle | x       | x.com            | SAV_Lille      | Un mot du service après-vente de Lille à chacun de nos clients
    2026-03-02 | Aurelle | blog    | blog.atelier.fr  |                | Comment notre atelier répare une batterie en moins de deux heures
    2026-03-03 | Aurelle | x       | x.com            | Aurelle France | Le nouveau modèle est arrivé chez tous nos concessionnaires
    2026-03-04 | Aurelle | x       | x.com            | Aurelle France | Nos ateliers sont ouverts dès ce samedi matin à huit heures
    2026-03-04 | Aurelle | x       | x.com            | ana            | Une voiture que je conduis avec plaisir depuis trois ans déjà
"""
OWN = "select source, author from mentions where is_own order by all"


@pytest.fixture
def logged(store):
    set_role(store, "Aurelle", "own", who="ann")
    canonical.mentions(store, LOG)
    return store


def command(store, *arguments):
    output, errors = io.StringIO(), io.StringIO()
    code = store_command.run(["own", *arguments], store, {}, output, errors)
    return code, output.getvalue(), errors.getvalue()


def test_what_is_declared_is_recognised_and_undone_in_the_history(logged):
    before = ledger.checksum(logged)
    assert logged.rows(OWN) == []
    own_media.declare(logged, "Aurelle", sites=["atelier.fr"], accounts=["x: @SAV_Lille"], who="ann")
    assert logged.rows(OWN) == [
        {"source": "blog.atelier.fr", "author": None},
        {"source": "x.com", "author": "SAV_Lille"},
    ]
    changes = [one for one in decision_history.history(logged) if one.kind in own_media.KINDS]
    assert {(one.kind, one.value, one.set_by) for one in changes} == {
        ("own_sites", '["atelier.fr"]', "ann"),
        ("own_accounts", '["x:sav_lille"]', "ann"),
    }
    for one in changes:
        decision_history.undo(logged, one, who="bo")
    assert own_media.declared(logged) == {}
    assert ledger.checksum(logged) == before


def test_another_name_of_the_brand_signs_what_it_writes(logged):
    set_aliases(logged, "Aurelle", ["Aurelle France"], who="ann")
    assert logged.value("select count(*) from mentions where is_own") == 2
    change = next(one for one in decision_history.history(logged) if one.kind == "aliases")
    decision_history.undo(logged, change, who="ann")
    assert logged.rows(OWN) == []


def test_authors_that_begin_with_the_brand_are_proposed_not_assumed(logged):
    told = own_media.proposals(logged).to_dict("records")
    assert told == [{"brand": "Aurelle", "kind": "account", "channel": "x", "name": "aurelle france", "seen": 2}]
    own_media.declare(logged, "Aurelle", accounts=["x:Aurelle France"], who="ann")
    assert own_media.proposals(logged).empty
    assert logged.value("select count(*) from mentions where is_own") == 2


def test_a_refused_author_is_proposed_no_more_and_a_refused_name_is_another_voice(logged):
    own_media.declare(logged, "Aurelle", others=["Aurelle France", "Aurelle"], who="ann")
    assert own_media.proposals(logged).empty
    canonical.mentions(logged, "Day | Brand | Channel | Author\n2026-03-05 | Aurelle | x | Aurelle")
    assert logged.rows(OWN) == []


@pytest.mark.parametrize(("kind", "text", "sentence"), [
    ("sites", "notre site", "'notre site' is not a web site"),
    ("sites", "ann@orsa.fr", "is not a web site"),
    ("accounts", "https://x.com/sav", "is not an account"),
    ("accounts", "x:", "is not an account"),
])  # fmt: skip
def test_what_is_no_site_and_no_account_is_refused(logged, kind, text, sentence):
    with pytest.raises(Refusal, match=sentence):
        own_media.declare(logged, "Aurelle", **{kind: [text]}, who="ann")
    assert own_media.declared(logged) == {}


def test_a_site_belongs_to_one_brand(logged):
    own_media.declare(logged, "Aurelle", sites=["atelier.fr"], who="ann")
    with pytest.raises(Refusal, match="already declared for Aurelle"):
        own_media.declare(logged, "Novane", sites=["atelier.fr"], who="ann")


def test_the_command_declares_lists_and_withdraws(logged):
    code, output, _ = command(logged, "Aurelle", "--site", "atelier.fr", "--account", "x:sav_lille")
    assert code == 0
    assert output.splitlines() == [
        "account   declared  Aurelle  x:sav_lille",
        "name      name      Aurelle  aurelle",
        "site      declared  Aurelle  atelier.fr",
        "account   proposed  Aurelle  x:aurelle france  (seen 2 times)",
    ]
    command(logged, "Aurelle", "--remove", "atelier.fr", "--not", "aurelle.com")
    assert own_media.declared(logged)["Aurelle"] == own_media.Declared((), ("x:sav_lille",), ("aurelle.com",))
    told = json.loads(command(logged, "--json")[1])
    assert {row["name"] for row in told["recognised"]} == {"aurelle", "sav_lille", "aurelle.com"}
    code, _, errors = command(logged, "--site", "atelier.fr")
    assert code == 1
    assert errors.startswith("Name the brand")


def test_a_store_of_the_third_version_is_brought_up_to_date(logged):
    """Its stories ran from their last copy: the fourth day was a repeat."""
    copies = [
        f"2026-03-{day:02} 10:00 | Aurelle | x | a{day} | La même phrase assez longue revient chaque matin"
        for day in range(10, 20)
    ]
    canonical.mentions(logged, "\n".join(["Day | Brand | Channel | Author | Text", *copies]))
    canonical.mentions(logged, "Day | Brand | Channel | Author\n2026-03-05 | Aurelle | x | Aurelle")
    before = ledger.checksum(logged)
    with logged.writing() as cursor:  # as version 3 left it
        cursor.execute("drop view sentiment_days")
        cursor.execute("drop view mentions")
        cursor.execute("drop view toned_logs")
        for table in ("own_voices", "own_voices_state", "tone_logs"):
            cursor.execute(f"drop table {table}")
        for table, column in (("mention_days", "is_own"), ("mention_days", "untold"), ("mention_marks", "is_own")):
            cursor.execute(f"alter table {table} drop column {column}")
        cursor.execute("update mention_records set is_unique = false where day > '2026-03-10' and is_unique")
        cursor.execute("update store_info set schema_version = 3")
    logged.close()
    again = open_store(logged.path)
    assert ledger.checksum(again) == before
    assert again.value("select count(*) from mentions where is_own") == 1
    assert again.value("select schema_version from store_info") == SCHEMA_VERSION
    again.close()
