"""Live elements: a widget, the element it shows now, and what a hand on it does."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Protocol

import traitlets

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.looks import Looks
from fo_widgets.faces.tree import same

_MISSING = object()


class Hands(Protocol):
    """What becomes of what a hand does."""

    def change(self, live: Live, value: Any, *, waits: bool) -> None:
        """A control has another value."""

    def do(self, live: Live, gesture: Gesture, *, waits: bool) -> None:
        """Anything else happened."""


class Button(ipywidgets.Button):  # type: ignore[misc]
    """A button that knows whether a click comes from a page or from Python."""

    is_in_page = False

    def _handle_custom_msg(self, content: Any, buffers: Any) -> None:
        self.is_in_page = True
        try:
            super()._handle_custom_msg(content, buffers)
        finally:
            self.is_in_page = False


class Live:
    """One element on the screen.

    A change of the edited trait is an event if it is not the screen's own doing: the screen notes what
    it sets, so neither an echo nor another thread's late notification looks like a hand.

    Attributes:
        node: the id of the node that the element draws (a part of).
        sent: how many edits have become events.
        handled: the newest edit that has had its turn.
        moment: when that was, in the hands' count of edits.
    """

    def __init__(self, node: str, element: Element, looks: Looks, hands: Hands) -> None:
        self.node = node
        self.element = element
        self.sent = self.handled = self.moment = 0
        self._looks = looks
        self._hands = hands
        self._known: Any = None
        self._setting: int | None = None
        traits: dict[str, Any] = {**element.given, **element.traits}
        self._layout = looks.layout(element.layout) if _has_layout(element.kind) else None
        self._style = looks.style(element.kind, element.style)
        if self._layout is not None:
            traits["layout"] = self._layout
        if self._style is not None:
            traits["style"] = self._style
        if element.classes:
            traits["_dom_classes"] = element.classes
        self.widget: ipywidgets.Widget = element.kind(**traits)
        if element.edits:
            self._known = getattr(self.widget, element.edits)
            self.widget.observe(self._observe_edit, element.edits)
        if element.click:
            self.widget.on_click(self._observe_click)
        if element.enter:
            self.widget.on_msg(self._observe_message)
        if element.signals:
            self.widget.observe(self._observe_signal, element.signals)
            if begin := getattr(self.widget, "begin", None):
                begin()  # now that somebody listens

    @property
    def is_edited(self) -> bool:
        """Whether a person's newest edit has not had its turn yet."""
        return self.handled < self.sent

    def show(self, element: Element, since: int) -> None:
        """Becomes another element of the same kind; touches only traits that differ.

        The edited trait is left alone while a person's edit waits for its turn, if the element is older
        than the newest edit, and while a text reads as the same value (`1.` and `1`).

        Args:
            since: the hands' count of edits when the element's scene was made.
        """
        before, self.element = self.element, element
        self._set(self._changes(before, element, since))
        if before is element:
            return
        if not same(dict(before.layout), dict(element.layout)) and self._layout is not None:
            old, self._layout = self._layout, self._looks.layout(element.layout)
            self.widget.layout = self._layout
            self._looks.release(old)
        if not same(dict(before.style), dict(element.style)) and self._style is not None:
            old, self._style = self._style, self._looks.style(element.kind, element.style)
            self.widget.style = self._style
            self._looks.release(old)
        if before.classes != element.classes:
            self.widget._dom_classes = element.classes

    def hold(self, children: tuple[ipywidgets.Widget, ...]) -> None:
        """Sets the widgets inside a box, if they are others."""
        if self.widget.children != children:
            self.widget.children = children

    def close(self) -> None:
        """Frees the widget."""
        self.widget.close()
        for look in (self._layout, self._style):
            self._looks.release(look)
        self._layout = self._style = None

    def _changes(self, before: Element, after: Element, since: int) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if before is not after:
            changes = {
                name: value
                for name, value in after.traits.items()
                if name != after.edits and not same(before.traits.get(name, _MISSING), value)
            }
            for name in before.traits:
                if name not in after.traits:
                    changes[name] = self.widget.trait_defaults(name)
        if after.edits and not self.is_edited and self.moment <= since:
            wanted, current = after.traits[after.edits], getattr(self.widget, after.edits)
            # other options take the selection along, even to where it was
            if "options" in changes or not (_equal(wanted, current) or _reads_alike(after, wanted, current)):
                changes[after.edits] = wanted
        return changes

    def _set(self, changes: Mapping[str, Any]) -> None:
        if not changes:
            return
        self._setting = threading.get_ident()
        try:
            if "options" in changes:
                # selections react to new options at once, so order matters
                for name, value in changes.items():
                    setattr(self.widget, name, value)
            else:
                # bounds and value are valid together, maybe not one by one
                with self.widget.hold_trait_notifications():
                    for name, value in changes.items():
                        setattr(self.widget, name, value)
        finally:
            self._setting = None
            if self.element.edits:
                self._known = getattr(self.widget, self.element.edits)

    def _observe_edit(self, change: Any) -> None:
        if self._setting == threading.get_ident() or same(change["new"], self._known):
            return
        self._known = change["new"]
        # while a page's message is taken in, ipywidgets locks the properties that it carries
        self._hands.change(self, change["new"], waits=not self.widget._property_lock)

    def _observe_click(self, widget: Any) -> None:
        if self.element.click is not None:
            self._hands.do(self, self.element.click, waits=not getattr(widget, "is_in_page", False))

    def _observe_message(self, widget: Any, content: Any, buffers: Any) -> None:
        if self.element.enter is not None and content.get("event") == "submit":
            self._hands.do(self, self.element.enter, waits=False)

    def _observe_signal(self, change: Any) -> None:
        if isinstance(change["new"], Gesture):
            self._hands.do(self, change["new"], waits=change["new"].waits)


def _has_layout(kind: type[ipywidgets.Widget]) -> bool:
    # plotly's figures have a layout of another meaning
    trait = kind.class_traits().get("layout")
    return isinstance(trait, traitlets.Instance) and trait.klass is ipywidgets.Layout


def _reads_alike(element: Element, wanted: Any, current: Any) -> bool:
    is_text = isinstance(wanted, str) and isinstance(current, str)
    return is_text and same(element.read(wanted), element.read(current))


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(_equal, a, b))
    return same(a, b)
