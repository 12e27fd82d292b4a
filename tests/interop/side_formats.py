"""What a program does with folders of many formats: datasets that they can carry, and what is in one that was read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import fiftyone as fo
import fiftyone.utils.data as foud
import numpy as np
from PIL import Image
from side_seeing import _open, plain

WIDTH, HEIGHT = 400, 200
_ANEW = ("id", "created_at", "last_modified_at")


def pictures(folder: str) -> None:
    """Three pictures, two of one name; two files that pass for videos."""
    for number, name in enumerate(["a/one.png", "b/one.png", "b/zwei.png"]):
        os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
        Image.fromarray(np.full((HEIGHT, WIDTH, 3), 60 * number, np.uint8)).save(f"{folder}/{name}")
    for number in range(2):
        with open(f"{folder}/v{number}.mp4", "wb") as stream:
            stream.write(b"not really a video")


def shapes(name: str, folder: str) -> None:
    """Images with labels that formats in whole pixels can carry; the last has none."""
    dataset = fo.Dataset(name, persistent=True)
    samples = [fo.Sample(filepath=f"{folder}/{f}") for f in ("a/one.png", "b/one.png", "b/zwei.png")]
    for number, sample in enumerate(samples[:2]):
        cat = fo.Detection(label="cat", bounding_box=[0.1, 0.2, 0.3, 0.4], confidence=0.5, mood="x", n=3)
        dog = fo.Detection(label="dog", bounding_box=[0.5, 0.5, 0.25, 0.25], occluded=True)
        sample["boxes"] = fo.Detections(detections=[cat, dog])
        near = fo.Detection(
            label="car",
            bounding_box=[0.1, 0.2, 0.3, 0.4],
            truncated=0.25,
            occluded=2,
            alpha=0.5,
            rotation_y=1.5,
        )
        sample["cars"] = fo.Detections(detections=[near])
        mask = np.zeros((50, 100), dtype=bool)
        mask[10:30, 20:80] = True
        masked = fo.Detection(label="m", bounding_box=[0.25, 0.25, 0.25, 0.25], mask=mask)
        sample["masks"] = fo.Detections(detections=[masked])
        sample["weather"] = fo.Classification(label=["sun", "rain"][number], confidence=0.25, hour=7)
        sample["many"] = fo.Classifications(
            classifications=[fo.Classification(label="a", confidence=0.5), fo.Classification(label="b")]
        )
        roof = fo.Polyline(
            label="roof", points=[[[0.0, 0.0], [0.5, 0.0], [0.5, 0.5]]], closed=True, filled=True
        )
        lane = fo.Polyline(
            label="lane", points=[[[0.1, 0.1], [0.5, 0.25]]], closed=False, filled=False, kind="q"
        )
        sample["roofs"] = fo.Polylines(polylines=[roof])
        sample["lines"] = fo.Polylines(polylines=[roof.copy(), lane])
        sample["joints"] = fo.Keypoints(keypoints=[fo.Keypoint(label="k", points=[[0.25, 0.5], [0.75, 0.5]])])
        sample["areas"] = fo.Segmentation(
            mask=np.arange(WIDTH * HEIGHT, dtype=np.uint8).reshape(HEIGHT, WIDTH)
        )
    dataset.add_samples(samples, dynamic=True)
    dataset.compute_metadata()


def tracks(name: str, folder: str) -> None:
    """Videos with events and labels of frames; the second has no frames."""
    dataset = fo.Dataset(name, persistent=True)
    facts = {
        "frame_width": WIDTH,
        "frame_height": HEIGHT,
        "frame_rate": 10.0,
        "total_frame_count": 5,
        "duration": 0.5,
    }
    samples = []
    for number in range(2):
        sample = fo.Sample(filepath=f"{folder}/v{number}.mp4", metadata=fo.VideoMetadata(**facts))
        sample["weather"] = fo.Classification(label=["sun", "rain"][number])
        samples.append(sample)
    run = fo.TemporalDetection(label="run", support=[1, 3], confidence=0.5, who="me")
    samples[0]["events"] = fo.TemporalDetections(
        detections=[run, fo.TemporalDetection(label="sit", support=[4, 5])]
    )
    for number in (1, 2, 4):
        box = [0.1 * number, 0.0, 0.5, 0.5]
        hidden = {"occluded": True} if number == 2 else {}
        car = fo.Detection(label="car", bounding_box=box, index=7, color="red", **hidden)
        lane = fo.Polyline(
            label="lane", points=[[[0.0, 0.0], [0.5, 0.0]]], index=2, closed=False, filled=False
        )
        frame = fo.Frame(boxes=fo.Detections(detections=[car]), lines=fo.Polylines(polylines=[lane]))
        frame["joints"] = fo.Keypoints(keypoints=[fo.Keypoint(label="k", points=[[0.25, 0.5]], index=9)])
        frame["light"] = fo.Classification(label="bright", confidence=0.25)
        samples[0].frames[number] = frame
    dataset.add_samples(samples, dynamic=True)


def seen(name: str) -> Any:
    """The labels, sizes, classes and facts of a dataset, without ids; media by name."""
    dataset = _open(name)
    out: dict[str, Any] = {
        "media_type": dataset.media_type,
        "classes": dataset.default_classes,
        "samples": {},
    }
    out["fields"] = {n: str(f) for n, f in dataset.get_field_schema().items()}
    out["info"] = {k: v for k, v in dataset.info.items() if k not in ("dumped", "created", "updated")}
    for sample in dataset:
        found = {n: sample[n] for n in sample.field_names if n not in (*_ANEW, "filepath")}
        if sample.media_type == "video":
            names = [n for n in dataset.get_frame_field_schema() if n not in _ANEW]
            found["frames"] = {k: {n: f[n] for n in names} for k, f in sample.frames.items()}
        out["samples"]["/".join(sample.filepath.split("/")[-2:])] = found
    return plain(_bare(out))


def _bare(value: Any) -> Any:
    """Labels as dicts without ids; numbers rounded, for pixels divide and multiply; arrays by what is in them."""
    if isinstance(value, np.ndarray):
        return [str(value.dtype), list(value.shape), int(value.astype(int).sum())]
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items()}
    if hasattr(value, "field_names"):
        found = {n: _bare(value[n]) for n in value.field_names if n not in ("id", "attributes")}
        return {n: v for n, v in found.items() if v not in (None, [])}
    if isinstance(value, (list, tuple)):
        return [_bare(v) for v in value]
    return round(value, 6) if isinstance(value, float) else value


def types_there_are() -> Any:
    """The types of `fo.types` that are read, and those that are written."""

    def names(method: str) -> list[str]:
        return [n for n in dir(fo.types) if _gives_class(getattr(fo.types, n), method)]

    return {"read": names("get_dataset_importer_cls"), "written": names("get_dataset_exporter_cls")}


def _gives_class(kind: Any, method: str) -> bool:
    try:
        return (
            isinstance(kind, type) and issubclass(kind, fo.types.Dataset) and bool(getattr(kind(), method)())
        )
    except Exception:  # noqa: BLE001  each type that has none says so in its own way
        return False


def export_folder(name: str, folder: str, kind: str, options: dict[str, Any]) -> None:
    """Writes a dataset to a folder; JSON has made texts of the numbers of targets."""
    given = dict(options)
    if "mask_targets" in given:
        given["mask_targets"] = {int(k): v for k, v in given["mask_targets"].items()}
    _open(name).export(folder, getattr(fo.types, kind), **given)


def pack(folder: str, archive: str, kind: str) -> str:
    """An archive of a folder, which is named as FiftyOne wants it."""
    return shutil.make_archive(archive, kind, os.path.dirname(folder), os.path.basename(folder))


def load_archive(name: str, path: str, kind: str) -> None:
    """Reads a dataset from an archive that stays there."""
    fo.Dataset.from_archive(path, getattr(fo.types, kind), name=name, persistent=True, cleanup=False)


class Importer(foud.LabeledImageDatasetImporter):
    """Gives the pictures of a folder, with two labels each."""

    has_image_metadata = False
    has_dataset_info = True
    label_cls = {"a": fo.Classification, "b": fo.Detections}

    def setup(self) -> None:
        found = sorted(f for f in os.listdir(self.dataset_dir) if f.endswith(".png"))
        self._paths = iter(self._preprocess_list(found))

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        name = next(self._paths)
        box = fo.Detection(label="box", bounding_box=[0.0, 0.0, 0.5, 0.5], mood="x")
        labels = {"a": fo.Classification(label=name), "b": fo.Detections(detections=[box])}
        return os.path.join(self.dataset_dir, name), None, labels

    def get_dataset_info(self) -> dict[str, Any]:
        return {"classes": ["box"], "origin": "mine"}


class Exporter(foud.LabeledImageDatasetExporter):
    """Keeps what it is given, and copies images."""

    requires_image_metadata = True
    label_cls = fo.Detections

    def __init__(self, export_dir: str, note: str = "") -> None:
        super().__init__(export_dir=export_dir)
        self.kept: list[Any] = [note]

    def setup(self) -> None:
        self._media = foud.ImageExporter(True, export_path=os.path.join(self.export_dir, "data"))
        self._media.setup()

    def export_sample(self, image_or_path: Any, label: Any, metadata: Any = None) -> None:
        _, name = self._media.export(image_or_path)
        boxes = [] if label is None else [[d.label, d.bounding_box] for d in label.detections]
        self.kept.append([name, metadata.width, boxes])

    def close(self, *args: Any) -> None:
        self._media.close()
        KEPT.append(self.kept)


KEPT: list[Any] = []


class Type(fo.types.LabeledImageDataset):
    """A type of a plugin."""

    def get_dataset_importer_cls(self) -> Any:
        return Importer

    def get_dataset_exporter_cls(self) -> Any:
        return Exporter


def use_type(name: str, source: str, folder: str) -> Any:
    """What a plugin's importer and exporter, named by a type, do."""
    dataset = fo.Dataset.from_dir(
        f"{folder}/b", Type, name=name, persistent=True, tags="t", max_samples=2, seed=3
    )
    _open(source).export(f"{folder}/custom", Type, label_field="boxes", overwrite=True, note="n")
    _open(source).export(dataset_exporter=Exporter(f"{folder}/custom"), label_field="weather")
    return plain([KEPT[-2:], dataset.distinct("tags"), seen(name)])


def use_parsers(name: str, folder: str) -> Any:
    """What parsers of samples, FiftyOne's own and a plugin's, make."""
    path = f"{folder}/a/one.png"
    dataset = fo.Dataset(name, persistent=True)
    dataset.add_images([path], foud.ImageSampleParser(), tags="plain")
    dataset.add_labeled_images(
        [(path, 1)], foud.ImageClassificationSampleParser(classes=["x", "y"]), label_field="kind"
    )
    rows = [{"label": "c", "bounding_box": [40, 20, 80, 40], "score": 0.5, "more": {"mood": "x"}}]
    parser = foud.ImageDetectionSampleParser(
        confidence_field="score", attributes_field="more", normalized=False
    )
    dataset.add_labeled_images([(path, rows)], parser, label_field="boxes", dynamic=True)
    dataset.ingest_images(
        [np.zeros((4, 6, 3), np.uint8), path], foud.ImageSampleParser(), dataset_dir=f"{folder}/in"
    )
    labels = [[s["kind"], s["boxes"], s.tags] for s in dataset]
    return plain([_bare(labels), [os.path.relpath(p, folder) for p in dataset.values("filepath")]])


def drawn(name: str, folder: str, options: dict[str, Any]) -> Any:
    """Where pictures with labels are, and their sizes."""
    paths = _open(name).draw_labels(folder, **options)
    return [[os.path.relpath(p, folder), *Image.open(p).size] for p in paths]
