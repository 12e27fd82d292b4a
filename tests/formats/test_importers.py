"""Importers, exporters and parsers that plugins derive from the classes of `fiftyone.utils.data`."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fo_widgets.data import (
    Classification,
    Dataset,
    Detection,
    Detections,
    ImageMetadata,
    IntField,
    Sample,
    list_datasets,
)
from fo_widgets.data.errors import MediaTypeError, ValidationError
from fo_widgets.data.formats import exporters, importers, media_exporters, sample_parsers
from fo_widgets.data.formats.errors import FormatError, MissingFileError
from fo_widgets.plugins.compat import dataset_types as types


class Pictures(importers.UnlabeledImageDatasetImporter):
    """The pictures of a folder."""

    has_image_metadata = False

    def __init__(
        self, dataset_dir: Any = None, shuffle: bool = False, seed: Any = None, max_samples: Any = None
    ) -> None:
        super().__init__(dataset_dir, shuffle, seed, max_samples)
        self.told: list[str] = []

    def setup(self) -> None:
        self.told.append("setup")

    def __iter__(self) -> Iterator[Any]:
        found = sorted(str(p) for p in Path(self.dataset_dir).rglob("*.png"))  # type: ignore[arg-type]
        return iter([(p, None) for p in self._preprocess_list(found)])

    def close(self, *args: Any) -> None:
        self.told.append(f"close {args[0]}")


class Labelled(importers.LabeledImageDatasetImporter):
    """Entries as given."""

    has_image_metadata = True
    label_cls = None

    def __init__(self, *entries: Any, info: Any = None) -> None:
        super().__init__()
        self._entries, self._info = entries, info

    @property
    def has_dataset_info(self) -> bool:
        return self._info is not None

    def get_dataset_info(self) -> Any:
        return self._info

    def __iter__(self) -> Iterator[Any]:
        return iter(self._entries)


def test_an_importer_is_opened_read_and_closed(pictures: Path) -> None:
    importer = Pictures(pictures)
    dataset = Dataset.from_importer(importer, tags="t")
    assert dataset.values("filepath") == [str(pictures / "a/one.png"), str(pictures / "b/one.png")]
    assert (dataset.distinct("tags"), importer.told) == (["t"], ["setup", "close None"])


def test_a_type_names_its_importer(pictures: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Own(types.UnlabeledImageDataset):  # type: ignore[name-defined,misc]
        def get_dataset_importer_cls(self) -> Any:
            return Pictures

    with caplog.at_level(logging.WARNING):
        assert len(Dataset.from_dir(pictures, Own, max_samples=1, nonsense=2)) == 1
    assert "options ['nonsense'] are ignored: Pictures takes dataset_dir" in caplog.text
    dataset = Dataset()
    dataset.merge_dir(pictures, Own(), tags="merged")
    assert dataset.values("tags") == [["merged"]] * 2
    with pytest.raises(FormatError, match="Own is not supported"):
        dataset.export(pictures / "out", Own)


def test_labels_go_to_fields_as_for_folders(pictures: Path) -> None:
    path = str(pictures / "a/one.png")
    label = Classification(label="x")

    def fields(entry: Any, **options: Any) -> list[str]:
        schema = Dataset.from_importer(Labelled(entry), **options).get_field_schema()
        return [n for n, f in schema.items() if "labels" in str(f)]

    assert fields((path, None, label)) == ["ground_truth"]
    assert fields((path, ImageMetadata(width=3), label), label_field="gt") == ["gt"]
    assert fields((path, None, {"a": label, "b": None})) == ["a"]
    assert fields((path, None, {"a": label}), label_field="gt") == ["gt_a"]
    assert fields((path, None, {"a": label, "b": label}), label_field={"a": "q"}) == ["q", "b"]


def test_facts_of_importers_become_facts_of_the_dataset(pictures: Path) -> None:
    info = {
        "classes": ["x"],
        "mask_targets": {"f": {1: "z"}},
        "app_config": {"grid_media_field": "filepath"},
        "k": 1,
    }
    importer = Labelled((str(pictures / "a/one.png"), None, None), info=info)
    dataset = Dataset.from_importer(importer)
    assert (dataset.default_classes, dataset.mask_targets, dataset.info) == (["x"], {"f": {1: "z"}}, {"k": 1})
    assert Dataset.from_importer(importer, add_info=False).info == {}
    filled = Dataset("filled")
    with pytest.raises(AssertionError):
        filled.add_importer(Labelled((str(pictures / "a/one.png"), None, None), info={"mask_targets": 5}))
    assert len(filled) == 0


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (5, r"Labelled should give \(path, metadata, label\), not 5"),
        (("a.png", None), r"should give \(path, metadata, label\)"),
        ((np.zeros(3), None, None), "with a path"),
    ],
)
def test_entries_of_another_kind_are_refused(entry: Any, told: str, pictures: Path) -> None:
    with pytest.raises(FormatError, match=told):
        Dataset.from_importer(Labelled((str(pictures / "a/one.png"), None, None), entry))
    assert list_datasets() == []


def test_what_a_class_should_define_is_named() -> None:
    with pytest.raises(NotImplementedError, match="LabeledImageDatasetImporter should define `label_cls`"):
        importers.LabeledImageDatasetImporter().label_cls
    with pytest.raises(NotImplementedError, match="should define `__next__"):
        Dataset.from_importer(importers.UnlabeledImageDatasetImporter())
    with pytest.raises(FormatError, match=r"should be a DatasetImporter of fiftyone\.utils\.data, not str"):
        Dataset.from_importer("nonsense")
    with pytest.raises(FormatError, match=r"should be a DatasetExporter of fiftyone\.utils\.data, not int"):
        Dataset().export(dataset_exporter=5)


def test_samples_have_the_fields_that_their_importer_declares(pictures: Path) -> None:
    class Samples(importers.GenericSampleDatasetImporter):
        has_sample_field_schema = True
        extra: dict[str, Any] = {}

        def get_sample_field_schema(self) -> Any:
            text = "fiftyone.core.fields.ListField(fiftyone.core.fields.StringField)"
            boxes = "fiftyone.core.fields.EmbeddedDocumentField(fiftyone.core.labels.Detections)"
            return {"number": IntField(), "words": text, "boxes": boxes, "late": IntField}

        def __iter__(self) -> Iterator[Any]:
            yield Sample(str(pictures / "a/one.png"), number=1, words=["a"], **self.extra)

    dataset = Dataset.from_importer(Samples())
    assert str(dataset.get_field_schema()["boxes"]).endswith("labels.Detections)")
    assert (dataset.first().number, dataset.first().late) == (1, None)
    Samples.extra = {"nope": 5}
    empty = Dataset("empty")
    with pytest.raises(ValueError, match="'nope'"):
        empty.add_importer(Samples())
    assert "number" not in empty.get_field_schema()
    Samples.get_sample_field_schema = lambda self: {"x": "Nonsense"}  # type: ignore[method-assign,assignment]
    with pytest.raises(FormatError, match="'Nonsense' is no field"):
        empty.add_importer(Samples())


def test_groups_are_imported_and_exported(pictures: Path) -> None:
    class Groups(importers.GroupDatasetImporter):
        has_sample_field_schema = False
        group_field = "pair"

        def get_group_media_types(self) -> Any:
            return {"left": "image", "right": "image"}

        def __iter__(self) -> Iterator[Any]:
            one, two = (Sample(str(pictures / f"{n}/one.png")) for n in "ab")
            yield {"left": one, "right": two}

    class Out(exporters.GroupDatasetExporter):
        seen: list[Any] = []

        def export_group(self, group: Any) -> None:
            self.seen.append({k: Path(s.filepath).parent.name for k, s in group.items()})

    dataset = Dataset.from_importer(Groups())
    assert (dataset.group_field, dataset.group_slices, len(dataset)) == ("pair", ["left", "right"], 1)
    dataset.export(dataset_exporter=Out())
    assert Out.seen == [{"left": "a", "right": "b"}]


@pytest.mark.parametrize("fails", ["schema", "samples", "facts"])
def test_an_import_of_groups_that_fails_leaves_nothing_behind(pictures: Path, fails: str) -> None:
    class Groups(importers.GroupDatasetImporter):
        has_sample_field_schema = False
        group_field = "pair"
        has_dataset_info = True

        def get_group_media_types(self) -> Any:
            return {"left": "video", "right": "nonsense" if fails == "schema" else "image"}

        def __iter__(self) -> Iterator[Any]:
            yield {"right": Sample(str(pictures / "a/one.png"), number=1)}
            if fails == "samples":
                yield "no group"

        def get_dataset_info(self) -> Any:
            return {"default_classes": ["a"], "mask_targets": 5, "note": 1}

    empty = Dataset("empty")
    before, indexes = empty._doc.to_dict(), empty.list_indexes()
    problem = {"schema": "nonsense", "samples": "no group", "facts": "mask_targets"}[fails]
    with pytest.raises((FormatError, MediaTypeError, ValidationError), match=problem):
        empty.add_importer(Groups())
    after = empty._doc.to_dict()
    assert {key for key in after if after[key] != before[key]} <= {"last_modified_at"}
    assert (len(empty), empty.list_indexes(), empty._frame_store) == (0, indexes, None)
    empty.add_sample(Sample(str(pictures / "a/one.png")))
    assert empty.media_type == "image"


def test_what_a_batch_importer_added_before_it_failed_is_gone(pictures: Path) -> None:
    class Half(importers.BatchDatasetImporter):
        has_dataset_info = False

        def import_samples(self, dataset: Any, tags: Any = None, progress: Any = None) -> list[str]:
            dataset.add_sample(Sample(str(pictures / "b/one.png"), extra=1))
            raise OSError("the rest is gone")

    here = Dataset("here")
    here.add_sample(Sample(str(pictures / "a/one.png")))
    with pytest.raises(OSError, match="the rest is gone"):
        here.add_importer(Half())
    assert [Path(path).parent.name for path in here.values("filepath")] == ["a"]
    assert "extra" not in here.get_field_schema()


class Keeping(exporters.LabeledImageDatasetExporter):
    """Keeps what it is given."""

    requires_image_metadata = True
    label_cls: Any = Detections

    def __init__(self, export_dir: Any = None, note: Any = None) -> None:
        super().__init__(export_dir)
        self.kept: list[Any] = []
        self.note = note
        MADE.append(self)

    def export_sample(self, image_or_path: Any, label: Any, metadata: Any = None) -> None:
        name = os.path.basename(image_or_path) if isinstance(image_or_path, str) else image_or_path.shape
        self.kept.append((name, label, metadata.width))


MADE: list[Keeping] = []


def test_an_exporter_gets_labels_as_it_wants_them(dataset: Dataset) -> None:
    def kept(label_cls: Any, label_field: Any = None) -> Any:
        exporter = Keeping()
        exporter.label_cls = label_cls
        dataset.export(dataset_exporter=exporter, label_field=label_field)
        assert exporter.kept[2][1] in (None, dict.fromkeys(exporter.kept[2][1] or ()))
        return exporter.kept[0][1]

    assert kept(None, "weather").label == "sun"
    assert kept(Classification).label == "sun"
    assert [d.bounding_box for d in kept(Detections, "weather").detections] == [[0, 0, 1, 1]]
    assert [d.label for d in kept(Detections, "roofs").detections] == ["roof"]
    assert set(kept([Classification, Detections], ["weather", "boxes"])) == {"weather", "boxes"}
    assert set(kept({"w": Classification, "b": Detections}, {"weather": "w", "boxes": "b"})) == {"w", "b"}
    with pytest.raises(FormatError, match="field 'joints' holds Keypoints; this format writes"):
        kept(Detections, "joints")


def test_an_exporter_of_classes_gets_what_is_inside_boxes(dataset: Dataset) -> None:
    exporter = Keeping()
    exporter.label_cls = Classification
    dataset.export(dataset_exporter=exporter, label_field="boxes")
    assert [(k[0], k[1].label, k[2]) for k in exporter.kept] == [
        ((10, 20, 3), "cat", 20),
        ((10, 20, 3), "dög", 20),
    ] * 2


def test_a_type_names_its_exporter(dataset: Dataset, tmp_path: Path) -> None:
    class Own(types.LabeledImageDataset):  # type: ignore[name-defined,misc]
        def get_dataset_exporter_cls(self) -> Any:
            return Keeping

    dataset.export(tmp_path / "out", Own, label_field="boxes", note="n")
    made = MADE[-1]
    assert (made.export_dir, made.note, len(made.kept)) == (str(tmp_path / "out"), "n", 3)
    assert made.kept[0][2] == 40
    assert not (tmp_path / "out").exists()


def test_media_exporters_put_media_under_unique_names(pictures: Path, tmp_path: Path) -> None:
    with media_exporters.ImageExporter(True, export_path=tmp_path / "out") as exporter:
        assert exporter.export(pictures / "a/one.png") == (str(tmp_path / "out/one.png"), "one.png")
        assert exporter.export(pictures / "b/one.png")[1] == "one-2.png"
        assert exporter.export(np.zeros((4, 4, 3), np.uint8))[1] == "000001.jpg"
        assert exporter.export(pictures / "a/one.png", outpath=tmp_path / "out/x/y.png")[1] == "x/y.png"
        with pytest.raises(MissingFileError, match=r"gone\.png is not there"):
            exporter.export(pictures / "gone.png")
    assert len([p for p in (tmp_path / "out").rglob("*") if p.is_file()]) == 4
    with pytest.raises(FormatError, match=r"call setup\(\)"):
        exporter.export("x")
    with pytest.raises(FormatError, match=r"`export_mode` should be one of \[False\], not True"):
        media_exporters.VideoExporter(True, supported_modes=(False,))
    with (
        media_exporters.VideoExporter("move", export_path=tmp_path) as videos,
        pytest.raises(FormatError, match="pictures in memory cannot be exported with export_mode='move'"),
    ):
        videos.export(np.zeros(3))


def test_parsers_make_samples(pictures: Path, tmp_path: Path) -> None:
    path = str(pictures / "a/one.png")
    rows = [{"label": 0, "bounding_box": [10, 5, 20, 10], "score": 0.5, "more": {"mood": "x"}}]
    parser = sample_parsers.ImageDetectionSampleParser(
        confidence_field="score", attributes_field="more", classes=["cat"], normalized=False
    )
    dataset = Dataset.from_labeled_images([(path, rows), (path, None)], parser, label_field="gt", tags="t")
    found = dataset.first().gt.detections[0]
    assert (found.label, found.bounding_box, found.confidence, found.mood) == (
        "cat",
        [0.25, 0.25, 0.5, 0.5],
        0.5,
        "x",
    )
    assert (dataset.last().gt, dataset.distinct("tags")) == (None, ["t"])
    classes = sample_parsers.ImageClassificationSampleParser(classes=["a"])
    dataset.add_labeled_images([(path, 0), (path, "b")], classes, label_field="kind")
    assert dataset.values("kind.label") == [None, None, "a", "b"]
    with pytest.raises(FormatError, match="class 7 is not one of the 1 of `classes`"):
        dataset.add_labeled_images([(path, 7)], classes)
    picture = np.zeros((4, 6, 3), np.uint8)
    with pytest.raises(FormatError, match=r"the image is no path but ndarray; .*ingest_images"):
        dataset.add_images([picture], sample_parsers.ImageSampleParser())
    dataset.ingest_images([picture, path], sample_parsers.ImageSampleParser(), dataset_dir=tmp_path / "in")
    assert dataset.values("filepath")[4:] == [str(tmp_path / "in/000001.jpg"), str(tmp_path / "in/one.png")]
    with pytest.raises(FormatError, match=r"should be a SampleParser of fiftyone\.utils\.data, not str"):
        Dataset.from_images([path], "nonsense")
    assert len(dataset) == 6


def test_parsers_of_videos_have_labels_of_frames(tmp_path: Path) -> None:
    class Film(sample_parsers.LabeledVideoSampleParser):
        has_video_metadata = False
        label_cls = frame_labels_cls = Classification

        def get_video_path(self) -> str:
            return str(self.current_sample)

        def get_label(self) -> Any:
            return Classification(label="whole")

        def get_frame_labels(self) -> Any:
            return {1: {"box": Detections(detections=[Detection(label="x", bounding_box=[0, 0, 1, 1])])}}

    (tmp_path / "v.mp4").write_bytes(b"x")
    dataset = Dataset.from_labeled_videos([tmp_path / "v.mp4"], Film())
    assert dataset.first().ground_truth.label == "whole"
    assert dataset.first().frames[1].box.detections[0].label == "x"
    dataset.ingest_videos([tmp_path / "v.mp4"], dataset_dir=tmp_path / "in")
    assert dataset.last().filepath == str(tmp_path / "in/v.mp4")
    assert Dataset.from_videos_patt(f"{tmp_path}/*.mp4").values("filepath") == [str(tmp_path / "v.mp4")]


def test_types_of_fiftyone_name_classes_of_ours(dataset: Dataset, tmp_path: Path) -> None:
    voc = types.VOCDetectionDataset()  # type: ignore[attr-defined]
    exporter = voc.get_dataset_exporter_cls()(tmp_path / "out", label_field="boxes")
    dataset.export(dataset_exporter=exporter)
    kind = voc.get_dataset_importer_cls()
    assert (kind.__name__, issubclass(kind, importers.ImportPathsMixin)) == (
        "VOCDetectionDatasetImporter",
        True,
    )
    importer = kind(tmp_path / "out", labels_path="labels", max_samples=1)
    loaded = Dataset.from_importer(importer, label_field="gt")
    assert [d.label for d in loaded.first().gt.detections] == ["cat", "dög"]
    assert [s.filepath for s in importer] == loaded.values("filepath")
    tree = types.ImageClassificationDirectoryTree().get_dataset_importer_cls()  # type: ignore[attr-defined]
    assert not issubclass(tree, importers.ImportPathsMixin)
    with pytest.raises(FormatError, match="dataset type DICOMDataset is not supported"):
        types.DICOMDataset().get_dataset_importer_cls()  # type: ignore[attr-defined]
    with pytest.raises(FormatError, match="OpenImagesV7Dataset is only read"):
        types.OpenImagesV7Dataset().get_dataset_exporter_cls()  # type: ignore[attr-defined]
