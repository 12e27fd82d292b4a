"""The development page of js/dev on loopback; hosts of this process can be shown in it."""

from __future__ import annotations

import base64
import importlib.resources
import itertools
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fo_widgets.faces import assets
from fo_widgets.faces.channel import Channel
from fo_widgets.session.host import Host

_DEV = Path(__file__).parents[2] / "js" / "dev"
_STATIC = Path(str(importlib.resources.files("fo_widgets"))) / "static"
# How long a page's question for messages stays open; short, for it outlives the page.
_POLL_SECONDS = 1.0


class Bridge:
    """A host's channel whose other end is a page that asks for messages over HTTP.

    A fetch may fail at any time, so both sides count: a message is kept until the page has said that it has it,
    and what the page sends a second time is not taken again.
    """

    def __init__(self, host: Host) -> None:
        self._kept: deque[dict[str, Any]] = deque()
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._received = 0
        self.traits = {"_session": host.session.id, "_assets": assets.hashes(), "_root": host.id}
        self.channel = Channel(host, self._post)

    def _post(self, content: dict[str, Any], buffers: list[Any]) -> None:
        packed = [base64.b64encode(bytes(buffer)).decode() for buffer in buffers]
        with self._changed:
            self._kept.append({"number": next(self._numbers), "content": content, "buffers": packed})
            self._changed.notify_all()

    def messages(self, after: int) -> list[dict[str, Any]]:
        """The messages behind that number, those up to it being done with; waits a moment for the first."""
        with self._changed:
            while self._kept and self._kept[0]["number"] <= after:
                self._kept.popleft()
            self._changed.wait_for(lambda: self._kept, timeout=_POLL_SECONDS)
            return list(self._kept)

    def receive(self, number: int, content: Any) -> None:
        """Brings a message of the page to the channel, once."""
        with self._changed:
            if number <= self._received:
                return
            self._received = number
        self.channel.receive(content)


class Server(ThreadingHTTPServer):
    """Serves the development page, the built assets, and bridges by name."""

    daemon_threads = True
    # a page asks for many things at once, and a refused connection would look like a silent kernel
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.bridges: dict[str, Bridge] = {}
        self._names = map(str, itertools.count(1))

    def connect(self, host: Host) -> tuple[str, Bridge]:
        """A name under which the page finds a host, and its bridge."""
        name, bridge = next(self._names), Bridge(host)
        self.bridges[name] = bridge
        return name, bridge

    def disconnect(self, name: str) -> None:
        """Forgets a host."""
        self.bridges.pop(name).channel.stop()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}
    server: Server

    def translate_path(self, path: str) -> str:
        name = urlsplit(path).path
        if name.startswith("/static/"):
            return str(_STATIC / Path(name).name)
        return str(_DEV / (name.lstrip("/") or "index.html"))

    def do_GET(self) -> None:
        if self.path == "/asset/plotly":
            return self._answer(assets.read("plotly"))
        if not self.path.startswith("/kernel/"):
            return super().do_GET()
        bridge, number = self._bridge()
        if bridge is None:
            return self.send_error(410)
        return self._answer(json.dumps(bridge.messages(number)).encode())

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["content-length"])))
        bridge, number = self._bridge()
        if bridge is not None:
            bridge.receive(number, content)
        self._answer(b"")

    def _bridge(self) -> tuple[Bridge | None, int]:
        """The bridge that is asked for, and the number that the page says."""
        asked = urlsplit(self.path)
        number = int(parse_qs(asked.query)["number"][0])
        return self.server.bridges.get(asked.path.rpartition("/")[2]), number

    def _answer(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        # the page may be gone already
        try:
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[Server]:
    """The running server."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
