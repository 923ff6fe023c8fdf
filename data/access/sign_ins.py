"""Sign-ins, in our own store: each ends when its token does, when the person signs out, or when the owner ends it.

Streamlit's cookie lives for 30 days and is read once, when a tab connects: what it says is looked up here at every run and
every write. A sign-in is known by a hash of all that the provider said of it, so that a copy of its cookie ends with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from data.access import log
from data.access.acting import NOBODY, Actor, acting, program
from data.access.roles import Roles, address_of, brands_of, role_of
from data.store import Store, insert, now

GUARD = program("sign-in")
SEEN_EVERY = timedelta(minutes=15)  # how exactly it is known when somebody was last here
LONGEST_NAME = 200  # characters
EVERYONE = "*"  # the row that ends whatever began before it
_NOT_CLAIMS = ("is_logged_in", "provider", "tokens", "origin")  # what Streamlit adds


@dataclass(frozen=True)
class SignIn:
    """`state`: open | absent (nobody signed in) | expired | ended (signed out) | unknown (a person without a role) |
    unsound (the provider says too little). `ends_at` in UTC."""

    state: str
    who: Actor
    key: str = ""
    ends_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def look(store: Store, claims: Mapping[str, Any], roles: Roles, listed: Mapping[str, str]) -> SignIn:
    """What a sign-in is worth now. `claims`: what its cookie says; `listed`: address -> role of the settings.

    The first look writes it down, and so does a change of its role.
    """
    if not claims.get("is_logged_in"):
        return SignIn("absent", Actor("", NOBODY))
    subject, issuer, ends_at = claims.get("sub"), claims.get("iss"), _moment(claims.get("exp"))
    if not subject or not issuer or ends_at is None:
        return SignIn("unsound", Actor("", NOBODY))
    name = "".join(sign for sign in address_of(claims) or str(subject) if sign.isprintable())[:LONGEST_NAME]
    key = key_of(claims)
    nobody = Actor(name, NOBODY, f"{issuer} {subject}")
    rows = store.rows("select role, ended_at, seen_at from sign_ins where sign_in = ?", [key])
    if (rows and rows[0]["ended_at"] is not None) or _began(claims) <= _everyone_ended(store):
        return SignIn("ended", nobody, key, ends_at)
    if now() >= ends_at:
        return SignIn("expired", nobody, key, ends_at)
    who = Actor(name, role_of(roles, claims, listed), nobody.subject, brands_of(roles, claims))
    if store.read_only:  # its disk takes no sign-in either
        pass
    elif not rows or rows[0]["role"] != granted(who):
        _note(store, key, who, claims, ends_at, is_new=not rows)
    elif now() - rows[0]["seen_at"] > SEEN_EVERY:
        with acting(GUARD), store.writing() as cursor:
            cursor.execute("update sign_ins set seen_at = ? where sign_in = ?", [now(), key])
    return SignIn("open" if who.role != NOBODY else "unknown", who, key, ends_at)


def granted(who: Actor) -> str:
    """The role of a person, with the brands that it is limited to, as the log and the list of sign-ins hold it."""
    return who.role if who.brands is None or who.role == NOBODY else f"{who.role} of {', '.join(who.brands) or '—'}"


def key_of(claims: Mapping[str, Any]) -> str:
    """What a sign-in is known by."""
    said = {name: value for name, value in claims.items() if name not in _NOT_CLAIMS}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def end(store: Store, one: SignIn) -> None:
    """End a sign-in: every tab and every copy of its cookie is signed out from now on."""
    with acting(GUARD), store.writing() as cursor:
        cursor.execute("update sign_ins set ended_at = ? where sign_in = ? and ended_at is null", [now(), one.key])
        log.append(cursor, one.who, [("sign-out", {}, {}, {})])


def end_all(store: Store, email: str) -> int:
    """End every sign-in of an address. Returns how many were open."""
    with acting(GUARD), store.writing() as cursor:
        found = cursor.execute(
            "update sign_ins set ended_at = ? where email = ? and ended_at is null and ends_at > ?",
            [now(), email.strip().lower(), now()],
        ).fetchone()
        assert found is not None
        log.append(cursor, GUARD, [("sign-ins ended", {"email": email.strip().lower()}, {}, {})])
    return int(found[0])


def is_somebody_in(store: Store) -> bool:
    """Whether a sign-in is not over yet."""
    return bool(store.value("select 1 from sign_ins where ended_at is null and ends_at > ? limit 1", [now()]))


def end_everyone(store: Store) -> None:
    """End every sign-in that began until now, also those that this store does not know: one that was restored has
    forgotten who signed out since its backup."""
    at = now()
    with acting(GUARD), store.writing() as cursor:
        cursor.execute("update sign_ins set ended_at = ? where ended_at is null", [at])
        cursor.execute("delete from sign_ins where sign_in = ?", [EVERYONE])
        row = {"sign_in": EVERYONE, "issuer": "", "subject": "", "email": "", "role": NOBODY}
        insert(cursor, "sign_ins", {**row, "began_at": at, "ends_at": at, "seen_at": at, "ended_at": at})
        log.append(cursor, GUARD, [("sign-ins ended", {"of": "everyone"}, {}, {})])


def _began(claims: Mapping[str, Any]) -> datetime:
    """When the token was issued, in UTC; long ago where it does not say."""
    return _moment(claims.get("iat")) or datetime(1970, 1, 1)


def _moment(claimed: object) -> datetime | None:
    """A moment of a token in UTC; None for what is none, whatever a provider says."""
    if isinstance(claimed, bool) or not isinstance(claimed, int | float):
        return None
    try:
        return datetime.fromtimestamp(claimed, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):  # not a number, or beyond the calendar
        return None


def _everyone_ended(store: Store) -> datetime:
    return store.value("select ended_at from sign_ins where sign_in = ?", [EVERYONE]) or datetime.min


def _note(
    store: Store, key: str, who: Actor, claims: Mapping[str, Any], ends_at: datetime, *, is_new: bool
) -> None:  # fmt: skip
    with acting(GUARD), store.writing() as cursor:
        # asked again: another tab may have written it down meanwhile
        found = cursor.execute("select role from sign_ins where sign_in = ?", [key]).fetchone()
        if found is None:
            row = {"sign_in": key, "issuer": str(claims["iss"]), "subject": str(claims["sub"]), "email": who.name}
            row |= {"role": granted(who), "began_at": now(), "ends_at": ends_at, "seen_at": now()}
            insert(cursor, "sign_ins", row)
        elif found[0] != granted(who):
            cursor.execute("update sign_ins set role = ?, seen_at = ? where sign_in = ?", [granted(who), now(), key])
        else:
            return
        before = {} if is_new or found is None else {"role": found[0]}
        action = "sign-in" if found is None else "change of role"
        log.append(
            cursor,
            who,
            [(action if who.role != NOBODY else f"{action} without a role", {}, before, {"role": granted(who)})],
        )
