"""An episode is told once to everybody who has to know it, through whatever happens between finding and telling."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from commands import watch_rounds
from data.migrations import open_store
from data.sentences import Refusal
from data.watch import channels, episodes, messages
from data.watch.channels import Channel
from data.watch.episodes import Found
from loaders import alert_log
from tests import canonical
from tests.watch.crisis import local, negatives
from watch import rounds, secrets

BOARD = Channel("Board", "mail", 2, "fr", addresses=("board@aurelle.example",), is_deciding=True)
PRESS = Channel("Press office", "hook", 1, "en")
EPISODE = Found(
    clock="day", since=datetime(2026, 10, 6), until=None, level=2, peak_at=datetime(2026, 10, 6), signal="negative",
    observed=40.0, expected=6.0, threshold=13.0, z=7.0, history=35,
)  # fmt: skip
ALERT_DAY = date(2026, 9, 1) + timedelta(days=35)
NOON = local(2026, 10, 7, 12)


def told(store):
    return [(one.channel, one.level, one.reason, one.status) for one in reversed(messages.messages(store))]


def test_an_episode_is_told_once_and_a_higher_level_once_more(watched, hook, mailbox):
    for one in (BOARD, PRESS):
        channels.set_channel(watched, one, who="ana")
    for hour in (12, 13, 14):
        rounds.make_round(watched, local(2026, 10, 7, hour))
    assert told(watched) == [("Board", 2, "level", "sent"), ("Press office", 2, "level", "sent")]
    ((address, letter),) = mailbox.letters
    assert address == "board@aurelle.example"
    assert letter["Subject"] == "Alerte · Aurelle : 40 mentions négatives en un jour"
    (post,) = hook.posts
    assert "40 negative mentions in one day, 6 October 2026: about 6 expected." in post["message"]
    assert "Since 6 October 2026, 14:00; not over." in post["message"]
    negatives(watched, [45], first=ALERT_DAY + timedelta(days=1))  # the second day of alert: a crisis
    rounds.make_round(watched, local(2026, 10, 8, 9))
    rounds.make_round(watched, local(2026, 10, 8, 10))
    assert [level for _, level, _, _ in told(watched)] == [2, 2, 3, 3]
    assert (len(mailbox.letters), len(hook.posts)) == (2, 2)
    (one,) = episodes.kept(watched)
    assert (one.level, one.informed_at is not None) == (3, True)


def test_a_name_that_holds_line_ends_makes_no_header_of_its_own(store, mailbox):
    brand = "Aurelle\r\nBcc: spy@elsewhere.example\n\n" + "x" * 400
    canonical.brands(store, own=brand)
    channels.set_channel(store, replace(BOARD, is_deciding=False), who="ana")
    with store.writing() as cursor:
        days = {"seen_until": datetime(2026, 10, 6), "told_from": datetime(2026, 7, 6), "at": datetime(2026, 10, 7)}
        episodes.record(cursor, brand, [EPISODE], **days)
        rounds.evaluating.ring(store, cursor, brand, 1, EPISODE, NOON, reason="level")
    assert rounds.deliver(store, NOON) == ((1,), ())
    ((address, letter),) = mailbox.letters
    assert (address, letter["Bcc"]) == ("board@aurelle.example", None)
    subject = letter["Subject"].replace("\u2060", "")  # which keeps an address from becoming a link
    assert subject.startswith("Alerte · Aurelle Bcc: spy@elsewhere.example x")
    assert len(letter["Subject"]) == 100


def test_a_receiver_that_is_down_delays_and_loses_nothing(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    hook.is_down = True
    rounds.make_round(watched, NOON)
    rounds.make_round(watched, NOON + timedelta(seconds=30))  # before the pause is over: not tried
    (one,) = messages.messages(watched)
    assert (one.status, one.attempts, hook.posts) == ("waiting", 1, [])
    rounds.make_round(watched, NOON + timedelta(minutes=2))
    hook.is_down = False
    rounds.make_round(watched, NOON + timedelta(minutes=10))
    assert len(hook.posts) == 1
    assert [one.outcome for one in messages.attempts(watched, one.message)] == ["failed", "failed", "sent"]


def test_what_is_wrong_with_a_way_is_said_without_its_secret(watched, hook, mailbox, monkeypatch):
    monkeypatch.setenv("EREPUTATION_NOTIFY_NOWHERE", "nonsense//Zx91-secret")
    for name, way in (("A", "hook"), ("B", "nowhere"), ("C", "unknown")):
        channels.set_channel(watched, Channel(name, way, 1, "en"), who="ana")
    channels.set_channel(watched, Channel("D", "mail", 1, "en", addresses=("refused@aurelle.example", "ana@aurelle.example")), who="ana")  # fmt: skip
    hook.is_down = True
    rounds.make_round(watched, NOON)
    assert [letter[0] for letter in mailbox.letters] == ["ana@aurelle.example"]  # one address fails alone
    found = messages.messages(watched)
    assert [one.status for one in found] == ["sent", "waiting", "waiting", "waiting", "waiting"]
    assert all(one.told for one in found[1:])
    with watched.reading() as cursor:
        for place in cursor.execute("select database_name, schema_name, table_name from duckdb_tables()").fetchall():
            table = ".".join(f'"{name}"' for name in place)
            assert "Zx91" not in str(cursor.execute(f"from {table}").fetchall()), table


def test_quiet_hours_hold_a_message_until_their_end_but_for_a_crisis(watched, hook):
    channels.set_channel(watched, Channel("Night", "hook", 1, "en", quiet_from="22:00", quiet_to="07:00"), who="ana")
    rounds.make_round(watched, local(2026, 10, 6, 23))
    assert not hook.posts
    rounds.make_round(watched, local(2026, 10, 7, 6, 59))
    assert not hook.posts
    negatives(watched, [45], first=ALERT_DAY + timedelta(days=1))
    rounds.make_round(watched, local(2026, 10, 7, 6, 59))
    assert [title.split(" ")[0] for title in hook.titles] == ["Crisis"]
    rounds.make_round(watched, local(2026, 10, 7, 7))
    assert [title.split(" ")[0] for title in hook.titles] == ["Crisis", "Alert"]


@pytest.mark.parametrize(
    ("ends", "at", "expected"),
    [
        ("07:00", local(2026, 3, 28, 23), local(2026, 3, 29, 7)),  # a night of eight hours
        ("07:00", local(2026, 10, 24, 23), local(2026, 10, 25, 7)),  # a night of ten
        ("02:30", local(2026, 3, 29, 1, 15), local(2026, 3, 29, 3)),  # an hour that never comes
        ("02:00", local(2026, 3, 29, 1, 15), local(2026, 3, 29, 3)),
        ("02:30", local(2026, 10, 25, 1), local(2026, 10, 25, 2, 30)),  # an hour that comes twice: the first
        ("02:30", local(2026, 10, 25, 2, 45), local(2026, 10, 25, 2, 45)),
    ],
)
def test_quiet_hours_are_those_on_the_wall_when_clocks_change(ends, at, expected):
    one = Channel("Night", "hook", 1, "en", quiet_from="22:00", quiet_to=ends)
    assert channels.not_before(one, 1, at, at.tzinfo).astimezone(UTC) == expected.astimezone(UTC)
    assert channels.not_before(one, 3, at, at.tzinfo) == at


def test_nobody_acknowledges_and_the_next_one_is_told_once(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    channels.set_channel(watched, Channel("Head", "hook", 2, "en", after=30), who="ana")
    rounds.make_round(watched, NOON)
    rounds.make_round(watched, NOON + timedelta(minutes=29))
    assert len(hook.posts) == 1
    for minutes in (31, 45, 600):
        rounds.make_round(watched, NOON + timedelta(minutes=minutes))
    assert len(hook.posts) == 2
    assert hook.titles[1].startswith("Not acknowledged: Alert")
    assert "Nobody has acknowledged it for 31 minutes." in hook.posts[1]["message"]


def test_whoever_acknowledges_in_time_spares_the_next_one(watched, hook):
    channels.set_channel(watched, Channel("Head", "hook", 2, "en", after=30), who="ana")
    rounds.make_round(watched, NOON)
    episodes.act(watched, 1, "acknowledge", who="ana")
    rounds.make_round(watched, NOON + timedelta(hours=5))
    assert not hook.posts


def test_an_episode_that_the_data_no_longer_tell_is_kept_and_its_waiting_messages_are_not_sent(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    hook.is_down = True
    rounds.make_round(watched, NOON)
    with watched.writing() as cursor:
        cursor.execute("delete from mention_records where day = ?", [ALERT_DAY])
        cursor.execute("delete from mention_days where day = ?", [ALERT_DAY])
    hook.is_down = False
    rounds.make_round(watched, NOON + timedelta(hours=2))
    (one,) = episodes.kept(watched)
    assert (one.is_gone, messages.messages(watched)[0].status, hook.posts) == (True, "cancelled", [])


def test_an_old_episode_is_kept_and_rings_nowhere(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    rounds.make_round(watched, local(2026, 12, 1, 9))
    assert (len(episodes.kept(watched)), messages.messages(watched), hook.posts) == (1, (), [])


def test_an_evaluation_that_finds_what_is_on_record_writes_nothing(watched):
    rounds.make_round(watched, NOON)
    version = watched.version
    rounds.make_round(watched, NOON + timedelta(hours=1))
    assert watched.version == version


def test_the_thread_evaluates_after_a_write_that_matters_and_not_after_others(watched):
    watching = watch_rounds.Rounds(watched, clock=lambda: NOON)
    assert watching.step().evaluated
    watched.append("annotations", {"annotation": 1, "kind": "event", "title": "Fair", "first_day": ALERT_DAY, "last_day": ALERT_DAY, "is_withdrawn": False, "recorded_at": NOON, "recorded_by": "ana"})  # fmt: skip
    assert not watching.step().evaluated
    negatives(watched, [45], first=ALERT_DAY + timedelta(days=1))
    assert watching.step().evaluated
    assert episodes.kept(watched)[0].level == 3


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from data.migrations import open_store
from data.watch import messages
from watch import rounds, sending
from watch.sending import send

def killed(*arguments, **values):
    if sys.argv[3] == "sending":  # after it was noted that it is being sent
        os.kill(os.getpid(), signal.SIGKILL)
    send(*arguments, **values)

def found(*arguments, **values):
    if sys.argv[3] == "found":  # after the transaction that found the episode
        os.kill(os.getpid(), signal.SIGKILL)
    return deliver(*arguments, **values)

deliver = rounds.deliver
rounds.deliver, sending.send = found, killed
rounds.make_round(open_store(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[2]))
"""


@pytest.mark.parametrize("moment", ["found", "sending"])
def test_a_kill_between_finding_and_sending_loses_and_doubles_nothing(watched, hook, moment):
    channels.set_channel(watched, PRESS, who="ana")
    path = watched.path
    watched.close()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), NOON.isoformat(), moment], cwd=Path(__file__).parents[2], check=False
    )
    assert (ended.returncode, hook.posts) == (-signal.SIGKILL, [])
    again = open_store(path)
    try:
        watching = watch_rounds.Rounds(again, clock=lambda: NOON + timedelta(minutes=1), every=0.05)
        watching.begin()
        last = time.monotonic() + 20
        while not hook.posts and time.monotonic() < last:
            time.sleep(0.05)
        watching.stop()
        rounds.make_round(again, NOON + timedelta(hours=3))
        assert (len(hook.posts), told(again)) == (1, [("Press office", 2, "level", "sent")])
    finally:
        again.close()


def test_what_people_did_stands_in_the_alert_log_and_the_teams_own_log_is_not_doubled(watched, hook):
    channels.set_channel(watched, Channel("Board", "hook", 2, "en", is_deciding=True), who="ana")
    watching = watch_rounds.Rounds(watched, clock=lambda: NOON)
    watching.step()
    (one,) = episodes.kept(watched)
    logged = "select name, acknowledged_at, informed_at, is_confirmed from alerts"
    noon = NOON.astimezone(UTC).replace(tzinfo=None)
    assert watched.rows(logged) == [{"name": "#1 · 2026-10-06", "acknowledged_at": noon, "informed_at": noon, "is_confirmed": None}]  # fmt: skip
    episodes.act(watched, one.episode, "acknowledge", who="ana", at=noon + timedelta(hours=1))
    episodes.act(watched, one.episode, "close", "confirmed", who="ana")
    watching.step()
    watching.step()
    assert watched.rows(logged) == [{"name": "#1 · 2026-10-06", "acknowledged_at": noon, "informed_at": noon, "is_confirmed": True}]  # fmt: skip
    assert watched.value("select count(*) from uploads where origin = 'watch'") == 2


def test_an_alert_that_the_team_logged_is_not_logged_again(watched, hook):
    from tests import canonical_watch

    canonical_watch.alerts(watched, "Day | Brand | Name\n2026-10-06 18:00 | Aurelle | Brakes")
    rounds.make_round(watched, NOON)
    episodes.act(watched, 1, "acknowledge", who="ana")
    assert alert_log.to_log(watched) == ()


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Channel("", "hook", 2, "en"), "needs a name"),
        (Channel("A", "https://hooks.example/T0/secret", 2, "en"), "cannot be the name of a secret"),
        (Channel("A", "mail", 2, "en"), "at least one address"),
        (Channel("A", "mail", 2, "en", addresses=("nobody",)), "not a valid e-mail address"),
        (Channel("A", "hook", 4, "en"), "not a valid level"),
        (Channel("A", "hook", 2, "de"), "not a language"),
        (Channel("A", "hook", 2, "en", after=-1), "between 0 and"),
        (Channel("A", "hook", 2, "en", quiet_from="22:00"), "a beginning and an end"),
        (Channel("A", "hook", 2, "en", quiet_from="25:00", quiet_to="07:00"), "not an hour"),
        (Channel("A", "hook", 2, "en", quiet_from="22:00", quiet_to="22:00"), "would never end"),
    ],
)
def test_a_channel_that_is_not_complete_is_refused_with_the_reason(store, one, words):
    with pytest.raises(Refusal, match=words):
        channels.set_channel(store, one, who="ana")
    assert channels.channels(store) == ()


def test_an_unknown_verdict_or_episode_is_refused(watched):
    rounds.make_round(watched, NOON)
    with pytest.raises(Refusal, match="closed as confirmed, false"):
        episodes.act(watched, 1, "close", "perhaps", who="ana")
    with pytest.raises(Refusal, match="no episode number 9"):
        episodes.act(watched, 9, "acknowledge", who="ana")


def test_a_verdict_can_be_taken_back_and_every_step_stays_on_record(watched):
    rounds.make_round(watched, NOON)
    for action, value in (("assign", "Léo"), ("note", "Seen with legal"), ("close", "false"), ("reopen", "")):
        episodes.act(watched, 1, action, value, who="ana")
    (one,) = episodes.kept(watched)
    assert (one.assigned_to, one.verdict, one.closed_at) == ("Léo", "", None)
    assert [step.action for step in episodes.actions(watched, 1)] == ["assign", "note", "close", "reopen"]


def test_a_file_of_secrets_names_ways_and_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setattr(secrets, "_PLACES", (tmp_path,))
    (tmp_path / "secrets.toml").write_text('[notify]\nteams = "msteams://a/b/c/"\nsms = "x://1"\n[other]\nkey = "v"\n')
    monkeypatch.setenv("EREPUTATION_NOTIFY_SMS", "y://2")
    assert secrets.known()["TEAMS"] == "msteams://a/b/c/"
    assert secrets.address("sms") == "y://2"
    (tmp_path / "secrets.toml").write_text("[notify\nteams = 'Zx91'")
    with pytest.raises(Refusal) as refused:
        secrets.address("teams")
    assert "secrets.toml" in str(refused.value)
    assert "Zx91" not in str(refused.value)


def test_one_round_from_the_command_line(watched, hook):
    channels.set_channel(watched, PRESS, who="ana")
    path = watched.path
    watched.close()
    done = subprocess.run(
        [sys.executable, "-m", "watch"], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        env=os.environ | {"EREPUTATION_STORE": str(path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Aurelle: 1 episodes, 1 open, 1 new" in done.stdout
