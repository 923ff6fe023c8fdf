"""The dashboard behind one web server: compressed, with a health check, warm before the first visitor.

`python server.py [--port N] [--address A]` serves it; STREAMLIT_SERVER_PORT and STREAMLIT_SERVER_ADDRESS do as well.
"""

from __future__ import annotations

import argparse
import logging
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from data.store import Store

HERE = Path(__file__).parent

log = logging.getLogger(__name__)


def _open_store() -> None:
    """Open the store. If another program uses it, the screen says so."""
    from commands import drop_rounds, owner, report_rounds, watch_rounds
    from data.sentences import Refusal
    from data.store import StoreBusy
    from ui import session

    try:
        store = session.open_store(owner.serve)
        if store.read_only:
            log.warning("%s", store.why)
            return
        threading.Thread(target=_follow, args=(store,), daemon=True).start()
        if os.environ.get("EREPUTATION_REPORTS", "").strip().lower() != "off":
            report_rounds.Rounds(store).begin()
        if os.environ.get("EREPUTATION_WATCH", "").strip().lower() != "off":
            watch_rounds.Rounds(store).begin()
        drop_rounds.Rounds(store).begin()
    except StoreBusy:
        log.warning("another program holds the store")
    except Refusal as refusal:  # the screens say so too, and open it once it can be
        log.error("%s", refusal)


def _follow(store: Store) -> None:
    """Import what a first screen draws with, and have its figures computed now and after each write, in the background."""
    import plotly.graph_objects  # noqa: F401

    from commands.renewal import Renewal
    from ui.figures import cached

    if (
        os.environ.get("EREPUTATION_RENEWAL", "").strip().lower() == "off"
    ):  # figures are computed when they are looked at
        return
    renewal = Renewal(store, lambda: cached.renewing(store))
    renewal.begin()
    renewal.wanted()


def _healthy() -> bool:
    from commands import owner
    from ui import session

    return session.open_store(owner.serve).value("select 1") == 1


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, bool]]:
    """Warm up, then serve."""
    await anyio.to_thread.run_sync(_open_store)
    yield {"ready": True}


async def health(_request: Request) -> JSONResponse:
    """200 when the store answers."""
    try:
        healthy = await anyio.to_thread.run_sync(_healthy)
    except Exception:  # the outermost edge of this route: logged whole
        log.exception("health")
        healthy = False
    return JSONResponse({"status": "ok" if healthy else "store does not answer"}, status_code=200 if healthy else 503)


app = st.App(
    HERE / "dashboard.py",
    lifespan=lifespan,
    routes=[Route("/api/healthz", health)],
    middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
)


def main() -> None:
    """Serve at the address and port of the arguments, else of the environment, else of .streamlit/config.toml."""
    parser = argparse.ArgumentParser(prog="python server.py", description=__doc__)
    parser.add_argument("--port", type=int, default=os.environ.get("STREAMLIT_SERVER_PORT"))
    parser.add_argument("--address", default=os.environ.get("STREAMLIT_SERVER_ADDRESS"))
    arguments = parser.parse_args()
    options = {"server.port": arguments.port, "server.address": arguments.address}
    app.run(config={name: value for name, value in options.items() if value is not None})


if __name__ == "__main__":
    main()
