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


class SelectGroupSlicesError(ValueError):
    """A flat collection was needed; `select_group_slices()` gives one."""

    def __init__(self, supported_media_types: list[str] | None = None) -> None:
        """Names the media types that would do."""
        kinds = f" of type {' or '.join(supported_media_types)}" if supported_media_types else ""
        super().__init__(
            f"this works on one slice at a time; call select_group_slices() for slices{kinds} first"
        )


class ViewFieldError(ValueError):
    """A view lacks a field that was asked for."""
