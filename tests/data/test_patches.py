from __future__ import annotations

from typing import Any

import pytest

from fo_widgets.data import Classification, Dataset, Detection, Detections, Regression, Sample
from fo_widgets.data import ViewField as F


def labels(dataset: Dataset) -> list[list[str]]:
    return dataset.values("boxes.detections.label")


def test_each_label_is_a_sample(dataset: Dataset) -> None:
    patches = dataset.to_patches("boxes", other_fields=["number"])
    assert patches.values("boxes.label") == ["cat", "cat", "dog", "cat"]
    assert patches.values("number") == [1, 2, 2, 4]
    assert patches.values("id") == [i for ids in dataset.values("boxes.detections.id") for i in ids]
    assert patches.first().sample_id == dataset["/data/1.png"].id
    assert patches.match(F("boxes.label") == "dog").count() == 1
    assert dataset.limit(2).to_patches("boxes").count() == 1
    assert "Num patches: 4" in patches.summary()
    assert patches.shuffle(seed=1).values("id") == patches.shuffle(seed=1).values("id")


def test_patches_write_to_their_labels(dataset: Dataset) -> None:
    patches = dataset.to_patches("boxes")
    patch = patches.skip(2).first()
    patch.boxes.label = "wolf"
    patch.save()
    assert labels(dataset)[2] == ["cat", "wolf"]
    assert patches.values("boxes.label") == ["cat", "cat", "wolf", "cat"]
    patches.limit(2).tag_labels("seen")
    assert dataset.count_label_tags() == {"seen": 2}
    patches.set_values("boxes.label", ["a", "b", "c", "d"])
    assert labels(dataset) == [[], ["a"], ["b", "c"], [], ["d"]]
    patches.map_labels("boxes", {"a": "A"}).save()
    assert labels(dataset)[1] == ["A"]
    for one in patches.iter_samples(autosave=True):
        one.boxes.confidence = 1.0
    assert dataset.bounds("boxes.detections.confidence") == (1.0, 1.0)
    patches.limit(1).keep()
    assert labels(dataset) == [[], ["A"], [], [], []]


def test_what_is_not_of_the_label_is_not_saved(dataset: Dataset) -> None:
    patches = dataset.to_patches("boxes")
    patch = patches.first()
    patch.tags = ["x"]
    with pytest.raises(ValueError, match="only \\['boxes'\\] can be saved"):
        patch.save()
    with pytest.raises(ValueError, match="of patches only 'boxes'"):
        patches.set_values("number", [1])
    with pytest.raises(ValueError, match="delete_labels"):
        patches.clear()


@pytest.mark.parametrize("field", ["weather", "number", "nope"])
def test_only_labels_with_a_place_make_patches(dataset: Dataset, field: str) -> None:
    with pytest.raises(ValueError, match=f"{field}|Classification"):
        dataset.to_patches(field)


@pytest.fixture
def judged(database: str) -> Dataset:
    """Two images with true and predicted boxes, classes and numbers."""

    def box(label: str, x: float, confidence: float | None = None) -> Detection:
        return Detection(label=label, bounding_box=[x, 0.1, 0.2, 0.2], confidence=confidence)

    dataset = Dataset("judged")
    dataset.add_samples(
        [
            Sample(
                filepath="/0.png",
                true=Detections(detections=[box("cat", 0.1), box("dog", 0.6)]),
                found=Detections(detections=[box("cat", 0.11, 0.9), box("cat", 0.6, 0.8)]),
                kind=Classification(label="a"),
                guess=Classification(label="a"),
                size=Regression(value=1.0),
                estimate=Regression(value=2.0),
            ),
            Sample(
                filepath="/1.png",
                true=Detections(detections=[box("dog", 0.5)]),
                kind=Classification(label="b"),
                guess=Classification(label="a"),
                size=Regression(value=3.0),
                estimate=Regression(value=3.0),
            ),
        ]
    )
    return dataset


def test_boxes_are_matched_and_shown_as_patches(judged: Dataset) -> None:
    results = judged.evaluate_detections("found", gt_field="true", eval_key="ev", compute_mAP=True)
    assert results.metrics() == {
        "accuracy": 0.25,
        "precision": 0.5,
        "recall": pytest.approx(1 / 3),
        "fscore": pytest.approx(0.4),
        "support": 3,
    }
    assert judged.values("true.detections.ev") == [["tp", "fn"], ["fn"]]
    assert judged.values("found.detections.ev") == [["tp", "fp"], None]
    assert (judged.values("ev_tp"), judged.values("ev_fp"), judged.values("ev_fn")) == (
        [1, 0],
        [1, 0],
        [1, 1],
    )
    assert results.mAP() == pytest.approx(0.45)
    patches = judged.to_evaluation_patches("ev")
    assert patches.values("type") == ["tp", "fn", "fn", "fp"]
    assert patches.values("found.detections.label") == [["cat"], None, None, ["cat"]]
    judged.rename_evaluation("ev", "again")
    assert judged.values("again_tp") == [1, 0]
    judged.delete_evaluation("again")
    assert not judged.has_field("again_tp")
    assert not judged.has_field("true.detections.again")


def test_classes_and_numbers_are_compared(judged: Dataset) -> None:
    results = judged.evaluate_classifications("guess", gt_field="kind", eval_key="classes")
    assert judged.values("classes") == [True, False]
    assert results.report()["accuracy"] == 0.5
    assert results.confusion_matrix().tolist() == [[1, 0], [1, 0]]
    loaded = judged.load_evaluation_results("classes", cache=False)
    assert loaded.metrics() == results.metrics()  # type: ignore[union-attr]
    numbers = judged.evaluate_regressions("estimate", gt_field="size", eval_key="numbers")
    assert judged.values("numbers") == [1.0, 0.0]
    assert numbers.metrics()["mean_squared_error"] == 0.5
    assert judged.list_evaluations(type="classification") == ["classes"]
    for field in ("nope", "true"):
        with pytest.raises(ValueError, match=field):
            judged.evaluate_classifications(field, gt_field="kind")


def test_patches_may_keep_their_lists(judged: Dataset) -> None:
    patches = judged.to_patches("true", keep_label_lists=True)
    assert patches.get_field("true").document_type is Detections
    assert patches.values("true.detections.label") == [
        [n] for n in _flat(judged.values("true.detections.label"))
    ]
    assert patches.values("id") == _flat(judged.values("true.detections.id"))
    patch = patches.first()
    patch["true"].detections[0].label = "renamed"
    patch.save()
    assert judged.values("true.detections.label")[0][0] == "renamed"
    patches.set_values("true.detections.rank", [[n] for n in range(len(patches))], dynamic=True)
    assert _flat(judged.values("true.detections.rank")) == list(range(len(patches)))
    shown = patches.filter_labels("true", F("label") == "renamed")
    assert shown.count() == 1
    shown.keep()
    assert _flat(judged.values("true.detections.label")) == ["renamed"]


def _flat(lists: list[Any]) -> list[Any]:
    return [value for one in lists for value in one or ()]
