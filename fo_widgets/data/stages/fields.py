"""Stages that choose fields, or compute their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fo_widgets.data.expressions import ViewExpression, ViewField
from fo_widgets.data.expressions.core import ExpressionBase
from fo_widgets.data.fields import Field
from fo_widgets.data.schema import flatten

from .base import Pipeline, ViewStage, set_path


def fields_by_meta(view: Any, meta_filter: Any) -> list[str]:
    """The fields whose description, info or other facts satisfy a filter: a word, or values by key."""
    options = dict(meta_filter) if isinstance(meta_filter, Mapping) else {"any": meta_filter}
    nested = bool(options.pop("include_nested_fields", False))
    out = []
    for frames in (False, True) if view._has_frame_fields() else (False,):
        schema = view._all_fields(frames)
        for path, field in (flatten(schema) if nested else schema).items():
            if not path.startswith("_") and _has_meta(field, options):
                out.append(("frames." if frames else "") + path)
    return out


def _has_meta(field: Field, wanted: Mapping[str, Any]) -> bool:
    facts = {"name": field.name, "description": field.description, **(field.info or {})}
    for key, value in wanted.items():
        if key == "any":
            if not any(str(value) in str(v) for v in facts.values() if v is not None):
                return False
        elif facts.get(key) != value:
            return False
    return True


def _roots(view: Any, paths: list[str] | None) -> list[str]:
    """The top-level fields of paths; what lies below them need not be declared."""
    return [view._get_root_field(p) for p in paths or () if p != "_id"]


def _names(given: Any) -> list[str] | None:
    if given is None:
        return None
    return [given] if isinstance(given, str) else list(given)


class SelectFields(ViewStage):
    """Samples with some fields only, and the default ones."""

    def __init__(
        self,
        field_names: Any = None,
        meta_filter: Any = None,
        _allow_missing: bool = False,
        _media_types: Any = None,
    ) -> None:
        """By paths, or by what is known about fields."""
        names = _names(field_names)
        super().__init__(field_names=names, meta_filter=meta_filter, _allow_missing=_allow_missing)

    def validate(self, view: Any) -> None:
        """Refuses paths without a field.

        Raises:
            ValueError: if there is one
        """
        if not self._params["_allow_missing"]:
            view.validate_fields_exist(_roots(view, self._params["field_names"]))

    def selected_paths(self, view: Any) -> list[str] | None:
        """The chosen paths."""
        chosen = list(self._params["field_names"] or [])
        if self._params["meta_filter"] is not None:
            chosen += fields_by_meta(view, self._params["meta_filter"])
        return chosen

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$project` to what remains."""
        from fo_widgets.data.selection import kept_paths

        sample_paths = kept_paths(view, self.selected_paths(view) or [])
        keep = {view._db_path(p): True for p in sample_paths}
        if view._needs_frames():
            keep["frames"] = True
        for path in [p for p in keep if any(p.startswith(q + ".") for q in keep)]:
            del keep[path]
        return [{"$project": keep}]


class ExcludeFields(ViewStage):
    """Samples without some fields."""

    def __init__(
        self, field_names: Any = None, meta_filter: Any = None, _allow_missing: bool = False
    ) -> None:
        """By paths, or by what is known about fields."""
        names = _names(field_names)
        super().__init__(field_names=names, meta_filter=meta_filter, _allow_missing=_allow_missing)

    def validate(self, view: Any) -> None:
        """Refuses paths without a field, and default ones.

        Raises:
            ValueError: if there is one
        """
        names = self._params["field_names"] or []
        default = {n for n in names if view._is_default_field(n)}
        if default:
            raise ValueError(f"Cannot exclude default fields {default}")
        if not self._params["_allow_missing"]:
            # What an earlier stage has taken away may be excluded again.
            view._base_view.validate_fields_exist(_roots(view, names))

    def excluded_paths(self, view: Any) -> list[str]:
        """The paths that go."""
        out = list(self._params["field_names"] or [])
        if self._params["meta_filter"] is not None:
            found = fields_by_meta(view, self._params["meta_filter"])
            out += [p for p in found if not view._is_default_field(p)]
        return out

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$project` without them."""
        paths = [view._db_path(p) for p in self.excluded_paths(view)]
        paths = [p for p in paths if not any(p.startswith(q + ".") for q in paths)]
        return [{"$project": dict.fromkeys(paths, False)}] if paths else []


class SetField(ViewStage):
    """Samples with the value of a field computed; what is stored stays."""

    def __init__(
        self, field: str, expr: Any, _allow_missing: bool = False, _allow_limit: bool = False
    ) -> None:
        """By a path and an expression, whose `F()` is the document that the path lies in."""
        super().__init__(field=field, expr=expr, _allow_missing=_allow_missing)

    def validate(self, view: Any) -> None:
        """Refuses a top-level field that does not exist; makes the expression relative.

        Raises:
            ValueError: if there is none
        """
        field, expr = self._params["field"], self._params["expr"]
        if not self._params["_allow_missing"]:
            root = view._get_root_field(field)
            if not view._has_field(root):
                raise ValueError(f"Field '{field}' does not exist")
        if isinstance(expr, ExpressionBase):
            self._params["expr"] = expr.to_mongo(_parent_ref(view, field))

    def edited_fields(self, view: Any) -> list[str]:
        """The field."""
        return [self._params["field"]]

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$addFields`."""
        self.validate(view)
        expr = ViewExpression(self._params["expr"]).to_mongo()
        return set_path(view, self._params["field"], lambda _value, _owner: expr)


def _parent_ref(view: Any, path: str) -> str | None:
    """How an expression refers to the document that a path lies in."""
    path = view._db_path(path)
    above = view._list_prefixes(path)
    parent = path.rpartition(".")[0]
    if above:
        rest = parent[len(above[-1]) :]
        return f"$$this{rest}"
    return f"${parent}" if parent else None


class MapValues(ViewStage):
    """Samples with values of a field, or the elements of a list, replaced by a mapping."""

    def __init__(self, field: str, map: Any) -> None:
        """By a path and new values by old ones."""
        super().__init__(field=field, map=dict(map) if isinstance(map, Mapping) else map)

    def _path(self, view: Any) -> str:
        return str(self._params["field"])

    def edited_fields(self, view: Any) -> list[str]:
        """The path of what is replaced."""
        return [self._path(view)]

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$addFields`.

        Raises:
            AttributeError: if the mapping is none
            ValueError: if it is empty
        """
        path = self._path(view)
        mapped = ViewField().map_values(dict(self._params["map"].items()))
        if view._is_list_path(path):
            mapped = ViewField().map(mapped)
        return set_path(view, path, lambda value, _owner: mapped.to_mongo(value))


class MapLabels(MapValues):
    """Samples with the classes of labels replaced by a mapping."""

    def validate(self, view: Any) -> None:
        """Refuses a field without labels.

        Raises:
            ValueError: if so
        """
        self._path(view)

    def _path(self, view: Any) -> str:
        return str(view._get_label_field_path(self._params["field"], "label")[1])
