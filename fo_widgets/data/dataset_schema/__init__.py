"""Changing which fields a dataset has, and the values of its samples with them."""

from __future__ import annotations

from .adding import FieldAdding
from .copying import FieldCopying
from .removing import FieldRemoving


class DatasetSchema(FieldAdding, FieldCopying, FieldRemoving):
    """Adding, renaming, cloning, clearing and deleting fields of samples and frames."""


__all__ = ["DatasetSchema"]
