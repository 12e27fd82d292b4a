"""The script of both programs: what it does is written once, with names that FiftyOne and fo_widgets share."""

from __future__ import annotations

import datetime
import json
import math
import os
import sys
import traceback
from typing import Any

if sys.argv[1] == "ours":
    import fo_widgets

    fo_widgets.install_fiftyone_namespace()

import fiftyone as fo
import fiftyone.operators as foo
import numpy as np
from bson import json_util
from fiftyone import ViewField as F
from PIL import Image

MOMENT = datetime.datetime(2024, 5, 6, 7, 8, 9, 123000)  # noqa: DTZ001  the database's times are naive


# -- what is written -----------------------------------------------------------


def media(folder: str) -> None:
    """Three pictures, two of one name, one with a name that is not ASCII; two files that pass for videos."""
    for index, name in enumerate(["a/one.png", "b/one.png", "b/zwei ü.jpg"]):
        os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
        Image.fromarray(np.full((20 + index, 40, 3), index * 50, np.uint8)).save(f"{folder}/{name}")
        Image.fromarray(np.full((20 + index, 40), 1, np.uint8)).save(f"{folder}/mask{index}.png")
    for index in range(2):
        with open(f"{folder}/v{index}.mp4", "wb") as stream:
            stream.write(b"not really a video")


def images(name: str, folder: str) -> None:
    """Every type of field and label, and everything a dataset can know about itself."""
    dataset = fo.Dataset(name, persistent=True)
    samples = []
    for index, file in enumerate(["a/one.png", "b/one.png", "b/zwei ü.jpg"]):
        sample = fo.Sample(filepath=f"{folder}/{file}", tags=[f"t{index}", "all"])
        instance = fo.Instance()
        sample["detections"] = fo.Detections(
            detections=[
                fo.Detection(label="cat", bounding_box=[0.1, 0.2, 0.3, 0.4], iscrowd=1, mood="x", index=3),
                fo.Detection(
                    label="dög", bounding_box=[0.5, 0.5, 0.25, 0.25], confidence=0.5 + index / 10, tags=["q"]
                ),
                fo.Detection(
                    label="m", bounding_box=[0, 0, 0.5, 0.5], mask=np.eye(4, dtype=bool), instance=instance
                ),
            ]
        )
        sample["classification"] = fo.Classification(
            label=["cat", "dög", "cat"][index], confidence=0.7, logits=np.array([0.25, 0.75])
        )
        sample["classifications"] = fo.Classifications(
            classifications=[fo.Classification(label="a"), fo.Classification(label="b")],
            logits=np.array([1.0, 2.0]),
        )
        sample["polylines"] = fo.Polylines(
            polylines=[
                fo.Polyline(
                    label="p", points=[[[0.1, 0.1], [0.5, 0.1], [0.5, 0.5]]], closed=True, filled=True
                )
            ]
        )
        sample["keypoints"] = fo.Keypoints(
            keypoints=[
                fo.Keypoint(label="k", points=[[0.1, 0.1], [math.nan, math.nan]], confidence=[0.1, 0.2])
            ]
        )
        # labels as other formats can carry them
        plain_boxes = [fo.Detection(label="cat", bounding_box=[0.1, 0.2, 0.3, 0.4], mood="x")]
        plain_boxes.append(fo.Detection(label="dög", bounding_box=[0.5, 0.5, 0.25, 0.25]))
        sample["boxes"] = fo.Detections(detections=plain_boxes)
        joints = [fo.Keypoint(label="k", points=[[0.25, 0.5], [math.nan, math.nan]])]
        sample["joints"] = fo.Keypoints(keypoints=joints)
        sample["place"] = fo.GeoLocation(point=[10.0 + index, 20.0])
        sample["segmentation"] = fo.Segmentation(mask=np.array([[0, 1], [1, 255]], np.uint8))
        sample["mask_on_disk"] = fo.Segmentation(mask_path=f"{folder}/mask{index}.png")
        sample["heatmap"] = fo.Heatmap(map=np.linspace(0, 1, 6).reshape(2, 3), range=[0, 1])
        sample["regression"] = fo.Regression(value=3.5, confidence=0.9)
        sample["location"] = fo.GeoLocation(point=[10.0 + index, 20.0], line=[[0.0, 0.0], [1.0, 1.0]])
        sample["locations"] = fo.GeoLocations(points=[[10.0, 20.0], [11.0, 21.0]])
        sample["dynamic"] = fo.DynamicEmbeddedDocument(a=1, b=["x"], c={"d": 2.5})
        sample["vector"] = np.arange(3.0) + index
        sample["array"] = np.arange(6, dtype=np.float32).reshape(2, 3)
        sample["number"] = index if index else None
        sample["real"] = [1.5, math.nan, math.inf][index]
        sample["truth"] = bool(index % 2)
        sample["text"] = ["héé", "", "雪"][index]
        sample["day"] = datetime.date(2020, 1, 2 + index)
        sample["moment"] = MOMENT + datetime.timedelta(days=index)
        sample["free"] = {"a": [1, {"b": 2}], "ü": None}
        sample["words"] = ["x", "y"][: index + 1]
        sample["numbers"] = [index, 2]
        samples.append(sample)
    dataset.add_samples(samples, dynamic=True)
    dataset.compute_metadata()
    dataset.add_sample_field("described", fo.FloatField, description="what it is", info={"unit": "m"})
    dataset.add_sample_field("declared", fo.ListField, subfield=fo.IntField)
    dataset.info = {"k": {"n": [1, 2.5, None, "ü"]}}
    dataset.tags = ["one", "two"]
    dataset.description = "everything"
    dataset.default_classes = ["cat", "dög"]
    dataset.classes = {"detections": ["cat", "dög", "m"]}
    dataset.mask_targets = {"segmentation": {1: "x", 255: "y"}}
    dataset.default_mask_targets = {2: "z"}
    dataset.skeletons = {"keypoints": fo.KeypointSkeleton(labels=["q", "r"], edges=[[0, 1]])}
    dataset.default_skeleton = fo.KeypointSkeleton(edges=[[0, 1], [1, 2]])
    dataset.app_config.plugins = {"@me/plugin": {"a": [1, 2]}}
    dataset.app_config.media_fields = ["filepath"]
    dataset.save()
    for key, view in _views(dataset).items():
        dataset.save_view(key, view, description=f"view {key}", color="#ff0000")
    dataset.save_workspace(
        "space", fo.Space(children=[fo.Panel(type="Samples", pinned=True, state={"a": 1})])
    )
    _run(dataset, "run_one", dataset.limit(2))
    dataset.create_index("text")


def _views(dataset: Any) -> dict[str, Any]:
    boxes = F("bounding_box")
    return {
        "match": dataset.match(F("number") > 0).sort_by("filepath", reverse=True),
        "filter": dataset.filter_labels("detections", (F("label") == "cat") | (boxes[2] * boxes[3] > 0.2)),
        "tags": dataset.match_tags("t1").select_fields(["text", "detections"]),
        "limit": dataset.skip(1).limit(1),
        "select": dataset.select(dataset.values("id")[1:]),
        "exists": dataset.exists("number").set_field("real", F("number") * 2.5),
        "exclude": dataset.exclude_fields("vector").shuffle(seed=51),
        "geo": dataset.geo_within(
            [[[9, 19], [11.5, 19], [11.5, 21], [9, 21], [9, 19]]], location_field="location"
        ),
        "map": dataset.map_labels("classification", {"cat": "CAT"}).limit_labels("detections", 2),
        "labels": dataset.match_labels(fields="detections", filter=F("confidence") > 0.55),
        "mongo": dataset.mongo([{"$match": {"text": {"$ne": ""}}}]),
    }


def _run(dataset: Any, key: str, view: Any) -> None:
    config = dataset.init_run(method="ours", n=3, words=["a", "ü"], nested={"x": 1.5})
    dataset.register_run(key, config)
    results = dataset.init_run_results(key)
    results.numbers = [1, 2.5, None]
    results.table = {"ids": view.values("id"), "text": "ü"}
    dataset.save_run_results(key, results)


def videos(name: str, folder: str) -> None:
    """Videos with frames."""
    dataset = fo.Dataset(name, persistent=True)
    samples = []
    for index in range(2):
        support = [fo.TemporalDetection(label="e", support=[1, 3], confidence=0.5)]
        sample = fo.Sample(
            filepath=f"{folder}/v{index}.mp4", events=fo.TemporalDetections(detections=support)
        )
        sample["metadata"] = fo.VideoMetadata(
            frame_width=40, frame_height=20, frame_rate=30.0, total_frame_count=5
        )
        for number in (1, 3 + index):
            boxes = [fo.Detection(label="car", bounding_box=[0, 0, 0.5, 0.5], index=7)]
            sample.frames[number] = fo.Frame(
                boxes=fo.Detections(detections=boxes), weather="sun", score=number / 2
            )
        samples.append(sample)
    dataset.add_samples(samples)
    dataset.save_view("sunny", dataset.match_frames(F("score") > 1), description="frames")


def groups(name: str, folder: str) -> None:
    """Groups of an image, another one and a video."""
    dataset = fo.Dataset(name, persistent=True)
    dataset.add_group_field("group", default="left")
    samples = []
    for index, file in enumerate(["a/one.png", "b/one.png"]):
        group = fo.Group()
        samples.append(fo.Sample(filepath=f"{folder}/{file}", group=group.element("left"), n=index))
        samples.append(
            fo.Sample(filepath=f"{folder}/b/zwei ü.jpg", group=group.element("right"), n=10 + index)
        )
        video = fo.Sample(filepath=f"{folder}/v{index}.mp4", group=group.element("film"), n=20 + index)
        video.frames[1] = fo.Frame(weather="rain")
        samples.append(video)
    dataset.add_samples(samples)
    dataset.save_view("right", dataset.select_group_slices("right"))


def edit(name: str, folder: str) -> None:
    """What another program changes in a dataset of images."""
    dataset = _open(name)
    first = dataset.first()
    first["text"] = "edited"
    first["added"] = 7
    first.tags.append("edited")
    first["detections"].detections[0].label = "lion"
    first.save()
    dataset.add_sample(fo.Sample(filepath=f"{folder}/mask0.png", number=99, added=8))
    dataset.set_values("real", [0.5] * len(dataset))
    dataset.match_tags("t2").tag_labels("seen", label_fields="detections")
    dataset.add_sample_field("late", fo.StringField)
    dataset.set_field("late", F("text").upper()).save("late")
    dataset.rename_sample_field("words", "terms")
    dataset.delete_sample_field("day")
    dataset.info["edited"] = True
    dataset.save()
    dataset.save_view("edited", dataset.match(F("added") > 7))
    dataset.delete_saved_view("geo")
    _run(dataset, "run_two", dataset.limit(1))
    dataset.rename_run("run_one", "run_renamed")
    dataset.delete_samples(dataset.match_tags("t1").values("id"))


def clone(name: str, new_name: str) -> None:
    """A copy, made by this program."""
    _open(name).clone(new_name, persistent=True)


def rename(name: str, new_name: str) -> None:
    """Another name."""
    _open(name).name = new_name


def delete(name: str) -> None:
    """Deletes a dataset."""
    _open(name).delete()


def listed() -> list[str]:
    """The names of the datasets."""
    return sorted(fo.list_datasets())


# -- stores ----------------------------------------------------------------------


def write_store(store: str) -> None:
    """Keys of several kinds."""
    kept = foo.ExecutionStore.create(store)
    kept.set("plain", {"a": [1, 2.5, None, "ü"], "when": MOMENT})
    kept.set("soon gone", "x", ttl=3600)
    kept.set("changed", 1)
    kept.set("changed", 2)
    kept.set("deleted", 1)
    kept.delete("deleted")


def read_store(store: str) -> Any:
    """What is in a store."""
    kept = foo.ExecutionStore.create(store)
    return plain({key: kept.get(key) for key in sorted(kept.list_keys())})


# -- folders -----------------------------------------------------------------------


def export(name: str, folder: str, kind: str, options: dict[str, Any]) -> None:
    """Writes a dataset to a folder."""
    _open(name).export(folder, getattr(fo.types, kind), **options)


def load(name: str, folder: str, kind: str, options: dict[str, Any]) -> None:
    """Reads a dataset from a folder."""
    fo.Dataset.from_dir(folder, getattr(fo.types, kind), name=name, persistent=True, **options)


# -- what is seen --------------------------------------------------------------------


def describe(name: str) -> Any:
    """All that a program sees of a dataset, as JSON; ids and times included."""
    dataset = _open(name)
    out: dict[str, Any] = {"schema": _schema(dataset.get_field_schema(flat=True))}
    if dataset._has_frame_fields():
        out["frame_schema"] = _schema(dataset.get_frame_field_schema(flat=True))
    facts = (
        "name",
        "slug",
        "media_type",
        "persistent",
        "tags",
        "info",
        "description",
        "classes",
        "default_classes",
    )
    facts += (
        "mask_targets",
        "default_mask_targets",
        "group_field",
        "group_media_types",
        "group_slices",
        "created_at",
    )
    facts += ("default_group_slice", "has_saved_views")
    out.update({fact: getattr(dataset, fact) for fact in facts})
    out["skeletons"] = {k: v.to_dict() for k, v in dataset.skeletons.items()}
    out["default_skeleton"] = dataset.default_skeleton and dataset.default_skeleton.to_dict()
    out["app_config"] = [dataset.app_config.plugins, dataset.app_config.media_fields]
    everything = dataset.select_group_slices(_allow_mixed=True) if dataset.media_type == "group" else dataset
    out["samples"] = [_sample(s) for s in sorted(everything, key=lambda s: (s.filepath, s.id))]
    out["saved_views"] = {
        k: _view(dataset.load_saved_view(k), dataset, k) for k in sorted(dataset.list_saved_views())
    }
    out["workspaces"] = {k: _space(dataset.load_workspace(k)) for k in dataset.list_workspaces()}
    out["runs"] = {key: _described_run(dataset, key) for key in sorted(dataset.list_runs())}
    out["indexes"] = sorted(dataset.list_indexes())
    if dataset.media_type == "image" and dataset.has_sample_field("detections"):
        out["aggregated"] = [
            dataset.count_values("detections.detections.label"),
            dataset.bounds("detections.detections.confidence"),
            dataset.distinct("tags"),
            dataset.count("detections.detections"),
            dataset.values("location.point.coordinates"),
            dataset.values("keypoints.keypoints.points"),
            dataset.mean("regression.value"),
        ]
        patches = dataset.to_patches("detections")
        columns = [patches.values(path) for path in ("id", "sample_id", "detections.label")]
        out["patches"] = sorted(zip(*columns, strict=True))
    if dataset.media_type == "video":
        out["frames"] = [dataset.count("frames"), dataset.count_values("frames.boxes.detections.label")]
        out["frames"] += [dataset.values("frames.score"), dataset.bounds("frames.frame_number")]
    if dataset.media_type == "group":
        ids = dataset.values("group.id")
        out["groups"] = [{k: s.id for k, s in sorted(dataset.get_group(i).items())} for i in ids]
        out["slices"] = {s: dataset.select_group_slices(s).values("n") for s in dataset.group_slices}
    return plain(out)


def _open(name: str) -> Any:
    dataset = fo.load_dataset(name)
    dataset.reload()
    return dataset


def _schema(fields: Any) -> dict[str, Any]:
    return {
        p: [str(f), f.description, f.info, f.read_only] for p, f in fields.items() if ".attributes." not in p
    }


def _sample(sample: Any) -> Any:
    document = sample.to_dict(include_private=True)
    document.pop("_dataset_id", None)
    if sample.media_type == "video":
        frames = {str(n): f.to_dict(include_private=True) for n, f in sample.frames.items()}
        for frame in frames.values():
            frame.pop("_dataset_id", None)
            frame.pop("_sample_id", None)
        document["frames"] = frames
    return document


def _view(view: Any, dataset: Any, key: str) -> Any:
    stages = [{k: v for k, v in s.items() if k != "_uuid"} for s in view._serialize()]
    info = {k: dataset.get_saved_view_info(key).get(k) for k in ("name", "description", "color")}
    return [stages, info, view.values("id"), len(view)]


def _space(space: Any) -> Any:
    return space.to_dict()


def _described_run(dataset: Any, key: str) -> Any:
    info = dataset.get_run_info(key)
    config = {k: v for k, v in info.config.serialize().items() if k not in ("cls", "_cls")}
    results = dataset.load_run_results(key)
    return [info.key, info.version, info.timestamp, config, results.numbers, results.table]


def plain(value: Any) -> Any:
    """As JSON has it: no None in objects (stored or absent is the same), NaN and dates as text, arrays as lists."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return {"array": plain(value.tolist()), "dtype": str(value.dtype)}
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return {"$number": str(value)}
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return json.loads(json_util.dumps(value))


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"result": globals()[asked["do"]](**asked["given"])}
        except BaseException:  # noqa: BLE001  the test that asked is told
            answer = {"error": traceback.format_exc()}
        sys.stdout.write(f"\x1e{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
