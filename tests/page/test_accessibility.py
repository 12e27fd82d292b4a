"""Every scene of the development page against axe-core, and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Open, events

_JS = Path(__file__).parents[2] / "js"
_AXE = _JS / "node_modules" / "axe-core" / "axe.min.js"

# Too large for axe, or made of the same components with other texts.
_LEFT_OUT = {"build", "hostile", "large"}
SCENES = sorted(path.stem for path in (_JS / "dev" / "scenes").glob("*.mjs") if path.stem not in _LEFT_OUT)


def violations(page: Page, within: str = "body") -> list[str]:
    """Serious and critical violations, with the elements concerned."""
    assert _AXE.is_file(), "axe-core is missing: run `python tools/assets.py npm ci`"
    page.add_script_tag(path=_AXE)
    found = page.evaluate(
        """async (within) => {
            const { violations } = await window.axe.run(within, { resultTypes: ["violations"] });
            return violations
                .filter(({ impact }) => impact === "serious" || impact === "critical")
                .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
        }""",
        within,
    )
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scene", SCENES)
def test_axe_finds_no_serious_violation(open_page: Open, scene: str, theme: str) -> None:
    page = open_page(scene, theme=theme)
    expect(page.locator(".fow-content").first).to_be_visible()
    page.wait_for_timeout(1200)
    assert violations(page) == []


@pytest.mark.parametrize(
    ("scene", "button", "within"),
    [
        ("views", "Tag samples", "dialog"),
        ("views", "Browse…", "dialog"),
        ("views", "Compute embeddings: more ways to run", "menu"),
        ("dashboard", "Labels: menu", "menu"),
        ("panel", "Panel menu", "menu"),
    ],
)
def test_axe_finds_no_serious_violation_in_what_opens(
    open_page: Open, scene: str, button: str, within: str
) -> None:
    page = open_page(scene)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role(within)).to_be_visible()
    page.wait_for_timeout(300)
    assert violations(page, f"[role={within}]") == []


@pytest.mark.parametrize("scene", SCENES)
def test_every_control_can_be_reached_by_keyboard(open_page: Open, scene: str) -> None:
    page = open_page(scene)
    expect(page.locator(".fow-content").first).to_be_visible()
    page.wait_for_timeout(1200)
    unreachable = page.evaluate("import('/probes.mjs').then(({ unreachable }) => unreachable())")
    assert unreachable == []


def test_all_inputs_have_a_name(open_page: Open) -> None:
    page = open_page("inputs")
    expect(page.get_by_role("heading", name="Inputs")).to_be_visible()
    nameless = page.evaluate("import('/probes.mjs').then(({ nameless }) => nameless())")
    assert nameless == []


def test_focus_and_caret_are_kept_while_everything_else_is_drawn_anew(open_page: Open) -> None:
    page = open_page("panel")
    box = page.get_by_label("Your name")
    box.press_sequentially("Ada Lovelace")
    box.evaluate("(el) => el.setSelectionRange(3, 3)")
    page.evaluate(
        """() => {
            const model = window.models[0];
            const changed = (node) => [node.id, { view: { ...node.view, changed: 1 } }];
            model.patch({ set: Object.fromEntries(Object.values(model.scene.nodes).map(changed)) });
        }"""
    )
    page.wait_for_timeout(300)
    expect(box).to_be_focused()
    assert box.evaluate("(el) => el.selectionStart") == 3
    page.keyboard.type("!")
    expect(box).to_have_value("Ada! Lovelace")


def test_a_dialog_takes_the_focus_and_gives_it_back(open_page: Open) -> None:
    page = open_page("views")
    opener = page.get_by_role("button", name="Tag samples")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert page.evaluate(
        "document.querySelector('[role=dialog]').parentElement.contains(document.activeElement)"
    )
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_tile_is_moved_by_keyboard(open_page: Open) -> None:
    page = open_page("dashboard")
    page.get_by_role("button", name="Samples: menu").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Move right").press("Enter")
    page.wait_for_function("window.models[0].events.length === 1")
    [(path, event, params)] = events(page)
    assert (path, event) == ("dash", "on_save_layout")
    assert {tile["i"]: tile["x"] for tile in params["items"]} == {"one": 0, "two": 2, "three": 1}
