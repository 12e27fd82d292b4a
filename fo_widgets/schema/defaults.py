"""Defaults: the values that a schema fills in before a person does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fo_widgets.schema.components import COMPOSITE, DISPLAY_ONLY, component_of

_UNFILLED = COMPOSITE - {"ListView"}


def collect_defaults(prop: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults to write into the data, by path; outer properties first.

    Components that are made of others, and those that only display, keep theirs to themselves, but the
    properties inside them are visited. A list is filled: the App shows its default and sends none of it.

    Args:
        prop: the JSON of the root property of a form or panel.
    """
    found: dict[str, Any] = {}
    _visit(prop, "", found)
    return found


def _visit(prop: Mapping[str, Any], path: str, found: dict[str, Any]) -> None:
    default = prop.get("default")
    component = component_of(prop)
    if path and default is not None and component not in _UNFILLED and component not in DISPLAY_ONLY:
        found[path] = default
    prefix = f"{path}." if path else ""
    for name, inner in ((prop.get("type") or {}).get("properties") or {}).items():
        _visit(inner, prefix + name, found)


def first_tabs(prop: Mapping[str, Any]) -> dict[str, Any]:
    """The first choice of each row of tabs, by path: one is always open, so the App puts it where no value is.

    Args:
        prop: the JSON of the root property of a form or panel.
    """
    found: dict[str, Any] = {}
    _visit_tabs(prop, "", found)
    return found


def _visit_tabs(prop: Mapping[str, Any], path: str, found: dict[str, Any]) -> None:
    kind = prop.get("type") or {}
    if path and component_of(prop) == "TabsView":
        choices = (prop.get("view") or {}).get("choices") or []
        values = [choice.get("value") for choice in choices] or kind.get("values") or []
        if values:
            found[path] = values[0]
    prefix = f"{path}." if path else ""
    for name, inner in (kind.get("properties") or {}).items():
        _visit_tabs(inner, prefix + name, found)
