"""One round of the watch: evaluate, escalate, send what is due. The server makes one every few seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from data.access.acting import APPROVER, current
from data.access.door import require
from data.sentences import Refusal, Sentence, sentence
from data.store import Store
from data.watch import channels, episodes, messages
from data.watch.channels import Channel
from data.watch.messages import Message
from watch import evaluating, notices, sending
from watch import messages as texts
from watch.evaluating import Evaluated

log = logging.getLogger(__name__)

STALE = timedelta(seconds=5 * sending.SECONDS)  # no sending takes so long: the program that began it has ended
WHO = "watch"  # the author of what the watch itself does


@dataclass(frozen=True)
class Round:
    """What a round did: the evaluations, the numbers of notices, of escalations, and of messages sent and not taken."""

    evaluated: tuple[Evaluated, ...]
    noticed: tuple[int, ...]
    escalated: tuple[int, ...]
    sent: tuple[int, ...]
    failed: tuple[int, ...]


def make_round(
    store: Store, at: datetime, *, evaluates: bool = True, is_stopped: Callable[[], bool] = lambda: False
) -> Round:
    """Evaluate our own brands, tell those who wait for an acknowledgement that did not come, and send what is due."""
    evaluated = evaluating.evaluate(store, at) if evaluates else ()
    try:
        noticed = notices.notice(store, at) if evaluates else ()
    except Exception:  # what is due is sent all the same: logged whole
        log.exception("notices")
        noticed = ()
    escalated = evaluating.escalate(store, at)
    sent, failed = deliver(store, at, is_stopped=is_stopped)
    return Round(evaluated, noticed, escalated, sent, failed)


def deliver(
    store: Store, at: datetime, *, is_stopped: Callable[[], bool] = lambda: False
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Send what is due; one message fails alone. Returns the numbers of those that were taken, and of those that were not."""
    known = {one.name: one for one in channels.channels(store)}
    moment = at.astimezone(UTC).replace(tzinfo=None)
    messages.resume(store, moment, begun_before=moment - STALE)
    begun = time.monotonic()

    def clock() -> datetime:  # one slow receiver must not make the next message look as if it had been sent for long
        return moment + timedelta(seconds=time.monotonic() - begun)

    sent, failed = [], []
    for one in messages.due(store, moment):
        if is_stopped():
            break
        channel = known.get(one.channel)
        if channel is None:
            messages.cancel_one(store, one.message, clock(), sentence("'{name}' is told nothing any more.", name=one.channel))  # fmt: skip
            continue
        outdated = _outdated(store, channel, one)
        if outdated is not None:
            messages.cancel_one(store, one.message, clock(), outdated)
            continue
        if not messages.begin(store, one.message, clock()):
            continue
        failure = _tried(channel.way, one)
        messages.end(store, one.message, clock(), failure)
        (sent if failure is None else failed).append(one.message)
        if failure is None and channel.is_deciding and one.episode and one.reason in ("level", "escalation"):
            episodes.act(store, one.episode, "inform", who=WHO, at=clock())
    return tuple(sent), tuple(failed)


def _outdated(store: Store, channel: Channel, one: Message) -> Sentence | None:
    """Why a message that waited is no longer true, or no longer for its recipient; None where it is."""
    if one.address and one.address not in channel.addresses:
        return sentence("{address} is no longer told this way.", address=one.address)
    if not one.episode:
        return None
    held = episodes.one(store, one.episode)
    if one.reason == "escalation" and not held.needs_someone:
        return sentence("Somebody has taken the episode in hand.")
    if held.level < one.level:
        return sentence("The episode is no longer of that level.")
    if held.verdict == "false" and held.closed_at is not None and held.closed_at >= held.level_at:
        return sentence("Somebody has closed the episode as a false alarm.")
    return None


def _tried(way: str, one: Message) -> Sentence | None:
    """Try to send a message; None where it was taken, else why not."""
    try:
        sending.send(way, address=one.address, subject=one.subject, body=f"{one.body}\n\n#{one.message}")
    except Refusal as refusal:
        return refusal.sentence
    except Exception:  # a service's own fault: the message waits for its next attempt, the others go on
        log.exception("message %s", one.message)
        return sentence("The message could not be sent: the log of the server says why.")
    return None


def test_channel(store: Store, name: str, at: datetime) -> tuple[int, ...]:
    """Put a test message to each address of a channel into the outbox, due at once; returns their numbers.

    Raises Refusal for an unknown channel.
    """
    require(current(), APPROVER)
    channel = next((one for one in channels.channels(store) if one.name == name), None)
    if channel is None:
        raise Refusal("Nobody called '{name}' is told of anything.", name=name)
    moment = at.astimezone(UTC).replace(tzinfo=None)
    subject, body = texts.test(channel.name, channel.language)
    put = []
    with store.writing() as cursor:
        for address in channel.addresses or ("",):
            put.append(
                messages.add(
                    cursor, episode=0, brand="", level=0, reason="test", channel=name, address=address, subject=subject,
                    body=body, due_at=moment, at=moment,
                )
            )  # fmt: skip
    return tuple(number for number in put if number is not None)
