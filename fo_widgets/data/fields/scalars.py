"""Fields of single values: numbers, text, truth, dates and ids."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

import numpy as np
from bson import ObjectId
from bson.errors import InvalidId

from fo_widgets.data.errors import ValidationError

from .base import Field
from .values import naive_utc


class IntField(Field):
    """Whole numbers."""

    plain = True
    native: ClassVar[Any] = int

    def encode(self, value: Any) -> int:
        """An int; whole floats and digits are converted."""
        if type(value) is int:
            return value
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            raise ValidationError(f"{value} could not be converted to int") from None

    def decode(self, value: Any) -> Any:
        """As stored; whole doubles (from JavaScript) become ints."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


class FrameNumberField(IntField):
    """Frame numbers, from 1."""

    native = None

    def encode(self, value: Any) -> int:
        """A positive int."""
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise ValidationError(f"Frame numbers must be integers >= 1; found {value!r}")
        return int(value)


class FloatField(Field):
    """Real numbers."""

    plain = True
    native = float

    def encode(self, value: Any) -> float:
        """A float."""
        if type(value) is float:
            return value
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            raise ValidationError(f"{value} could not be converted to float") from None

    def decode(self, value: Any) -> Any:
        """A float, also where an int is stored."""
        return float(value) if type(value) is int else value


class StringField(Field):
    """Text."""

    plain = True
    native = str

    def encode(self, value: Any) -> str:
        """A string, nothing else."""
        if type(value) is str:
            return value
        if isinstance(value, str):
            return str(value)
        raise ValidationError("StringField only accepts string values")

    def decode(self, value: Any) -> Any:
        """As stored."""
        return value


class ColorField(StringField):
    """A colour as text."""


class BooleanField(Field):
    """True or false."""

    plain = True
    native = bool

    def encode(self, value: Any) -> bool:
        """A bool."""
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        raise ValidationError("BooleanField only accepts boolean values")

    def decode(self, value: Any) -> Any:
        """As stored."""
        return value


class UUIDField(StringField):
    """A UUID as text."""


class DateField(Field):
    """Dates, stored as midnight UTC."""

    plain = True

    def encode(self, value: Any) -> datetime:
        """Midnight UTC of a date."""
        if isinstance(value, datetime):
            value = value.date()
        if not isinstance(value, date):
            raise ValidationError(
                f"Date fields must have `date` values, found {type(value).__name__}: {value!r}"
            )
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  stored times are naive UTC

    def decode(self, value: Any) -> Any:
        """A date."""
        return value.date() if isinstance(value, datetime) else value


class DateTimeField(Field):
    """Times: stored in UTC, naive in Python."""

    plain = True

    def encode(self, value: Any) -> datetime:
        """A naive UTC time of whole milliseconds."""
        if isinstance(value, datetime):
            return naive_utc(value)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001
        raise ValidationError(
            f"Datetime fields must have `datetime` values, found {type(value).__name__}: {value!r}"
        )

    def decode(self, value: Any) -> Any:
        """As stored."""
        return value


class ObjectIdField(Field):
    """ObjectIds, strings in Python."""

    plain = True

    def encode(self, value: Any) -> ObjectId:
        """An ObjectId."""
        try:
            return ObjectId(value)
        except (InvalidId, TypeError) as error:
            raise ValidationError(str(error)) from None

    def decode(self, value: Any) -> Any:
        """24 hex digits."""
        return str(value)


_PRIMITIVE_FIELDS = (BooleanField, DateField, DateTimeField, FloatField, IntField, ObjectIdField, StringField)
