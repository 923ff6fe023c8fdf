"""A file that fails for a reason that nobody foresaw: it fails alone, with a receipt that names it.

A damaged file makes its readers raise what they like, a disk is full, a folder may not be written to: the log keeps the
traceback, the person gets a sentence, and the next file has its turn.
"""

from __future__ import annotations

import errno
import logging

import duckdb

from data import ledger
from data.sentences import Refusal, sentence
from data.store import Store
from loaders.plan import Request
from loaders.reading import file as file_reader
from loaders.receipt import Receipt

log = logging.getLogger(__name__)

# of the machine: the same file may be loaded once they are over
_PASSING = tuple(
    getattr(errno, name, None)  # some are of some systems alone
    for name in (
        "ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "ENOMEM", "EMFILE", "ENFILE", "ESTALE", "ETIMEDOUT",
    )
)  # fmt: skip
_OF_THE_STORE = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.ConnectionException)


def receipt_of(request: Request, error: Exception) -> Receipt:
    """The receipt of a file that could not be read, or not be written down. Call it where the error is handled."""
    if not isinstance(error, Refusal):
        log.exception("%s", request.name)
    try:
        sha256, size = file_reader.fingerprint(request.path)
    except OSError:  # a folder, a file that is gone or that this program may not read
        sha256, size = "unread", 0
    if isinstance(error, Refusal):
        reason = error.sentence
    elif may_pass(error):
        reason = sentence(
            "{name} could not be loaded: {error}. Nothing of it was loaded, and the file itself may be sound: load it again "
            "once that is over; the log of the server holds the details.",
            name=request.name,
            error=_in_brief(error),
        )
    else:
        reason = sentence(
            "{name} could not be read: {error}. Nothing of it was loaded, and other files are not affected. Export it "
            "again, or save it as CSV UTF-8; the log of the server holds the details.",
            name=request.name,
            error=_in_brief(error),
        )
    return Receipt(request.name, sha256, size, "refused", reason=reason, may_pass=may_pass(error))


def may_pass(error: Exception) -> bool:
    """Whether an error is the machine's, not the file's: a full disk, a folder without rights, too little memory."""
    if isinstance(error, OSError):
        return error.errno is not None and error.errno in _PASSING
    return isinstance(error, (MemoryError, *_OF_THE_STORE))


def list_refused(store: Store, request: Request, receipt: Receipt) -> None:
    """List a refused file in the ledger, where the ledger can be written."""
    assert receipt.reason is not None
    try:
        ledger.refuse(
            store,
            sha256=receipt.sha256,
            name=request.name,
            size=receipt.bytes,
            reason=receipt.reason,
            who=request.who,
            origin=request.origin,
        )
    except Exception:  # the receipt says what became of the file; the ledger may be what failed
        log.exception("%s is not listed as refused", request.name)


def _in_brief(error: Exception) -> str:
    """What an error says, on one line and without the path of a temporary copy."""
    known = isinstance(error, OSError) and error.strerror
    text = str(known) if known else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:200]
