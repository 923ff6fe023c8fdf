"""What is told stays true, and is told to whoever has to know it: through later uploads, changed recipients and faults."""

from dataclasses import replace
from datetime import date, timedelta

from commands import watch_rounds
from data import ledger
from data.watch import channels, episodes, messages
from data.watch.channels import Channel
from tests import canonical, canonical_watch
from tests.watch.crisis import calm, local, negatives
from watch import clocks, evaluating, rounds

PRESS = Channel("Press", "hook", 1, "en")
NOON = local(2026, 10, 7, 12)


def levels(hook):
    return [title.split(" ")[0] for title in hook.titles]


def test_an_episode_stays_one_through_later_uploads_and_the_next_one_is_another(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    rounds.make_round(watched, NOON)
    episodes.act(watched, 1, "acknowledge", who="ana")
    episodes.act(watched, 1, "close", "confirmed", who="ana")
    negatives(watched, calm(7), first=date(2026, 10, 7))
    rounds.make_round(watched, local(2026, 10, 14, 9))
    negatives(watched, [60], first=date(2026, 10, 14))
    rounds.make_round(watched, local(2026, 10, 15, 9))
    kept = episodes.kept(watched, "Aurelle")
    assert [(one.episode, one.since.date(), one.verdict, one.is_gone) for one in kept] == [
        (2, date(2026, 10, 14), "", False),
        (1, date(2026, 10, 6), "confirmed", False),
    ]
    assert all(one.until is None or one.until >= one.since for one in kept)
    assert levels(hook) == ["Alert", "Alert"]


def test_an_episode_that_is_gone_swallows_no_later_one(store, hook):
    canonical.brands(store, own="Aurelle")
    negatives(store, calm(35))
    bad = negatives(store, [40], first=date(2026, 10, 6))
    channels.set_channel(store, PRESS, who="ana")
    rounds.make_round(store, NOON)
    ledger.withdraw(store, bad, who="ana")
    rounds.make_round(store, local(2026, 10, 8, 9))
    negatives(store, [*calm(29), 60], first=date(2026, 10, 6))
    rounds.make_round(store, local(2026, 11, 5, 9))
    assert [(one.since.date(), one.is_gone) for one in episodes.kept(store)] == [(date(2026, 11, 4), False), (date(2026, 10, 6), True)]  # fmt: skip
    assert levels(hook) == ["Alert", "Alert"]


def test_a_message_that_was_taken_back_is_put_again_when_its_cause_returns(store, hook):
    canonical.brands(store, own="Aurelle")
    negatives(store, calm(35))
    channels.set_channel(store, Channel("Night", "hook", 1, "en", quiet_from="22:00", quiet_to="07:00"), who="ana")
    for hour in (22, 23):
        upload = negatives(store, [40], first=date(2026, 10, 6))
        rounds.make_round(store, local(2026, 10, 6, hour))
        if hour == 22:
            ledger.withdraw(store, upload, who="ana")
            rounds.make_round(store, local(2026, 10, 6, hour, 30))
    assert [one.status for one in messages.messages(store)] == ["waiting", "cancelled"]
    rounds.make_round(store, local(2026, 10, 7, 7))
    assert levels(hook) == ["Alert"]


def test_recipients_who_are_added_or_changed_are_told_of_what_is_open_and_others_not_again(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    channels.set_channel(watched, Channel("Board", "hook", 3, "en"), who="ana")
    rounds.make_round(watched, NOON)
    channels.set_channel(watched, Channel("Board", "hook", 2, "en"), who="ana")
    channels.set_channel(watched, Channel("Legal", "hook", 2, "en"), who="ana")
    for minutes in (1, 2):
        rounds.make_round(watched, NOON + timedelta(minutes=minutes))
    assert sorted(one.channel for one in messages.messages(watched)) == ["Board", "Legal", "Press"]
    episodes.act(watched, 1, "acknowledge", who="ana", at=(NOON + timedelta(minutes=3)).replace(tzinfo=None))
    channels.set_channel(watched, Channel("Late", "hook", 2, "en"), who="ana")
    rounds.make_round(watched, NOON + timedelta(hours=4))
    assert len(hook.posts) == 3  # of what is in hand, nobody new is told


def test_an_address_that_was_corrected_takes_the_place_of_the_wrong_one(watched, monkeypatch):
    wrong = Channel("Board", "mail", 2, "en", addresses=("bord@aurelle.example",))
    channels.set_channel(watched, wrong, who="ana")
    rounds.make_round(watched, NOON)  # no mail server is known
    channels.set_channel(watched, replace(wrong, addresses=("board@aurelle.example",)), who="ana")
    rounds.make_round(watched, NOON + timedelta(minutes=5))
    assert [(one.address, one.status) for one in messages.messages(watched)] == [
        ("board@aurelle.example", "waiting"),
        ("bord@aurelle.example", "cancelled"),
    ]


def test_what_is_no_longer_true_when_quiet_hours_end_is_not_told(watched, hook):
    quiet = {"quiet_from": "22:00", "quiet_to": "07:00", "through": channels.ALWAYS}
    channels.set_channel(watched, Channel("Head", "hook", 2, "en", after=30, **quiet), who="ana")
    rounds.make_round(watched, local(2026, 10, 6, 22))
    rounds.make_round(watched, local(2026, 10, 6, 22, 31))
    episodes.act(watched, 1, "acknowledge", who="ana", at=local(2026, 10, 6, 22, 40).astimezone().replace(tzinfo=None) + timedelta(days=1))  # fmt: skip
    rounds.make_round(watched, local(2026, 10, 7, 7))
    assert (hook.posts, messages.messages(watched)[0].status) == ([], "cancelled")


def test_a_level_that_fell_meanwhile_is_not_told(watched, hook):
    quiet = {"quiet_from": "22:00", "quiet_to": "07:00", "through": channels.ALWAYS}
    channels.set_channel(watched, Channel("Night", "hook", 1, "en", **quiet), who="ana")
    worse = negatives(watched, [45], first=date(2026, 10, 7))
    rounds.make_round(watched, local(2026, 10, 7, 23))
    ledger.withdraw(watched, worse, who="ana")
    rounds.make_round(watched, local(2026, 10, 7, 23, 30))
    rounds.make_round(watched, local(2026, 10, 8, 7))
    assert levels(hook) == ["Alert"]


def test_an_escalation_waits_from_the_level_that_it_tells_whatever_was_done_before(watched, hook):
    channels.set_channel(watched, Channel("Head", "hook", 3, "en", after=60), who="ana")
    rounds.make_round(watched, NOON)
    episodes.act(watched, 1, "close", "false", who="ana", at=local(2026, 10, 7, 13).replace(tzinfo=None))
    negatives(watched, [45], first=date(2026, 10, 7))
    rounds.make_round(watched, local(2026, 10, 8, 9))
    assert not hook.posts
    rounds.make_round(watched, local(2026, 10, 8, 10, 1))
    assert levels(hook) == ["Not"]
    assert "Nobody has acknowledged it for 61 minutes." in hook.posts[0]["message"]


def test_a_brand_that_cannot_be_evaluated_stops_no_other(watched, hook, monkeypatch):
    canonical.brands(watched, own=("Aurelle", "Zeta"))
    canonical.mentions(watched, canonical.daily("2026-09-01", [2] * 30, Brand="Zeta", Channel="x"))
    channels.set_channel(watched, PRESS, who="ana")
    told = clocks.told

    def failing(store, brand, *days):
        if brand == "Zeta":
            raise RuntimeError("a fault of this brand")
        return told(store, brand, *days)

    now = [NOON]
    monkeypatch.setattr(clocks, "told", failing)
    watching = watch_rounds.Rounds(watched, clock=lambda: now[0])
    assert [one.brand for one in watching.step().evaluated] == ["Aurelle"]
    assert levels(hook) == ["Alert"]
    assert not watching.step().evaluated  # tried again, though not at once
    monkeypatch.setattr(clocks, "told", told)
    now[0] += timedelta(minutes=1)
    assert [one.brand for one in watching.step().evaluated] == ["Aurelle", "Zeta"]
    assert not watching.step().evaluated


def test_a_competitors_crisis_is_kept_and_rings_nowhere(watched, hook):
    canonical.brands(watched, own="Zeta", competitors=("Aurelle",))
    channels.set_channel(watched, PRESS, who="ana")
    channels.set_channel(watched, Channel("Head", "hook", 1, "en", after=1), who="ana")
    evaluating.evaluate(watched, NOON, brands=("Aurelle",))
    rounds.make_round(watched, NOON + timedelta(hours=2))
    assert (len(episodes.kept(watched, "Aurelle")), messages.messages(watched)) == (1, ())


def test_a_log_of_the_team_that_comes_later_takes_the_place_of_the_watchs_record(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    watching = watch_rounds.Rounds(watched, clock=lambda: NOON)
    watching.step()
    assert watched.value("select count(*) from alerts") == 1
    canonical_watch.alerts(watched, "Day | Brand | Name\n2026-10-07 12:30 | Aurelle | Brakes")
    watching.step()
    assert watched.rows("select name from alerts") == [{"name": "Brakes"}]


def test_the_same_statement_of_two_queries_is_two_notices_and_one_that_returns_is_told_again(store, hook):
    canonical.brands(store, own="Aurelle")
    channels.set_channel(store, PRESS, who="ana")
    head = "Day | Brand | Query | Kind | Item | Rank | Sentiment\n"
    rows = {
        1: ["q1 | answer | It burns | 1 | unknown", "q2 | answer | It runs | 1 | neutral"],
        8: ["q1 | answer | It burns | 1 | negative", "q2 | answer | It burns | 1 | negative"],
        15: ["q1 | answer | It runs | 1 | neutral", "q2 | answer | It burns | 1 | negative"],
        22: ["q1 | answer | It burns | 1 | negative", "q2 | answer | It burns | 1 | negative"],
    }
    for day, lines in rows.items():
        canonical_watch.audits(store, head + "\n".join(f"2026-10-{day:02d} | Aurelle | {line}" for line in lines))
        for hour in (9, 10):
            rounds.make_round(store, local(2026, 10, day, hour))
    told = [(post["title"], post["message"].split("Query: ")[1][:2]) for post in hook.posts]
    assert told == [
        ("Vigilance · Aurelle: New negative answer of an assistant: It burns", "q2"),
        ("Vigilance · Aurelle: Worse: answer of an assistant: It burns", "q1"),
        ("Vigilance · Aurelle: New negative answer of an assistant: It burns", "q1"),
    ]
