"""A surface: an area described by a schema, and the values shown in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fo_widgets.schema.defaults import collect_defaults, first_tabs
from fo_widgets.schema.paths import MISSING, get_path, split_path, with_path
from fo_widgets.session.plain import plain_property

Json = dict[str, Any]


class NoSuchPathError(LookupError):
    """A path that the schema of a surface does not have."""


@dataclass
class Surface:
    """A property's JSON with the values at its paths.

    Attributes:
        schema: a property's JSON, or None until something was rendered.
        values: nested dict of the values; replaced, never changed in place, so that faces can tell
            by identity what is new.
        is_output: outputs are read-only and choose other components.
        edited: paths that a person has changed; defaults never overwrite them.
        errors: validation errors by path, `{reason, path}` each.
        chosen: which of the types of a OneOf a person has picked, by path.
        resolved: what resolvers returned, by path: a property's JSON, or `{"error": message}`.
        filled: what each resolver and loader was last called with, by path.
        lazy: the resolvers and loaders of the schema, once somebody has looked for them.
    """

    schema: Json | None = None
    values: Json = field(default_factory=dict)
    is_output: bool = False
    edited: set[str] = field(default_factory=set)
    errors: dict[str, list[Json]] = field(default_factory=dict)
    chosen: dict[str, int] = field(default_factory=dict)
    resolved: dict[str, Json] = field(default_factory=dict)
    filled: dict[str, Any] = field(default_factory=dict)
    lazy: list[Any] | None = None
    _defaults: dict[str, Any] = field(default_factory=dict)

    def property_at(self, path: str) -> Json:
        """The JSON of the property at a dotted path ("" is the root).

        Raises:
            NoSuchPathError: names the deepest part that exists and what it offers.
        """
        current = self.schema
        walked: list[str | int] = []
        for part in split_path(path):
            inner = _child(self._seen(current, walked), part)
            if inner is None:
                offers = ", ".join(_names(current)) or "nothing"
                raise NoSuchPathError(
                    f"no component at {path!r}: {'.'.join(map(str, walked)) or 'the root'} has {offers}"
                )
            walked.append(part)
            current = inner
        current = self._seen(current, walked)
        if current is None:
            raise NoSuchPathError("nothing has been rendered yet")
        return current

    def choice(self, path: str, types: list[Json]) -> int:
        """Which of the types of a OneOf is shown: the one picked, else the first that suits the value."""
        value = self.get(path)
        fitting = (index for index, kind in enumerate(types) if fits(kind, value))
        return min(self.chosen.get(path, next(fitting, 0)), max(len(types) - 1, 0))

    def _seen(self, prop: Json | None, walked: list[str | int]) -> Json | None:
        if ((prop or {}).get("type") or {}).get("name") == "ResolvableProperty":
            found = self.resolved.get(".".join(map(str, walked))) or {}
            return found if "type" in found else prop
        return prop

    def get(self, path: str, default: Any = None) -> Any:
        """The value at a path."""
        return self.values if path == "" else get_path(self.values, path, default)

    def edit(self, path: str, value: Any) -> None:
        """Sets a value as a person does: defaults will leave it alone from now on."""
        self.edited.add(path)
        self.values = with_path(self.values, path, value)

    def show(self, schema: Json) -> dict[str, Any]:
        """Takes a new schema and fills in its defaults.

        A default is written when its property appears or when the default changes, unless a person
        has edited the path (measured behaviour of the App, 1.22.1).

        Returns:
            The values that were written, by path.
        """
        self.schema, self.lazy = plain_property(schema), None
        defaults = {
            path: value.tolist() if isinstance(value, np.ndarray) else value
            for path, value in collect_defaults(schema).items()
        }
        written = {}
        for path, default in defaults.items():
            is_new = path not in self._defaults or self._defaults[path] != default
            if is_new and path not in self.edited and get_path(self.values, path, MISSING) != default:
                self.values = with_path(self.values, path, default)
                written[path] = default
        self._defaults = defaults
        for path, value in first_tabs(schema).items():
            if get_path(self.values, path) is None:
                self.values = with_path(self.values, path, value)
                written[path] = value
        return written


_SUITS: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "List": lambda value: isinstance(value, list),
    "Tuple": lambda value: isinstance(value, list),
    "Object": lambda value: isinstance(value, dict),
    "Map": lambda value: isinstance(value, dict),
}


def fits(kind: Json, value: Any) -> bool:
    """Whether a value may belong to a type, by its outermost shape."""
    if kind.get("name") == "Enum":
        return value in (kind.get("values") or [])
    suits = _SUITS.get(kind.get("name", ""))
    return suits is not None and suits(value)


def _child(prop: Json | None, part: str | int) -> Json | None:
    kind = (prop or {}).get("type") or {}
    if kind.get("name") == "OneOf":
        options = (_child({"type": each}, part) for each in kind.get("types") or [])
        return next((option for option in options if option is not None), None)
    if "properties" in kind:
        found = kind["properties"].get(str(part))
        return found if isinstance(found, dict) else None
    if kind.get("name") == "List" and str(part).isdigit():
        return element(prop or {}, kind.get("element_type"), "items")
    if kind.get("name") == "Tuple" and str(part).isdigit() and int(part) < len(kind.get("items", [])):
        return element(prop or {}, kind["items"][int(part)], "items", int(part))
    if kind.get("name") == "Map":
        return element(prop or {}, kind.get("value_type"), "value")
    return None


def element(prop: Json, kind: Json | None, view_key: str, index: int | None = None) -> Json:
    """The property that stands for an element of a list, tuple or map.

    Args:
        prop: the JSON of the list, tuple or map.
        kind: the element's type.
        view_key: where the parent's view keeps the element's view (`items` or `value`).
        index: which of several element views, for tuples.
    """
    view = (prop.get("view") or {}).get(view_key)
    if isinstance(view, list):
        view = view[index] if index is not None and index < len(view) else None
    return {
        "type": kind or {"name": "Void"},
        "default": None,
        "required": False,
        "choices": None,
        "invalid": False,
        "error_message": "",
        "on_change": None,
        "view": view if isinstance(view, dict) else None,
    }


def property_paths(prop: Json, prefix: str = "") -> list[str]:
    """The dotted paths of every property inside a property, outer ones first."""
    paths = []
    for name, child in ((prop.get("type") or {}).get("properties") or {}).items():
        paths.append(prefix + name)
        paths.extend(property_paths(child, f"{prefix}{name}."))
    return paths


def _names(prop: Json | None) -> list[str]:
    return list(((prop or {}).get("type") or {}).get("properties", {}))
