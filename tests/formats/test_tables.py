"""CSV, GeoJSON, folders of classes, and data frames: which values become which fields, and back."""

from __future__ import annotations

import importlib.util
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from fo_widgets.data import Dataset, GeoLocations, Sample
from fo_widgets.data.formats.errors import FormatError, MissingFileError

CSV, GEO, TREE = "CSVDataset", "GeoJSONDataset", "ImageClassificationDirectoryTree"


# -- CSV --------------------------------------------------------------------


def test_csv_columns_come_back_as_text_or_parsed(dataset: Dataset, tmp_path: Path) -> None:
    fields = ["filepath", "tags", "number", "weather.label", "weather.confidence"]
    dataset.export(tmp_path / "out", CSV, fields=fields)
    loaded = Dataset.from_dir(tmp_path / "out", CSV)
    assert loaded.values("number") == ["1", "2", None]
    assert loaded.values("weather.label") == ["sun", "räin", None]
    assert loaded.values("weather.confidence") == [0.25, 0.25, None]
    assert loaded.values("tags") == [["t0"], ["t1"], ["t2"]]
    parsed = Dataset.from_dir(tmp_path / "out", CSV, fields={"number": int, "tags": None})
    assert parsed.values("number") == [1, 2, None]
    assert not parsed.has_sample_field("weather")


def test_csv_columns_are_renamed_and_lists_joined(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(
        labels_path=tmp_path / "x.csv", dataset_type=CSV, fields={"filepath": "path", "embedding": "e"}
    )
    lines = (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["path,e", 'one.png,"0.0,1.0,2.0"', 'one.png,"0.0,1.0,2.0"', "zwei ü.jpg,"]


def test_csv_with_whole_paths_needs_no_folder(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(labels_path=tmp_path / "x.csv", dataset_type=CSV, abs_paths=True)
    loaded = Dataset.from_dir(labels_path=tmp_path / "x.csv", dataset_type=CSV)
    assert loaded.values("filepath") == dataset.values("filepath")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("path,x\na,1", "no column 'filepath'.*it has: path, x.*`filepath`"),
        ("filepath,n\none.png", "line 2: there should be 2 cells"),
        ("filepath,n\none.png,1,2", "line 2: there should be 2 cells"),
        ("filepath,_x\none.png,1", "column '_x' cannot be a field"),
        ("filepath,a.b.c\none.png,1", "column 'a.b.c' fits no field"),
        ("filepath,a,a.label\none.png,1,2", "columns of field 'a' contradict"),
        ("filepath,a.confidence\none.png,much", r"row of .*one\.png: could not convert"),
    ],
)
def test_malformed_csv_is_named(text: str, message: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", CSV)
    (tmp_path / "out/labels.csv").write_text(text)
    with pytest.raises(FormatError, match=rf"labels\.csv.*{message}"):
        Dataset.from_dir(tmp_path / "out", CSV)


def test_csv_values_that_do_not_parse_are_placed(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", CSV, fields=["filepath", "weather.label"])
    with pytest.raises(FormatError, match=r"labels\.csv, line 2, weather.label: 'sun' cannot be parsed"):
        Dataset.from_dir(tmp_path / "out", CSV, fields={"weather.label": int})
    with pytest.raises(FormatError, match=r"no columns \['nope'\]; it has: filepath, weather.label"):
        Dataset.from_dir(tmp_path / "out", CSV, fields=["nope"])


@pytest.mark.parametrize("kind", [CSV, GEO])
def test_rows_without_media_are_named_or_left_out(kind: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", kind)
    (tmp_path / "out/data/one-2.png").unlink()
    with pytest.raises(MissingFileError, match=r"'one-2\.png' is not in .*skip_missing_media=True"):
        Dataset.from_dir(tmp_path / "out", kind)
    assert len(Dataset.from_dir(tmp_path / "out", kind, skip_missing_media=True)) == 2


@pytest.mark.parametrize("kind", [CSV, GEO])
def test_media_without_rows_are_read_if_asked_for(kind: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset[:2].export(tmp_path / "out", kind)
    (tmp_path / "out/data/more.png").write_bytes((tmp_path / "out/data/one.png").read_bytes())
    assert len(Dataset.from_dir(tmp_path / "out", kind)) == 2
    assert len(Dataset.from_dir(tmp_path / "out", kind, include_all_data=True)) == 3


# -- GeoJSON ----------------------------------------------------------------


def test_places_come_back_with_properties(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", GEO, property_makers={"number": lambda n: n * 10})
    loaded = Dataset.from_dir(tmp_path / "out", GEO, location_field="where")
    assert loaded.values("where.point") == [[10.0, 20.0], [11.0, 20.0], None]
    assert loaded.values("number") == [10, 20, None]
    parsed = Dataset.from_dir(tmp_path / "out", GEO, property_parsers={"number": str})
    assert parsed.values("number") == ["10", "20", None]


def test_several_places_come_back(pictures: Path, tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.add_sample(
        Sample(
            filepath=str(pictures / "a/one.png"),
            places=GeoLocations(points=[[1.0, 2.0], [3.0, 4.0]], lines=[[[0.0, 0.0], [1.0, 1.0]]]),
        )
    )
    dataset.export(tmp_path / "out", GEO, location_field="places")
    found = Dataset.from_dir(tmp_path / "out", GEO, multi_location=True).first().location
    assert found.points == [[1.0, 2.0], [3.0, 4.0]]
    assert found.lines == [[[0.0, 0.0], [1.0, 1.0]]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(type="Feature"), "should have type 'FeatureCollection'"),
        (lambda d: d["features"][0].update(properties={}), "feature 1 should name its media file"),
        (lambda d: d["features"][0].update(geometry={"type": "Star"}), "feature 1: unknown geometry 'Star'"),
        (lambda d: d["features"][0].update(geometry=5), "feature 1: `geometry` should be an object"),
        (lambda d: d["features"][0]["geometry"].update(coordinates="x"), "feature 1: "),
    ],
)
def test_malformed_geojson_is_named(change: Any, message: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", GEO)
    path = tmp_path / "out/labels.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))
    with pytest.raises(FormatError, match=rf"labels\.json.*{message}"):
        Dataset.from_dir(tmp_path / "out", GEO)


# -- folders of classes -----------------------------------------------------


def test_folders_are_classes(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", TREE)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["_unlabeled", "räin", "sun"]
    loaded = Dataset.from_dir(tmp_path / "out", TREE, compute_metadata=True)
    assert loaded.count_values("ground_truth.label") == {"sun": 1, "räin": 1, None: 1}
    assert loaded.default_classes == ["räin", "sun"]
    assert loaded.first().metadata.width == 40
    assert len(Dataset.from_dir(tmp_path / "out", TREE, classes="sun")) == 1
    with pytest.raises(FormatError, match=r"no folder for \['snow'\]; there are \['_unlabeled'"):
        Dataset.from_dir(tmp_path / "out", TREE, classes=["snow"])


def test_a_folder_without_folders_is_refused(pictures: Path) -> None:
    with pytest.raises(FormatError, match="has no folders; this format wants one for each class"):
        Dataset.from_dir(pictures / "a", TREE)


@pytest.mark.parametrize("label", ["a/b", "..", ""])
def test_a_label_that_leads_elsewhere_is_refused(label: str, dataset: Dataset, tmp_path: Path) -> None:
    view = dataset.map_labels("weather", {"sun": label})
    with pytest.raises(FormatError, match="cannot be the name of a folder; rename it with map_labels"):
        view.export(tmp_path / "out", TREE)


# -- data frames ------------------------------------------------------------


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_a_data_frame_carries_fields_and_labels(backend: str, dataset: Dataset) -> None:
    frame = dataset.to_dataframe(backend=backend)
    assert len(frame) == 3
    loaded = Dataset.from_dataframe(frame, name="loaded")
    for path in (
        "filepath",
        "tags",
        "number",
        "weather.label",
        "weather.confidence",
        "boxes.detections.label",
        "boxes.detections.bounding_box",
        "boxes.detections.confidence",
        "roofs.polylines.points",
        "place.point",
    ):
        assert loaded.values(path) == dataset.values(path), path
    assert np.array_equal(np.array(loaded.first().embedding), [0.0, 1.0, 2.0])
    assert not set(loaded.values("id")) & set(dataset.values("id"))


def test_columns_without_values_are_left_out_unless_asked_for(dataset: Dataset) -> None:
    assert "boxes.detections.index" not in dataset.to_dataframe().columns
    assert list(dataset.to_dataframe(["filepath", "boxes.detections.index"])) == [
        "filepath",
        "boxes.detections.index",
    ]
    with pytest.raises(FormatError, match="there is no field 'nope'"):
        dataset.to_dataframe(["nope"])


def test_patches_are_a_row_a_label(dataset: Dataset) -> None:
    frame = dataset.to_patches("boxes").to_dataframe(["sample_id", "boxes.label", "boxes.bounding_box"])
    assert frame["boxes.label"].tolist() == ["cat", "dög"] * 2
    assert frame.groupby("sample_id").size().tolist() == [2, 2]


def test_types_of_columns_become_types_of_fields(pictures: Path) -> None:
    frame = pd.DataFrame(
        {
            "path": ["a/one.png", "b/one.png"],
            "n": [1, 2],
            "x": [0.5, np.nan],
            "ok": [True, False],
            "text": ["ü", None],
            "when": pd.to_datetime(["2024-01-02T03:04:05+02:00", None], utc=True),
            "tags": ["a, b", ""],
            "score.value": [1.5, 2.5],
            "metadata.width": [40, 40],
            "words": [["x"], []],
            "maybe": pd.array([1, None], dtype="Int64"),
        }
    )
    dataset = Dataset.from_dataframe(frame, filepath="path", image_root=pictures)
    assert dataset.values("n") == [1, 2]
    assert dataset.values("x") == [0.5, None]
    assert dataset.values("ok") == [True, False]
    assert dataset.values("text") == ["ü", None]
    assert dataset.values("when") == [datetime(2024, 1, 2, 1, 4, 5), None]  # noqa: DTZ001
    assert dataset.values("tags") == [["a", "b"], []]
    assert dataset.values("score.value") == [1.5, 2.5]
    assert dataset.values("metadata.width") == [40, 40]
    assert dataset.values("words") == [["x"], []]
    assert dataset.values("maybe") == [1, None]
    kinds = {n: type(f).__name__ for n, f in dataset.get_field_schema().items()}
    assert (kinds["n"], kinds["x"], kinds["ok"], kinds["when"]) == (
        "IntField",
        "FloatField",
        "BooleanField",
        "DateTimeField",
    )


def test_polars_frames_keep_nan_and_may_be_lazy(pictures: Path) -> None:
    path = str(pictures / "a/one.png")
    frame = pl.LazyFrame({"filepath": [path, path], "x": [float("nan"), None]})
    values = Dataset.from_dataframe(frame).values("x")
    assert values[0] != values[0]
    assert values[1] is None


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"path": ["a/one.png"]}, "no column 'filepath'"),
        ({"filepath": [5]}, "row 0: a path of media should be text, not 5"),
        ({"filepath": ["nope.png"]}, r"row 0: the media file .*nope\.png is not there.*`image_root`"),
        ({"filepath": ["a/one.png"], 5: [1]}, "column 5 cannot be a field"),
        (
            {"filepath": ["a/one.png"], "b.detections.label": [["a"]], "b.detections.x": [[1, 2]]},
            "of one length",
        ),
    ],
)
def test_malformed_data_frames_are_named(columns: dict[Any, Any], message: str, pictures: Path) -> None:
    with pytest.raises(FormatError, match=message):
        Dataset.from_dataframe(pd.DataFrame(columns), image_root=pictures)


def test_what_is_no_data_frame_is_refused(dataset: Dataset) -> None:
    with pytest.raises(FormatError, match="should be a data frame of pandas or polars, not dict"):
        Dataset.from_dataframe({"filepath": []})
    with pytest.raises(FormatError, match="`backend` should be one of"):
        dataset.to_dataframe(backend="arrow")


def test_pandas_is_asked_for_when_it_is_not_installed(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pandas" else find(name))
    with pytest.raises(ImportError, match="pip install pandas; or pass backend='polars'"):
        dataset.to_dataframe()
    assert len(dataset.to_dataframe(backend="polars")) == 3


def test_attributes_that_labels_do_not_have_are_declared(pictures: Path) -> None:
    frame = pd.DataFrame(
        {
            "filepath": [str(pictures / "a/one.png")],
            "boxes.detections.bounding_box": [[[0, 0, 0.5, 0.5]]],
            "boxes.detections.mood": [["calm"]],
            "weather.label": ["sun"],
        }
    )
    dataset = Dataset.from_dataframe(frame)
    assert "boxes.detections.mood" in dataset.get_field_schema(flat=True)
    assert dataset.distinct("boxes.detections.mood") == ["calm"]
