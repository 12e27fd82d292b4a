"""What is measured on datasets, as a program of its own: `fo_widgets`, or real FiftyOne in its own Python.

It prints one JSON document: milliseconds by task, the first one cold, and the peak memory in MB.
Nothing but the standard library and the measured package is imported, for FiftyOne's Python has nothing else.
"""

from __future__ import annotations

import importlib
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

CLASSES = ["cat", "dog", "person", "car", "bird", "truck", "chair", "table", "cup", "book"]
CHUNK = 20_000
LABELS = "ground_truth.detections.label"


class Tasks:
    """A dataset that grows to its size, and then answers questions."""

    def __init__(self, package: str, runs: int) -> None:
        self.fo: Any = importlib.import_module("fo_widgets.data" if package == "fo_widgets" else package)
        self.runs = runs
        self.times: dict[str, list[float]] = {}
        self.random = random.Random(51)
        self.dataset: Any = self.fo.Dataset()

    def build(self, start: int, stop: int) -> list[Any]:
        fo, rand = self.fo, self.random.random
        return [
            fo.Sample(
                filepath=f"/images/{i:08d}.jpg",
                tags=["a"] if i % 3 else ["b", "c"],
                uniqueness=rand(),
                ground_truth=fo.Detections(
                    detections=[
                        fo.Detection(
                            label=CLASSES[(i * k) % len(CLASSES)],
                            bounding_box=[rand() / 2, rand() / 2, rand() / 2, rand() / 2],
                            confidence=rand(),
                        )
                        for k in range(5)
                    ]
                ),
            )
            for i in range(start, stop)
        ]

    def fill(self, samples: int) -> None:
        """Builds and adds samples, a chunk at a time, so that memory is what the dataset needs."""
        building = adding = 0.0
        for start in range(0, samples, CHUNK):
            began = time.perf_counter()
            chunk = self.build(start, min(start + CHUNK, samples))
            built = time.perf_counter()
            self.dataset.add_samples(chunk)
            adding += time.perf_counter() - built
            building += built - began
        self.times["build samples"] = [building * 1000]
        self.times["insert"] = [adding * 1000]

    def measure(self, name: str, task: Callable[[], Any], runs: int | None = None) -> None:
        """Notes a cold run and some warm ones."""
        columns = getattr(getattr(self.dataset, "_store", None), "columns", None)
        if columns is not None:
            columns.forget()
        times = []
        for _ in range(1 + (self.runs if runs is None else runs)):
            began = time.perf_counter()
            task()
            times.append((time.perf_counter() - began) * 1000)
        self.times[name] = times

    def query(self) -> None:
        """Asks the dataset."""
        dataset, field = self.dataset, self.fo.ViewField
        count, values = self.fo.Count, self.fo.CountValues
        self.measure("count", dataset.count)
        self.measure("count labels", lambda: dataset.count("ground_truth.detections"))
        self.measure("count_values labels", lambda: dataset.count_values(LABELS))
        self.measure("count_values tags", lambda: dataset.count_values("tags"))
        self.measure("distinct labels", lambda: dataset.distinct(LABELS))
        self.measure("bounds", lambda: dataset.bounds("uniqueness"))
        self.measure("histogram", lambda: dataset.histogram_values("uniqueness", bins=50))
        self.measure("values", lambda: dataset.values("uniqueness"))
        self.measure("values labels", lambda: dataset.values(LABELS))
        cats = dataset.filter_labels("ground_truth", field("label") == "cat")
        self.measure("filter_labels + count", cats.count)
        self.measure("filter_labels + count labels", lambda: cats.count("ground_truth.detections"))
        self.measure("match + count", dataset.match(field("uniqueness") > 0.5).count)
        self.measure("match_tags + count", dataset.match_tags("a").count)
        self.measure("match labels + count", dataset.match(field(LABELS).contains("cat")).count)
        page = dataset.sort_by("uniqueness").limit(24)
        self.measure("sort_by + first page", lambda: [s.filepath for s in page])
        shuffled = dataset.shuffle(seed=51).limit(24)
        self.measure("shuffle + first ids", lambda: shuffled.values("id"))
        several = [count(), self.fo.Bounds("uniqueness"), values(LABELS), values("tags")]
        self.measure("four aggregations at once", lambda: dataset.aggregate(several))

    def walk_and_write(self) -> None:
        """Reads samples one after the other, and changes them."""
        dataset = self.dataset
        thousand = dataset.limit(1000)
        self.measure("iterate 1,000", lambda: [s.uniqueness for s in dataset.limit(1000)])
        self.measure(
            "iterate 1,000, all labels",
            lambda: [[d.label for d in s.ground_truth.detections] for s in thousand],
        )
        ids = thousand.values("id")
        self.measure("100 by id", lambda: [dataset[i] for i in ids[:100]])

        def save() -> None:
            for sample in samples:
                sample["uniqueness"] = self.random.random()
                sample.save()

        samples = [dataset[i] for i in ids]
        self.measure("save 1,000", save)

        def autosave() -> None:
            for sample in dataset.limit(1000).iter_samples(autosave=True):
                sample["uniqueness"] = self.random.random()

        self.measure("autosave 1,000", autosave)
        numbers = [self.random.random() for _ in range(len(dataset))]
        self.measure("set_values", lambda: dataset.set_values("uniqueness", numbers), runs=2)


def main() -> int:
    """Command line: the package, the number of samples, the number of warm runs."""
    package, samples, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    tasks = Tasks(package, runs)
    tasks.fill(samples)
    tasks.query()
    tasks.walk_and_write()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tasks.dataset.delete()
    print(json.dumps({"times": tasks.times, "peak": peak}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
