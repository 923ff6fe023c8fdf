"""The secret of a store: made once, seen to be the one, lent to copies that derive or load (data/secret.py)."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import uuid
from pathlib import Path

from data import opening, secret
from data.ledger import sync_folder
from data.sentences import Refusal
from data.store import Store, insert, now


def ensure(store: Store, *, who: str) -> None:
    """Make the secret, where the store never had one; else see that it is the one. Raises Refusal where it is lost, or cannot
    be written."""
    if store.read_only:
        raise Refusal(store.why.text, **store.why.values)
    if _expected(store) is None:
        if secret.key_at(store.secret) is None:
            _make(store)
        store.take_secret()
        key = secret.key_at(store.secret)
        assert key is not None
        with store.writing() as cursor:
            insert(cursor, "settings", {"name": secret.CHECK, "value": _check(key), "set_at": now(), "set_by": who})
    verify(store)


def _make(store: Store) -> None:
    """Whole or not at all: a store does not open beside half a secret."""
    making = store.work / f"secret-{uuid.uuid4().hex}"
    try:
        handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        making.rename(store.secret)
        sync_folder(store.secret.parent)
    except OSError as error:
        making.unlink(missing_ok=True)
        raise (opening.refusal_of(error, store.path) or opening.unknown(error, store.path)) from error


def verify(store: Store) -> None:
    """Raises Refusal where names are kept under a secret that is missing, or another one. Nothing where there is none."""
    expected = _expected(store)
    if expected is None:
        return
    key = secret.key_at(store.secret)
    if key is None or not hmac.compare_digest(_check(key), expected):
        raise Refusal(
            "The secret under which names of people are kept is missing or another one: put {file} back beside the store, or "
            "its text into EREPUTATION_SECRET, and restart. Without it no author can be recognised: nothing was loaded.",
            file=store.secret.name,
        )


def lend(store: Store, copy: Path) -> None:
    """Put the secret beside a copy of the store, for a program that derives or loads in it; the caller removes it."""
    if store.secret.is_file():
        to = copy.with_suffix(".secret")
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(store.secret.read_bytes())


def _expected(store: Store) -> str | None:
    return store.value("select arg_max(value, rowid) from settings where name = ?", [secret.CHECK])


def _check(key: bytes) -> str:
    return hmac.new(key, b"check", hashlib.sha256).hexdigest()[:16]
