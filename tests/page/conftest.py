"""The development page of js/dev, served on loopback, with a fake kernel inside the page."""

from __future__ import annotations

import importlib.resources
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from fo_widgets.faces import assets

Open = Callable[..., Page]

# The machine may be busy with other tests; nothing here measures time.
expect.set_options(timeout=20_000)

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


@pytest.fixture
def open_page(browser: Browser, dev_page: str) -> Iterator[Open]:
    """Opens the development page with scenes; fails the test if the page raised an error."""
    pages: list[Page] = []
    errors: list[str] = []

    def open_(scene: str, width: int = 900, **query: Any) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 700})
        page.on("pageerror", lambda error: errors.append(str(error)))
        pages.append(page)
        rest = "".join(f"&{key}={value}" for key, value in query.items())
        # Plugins' scripts must never run; a text that gets to run one calls this.
        page.add_init_script("window.alert = () => { window.ran = (window.ran ?? 0) + 1 }")
        page.on(
            "dialog", lambda dialog: (errors.append(f"a dialog opened: {dialog.message}"), dialog.dismiss())
        )
        page.goto(f"{dev_page}/?scene={scene}{rest}")
        page.wait_for_function("window.fake !== undefined")
        return page

    yield open_
    for page in pages:
        page.close()
    assert errors == []


def sent(page: Page, kind: str, model: int = 0) -> list[dict[str, Any]]:
    """The messages of a kind that a widget has sent to its kernel."""
    found: list[dict[str, Any]] = page.evaluate(
        "([i, kind]) => window.models[i].sent.filter((m) => m.type === kind)", [model, kind]
    )
    return found


def events(page: Page) -> list[tuple[str, str, dict[str, Any]]]:
    """The gestures that the first widget has sent: the node's path, the event, its params."""
    return [
        (message["id"].partition(":")[2], message["event"], message["params"])
        for message in sent(page, "event")
    ]
