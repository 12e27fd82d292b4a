"""Nodes: what a scene is made of. `js/src/runtime/wire.ts` mirrors these types."""

from __future__ import annotations

from typing import Any, TypedDict


class Issue(TypedDict):
    """Something wrong with a field."""

    reason: str
    path: str


class Node(TypedDict):
    """One component of a scene; see docs/architecture.md, "The scene"."""

    id: str
    component: str
    path: str
    type: str
    view: dict[str, Any]
    view_name: str
    rules: dict[str, Any]
    value: Any
    read_only: bool
    errors: list[Issue]
    events: list[str]
    children: list[str]


class Scene(TypedDict):
    """All nodes of a widget, by id."""

    root: str
    nodes: dict[str, Node]


class Patch(TypedDict):
    """What turns one scene into the next."""

    set: dict[str, dict[str, Any]]
    add: dict[str, Node]
    remove: list[str]
