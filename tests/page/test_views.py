"""Views of more than one part: dialogs, dashboards, timelines, trees, tables, large values, menus."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.page.conftest import Open, events


def wait_for_event(page: Page, name: str) -> None:
    page.wait_for_function("(name) => window.models[0].events.some((e) => e.event === name)", arg=name)


def clicks(page: Page) -> list[tuple[str, str, Any]]:
    """All but what components ask for by themselves."""
    return [each for each in events(page) if each[1] != "on_load_range"]


def test_a_tile_is_dragged_and_its_place_saved(open_page: Open) -> None:
    page = open_page("dashboard", width=1200)
    handle = page.locator(".fow-tile-handle", has_text="Samples")
    expect(page.locator(".react-grid-item")).to_have_count(3)
    box, other = (
        handle.bounding_box(),
        page.locator(".fow-tile-handle", has_text="Predictions").bounding_box(),
    )
    assert box
    assert other
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 10, steps=5)
    page.mouse.move(other["x"] + 40, box["y"] + 10, steps=10)
    page.mouse.up()
    wait_for_event(page, "on_save_layout")
    [(path, _, params)] = events(page)
    places = {tile["i"]: (tile["x"], tile["y"], tile["w"], tile["h"]) for tile in params["items"]}
    assert (path, params["cols"], params["auto_layout"]) == ("dash", 3, False)
    assert places["three"][0] == 2
    assert set(places) == {"one", "two", "three"}


def test_a_tile_is_resized(open_page: Open) -> None:
    page = open_page("dashboard", width=1200)
    grip = page.locator(".react-grid-item", has_text="Samples").locator(".react-resizable-handle")
    box = grip.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 8, steps=10)
    page.mouse.up()
    wait_for_event(page, "on_save_layout")
    [(_, _, params)] = events(page)
    assert {tile["i"]: tile["w"] for tile in params["items"]} == {"one": 2, "two": 1, "three": 2}


def test_tiles_are_added_edited_and_removed(open_page: Open) -> None:
    page = open_page("dashboard", width=1200)
    page.get_by_role("button", name="Add item").click()
    for action in ("Edit", "Remove"):
        page.get_by_role("button", name="Predictions: menu").click()
        page.get_by_role("menuitem", name=action, exact=True).click()
    expect(page.locator(".react-grid-item")).to_have_count(2)
    page.get_by_role("button", name="Add a chart").click()
    page.wait_for_function("window.models[0].events.length === 4")
    assert events(page) == [
        ("dash", "on_add_item", {}),
        ("dash", "on_edit_item", {"id": "two", "path": "dash.two"}),
        ("dash", "on_remove_item", {"id": "two", "path": "dash.two"}),
        ("empty", "on_add_item", {}),
    ]


def test_a_dialog_sends_its_tags_with_the_button(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("button", name="Tag samples").click()
    dialog = page.get_by_role("dialog", name="Tag 12 samples")
    for tag in ("cat", "dog", "cat"):
        dialog.get_by_label("Tags").press_sequentially(tag)
        page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Add tags").click()
    expect(dialog).to_have_count(0)
    wait_for_event(page, "primaryButton")
    assert ("buttons.modal", "primaryButton", {"tags": ["cat", "dog"]}) in events(page)


def test_an_execution_button_offers_the_ways_of_its_operator(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("button", name="Compute embeddings: more ways to run").click()
    page.get_by_role("menuitem", name="Schedule").click()
    page.get_by_role("button", name="Compute embeddings", exact=True).click()
    page.wait_for_function("window.models[0].events.filter((e) => e.id === 'panel:buttons.run').length === 3")
    done = [(event, params.get("way")) for path, event, params in events(page) if path == "buttons.run"]
    assert done == [("on_option_selected", None), ("click", "schedule"), ("click", "execute")]


def test_a_lazy_field_is_sent_when_it_is_left_or_saved(open_page: Open) -> None:
    page = open_page("views")
    box = page.get_by_label("Saved when it is left")
    box.fill("other")
    page.wait_for_timeout(400)
    by_hand = page.get_by_label("Saved by hand")
    by_hand.fill("third")
    by_hand.blur()
    page.wait_for_timeout(300)
    changes = [(path, params["value"]) for path, event, params in events(page) if event == "change"]
    assert changes == [("lazy", "other")]
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_function("window.models[0].scene.nodes['panel:lazy2'].value === 'third'")
    by_hand.fill("never")
    by_hand.press("Escape")
    expect(by_hand).to_have_value("third")


def test_one_of_several_types_is_chosen(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("combobox", name="Threshold, type").click()
    page.get_by_role("option", name="Automatic").click()
    wait_for_event(page, "choose")
    assert ("either", "choose", {"index": 0}) in events(page)
    page.get_by_label("either", exact=True).fill("0.75")
    wait_for_event(page, "change")
    assert ("either~", "change", {"value": 0.75}) in events(page)


def test_a_file_is_found_in_the_kernels_folders(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("button", name="Browse…").click()
    dialog = page.get_by_role("dialog", name="Checkpoint")
    expect(dialog.get_by_label("Path")).to_have_value("/home/ada")
    expect(dialog.get_by_role("button", name="notes.txt")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Choose file")).to_be_disabled()
    dialog.get_by_role("button", name="models").click()
    dialog.get_by_role("button", name="last.pt").click()
    dialog.get_by_role("button", name="Choose file").click()
    wait_for_event(page, "change")
    [value] = [params["value"] for path, event, params in events(page) if event == "change"]
    assert value["absolute_path"] == "/home/ada/models/last.pt"
    expect(page.get_by_label("Checkpoint")).to_have_value("/home/ada/models/last.pt")


def test_a_folder_that_is_not_there_is_named(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("button", name="Browse…").click()
    dialog = page.get_by_role("dialog", name="Checkpoint")
    expect(dialog.get_by_role("button", name="models")).to_be_visible()
    dialog.get_by_label("Path").fill("/nowhere")
    dialog.get_by_label("Path").press("Enter")
    expect(dialog.get_by_text("2 entries")).to_have_count(0)
    expect(dialog.get_by_role("button", name="home")).to_be_visible()
    dialog.get_by_role("button", name="home").click()
    expect(dialog.get_by_label("Path")).to_have_value("/home")
    dialog.get_by_role("button", name="Up one folder").click()
    expect(dialog.get_by_label("Path")).to_have_value("/")


def test_arrow_keys_walk_a_tree_and_fold_it(open_page: Open) -> None:
    page = open_page("views")
    train, leaf = page.get_by_label("Train 1 of 3"), page.get_by_label("s1")
    train.focus()
    page.keyboard.press("ArrowDown")
    expect(leaf).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(train).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(leaf).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(leaf).to_be_visible()
    expect(train).to_be_focused()


def test_a_group_of_a_tree_is_checked_as_a_whole(open_page: Open) -> None:
    page = open_page("views")
    group = page.get_by_label("Train 1 of 3")
    assert group.evaluate("(el) => el.dataset.indeterminate") == "true"
    group.click()
    page.wait_for_function("window.models[0].events.length > 0")
    page.get_by_label("s5").click()
    page.wait_for_function("window.models[0].events.filter((e) => e.event === 'change').length === 2")
    values = [params["value"] for path, event, params in events(page) if path == "tree"]
    assert [sorted(value) for value in values] == [["s1", "s2", "s3", "s4", "s5"], ["s1", "s2", "s3", "s4"]]


def test_a_timeline_asks_for_the_frames_it_needs_and_shows_them(open_page: Open) -> None:
    page = open_page("views")
    shown = page.locator("[data-path=frame_label] dd")
    expect(shown).to_have_text("frame 1")
    timeline = page.get_by_role("group", name="Video")
    timeline.get_by_role("button", name="Next frame").click()
    expect(shown).to_have_text("frame 2")
    slider = timeline.get_by_role("slider")
    slider.focus()
    page.keyboard.press("End")
    expect(shown).to_have_text("frame 120")
    ranges = [params["range"] for path, event, params in events(page) if event == "on_load_range"]
    assert ranges == [[1, 30], [91, 120]]


def test_a_timeline_plays_and_stops_at_its_end(open_page: Open) -> None:
    page = open_page("views")
    frames = page.get_by_role("group", name="Frames")
    frames.get_by_role("button", name="Play").click()
    expect(frames.locator("output")).to_have_text("3 / 3")
    expect(frames.get_by_role("button", name="Play")).to_be_visible()


def test_a_menu_without_room_keeps_the_rest_in_a_pop_up(open_page: Open) -> None:
    page = open_page("views", width=280)
    row = page.get_by_role("group", name="Tools", exact=True)
    expect(row.get_by_role("button", name="refresh")).to_be_visible()
    expect(row.get_by_role("button", name="help")).to_be_hidden()
    page.get_by_role("button", name="Tools: more").click()
    page.get_by_role("dialog", name="Tools: more").get_by_role("button", name="help").click()
    wait_for_event(page, "click")
    assert clicks(page) == [("menu.help", "click", {})]
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 900, "height": 700})
    expect(page.get_by_role("button", name="Tools: more")).to_have_count(0)
    expect(row.get_by_role("button", name="help")).to_be_visible()


def test_a_menu_with_an_icon_is_folded_behind_it(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("button", name="Folded menu").click()
    page.get_by_role("dialog", name="Folded menu").get_by_role("button", name="Second").click()
    wait_for_event(page, "click")
    assert clicks(page) == [("folded.b", "click", {})]


def test_a_container_is_clicked_but_not_through_its_content(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("button", name="In a card").click()
    page.get_by_role("button", name="A card to click").press("Enter")
    wait_for_event(page, "container")
    assert [(path, event) for path, event, _ in clicks(page)] == [
        ("carded", "click"),
        ("clickcard", "container"),
    ]


def test_a_button_in_a_card_does_not_click_the_card(open_page: Open) -> None:
    page = open_page("views")
    page.get_by_role("button", name="Inside").click()
    page.get_by_text("Text inside").click()
    wait_for_event(page, "container")
    assert [(path, event) for path, event, _ in clicks(page)] == [
        ("cardgrid.b", "click"),
        ("cardgrid", "container"),
    ]


def test_a_long_table_draws_what_is_in_sight_and_sorts_all_of_it(open_page: Open) -> None:
    page = open_page("large")
    table = page.get_by_role("table")
    rows = table.locator("tbody tr:not([aria-hidden])")
    expect(rows.first).to_contain_text("sample-0")
    assert rows.count() < 150
    page.get_by_role("button", name="confidence").click()
    expect(table.locator("th[aria-sort=ascending]")).to_have_text("confidence")
    expect(rows.nth(1)).to_contain_text("0.00001")
    page.get_by_role("button", name="confidence").click()
    expect(rows.first).to_contain_text("0.99999")
    rows.first.get_by_role("button", name="Open").click()
    wait_for_event(page, "action")
    [(_, _, params)] = [each for each in events(page) if each[1] == "action"]
    assert params["action"] == "open"
    shown = rows.first.locator("td").first.inner_text()
    assert shown == f"sample-{params['row']}", "the row's own position, not where it is shown"
    page.get_by_role("region", name="Samples").evaluate("(el) => { el.scrollTop = el.scrollHeight }")
    expect(rows.last).to_contain_text("sample-0")


def test_rows_are_as_high_as_the_virtual_table_believes(open_page: Open) -> None:
    page = open_page("large")
    rows = page.get_by_role("table").locator("tbody tr:not([aria-hidden])")
    expect(rows.first).to_be_visible()
    heights = rows.evaluate_all(
        "(rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]"
    )
    assert heights == [29]


def test_a_value_of_ten_megabytes_is_searched(open_page: Open) -> None:
    page = open_page("large")
    assert (
        page.evaluate("JSON.stringify(window.models[0].scene.nodes['panel:json'].value).length") > 9_000_000
    )
    page.get_by_label("Search in Metadata").fill("entry 999/42")
    expect(page.get_by_text("1 found", exact=True)).to_be_visible()
    expect(page.get_by_text("key999.42.name:")).to_be_visible()
    page.get_by_label("Search in Metadata").fill("lorem")
    expect(page.get_by_text("100000 found, the first 100 are shown")).to_be_visible()
    page.get_by_label("Search in Metadata").fill("")
    expect(page.get_by_role("button", name="1000 entries")).to_be_visible()


def test_tags_of_a_list_change_places_by_keyboard_and_by_dragging(open_page: Open) -> None:
    page = open_page("inputs")
    box = page.get_by_role("combobox", name="Tags")
    box.press_sequentially("three")
    box.press("Enter")
    box.press("ArrowLeft")
    page.keyboard.press("Alt+ArrowLeft")
    held = "JSON.stringify(window.models[0].scene.nodes['panel:tags'].value)"
    page.wait_for_function(f"{held} === JSON.stringify(['one', 'three', 'two'])")
    chips = page.locator("[data-path=tags] .MuiChip-root")
    chips.nth(2).drag_to(chips.nth(0))
    page.wait_for_function(f"{held} === JSON.stringify(['two', 'one', 'three'])")
