"""Where a sample's media lies, for sources that are not files: only the name of the type."""

from __future__ import annotations

from .embedded import EmbeddedDocument
from .fields import MediaReferenceField
from .schema import Schema


class MediaReference(EmbeddedDocument):
    """A reference to media."""

    __slots__ = ()
    _STORED_AS = "fiftyone.core.media_reference.MediaReference"
    _FIELDS = {}


def with_media_reference(schema: Schema) -> Schema:
    """A schema of samples with the private field that FiftyOne lists after the path."""
    out: Schema = {}
    for name, field in schema.items():
        out[name] = field
        if name == "filepath" and "media_reference" not in schema:
            out["media_reference"] = MediaReferenceField(MediaReference).named("media_reference")
    return out
