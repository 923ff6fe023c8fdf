"""Sends the reports that wait in the outbox: one e-mail per address, with the files attached.

Nothing is sent while no mail server is known (watch/secrets.py). An address that took its report is not sent it again when
another one failed; what was not taken is tried again after a while, and the screen of the reports says why.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.reports import outbox
from data.reports.outbox import Delivery, File
from data.sentences import Refusal, Sentence, sentence
from data.store import Store
from watch import secrets, sending

log = logging.getLogger(__name__)

RETRY = timedelta(minutes=15)  # after an attempt that failed
PAGE, TEXT = "text/html", "text/plain"  # the bodies of the mail; all else is attached


def send_waiting(
    store: Store, at: datetime, *, is_stopped: Callable[[], bool] = lambda: False
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Send what waits. Returns the numbers of the deliveries that everybody took, and of the others. `at`: with its zone."""
    waiting = outbox.waiting(store)
    try:
        if not waiting or "MAIL" not in secrets.known():
            return (), ()
    except Refusal:  # secrets that cannot be read: the screens say so
        return (), ()
    moment = at.astimezone(UTC).replace(tzinfo=None)
    sent, failed = [], []
    for one in waiting:
        if is_stopped():
            break
        if one.reason is not None and one.changed_at > moment - RETRY:
            continue
        reason = _send(store, one, moment)
        if reason is None:
            outbox.settle(store, one.delivery, "sent")
            sent.append(one.delivery)
        else:
            outbox.postpone(store, one.delivery, moment, reason)
            failed.append(one.delivery)
    return tuple(sent), tuple(failed)


def _send(store: Store, one: Delivery, moment: datetime) -> Sentence | None:
    """Send a delivery to each address that has not taken it; None where all of them have, else why one has not."""
    files = outbox.files(store, one.delivery)
    reason = None
    with tempfile.TemporaryDirectory(prefix="mail-", dir=store.work) as folder:
        attached = [_written(Path(folder), file) for file in files if file.media_type not in (PAGE, TEXT)]
        for address in one.addresses:
            if address in outbox.sent_to(store, one.delivery):
                continue
            try:
                sending.send(
                    "mail", address=address, subject=one.subject, body=_body(files, TEXT) or one.subject,
                    page=_body(files, PAGE), attached=attached,
                )  # fmt: skip
            except Refusal as refusal:
                reason = sentence("Not sent to {address}: {reason}", address=address, reason=refusal.sentence)
                continue
            except Exception:  # one address fails alone: logged whole
                log.exception("delivery %s", one.delivery)
                told = sentence("The message could not be sent: the log of the server says why.")
                reason = sentence("Not sent to {address}: {reason}", address=address, reason=told)
                continue
            outbox.note_sent(store, one.delivery, address, moment)
    return reason


def _written(folder: Path, file: File) -> Path:
    path = folder / Path(file.name).name
    path.write_bytes(file.content)
    return path


def _body(files: tuple[File, ...], media_type: str) -> str:
    return next((file.content.decode() for file in files if file.media_type == media_type), "")
