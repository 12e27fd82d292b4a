"""Groups: samples that belong together, one a slice."""

from __future__ import annotations

from typing import Any

from bson import ObjectId

from .embedded import EmbeddedDocument
from .fields import ObjectIdField, StringField


class Group(EmbeddedDocument):
    """One group; `group.element("left")` is the membership of a sample."""

    __slots__ = ()
    _STORED_AS = "fiftyone.core.groups.Group"
    _FIELDS = {"id": ObjectIdField(), "name": StringField()}

    def element(self, name: str) -> Any:
        """The membership in this group as slice `name`."""
        return Group(id=ObjectId(self.id), name=name)
