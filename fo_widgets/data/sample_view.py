"""Samples as a view shows them."""

from __future__ import annotations

from typing import Any

from .engine.store import Update
from .fields import Field, now
from .sample_merging import written_back
from .sample_values import SampleValues
from .schema import Schema
from .value_encoding import Document, same


class SampleView(SampleValues):
    """A sample as a view shows it: with chosen fields, filtered labels, computed values."""

    _KIND = "SampleView"

    def __init__(
        self,
        stored: Document,
        view: Any,
        selected_fields: Any = None,
        excluded_fields: Any = None,
        filtered_fields: Any = None,
        schema: Schema | None = None,
    ) -> None:
        """Of a document that a view gave."""
        self._begin(stored, view)
        own = self.__dict__
        own["_schema_of_view"] = view._all_fields() if schema is None else schema
        own["_selected_fields"], own["_excluded_fields"] = selected_fields, excluded_fields
        own["_filtered_fields"] = filtered_fields

    def _fields(self) -> Schema:
        schema: Schema = self._schema_of_view
        return schema

    @property
    def selected_field_names(self) -> Any:
        """The fields that the view selected; None if it shows all."""
        return self._selected_fields

    @property
    def excluded_field_names(self) -> Any:
        """The fields that the view excluded; None if there are none."""
        return self._excluded_fields

    @property
    def filtered_field_names(self) -> Any:
        """The lists of which the view shows only some elements; None if there are none."""
        return self._filtered_fields

    def _create_field(self, name: str, value: Any, dynamic: bool) -> Field | None:
        if name in self._source._root_dataset._schema or super()._create_field(name, value, dynamic) is None:
            self._schema_of_view[name] = self._source._root_dataset._schema[name]
        found: Field | None = self._schema_of_view.get(name)
        return found

    def save(self) -> None:
        """Writes what has changed; of filtered lists, the elements that are shown.

        Raises:
            ValueError: if the sample has been deleted
        """
        update = self._take_changes()
        if update is not None and not self._source._root_dataset._store.update([update]):
            raise ValueError(f"Sample '{self.id}' has been deleted")
        if "_frames" in self.__dict__:
            self.frames.save()

    def _take_changes(self) -> Update | None:
        self._check_filtered_roots()
        changed, gone = self._changes()
        if not changed and not gone:
            return None
        id, back = self._stored["_id"], dict(changed)
        if any(isinstance(v, (dict, list)) for v in changed.values()):
            whole = self._source._root_dataset._store.get(id)
            if whole is None:
                raise ValueError(f"Sample '{id}' has been deleted")
            filtered = {p.split(".")[0] for p in self._filtered_fields or ()}
            for k, v in changed.items():
                back[k] = written_back(whole.get(k), self._stored.get(k), v, k in filtered)
        back["last_modified_at"] = now()
        self._accept(changed, gone)
        return Update(id, back, gone)

    def _check_filtered_roots(self) -> None:
        """Refuses a change of which elements a filtered list has.

        Raises:
            ValueError: if there is one
        """
        for path in self._filtered_fields or ():
            head, _, rest = path.partition(".")
            if head not in self._live or not rest:
                continue
            old, value = self._stored.get(head), self._live[head]
            before = old.get(rest) if isinstance(old, dict) else None
            after = value.get_field(rest) if hasattr(value, "get_field") else None
            if [i.get("_id") for i in before or ()] != [getattr(i, "_id", None) for i in after or ()]:
                raise ValueError(f"Modifying root of filtered list field '{path}' is not allowed")

    def reload(self, hard: bool = False) -> None:
        """Forgets unsaved changes and reads the sample anew through the view.

        Raises:
            ValueError: if the view does not show it any more
        """
        for stored in self._source._iter_docs([{"$match": {"_id": self._id}}]):
            self.__dict__.update(_stored=stored, _live={}, _assigned=set())
            return
        raise ValueError(f"Sample '{self.id}' is not in the view any more")

    def _detach(self) -> None:
        raise ValueError("a view's sample cannot leave its dataset")

    def __eq__(self, other: object) -> bool:
        """Whether a view of the same sample with the same values."""
        return isinstance(other, SampleView) and self._id == other._id and same(self._stored, other._stored)

    __hash__ = None  # type: ignore[assignment]
