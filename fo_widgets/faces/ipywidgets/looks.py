"""Looks: Layout and style objects, shared by all widgets of a screen that look alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets

Key = tuple[type[ipywidgets.Widget], tuple[tuple[str, Any], ...]]


class Looks:
    """Counted, shared `Layout` and style widgets.

    A widget with a layout and a style of its own costs three comms. Widgets that look alike share
    both here, so it costs one. Assign a new `Layout` to change the look of one widget alone.
    """

    def __init__(self) -> None:
        self._held: dict[Key, ipywidgets.Widget] = {}
        self._keys: dict[ipywidgets.Widget, Key] = {}
        self._uses: dict[Key, int] = {}

    def layout(self, properties: Mapping[str, Any]) -> ipywidgets.Layout:
        """The layout with these CSS properties; give it back with `release`."""
        return self._take(ipywidgets.Layout, properties)

    def style(self, kind: type[ipywidgets.Widget], properties: Mapping[str, Any]) -> ipywidgets.Widget | None:
        """The style for widgets of a class; None if the class has no styles."""
        trait = kind.class_traits().get("style")
        return None if trait is None else self._take(trait.klass, properties)

    def release(self, look: ipywidgets.Widget | None) -> None:
        """Closes a look that nobody uses any more; looks from elsewhere are left alone."""
        key = None if look is None else self._keys.get(look)
        if look is None or key is None:
            return
        self._uses[key] -= 1
        if not self._uses[key]:
            del self._uses[key], self._held[key], self._keys[look]
            look.close()

    def __len__(self) -> int:
        return len(self._held)

    def _take(self, kind: type[ipywidgets.Widget], properties: Mapping[str, Any]) -> Any:
        key = (kind, tuple(sorted(properties.items())))
        look = self._held.get(key)
        if look is None:
            look = self._held[key] = kind(**properties)
            self._keys[look] = key
        self._uses[key] = self._uses.get(key, 0) + 1
        return look
