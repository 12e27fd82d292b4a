"""A stored document with changed values beside it, as samples and frames have them.

An object shares the stored document with the database and never changes it. Beside it are the Python values that
were handed out or set (`_live`); saving encodes those again and writes the ones that differ.
"""

from __future__ import annotations

import json
from datetime import timezone
from typing import Any

from .fields import DateField, copied
from .schema import Schema
from .value_encoding import Document, as_json, completed, encoded, same


class StoredValues:
    """The stored document, the live values, and what differs between them."""

    _stored: Document
    _live: dict[str, Any]
    _assigned: set[str]
    _source: Any

    def _begin(self, stored: Document, source: Any) -> None:
        own = self.__dict__
        own["_stored"], own["_source"] = stored, source
        own["_live"], own["_assigned"] = {}, set()

    def _fields(self) -> Schema:
        """The fields by name; those of no collection are its live values."""
        raise NotImplementedError(f"{type(self).__name__} does not say what fields it has")

    def _changes(self) -> tuple[Document, list[str]]:
        """What differs from the stored document: values to set, and names to unset."""
        changed: Document = {}
        gone: list[str] = []
        fields, stored = self._fields(), self._stored
        for name, value in self._live.items():
            field = fields.get(name)
            if field is None:
                continue
            key = field.db_field or name
            old = stored.get(key)
            assigned = name in self._assigned
            if value is None:
                if old is not None:
                    gone.append(key)
                continue
            new = encoded(field, value, old if not assigned else None, old is not None)
            if new is old or same(new, old):
                continue
            if not new and isinstance(new, (list, dict)):
                # FiftyOne unsets what is set to nothing, and does not see what is emptied in place.
                if assigned and old is not None:
                    gone.append(key)
                continue
            changed[key] = new
        return changed, gone

    def _accept(self, changed: Document, gone: list[str]) -> None:
        """Takes over what has been written."""
        stored = {k: v for k, v in self._stored.items() if k not in gone} if gone else dict(self._stored)
        stored.update(changed)
        self.__dict__["_stored"] = stored
        self._assigned.clear()

    def _refresh(self, stored: Document) -> None:
        """Takes over a stored document that somebody else has written; what they did not touch stays."""
        old = self._stored
        if stored is old:
            return
        fields = self._fields()
        for name in list(self._live):
            field = fields.get(name)
            key = (field.db_field or name) if field is not None else name
            new = stored.get(key)
            if field is None or (new is not old.get(key) and not same(new, old.get(key))):
                self._live.pop(name, None)
                self._assigned.discard(name)
        self.__dict__["_stored"] = stored

    def _encoded_document(self) -> Document:
        """The stored form as it is now, unsaved changes included."""
        out = dict(self._stored)
        fields = self._fields()
        for name, value in self._live.items():
            field = fields.get(name)
            key = (field.db_field or name) if field is not None else name
            out[key] = None if value is None else encoded(field, value, None, False)
        return out

    def to_mongo_dict(self, include_id: bool = False) -> Document:
        """The stored form, with None for fields without a value."""
        stored = self._encoded_document()
        out: Document = {}
        for name, field in self._fields().items():
            key = field.db_field or name
            if key == "_id":
                if include_id:
                    out["_id"] = stored.get("_id")
            else:
                out[key] = completed(field, copied(stored.get(key)))
                if out[key] is None and field.default is not None:
                    out[key] = copied(field.default)
                if isinstance(field, DateField) and out[key] is not None:
                    out[key] = out[key].replace(tzinfo=timezone.utc)
        return out

    def to_dict(self, include_private: bool = False, **_options: Any) -> Document:
        """The stored form of its fields as extended JSON: `{"$oid": ...}`, `{"$date": ...}`, `{"$binary": ...}`."""
        out = {k: v for k, v in self.to_mongo_dict(include_private).items() if include_private or k[0] != "_"}
        return as_json(out)

    def to_json(self, pretty_print: bool = False, **options: Any) -> str:
        """`to_dict` as text."""
        return json.dumps(self.to_dict(**options), indent=4 if pretty_print else None)
