"""Evaluations of objects, events and pixels, held against FiftyOne's numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fo_widgets import data as fo
from fo_widgets.data import Dataset
from fo_widgets.operators import EvaluationMetric, EvaluationMetricConfig, registry
from tests.data import judged

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "data" / "evaluation_vectors.json").read_text(
        encoding="utf-8"
    )
)
CLASSES, VECTORS = VECTORS["classes"], VECTORS["cases"]
LISTS = {"boxes": "detections", "shapes": "polylines", "points": "keypoints"}


def fields_of(case: dict[str, Any]) -> tuple[str, str]:
    which = case["which"]
    if case["kind"] == "objects":
        return f"{which}_pred", f"{which}_gt"
    return ("pred_rgb", "gt_rgb") if which == "rgb" else ("pred", "gt")


def evaluated(case: dict[str, Any]) -> tuple[Dataset, Any]:
    dataset = getattr(judged, case["kind"])(fo, Dataset())
    options = dict(case["options"])
    if "mask_targets" in options and not case["which"]:
        options["mask_targets"] = {int(k): v for k, v in options["mask_targets"].items()}
    pred, gt = fields_of(case)
    evaluate = dataset.evaluate_segmentations if case["kind"] == "masks" else dataset.evaluate_detections
    return dataset, evaluate(pred, gt_field=gt, eval_key="ev", **options)


def near(value: Any) -> Any:
    """The value, floats nearly equal to what is compared."""
    if isinstance(value, dict):
        return {k: near(v) for k, v in value.items()}
    if isinstance(value, list):
        return [near(v) for v in value]
    return pytest.approx(value, abs=1e-8) if isinstance(value, float) else value


@pytest.mark.parametrize(
    "case", VECTORS, ids=lambda c: f"{c['kind']} {c['which']} {json.dumps(c['options'])}"
)
def test_numbers_are_those_of_fiftyone(case: dict[str, Any], database: str) -> None:
    dataset, results = evaluated(case)
    for found in (results, dataset.load_evaluation_results("ev", cache=False)):
        assert list(found.classes) == case["classes"]
        assert found.missing == case["missing"]
        assert found.report() == near(case["report"])
        assert found.metrics() == near(case["metrics"])
        assert found.metrics(average="macro") == near(case["macro"])
        assert found.confusion_matrix().tolist() == case["confusion"]
        for name in ("mAP", "mAR", "dice_score"):
            if name in case:
                assert getattr(found, name)() == pytest.approx(case[name]), name
        for name in ("precision", "recall", "recall_sweep"):
            if name in case:
                array = getattr(found, name)
                assert [list(array.shape), float(array.sum())] == near(case[name]), name
    config = dataset.get_evaluation_info("ev").config.serialize()
    assert {k: config[k] for k in case["config"]} == case["config"]
    for name, values in case["fields"].items():
        if name != "ev_dice":  # FiftyOne adds each sample to those before it
            assert dataset.values(name) == near(values), name
    if case["kind"] != "masks":
        assert put_down(dataset, case) == near(case["labels"])


def put_down(dataset: Dataset, case: dict[str, Any]) -> dict[str, Any]:
    """What is in the labels: the verdict, whom it matched, and how well."""
    roots = {f: f"{f}.{LISTS.get(f.split('_')[0], 'detections')}" for f in fields_of(case)}
    places = {
        id: f"{field}:{s}:{i}"
        for field, root in roots.items()
        for s, ids in enumerate(dataset.values(f"{root}.id"))
        for i, id in enumerate(ids or ())
    }
    out = {}
    for field, root in roots.items():
        columns = dataset.values([f"{root}.ev", f"{root}.ev_id", f"{root}.ev_iou"])
        out[field.split("_")[-1]] = [
            [[a, places.get(b), c] for a, b, c in zip(*one, strict=True)] if one[0] else []
            for one in zip(*columns, strict=True)
        ]
    return out


def test_dice_is_put_down_for_each_sample(database: str) -> None:
    dataset = judged.masks(fo, Dataset())
    dataset.evaluate_segmentations("pred", gt_field="gt", eval_key="ev", compute_dice=True)
    agreement = [
        float((s.gt.mask == s.pred.mask).mean()) if s.pred is not None else None
        for s in dataset
        if s.pred is None or s.pred.mask.shape == s.gt.mask.shape
    ]
    found = dataset.values("ev_dice")
    assert [found[0], *found[2:]] == near(agreement)


def test_masks_of_other_sizes_are_compared_on_the_finer_one(database: str) -> None:
    from fo_widgets.data.evaluation_overlaps import Measure

    measure = Measure(use_masks=True)
    coarse = fo.Detection(label="a", bounding_box=[0.1, 0.1, 0.4, 0.3], mask=np.eye(6, 8, dtype=bool))
    fine = fo.Detection(
        label="a", bounding_box=[0.1, 0.1, 0.4, 0.3], mask=np.repeat(np.eye(6, 8, dtype=bool), 2, 0)
    )
    assert measure.overlaps([coarse], [fine], [False]).tolist() == [[1.0]]
    bare = fo.Detection(label="b", bounding_box=[0, 0, 1, 1])
    with pytest.raises(ValueError, match=r"'b'.* has no mask"):
        measure.overlaps([bare], [fine], [False])


def test_figures_show_the_numbers(database: str) -> None:
    dataset = judged.objects(fo, Dataset())
    results = dataset.evaluate_detections("boxes_pred", gt_field="boxes_gt", compute_mAP=True)
    (heatmap,) = results.plot_confusion_matrix().data
    assert list(heatmap.x) == ["bird", "cat", "dog", "(none)"]
    assert heatmap.z.sum() == len(results.ytrue)
    lines = results.plot_pr_curves(iou_thresh=0.5).data
    assert {line.name.split()[0] for line in lines} == set(results.classes)
    with pytest.raises(ValueError, match=r"no curves at 0\.4"):
        results.plot_pr_curves(iou_thresh=0.4)
    plain = dataset.evaluate_detections("boxes_pred", gt_field="boxes_gt")
    with pytest.raises(ValueError, match="compute_mAP=True"):
        plain.mAP()


def test_what_does_not_fit_is_refused(database: str) -> None:
    masks = judged.masks(fo, Dataset())
    for options, message in (
        ({"pred_field": "filepath"}, "does not hold Segmentation"),
        ({"method": "fancy"}, "'fancy'; there is simple"),
        ({"average": "samples"}, "unknown average 'samples'"),
        ({"mask_targets": {"#ff0000": "cat"}}, "numbers, but the mask targets"),
    ):
        with pytest.raises(ValueError, match=message):
            masks.evaluate_segmentations(**{"pred_field": "pred", "gt_field": "gt", **options})
    events = judged.events(fo, Dataset())
    with pytest.raises(ValueError, match="'coco'; there is activitynet"):
        events.evaluate_detections("pred", gt_field="gt", method="coco")
    with pytest.raises(ValueError, match="must both be fields of frames"):
        videos(Dataset()).evaluate_detections("frames.pred", gt_field="gt")


def videos(dataset: Dataset) -> Dataset:
    """One video; its frames have boxes, classes, numbers and masks."""
    sample = fo.Sample(filepath="/v.mp4", gt=fo.Detections())
    sizes, classes = (2, 8, 8), ("a", "b", "b")
    for number, (size, label) in enumerate(zip(sizes, classes, strict=True), start=1):
        boxes = [fo.Detection(label="x", bounding_box=[0.2 * i, 0, 0.1, 0.1]) for i in range(number)]
        frame = fo.Frame(
            gt=fo.Detections(detections=boxes),
            pred=fo.Detections(detections=[d.copy() for d in boxes[1:]]),
            true=fo.Classification(label="a"),
            found=fo.Classification(label=label),
            size=fo.Regression(value=1.0),
            guess=fo.Regression(value=float(number)),
            seen=fo.Segmentation(
                mask=np.eye(size, dtype=np.uint8) if number > 1 else np.ones((2, 2), np.uint8)
            ),
        )
        if number < 3:
            frame["mask"] = fo.Segmentation(mask=np.ones((size, size), np.uint8))
        sample.frames[number] = frame
    dataset.add_sample(sample)
    return dataset


@pytest.mark.parametrize("case", CLASSES, ids=lambda c: json.dumps(c["options"]))
def test_classes_are_judged_as_fiftyone_does(case: dict[str, Any], database: str) -> None:
    dataset = judged.classes(fo, Dataset())
    prefix = "answer_" if case["options"]["method"] == "binary" else ""
    results = dataset.evaluate_classifications(
        f"{prefix}pred", gt_field=f"{prefix}gt", eval_key="ev", **case["options"]
    )
    for found in (results, dataset.load_evaluation_results("ev", cache=False)):
        assert found.metrics() == near(case["metrics"])
        assert found.report() == near(case["report"])
        assert found.confusion_matrix().tolist() == case["confusion"]
        if "average_precision" in case:
            assert found.average_precision() == pytest.approx(case["average_precision"])
    assert dataset.values("ev") == case["put_down"]
    config = dataset.get_evaluation_info("ev").config.serialize()
    assert {k: config[k] for k in case["config"]} == case["config"]


def test_methods_want_their_classes(database: str) -> None:
    dataset = judged.classes(fo, Dataset())
    for options, message in (
        ({"method": "top-k"}, "give `classes`"),
        ({"method": "top-k", "classes": ["cat"]}, "1 classes, but 4 logits"),
        ({"method": "binary", "classes": ["a", "b", "c"]}, r"\(negative, positive\)"),
    ):
        with pytest.raises(ValueError, match=message):
            dataset.evaluate_classifications("pred", gt_field="gt", **options)


def test_frames_are_evaluated_and_videos_have_the_totals(database: str) -> None:
    dataset = videos(Dataset())
    results = dataset.evaluate_detections("frames.pred", gt_field="frames.gt", eval_key="ev")
    assert results.metrics()["support"] == 6
    assert (dataset.values("ev_tp"), dataset.values("frames.ev_fn")) == ([3], [[1, 1, 1]])
    assert dataset.values("frames.gt.detections.ev") == [[["fn"], ["fn", "tp"], ["fn", "tp", "tp"]]]
    dataset.evaluate_classifications("frames.found", gt_field="frames.true", eval_key="cl")
    assert (dataset.values("cl"), dataset.values("frames.cl")) == (near([1 / 3]), [[True, False, False]])
    dataset.evaluate_regressions("frames.guess", gt_field="frames.size", eval_key="rg")
    assert (dataset.values("rg"), dataset.values("frames.rg")) == (near([5 / 3]), [[0.0, 1.0, 4.0]])
    # The numbers of FiftyOne for the same masks.
    pixels = dataset.evaluate_segmentations(
        "frames.mask", gt_field="frames.seen", eval_key="sg", compute_dice=True
    )
    assert dataset.values("frames.sg_accuracy") == [[1.0, 0.125, None]]
    assert [dataset.values("sg_accuracy"), dataset.values("sg_dice")] == near([[0.17647058823529413]] * 2)
    assert pixels.dice_score() == pytest.approx(0.17647058823529413)
    dataset.rename_evaluation("ev", "again")
    assert dataset.values("frames.again_tp") == [[0, 1, 2]]
    for key in ("again", "cl", "rg", "sg"):
        dataset.delete_evaluation(key)
    left = [*dataset.get_field_schema(flat=True), *dataset.get_frame_field_schema(flat=True)]
    assert [n for n in left if n.split(".")[-1].split("_")[0] in ("ev", "again", "cl", "rg", "sg")] == []


class Pairs(EvaluationMetric):
    """How many pairs there are, times a number; in a field, too."""

    @property
    def config(self) -> EvaluationMetricConfig:
        return EvaluationMetricConfig("pairs", "Pairs", aggregate_key="the_pairs", lower_is_better=False)

    def compute(self, samples: Any, results: Any, scale: int = 1) -> int:
        assert samples.list_evaluations() == [results.key]
        samples.set_values(f"{results.key}_pairs", [scale] * len(samples))
        return scale * len(results.ytrue)

    def rename(self, samples: Any, config: Any, eval_key: str, new_eval_key: str) -> None:
        samples.rename_sample_field(f"{eval_key}_pairs", f"{new_eval_key}_pairs")

    def cleanup(self, samples: Any, config: Any, eval_key: str) -> None:
        samples.delete_sample_field(f"{eval_key}_pairs")


@pytest.fixture
def pairs() -> Iterator[str]:
    uri = registry.register_operator(Pairs).uri
    yield uri
    registry.unregister_operator(uri)


@pytest.mark.parametrize("kind", ["objects", "masks"])
def test_plugins_add_metrics_to_evaluations(database: str, pairs: str, kind: str) -> None:
    dataset = getattr(judged, kind)(fo, Dataset())
    if kind == "objects":
        results = dataset.evaluate_detections(
            "boxes_pred", gt_field="boxes_gt", eval_key="ev", custom_metrics={pairs: {"scale": 2}}
        )
    else:
        results = dataset.evaluate_segmentations(
            "pred", gt_field="gt", eval_key="ev", custom_metrics={pairs: {"scale": 2}}
        )
    value = 2 * len(results.ytrue)
    loaded = dataset.load_evaluation_results("ev", cache=False)
    for found in (results, loaded):
        assert found.metrics()["the_pairs"] == value
        assert found.custom_metrics[pairs]["lower_is_better"] is False
    assert dataset.values("ev_pairs") == [2] * len(dataset)
    dataset.rename_evaluation("ev", "again")
    assert (dataset.has_field("again_pairs"), dataset.has_field("ev_pairs")) == (True, False)
    dataset.delete_evaluation("again")
    assert [n for n in dataset.get_field_schema() if n.startswith("again")] == []


def test_metrics_that_fail_are_told_and_the_rest_stands(
    database: str, pairs: str, caplog: pytest.LogCaptureFixture
) -> None:
    dataset = judged.objects(fo, Dataset())
    wanted = {"@acme/none/nope": None, pairs: {"wrong": 1}}
    results = dataset.evaluate_detections("boxes_pred", gt_field="boxes_gt", custom_metrics=wanted)
    assert results.metrics()["support"] == 31
    assert results.custom_metrics is None
    assert "metric '@acme/none/nope' was not computed: Failed to find operator" in caplog.text
    assert f"metric '{pairs}' was not computed" in caplog.text


def test_a_label_that_matches_nothing_says_so_by_an_empty_id(database: str) -> None:
    dataset = Dataset()
    alone = fo.Detections(detections=[fo.Detection(label="a", bounding_box=[0, 0, 0.5, 0.5])])
    dataset.add_sample(fo.Sample("a.jpg", gt=alone, pred=fo.Detections(detections=[])))
    dataset.evaluate_detections("pred", gt_field="gt", eval_key="ev")
    (label,) = dataset.first().gt.detections
    assert (label["ev"], label["ev_id"]) == ("fn", "")
    assert not label.has_field("ev_iou")
