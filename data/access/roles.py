"""Whom the owner gave which role: the table [roles] of secrets.toml, by e-mail address or by group of the provider.

    [roles]
    group_claim = "groups"         # the claim that lists a person's groups; 'groups' when left out
    unknown = "none"               # whoever has no role: none (the default) or viewer

    [roles.approver]
    people = ["claire@example.org"]
    groups = ["communication"]

The list of the settings gives roles by e-mail address too; what the file says of an address wins over it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data.access.acting import NOBODY, RANKS, ROLES, VIEWER
from data.sentences import Refusal

OF_THE_LIST = {"reader": "viewer", "owner": "approver"}  # as the list named them before there was a sign-in
_LEAST_SECRET = 32  # characters


@dataclass(frozen=True)
class Given:
    """A role, and who has it: addresses in lower case, names of groups."""

    role: str
    people: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True)
class Roles:
    """`unknown`: the role of whoever is in no list: viewer, or nobody."""

    given: tuple[Given, ...] = ()
    group_claim: str = "groups"
    unknown: str = NOBODY


@dataclass(frozen=True)
class Secrets:
    """`auth`: the table of the sign-in, {} without one."""

    auth: Mapping[str, Any]
    roles: Roles


_read: dict[Path, tuple[object, dict[str, Any]]] = {}  # file -> its state, and what it said


def secrets(files: Iterable[Path]) -> Secrets:
    """What the files say of the sign-in, the later ones over the earlier; read again once one has changed.

    Raises Refusal for a file that cannot be read, or says what means nothing.
    """
    whole: dict[str, Any] = {}
    for path in files:
        whole.update(_of_file(path))
    auth, roles = whole.get("auth", {}), whole.get("roles", {})
    if not isinstance(auth, dict):
        raise Refusal("[auth] of the secrets is no table: see docs/sign-in.md.")
    if roles and not auth:
        raise Refusal("The secrets hold [roles] without [auth]: nobody can sign in. Add [auth], or leave [roles] out.")
    if auth and len(str(auth.get("cookie_secret", ""))) < _LEAST_SECRET:
        raise Refusal(
            "The cookie_secret of [auth] has fewer than {least} characters, which can be guessed: write a random one, "
            "such as that of 'openssl rand -hex 32'.",
            least=_LEAST_SECRET,
        )
    if auth and not _is_address(auth.get("redirect_uri")):
        raise Refusal(
            "The redirect_uri of [auth] is '{address}': write the whole address of this dashboard that the provider sends "
            "people back to, such as https://reputation.example.org/oauth2callback.",
            address=str(auth.get("redirect_uri", "")),
        )
    return Secrets(auth, _roles(roles))


def _is_address(text: object) -> bool:
    try:
        address = urlsplit(text) if isinstance(text, str) else None
        return address is not None and address.scheme in ("http", "https") and bool(address.hostname)
    except ValueError:
        return False


def _of_file(path: Path) -> dict[str, Any]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return {}
    state = (found.st_mtime_ns, found.st_size, found.st_ino)
    known = _read.get(path)
    if known is None or known[0] != state:
        try:
            known = (state, tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:  # the reason may quote the file: it stays out of the sentence
            raise Refusal("The file {name} of secrets cannot be read: it is not valid TOML, or not readable.", name=path.name) from error  # fmt: skip
        _read[path] = known
    return known[1]


def _roles(table: Any) -> Roles:
    if not isinstance(table, dict):
        raise Refusal("[roles] of the secrets is no table: see docs/sign-in.md.")
    unknown = table.get("unknown", "none")
    if unknown not in ("none", VIEWER):
        raise Refusal("'{value}' is not valid for unknown in [roles]: use none or viewer.", value=str(unknown))
    given = []
    for name, one in table.items():
        if name in ("group_claim", "unknown"):
            continue
        if name not in ROLES or not isinstance(one, dict) or set(one) - {"people", "groups"}:
            raise Refusal(
                "'{name}' in [roles] means nothing here: write [roles.viewer], [roles.analyst] or [roles.approver], each "
                "with people and groups.",
                name=str(name),
            )
        people, groups = (_texts(name, key, one.get(key, [])) for key in ("people", "groups"))
        given.append(Given(name, frozenset(text.strip().lower() for text in people), frozenset(groups)))
    return Roles(tuple(given), str(table.get("group_claim", "groups")), NOBODY if unknown == "none" else VIEWER)


def _texts(role: str, key: str, found: Any) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Refusal("{key} of [roles.{role}] is no list of texts.", key=key, role=role)
    return found


def role_of(roles: Roles, claims: Mapping[str, Any], listed: Mapping[str, str]) -> str:
    """The role of a person by what the provider says of them: by address in the file, else by address in the list of the
    settings, else by group, else that of the unknown. Of several the highest.

    An address that the provider declares unverified proves nothing.
    """
    address = address_of(claims)
    if address:
        named = [one.role for one in roles.given if address in one.people]
        if named:
            return max(named, key=RANKS.__getitem__)
        if address in listed:
            role = OF_THE_LIST.get(listed[address], listed[address])
            return role if role in ROLES else NOBODY
    told = claims.get(roles.group_claim)
    groups = {str(one) for one in told} if isinstance(told, list | tuple) else {str(told)} if told else set()
    return max((one.role for one in roles.given if groups & one.groups), key=RANKS.__getitem__, default=roles.unknown)


def address_of(claims: Mapping[str, Any]) -> str:
    """The e-mail address in lower case; '' where there is none, or an unverified one."""
    if claims.get("email_verified") in (False, "false"):
        return ""
    return str(claims.get("email") or "").strip().lower()
