"""Validation of params against a property's JSON, as FiftyOne's server and as its App judge (1.22.1)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, TypedDict

from fo_widgets.schema.types import BaseType, Boolean, Enum, List, Number, Object, Property, String
from fo_widgets.schema.types.wire import Json


class ServerIssue(TypedDict):
    """What the server finds; the path is `.a.b[2].c`."""

    reason: str
    error_message: Any
    path: str
    custom: bool


class FormIssue(TypedDict):
    """What a form shows; the path is `a.b.2.c`."""

    path: str
    reason: str


def validate(prop: Json | None, params: Any, *, disable_schema_validation: bool = False) -> list[ServerIssue]:
    """What is wrong with params before an operator may execute.

    Args:
        prop: the JSON of the root property; None accepts everything.
        params: the params.
        disable_schema_validation: judge by the `invalid` flags only.

    Raises:
        AttributeError: if an object is expected and the value is no dict.
        TypeError: if an enum has no values.
    """
    if prop is None:
        return []
    issues = _Server().check(prop, params, "", required=False)
    return [issue for issue in issues if issue["custom"] or not disable_schema_validation]


def validate_form(
    prop: Json | None, params: Any, *, disable_schema_validation: bool = False
) -> list[FormIssue]:
    """What is wrong with a form before it may be submitted: stricter than `validate` in places.

    It counts the items of lists, refuses non-objects, and compares enum values as JavaScript does.

    Raises:
        TypeError: if an enum has no values.
    """
    if prop is None:
        return []
    issues = _Client().check(prop, params, "", required=False)
    return [
        {"path": issue["path"], "reason": issue["reason"]}
        for issue in issues
        if issue["custom"] or not disable_schema_validation
    ]


def schema_of(prop: Property | None) -> Json | None:
    """What validation has to know of a property, of which not all need have a wire form."""
    if prop is None:
        return None
    head = {"required": prop.required, "invalid": prop.invalid, "error_message": prop.error_message}
    return {**head, "type": _kind_of(prop.type)}


def _kind_of(kind: BaseType) -> Json:
    name = type(kind).__name__
    if isinstance(kind, Object):
        return {"name": name, "properties": {key: schema_of(inner) for key, inner in kind.properties.items()}}
    if isinstance(kind, List):
        return {**vars(kind), "name": name, "element_type": _kind_of(kind.element_type)}
    return (
        {**vars(kind), "name": name} if isinstance(kind, (String, Number, Boolean, Enum)) else {"name": name}
    )


class _Server:
    """The server's rules: depth first, the first match decides."""

    def check(self, prop: Json, value: Any, path: str, required: bool) -> Iterator[ServerIssue]:
        message = prop.get("error_message", "")
        kind = prop.get("type") or {}

        def issue(reason: str, custom: bool = False) -> ServerIssue:
            return {"reason": reason, "error_message": message, "path": path, "custom": custom}

        if prop.get("invalid"):
            yield issue(self.custom_reason(message), True)
        elif self.is_missing(kind, value, required):
            if required:
                yield issue("Required property")
        elif value is not None:
            yield from self.check_value(prop, kind, value, path, issue)

    def check_value(self, prop: Json, kind: Json, value: Any, path: str, issue: Any) -> Iterator[ServerIssue]:
        name = kind.get("name")
        if name == "Enum":
            if not self.is_one_of(value, kind["values"]):
                yield issue("Invalid enum value")
        elif "properties" in kind:
            yield from self.check_object(kind, value, path, issue)
        elif name == "List":
            yield from self.check_list(kind, value, path, issue)
        elif name in _PYTHON_TYPES:
            if type(value) not in _PYTHON_TYPES[name]:
                yield issue("Invalid value type")
            elif name == "Number":
                yield from self.check_range(kind, value, issue)

    def check_object(self, kind: Json, value: Any, path: str, issue: Any) -> Iterator[ServerIssue]:
        for name, inner in kind["properties"].items():
            if not isinstance(value, Mapping):
                raise AttributeError(f"{path or 'params'} must be an object, got {type(value).__name__}")
            yield from self.check(inner, value.get(name), f"{path}.{name}", bool(inner.get("required")))

    def check_list(self, kind: Json, value: Any, path: str, issue: Any) -> Iterator[ServerIssue]:
        if not isinstance(value, list):
            yield issue("Invalid list")
            return
        for index, item in enumerate(value):
            yield from self.check({"type": kind["element_type"]}, item, self.item_path(path, index), False)

    def check_range(self, kind: Json, value: Any, issue: Any) -> Iterator[ServerIssue]:
        low: Any = kind.get("min")
        high: Any = kind.get("max")
        if _is_bound(low) and value < low:
            yield issue(f"Value must be greater than {self.number(low)}")
        elif _is_bound(high) and value > high:
            yield issue(f"Value must be less than {self.number(high)}")

    def is_missing(self, kind: Json, value: Any, required: bool) -> bool:
        if value is None:
            return True
        return required and value == "" and kind.get("name") == "String" and not kind.get("allow_empty")

    def is_one_of(self, value: Any, values: Any) -> bool:
        return value in values

    def custom_reason(self, message: Any) -> Any:
        return message

    def item_path(self, path: str, index: int) -> str:
        return f"{path}[{index}]"

    def number(self, value: float) -> str:
        return str(value)


_PYTHON_TYPES = {"String": (str,), "Boolean": (bool,), "Number": (int, float)}


class _Client(_Server):
    """The rules of the App's own validator."""

    def check_object(self, kind: Json, value: Any, path: str, issue: Any) -> Iterator[ServerIssue]:
        if not isinstance(value, Mapping):
            yield issue("Invalid object")
            return
        prefix = f"{path}." if path else ""
        for name, inner in kind["properties"].items():
            yield from self.check(inner, value.get(name), prefix + name, bool(inner.get("required")))

    def check_list(self, kind: Json, value: Any, path: str, issue: Any) -> Iterator[ServerIssue]:
        low, high = kind.get("min_items"), kind.get("max_items")
        if not isinstance(value, list):
            bound = "null" if low is None else low
            yield issue(f"Must have at least {bound} item{'' if low == 1 else 's'}")
            return
        if low is not None and len(value) < low:
            yield issue(f"Must have at least {low} item{'' if low == 1 else 's'}")
        if high is not None and len(value) > high:
            yield issue(f"Must have at most {high} items")
        yield from super().check_list(kind, value, path, issue)

    def is_missing(self, kind: Json, value: Any, required: bool) -> bool:
        if super().is_missing(kind, value, required):
            return True
        # the App reads a required number as JavaScript does: text that is none is nothing
        return required and kind.get("name") == "Number" and isinstance(value, str) and not _is_number(value)

    def is_one_of(self, value: Any, values: Any) -> bool:
        return any(_strictly_equal(value, candidate) for candidate in values)

    def custom_reason(self, message: Any) -> Any:
        return message or "Invalid property"

    def item_path(self, path: str, index: int) -> str:
        return f"{path}.{index}"

    def number(self, value: float) -> str:
        return str(int(value)) if float(value).is_integer() else str(value)


def _is_bound(value: Any) -> bool:
    return type(value) in (int, float)


def _strictly_equal(a: Any, b: Any) -> bool:
    if isinstance(a, (list, dict)) or isinstance(a, bool) != isinstance(b, bool):
        return False
    return bool(a == b)


def _is_number(text: str) -> bool:
    try:
        return not math.isnan(float(text)) if text.strip() else True
    except ValueError:
        return False
