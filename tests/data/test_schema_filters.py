"""Which fields `get_field_schema` gives, as measured in FiftyOne: what plugins fill their dropdowns with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fo_widgets import data as fo


@pytest.fixture(scope="module")
def dataset() -> Iterator[fo.Dataset]:
    dataset = fo.Dataset()
    box = fo.Detection(label="a", bounding_box=[0, 0, 1, 1])
    dataset.add_sample(
        fo.Sample(
            "a.jpg",
            one=fo.Classification(label="a"),
            many=fo.Detections(detections=[box]),
            bare=[fo.Classification(label="a")],
            words=["a"],
            facts={"a": 1},
        )
    )
    yield dataset
    dataset.delete()


def named(dataset: fo.Dataset, **criteria: object) -> list[str]:
    names = ("metadata", "created_at", "last_modified_at", "filepath", "id")
    return [path for path in dataset.get_field_schema(**criteria) if not path.startswith(names)]


def test_a_document_class_is_asked_of_documents_and_not_of_lists_of_them(dataset):
    assert named(dataset, embedded_doc_type=fo.Label) == ["one", "many"]
    assert named(dataset, embedded_doc_type=fo.Label, flat=True) == ["one", "many"]
    assert named(dataset, embedded_doc_type=fo.Detection, flat=True) == []


def test_a_subfield_is_asked_of_lists_alone(dataset):
    both = (fo.EmbeddedDocumentField, fo.ListField)
    assert named(dataset, subfield=fo.StringField) == ["tags", "words"]
    assert named(dataset, ftype=both, subfield=fo.EmbeddedDocumentField) == ["one", "many", "bare"]
    assert named(dataset, subfield=fo.StringField, embedded_doc_type=fo.Label) == ["tags", "words"]


def test_without_unwind_the_elements_of_lists_stay_out(dataset):
    inside = [path for path in dataset.get_field_schema(flat=True, unwind=False) if path.startswith("many")]
    assert inside == ["many", "many.detections"]
    assert list(dataset.get_field("many").get_field_schema(flat=True, unwind=False)) == ["detections"]


def test_tags_come_right_after_the_id(dataset):
    assert [f.name for f in dataset.get_field("many.detections").field.fields][:3] == [
        "id",
        "tags",
        "attributes",
    ]


def test_a_field_that_is_asked_for_by_name_is_held_to_every_criterion(dataset):
    assert dataset.get_field("many", embedded_doc_type=fo.Detections) is not None
    with pytest.raises(ValueError, match=r"many\.detections"):
        dataset.get_field("many.detections", embedded_doc_type=fo.Detection)
    with pytest.raises(ValueError, match="no field 'nope'"):
        dataset.get_field("nope", ftype=fo.StringField)
    assert dataset.get_field("nope") is None


def test_the_root_of_a_label_field_says_whether_it_is_a_list(dataset):
    assert dataset._get_label_field_root("one") == ("one", False)
    assert dataset._get_label_field_root("many") == ("many.detections", True)
