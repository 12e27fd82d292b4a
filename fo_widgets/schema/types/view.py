"""What all views share. A view is an open record: every keyword goes on the wire."""

from __future__ import annotations

import copy
from typing import Any, ClassVar, TypeVar

from fo_widgets.schema.types.containers import Container
from fo_widgets.schema.types.wire import Json, optional_json, wire_values

V = TypeVar("V", bound="View")


class View:
    """Base of all views, and the view that lets the type choose its component.

    Args:
        container: a box around it.
        label: its title.
        description: its help text.
        caption: a smaller text.
        space: columns of twelve that it takes.
        placeholder: text of the empty control.
        read_only: shows the value without letting it be edited.
        component: another component to draw it.
        componentsProps: props for the parts of the component.
        kwargs: anything else; components read what they know.
    """

    # keys that a class always sends, with the value they have if no keyword gives one
    _own: ClassVar[Json] = {}

    def __init__(self, container: Container | None = None, **kwargs: Any) -> None:
        self._kwargs = kwargs
        self.container = container
        self.label = kwargs.get("label")
        self.description = kwargs.get("description")
        self.caption = kwargs.get("caption")
        self.space = kwargs.get("space")
        self.placeholder = kwargs.get("placeholder")
        self.read_only = kwargs.get("read_only")
        self.component = kwargs.get("component")
        self.componentsProps = kwargs.get("componentsProps")
        for key, default in self._own.items():
            setattr(self, key, kwargs.get(key, copy.copy(default)))

    def clone(self: V) -> V:
        """A view made from the same keywords, in the same box; what was not a keyword is lost (as measured)."""
        return type(self)(container=self.container, **self._clone_args())

    def kwargs_to_json(self) -> Json:
        """The keywords, with bound methods as URIs."""
        return wire_values(self._kwargs)

    def to_json(self) -> Json:
        """The wire form: the base keys, then every keyword, then the keys of the class."""
        return {
            "name": type(self).__name__,
            "label": self.label,
            "description": self.description,
            "caption": self.caption,
            "space": self.space,
            "placeholder": self.placeholder,
            "read_only": self.read_only,
            "component": self.component,
            "componentsProps": self.componentsProps,
            "container": optional_json(self.container),
            **self.kwargs_to_json(),
            **self._own_json(),
        }

    def _clone_args(self) -> Json:
        return self._kwargs

    def _own_json(self) -> Json:
        return {key: getattr(self, key) for key in self._own}


class KeywordView(View):
    """A view that takes keywords only, as every view but the plain one does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
