"""The development page of js/dev, served on loopback, with a fake kernel inside the page."""

from __future__ import annotations

import importlib.resources
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fo_widgets.faces import assets

_DEV = Path(__file__).parents[2] / "js" / "dev"
_STATIC = Path(str(importlib.resources.files("fo_widgets"))) / "static"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def translate_path(self, path: str) -> str:
        name = urlsplit(path).path
        if name.startswith("/static/"):
            return str(_STATIC / Path(name).name)
        return str(_DEV / (name.lstrip("/") or "index.html"))

    def do_GET(self) -> None:
        if self.path != "/asset/plotly":
            return super().do_GET()
        content = assets.read("plotly")
        self.send_response(200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="session")
def dev_page() -> Iterator[str]:
    """Address of the development page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()
