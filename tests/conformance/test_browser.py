"""The table in Chromium: the page of a widget, with the session of this process behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conformance.cases import CASES
from tests.conformance.stage import Case, Stage, check_done, check_shown, put_on_stage
from tests.page.server import Server, serving

# A hand takes several steps where a program takes one, and a timeline asks for its first frames by itself: only the
# last call is the case's.
STEPS = {"a range is moved", "leaves of a tree are chosen", "frames are wanted"}
DRAWS_NOTHING = {"HiddenView", "TimerView"}
WAIT = 20_000

Params = dict[str, Any]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def shared_page(browser: Browser, server: Server) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.goto(f"{server.address}/bridge.html")
    page.wait_for_function("window.show !== undefined")
    yield page
    page.close()


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def page(case: Case, shared_page: Page, browser: Browser, server: Server) -> Iterator[Page]:
    """The page of all cases; one of its own where time has to be turned forward."""
    if case.component != "TimerView":
        yield shared_page
        return
    page = browser.new_page()
    page.clock.install()
    page.goto(f"{server.address}/bridge.html")
    page.wait_for_function("window.show !== undefined")
    yield page
    page.close()


@pytest.fixture
def stage(case: Case, page: Page, server: Server) -> Iterator[Stage]:
    stage = put_on_stage(case, "headless")
    name, bridge = server.connect(stage.handle._host)
    failures: list[str] = []
    note = lambda error: failures.append(str(error))  # noqa: E731 - to be taken off again
    page.on("pageerror", note)
    page.evaluate("([name, traits]) => window.show(name, traits)", [name, bridge.traits])
    expect(page.locator(".fow-content")).to_be_visible(timeout=WAIT)
    yield stage
    page.evaluate("window.hide?.()")
    page.remove_listener("pageerror", note)
    server.disconnect(name)
    stage.handle.close()
    assert failures == []


def test_a_case(case: Case, stage: Stage, page: Page) -> None:
    check_shown(stage)
    if case.component not in DRAWS_NOTHING:
        expect(it(page, case)).to_be_attached(timeout=WAIT)
    for text in case.shows:
        expect_seen(page, text)
    told = seen(page)
    assert [text for text in case.hides if text in told] == []
    if case.does is not None:
        hand = HANDS.get((case.component, case.does.event)) or press
        hand(page, it(page, case), stage, dict(case.does.params))
        expect_heard(page, stage)
    if case.name in STEPS:
        stage._probe.calls[:-1] = []
        stage._probe.states[:-1] = []
    check_done(stage)


def it(page: Page, case: Case) -> Locator:
    return page.locator(f'.fow [data-path="{case.path}"]').first


# The texts that a reader, or a screen reader, gets.
_SEEN = """() => {
    const named = (el) => [el.value, el.ariaLabel, el.alt, el.title].filter((name) => typeof name === "string");
    const root = document.querySelector(".fow");
    return [root.innerText, ...[...root.querySelectorAll("*")].flatMap(named)].join("\\n");
}"""


def seen(page: Page) -> str:
    told: str = page.evaluate(_SEEN)
    return told


def expect_seen(page: Page, text: str) -> None:
    page.wait_for_function(f"(text) => ({_SEEN})().includes(text)", arg=text, timeout=WAIT)


def expect_heard(page: Page, stage: Stage) -> None:
    """Waits until the session has got as far as the case says."""
    case = stage.case
    for _ in range(100):
        stage.settle()
        heard = stage.calls[-1:] == list(case.hears)[-1:] if case.where == "panel" else True
        if heard and (case.after is None or stage.values == case.after):
            return
        page.wait_for_timeout(100)


def press(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("button").first.click()


def enter(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    box = at.locator("input, textarea").first
    value = params["value"]
    box.fill("" if value is None else str(value))
    box.blur()


def toggle(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.locator("input").set_checked(params["value"], force=True)


def write_code(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("textbox").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(params["value"])
    at.get_by_role("textbox").blur()


def slide(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    value = params["value"]
    if not isinstance(value, list):
        return enter(page, at, stage, params)
    for index, (before, after) in enumerate(zip(stage.values["it"], value, strict=True)):
        at.get_by_role("slider").nth(index).focus()
        for _ in range(after - before):
            page.keyboard.press("ArrowRight")
    return None


def label_of(stage: Stage, value: Any) -> str:
    labels = {choice["value"]: choice["label"] for choice in stage.node["rules"]["choices"]}
    return str(labels.get(value, value))


def choose(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("combobox").click()
    value, held = params["value"], stage.values.get("it") or []
    for each in value if isinstance(value, list) else [value]:
        if each not in held or not isinstance(held, list):
            page.get_by_role("option", name=label_of(stage, each)).click()
    page.keyboard.press("Escape")


def choose_in_sight(role: Any) -> Callable[..., None]:
    def hand(page: Page, at: Locator, stage: Stage, params: Params) -> None:
        at.get_by_role(role, name=label_of(stage, params["value"])).click()

    return hand


def suggest(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    value, held = params["value"], stage.values.get("it")
    box = at.get_by_role("combobox")
    for each in value if isinstance(value, list) else [value]:
        if isinstance(held, list) and each in held:
            continue
        box.fill(label_of(stage, each))
        box.press("Enter")
    box.blur()


def upload(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.locator("input[type=file]").evaluate(
        """(input, { name, type, content, last_modified }) => {
            const file = new File([atob(content)], name, { type, lastModified: last_modified });
            const held = new DataTransfer();
            held.items.add(file);
            input.files = held.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        params["value"],
    )


def give_path(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    enter(page, at, stage, {"value": params["value"]["absolute_path"]})


def check_leaves(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    held = stage.values.get("it") or []
    for leaf in params["value"]:
        if leaf not in held:
            at.get_by_label(leaf, exact=True).check()


def add_item(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    if isinstance(params["value"][-1], dict):
        at.get_by_role("button", name="Add item").click()
        return
    box = at.locator("input")
    box.fill(params["value"][-1])
    box.press("Enter")


def add_entry(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("button", name="Add entry").click()
    at.get_by_label(f"Key {len(params['value'])}").fill(list(params["value"])[-1])
    at.get_by_label(f"Key {len(params['value'])}").blur()


def choose_state(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("button").first.click()
    page.get_by_role("menuitem", name=params["value"]).click()


def click_card(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("button").first.press("Enter")


def on_tile(item: str) -> Callable[..., None]:
    def hand(page: Page, at: Locator, stage: Stage, params: Params) -> None:
        at.get_by_role("button", name=f"{params['id']}: menu").click()
        page.get_by_role("menuitem", name=item, exact=True).click()

    return hand


def remove_checked(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("button", name="Select", exact=True).click()
    for name in params["ids"]:
        at.get_by_role("checkbox", name=f"Select {name}").check()
    at.get_by_role("button", name=f"Remove {len(params['ids'])}").click()


def move_tile(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    on_tile("Move right")(page, at, stage, {"id": params["items"][0]["i"]})
    page.keyboard.press("Escape")


def in_dialog(position: str) -> Callable[..., None]:
    def hand(page: Page, at: Locator, stage: Stage, params: Params) -> None:
        at.get_by_role("button").click()
        buttons = page.get_by_role("dialog").get_by_role("button")
        (buttons.last if position == "primary" else buttons.first).click()

    return hand


def choose_option(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.get_by_role("button", name="more ways to run").click()
    page.get_by_role("menuitem", name=params["selected_option"]["id"]).click()


def named(name: str) -> Callable[..., None]:
    def hand(page: Page, at: Locator, stage: Stage, params: Params) -> None:
        at.get_by_role("button", name=name).first.click()

    return hand


def click_cell(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    row, column = params["row"], params["column"]
    cells = at.locator("th button" if row < 0 else f"tbody tr:nth-child({row + 1}) td")
    cells.nth(column).click()


def click_action(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.locator(f"tbody tr:nth-child({params['row'] + 1})").get_by_role("button").last.click()


def play(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    at.locator("audio, video").evaluate("(player) => player.dispatchEvent(new Event('play'))")


def wind(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    # the sound of the table has no length that one could wind through
    at.locator("audio, video").evaluate(
        """(player, seconds) => {
            Object.defineProperty(player, "currentTime", { value: seconds });
            player.dispatchEvent(new Event("seeked"));
        }""",
        params["seconds"],
    )


def let_time_pass(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    page.clock.fast_forward(10**9 + 1000)


def seek_frame(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    slider = at.get_by_role("slider")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("PageUp")


def points_of(at: Locator) -> list[tuple[float, float]]:
    marks = at.locator(".scatterlayer .point")
    expect(marks).to_have_count(2, timeout=WAIT)
    marks.first.scroll_into_view_if_needed()
    boxes = [marks.nth(i).bounding_box() for i in range(2)]
    return [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]


def click_point(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    x, y = points_of(at)[params["idx"]]
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def lasso(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    x, y = points_of(at)[params["data"][0]["idx"]]
    corners = [(-20, 20), (12, 20), (12, -12), (-20, -12), (-20, 20)]
    page.mouse.move(x + corners[0][0], y + corners[0][1])
    page.mouse.down()
    for dx, dy in corners[1:]:
        page.mouse.move(x + dx, y + dy, steps=6)
    page.mouse.up()


def click_twice(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    (x, y), (other, _) = points_of(at)
    page.mouse.dblclick((x + other) / 2, y - 10)


def deselect(page: Page, at: Locator, stage: Stage, params: Params) -> None:
    points_of(at)
    at.locator("[data-title='Box Select']").click(force=True)
    click_twice(page, at, stage, params)


HANDS: dict[tuple[str, str], Callable[..., None]] = {
    **{
        (component, "change"): enter
        for component in ("FieldView", "TextFieldView", "LazyFieldView", "DateTimeView")
    },
    ("ColorView", "change"): lambda page, at, stage, params: (
        at.locator("input[type=text]").fill(params["value"]),
        at.locator("input[type=text]").blur(),
    ),
    ("OneOfView", "change"): lambda page, at, stage, params: enter(
        page, at.locator("[data-component=FieldView]"), stage, params
    ),
    ("SliderView", "change"): slide,
    ("CodeView", "change"): write_code,
    ("CheckboxView", "change"): toggle,
    ("SwitchView", "change"): toggle,
    ("DropdownView", "change"): choose,
    ("RadioView", "change"): choose_in_sight("radio"),
    ("TabsView", "change"): choose_in_sight("tab"),
    ("AutocompleteView", "change"): suggest,
    ("FileView", "change"): upload,
    ("FileExplorerView", "change"): give_path,
    ("TreeSelectionView", "change"): check_leaves,
    ("ListView", "change"): add_item,
    ("MapView", "change"): add_entry,
    ("PillBadgeView", "change"): choose_state,
    ("GridView", "container"): click_card,
    ("DashboardView", "on_add_item"): named("Add item"),
    ("DashboardView", "on_edit_item"): on_tile("Edit"),
    ("DashboardView", "on_remove_item"): on_tile("Remove"),
    ("DashboardView", "on_remove_items"): remove_checked,
    ("DashboardView", "on_duplicate_item"): on_tile("Duplicate"),
    ("DashboardView", "on_save_layout"): move_tile,
    ("ModalView", "primaryButton"): in_dialog("primary"),
    ("ModalView", "secondaryButton"): in_dialog("secondary"),
    ("OperatorExecutionButtonView", "on_option_selected"): choose_option,
    ("ArrowNavView", "on_forward"): named("Next"),
    ("ArrowNavView", "on_backward"): named("Back"),
    ("TableView", "cell"): click_cell,
    ("TableView", "action"): click_action,
    ("MediaPlayerView", "on_play"): play,
    ("MediaPlayerView", "on_seek"): wind,
    ("TimerView", "on_timeout"): let_time_pass,
    ("FrameLoaderView", "on_load_range"): seek_frame,
    ("PlotlyView", "on_click"): click_point,
    ("PlotlyView", "on_selected"): lasso,
    ("PlotlyView", "on_double_click"): click_twice,
    ("PlotlyView", "on_deselect"): deselect,
}  # fmt: skip
