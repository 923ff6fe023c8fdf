"""What the server says and refuses around the screens: headers, host names, and doors that are for this machine alone.

Streamlit's own server sends no header of safety, and answers metrics and its host configuration to everyone.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.sentences import Refusal
from ui import browser

LOOPBACK = ("localhost", "127.0.0.1", "::1")
HEALTH = ("/api/healthz", "/_stcore/health")  # asked by whatever watches over the server, by any name of it
OF_THIS_MACHINE = ("/_stcore/metrics",)
OF_WHO_LOOKS_AFTER_IT = ("/api/metrics",)  # this machine, and approvers
UPLOADS = "/_stcore/upload_file/"
CLOSED = ("/_stcore/agent/", "/_stcore/script-health-check")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def policy(frames: Iterable[str]) -> str:
    """The Content-Security-Policy: our own scripts, pictures and connections alone. `frames`: who may show it in a frame."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), *browser.scripts()]
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit and plotly write styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' blob: data:",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {' '.join(frames) or chr(39) + 'none' + chr(39)}",
        )
    )


def frames(written: str) -> tuple[str, ...]:
    """The origins that may show the dashboard in a frame, from EREPUTATION_FRAMES. Raises Refusal for what is no origin."""
    found = tuple(written.split())
    for one in found:
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?", one):
            raise Refusal(
                "'{origin}' in EREPUTATION_FRAMES is no origin: write it as https://intranet.example.org, several with a "
                "space between them.",
                origin=one,
            )
    return found


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches a server at an address."""
    if address.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """Answers before Streamlit does where it must not, and adds the headers to whatever it answers.

    `frames`: the origins that may show it in a frame. `settings`: asked at every request, the one address of a dashboard
    with a sign-in, whose cookie counts there alone (None: it has none), and the names that are answered (() : any).
    `may_upload`: whether the bytes of a file are taken, by the cookies of a request. `may_look_after`: by them too, whether
    figures of the program are told to another machine. `answered`: told the status of each answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        frames: tuple[str, ...],
        settings: Callable[[], tuple[str | None, tuple[str, ...]]],
        may_upload: Callable[[dict[str, str]], bool],
        may_look_after: Callable[[dict[str, str]], bool],
        answered: Callable[[int], None],
    ) -> None:
        self.app = app
        self.settings = settings
        self.may_upload = may_upload
        self.may_look_after = may_look_after
        self.answered = answered
        self.headers = {
            "content-security-policy": policy(frames),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            **({} if frames else {"x-frame-options": "DENY"}),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            _, hosts = self.settings()
            if hosts and host_of(Headers(scope=scope).get("host", "")) not in hosts:
                await send({"type": "websocket.close", "code": 1008})
                return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.answered(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                if (self.settings()[0] or "").startswith(
                    "https:"
                ):  # Streamlit's cookies would be sent in the clear too
                    message["headers"] = [_secured(*pair) for pair in message["headers"]]
            await send(message)

        instead = self._instead(scope) or await self._refused(scope)
        await (instead or self.app)(scope, receive, sent)

    async def _refused(self, scope: Scope) -> ASGIApp | None:
        """What is answered to whoever may not, by the cookies of a request."""
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        if UPLOADS in scope["path"] and scope["method"] != "OPTIONS":
            if not await to_thread.run_sync(self.may_upload, cookies):
                return PlainTextResponse("sign in to load files", status_code=403)
        elif scope["path"].rstrip("/").endswith(OF_WHO_LOOKS_AFTER_IT):
            is_here = is_of_this_machine(scope, Headers(scope=scope))
            if not is_here and not await to_thread.run_sync(self.may_look_after, cookies):
                return PlainTextResponse("this machine and approvers are answered here", status_code=403)
        return None

    def _instead(self, scope: Scope) -> ASGIApp | None:
        """What is answered in place of Streamlit's own answer."""
        path, headers = scope["path"], Headers(scope=scope)
        if any(closed in path for closed in CLOSED):
            return PlainTextResponse("closed", status_code=404)
        if path.rstrip("/").endswith(OF_THIS_MACHINE) and not is_of_this_machine(scope, headers):
            return PlainTextResponse("only this machine is answered here", status_code=403)
        origin, hosts = self.settings()
        host = host_of(headers.get("host", ""))
        is_passed_on = any(name in headers for name in _FORWARDED)
        if origin is None and is_passed_on and set(hosts) == set(LOOPBACK) and not path.endswith(HEALTH):
            return PlainTextResponse(
                "a proxy passed this on, and nobody signs in here: see docs/sign-in.md", status_code=421
            )
        if path.endswith(HEALTH) or not hosts or host in hosts:
            if path.endswith("/_stcore/host-config") and scope["method"] == "GET":
                return JSONResponse(HOST_CONFIG, headers={"cache-control": "no-cache"})
            return None
        if origin is not None and scope["method"] == "GET":
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{origin}{path}{'?' if query else ''}{query}", status_code=307)
        return PlainTextResponse("this name is not answered", status_code=421)


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    is_open = name.lower() == b"set-cookie" and b"secure" not in value.lower()
    return name, value + b"; Secure" if is_open else value


HOST_CONFIG = {  # no parent page may send the app messages
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": False,
    "resourceCrossOriginMode": None,
}


def host_of(header: str) -> str:
    """The name in a Host header, in lower case and without a port; '' for what is none."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def is_of_this_machine(scope: Scope, headers: Headers) -> bool:
    """Whether a request was made on this machine, and not passed on by a proxy of it."""
    client = scope.get("client")
    return (
        client is not None
        and is_loopback(client[0])
        and is_loopback(host_of(headers.get("host", "")))
        and not any(name in headers for name in _FORWARDED)
    )
