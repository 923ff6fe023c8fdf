"""What two audits of a query differ in, who is told of it, and who looks after it."""

from datetime import date

import pytest

from data.decisions import answer_cases
from data.decisions.answer_cases import Case
from data.sentences import Refusal
from data.watch import channels, messages
from data.watch.channels import Channel
from kpis.analysis.audit_changes import alarming, audit_changes, compared
from tests import canonical, canonical_watch
from tests.watch.crisis import local
from watch import rounds

HEADER = "Day | Brand | Query | Kind | Item | Rank | Sentiment\n"


def audited(store, *rows):
    canonical_watch.audits(store, HEADER + "\n".join(rows))


def told(store, until=date(2026, 10, 31)):
    found = audit_changes(store, "Aurelle", until)
    return [(row.item, row.change) for row in found.itertuples()]


@pytest.fixture
def two_audits(store):
    audited(
        store,
        "2026-10-01 | Aurelle | aurelle | suggestion | aurelle avis | 1 | neutral",
        "2026-10-01 | Aurelle | aurelle | suggestion | aurelle prix | 2 | neutral",
        "2026-10-01 | Aurelle | aurelle | suggestion | Aurelle  panne | 3 | negative",
        "2026-10-08 | Aurelle | aurelle | suggestion | aurelle rappel | 1 | negative",
        "2026-10-08 | Aurelle | aurelle | suggestion | aurelle panne | 2 | negative",
        "2026-10-08 | Aurelle | aurelle | suggestion | aurelle avis | 3 | negative",
    )
    return store


def test_new_worse_and_gone_are_told_the_negative_ones_first(two_audits):
    assert told(two_audits) == [
        ("aurelle rappel", "new"),
        ("aurelle panne", "worse"),  # it rose from the third place to the second
        ("aurelle avis", "worse"),
        ("aurelle prix", "gone"),
    ]


def test_a_query_that_was_audited_once_has_no_change(two_audits):
    assert told(two_audits, date(2026, 10, 7)) == []
    assert (compared(two_audits, "Aurelle", date(2026, 10, 7)), compared(two_audits, "Aurelle", date(2026, 10, 8))) == (0, 1)  # fmt: skip


def test_below_where_the_shorter_audit_ended_nothing_is_new_or_gone(store):
    first = [f"2026-10-01 | Aurelle | aurelle | result | page {rank} | {rank} | neutral" for rank in range(1, 6)]
    second = [f"2026-10-08 | Aurelle | aurelle | result | page {rank} | {rank} | neutral" for rank in range(1, 11)]
    audited(store, *first, *second)
    assert told(store) == []
    audited(store, *(row.replace("10-08", "10-15") for row in second[:3]))
    assert told(store) == []


def test_engines_and_kinds_are_compared_each_with_its_own(store):
    audited(
        store,
        "2026-10-01 | Aurelle | aurelle | suggestion | aurelle avis | 1 | neutral",
        "2026-10-08 | Aurelle | aurelle | result | aurelle avis | 1 | negative",
    )
    assert told(store) == []


def test_a_negative_item_that_is_new_or_worse_is_told_once(two_audits, monkeypatch):
    canonical.brands(two_audits, own="Aurelle")
    channels.set_channel(two_audits, Channel("Press", "hook", 1, "en"), who="ana")
    channels.set_channel(two_audits, Channel("Board", "hook", 2, "en"), who="ana")
    for _ in range(2):
        rounds.make_round(two_audits, local(2026, 10, 9, 9))
    subjects = {one.subject for one in messages.messages(two_audits)}
    assert subjects == {
        "Vigilance · Aurelle: New negative suggestion: aurelle rappel",
        "Vigilance · Aurelle: Worse: suggestion: aurelle panne",
        "Vigilance · Aurelle: Worse: suggestion: aurelle avis",
    }
    assert {one.channel for one in messages.messages(two_audits)} == {"Press"}
    assert len(messages.messages(two_audits)) == 3
    assert len(alarming(audit_changes(two_audits, "Aurelle", date(2026, 10, 9)))) == 3


def test_an_old_audit_is_told_to_nobody(two_audits):
    canonical.brands(two_audits, own="Aurelle")
    channels.set_channel(two_audits, Channel("Press", "hook", 1, "en"), who="ana")
    rounds.make_round(two_audits, local(2026, 11, 9, 9))
    assert messages.messages(two_audits) == ()


def test_a_case_has_an_owner_and_keeps_its_steps(store):
    wrong = Case("Aurelle", "assistant", "is Aurelle safe", "Aurelle stopped making cars", "Léo", "open", "It did not")
    with pytest.raises(Refusal, match="needs an owner"):
        answer_cases.set_case(store, Case("Aurelle", "", "q", "i", " ", "open"), who="ana")
    answer_cases.set_case(store, wrong, who="ana")
    answer_cases.set_case(store, Case("Aurelle", "", "q", "i", "Mia", "corrected"), who="ana")
    assert [(one.item, one.owner, one.state) for one in answer_cases.cases(store, "Aurelle")] == [
        ("Aurelle stopped making cars", "Léo", "open"),
        ("i", "Mia", "corrected"),
    ]
    assert answer_cases.cases(store, "Velmont") == ()
