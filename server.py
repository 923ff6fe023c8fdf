"""The dashboard behind one web server: compressed, with a health check, warm before the first visitor.

`python server.py [--port N] [--address A]` serves it; STREAMLIT_SERVER_PORT and STREAMLIT_SERVER_ADDRESS do as well.
Without a sign-in (docs/sign-in.md) it answers this machine alone, and refuses any other address unless told to in so many
words.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import re
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import anyio
import streamlit as st
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as PLAIN
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from commands.operation import metrics
from data.access import acting
from data.sentences import Refusal
from ui import sign_in, web

if TYPE_CHECKING:
    from data.store import Store

HERE = Path(__file__).parent

log = logging.getLogger(__name__)


def _open_store() -> None:
    """Open the store. If another program uses it, the screen says so."""
    acting.serve_others()
    from commands import background, drop_rounds, owner, report_rounds, watch_rounds
    from commands.operation import logs
    from commands.publishing import rounds as publishing
    from commands.safekeeping import rounds as housekeeping
    from data.store import StoreBusy
    from ui import session

    logs.begin()
    logging.getLogger().addHandler(metrics.Faults())
    try:
        store = session.open_store(owner.serve)
        if store.read_only:
            log.warning("%s", store.why)
            return
        background.Supervisor(store).begin()
        threading.Thread(target=_follow, args=(store,), daemon=True).start()
        if os.environ.get("EREPUTATION_REPORTS", "").strip().lower() != "off":
            report_rounds.Rounds(store).begin()
        if os.environ.get("EREPUTATION_WATCH", "").strip().lower() != "off":
            watch_rounds.Rounds(store).begin()
        drop_rounds.Rounds(store).begin()
        housekeeping.Rounds(store).begin()
        publishing.Rounds(store).begin()
    except StoreBusy:
        log.warning("another program holds the store")
    except Refusal as refusal:  # the screens say so too, and open it once it can be
        log.error("%s", refusal)


def _close_store() -> None:
    """End the threads and close the store, once nobody is served any more."""
    from commands import background
    from commands.operation import stopping
    from ui import session

    try:
        store = session.main_store()
    except RuntimeError:  # none was opened
        return
    stopping.stop(store, background.running(store))


def _follow(store: Store) -> None:
    """Import what a first screen draws with, and have its figures computed now and after each write, in the background."""
    from commands.renewal import Renewal

    # else figures are computed when they are looked at
    is_renewing = os.environ.get("EREPUTATION_RENEWAL", "").strip().lower() != "off"
    renewal = Renewal(store, steps=lambda: _ahead(store), is_busy=metrics.is_drawing)
    if is_renewing:
        renewal.begin()
    import plotly.graph_objects  # noqa: F401

    from ui.figures import cached

    cached.warm_up()
    _leave_alone()
    if is_renewing:
        renewal.wanted()


def _ahead(store: Store) -> Iterable[Callable[[], object] | None]:
    from ui.figures import cached

    return cached.renewing(store)


YOUNG = 10_000  # objects more than were freed before the young ones are looked through for circles


def _leave_alone() -> None:
    """Have the collector of circles look at what is made from now on, not at the program again each time. Streamlit looks
    through everything after each run of a script, which took two fifths of the processor time of a view that was seen before
    (runner.postScriptGC); Python by itself collects when a quarter more is there than after the last time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


def _health() -> tuple[str, dict[str, object]]:
    """Whether the store answers and every thread lives, and what each of them says; the disk, and what waits to be sent."""
    from commands import background, mailbox, owner
    from data.backups import settings, shelf
    from data.derived import backlog
    from data.watch import messages
    from ui import session

    store = session.open_store(owner.serve)
    answers = store.value("select 1") == 1
    threads = background.supervised(store)
    last, at = shelf.latest(store.path), datetime.now(UTC)
    told: dict[str, object] = {
        "threads": threads,
        "backup": {
            "last_hours_ago": None if last is None else round((at - last.made_at).total_seconds() / 3600, 1),
            "is_missed": settings.is_missed(store, at),
        },
        "disk_free_bytes": shutil.disk_usage(store.path.parent).free,
        "is_read_only": store.read_only,
        "messages_waiting": messages.waiting(store),
        "requests_waiting": mailbox.waiting(store.path),
        "days_pending": backlog.pending(store),
    }
    if not answers:
        return "store does not answer", told
    return "ok" if all(one["alive"] for one in threads.values()) else "a thread has ended", told


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, bool]]:
    """Warm up, then serve."""
    await anyio.to_thread.run_sync(_open_store)
    yield {"ready": True}
    await anyio.to_thread.run_sync(_close_store)


async def health(_request: Request) -> JSONResponse:
    """200 when the store answers and every thread lives; what each of them says in any case."""
    try:
        status, told = await anyio.to_thread.run_sync(_health)
    except Exception:  # the outermost edge of this route: logged whole
        log.exception("health")
        status, told = "store does not answer", {}
    return JSONResponse({"status": status, **told}, status_code=200 if status == "ok" else 503)


def _metrics() -> bytes:
    from streamlit.runtime import get_instance

    from commands import owner
    from ui import session

    def sessions() -> int:
        return sum(int(one.value) for one in get_instance().stats_mgr.get_stats(["active_sessions"])["active_sessions"])

    return metrics.text(session.open_store(owner.serve), sessions=sessions)


async def figures(_request: Request) -> Response:
    """Figures of the program in the text format of Prometheus (ui/web.py says for whom)."""
    try:
        told = await anyio.to_thread.run_sync(_metrics)
    except Exception:  # the outermost edge of this route: logged whole
        log.exception("metrics")
        return PlainTextResponse("the store does not answer", status_code=503)
    return Response(told, media_type=PLAIN)


LONGEST = 1_000  # bytes of what a browser says that it took
FILE = re.compile(r"[\w.-]{1,150}\.(png|svg)")


def _note(cookies: dict[str, str], file: str) -> int:
    from data.access import reading
    from ui import session

    who = sign_in.actor_of(cookies)
    if not who.may(acting.VIEWER):
        return 403
    with acting.acting(who):
        reading.note(session.main_store(), "download", {"file": file})
    return 204


async def taken(request: Request) -> Response:
    """Note a picture that a browser drew of a chart. Pages elsewhere cannot say so: the type of content is one that they
    would have to ask for first, and nobody allows it."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return Response(status_code=403)
    if request.headers.get("content-type") != "application/json":
        return Response(status_code=415)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            return Response(status_code=413)
    try:
        file = json.loads(body)["file"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return Response(status_code=400)
    if not isinstance(file, str) or not FILE.fullmatch(file):
        return Response(status_code=400)
    try:
        return Response(status_code=await anyio.to_thread.run_sync(_note, request.cookies, file))
    except Exception:  # the outermost edge of this route: logged whole
        log.exception("taken")
        return Response(status_code=503)


app = st.App(
    HERE / "dashboard.py",
    lifespan=lifespan,
    routes=[
        Route("/api/healthz", health),
        Route("/api/metrics", figures),
        Route("/api/taken", taken, methods=["POST"]),
    ],
    middleware=[
        Middleware(
            web.Guard,
            frames=web.frames(os.environ.get("EREPUTATION_FRAMES", "")),
            settings=sign_in.origin_and_hosts,
            may_upload=sign_in.may_upload,
            may_look_after=sign_in.may_look_after,
            answered=metrics.answered,
        ),
        Middleware(GZipMiddleware, minimum_size=1000),
    ],
)


def main() -> None:
    """Serve at the address and port of the arguments, else of the environment, else of .streamlit/config.toml."""
    parser = argparse.ArgumentParser(prog="python server.py", description=__doc__)
    parser.add_argument("--port", type=int, default=os.environ.get("STREAMLIT_SERVER_PORT"))
    parser.add_argument("--address", default=os.environ.get("STREAMLIT_SERVER_ADDRESS"))
    parser.add_argument(
        "--open-to-everyone",
        action="store_true",
        help="serve another address without a sign-in: whoever reaches it may read and change everything",
    )
    arguments = parser.parse_args()
    if arguments.open_to_everyone:
        os.environ[sign_in.OPEN] = "yes"
    address = arguments.address or st.get_option("server.address")
    try:
        log.warning("%s", sign_in.who_may_come(address))
    except Refusal as refusal:
        sys.exit(str(refusal))
    secrets = [str(path) for path in sign_in.files()]
    options = {"server.port": arguments.port, "server.address": address, "secrets.files": secrets}
    app.run(config={name: value for name, value in options.items() if value is not None})


if __name__ == "__main__":
    main()
