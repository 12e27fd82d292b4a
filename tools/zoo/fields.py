"""Field documents: how a dataset declares the fields of its samples, down to the parts of labels."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

BUILT_AT = "2026-11-24T00:00:00.000Z"

_LABEL = {"id": "ObjectIdField", "tags": "ListField:StringField"}
_SHAPE = _LABEL | {"attributes": "DictField=labels.Attribute", "label": "StringField"}

# "FloatField", "ListField:StringField" (a list of strings), "ListField=labels.Detection" (a list of
# documents), "=labels.Detections" (one document)
_PARTS: dict[str, dict[str, str]] = {
    "labels.Classification": _LABEL
    | {"label": "StringField", "confidence": "FloatField", "logits": "VectorField"},
    "labels.Detections": {"detections": "ListField=labels.Detection"},
    "labels.Detection": _SHAPE
    | {
        "bounding_box": "ListField:FloatField",
        "mask": "ArrayField",
        "mask_path": "StringField",
        "confidence": "FloatField",
        "index": "IntField",
    },
    "labels.Polylines": {"polylines": "ListField=labels.Polyline"},
    "labels.Polyline": _SHAPE
    | {
        "points": "PolylinePointsField",
        "confidence": "FloatField",
        "index": "IntField",
        "closed": "BooleanField",
        "filled": "BooleanField",
    },
    "labels.Keypoints": {"keypoints": "ListField=labels.Keypoint"},
    "labels.Keypoint": _SHAPE
    | {"points": "KeypointsField", "confidence": "ListField:FloatField", "index": "IntField"},
    "labels.GeoLocation": _LABEL
    | {"point": "GeoPointField", "line": "GeoLineStringField", "polygon": "GeoPolygonField"},
    "labels.Heatmap": _LABEL | {"map": "ArrayField", "map_path": "StringField", "range": "HeatmapRangeField"},
    "labels.Attribute": {},
    "groups.Group": {"id": "ObjectIdField", "name": "StringField"},
    "metadata.ImageMetadata": {
        "size_bytes": "IntField",
        "mime_type": "StringField",
        "width": "IntField",
        "height": "IntField",
        "num_channels": "IntField",
    },
}


def field_document(name: str, kind: str, more: dict[str, str] | None = None) -> Document:
    """The document that declares one field.

    Args:
        name: the field's name in a sample.
        kind: "FloatField", "ListField:StringField" (a list of strings) or "=labels.Detections" (a document).
        more: dynamic attributes of the labels in it, by name, e.g. ``{"scan": "IntField"}``.
    """
    return _declare(name, kind, more or {}, BUILT_AT)


def default_fields() -> list[Document]:
    """Declares the fields of every dataset of images."""
    kinds = {
        "id": "ObjectIdField",
        "filepath": "StringField",
        "tags": "ListField:StringField",
        "metadata": "=metadata.ImageMetadata",
        "created_at": "DateTimeField",
        "last_modified_at": "DateTimeField",
        "_media_type": "StringField",
        "_rand": "FloatField",
        "_dataset_id": "ObjectIdField",
    }
    return [field_document(name, kind) for name, kind in kinds.items()]


def _declare(name: str, kind: str, more: dict[str, str], created_at: str | None) -> Document:
    kind, _, document = kind.partition("=")
    kind, _, element = kind.partition(":")
    if document:
        element = "EmbeddedDocumentField" if kind else ""
        kind = kind or "EmbeddedDocumentField"
    parts = _PARTS[document] if document else {}
    inner_date = None if element else created_at  # parts of listed labels carry no date
    is_holder = any("=labels." in part and not part.startswith("Dict") for part in parts.values())
    fields = [
        _declare(part, part_kind, more if is_holder else {}, inner_date) for part, part_kind in parts.items()
    ]
    if document and not is_holder:
        fields += [_declare(part, part_kind, {}, inner_date) for part, part_kind in more.items()]
    return {
        "name": name,
        "ftype": f"fiftyone.core.fields.{kind}",
        "embedded_doc_type": f"fiftyone.core.{document}" if document else None,
        "subfield": f"fiftyone.core.fields.{element}" if element else None,
        "fields": fields,
        "db_field": "_id" if name == "id" else name,
        "description": None,
        "info": None,
        "read_only": name in ("created_at", "last_modified_at"),
        "created_at": {"$date": created_at} if created_at else None,
    }
