from __future__ import annotations

import base64
import datetime as dt

import ipywidgets as W

from fo_widgets.faces.ipywidgets.components.files import file_value, size_text
from tests.faces.ipywidgets.stage import node


def test_a_dialog_opens_asks_and_closes_with_the_answer(draw):
    view = {
        "label": "Delete",
        "modal": {"title": "Delete all?"},
        "primaryButton": {"primaryText": "Yes"},
        "secondaryButton": {"secondaryText": "No", "disabled": True},
    }
    screen = draw(node("ModalView", "a", view=view))
    dialog = screen.control("x:a")
    assert dialog.children == (dialog.opener,)
    dialog.opener.click()
    assert "Delete all?" in dialog.children[1].children[0].value
    assert [(each.description, each.disabled) for each in dialog.children[1].children[1].children] == [
        ("No", True),
        ("Yes", False),
    ]
    dialog.buttons["primaryButton"].click()
    assert screen.stage.gestures == [("a", "primaryButton", {})]
    assert dialog.children == (dialog.opener,)


def test_a_path_is_picked_from_the_folders_of_the_kernel(draw, tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text("abc")
    (tmp_path / "b.bin").write_text("")
    view = {"default_path": str(tmp_path), "allowed_extensions": [".txt"]}
    screen = draw(node("FileExplorerView", "a", view=view))
    explorer = screen.control("x:a")
    explorer.browse.value = True
    assert [name for name, _ in explorer.listing.options] == [".. (the folder above)", "inner/"]
    explorer.listing.value = tmp_path / "inner"
    explorer.listing.value = tmp_path / "inner" / "a.txt"
    [(path, event, params)] = screen.stage.gestures
    assert (path, event) == ("a", "change")
    assert params["value"]["absolute_path"] == str(tmp_path / "inner" / "a.txt")
    assert (params["value"]["type"], params["value"]["size"]) == ("file", 3)
    assert explorer.listing not in explorer.children


def test_a_folder_is_taken_where_one_is_wanted(draw, tmp_path):
    (tmp_path / "b.bin").write_text("")
    screen = draw(node("FileExplorerView", "a", view={"default_path": str(tmp_path), "choose_dir": True}))
    explorer = screen.control("x:a")
    explorer.browse.value = True
    assert [name for name, _ in explorer.listing.options] == [".. (the folder above)"]
    explorer.take.click()
    assert screen.stage.gestures[0][2]["value"]["type"] == "directory"


def test_a_timeline_asks_for_the_frames_of_its_loader_once(draw):
    screen = draw(
        node("TimelineView", "t", view={"timeline_name": "clip", "total_frames": 70}),
        node("FrameLoaderView", "l", view={"timeline_name": "clip"}, events=["on_load_range"]),
    )
    assert screen.control("x:l") is None
    for frame in (2, 3, 31, 70, 32):
        screen.control("x:t").slider.value = frame
    screen.stage.session.run(lambda: None)
    assert screen.stage.gestures == [
        ("l", "on_load_range", {"range": [first, last]}) for first, last in ((1, 30), (31, 60), (61, 70))
    ]


def test_uploads_carry_the_file(draw):
    when = dt.datetime(2024, 1, 1, tzinfo=dt.timezone.utc)
    file = {
        "name": "a.txt",
        "type": "text/plain",
        "size": 3,
        "content": memoryview(b"abc"),
        "last_modified": when,
    }
    screen = draw(node("FileView", "a", view={"max_size": 10}))
    screen.control("x:a").value = (file,)
    assert screen.stage.gestures == [("a", "change", {"value": file_value(file)})]
    assert base64.b64decode(file_value(file)["content"]) == b"abc"
    assert file_value(file)["last_modified"] == 1704067200000
    assert screen.control("x:a").description == "Replace file"
    beside = [each.widget.value for each in screen._shown["x:a"].lives if isinstance(each.widget, W.HTML)]
    assert "a.txt" in beside[0]
    assert "3 B" in beside[0]


def test_a_file_that_is_too_large_is_refused_and_said_so(draw):
    screen = draw(node("FileView", "a", view={"max_size": 2}))
    toasts = []
    screen.stage.emit = toasts.append
    file = {
        "name": "a.txt",
        "type": "",
        "size": 3,
        "content": b"abc",
        "last_modified": dt.datetime.now(dt.timezone.utc),
    }
    screen.control("x:a").value = (file,)
    assert screen.stage.gestures == []
    assert "at most 2 B" in toasts[0]["message"]
    assert screen.control("x:a").value == ()


def test_sizes_are_told_in_units_people_use():
    assert [size_text(size) for size in (12, 1536, 20480, 5 << 20)] == ["12 B", "1.5 kB", "20 kB", "5.0 MB"]


def test_local_media_are_read_from_the_kernels_machine(draw, tmp_path):
    file = tmp_path / "a.png"
    file.write_bytes(b"png")
    image = draw(node("ImageView", "a", value=str(file))).control("x:a")
    assert bytes(image.value) == b"png"
    assert image.format == "png"
