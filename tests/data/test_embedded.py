"""Labels share their stored forms with copies and with the database; nobody must see that."""

from __future__ import annotations

import copy
import subprocess
import sys

import pytest

from fo_widgets.data import Dataset, Detection, Detections, Sample

BOX = "things.detections.bounding_box"


@pytest.fixture
def label() -> Detection:
    return Detection(label="cat", bounding_box=[0.1, 0.2, 0.3, 0.4], tags=["old"], extra={"a": [1]})


def change(label: Detection) -> None:
    label.label = "dog"
    label.bounding_box[0] = 0.9
    label.tags.append("new")
    label.extra["a"].append(2)


def test_a_label_that_was_added_changes_the_dataset_when_it_is_saved(database: str, label: Detection) -> None:
    dataset = Dataset("shared")
    sample = Sample(filepath="/a.png", things=Detections(detections=[label]))
    dataset.add_sample(sample, dynamic=True)
    change(label)
    assert dataset.values("things.detections.label") == [["cat"]]
    assert dataset.values(BOX) == [[[0.1, 0.2, 0.3, 0.4]]]
    assert dataset.values("things.detections.tags") == [[["old"]]]
    sample.save()
    assert dataset.values("things.detections.label") == [["dog"]]
    assert dataset.values(BOX) == [[[0.9, 0.2, 0.3, 0.4]]]
    assert dataset.values("things.detections.tags") == [[["old", "new"]]]
    assert dataset.values("things.detections.extra") == [[{"a": [1, 2]}]]


def test_a_label_that_was_read_changes_the_dataset_when_it_is_saved(database: str, label: Detection) -> None:
    dataset = Dataset("shared")
    dataset.add_sample(Sample(filepath="/a.png", things=Detections(detections=[label])))
    (shown,) = dataset.view()
    change(shown.things.detections[0])
    assert dataset.values(BOX) == [[[0.1, 0.2, 0.3, 0.4]]]
    shown.save()
    assert dataset.values(BOX) == [[[0.9, 0.2, 0.3, 0.4]]]


def test_a_changed_copy_leaves_the_label_as_it_is(label: Detection) -> None:
    before = label.to_dict()
    for other in (label.copy(), copy.deepcopy(label)):
        change(other)
        assert other.bounding_box[0] == 0.9
    label.to_dict()["tags"].append("not mine")
    assert label.to_dict() == before


def test_the_id_of_a_new_label_is_the_same_whenever_it_is_asked_for(database: str) -> None:
    asked, stored = Detection(label="a"), Detection(label="b")
    first = asked.id
    dataset = Dataset("ids")
    dataset.add_sample(Sample(filepath="/a.png", things=Detections(detections=[asked, stored])))
    assert asked.id == first
    assert dataset.values("things.detections.id") == [[first, stored.id]]


def test_what_is_given_as_nothing_has_its_default_or_is_not_there() -> None:
    stored = Detection(label=None, tags=None, confidence=None, attributes=None, note=None).to_dict()
    del stored["_id"]
    assert stored == {"_cls": "Detection", "tags": [], "bounding_box": [], "note": None}


def test_ids_differ_in_a_forked_child() -> None:
    code = """
import os
from fo_widgets.data.object_ids import new_id
reader, writer = os.pipe()
if not os.fork():
    os.write(writer, new_id().binary)
    os._exit(0)
print(os.read(reader, 12)[4:9].hex(), new_id().binary[4:9].hex())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    of_child, ours = done.stdout.split()
    assert of_child != ours
