"""The cause card says what the mentions say: each of its figures is the number of mentions that its link lists."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.decisions import annotations
from data.store import Store
from data.watch import channels, episodes, messages
from data.watch.channels import Channel
from kpis.analysis import episodes as daily
from kpis.engine.scope import Scope
from kpis.lineage import mentions
from tests import canonical
from tests.watch.crisis import FIRST, calm, local, negatives
from watch import cause_sentences, evaluating
from watch.cause import Reach, cause, topics_of
from watch.past import Past

FIRST_CRISIS, SECOND_CRISIS = FIRST + timedelta(days=30), FIRST + timedelta(days=55)
LAST = FIRST + timedelta(days=59)
ORDINARY = calm(60)
HOSTILE = "<img src=x onerror=alert(1)> **gras** [lien](javascript:x) \"'; drop table mentions --"
HEAD = "Day | Brand | Channel | Source | Author | Sentiment | Topic | Reach | Text"


def complaints(day, count, *, copies=0, topic="livraison"):
    """So many negative mentions of a day, each with its own words, and copies of one text by as many authors."""
    told = "Aurelle | x | x.com | {who}{place} | negative | {topic} | 100 | {text}"
    own, same = (
        f"{HOSTILE} numéro {{place}} d'une cliente",
        "Communiqué : toutes les commandes de la gamme sont en retard",
    )
    return [
        f"{day} {hour + place // 60:02d}:{place % 60:02d} | "
        + told.format(who=who, place=place, topic=topic, text=text.replace("{place}", str(place)))
        for hour, number, who, text in ((7, count, "auteur", own), (20, copies, "relais", same))
        for place in range(number)
    ]


@pytest.fixture(scope="module")
def crises(tmp_path_factory, empty_store_file):
    """Two crises of the same topic among ordinary days whose reach is told, found by a watch that tells somebody."""
    path = tmp_path_factory.mktemp("cause") / "e-reputation.duckdb"
    shutil.copyfile(empty_store_file, path)
    store = Store(path)
    canonical.brands(store, own="Aurelle")
    usual = [
        f"{day} | Aurelle | x | | | negative | | 10 | Commande {day}x{place} reçue comme prévu, rien à dire"
        for day, count in zip(canonical.days(str(FIRST), 60), ORDINARY, strict=True)
        for place in range(count)
    ]
    crises = [line for day in (FIRST_CRISIS, SECOND_CRISIS) for line in complaints(day, 40, copies=6)]
    canonical.mentions(store, "\n".join([HEAD, *usual, *crises]))
    channels.set_channel(store, Channel("Press", "hook", 1, "en"), who="ana")
    evaluating.evaluate(store, local(2026, 10, 31, 9))
    yield store
    store.close()


def card(store, since, until=LAST):
    scope = Scope(FIRST, until, ("Aurelle",), today=until + timedelta(days=1))
    found = daily.episodes(daily.watched(store, scope))
    one = next(one for one in found if one.since <= since <= (one.until or until))
    return cause(store, replace(scope, since=one.since), one)


def listed(store, wanted):
    return sum(count for _, count in mentions.daily(store, wanted))


def test_every_figure_of_the_card_is_what_its_link_lists(crises):
    found = card(crises, SECOND_CRISIS)
    assert (found.one.peak.day, found.one.peak.signal) == (SECOND_CRISIS, "negative")
    assert listed(crises, found.peak) == found.one.peak.observed == 41 + ORDINARY[55]  # forty, the copied text once
    assert found.window == (SECOND_CRISIS - timedelta(days=84), SECOND_CRISIS - timedelta(days=1))
    assert found.days_used == 55  # a month after the first day a spike is still learnt from
    assert found.limit < found.one.peak.observed
    (topic,) = found.topics
    assert (topic.topic, topic.mentions, listed(crises, topic.rows)) == ("livraison", 41, 41)
    assert (found.topic, topic.of) == ("livraison", found.one.peak.observed)
    copied = found.copied
    assert (copied.mentions, copied.authors, listed(crises, copied.rows)) == (6, 6, 6)
    assert copied.every == listed(crises, replace(found.episode, share="", sentiment=()))
    assert copied.text.startswith("Communiqué : toutes les commandes")


def test_the_first_mentions_are_told_as_they_are_written_each_with_its_row(crises):
    found = card(crises, SECOND_CRISIS).first
    assert [f"{one.published:%d %H:%M}" for one in found] == [f"26 0{8 + at // 60}:{at % 60:02d}" for at in range(5)]
    assert [one.text for one in found] == [f"{HOSTILE} numéro {at} d'une cliente" for at in range(5)]
    assert [one.author for one in found] == [f"auteur{at}" for at in range(5)]
    assert [listed(crises, one.rows) for one in found] == [1] * 5


def test_the_message_names_the_topic(crises):
    (text,) = [one.body for one in messages.messages(crises)]
    assert f"Suggested topic: livraison (41 of {41 + ORDINARY[55]} mentions)." in text


def test_the_reach_of_the_difference_is_that_of_the_episode_less_as_many_ordinary_days(crises):
    """Ordinary days: ten a mention, at their own mean; the past crisis is none of them."""
    found = card(crises, SECOND_CRISIS)
    ordinary = [count for day, count in enumerate(ORDINARY[:55]) if day != 30]
    days = (found.last - found.one.since).days + 1
    assert (found.reach.days, found.reach.ordinary_days) == (days, 54)
    assert found.reach.usual == pytest.approx(10 * sum(ordinary) / 54 * days)
    assert found.reach.observed == 100 * 41 + 10 * sum(ORDINARY[55 : 55 + days])
    assert found.reach.difference == found.reach.observed - found.reach.usual


def test_a_reach_that_too_few_mentions_tell_is_unknown(store):
    canonical.brands(store, own="Aurelle")
    negatives(store, [*calm(30), 40])
    found = card(store, FIRST_CRISIS, FIRST_CRISIS).reach
    assert (found.observed, found.difference, found.told, found.of) == (None, None, 0, 40)
    assert cause_sentences.reach(found, "en") == ("unknown", "reach told of 0 of 40 mentions")
    lopsided = Reach(3, 900.0, None, 90, 100, 84, 2, 400)
    assert cause_sentences.reach(lopsided, "en") == ("unknown", "reach told of 2 of 400 mentions of the ordinary days")


def test_topics_without_a_majority_are_told_as_that(store):
    day = FIRST.isoformat()
    lines = complaints(day, 10)
    for at, topic in enumerate("AAAABBB"):
        lines[at] = lines[at].replace("livraison", topic)
    canonical.mentions(store, "\n".join([HEAD, *(one.replace("| livraison |", "| |") for one in lines)]))
    found = topics_of(store, "Aurelle", "negative", FIRST)
    assert cause_sentences.topic(found, "en") == "no topic of most of them: A (4 of 10 mentions), B (3 of 10 mentions)"
    assert [listed(store, one.rows) for one in found] == [4, 3]
    assert cause_sentences.topic((), "en") == "no topic recognised in these mentions"
    assert topics_of(store, "Aurelle", "negative", FIRST - timedelta(days=1)) == ()


def test_what_people_did_about_similar_episodes_is_told(crises):
    past = next(one for one in episodes.kept(crises) if one.since.date() == FIRST_CRISIS)
    assert cause_sentences.past(card(crises, FIRST_CRISIS).past, "en") == ("No past episode is on record.",)
    episodes.act(crises, past.episode, "acknowledge", who="ana")
    episodes.act(crises, past.episode, "note", "Hotline opened", who="ana")
    episodes.act(crises, past.episode, "close", "confirmed", who="ben")
    annotations.annotate(crises, "action", "Press release", first_day=FIRST_CRISIS, brand="Aurelle", who="ana")
    told = card(crises, SECOND_CRISIS).past
    (one,) = told.similar
    assert [step.value for step in one.actions if step.action == "note"] == ["Hotline opened"]
    assert [note.title for note in one.annotations] == ["Press release"]
    assert cause_sentences.past(told, "en") == (
        "1 similar past episode, of the same signal and topic.",
        "It was over 3 days after its peak.",
        "Confirmed: 1; false alarms: 0; closed by nobody: 0.",
        "What was done: acknowledged: 1, noted: 1, with annotations: 1.",
        "So few past episodes say little about this one.",
    )


def test_most_of_the_similar_episodes_were_over_within_so_many_days():
    def over(*days):
        return Past(tuple(type("S", (), {"recovered": one})() for one in days), True, len(days)).majority

    assert over(4, 17, 6) == (2, 6)
    assert over(4, 4, 4, 20) == (3, 4)
    assert over(4, None, None) is None  # most of them are not over
    assert over() is None


def test_a_card_without_a_mention_is_drawn(store):
    """A brand whose days are covered and empty, and an episode on record of which nothing is left."""
    canonical.brands(store, own="Aurelle")
    canonical.mentions(store, "", covers=("2026-09-01", "2026-10-01"), about=["Aurelle"])
    one = daily.Episode(date(2026, 9, 20), None, 1, daily.Spike(date(2026, 9, 20), "voices", 0, 0, 0.0, 1, 0), 1)
    found = cause(store, Scope(date(2026, 9, 20), date(2026, 10, 1), ("Aurelle",), today=date(2026, 10, 2)), one)
    assert (found.first, found.copied, found.topics, found.topic) == ((), None, (), "")
    assert cause_sentences.copied(found.copied, "en")[0] == "none"
