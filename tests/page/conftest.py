"""The development page of js/dev, served on loopback, with a fake kernel inside the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.page.server import serving

Open = Callable[..., Page]

# The machine may be busy with other tests; nothing here measures time.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def dev_page() -> Iterator[str]:
    """Address of the development page."""
    with serving() as server:
        yield server.address


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
