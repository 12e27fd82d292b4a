"""Named values over a stored document: what samples and frames have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from bson import ObjectId

from .embedded import EmbeddedDocument, get_inner
from .errors import ValidationError
from .fields import Field, copied
from .formatting import format_fields
from .stored_values import StoredValues
from .value_encoding import check


class FieldValues(StoredValues):
    """Values by field name, checked against the schema of a collection if it is in one."""

    _KIND = "Sample"
    _PRIVATE: tuple[str, ...] = ()
    _BATCHES: ClassVar[bool] = True

    @property
    def _id(self) -> ObjectId | None:
        return self._stored.get("_id")

    @property
    def id(self) -> str | None:
        """The id; None outside of datasets."""
        found = self._stored.get("_id")
        return str(found) if found is not None else None

    @property
    def in_dataset(self) -> bool:
        """Whether it is in a dataset."""
        return self._source is not None

    @property
    def _dataset(self) -> Any:
        return self._source._root_dataset if self._source is not None else None

    @property
    def dataset(self) -> Any:
        """The dataset; None if it is in none."""
        return self._dataset

    @property
    def dataset_id(self) -> str | None:
        """The id of the dataset; None if it is in none."""
        dataset = self._dataset
        return str(dataset._id) if dataset is not None else None

    @property
    def _collection(self) -> Any:
        return self._source

    # -- reading -------------------------------------------------------------

    def _value(self, name: str) -> Any:
        live = self._live
        if name in live:
            return live[name]
        field = self._fields().get(name)
        if field is None:
            raise AttributeError(f"{self._KIND} has no field '{name}'")
        stored = self._stored.get(field.db_field or name)
        if stored is None:
            if field.default is None:
                return None
            value = copied(field.default)
        else:
            value = field.decode(stored)
            if field.plain:
                return value
        live[name] = value
        return value

    def __getattr__(self, name: str) -> Any:
        """The value of a field.

        Raises:
            AttributeError: if there is none
        """
        if name.startswith("__") or "_live" not in self.__dict__:
            raise AttributeError(name)
        return self._value(name)

    def get_field(self, field_name: str) -> Any:
        """The value of a field, also of one further in.

        Raises:
            AttributeError: if there is none
        """
        head, _, rest = field_name.partition(".")
        value = self.id if head == "id" else getattr(self, head) if head in _PROPERTIES else self._value(head)
        if not rest:
            return value
        return [get_inner(v, rest) for v in value] if isinstance(value, list) else get_inner(value, rest)

    def __getitem__(self, field_name: str) -> Any:
        """The value of a field, also of one further in.

        Raises:
            KeyError: if there is none
        """
        try:
            return self.get_field(field_name)
        except AttributeError:
            raise KeyError(f"{self._KIND} has no field '{field_name}'") from None

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields, without private ones."""
        return self._get_field_names()

    def _get_field_names(self, include_private: bool = False, use_db_fields: bool = False) -> tuple[str, ...]:
        return tuple(
            (f.db_field or n) if use_db_fields else n
            for n, f in self._fields().items()
            if include_private or not n.startswith("_")
        )

    def has_field(self, field_name: str) -> bool:
        """Whether there is a field of that name, or further in."""
        head, _, rest = field_name.partition(".")
        if not rest or head not in self._fields():
            return head in self._fields()
        value = self._value(head)
        return value.has_field(rest) if isinstance(value, EmbeddedDocument) else False

    def __contains__(self, field_name: str) -> bool:
        """Whether there is a field of that name."""
        return self.has_field(field_name)

    def iter_fields(
        self, include_id: bool = False, include_timestamps: bool = False
    ) -> Iterator[tuple[str, Any]]:
        """Names and values."""
        for name in self.field_names:
            if (name == "id" and not include_id) or (name in _TIMES and not include_timestamps):
                continue
            yield name, self.id if name == "id" else self._value(name)

    # -- changing ------------------------------------------------------------

    def __setattr__(self, name: str, value: Any) -> None:
        """Sets a field, or a plain attribute if the name is private.

        Raises:
            ValueError: if there is no such field
        """
        if name.startswith("_") or isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
        elif name not in self._fields():
            raise ValueError(
                f"{self._KIND} has no field '{name}', and `.{name} = ` adds none; use ['{name}'] = to add it"
            )
        else:
            self.set_field(name, value)

    def __setitem__(self, field_name: str, value: Any) -> None:
        """Sets a field, which is created if it is new."""
        self.set_field(field_name, value)

    def __delattr__(self, name: str) -> None:
        """Clears a field, or removes a plain attribute."""
        if name in self.__dict__:
            object.__delattr__(self, name)
        else:
            self.clear_field(name)

    def __delitem__(self, field_name: str) -> None:
        """Clears a field.

        Raises:
            KeyError: if there is none
        """
        if not self.has_field(field_name):
            raise KeyError(f"{self._KIND} has no field '{field_name}'")
        self.clear_field(field_name)

    def set_field(
        self,
        field_name: str,
        value: Any,
        create: bool = True,
        validate: bool = True,
        dynamic: bool = False,
        **_others: Any,
    ) -> None:
        """Sets a field, also one further in.

        Args:
            create: declare the field if it is new
            dynamic: declare the dynamic attributes of labels, too

        Raises:
            ValidationError: if the value does not fit
            ValueError: if the field is new and `create` is False, or it is read-only
        """
        head, _, rest = field_name.partition(".")
        if rest:
            self._set_inner(head, rest, value)
            return
        field = self._fields().get(field_name)
        if field is None:
            if not create:
                raise ValueError(f"{self._KIND} has no field '{field_name}'")
            field = self._create_field(field_name, value, dynamic)
        elif field_name in ("id", *self._PRIVATE):
            raise ValidationError(f"the field '{field_name}' of a {self._KIND.lower()} cannot be set")
        elif self._source is not None:
            if field.read_only and value != self._value(field_name):
                raise ValueError(f"Cannot edit read-only field '{field_name}'")
            if dynamic and value is not None:
                self._source._root_dataset._expand_for(self._IS_FRAME, {field_name: value}, dynamic=True)
        if field is not None and value is not None and validate:
            check(field, value)
        self._live[field_name] = value
        self._assigned.add(field_name)

    _IS_FRAME = False

    def _create_field(self, name: str, value: Any, dynamic: bool) -> Field | None:
        if name.startswith("_") or not name:
            raise ValueError(f"Invalid field name: '{name}'. Field names cannot start with '_'")
        if self._source is None:
            return None
        if value is None:
            raise TypeError(f"Cannot infer an appropriate field type for value 'None' of field '{name}'")
        self._source._root_dataset._expand_for(self._IS_FRAME, {name: value}, dynamic=dynamic)
        return self._fields().get(name)

    def _set_inner(self, head: str, rest: str, value: Any) -> None:
        owner: Any = self.get_field(head)
        first, _, more = rest.rpartition(".")
        if owner is not None and first:
            owner = get_inner(owner, first)
        if owner is None:
            raise ValueError(f"{self._KIND} has no document at '{head}'")
        for one, item in zip(owner, value, strict=True) if isinstance(owner, list) else ((owner, value),):
            if isinstance(one, dict):
                one[more] = item
            else:
                one.set_field(more, item)

    def update_fields(
        self,
        fields_dict: Mapping[str, Any],
        expand_schema: bool = True,
        dynamic: bool = False,
        **_others: Any,
    ) -> None:
        """Sets several fields."""
        for name, value in fields_dict.items():
            self.set_field(name, value, create=expand_schema, dynamic=dynamic)

    def clear_field(self, field_name: str) -> None:
        """Puts a field to None, or to its default.

        Raises:
            ValueError: if it cannot be empty
        """
        if "." in field_name:
            self.set_field(field_name, None)
            return
        field = self._fields().get(field_name)
        if field is None:
            raise AttributeError(f"{self._KIND} has no field '{field_name}'")
        if field_name in ("id", "filepath", "frame_number", *self._PRIVATE):
            raise ValueError(f"Cannot clear default field '{field_name}'")
        if self._source is None and field_name not in self._keeps():
            self._live.pop(field_name, None)
            self._assigned.discard(field_name)
        else:
            self.set_field(field_name, copied(field.default))

    def _keeps(self) -> tuple[str, ...]:
        """The fields that remain, empty, when cleared outside of a dataset."""
        return ()

    def __repr__(self) -> str:
        """Class and fields, one a line."""
        return f"<{type(self).__name__}: {format_fields(self._shown())}>"

    __str__ = __repr__

    def _shown(self) -> Iterator[tuple[str, Any]]:
        yield "id", self.id
        for name in self.field_names:
            if name != "id":
                yield name, self._value(name)


_TIMES = ("created_at", "last_modified_at")
_PROPERTIES = ("frames",)
