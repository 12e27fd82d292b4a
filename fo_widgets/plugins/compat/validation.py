"""`fiftyone.core.validation`: is this the kind of collection or sample that a function can work on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fo_widgets.data import media
from fo_widgets.data.errors import MediaTypeError, SelectGroupSlicesError


def validate_collection(sample_collection: Any, media_type: str | Iterable[str] | None = None) -> None:
    """Checks that something is a dataset or view, of a media type or one of several.

    Raises:
        ValueError: not a dataset or view.
        MediaTypeError: of another media type.
        SelectGroupSlicesError: grouped, where a flat collection is needed.
    """
    if not hasattr(sample_collection, "iter_samples") or not hasattr(sample_collection, "media_type"):
        raise ValueError(f"expected a dataset or view, not a {type(sample_collection).__name__}")
    if media_type is None:
        return
    wanted = [media_type] if isinstance(media_type, str) else list(media_type)
    actual = sample_collection.media_type
    if actual in wanted:
        return
    if actual == media.GROUP:
        raise SelectGroupSlicesError(wanted)
    raise MediaTypeError(f"expected a collection of type {' or '.join(wanted)}, not {actual}")


def validate_image_collection(sample_collection: Any) -> None:
    """Checks for a collection of images."""
    validate_collection(sample_collection, media.IMAGE)


def validate_video_collection(sample_collection: Any) -> None:
    """Checks for a collection of videos."""
    validate_collection(sample_collection, media.VIDEO)


def validate_non_grouped_collection(sample_collection: Any) -> None:
    """Checks for a collection that is not grouped."""
    validate_collection(sample_collection)
    if sample_collection.media_type == media.GROUP:
        raise SelectGroupSlicesError()


def validate_image_sample(sample: Any) -> None:
    """Checks for a sample of an image."""
    _validate_sample(sample, media.IMAGE)


def validate_video_sample(sample: Any) -> None:
    """Checks for a sample of a video."""
    _validate_sample(sample, media.VIDEO)


def _validate_sample(sample: Any, media_type: str) -> None:
    actual = getattr(sample, "media_type", None)
    if actual is None:
        raise ValueError(f"expected a sample, not a {type(sample).__name__}")
    if actual != media_type:
        raise MediaTypeError(f"expected a sample of type {media_type}, not {actual}")


def validate_collection_label_fields(
    sample_collection: Any,
    field_names: str | Iterable[str],
    allowed_label_types: Any,
    same_type: bool = False,
) -> None:
    """Checks that fields exist and hold labels of one of the given types.

    Raises:
        ValueError: a field is missing, holds something else, or (`same_type`) they differ.
    """
    validate_collection(sample_collection)
    names = [field_names] if isinstance(field_names, str) else list(field_names)
    allowed = (
        tuple(allowed_label_types) if isinstance(allowed_label_types, (list, set)) else allowed_label_types
    )
    found: dict[str, type] = {}
    for name in names:
        field = sample_collection.get_field(name)
        if field is None:
            raise ValueError(f"{sample_collection.name!r} has no field {name!r}")
        label_type = getattr(field, "document_type", None)
        if not (isinstance(label_type, type) and issubclass(label_type, allowed)):
            held = label_type.__name__ if isinstance(label_type, type) else type(field).__name__
            raise ValueError(f"field {name!r} holds {held}, which does not do here")
        found[name] = label_type
    if same_type and len(set(found.values())) > 1:
        raise ValueError(
            f"fields of one type are needed: {', '.join(f'{n} {t.__name__}' for n, t in found.items())}"
        )


def get_field(sample: Any, field_name: str, allowed_types: Any = None, allow_none: bool = True) -> Any:
    """The value of a sample's field, checked.

    Raises:
        ValueError: missing, None where that is not allowed, or of another type.
    """
    try:
        value = sample[field_name]
    except KeyError as error:
        raise ValueError(f"sample {sample.id} has no field {field_name!r}") from error
    if value is None and allow_none:
        return None
    allowed = tuple(allowed_types) if isinstance(allowed_types, (list, set)) else allowed_types
    if value is None or (allowed is not None and not isinstance(value, allowed)):
        raise ValueError(f"field {field_name!r} of sample {sample.id} holds {type(value).__name__}")
    return value
