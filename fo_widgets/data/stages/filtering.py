"""Stages that keep some labels, or some values, of each sample."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from fo_widgets.data.expressions import ViewField
from fo_widgets.data.expressions.core import ExpressionBase

from .base import Pipeline, ViewStage, check_filter, set_path, to_list
from .label_tests import THIS, any_in, renamed
from .matching import Exists

# what a keypoint is called in the serialized form of `filter_keypoints`
POINT = "$$expr"


def relative(filter: Any, ref: str) -> Any:
    """A filter as Mongo expression about a reference."""
    return filter.to_mongo(ref) if isinstance(filter, ExpressionBase) else filter


def kept_labels(view: Any, path: str, condition: Any) -> Pipeline:
    """A pipeline that keeps the labels at a path (a list, or one) for which a condition holds.

    Args:
        condition: of a reference to the label
    """
    path = view._db_path(path)
    if view._is_list_path(path):
        if not view._list_prefixes(path):
            return [{"$addFields": {path: {"$filter": {"input": f"${path}", "cond": condition(THIS)}}}}]
        return set_path(view, path, lambda ref, _owner: {"$filter": {"input": ref, "cond": condition(THIS)}})
    return set_path(
        view, path, lambda ref, _owner: {"$cond": {"if": condition(ref), "then": ref, "else": None}}
    )


def has_any(view: Any, path: str) -> Any:
    """A Mongo expression for whether there is any label at a path."""
    path = view._db_path(path)
    if view._list_prefixes(path):
        is_list = view._is_list_path(path)
        return any_in(view, path, lambda ref: True if is_list else {"$gt": [ref, None]})
    if view._is_list_path(path):
        return (ViewField(path).length() > 0).to_mongo()
    return ViewField(path).exists().to_mongo()


class FilterLabels(ViewStage):
    """Samples with only those labels of a field for which an expression holds."""

    def __init__(
        self,
        field: str,
        filter: Any,
        only_matches: bool = True,
        trajectories: bool = False,
        _new_field: str | None = None,
        _validate: bool = True,
    ) -> None:
        """By a label field and an expression about a label."""
        check_filter(filter)
        super().__init__(field=field, filter=filter, only_matches=only_matches, trajectories=trajectories)

    def validate(self, view: Any) -> None:
        """Refuses a field without labels.

        Raises:
            ValueError: if so
        """
        root = self._root(view)
        filter = self._params["filter"]
        if isinstance(filter, ExpressionBase):
            single = ("$$frame." if view._is_frame_field(root) else "$") + self._name(view, root)
            self._params["filter"] = filter.to_mongo(THIS if view._is_list_path(root) else single)

    def _name(self, view: Any, root: str) -> str:
        """The path of a label in its sample or its frame."""
        path: str = view._db_path(root)
        return path.removeprefix("frames.") if view._is_frame_field(root) else path

    def _root(self, view: Any) -> str:
        path: str = view._root_of_labels(self._params["field"])
        return path

    def filtered_paths(self, view: Any) -> list[str]:
        """The list of labels, if it is one."""
        path = self._root(view)
        return [path] if view._is_list_path(path) else []

    def edited_fields(self, view: Any) -> list[str]:
        """The field of a single label."""
        path = self._root(view)
        return [] if view._is_list_path(path) else [path]

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$filter`, and a `$match` of samples with labels left."""
        self.validate(view)
        root, filter = self._root(view), self._params["filter"]
        if self._params["trajectories"]:
            return self._trajectories(view, root, filter)
        of_frame = f"$$frame.{self._name(view, root)}"
        pipeline = kept_labels(view, root, lambda ref: renamed(filter, of_frame, ref))
        if self._params["only_matches"]:
            pipeline.append({"$match": {"$expr": has_any(view, root)}})
        return pipeline

    def _trajectories(self, view: Any, root: str, filter: Any) -> Pipeline:
        """Keeps the labels of whole trajectories: every one whose `index` some passing label has."""
        path = view._db_path(root)
        if not view._is_frame_field(path):
            raise ValueError(f"'{root}' is no field of frames; only those have trajectories to filter")
        outer = view._list_prefixes(path)[0]
        inner = path[len(outer) + 1 :]
        passing = {"$filter": {"input": {"$ifNull": [f"$$frame.{inner}", []]}, "cond": filter}}
        indexes = {"$map": {"input": passing, "in": {"$ifNull": ["$$this.index", None]}}}
        found = {
            "$reduce": {
                "input": {"$map": {"input": {"$ifNull": [f"${outer}", []]}, "as": "frame", "in": indexes}},
                "initialValue": [],
                "in": {"$setUnion": ["$$value", "$$this"]},
            }
        }
        member = {"$and": [{"$gt": ["$$this.index", None]}, {"$in": ["$$this.index", "$_trajectories"]}]}
        pipeline: Pipeline = [
            {"$addFields": {"_trajectories": found}},
            *kept_labels(view, root, lambda _ref: member),
        ]
        pipeline.append({"$project": {"_trajectories": False}})
        if self._params["only_matches"]:
            pipeline.append({"$match": {"$expr": has_any(view, root)}})
        return pipeline


class FilterField(ViewStage):
    """Samples with the values of a field for which an expression does not hold put to null."""

    def __init__(
        self, field: str, filter: Any, only_matches: bool = True, _new_field: str | None = None
    ) -> None:
        """By a path and an expression whose `F()` is the value there."""
        check_filter(filter)
        super().__init__(field=field, filter=filter, only_matches=only_matches)

    def validate(self, view: Any) -> None:
        """Refuses a path without a field.

        Raises:
            ValueError: if there is none
        """
        path = self._params["field"]
        if path in ("id", "filepath"):
            raise ValueError(
                f"cannot filter field '{path}': every sample needs it; use match() to choose samples"
            )
        if path in ("frames.id", "frames.frame_number"):
            raise ValueError(f"cannot filter '{path}': every frame needs it; use match_frames()")
        view.validate_fields_exist(path)
        filter = self._params["filter"]
        if isinstance(filter, ExpressionBase):
            ref = view._db_path(path)
            if view._is_frame_field(path):
                ref = f"$this.{ref[len(view._list_prefixes(ref)[-1]) + 1 :]}"
            self._params["filter"] = filter.to_mongo(f"${ref}")

    def edited_fields(self, view: Any) -> list[str]:
        """The field."""
        return [self._params["field"]]

    def to_mongo(self, view: Any) -> Pipeline:
        """A condition, and a `$match` of samples with a value left."""
        self.validate(view)
        path, filter = view._db_path(self._params["field"]), self._params["filter"]
        if view._is_frame_field(path):
            values = set_path(
                view, path, lambda ref, _owner: {"$cond": {"if": filter, "then": ref, "else": None}}
            )
        else:
            # Below a list, too, the filter is about all values together.
            values = [{"$addFields": {path: {"$cond": {"if": filter, "then": f"${path}", "else": None}}}}]
        return values + (Exists(path).to_mongo(view) if self._params["only_matches"] else [])


class FilterKeypoints(ViewStage):
    """Samples with the points of keypoints that fail a test put to NaN."""

    def __init__(
        self,
        field: str,
        filter: Any = None,
        labels: Any = None,
        only_matches: bool = True,
        _new_field: str | None = None,
    ) -> None:
        """By an expression about a point's attributes, or by names of points in the skeleton."""
        if filter is not None and not isinstance(filter, (ExpressionBase, Mapping)):
            check_filter(repr(filter))
        super().__init__(
            field=field, filter=relative(filter, POINT), labels=labels, only_matches=only_matches
        )

    def _paths(self, view: Any) -> tuple[str, str, bool]:
        """The path of the keypoints, that of their points, and whether they are a list."""
        _, root = view._get_label_field_path(self._params["field"])
        return root, f"{root}.points", view._is_list_path(root)

    def validate(self, view: Any) -> None:
        """Refuses a field without keypoints, and names without a skeleton.

        Raises:
            ValueError: if so
        """
        self._paths(view)
        if self._params["labels"] is not None and view.get_skeleton(self._params["field"]) is None:
            raise ValueError(f"there is no skeleton for field '{self._params['field']}'")

    def edited_fields(self, view: Any) -> list[str]:
        """The points."""
        return [self._paths(view)[1]]

    def filtered_paths(self, view: Any) -> list[str]:
        """The list of keypoints, if those without points go."""
        root, _, is_list = self._paths(view)
        return [root] if is_list and self._params["only_matches"] else []

    def to_mongo(self, view: Any) -> Pipeline:
        """Points put to NaN, and a `$match` of samples with a point left."""
        root, points, is_list = self._paths(view)
        p = self._params
        kept = None
        if p["labels"] is not None:
            names = view.get_skeleton(p["field"]).labels or []
            kept = [i for i, name in enumerate(names) if name in to_list(p["labels"])]

        def masked(ref: str, owner: str | None) -> Any:
            tests: list[Any] = []
            lists: set[str] = set()
            if kept is not None:
                tests.append({"$in": ["$$point", kept]})
            if p["filter"] is not None:
                about_this = renamed(p["filter"], POINT, THIS)
                tests.append(_at_point(about_this, owner or "$$CURRENT", lists))
            point = {"$arrayElemAt": [ref, "$$point"]}
            nothing = {"$literal": [math.nan, math.nan]}
            sizes = [{"$size": {"$ifNull": [x, []]}} for x in (ref, *sorted(lists))]
            chosen = {
                "$map": {
                    "input": {"$range": [0, {"$min": sizes}]},
                    "as": "point",
                    "in": {"$cond": [{"$and": tests}, point, nothing]},
                }
            }
            # Keypoints without the attribute keep their points.
            there = [{"$gt": [x, None]} for x in sorted(lists)]
            return {"$cond": [{"$and": there}, chosen, ref]} if there else chosen

        pipeline = set_path(view, points, masked)
        if not is_list:
            path = view._db_path(root)
            pipeline.append(
                {"$addFields": {path: {"$cond": [{"$gt": [f"${path}.points", None]}, f"${path}", None]}}}
            )
        if p["only_matches"]:
            there = {"$ne": [{"$arrayElemAt": ["$$this", 0]}, math.nan]}

            def any_point(ref: str) -> Any:
                return {"$gt": [{"$size": {"$filter": {"input": {"$ifNull": [ref, []]}, "cond": there}}}, 0]}

            if is_list:
                pipeline += kept_labels(view, root, lambda _ref: any_point(f"{THIS}.points"))
                pipeline.append({"$match": {"$expr": has_any(view, root)}})
            else:
                pipeline.append({"$match": {"$expr": any_point(f"${view._db_path(points)}")}})
        return pipeline


def _at_point(tree: Any, owner: str, lists: set[str]) -> Any:
    """A filter about a keypoint turned into one about its point number `$$point`.

    Args:
        lists: collects the attributes that the filter looks at
    """
    if isinstance(tree, str) and (tree == THIS or tree.startswith(THIS + ".")):
        attribute = owner + tree[len(THIS) :]
        lists.add(attribute)
        return {"$arrayElemAt": [attribute, "$$point"]}
    if isinstance(tree, Mapping):
        return {k: _at_point(v, owner, lists) for k, v in tree.items()}
    return [_at_point(v, owner, lists) for v in tree] if isinstance(tree, (list, tuple)) else tree


class LimitLabels(ViewStage):
    """Samples with at most some number of labels in a field."""

    def __init__(self, field: str, limit: int) -> None:
        """By a field with a list of labels."""
        super().__init__(field=field, limit=limit)

    def validate(self, view: Any) -> None:
        """Refuses a field without a list of labels.

        Raises:
            ValueError: if so
        """
        if not view._is_list_path(view._root_of_labels(self._params["field"])):
            raise ValueError(f"Field '{self._params['field']}' does not contain a list of labels")

    def filtered_paths(self, view: Any) -> list[str]:
        """The list of labels."""
        return [view._root_of_labels(self._params["field"])]

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$slice`."""
        field, n = self._params["field"], max(int(self._params["limit"]), 0)
        root = view._root_of_labels(field)
        name = root[len(field) + 1 :]
        if not name:
            return set_path(view, root, lambda ref, _owner: ViewField()[:n].to_mongo(ref))
        cut = ViewField().exists().if_else(ViewField().set_field(name, ViewField(name)[:n]), None)
        return set_path(view, field, lambda ref, _owner: cut.to_mongo(ref))
