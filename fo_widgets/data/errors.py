"""Errors of the data API, named as plugins catch them."""

from __future__ import annotations


class ValidationError(AssertionError):
    """A value does not fit its field."""


class FieldDoesNotExist(Exception):
    """A document holds a key that its schema does not have."""


class MediaTypeError(TypeError):
    """A sample's media type does not fit its dataset."""


class DatasetNotFoundError(ValueError):
    """There is no dataset of that name."""

    def __init__(self, name: object) -> None:
        """Names the dataset."""
        super().__init__(f"Dataset {name} not found")


class ViewFieldError(ValueError):
    """A view lacks a field that was asked for."""
