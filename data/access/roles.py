"""Whom the owner gave which role: the table [roles] of secrets.toml, by e-mail address or by group of the provider.

    [roles]
    group_claim = "groups"         # the claim that lists a person's groups; 'groups' when left out
    unknown = "none"               # whoever has no role: none (the default) or viewer

    [roles.approver]
    people = ["claire@example.org"]
    groups = ["communication"]

    [[roles.limited]]              # viewers of some brands alone
    brands = ["Renault", "Dacia"]
    people = ["partner@agency.example"]
    groups = ["agency"]

The list of the settings gives roles by e-mail address too; what the file says of an address wins over it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data.access.acting import NOBODY, RANKS, ROLES, VIEWER
from data.sentences import Refusal

OF_THE_LIST = {"reader": "viewer", "owner": "approver"}  # as the list named them before there was a sign-in
PROGRAM = Path(__file__).parents[2]
_LEAST_SECRET = 32  # characters


@dataclass(frozen=True)
class Given:
    """A role, and who has it: addresses in lower case, names of groups."""

    role: str
    people: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True)
class Limit:
    """Brands, and who sees these alone: addresses in lower case, names of groups."""

    brands: frozenset[str]
    people: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True)
class Roles:
    """`unknown`: the role of whoever is in no list: viewer, or nobody."""

    given: tuple[Given, ...] = ()
    limits: tuple[Limit, ...] = ()
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


def of_this_machine() -> Secrets:
    """What the files of this machine say: that of EREPUTATION_SECRETS, else those where Streamlit looks, whose working folder
    is mostly that of the program. Raises Refusal."""
    named = os.environ.get("EREPUTATION_SECRETS")
    places = [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), PROGRAM, Path())]
    return secrets([Path(named)] if named else places)


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
        if name in ("group_claim", "unknown", "limited"):
            continue
        if isinstance(one, dict) and "brands" in one:
            raise Refusal(
                "brands stands in [roles.{name}]: write a [[roles.limited]] with brands, people and groups. Whoever is in it "
                "is a viewer of these brands; analysts and approvers see every brand.",
                name=str(name),
            )
        if name not in ROLES or not isinstance(one, dict) or set(one) - {"people", "groups"}:
            raise Refusal(
                "'{name}' in [roles] means nothing here: write [roles.viewer], [roles.analyst] or [roles.approver], each "
                "with people and groups.",
                name=str(name),
            )
        people, groups = (_texts(name, key, one.get(key, [])) for key in ("people", "groups"))
        given.append(Given(name, frozenset(text.strip().lower() for text in people), frozenset(groups)))
    return Roles(
        tuple(given),
        _limits(table.get("limited", [])),
        str(table.get("group_claim", "groups")),
        NOBODY if unknown == "none" else VIEWER,
    )


def _limits(tables: Any) -> tuple[Limit, ...]:
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise Refusal("limited in [roles] is no list of tables: write [[roles.limited]], in double brackets.")
    found = []
    for one in tables:
        if "role" in one:
            raise Refusal(
                "A [[roles.limited]] has a role: whoever is limited is a viewer, as analysts and approvers write what every "
                "brand shares. Leave role out."
            )
        if "brands" not in one or set(one) - {"brands", "people", "groups"}:
            raise Refusal("A [[roles.limited]] has brands, people and groups, and nothing else; brands must be there.")
        brands, people, groups = (_texts("limited", key, one.get(key, [])) for key in ("brands", "people", "groups"))
        if not people and not groups:
            raise Refusal("A [[roles.limited]] names nobody: give it people or groups.")
        found.append(Limit(frozenset(brands), frozenset(text.strip().lower() for text in people), frozenset(groups)))
    return tuple(found)


def _texts(role: str, key: str, found: Any) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Refusal("{key} of [roles.{role}] is no list of texts.", key=key, role=role)
    return found


def role_of(roles: Roles, claims: Mapping[str, Any], listed: Mapping[str, str]) -> str:
    """The role of a person by what the provider says of them: by address in the file, else by address in the list of the
    settings, else by group, else that of the unknown. Of several the highest; of whoever is limited, that of a viewer.

    An address that the provider declares unverified proves nothing.
    """
    address, groups = address_of(claims), _groups(roles, claims)
    if brands_of(roles, claims) is not None:
        is_proved = any(address in one.people or groups & one.groups for one in roles.limits)
        return VIEWER if is_proved or _role(roles, address, groups, listed) != NOBODY else NOBODY
    return _role(roles, address, groups, listed)


def _role(roles: Roles, address: str, groups: set[str], listed: Mapping[str, str]) -> str:
    if address:
        named = [one.role for one in roles.given if address in one.people]
        if named:
            return max(named, key=RANKS.__getitem__)
        if address in listed:
            role = OF_THE_LIST.get(listed[address], listed[address])
            return role if role in ROLES else NOBODY
    return max((one.role for one in roles.given if groups & one.groups), key=RANKS.__getitem__, default=roles.unknown)


def brands_of(roles: Roles, claims: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The brands that a person may see, in order; None: every brand.

    Limits by address count before those by group; of several the brands are added. A limit by group is lifted by a role that
    the file gives by address, and by nothing else: neither by another group nor by the list of the settings. A limit by
    address is lifted by nothing. An address that is unverified gives nothing, but it limits.
    """
    said = str(claims.get("email") or "").strip().lower()
    named = [one for one in roles.limits if said and said in one.people]
    if not named:
        address, groups = address_of(claims), _groups(roles, claims)
        if address and any(address in one.people for one in roles.given):
            return None
        named = [one for one in roles.limits if groups & one.groups]
    return tuple(sorted(frozenset().union(*(one.brands for one in named)))) if named else None


def unknown_brands(roles: Roles, known: Iterable[str]) -> tuple[str, ...]:
    """The brands of limits that a store does not know by these names: they give nothing."""
    named = frozenset().union(*(one.brands for one in roles.limits))
    return tuple(sorted(named - frozenset(known)))


def _groups(roles: Roles, claims: Mapping[str, Any]) -> set[str]:
    told = claims.get(roles.group_claim)
    return {str(one) for one in told} if isinstance(told, list | tuple) else {str(told)} if told else set()


def address_of(claims: Mapping[str, Any]) -> str:
    """The e-mail address in lower case; '' where there is none, or an unverified one."""
    if claims.get("email_verified") in (False, "false"):
        return ""
    return str(claims.get("email") or "").strip().lower()
