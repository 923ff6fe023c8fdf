"""A visitor of a dashboard without a browser: the messages of Streamlit over a websocket of its own, as a browser sends them.

A run counts from the message that asks for it to the one that says that the script is through.
"""

from __future__ import annotations

import asyncio
import time
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import httpx
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ui import identity

PATIENCE = 600.0  # seconds for one message


class Lost(Exception):
    """The socket was closed, or a run did not end."""


@dataclass
class Seen:
    """A run. `seconds`: until the script was through. `elements`: what the screen shows after it, in the order of arrival."""

    seconds: float
    elements: list[Element] = field(default_factory=list)

    def of(self, kind: str) -> list:
        """The elements of a kind: heading, metric, plotly_chart, selectbox …"""
        return [getattr(one, kind) for one in self.elements if one.WhichOneof("type") == kind]

    def faults(self) -> list[str]:
        """What is said in place of what should be shown."""
        return [
            *(f"{one.type}: {one.message}" for one in self.of("exception")),
            *(one.body for one in self.of("alert") if one.format == Alert.ERROR),
        ]


@dataclass
class Visitor:
    """One open tab. `address`: of the dashboard. `pages`: address of a screen -> its hash, once the first run is over."""

    address: str
    name: str
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""
    last: Seen | None = None
    session: str = ""
    _socket: ClientConnection | None = None
    _token: str = ""

    async def open(self, page: str = "", query: str = "") -> Seen:
        """Connect, and draw a screen as a link does."""
        self._token = await asyncio.to_thread(_token, self.address)
        where = urlsplit(self.address)
        self._socket = await connect(
            f"ws://{where.netloc}/_stcore/stream",
            origin=self.address,
            subprotocols=["streamlit", self._token],
            additional_headers={"Cookie": self._cookies()},
            max_size=None,
            ping_timeout=PATIENCE,
            open_timeout=PATIENCE,
        )
        return await self._run(page, query=query)

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def go(self, page: str) -> Seen:
        """Change the screen by its link in the navigation."""
        return await self._run(page)

    async def choose(self, label: str, option: str) -> Seen:
        """Choose an option of a list of the screen, by the label of the list."""
        found = self.list(label)
        return await self._run(self.page, widgets=[WidgetState(id=found.id, string_value=option)])

    async def press(self, label: str, *, also: list[WidgetState] | None = None) -> Seen:
        """Press a button, by its label. `also`: the states of other widgets."""
        assert self.last is not None
        found = next((one for one in self.last.of("button") if one.label == label), None)
        if found is None:
            raise Lost(f"no button '{label}' on {self.page or 'overview'}")
        return await self._run(self.page, widgets=[*(also or ()), WidgetState(id=found.id, trigger_value=True)])

    def list(self, label: str):
        """A list of the screen by its label: `options`, and the chosen one in `raw_value`."""
        assert self.last is not None
        found = next((one for one in self.last.of("selectbox") if one.label == label), None)
        if found is None:
            raise Lost(f"no list '{label}' on {self.page or 'overview'}")
        return found

    async def drop(self, name: str, data: bytes) -> tuple[Seen, WidgetState]:
        """Drop a file on the field for files of the screen, as the browser does: ask where to, put it there, tell. The run
        that follows, and the state of the field, which later messages repeat."""
        assert self.last is not None
        assert self._socket is not None
        target = self.last.of("file_uploader")[0]
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.session_id = self.session
        asked.file_urls_request.file_names.append(name)
        await self._socket.send(asked.SerializeToString())
        while (answer := await self._received()).WhichOneof("type") != "file_urls_response":
            pass
        urls = answer.file_urls_response.file_urls[0]
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            done = await client.put(
                f"{self.address}{urls.upload_url}",
                files={"file": (name, data, "text/csv")},
                headers={"X-Xsrftoken": self._token, "Cookie": self._cookies(), "Origin": self.address},
            )
        if done.status_code != 204:
            raise Lost(f"the file was refused: {done.status_code} {done.text[:200]}")
        state = WidgetState(id=target.id)
        file = state.file_uploader_state_value.uploaded_file_info.add()
        file.name, file.size, file.file_id = name, len(data), urls.file_id
        file.file_urls.CopyFrom(urls)
        return await self._run(self.page, widgets=[state]), state

    def _cookies(self) -> str:
        return f"{XSRF_COOKIE_NAME}={self._token}; {identity.COOKIE}={quote(self.name)}"

    async def _run(self, page: str, *, query: str = "", widgets: list[WidgetState] | None = None) -> Seen:
        assert self._socket is not None
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = query
        if page in self.pages:
            state.page_script_hash = self.pages[page]
        else:
            state.page_name = page
        state.context_info.locale, state.context_info.timezone = "en-GB", "Europe/Paris"
        state.context_info.url = f"{self.address}/{page}"
        state.widget_states.widgets.extend(widgets or ())
        began = time.monotonic()
        await self._socket.send(asked.SerializeToString())
        shown: dict[tuple[int, ...], Element] = {}
        is_begun = False
        while True:
            answer = await self._received()
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                is_begun = True
                self.session = answer.new_session.initialize.session_id
                shown.clear()
            elif kind == "navigation":
                self.pages = {one.url_pathname: one.page_script_hash for one in answer.navigation.app_pages}
                self.pages[""] = next(one.page_script_hash for one in answer.navigation.app_pages if one.is_default)
            elif kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                shown[tuple(answer.metadata.delta_path)] = answer.delta.new_element
            elif kind == "script_finished" and is_begun:
                if answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    break
                if answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Lost("the script does not compile")
        self.page = page
        self.last = Seen(time.monotonic() - began, list(shown.values()))
        return self.last

    async def _received(self) -> ForwardMsg:
        assert self._socket is not None
        try:
            data = await asyncio.wait_for(self._socket.recv(), PATIENCE)
        except TimeoutError as none:
            raise Lost(f"no message in {PATIENCE:.0f} s") from none
        except ConnectionClosed as closed:
            raise Lost(f"the socket was closed: {closed}") from closed
        answer = ForwardMsg()
        answer.ParseFromString(data)
        return answer


def _token(address: str) -> str:
    """The token against forged requests, from the cookie that a first answer sets."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=PATIENCE) as answer:
        for cookie in answer.headers.get_all("set-cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            if name == XSRF_COOKIE_NAME:
                return value.strip('"')
    raise Lost("no token against forged requests")
