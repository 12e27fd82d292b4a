"""How panels are arranged: spaces that hold panels, or other spaces."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from bson import json_util

from .document_exchange import Described, merge_documents
from .errors import ValidationError
from .fields import copied

_ORIENTATIONS = ("horizontal", "vertical")


class Component(Described):
    """A space or a panel."""

    component_id: str
    _FIELDS: tuple[str, ...] = ("component_id",)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the attributes."""
        return self._FIELDS

    def has_field(self, field_name: str) -> bool:
        """Whether there is such an attribute."""
        return field_name in self._FIELDS

    def get_field(self, field_name: str) -> Any:
        """The value of an attribute.

        Raises:
            AttributeError: if there is none
        """
        return getattr(self, field_name)

    def set_field(self, field_name: str, value: Any, **_others: Any) -> None:
        """Sets an attribute.

        Raises:
            ValueError: if there is none
        """
        if not self.has_field(field_name):
            raise ValueError(f"{type(self).__name__} has no field '{field_name}'")
        setattr(self, field_name, value)

    def clear_field(self, field_name: str) -> None:
        """Puts an attribute back to what it is if nothing is given."""
        self.set_field(field_name, getattr(type(self)(), field_name))

    def iter_fields(self) -> Iterator[tuple[str, Any]]:
        """Names and values."""
        for name in self._FIELDS:
            yield name, getattr(self, name)

    def to_dict(self, extended: bool = False) -> dict[str, Any]:
        """The stored form, which is JSON as it is."""
        raise NotImplementedError(f"{type(self).__name__} has no stored form")

    def to_mongo(self) -> dict[str, Any]:
        """The stored form."""
        return self.to_dict()

    def merge(
        self, doc: Any, merge_lists: bool = True, merge_dicts: bool = True, overwrite: bool = True
    ) -> None:
        """Takes over the values of another component of the same class; see `merge_documents`."""
        merge_documents(self, doc, doc.iter_fields(), merge_lists, merge_dicts, overwrite)

    def to_json(self, pretty_print: bool = False) -> str:
        """The stored form as JSON, indented if `pretty_print`."""
        return json_util.dumps(self.to_dict(), indent=4 if pretty_print else None)

    @classmethod
    def from_dict(cls, d: Mapping[str, Any], extended: bool = False) -> Any:
        """The component of a stored form.

        Raises:
            ValueError: if its `_cls` is neither Space nor Panel
        """
        values = {("name" if k == "_name" else k): v for k, v in d.items() if k != "_cls"}
        kind = d.get("_cls", cls.__name__)
        if kind == "Panel":
            return Panel(**copied(values))
        if kind != "Space":
            raise ValueError(f"'{kind}' is neither a Space nor a Panel")
        values["children"] = [Component.from_dict(c) for c in values.get("children") or ()]
        return Space(**values)

    @classmethod
    def from_json(cls, s: str) -> Any:
        """The component of a JSON string."""
        return cls.from_dict(json_util.loads(s))

    def copy(self) -> Any:
        """A copy, with the same ids."""
        return self.from_dict(self.to_dict())

    def __eq__(self, other: object) -> bool:
        """Whether of the same class, ids and contents."""
        return type(self) is type(other) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Class and contents."""
        return f"<{type(self).__name__}: {self.to_dict()}>"


class Panel(Component):
    """One panel with its state."""

    _FIELDS = ("component_id", "type", "pinned", "state")

    def __init__(
        self,
        type: str | None = None,
        component_id: str | None = None,
        pinned: bool = False,
        state: dict[str, Any] | None = None,
        **_others: Any,
    ) -> None:
        """Of a type: a builtin panel's name or an operator's URI."""
        self.component_id = component_id or str(uuid.uuid4())
        self.type, self.pinned, self.state = type, pinned, {} if state is None else state

    def to_dict(self, extended: bool = False) -> dict[str, Any]:
        """The stored form."""
        out: dict[str, Any] = {"_cls": "Panel", "component_id": self.component_id}
        return {**out, "type": self.type, "pinned": self.pinned, "state": copied(self.state)}


class Space(Component):
    """Panels as tabs, or spaces side by side."""

    _FIELDS = ("component_id", "children", "orientation", "active_child", "sizes")

    def __init__(
        self,
        children: Any = None,
        orientation: str | None = None,
        component_id: str | None = None,
        active_child: str | None = None,
        sizes: list[float] | None = None,
        name: str | None = None,
        **_others: Any,
    ) -> None:
        """With children of one kind.

        Raises:
            ValidationError: if children are of two kinds, the orientation is unknown, or ids repeat
        """
        self.children = list(children or ())
        self.orientation, self.sizes, self.active_child, self.name = orientation, sizes, active_child, name
        self.component_id = component_id or str(uuid.uuid4())
        self.validate()

    def _refuse(self, problem: str, name: str) -> None:
        raise ValidationError(f"ValidationError (Space:None) ({problem}: ['{name}'])")

    def validate(self, clean: bool = True) -> None:
        """Refuses an arrangement that cannot be shown.

        Raises:
            ValidationError: if so
        """
        kinds = {type(c) for c in self.children}
        if not kinds <= {Space, Panel}:
            self._refuse("Children must be spaces or panels", "children")
        if len(kinds) > 1:
            self._refuse("All children must have same type", "children")
        if self.orientation is not None and self.orientation not in _ORIENTATIONS:
            self._refuse(f"Value must be one of {list(_ORIENTATIONS)}", "orientation")
        ids = [c.component_id for c in self.children]
        if self.active_child is not None and self.active_child not in ids:
            self._refuse("Active child must be the component_id of a child", "active_child")
        if len(set(ids)) < len(ids):
            self._refuse("All children must have unique component_id", "children")
        if self.sizes is not None and self.children and len(self.sizes) != len(self.children):
            self._refuse("There must be one size for each child", "sizes")

    def to_dict(self, extended: bool = False) -> dict[str, Any]:
        """The stored form."""
        out: dict[str, Any] = {"_cls": "Space", "component_id": self.component_id}
        out["children"] = [c.to_dict() for c in self.children]
        more = {
            "orientation": self.orientation,
            "sizes": self.sizes,
            "active_child": self.active_child,
            "_name": self.name,
        }
        return {**out, **{k: v for k, v in more.items() if v is not None}}


def default_spaces() -> Space:
    """The samples alone."""
    return Space(children=[Panel(type="Samples", pinned=True)])
