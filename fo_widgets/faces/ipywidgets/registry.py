"""Which builder draws which component."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

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
        notice: the toast to show now, `{message, variant}`; for the outermost root.
        was: the class of the control that shows this node now; None if it is new.
    """

    host: Host
    scene: Scene
    parents: dict[str, str]
    touched: Collection[str]
    notice: Json | None = None
    was: type[ipywidgets.Widget] | None = None

    def parent(self, node: Node) -> Node | None:
        """The node that holds this one."""
        id_ = self.parents.get(node["id"])
        return None if id_ is None else self.scene["nodes"][id_]

    def subtree(self, node: Node) -> Scene:
        """The node and everything inside it, as a scene of its own."""
        nodes: dict[str, Node] = {}
        waiting = [node["id"]]
        while waiting:
            inner = self.scene["nodes"][waiting.pop()]
            nodes[inner["id"]] = inner
            waiting.extend(inner["children"])
        return {"root": node["id"], "nodes": nodes}


class Builder(Protocol):
    """Makes the element of a node; None shows nothing. It must not change anything."""

    def __call__(self, node: Node, draw: Draw) -> Element | None: ...


_BUILDERS: dict[str, Builder] = {}
_missing: set[str] = set()


def builder(*components: str) -> Callable[[Builder], Builder]:
    """A decorator: the function draws these components from now on.

        @builder("RatingView")
        def rating(node, draw):
            return Element(ipywidgets.IntSlider, {"max": 5, "value": node["value"] or 0}, edits="value")
    """

    def register(function: Builder) -> Builder:
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
