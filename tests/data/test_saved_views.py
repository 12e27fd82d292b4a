from __future__ import annotations

import pytest

from fo_widgets.data import Dataset, Panel, Space, ValidationError
from fo_widgets.data import ViewField as F


def test_a_view_is_saved_and_loaded(dataset: Dataset) -> None:
    view = dataset.match(F("number") > 1).filter_labels("boxes", F("label") == "cat").limit(1)
    dataset.save_view("My cats", view, description="only cats", color="#FF6D04")
    loaded = dataset.load_saved_view("My cats")
    assert loaded == view
    assert (loaded.name, loaded.is_saved) == ("My cats", True)
    assert loaded.limit(1).name is None
    assert loaded.values("boxes.detections.label") == [["cat"]]
    assert dataset.get_saved_view_info("My cats") == {
        "name": "My cats",
        "description": "only cats",
        "color": "#FF6D04",
    }


def test_patches_are_saved_too(dataset: Dataset) -> None:
    dataset.save_view("p", dataset.to_patches("boxes").match(F("boxes.label") == "dog"))
    assert dataset.load_saved_view("p").values("boxes.label") == ["dog"]


def test_names_are_unique_by_slug(dataset: Dataset) -> None:
    dataset.save_view("My View!", dataset.limit(1))
    with pytest.raises(ValueError, match="'My View!' already exists"):
        dataset.save_view("My View!", dataset.limit(2))
    with pytest.raises(ValueError, match="slug 'my-view' in use by saved view 'My View!'"):
        dataset.save_view("my view", dataset.limit(2))
    dataset.save_view("My View!", dataset.limit(2), overwrite=True)
    assert len(dataset.load_saved_view("My View!")) == 2
    assert dataset.list_saved_views() == ["My View!"]


def test_saved_views_are_edited_and_deleted(dataset: Dataset) -> None:
    dataset.save_view("a", dataset.limit(1))
    dataset.save_view("b", dataset.limit(1))
    dataset.update_saved_view_info("a", {"name": "c", "color": "red"})
    assert dataset.list_saved_views() == ["c", "b"]
    with pytest.raises(ValueError, match="Cannot edit"):
        dataset.update_saved_view_info("c", {"slug": "x"})
    with pytest.raises(ValueError, match="already exists"):
        dataset.update_saved_view_info("c", {"name": "b"})
    for text in ("nope!", "word", "Red", "#12345"):
        with pytest.raises(ValidationError, match="no colour"):
            dataset.update_saved_view_info("c", {"color": text})
    dataset.delete_saved_view("c")
    with pytest.raises(ValueError, match="no saved view 'c'"):
        dataset.load_saved_view("c")
    with pytest.raises(ValueError, match="Cannot save a view of dataset"):
        dataset.save_view("other", Dataset("other").view())
    dataset.delete_saved_views()
    assert not dataset.has_saved_views


def test_a_workspace_is_saved_and_loaded(dataset: Dataset) -> None:
    space = Space(
        children=[
            Space(children=[Panel(type="Samples", pinned=True)]),
            Space(children=[Panel(type="@a/b", state={"n": [None]})]),
        ],
        orientation="vertical",
        sizes=[0.5, 0.5],
    )
    dataset.save_workspace("Work", space, description="d")
    loaded = dataset.load_workspace("Work")
    assert loaded.name == "Work"
    assert loaded.children == space.children
    assert loaded.children[1].children[0].state == {"n": [None]}
    assert dataset.get_workspace_info("Work")["description"] == "d"
    dataset.update_workspace_info("Work", {"name": "Play"})
    assert dataset.list_workspaces() == ["Play"]
    dataset.delete_workspaces()
    with pytest.raises(ValueError, match="no saved workspace 'Play'"):
        dataset.load_workspace("Play")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"children": [Panel(type="A"), Space()]}, "same type"),
        ({"orientation": "diagonal"}, "horizontal"),
        ({"active_child": "nope", "children": [Panel(type="A")]}, "Active child"),
        ({"children": [Panel(type="A", component_id="a"), Panel(type="B", component_id="a")]}, "unique"),
        ({"children": [Panel(type="A")], "sizes": [0.5, 0.5]}, "one size"),
    ],
)
def test_a_space_that_cannot_be_shown_is_refused(options: dict[str, object], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        Space(**options)  # type: ignore[arg-type]
