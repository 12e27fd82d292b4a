"""Views of every stage, and their serialized form."""

from __future__ import annotations

from typing import Any

import fiftyone as fo
from fiftyone import ViewField as F
from side_seeing import plain
from side_writing import MOMENT

ID = "66000000000000000000abcd"
LABEL = {"label_id": ID, "sample_id": ID, "field": "detections"}
FRAME_LABEL = {"label_id": ID, "sample_id": ID, "field": "frames.boxes", "frame_number": 1}


def _views(images: Any, videos: Any, groups: Any) -> list[Any]:
    return [
        images.match(F("number") > 1).concat(images.limit(1)),
        images.exclude([ID]),
        images.exclude(ID),
        images.exclude_by("text", "x"),
        images.select_by("number", [1, 2], ordered=True),
        images.exclude_fields("text"),
        images.exclude_fields(["text", "vector"]),
        images.exclude_fields(meta_filter="x"),
        videos.exclude_frames([ID]),
        videos.select_frames(ID, omit_empty=False),
        groups.exclude_groups([ID]),
        groups.select_groups(ID, ordered=True),
        groups.exclude_group_slices("right"),
        groups.exclude_group_slices(media_type="video"),
        groups.exclude_group_slices(["right", "film"]),
        groups.select_group_slices(["left", "right"]),
        groups.select_group_slices(media_type="image"),
        groups.select_group_slices("left", flat=False),
        groups.select_group_slices(_allow_mixed=True),
        groups.select_group_slices(("left",)),
        images.exclude_labels(labels=[LABEL]),
        images.exclude_labels(ids=ID, fields="detections"),
        images.exclude_labels(tags=["a"], omit_empty=False),
        images.exclude_labels(instance_ids=[ID]),
        images.select_labels(labels=[LABEL]),
        images.select_labels(ids=[ID], fields=["detections"]),
        videos.select_labels(labels=[FRAME_LABEL]),
        images.select_labels(tags="q"),
        images.exists("text", False),
        images.exists("detections.detections.label"),
        images.filter_field("number", F() > 1),
        images.filter_field("text", F().starts_with("h"), only_matches=False),
        images.filter_field("words", F() == "x"),
        images.filter_labels("classification", F("label") == "cat", only_matches=False),
        videos.filter_labels("frames.boxes", F("label") == "car"),
        images.filter_labels("classifications", F("label") == "a"),
        images.filter_labels("polylines", F("closed")),
        images.filter_keypoints("keypoints", filter=F("confidence") > 0.1),
        images.filter_keypoints("keypoints", labels=["q"]),
        groups.group_by("n").flatten(),
        images.geo_near([10, 20], location_field="location", max_distance=10),
        images.geo_near([10, 20], location_field="location", query={"text": "x"}),
        images.group_by("text"),
        images.group_by("text", order_by="number", reverse=True, flat=True),
        images.group_by(F("number") % 2),
        images.group_by(["text", "truth"]),
        images.group_by("text", sort_expr=F().length(), match_expr=F().length() > 0),
        images.limit(2),
        images.limit_labels("detections", 1),
        images.map_labels("detections", {"cat": "x"}),
        images.map_values("text", {"a": "b"}),
        images.set_field("detections.detections.label", F("label").upper()),
        images.set_field("number", 5),
        images.set_field("nn", F("number") + 1, _allow_missing=True),
        videos.set_field("frames.score", F("score") * 2),
        images.match({"number": 1}),
        images.match(F("detections.detections").length() > 1),
        images.match(F("detections.detections.label").contains("cat")),
        images.match(F("moment") > MOMENT),
        videos.match(F("frames").length() > 1),
        images.match(F("id") == ID),
        images.match(F("filepath").re_match("x")),
        videos.match_frames(F("score") > 1, omit_empty=False),
        images.match_labels(tags="q"),
        images.match_labels(filter=F("label") == "cat", fields=["detections", "boxes"], bool=False),
        images.match_labels(labels=[LABEL]),
        images.match_labels(ids=[ID]),
        images.match_tags(["a", "b"], all=True),
        images.match_tags("a", bool=False),
        images.mongo([{"$limit": 1}]),
        videos.mongo([{"$limit": 1}], _needs_frames=True),
        images.select(ID),
        images.select([ID], ordered=True),
        images.select_fields("text"),
        images.select_fields(),
        images.select_fields(["detections.detections.label"]),
        images.shuffle(seed=3),
        images.skip(1),
        images.sort_by("text"),
        images.sort_by(F("text").strlen(), reverse=True),
        images.sort_by([("text", 1), ("number", -1)]),
        images.take(1, seed=5),
        images.to_patches("detections"),
        images.to_patches("detections", other_fields=["text"]),
        (images.filter_labels("detections", F("label") == "cat").to_patches("detections").limit(1)),
        videos.to_frames(sample_frames=False),
        videos.to_clips("events"),
        videos.to_clips(F("score") > 1, tol=1, min_len=1),
        videos.to_clips("frames.boxes"),
        videos.to_trajectories("frames.boxes"),
    ]


def serialized(images: str, videos: str, groups: str) -> Any:
    """The stages of views of three datasets."""
    made = _views(*(fo.load_dataset(name) for name in (images, videos, groups)))
    return plain([[_stage(s) for s in view._serialize(include_uuids=False)] for view in made])


def _stage(stage: dict[str, Any]) -> list[Any]:
    # `_state` names the dataset that FiftyOne generated
    return [stage["_cls"], [pair for pair in stage["kwargs"] if pair[0] != "_state"]]


def looked_at(images: str, videos: str, groups: str) -> Any:
    """What the same views show."""
    made = _views(*(fo.load_dataset(name) for name in (images, videos, groups)))
    return plain([[_stages(view), *_shown(view)] for view in made])


def _stages(view: Any) -> str:
    return " ".join(s["_cls"].rpartition(".")[2] for s in view._serialize())


def _shown(view: Any) -> list[Any]:
    try:
        ids = view.values("id")
        shown = [len(view), view.media_type, sorted(view.get_field_schema())]
        if view._is_clips or view._is_frames:
            return [*shown, len(ids)]  # their ids are made up anew
        # groups come in no order that MongoDB promises
        return [*shown, sorted(ids) if "GroupBy" in _stages(view) else ids]
    except Exception as error:  # noqa: BLE001  both should refuse the same
        return [type(error).__name__]
