"""The builtin operators on dynamic attributes and saved views of patches."""

from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.data import Classification, Detection, Detections
from fo_widgets.operators import executor
from fo_widgets.storage import config, forget_memory_database


@pytest.fixture
def dataset(monkeypatch):
    monkeypatch.setattr(config, "database_uri", "memory://builtin-fields")
    dataset = fow.Dataset("builtin-fields")
    box = Detection(label="a", bounding_box=[0, 0, 1, 1], mood="happy", size=3)
    dataset.add_samples(
        [
            fow.Sample("/x/1.png", boxes=Detections(detections=[box]), kind=Classification(mood="sad")),
            fow.Sample("/x/2.png", kind=Classification(mood=3)),
        ]
    )
    yield dataset
    forget_memory_database("builtin-fields")


def done(dataset, operation, **params):
    """The form by field, the operations that are triggered."""
    operator = foo.get_operator(operation)
    request = {"dataset_name": dataset.name, "params": params}
    form = operator.resolve_input(foo.ExecutionContext(request))
    ctx = foo.ExecutionContext(request, executor=executor.Executor())
    operator.execute(ctx)
    return form.type.properties, [request.operator_uri for request in ctx.executor.requests]


def test_dynamic_attributes_are_found_declared_and_removed(dataset):
    asked, _ = done(dataset, "add_dynamic_sample_fields")
    assert asked["fields"].view.values() == ["metadata", "boxes", "boxes.detections", "kind"]
    asked, triggered = done(dataset, "add_dynamic_sample_fields", fields=["boxes", "kind"])
    assert asked["fields"].view.values() == ["metadata", "boxes", "kind"]
    assert sorted(asked["dynamic_fields"].view.values()) == ["boxes.detections.mood", "boxes.detections.size"]
    assert "kind.mood" in asked["mixed_fields"].view.label
    assert triggered == []
    nothing, _ = done(dataset, "add_dynamic_sample_fields", fields=["metadata"])
    assert nothing["message"].invalid

    chosen = {"fields": ["boxes", "kind"], "dynamic_fields": ["boxes.detections.mood", "kind.mood"]}
    assert done(dataset, "add_dynamic_sample_fields", **chosen)[1] == ["reload_dataset"]
    schema = dataset.get_field_schema(flat=True)
    assert [path for path in schema if path.endswith(("mood", "size"))] == ["boxes.detections.mood"]

    asked, triggered = done(dataset, "remove_dynamic_sample_fields", fields=["boxes.detections.mood"])
    assert asked["fields"].view.values() == ["boxes.detections.mood"]
    assert triggered == ["reload_dataset"]
    assert "boxes.detections.mood" not in dataset.get_field_schema(flat=True)
    assert dataset.first().boxes.detections[0]["mood"] == "happy"
    asked, _ = done(dataset, "remove_dynamic_sample_fields")
    assert asked["msg"].invalid


def test_frames_that_are_not_there_have_no_dynamic_attributes(dataset):
    for name in ("add_dynamic_frame_fields", "remove_dynamic_frame_fields"):
        assert done(dataset, name)[0]["msg"].invalid


def test_saved_views_that_are_computed_can_be_reloaded(dataset):
    dataset.save_view("plain", dataset.limit(1))
    dataset.save_view("patches", dataset.to_patches("boxes"))
    asked, triggered = done(dataset, "reload_saved_view", name="patches")
    assert asked["name"].view.values() == ["patches"]
    assert triggered == []
