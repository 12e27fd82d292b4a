from __future__ import annotations

from dataclasses import asdict

import fo_widgets as fow
from fo_widgets.plugins.compat.app_server import cache_dataset, serialize_fields


def test_fields_are_told_by_the_names_of_their_classes() -> None:
    dataset = cache_dataset(fow.load_dataset("quickstart"))
    fields = {field.path: asdict(field) for field in serialize_fields(dataset.get_field_schema(flat=True))}
    base = "fiftyone.core.fields."
    assert fields["id"]["db_field"] == "_id"
    assert fields["tags"]["ftype"] == base + "ListField"
    assert fields["tags"]["subfield"] == base + "StringField"
    assert fields["ground_truth"]["embedded_doc_type"] == "fiftyone.core.labels.Detections"
    assert fields["ground_truth.detections"]["embedded_doc_type"] == "fiftyone.core.labels.Detection"
    old = fields["ground_truth.detections.attributes"]
    assert (old["subfield"], old["embedded_doc_type"]) == (base + "EmbeddedDocumentField", None)
    assert serialize_fields(None) == []
