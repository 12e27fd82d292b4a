"""Summary fields: what the labels of a sample have in common, kept with the sample for fast queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .embedded import DynamicEmbeddedDocument
from .fields import (
    BooleanField,
    DateField,
    DateTimeField,
    EmbeddedDocumentField,
    FloatField,
    IntField,
    ListField,
    ObjectIdField,
    StringField,
    now,
)

_CATEGORICAL = (StringField, BooleanField, ObjectIdField)
_NUMERIC = (FloatField, IntField, DateField, DateTimeField)
INFO_KEY = "_summary_field"


class DatasetSummaries:
    """Creating, updating and deleting summary fields."""

    _doc: Any

    def create_summary_field(
        self,
        path: str,
        field_name: str | None = None,
        sidebar_group: Any = None,
        include_counts: bool = False,
        group_by: str | None = None,
        read_only: bool = True,
        create_index: bool = True,
    ) -> str:
        """Declares a field that sums up the values at a path of each sample, and fills it; its name.

        Words give the list of different ones, numbers the smallest and the largest.

        Args:
            include_counts: also count each word
            group_by: of numbers, bounds for each value of another attribute of the same labels
            sidebar_group: a group of the sidebar to show it in; by default "summaries", False for none

        Raises:
            ValueError: if there is no such path, its type cannot be summed up, or the name is taken
        """
        dataset: Any = self
        field = dataset.get_field(path)
        if field is None:
            raise ValueError(f"Field '{path}' does not exist")
        while isinstance(field, ListField) and field.field is not None:
            field = field.field
        kind = (
            "categorical"
            if isinstance(field, _CATEGORICAL)
            else "numeric"
            if isinstance(field, _NUMERIC)
            else None
        )
        if kind is None:
            raise ValueError(f"Cannot create a summary of field '{path}' of type {field}")
        parent = path.rpartition(".")[0]
        if group_by is not None and parent:
            # both are common: the name beside the summarised field, and its whole path
            group_by = group_by.removeprefix(f"{parent}.")
        name = field_name or self._get_default_summary_field_name(path)
        facts: dict[str, Any] = {"path": path, "field_type": kind}
        facts.update({"include_counts": include_counts} if kind == "categorical" else {"group_by": group_by})
        inner: dict[str, Any] = {}
        if kind == "numeric":
            if group_by is not None:
                by = dataset.get_field(f"{parent}.{group_by}")
                if by is None:
                    raise ValueError(f"Field '{parent}.{group_by}' does not exist")
                inner[group_by] = type(by)
            inner.update(min=type(field), max=type(field))
        elif include_counts:
            inner = {"label": type(field), "count": IntField}
        options: dict[str, Any] = {"info": {INFO_KEY: {**facts, "last_modified_at": now()}}}
        fields = [make().named(n) for n, make in inner.items()]
        if kind == "numeric" and group_by is None:
            dataset.add_sample_field(
                name,
                EmbeddedDocumentField,
                embedded_doc_type=DynamicEmbeddedDocument,
                fields=fields,
                **options,
            )
        elif inner:
            dataset.add_sample_field(
                name,
                ListField,
                subfield=EmbeddedDocumentField,
                embedded_doc_type=DynamicEmbeddedDocument,
                fields=fields,
                **options,
            )
        else:
            dataset.add_sample_field(name, ListField, subfield=type(field), **options)
        if sidebar_group is not False:
            self._show_in_sidebar(name, sidebar_group or "summaries")
        for index in ([f"{name}.{n}" for n in inner] or [name]) if create_index else ():
            dataset.create_index(index)
        self._fill_summary(name)
        self._doc.schema[name].read_only = read_only
        self._doc.save()
        return name

    def _show_in_sidebar(self, name: str, group: str) -> None:
        config: Any = self._doc.app_config
        if config.sidebar_groups is None:
            config.sidebar_groups = [g for g in config.default_sidebar_groups(self) if name not in g.paths]
        found: Any = next((g for g in config.sidebar_groups if g.name == group), None)
        if found is None:
            from .app_config import SidebarGroupDocument

            found = SidebarGroupDocument(name=group, paths=[])
            place = next((i for i, g in enumerate(config.sidebar_groups) if g.name == "primitives"), None)
            config.sidebar_groups.insert(len(config.sidebar_groups) if place is None else place, found)
        if name not in found.paths:
            found.paths.append(name)

    def _get_default_summary_field_name(self, path: str) -> str:
        dataset: Any = self
        inner, frames = dataset._handle_frame_field(path)
        parts = inner.split(".")
        document = dataset._field_at(("frames." if frames else "") + parts[0])
        hidden = getattr(getattr(document, "document_type", None), "_LABEL_LIST_FIELD", None)
        name = "_".join(["frames"] * frames + [p for p in parts if p != hidden])
        return f"{name}_summary" if dataset.has_sample_field(name) else name

    def _get_summarized_fields_map(self) -> dict[str, str]:
        return {path: name for name, path in self._summaries().items()}

    def _summaries(self) -> dict[str, str]:
        return {
            n: f.info[INFO_KEY]["path"] for n, f in self._doc.schema.items() if (f.info or {}).get(INFO_KEY)
        }

    def list_summary_fields(self) -> list[str]:
        """The names of the summary fields, sorted."""
        return sorted(self._summaries())

    def check_summary_fields(self) -> list[str]:
        """The names of the summary fields older than the last change of a sample."""
        dataset: Any = self
        newest = dataset.max("last_modified_at")
        names = self.list_summary_fields()
        return [n for n in names if newest is not None and newest > self._summary_time(n)]

    def _summary_time(self, name: str) -> datetime:
        found: datetime = self._doc.schema[name].info[INFO_KEY]["last_modified_at"]
        return found

    def update_summary_field(self, field_name: str) -> None:
        """Fills a summary field anew.

        Raises:
            ValueError: if it is none
        """
        if field_name not in self._summaries():
            raise ValueError(f"Field '{field_name}' is not a summary field")
        self._fill_summary(field_name)
        self._doc.save()

    def delete_summary_field(self, field_name: str, error_level: int = 0) -> None:
        """Removes a summary field.

        Raises:
            ValueError: if it is none
        """
        self.delete_summary_fields([field_name], error_level)

    def delete_summary_fields(self, field_names: Any, error_level: int = 0) -> None:
        """Removes summary fields.

        Args:
            error_level: 0 raises for a field that is no summary; others pass over it

        Raises:
            ValueError: if a field is none
        """
        dataset: Any = self
        for name in [field_names] if isinstance(field_names, str) else list(field_names):
            if name not in self._summaries():
                if error_level == 0:
                    raise ValueError(f"Field '{name}' is not a summary field")
                continue
            self._doc.schema[name].read_only = False
            dataset.delete_sample_field(name, error_level=error_level)
            for group in self._doc.app_config.sidebar_groups or ():
                group.paths = [p for p in group.paths if p != name]
        self._doc.save()

    def _fill_summary(self, name: str) -> None:
        dataset: Any = self
        field = self._doc.schema[name]
        facts = field.info[INFO_KEY]
        path, group_by = facts["path"], facts.get("group_by")
        was_read_only, field.read_only = field.read_only, False
        paths = ["id", path] if group_by is None else ["id", path, f"{path.rpartition('.')[0]}.{group_by}"]
        ids, *columns = dataset.values(paths)
        rows = [[_flat(v) for v in row] for row in zip(*columns, strict=True)]
        if facts["field_type"] == "categorical":
            values = [_words(row[0], facts["include_counts"]) for row in rows]
        elif group_by is None:
            values = [_bounds(row[0]) for row in rows]
        else:
            values = [_bounds_by(row[0], row[1], group_by) for row in rows]
        dataset.set_values(name, dict(zip(ids, values, strict=True)), key_field="id", expand_schema=False)
        facts["last_modified_at"] = now()
        field.read_only = was_read_only


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [x for v in value for x in _flat(v)]
    return [value]


def _words(values: list[Any], counts: bool) -> Any:
    found: dict[Any, int] = {}
    for value in values:
        if value is not None:
            found[value] = found.get(value, 0) + 1
    if not counts:
        return list(found) or None
    return [DynamicEmbeddedDocument(label=k, count=n) for k, n in found.items()] or None


def _bounds(values: list[Any]) -> Any:
    known = [v for v in values if v is not None and v == v]
    if not values or values == [None]:
        return None
    low, high = (min(known), max(known)) if known else (None, None)
    return DynamicEmbeddedDocument(min=low, max=high)


def _bounds_by(values: list[Any], groups: list[Any], name: str) -> Any:
    found: dict[Any, list[Any]] = {}
    for value, group in zip(values, groups, strict=True):
        if group is not None:
            found.setdefault(group, []).append(value)
    out = []
    for group, inner in found.items():
        known = [v for v in inner if v is not None and v == v]
        low, high = (min(known), max(known)) if known else (None, None)
        out.append(DynamicEmbeddedDocument(**{name: group, "min": low, "max": high}))
    return out or None
