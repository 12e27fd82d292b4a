"""What one program writes to MongoDB, the other sees as the writer does; both are connected all the time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.interop.conftest import Side

Sides = tuple[Side, Side]
EACH = pytest.mark.parametrize("sides", ["theirs", "ours"], indirect=True)


@pytest.fixture(scope="module")
def media(ours: Side, folder: Path) -> str:
    place = str(folder / "media")
    ours("media", folder=place)
    return place


def differences(a: Any, b: Any, path: str = "") -> list[str]:
    """Where two descriptions differ, for a failure that can be read."""
    if isinstance(a, dict) and isinstance(b, dict):
        out = [f"{path}.{k}: only one has it" for k in {*a} ^ {*b}]
        return out + [d for k in a if k in b for d in differences(a[k], b[k], f"{path}.{k}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [
            d for i, (x, y) in enumerate(zip(a, b, strict=True)) for d in differences(x, y, f"{path}[{i}]")
        ]
    return [] if a == b and type(a) is type(b) else [f"{path}: {a!r} != {b!r}"[:400]]


def assert_alike(a: Any, b: Any) -> None:
    """Fails with all places where two descriptions differ."""
    found = differences(a, b)
    if found:
        pytest.fail("\n".join(found[:60]))


def seen_alike(sides: Sides, name: str) -> Any:
    """The description of a dataset, after a look at both."""
    writer, reader = sides
    written, read = writer("describe", name=name), reader("describe", name=name)
    assert_alike(written, read)
    return read


@EACH
@pytest.mark.parametrize("kind", ["images", "videos", "groups"])
def test_a_dataset_of_one_is_seen_by_the_other_as_by_its_writer(sides: Sides, kind: str, media: str) -> None:
    writer, _ = sides
    name = f"{kind} of {writer.name}"
    writer(kind, name=name, folder=media)
    found = seen_alike(sides, name)
    assert len(found["samples"]) == {"images": 3, "videos": 2, "groups": 6}[kind]
    assert len(found["saved_views"]) == {"images": 11, "videos": 1, "groups": 1}[kind]


@pytest.mark.parametrize("kind", ["images", "videos", "groups"])
def test_both_make_the_same_dataset_of_the_same_calls(
    kind: str, theirs: Side, ours: Side, media: str
) -> None:
    found = []
    for side in (theirs, ours):
        name = f"same {kind} {side.name}"
        side(kind, name=name, folder=media)
        schema = side("describe", name=name)
        found.append([schema["schema"], schema.get("frame_schema"), schema["info"], schema.get("aggregated")])
    assert_alike(*found)


@EACH
def test_what_the_other_edits_is_seen_by_the_writer(sides: Sides, media: str) -> None:
    writer, editor = sides
    name = f"edited by {editor.name}"
    writer("images", name=name, folder=media)
    before = seen_alike(sides, name)
    editor("edit", name=name, folder=media)
    after = seen_alike(sides, name)
    assert before != after
    assert len(after["samples"]) == 3
    assert after["samples"][0]["text"] == "edited"
    assert after["samples"][0]["detections"]["detections"][0]["label"] == "lion"
    assert after["samples"][0]["late"] == "EDITED"
    assert [s.get("added") for s in after["samples"]] == [7, None, 8]
    assert "terms" in after["schema"]
    assert not {"words", "day"} & set(after["schema"])
    assert sorted(after["runs"]) == ["run_renamed", "run_two"]
    assert "edited" in after["saved_views"]
    assert "geo" not in after["saved_views"]


@EACH
def test_a_dataset_of_one_is_cloned_renamed_and_deleted_by_the_other(sides: Sides, media: str) -> None:
    writer, other = sides
    name, copy = f"to clone by {other.name}", f"cloned by {other.name}"
    writer("images", name=name, folder=media)
    other("clone", name=name, new_name=copy)
    cloned = seen_alike((other, writer), copy)
    assert len(cloned["saved_views"]) == 11
    assert cloned["runs"]["run_one"][4] == [1, 2.5, None]
    other("rename", name=name, new_name=f"{name} renamed")
    assert f"{name} renamed" in writer("listed")
    other("delete", name=f"{name} renamed")
    assert f"{name} renamed" not in writer("listed")
    assert writer("listed") == other("listed")


@EACH
def test_a_store_of_one_is_read_by_the_other(sides: Sides) -> None:
    writer, reader = sides
    writer("write_store", store=f"store of {writer.name}")
    found = reader("read_store", store=f"store of {writer.name}")
    assert found == writer("read_store", store=f"store of {writer.name}")
    assert found["changed"] == 2
    assert found["plain"] == {"a": [1, 2.5, None, "ü"], "when": "2024-05-06T07:08:09.123000"}
    assert "deleted" not in found


def test_evaluations_and_embeddings_of_fiftyone_are_read(theirs: Side, ours: Side, media: str) -> None:
    theirs("images", name="evaluated", folder=media)
    theirs("evaluate", name="evaluated")
    found = theirs("runs_seen", name="evaluated")
    assert found["evaluations"] == ["ev_boxes", "ev_class"]
    assert found["points"][2]["array"] == [[0.0, 1.5], [0.5, 1.5], [1.0, 1.5]]
    assert_alike(found, ours("runs_seen", name="evaluated"))
