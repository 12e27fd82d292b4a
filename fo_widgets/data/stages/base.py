"""What all view stages share: parameters, serialized form, and what they mean for a view."""

from __future__ import annotations

import reprlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from bson import ObjectId

from fo_widgets.data.expressions.core import ExpressionBase

STAGES: dict[str, type[ViewStage]] = {}
PREFIX = "fiftyone.core.stages."

Pipeline = list[dict[str, Any]]

_short = reprlib.Repr()
_short.maxlevel, _short.maxdict, _short.maxlist, _short.maxtuple, _short.maxstring = 2, 3, 3, 3, 30


class ViewStageError(Exception):
    """A stage cannot be built or applied."""


class ViewStage:
    """One step of a view. Parameters are attributes; `to_mongo(view)` is its pipeline on top of `view`."""

    _PARAMS: ClassVar[tuple[str, ...]] = ()
    _params: dict[str, Any]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Files the stage under its class name."""
        super().__init_subclass__(**kwargs)
        if not cls.__name__.startswith("_"):
            STAGES[cls.__name__] = cls

    def __init__(self, **params: Any) -> None:
        """A stage with parameters in serialized order."""
        self._params = params
        self._uuid: str | None = None

    def __getattr__(self, name: str) -> Any:
        """A parameter."""
        try:
            return self.__dict__["_params"][name]
        except KeyError:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'") from None

    def validate(self, view: Any) -> None:
        """Refuses a view that this stage cannot be added to.

        Raises:
            ValueError: naming what is wrong
        """

    def to_mongo(self, view: Any) -> Pipeline:
        """The pipeline of this stage on top of a view."""
        return []

    def selected_paths(self, view: Any) -> list[str] | None:
        """The field paths that remain; None if this stage does not select fields."""
        return None

    def excluded_paths(self, view: Any) -> list[str]:
        """The field paths that go."""
        return []

    def filtered_paths(self, view: Any) -> list[str]:
        """The list fields of which only some elements remain."""
        return []

    def edited_fields(self, view: Any) -> list[str]:
        """The fields whose values this stage computes."""
        return []

    def needs_frames(self, view: Any) -> bool:
        """Whether the pipeline reads the frames of videos."""
        return view._has_frame_fields() and _names_frames(self._params)

    @property
    def has_view(self) -> bool:
        """Whether the stage makes a view of its own kind (patches, frames, clips)."""
        return False

    def load_view(self, sample_collection: Any, reload: bool = False) -> Any:
        """The view that this stage makes."""
        raise NotImplementedError(f"{type(self).__name__} has no view of its own")

    @property
    def outputs_dynamic_groups(self) -> bool | None:
        """Whether samples are grouped from here on; None if unchanged."""
        return None

    def get_media_type(self, view: Any) -> str | None:
        """The media type from here on; None if unchanged."""
        return None

    def _kwargs(self) -> list[list[Any]]:
        return [[k, serialize(v)] for k, v in self._params.items()]

    def _serialize(self, include_uuid: bool = True) -> dict[str, Any]:
        if self._uuid is None:
            self._uuid = str(uuid.uuid4())
        out = {"_cls": PREFIX + type(self).__name__, "kwargs": self._kwargs()}
        return {**out, "_uuid": self._uuid} if include_uuid else out

    @classmethod
    def _from_dict(cls, d: Mapping[str, Any]) -> ViewStage:
        """The stage of a serialized form.

        Raises:
            ViewStageError: if there is no such stage
        """
        name = str(d["_cls"]).rpartition(".")[2]
        kind = STAGES.get(name)
        if kind is None:
            raise ViewStageError(f"there is no view stage '{name}'; known are {sorted(STAGES)}")
        kwargs = d.get("kwargs") or []
        stage = kind(**dict(kwargs))
        if d.get("_uuid"):
            stage._uuid = str(d["_uuid"])
        return stage

    def __eq__(self, other: object) -> bool:
        """Whether of the same type with the same parameters."""
        return type(self) is type(other) and self._kwargs() == other._kwargs()

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        """The stage as a call."""
        kwargs = ", ".join(f"{k}={_short.repr(v)}" for k, v in self._kwargs() if not k.startswith("_"))
        return f"{type(self).__name__}({kwargs})"

    def __repr__(self) -> str:
        """The stage as a call."""
        return str(self)


def serialize(value: Any) -> Any:
    """A parameter as JSON: expressions as Mongo expressions."""
    if isinstance(value, ExpressionBase):
        return value.to_mongo()
    if isinstance(value, ObjectId):
        return str(value)
    if isinstance(value, Mapping):
        return {k: serialize(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [serialize(v) for v in value]
    return value


def to_list(value: Any) -> list[Any]:
    """One value or several as a list."""
    if value is None:
        return []
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        return [value]
    return list(value)


def sample_ids_of(value: Any) -> list[str]:
    """Ids of samples given as ids, samples, or collections of them; ids are not looked at here.

    Raises:
        TypeError: if it is none of these
        AttributeError: if ids follow samples
    """
    if isinstance(value, (str, ObjectId)):
        return [str(value)]
    if hasattr(value, "filepath") or hasattr(value, "_sample_id_of"):
        return [value.id]
    if hasattr(value, "_pipeline"):
        ids: list[str] = value.values("id")
        return ids
    values = list(value)
    if values and not isinstance(values[0], (str, ObjectId)) and hasattr(values[0], "id"):
        return [v.id for v in values]
    return [str(v) if isinstance(v, ObjectId) else v for v in values]


def is_expression(value: Any) -> bool:
    """Whether a value is an expression, or a Mongo one."""
    return isinstance(value, (ExpressionBase, Mapping, bool))


def check_filter(value: Any) -> None:
    """Refuses what is no expression.

    Raises:
        ValueError: if so
    """
    if not is_expression(value):
        raise ValueError(
            "Filter must be a ViewExpression or a MongoDB aggregation expression defining the filter; "
            f"found '{value}'"
        )


def in_place_of(document: dict[str, Any]) -> dict[str, Any]:
    """A Mongo expression of a document that `$set` puts in the place of what is there, instead of merging it in."""
    return {"$mergeObjects": [document]}


def mentions(tree: Any, variable: str) -> bool:
    """Whether a Mongo expression uses a variable."""
    if isinstance(tree, str):
        return tree == variable or tree.startswith(variable + ".")
    if isinstance(tree, Mapping):
        return any(mentions(v, variable) for v in tree.values())
    return isinstance(tree, (list, tuple)) and any(mentions(v, variable) for v in tree)


def _names_frames(value: Any) -> bool:
    """Whether a parameter has the path of frames anywhere in it."""
    return next(paths_below("frames", value), None) is not None


def paths_below(root: str, value: Any) -> Iterator[str]:
    """The paths at or below a field that a parameter has anywhere in it."""
    if isinstance(value, ExpressionBase):
        value = value.to_mongo()
    if isinstance(value, str):
        path = value.removeprefix("$")
        if path == root or path.startswith(root + "."):
            yield path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from paths_below(root, key)
            yield from paths_below(root, inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from paths_below(root, inner)


def set_path(view: Any, path: str, make: Any) -> Pipeline:
    """A pipeline that sets the value at a path, for each element of the lists above it.

    Args:
        make: from the reference of the value and that of the document it lies in, the new value
    """
    path = view._db_path(path)
    above = view._list_prefixes(path)
    if not above:
        parent = path.rpartition(".")[0]
        return [{"$addFields": {path: make(f"${path}", f"${parent}" if parent else None)}}]
    outer = above[0]
    tree = {
        "$map": {
            "input": f"${outer}",
            "as": "this",
            "in": _inside(path[len(outer) + 1 :], outer, above[1:], make),
        }
    }
    return [{"$addFields": {outer: tree}}]


def _inside(rest: str, base: str, lists: list[str], make: Any) -> dict[str, Any]:
    """An element `$$this` of a list with the value at `rest` below it set."""
    if lists:
        inner_list = lists[0][len(base) + 1 :]
        deeper = _inside(rest[len(inner_list) + 1 :], lists[0], lists[1:], make)
        value = {"$map": {"input": f"$$this.{inner_list}", "as": "this", "in": deeper}}
        return _merged("$$this", inner_list, value)
    parent, _, _last = rest.rpartition(".")
    owner = f"$$this.{parent}" if parent else "$$this"
    return _merged("$$this", rest, make(f"$$this.{rest}" if rest else "$$this", owner))


def _merged(owner: str, path: str, value: Any) -> dict[str, Any]:
    head, _, rest = path.partition(".")
    if rest:
        value = _merged(f"{owner}.{head}", rest, value)
        return {"$mergeObjects": [owner, {head: value}]}
    return {"$let": {"vars": {"expr": owner}, "in": {"$mergeObjects": ["$$expr", {head: value}]}}}
