"""A memory of elements: a drawing builds anew only what can look different."""

from __future__ import annotations

from typing import Any

from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.registry import ROOTS, Draw, build
from fo_widgets.faces.node import Node
from fo_widgets.faces.tree import same

# these look at other nodes, or at files
_ALWAYS_ANEW = ROOTS | {"FrameLoaderView", "ImageView", "MediaPlayerView", "TimelineView"}


class ElementMemory:
    """The elements of the latest drawing.

    The element of a node without children is used again while the node, the node that holds it, the
    phases of the forms and what a person has touched stay as they were: builders may rely on no more.
    """

    def __init__(self) -> None:
        self._draw: Draw | None = None
        self._before: Draw | None = None
        self._latest: dict[str, Element | None] = {}
        self._fresh: dict[str, Element | None] = {}
        self._is_valid = False
        self._parents: dict[str, bool] = {}

    def begin(self, draw: Draw) -> None:
        """A new drawing begins."""
        before = self._before = self._draw
        self._draw = draw
        self._latest, self._fresh, self._parents = self._fresh, {}, {}
        self._is_valid = (
            before is not None and before.touched == draw.touched and _phases(before) == _phases(draw)
        )

    def element(self, node: Node, draw: Draw) -> Element | None:
        """The element of a node, built if need be."""
        id_ = node["id"]
        is_kept = id_ in self._latest and self._may_keep(node, draw)
        found = self._fresh[id_] = self._latest[id_] if is_kept else build(node, draw)
        return found

    def _may_keep(self, node: Node, draw: Draw) -> bool:
        if (
            not self._is_valid
            or self._before is None
            or node["children"]
            or node["component"] in _ALWAYS_ANEW
        ):
            return False
        return same(self._before.scene["nodes"].get(node["id"]), node) and self._has_same_parent(node, draw)

    def _has_same_parent(self, node: Node, draw: Draw) -> bool:
        id_ = draw.parents.get(node["id"], "")
        known = self._parents.get(id_)
        if known is None:
            before = None if self._before is None else self._before.scene["nodes"].get(id_)
            now = draw.scene["nodes"].get(id_)
            known = self._parents[id_] = (
                before is not None and now is not None and _frame(before) == _frame(now)
            )
        return known


def _frame(node: Node) -> tuple[Any, ...]:
    return node["component"], node["view_name"], node["view"]


def _phases(draw: Draw) -> dict[str, Any]:
    return {
        id_: node["view"].get("phase")
        for id_, node in draw.scene["nodes"].items()
        if node["component"] in ROOTS
    }
