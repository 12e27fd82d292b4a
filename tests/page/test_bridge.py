"""The development page's line to a session of this process loses nothing, whatever fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from tests.page.server import serving


class Presses(foo.Panel):
    config = foo.PanelConfig(name="presses", label="Presses")

    def press(self, ctx):
        ctx.panel.state.number = (ctx.panel.state.number or 0) + 1

    def render(self, ctx):
        panel = types.Object()
        panel.btn("button", label="Press", on_click=self.press)
        panel.message("count", f"Pressed {ctx.panel.state.number or 0}")
        return types.Property(panel)


@pytest.fixture
def page(browser: Browser):
    """A page of which every second answer is lost on the way, after the server has sent it."""
    panel = fow.open_panel(Presses, face="headless")
    with serving() as server:
        page = browser.new_page()
        asked = 0

        def lose_some(route):
            nonlocal asked
            asked += 1
            answer = route.fetch()
            if asked % 2:
                route.abort()
            else:
                route.fulfill(response=answer)

        page.route("**/kernel/**", lose_some)
        name, bridge = server.connect(panel._host)
        page.goto(f"{server.address}/bridge.html")
        page.wait_for_function("window.show !== undefined")
        page.evaluate("([name, traits]) => window.show(name, traits)", [name, bridge.traits])
        yield page
        page.evaluate("window.hide()")
        page.unroute_all(behavior="ignoreErrors")
        page.close()
        server.disconnect(name)
    panel.close()


def test_lost_answers_lose_no_message_and_double_none(page: Page) -> None:
    for count in range(3):
        expect(page.get_by_text(f"Pressed {count}")).to_be_visible()
        page.get_by_role("button", name="Press", exact=True).click()
    expect(page.get_by_text("Pressed 3")).to_be_visible()
