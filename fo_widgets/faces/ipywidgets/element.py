"""Elements: descriptions of ipywidgets, made of nodes by builders, turned into live widgets by a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import ipywidgets

Json = dict[str, Any]
Traits: TypeAlias = Mapping[str, Any]


def _as_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Gesture:
    """What a hand does: an event of a node, with params.

    Attributes:
        node: the id of the node it happens to, if not the one that the element draws.
        edit: for `change`: from the node's value, as it is when the gesture has its turn, to the new one.
        waits: whether who makes it waits until it has had its turn, as Python code does and pages must not.
        then: called when the gesture has had its turn, whatever came of it.
    """

    event: str
    params: Traits = field(default_factory=dict)
    node: str | None = None
    edit: Callable[[Any], Any] | None = None
    waits: bool = False
    then: Callable[[], None] | None = None


@dataclass(frozen=True)
class Element:
    """One widget to be.

    Attributes:
        kind: the widget's class; an element of another class replaces the widget.
        traits: what the widget shows, in the order in which traits may be set.
        edits: the trait that a hand on the control changes; it must be in `traits`.
        read: from that trait's value to the value that the `change` event carries.
        acts: from what was read to another gesture than `change` (or to none), for controls that start something.
        into: from the node's value and what was read to the value that the event carries, for controls
            of a part of the value.
        click: what a click does, for buttons.
        enter: what the Enter key does in a text field.
        signals: a trait; each `Gesture` that it takes on is sent.
        layout: CSS properties; equal ones share one `Layout`.
        style: properties of the widget's own style class; equal ones share one object.
        classes: CSS classes.
        children: what a box holds: elements, or ids of nodes with their own elements.
        given: constructor arguments that are no traits; others make another widget.
        is_control: it is what `panel.widgets[path]` gives, rather than the outermost element.
    """

    kind: type[ipywidgets.Widget]
    traits: Traits = field(default_factory=dict)
    edits: str | None = None
    read: Callable[[Any], Any] = _as_is
    acts: Callable[[Any], Gesture | None] | None = None
    into: Callable[[Any, Any], Any] | None = None
    click: Gesture | None = None
    enter: Gesture | None = None
    signals: str | None = None
    layout: Traits = field(default_factory=dict)
    style: Traits = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    children: tuple[Element | str, ...] | None = None
    given: Traits = field(default_factory=dict)
    is_control: bool = False

    def continues(self, other: Element) -> bool:
        """Whether the widget of `other` can become this element by changing traits."""
        return (
            self.kind is other.kind
            and self.edits == other.edits
            and self.signals == other.signals
            and self.is_control == other.is_control
            and (self.click is None) == (other.click is None)
            and (self.enter is None) == (other.enter is None)
            and dict(self.given) == dict(other.given)
        )
