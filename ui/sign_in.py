"""The sign-in of a visitor: who it is by the provider and by our own store, and the page of whoever may not look.

Without [auth] in the secrets there is none: the one user of this machine may do everything. With it, whoever draws a
screen, a dialog or a part of one asks here first, and the store asks again at every write (data/access).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data.access import acting, roles, sign_ins
from data.access.acting import ANALYST, APPROVER, Actor
from data.access.sign_ins import SignIn
from data.decisions.log import in_force
from data.sentences import Refusal, Sentence, sentence
from data.store import Store
from ui import browser, identity, limits, session, table_columns, web
from ui.session import say, say_code
from ui.view import url
from wording.markdown import escaped

OPEN = "EREPUTATION_OPEN_TO_ALL"
HOSTS = "EREPUTATION_HOSTS"  # more host names that are answered
LOCAL = "local user"  # whoever sits at a machine without a sign-in, until they say a name
RETURN = "e-reputation-return"  # cookie: the link that led to the sign-in
LONGEST_LINK = 1500  # characters
_signed_in_once = False
_BACK = "came back from the sign-in"
WATCHED_EVERY = 20  # seconds: how long a tab that nobody touches may outlive its sign-in


def files() -> list[Path]:
    """Where the secrets lie: at EREPUTATION_SECRETS, else where Streamlit looks for them."""
    named = os.environ.get("EREPUTATION_SECRETS")
    return [Path(named)] if named else [Path(one) for one in st.get_option("secrets.files")]


def is_configured() -> bool:
    """Whether people sign in here. Secrets that cannot be read let nobody in, and where people signed in once, secrets that
    are gone do not let everybody in."""
    global _signed_in_once
    try:
        found = bool(roles.secrets(files()).auth)
    except Refusal:
        return True
    _signed_in_once = _signed_in_once or (found and acting.is_served())
    return found or _signed_in_once


def is_closed() -> bool:
    """Whether others than this machine reach a dashboard without a sign-in, and nobody said that they may."""
    return not is_configured() and not is_open_to_all() and not web.is_loopback(st.get_option("server.address") or "")


def who_may_come(address: str | None) -> Sentence:
    """Whom a server at an address answers, in a sentence. Raises Refusal for secrets that mean nothing, and for an address
    that others reach while nobody signs in, unless the owner said so in so many words."""
    if roles.secrets(files()).auth:
        return sentence("People sign in here; docs/sign-in.md says how their roles are given.")
    if web.is_loopback(address or ""):
        return sentence("Nobody signs in here: only this machine is answered, and whoever uses it may do everything.")
    if is_open_to_all():
        return sentence(
            "OPEN TO EVERYONE: whoever reaches this address may read and change everything, without a sign-in."
        )
    raise Refusal(
        "Without a sign-in only this machine is answered, and {address} can be reached by others. Add [auth] to "
        ".streamlit/secrets.toml (docs/sign-in.md), serve 127.0.0.1, or say {open}=yes to let whoever reaches the address "
        "read and change everything.",
        address=address or "0.0.0.0",
        open=OPEN,
    )


def is_open_to_all() -> bool:
    """Whether the owner said in so many words that nobody needs to sign in."""
    return os.environ.get(OPEN, "").strip().lower() == "yes"


def origin_and_hosts() -> tuple[str | None, tuple[str, ...]]:
    """The one address where a sign-in counts (None: without a sign-in), and the host names that are answered; (): any."""
    allowed = tuple(
        one.lower() for one in (*(st.get_option("server.allowedHosts") or ()), *os.environ.get(HOSTS, "").split())
    )
    try:
        auth = roles.secrets(files()).auth
    except Refusal:  # nobody is let in
        return None, allowed
    if auth:
        address = urlsplit(str(auth.get("redirect_uri", "")))
        return f"{address.scheme}://{address.netloc}", ((address.hostname or "").lower(), *allowed)
    return None, (*web.LOOPBACK, *allowed) if web.is_loopback(st.get_option("server.address") or "") else allowed


def visitor(store: Store, claims: Mapping[str, Any] | None = None) -> SignIn:
    """The sign-in of this session, or of these claims, as it is now. Raises Refusal for secrets that cannot be read."""
    listed = {address: one.value for address, one in in_force(store, "person").items()}
    return sign_ins.look(store, _claims() if claims is None else claims, given(), listed)


def given() -> roles.Roles:
    """What the secrets say of roles. Raises Refusal for secrets that cannot be read."""
    return roles.secrets(files()).roles


def _claims() -> dict[str, Any]:
    """What the cookie says of the visitor, as it was when this tab connected."""
    ctx = get_script_run_ctx(suppress_warning=True)
    return dict(ctx.user_info) if ctx is not None else {}


def captured() -> Callable[[], Actor]:
    """Tells who the visitor of this run is at a later moment, in a thread without a visitor."""
    if not is_configured():
        who = acting.current()
        return lambda: who
    claims = _claims()
    return lambda: visitor(session.main_store(), claims).who


def acting_visitor() -> Actor | None:
    """Who acts in the thread of a run; None in any other thread."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    if not is_configured():
        return acting.STRANGER if is_closed() else Actor(identity.given() or LOCAL, APPROVER)
    try:
        return visitor(session.main_store()).who
    except (Refusal, RuntimeError):
        return acting.STRANGER


def is_admitted(opener: Callable[[], Store]) -> bool:
    """Whether the visitor may look; a store that cannot be opened shows nothing either."""
    if not is_configured():
        return not is_closed()
    try:
        return visitor(opener()).is_open
    except Exception:  # what it is, the screen says
        return False


def may(role: str) -> bool:
    """Whether the visitor may do what a role may."""
    return acting.current().may(role)


def fragment(draw: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """As st.fragment; a run of the fragment alone asks first whether its visitor is still signed in."""

    @wraps(draw)
    def drawn(*given: Any, **named: Any) -> Any:
        _still_here()
        return draw(*given, **named)

    return st.fragment(drawn, **options)


def dialog(title: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As st.dialog; a run of the dialog alone asks first whether its visitor is still signed in."""

    def decorated(draw: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(draw)
        def drawn(*given: Any, **named: Any) -> Any:
            _still_here()
            return draw(*given, **named)

        return st.dialog(title, **options)(drawn)

    return decorated


def shown(name: str) -> str:
    """An address or a name in a sentence: as code, which becomes no link."""
    return f"`{name.replace('`', chr(39))}`"


def _still_here() -> None:
    if is_configured() and (not is_admitted(session.main_store) or limits.is_other(acting.current())):
        st.rerun()


def watch() -> None:
    """End the tab soon after its sign-in, though nobody touches it; call once per run."""
    if is_configured():
        st.fragment(_still_here, run_every=WATCHED_EVERY)()


def come_back(pages: Mapping[str, Any]) -> None:
    """Show what the link said that led to the sign-in: the provider comes back to the first screen. `pages`: by address."""
    if _BACK in st.session_state or not is_configured():
        return
    st.session_state[_BACK] = True
    screen, _, query = str(browser.remembered(RETURN)).partition("?")
    if not (screen or query) or st.query_params:
        return
    browser.remember(RETURN, "")
    url.replace(dict(parse_qsl(query)))
    st.switch_page(pages.get(screen, pages[""]))


def page(store: Store, screen: str) -> None:
    """What somebody who is not signed in sees: why, and how to come in. `screen`: its address. Raises Refusal for secrets that cannot be read, and
    where others than this machine reach a dashboard without a sign-in."""
    if is_closed():
        who_may_come(st.get_option("server.address"))
    link = quote(f"{screen}?{urlencode(st.query_params.to_dict())}"[:LONGEST_LINK])
    browser.tell(cookies=[f"{RETURN}={link}; path=/; max-age=600; SameSite=Lax"])
    found = visitor(store)
    with st.container(border=True, width=460, key="sign in"):
        st.subheader(say("Sign in"), anchor=False)
        if found.state == "unknown":
            st.markdown(
                say(
                    "You are signed in as {who}, but nobody has given this address a role here. Ask whoever runs this "
                    "dashboard, then open it again.",
                    who=shown(found.who.name),
                )
            )
            st.button(say("Sign out"), on_click=lambda: leave(store))
            return
        if found.state == "expired":
            assert found.ends_at is not None
            st.markdown(
                say("Your sign-in ended at {time}. Sign in again.", time=table_columns.local_times([found.ends_at])[0])
            )
        elif found.state == "ended":
            st.markdown(say("You are signed out, in every tab of this browser."))
        elif found.state == "unsound":
            st.markdown(
                say(
                    "The sign-in said too little to be trusted (who, by whom, until when). Ask whoever runs this dashboard."
                )
            )
        else:
            st.markdown(say("This dashboard is for the people of the organisation. Sign in to see it."))
        for name in _providers():
            label = say("Sign in") if name is None else say("Sign in with {name}", name=escaped(name.capitalize()))
            if st.button(label, type="primary", key=f"sign in {name or ''}"):
                st.login(name)


def _providers() -> list[str | None]:
    """The providers of [auth] by name; None: the one that stands in [auth] itself."""
    auth = roles.secrets(files()).auth
    named = [name for name, one in auth.items() if isinstance(one, dict) and name != "client_kwargs"]
    return [*([None] if "client_id" in auth else []), *named]


def leave(store: Store) -> None:
    """End the sign-in of this browser, in every tab."""
    found = visitor(store)
    if found.key:
        sign_ins.end(store, found)
    st.logout()


def menu(store: Store) -> None:
    """Who is signed in, as what, and the way out; nothing where nobody signs in."""
    if not is_configured():
        return
    who = acting.current()
    with st.popover(escaped(who.name), icon=":material/person:", type="tertiary", help=say("Who is signed in")):
        st.markdown(say("You are signed in as {who}: {role}.", who=shown(who.name), role=say_code(who.role)))
        limits.explain(who)
        st.button(say("Sign out"), on_click=lambda: leave(store))


def may_upload(cookies: Mapping[str, str]) -> bool:
    """Whether the bytes of a file are taken from a browser, by the cookies of its request: they are kept in memory before
    any screen looks at them."""
    return _by_cookies(cookies, ANALYST) if is_configured() else not is_closed()


def may_look_after(cookies: Mapping[str, str]) -> bool:
    """Whether figures of the program are told to a browser elsewhere, by the cookies of its request: to approvers who are
    signed in."""
    return is_configured() and _by_cookies(cookies, APPROVER)


def actor_of(cookies: Mapping[str, str]) -> Actor:
    """Who acts in a request of a browser, by its cookies."""
    if is_configured():
        return _visitor_of(cookies)
    if is_closed():
        return acting.STRANGER
    return Actor(identity.cleaned(unquote(cookies.get(identity.COOKIE, ""))) or LOCAL, APPROVER)


def _by_cookies(cookies: Mapping[str, str], role: str) -> bool:
    return _visitor_of(cookies).may(role)


def _visitor_of(cookies: Mapping[str, str]) -> Actor:
    try:
        kept = get_cookie_with_chunks(lambda name: _signed(cookies, name), USER_COOKIE_NAME)
        claims = {} if kept is None else json.loads(kept)
        return visitor(session.main_store(), claims).who
    except (Refusal, RuntimeError, ValueError):
        return acting.STRANGER


def _signed(cookies: Mapping[str, str], name: str) -> bytes | None:
    value = cookies.get(name)
    return None if value is None else decode_signed_value(get_cookie_secret(), name, value.encode("latin-1"))
