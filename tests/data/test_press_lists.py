"""Tier-1 outlets and key messages: decided by brand, dated, undone in the history; and what they mark in the mentions."""

import json

import pytest

from data import ledger
from data.decisions import history as decision_history
from data.decisions import press_lists
from data.decisions.press_lists import PressLists
from data.sentences import Refusal
from tests import canonical

PRESS = """
    Day        | Brand   | Channel | Source          | Url                            | Text
    2026-03-02 | Aurelle | news    | Le Jour         | https://www.lejour.fr/1        | La batterie d'Aurelle est garantie dix ans
    2026-03-03 | Aurelle | news    | eco.lejour.fr   | https://eco.lejour.fr/2        | Aurelle recrute cent personnes à Lille
    2026-03-03 | Aurelle | news    | Médiacité       |                                | Aurelle : une batterie garantie et rien d'autre
    2026-03-04 | Aurelle | news    | Autre journal   | https://autre.example/3        | La batterie d'Aurelle est garantie dix ans, dit-on
    2026-03-04 | Novane  | news    | Le Jour         | https://www.lejour.fr/4        | La batterie de Novane est garantie dix ans
"""
MARKED = "select source, key_message from mentions where key_message is not null order by day, source"


@pytest.fixture
def press(store):
    canonical.mentions(store, PRESS)
    return store


def decided(
    store, outlets=("https://www.LeJour.fr/actu", "mediacite"), messages=("garantie dix ans | garantie 10 ans",)
):
    press_lists.decide(store, "Aurelle", outlets=outlets, messages=messages, who="ann")


def test_messages_are_looked_for_in_the_outlets_of_the_list_alone(press):
    decided(press)
    assert press_lists.decided(press) == {
        "Aurelle": PressLists(("lejour.fr", "mediacite"), ("garantie dix ans | garantie 10 ans",))
    }
    assert press.rows(MARKED) == [
        {"source": "Le Jour", "key_message": "garantie dix ans | garantie 10 ans"},
        {"source": "Médiacité", "key_message": ""},
        {"source": "eco.lejour.fr", "key_message": ""},  # a site below one of the list
    ]


@pytest.mark.parametrize("lists", [{"outlets": ()}, {"messages": ()}])
def test_without_one_of_the_two_lists_nothing_is_looked_for(press, lists):
    decided(press, **lists)
    assert press.rows(MARKED) == []


def test_a_list_is_undone_in_the_history_and_leaves_no_trace(press):
    before = ledger.checksum(press)
    decided(press)
    changes = [one for one in decision_history.history(press) if one.kind in press_lists.KINDS]
    assert {(one.kind, one.value, one.set_by) for one in changes} == {
        ("tier_one_outlets", json.dumps(["lejour.fr", "mediacite"]), "ann"),
        ("key_messages", '["garantie dix ans | garantie 10 ans"]', "ann"),
    }
    for one in changes:
        decision_history.undo(press, one, who="bo")
    assert press_lists.decided(press) == {}
    assert press.rows(MARKED) == []
    assert ledger.checksum(press) == before


@pytest.mark.parametrize(("outlets", "messages"), [(["···"], []), ([], ["—", "|"])])
def test_a_line_without_a_letter_is_refused(press, outlets, messages):
    with pytest.raises(Refusal, match=r"is not an? (outlet|message): write"):
        press_lists.decide(press, "Aurelle", outlets=outlets, messages=messages, who="ann")


def test_a_mention_speaks_of_the_employer_by_its_site_or_by_its_topic(store):
    """Indeed lists jobs too: only its reviews, by their address or their stars, are of employees."""
    canonical.mentions(store, """
        Day        | Brand   | Channel | Source             | Url                                  | Stars | Text
        2026-03-02 | Aurelle | review  | www.glassdoor.fr   |                                      | 4     | Bonne ambiance
        2026-03-02 | Aurelle | review  | Kununu             |                                      |       | Gute Kollegen
        2026-03-02 | Aurelle | review  | fr.indeed.com      | https://fr.indeed.com/cmp/Aurelle    |       | Horaires souples
        2026-03-03 | Aurelle | other   | fr.indeed.com      | https://fr.indeed.com/viewjob?jk=1   |       | Aurelle cherche un vendeur
        2026-03-03 | Aurelle | news    | lejour.fr          | https://lejour.fr/glassdoor          |       | Les salariés d'Aurelle sont en grève
        2026-03-04 | Aurelle | x       | x.com              | https://x.com/a/status/1             |       | Voir glassdoor.fr, dit-elle
        2026-03-04 | Aurelle | news    | notglassdoor.fr    | https://notglassdoor.fr/1            |       | Rien de neuf
    """)  # fmt: skip
    found = store.rows("select source, work from mentions where work is not null order by day, source")
    assert [(one["source"], one["work"]) for one in found] == [
        ("Kununu", "site"), ("fr.indeed.com", "site"), ("www.glassdoor.fr", "site"), ("lejour.fr", "topic"),
    ]  # fmt: skip
