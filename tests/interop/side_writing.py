"""What a program writes: datasets with everything in them."""

from __future__ import annotations

import datetime
import math
import os
from typing import Any

import fiftyone as fo
import numpy as np
from fiftyone import ViewField as F
from PIL import Image

MOMENT = datetime.datetime(2024, 5, 6, 7, 8, 9, 123000)  # noqa: DTZ001  the database's times are naive


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
