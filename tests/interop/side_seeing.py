"""What a program sees of a dataset, as JSON."""

from __future__ import annotations

import datetime
import json
import math
from typing import Any

import fiftyone as fo
import numpy as np
from bson import json_util


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
