"""What all aggregations share: a field or expression, and how its values are reached in a pipeline."""

from __future__ import annotations

import dataclasses
import math
import reprlib
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from fo_widgets.data.expressions.core import ExpressionBase
from fo_widgets.data.expressions.expression import split_prefix
from fo_widgets.data.fields import EmbeddedDocumentField, Field
from fo_widgets.data.stages.base import Pipeline, serialize, set_path

AGGREGATIONS: dict[str, type[Aggregation]] = {}
PREFIX = "fiftyone.core.aggregations."
COMPUTED = "_expr"

_short = reprlib.Repr()
_short.maxlevel, _short.maxdict, _short.maxlist, _short.maxtuple, _short.maxstring = 1, 3, 3, 3, 30


class AggregationError(Exception):
    """An aggregation cannot be computed."""


@dataclasses.dataclass
class Target:
    """Where the values of an aggregation lie, and what brings them there."""

    path: str
    pipeline: Pipeline = dataclasses.field(default_factory=list)
    lists: list[str] = dataclasses.field(default_factory=list)  # on the way, outermost first
    is_list: bool = False  # whether the path itself is a list
    field: Field | None = None  # decodes stored values; None if they are computed
    unwound: list[str] = dataclasses.field(default_factory=list)  # by `[]` in the path

    @property
    def ref(self) -> str:
        """The path as an expression."""
        return f"${self.path}"

    def unwind(self) -> Pipeline:
        """Stages that unwind all lists, that at the path included."""
        paths = [*self.lists, self.path] if self.is_list else self.lists
        return [{"$unwind": f"${p}"} for p in paths]

    def decode(self, value: Any) -> Any:
        """The Python value of a stored one.

        Raises:
            AttributeError: if null stands for a document
        """
        if self.field is None:
            return value
        if value is None:
            if isinstance(self.field, EmbeddedDocumentField):
                raise AttributeError(
                    f"null is no document; aggregate a field below '{self.path}', such as its label"
                )
            return None
        return self.field.decode(value)


class Aggregation:
    """A number or a structure computed over a collection's values of a field or expression."""

    _PARAMS: ClassVar[tuple[str, ...]] = ()
    _UNWINDS = True
    _is_big_batchable = False
    _allow_missing = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Files the aggregation under its class name."""
        super().__init_subclass__(**kwargs)
        if not cls.__name__.startswith("_"):
            AGGREGATIONS[cls.__name__] = cls

    def __init__(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> None:
        """Over a path or an expression.

        Args:
            expr: of the value at the path, what to aggregate
            safe: leave out NaN and infinities
        """
        is_path = isinstance(field_or_expr, str)
        self._gives_stored = not is_path  # what an expression gives is not decoded
        self.field_name = field_or_expr if is_path else None
        self.expr = expr if is_path else field_or_expr
        if isinstance(self.expr, ExpressionBase) and not is_path:
            prefix, rest = split_prefix(self.expr)
            if prefix is not None:
                self.field_name, self.expr = prefix, rest
        self.safe = safe
        self._uuid: str | None = None

    @property
    def field_or_expr(self) -> Any:
        """What is aggregated: the path, or the expression if there is none."""
        return self.field_name if self.field_name is not None else self.expr

    def default_result(self) -> Any:
        """The result over nothing."""
        return None

    def to_mongo(self, collection: Any) -> Pipeline:
        """The pipeline on top of a collection's.

        Raises:
            ValueError: if the collection has no such field
        """
        raise NotImplementedError(f"{type(self).__name__} has no pipeline")

    def parse_result(self, documents: list[dict[str, Any]]) -> Any:
        """The result, of what the pipeline gives."""
        return documents

    def needs_frames(self, collection: Any) -> bool:
        """Whether the pipeline reads the frames of videos."""
        name = self.field_name
        if name is not None:
            return bool(collection._is_frame_field(name.replace("[]", "")))
        from fo_widgets.data.stages.base import _names_frames

        return bool(collection._has_frame_fields() and _names_frames(self.expr))

    def target(self, collection: Any) -> Target:
        """Where the values lie.

        Raises:
            ValueError: if the collection has no such field
        """
        if self.field_name is None:
            value = self.expr.to_mongo() if isinstance(self.expr, ExpressionBase) else self.expr
            if self.safe:
                value = self._finite(value)
            self._target = Target(COMPUTED, [{"$addFields": {COMPUTED: value}}])
            return self._target
        name = self.field_name
        if not self._allow_missing:
            collection._validate_root_field(name)
        path = collection._db_path(name)
        found = Target(
            path,
            lists=collection._list_prefixes(name),
            is_list=collection._is_list_path(name.replace("[]", "")),
        )
        found.unwound = _marked(collection, name)
        if self.expr is not None or self.safe:
            found.pipeline = set_path(
                collection, name.replace("[]", ""), lambda ref, _owner: self._computed_at(ref, name)
            )
        if self.expr is None and not self._gives_stored:
            kept = collection._field_at(name) if name.rpartition(".")[2] != "_id" else None
            if kept is not None and found.is_list and self._UNWINDS:
                kept = getattr(kept, "field", None)
            found.field = kept
        self._target = found
        return found

    def _computed_at(self, ref: str, name: str) -> Any:
        if not name.endswith("[]"):
            return self._computed(ref)
        return {"$map": {"input": ref, "as": "this", "in": self._computed("$$this")}}

    def _computed(self, ref: str) -> Any:
        value: Any = ref
        if isinstance(self.expr, ExpressionBase):
            value = self.expr.to_mongo(ref)
        elif self.expr is not None:
            value = self.expr
        return self._finite(value) if self.safe else value

    def _finite(self, value: Any) -> Any:
        if self.expr is not None and not isinstance(self.expr, ExpressionBase):
            raise AttributeError(f"{self.expr!r} is no expression; wrap it in F.literal(...) to use `safe`")
        return finite(value)

    def _kwargs(self) -> list[list[Any]]:
        return [["field_or_expr", self.field_name], ["expr", self.expr], ["safe", self.safe]]

    def _serialize(self) -> dict[str, Any]:
        if self._uuid is None:
            self._uuid = str(uuid.uuid4())
        return {"_cls": PREFIX + type(self).__name__, "kwargs": self._kwargs(), "_uuid": self._uuid}

    @classmethod
    def _from_dict(cls, d: Mapping[str, Any]) -> Aggregation:
        return AGGREGATIONS[str(d["_cls"]).rpartition(".")[2]](**dict(d["kwargs"]))

    def __str__(self) -> str:
        """The aggregation as a call."""
        kwargs = ", ".join(
            f"{k}={_short.repr(serialize(v))}" for k, v in self._kwargs() if not k.startswith("_")
        )
        return f"{type(self).__name__}({kwargs})"

    def __repr__(self) -> str:
        """The aggregation as a call."""
        return str(self)


def finite(value: Any) -> Any:
    """A Mongo expression with NaN and infinities put to null."""
    return {"$cond": [{"$in": [value, [math.nan, math.inf, -math.inf]]}, None, value]}


def _marked(collection: Any, name: str) -> list[str]:
    """The database paths of the lists that `[]` marks in a path."""
    out, start = [], name.find("[]")
    while start >= 0:
        out.append(collection._db_path(name[:start]))
        start = name.find("[]", start + 2)
    return out
