"""Files with anything anywhere in them: an import succeeds, or says what is wrong and leaves nothing behind."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fo_widgets.data import Dataset, delete_dataset, list_datasets
from fo_widgets.data.formats import rle
from fo_widgets.data.formats.errors import FormatError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FILES = [
    ("COCODetectionDataset", {"label_field": "masks"}, "labels.json"),
    ("COCODetectionDataset", {"label_field": "joints"}, "labels.json"),
    ("GeoJSONDataset", {"location_field": "place"}, "labels.json"),
    ("FiftyOneDataset", {"export_media": False}, "samples.json"),
    ("FiftyOneDataset", {"export_media": False}, "metadata.json"),
    ("BDDDataset", {"label_field": ["boxes", "roofs", "weather"]}, "labels.json"),
    ("FiftyOneImageDetectionDataset", {"label_field": "boxes"}, "labels.json"),
    ("FiftyOneImageLabelsDataset", {"label_field": ["boxes", "roofs", "weather"]}, "labels/one.json"),
]
RELAXED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for k, v in inner for p in places(v, (*path, k)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with something else at a path."""
    if not path:
        return new
    out = copy.copy(value)
    out[path[0]] = replaced(out[path[0]], path[1:], new)
    return out


@pytest.mark.parametrize(("kind", "options", "name"), FILES)
@RELAXED
@given(data=st.data())
def test_anything_in_a_file_is_read_or_refused(
    kind: str, options: dict[str, Any], name: str, data: st.DataObject, dataset: Dataset, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    if not folder.exists():
        dataset.export(folder, kind, **options)
        (tmp_path / "original").write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    original = json.loads((tmp_path / "original").read_text(encoding="utf-8"))
    path = data.draw(st.sampled_from(places(original)))
    (folder / name).write_text(json.dumps(replaced(original, path, data.draw(JSON))), encoding="utf-8")
    try:
        loaded = Dataset.from_dir(folder, kind, name="loaded")
    except FormatError as error:
        told = str(error)
        assert str(tmp_path) in told or told.startswith("field "), told
    else:
        list(loaded)
        delete_dataset("loaded")
    assert list_datasets() == ["small"]


@RELAXED
@given(data=st.data())
def test_any_text_in_xml_is_read_or_refused(data: st.DataObject, dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    if not folder.exists():
        dataset.export(folder, "CVATImageDataset", label_field=["boxes", "roofs", "weather"])
        (tmp_path / "original").write_bytes((folder / "labels.xml").read_bytes())
    root = ElementTree.parse(tmp_path / "original").getroot()
    element = data.draw(st.sampled_from(list(root.iter())))
    new = data.draw(
        st.sampled_from(["", "x", "-1", "0", "nan", "1e999", "99999999999999999999", "1,2;3", "\u0660"])
    )
    change = data.draw(st.sampled_from(["text", "tag", "remove", *element.attrib]))
    if change == "text":
        element.text = new
    elif change == "tag":
        element.tag = data.draw(
            st.sampled_from(["box", "mask", "points", "tag", "polygon", "image", "meta", "label"])
        )
    elif change == "remove":
        element.clear()
    else:
        element.set(change, new)
    ElementTree.ElementTree(root).write(folder / "labels.xml", encoding="utf-8")
    try:
        Dataset.from_dir(folder, "CVATImageDataset", name="loaded")
        delete_dataset("loaded")
    except FormatError as error:
        assert "labels.xml" in str(error) or str(folder) in str(error)  # noqa: PT017
    assert list_datasets() == ["small"]


@settings(RELAXED, max_examples=15)
@given(data=st.data())
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject, dataset: Dataset, tmp_path: Path) -> None:
    original = tmp_path / "original.bin"
    if not original.exists():
        dataset.export(tmp_path / "out", "BDDDataset", label_field="boxes")
        kinds = [
            shutil.make_archive(str(tmp_path / "a"), kind, tmp_path / "out") for kind in ("zip", "gztar")
        ]
        original.write_bytes(b"".join(Path(k).read_bytes() for k in kinds[:1]))
        (tmp_path / "second.bin").write_bytes(Path(kinds[1]).read_bytes())
    name = data.draw(st.sampled_from(["original.bin", "second.bin"]))
    content = bytearray((tmp_path / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    place = tmp_path / "damaged"
    place.mkdir(exist_ok=True)
    path = place / "x.zip"
    path.write_bytes(content)
    try:
        Dataset.from_archive(path, "BDDDataset", name="loaded")
        delete_dataset("loaded")
        shutil.rmtree(place / "x")
    except FormatError as error:
        assert str(place / "x") in str(error)  # noqa: PT017
    assert [p.name for p in place.iterdir() if p.name != "x.zip"] == []
    assert sorted(p.name for p in tmp_path.parent.glob("evil*")) == []
    assert list_datasets() == ["small"]


@RELAXED
@given(line=st.text(alphabet="0123456789.-e nainf\t", max_size=30))
def test_any_line_of_yolo_is_read_or_refused(line: str, dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    if not folder.exists():
        dataset.export(folder, "YOLOv5Dataset", label_field="boxes")
    (folder / "labels/val/one.txt").write_text(line)
    try:
        Dataset.from_dir(folder, "YOLOv5Dataset", name="loaded")
        delete_dataset("loaded")
    except FormatError as error:
        assert "one.txt, line 1" in str(error)  # noqa: PT017
    assert list_datasets() == ["small"]


@given(st.integers(0, 6), st.integers(0, 6), st.data())
def test_masks_survive_run_lengths(height: int, width: int, data: st.DataObject) -> None:
    bits = data.draw(st.lists(st.booleans(), min_size=height * width, max_size=height * width))
    mask = np.array(bits, dtype=bool).reshape(height, width)
    assert np.array_equal(rle.decode(rle.encode(mask)), mask)
