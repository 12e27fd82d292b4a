"""Which builder draws which component."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.node import Node, Scene

if TYPE_CHECKING:
    from fo_widgets.session.host import Host

logger = logging.getLogger(__name__)

Json = dict[str, Any]


@dataclass(frozen=True)
class Draw:
    """What a builder may know besides its node.

    Attributes:
        host: the outermost host of the screen.
        scene: everything that is shown.
        parents: the id of every node's parent.
        touched: ids of the nodes that a person has changed.
        is_busy: whether what a person did takes long.
        notice: the toast to show now, `{message, variant}`; for the outermost root.
        shown: the class of the control that shows each node now, by id.
    """

    host: Host
    scene: Scene
    parents: Mapping[str, str]
    touched: frozenset[str] = frozenset()
    is_busy: bool = False
    notice: Json | None = None
    shown: Mapping[str, type[ipywidgets.Widget]] | None = None

    def parent(self, node: Node) -> Node | None:
        """The node that holds this one."""
        id_ = self.parents.get(node["id"])
        return None if id_ is None else self.scene["nodes"][id_]

    def root(self, node: Node) -> Node:
        """The root (panel, form or output) that this node belongs to."""
        while (above := self.parent(node)) is not None and node["component"] not in ROOTS:
            node = above
        return node

    def children(self, node: Node) -> list[Node]:
        """The nodes inside this one, in display order."""
        return [self.scene["nodes"][child] for child in node["children"]]

    def value(self, node: Node) -> Any:
        """The value at a node's path, also where the scene leaves it to the nodes inside."""
        surface, _, path = node["id"].partition(":")
        host = self.host.find(surface.split(".")[0])
        found = None if host is None else host.surfaces().get(surface)
        return node["value"] if found is None else found.get(path)

    def control_of(self, node: Node) -> type[ipywidgets.Widget] | None:
        """The class of the control that shows a node now; None if it is new."""
        return (self.shown or {}).get(node["id"])


ROOTS = frozenset({"Panel", "Form", "Output"})
"""The components of hosts; see docs/architecture.md."""


class Builder(Protocol):
    """Makes the element of a node; None shows nothing. It must not change anything."""

    def __call__(self, node: Node, draw: Draw, /) -> Element | None: ...


B = TypeVar("B", bound=Builder)

_BUILDERS: dict[str, Builder] = {}
_missing: set[str] = set()


def builder(*components: str) -> Callable[[B], B]:
    """A decorator: the function draws these components from now on.

    It is called again when its node changes, or the view of the node that holds it; see `ElementMemory`.

    @builder("RatingView")
    def rating(node, draw):
        return Element(ipywidgets.IntSlider, {"max": 5, "value": node["value"] or 0}, edits="value")
    """

    def register(function: B) -> B:
        for component in components:
            _BUILDERS[component] = function
        return function

    return register


def builders() -> dict[str, Builder]:
    """All builders by component."""
    return dict(_BUILDERS)


def build(node: Node, draw: Draw) -> Element | None:
    """The element of a node; a labelled box for a component without a builder."""
    found = _BUILDERS.get(node["component"])
    if found is not None:
        return found(node, draw)
    if node["component"] not in _missing:
        _missing.add(node["component"])
        logger.warning("no ipywidgets for component %r (at %r)", node["component"], node["path"])
    return _BUILDERS["UnsupportedView"](node, draw)
