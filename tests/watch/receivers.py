"""Real receivers on this machine: an SMTP server and a web server for hooks. Both keep what they took."""

import json
import socket
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailbox:
    """An SMTP server on a port of its own; letters to an address with 'refused' in it are not taken."""

    def __init__(self):
        self.letters = []
        self.controller = Controller(self, hostname="127.0.0.1", port=_free_port())

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if "refused" in address:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.rcpt_tos[0], letter))
        return "250 OK"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    @property
    def address(self):
        return f"mailto://127.0.0.1:{self.controller.port}?from=watch@aurelle.example&smtp=127.0.0.1&mode=insecure"


class Hook:
    """A web server that takes what is posted to it, but for as long as `is_down`."""

    def __init__(self):
        self.posts = []
        self.is_down = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    def _handler(self):
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not hook.is_down:
                    hook.posts.append(content)
                self.send_response(503 if hook.is_down else 200)
                self.end_headers()

            def log_message(self, *_):
                pass

        return Handler

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self):
        return f"json://press:Zx91-secret@127.0.0.1:{self.server.server_address[1]}/hook"

    @property
    def titles(self):
        return [post["title"] for post in self.posts]
