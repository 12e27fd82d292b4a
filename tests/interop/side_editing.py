"""What a program does with datasets that are there: edit, copy, rename, delete, export; and with stores."""

from __future__ import annotations

from typing import Any

import fiftyone as fo
import fiftyone.operators as foo
import numpy as np
from fiftyone import ViewField as F
from side_seeing import _open, plain
from side_writing import MOMENT, _run


def edit(name: str, folder: str) -> None:
    """What another program changes in a dataset of images."""
    dataset = _open(name)
    first = dataset.first()
    first["text"] = "edited"
    first["added"] = 7
    first.tags.append("edited")
    first["detections"].detections[0].label = "lion"
    first.save()
    dataset.add_sample(fo.Sample(filepath=f"{folder}/mask0.png", number=99, added=8))
    dataset.set_values("real", [0.5] * len(dataset))
    dataset.match_tags("t2").tag_labels("seen", label_fields="detections")
    dataset.add_sample_field("late", fo.StringField)
    dataset.set_field("late", F("text").upper()).save("late")
    dataset.rename_sample_field("words", "terms")
    dataset.delete_sample_field("day")
    dataset.info["edited"] = True
    dataset.save()
    dataset.save_view("edited", dataset.match(F("added") > 7))
    dataset.delete_saved_view("geo")
    _run(dataset, "run_two", dataset.limit(1))
    dataset.rename_run("run_one", "run_renamed")
    dataset.delete_samples(dataset.match_tags("t1").values("id"))


def clone(name: str, new_name: str) -> None:
    """A copy, made by this program."""
    _open(name).clone(new_name, persistent=True)


def rename(name: str, new_name: str) -> None:
    """Another name."""
    _open(name).name = new_name


def delete(name: str) -> None:
    """Deletes a dataset."""
    _open(name).delete()


def listed() -> list[str]:
    """The names of the datasets."""
    return sorted(fo.list_datasets())


def write_store(store: str) -> None:
    """Keys of several kinds."""
    kept = foo.ExecutionStore.create(store)
    kept.set("plain", {"a": [1, 2.5, None, "ü"], "when": MOMENT})
    kept.set("soon gone", "x", ttl=3600)
    kept.set("changed", 1)
    kept.set("changed", 2)
    kept.set("deleted", 1)
    kept.delete("deleted")


def read_store(store: str) -> Any:
    """What is in a store."""
    kept = foo.ExecutionStore.create(store)
    return plain({key: kept.get(key) for key in sorted(kept.list_keys())})


def export(name: str, folder: str, kind: str, options: dict[str, Any]) -> None:
    """Writes a dataset to a folder."""
    _open(name).export(folder, getattr(fo.types, kind), **options)


def load(name: str, folder: str, kind: str, options: dict[str, Any]) -> None:
    """Reads a dataset from a folder."""
    fo.Dataset.from_dir(folder, getattr(fo.types, kind), name=name, persistent=True, **options)


def evaluate(name: str) -> None:
    """An evaluation of boxes, one of classifications, and points of embeddings, as FiftyOne makes them."""
    import fiftyone.brain as fob

    dataset = _open(name)
    dataset.evaluate_detections("boxes", gt_field="detections", eval_key="ev_boxes")
    dataset.evaluate_classifications("classification", gt_field="classification", eval_key="ev_class")
    points = [[0.5 * n, 1.5] for n in range(len(dataset))]
    fob.compute_visualization(dataset, points=np.array(points), brain_key="points")


def runs_seen(name: str) -> Any:
    """Settings and results of these runs, by attribute."""
    dataset = _open(name)
    out = {"evaluations": sorted(dataset.list_evaluations()), "brain": dataset.list_brain_runs()}
    for key, wanted in {
        "ev_boxes": ("ytrue", "ypred", "ious", "classes"),
        "ev_class": ("ytrue", "confs"),
    }.items():
        config = dataset.get_evaluation_info(key).config
        results = dataset.load_evaluation_results(key)
        out[key] = [config.type, config.method, config.gt_field, *(list(getattr(results, n)) for n in wanted)]
    config = dataset.get_brain_info("points").config
    results = dataset.load_brain_results("points")
    out["points"] = [config.type, config.method, results.points, results.sample_ids]
    out["counts"] = [dataset.sum("ev_boxes_tp"), dataset.count_values("boxes.detections.ev_boxes")]
    out["view"] = len(dataset.load_evaluation_view("ev_boxes"))
    return plain(out)
