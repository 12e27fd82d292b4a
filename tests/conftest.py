"""Servers and browsers that tests share: one of each for the whole run, started by the first test that wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from fo_widgets.operators import secrets
from tools import chromium, lab_server, mongod
from tools.lab import Lab
from tools.lab_server import LabServer

SCREENSHOTS = Path(__file__).parent.parent / "test-output" / "screenshots"


def _needs_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop running, beside which asyncio tests cannot start theirs.

    They have a second try, which the summary counts as a rerun: a browser on a busy machine may miss a deadline.
    """
    items.sort(key=_needs_browser)
    for item in filter(_needs_browser, items):
        item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def _forgotten_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test makes a secret is none in the next: a kernel hides it for as long as it lives."""
    monkeypatch.setattr(secrets, "_declared", set())
    monkeypatch.setattr(secrets, "_seen", {})
    monkeypatch.setattr(secrets, "_pattern", None)


@pytest.fixture(scope="session")
def mongod_program() -> Path:
    """A real mongod; where there is none and none can be installed, tests fail."""
    return mongod.ensure()


@pytest.fixture(scope="session")
def mongod_uri(mongod_program: Path) -> Iterator[str]:
    """URI of a real, empty MongoDB server. Use a database name of your own."""
    with mongod.running(mongod_program) as uri:
        yield uri


@pytest.fixture(scope="session")
def jupyterlab() -> Iterator[LabServer]:
    """A real JupyterLab server."""
    with lab_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.ensure(), args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    """One cache for all pages: JupyterLab's own 10 MB are fetched once."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def _kernel_stopper() -> Iterator[ThreadPoolExecutor]:
    """Ends kernels while the next test runs."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture
def open_lab(
    jupyterlab: LabServer, browser_context: BrowserContext, _kernel_stopper: ThreadPoolExecutor
) -> Iterator[Callable[..., Lab]]:
    """`open_lab(["cell", ...], theme="dark", settings={...})` gives a `Lab`: a new page, notebook and kernel."""
    opened: list[Lab] = []

    def open_(notebook: list[str] | Path = [], **options: Any) -> Lab:  # noqa: B006 (never changed)
        opened.append(Lab.open(jupyterlab, browser_context, notebook, **options))
        return opened[-1]

    yield open_
    for page in browser_context.pages:
        page.close()
    for lab in opened:
        _kernel_stopper.submit(jupyterlab.stop_session, lab.path)


@pytest.fixture
def lab(open_lab: Callable[..., Lab]) -> Lab:
    """An empty notebook in JupyterLab, light theme, default settings."""
    return open_lab()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where tests leave pictures for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS
