"""What is done with the predictions of models: logits, classes, and files of masks."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from .labels import Detection, Heatmap, Segmentation
from .media import normalize_path


@contextlib.contextmanager
def storing_logits(model: Any, wanted: bool) -> Iterator[None]:
    """Has a model keep logits in its labels for a while, if wanted.

    Raises:
        ValueError: if it has none
    """
    if not wanted:
        yield
        return
    if not getattr(model, "has_logits", False):
        raise ValueError(f"{type(model).__name__} has no logits; apply it without store_logits")
    before = getattr(model, "store_logits", False)
    model.store_logits = True
    try:
        yield
    finally:
        model.store_logits = before


def of_classes(labels: Any, classes: Collection[str] | None) -> Any:
    """The labels that are of some classes; None if a single one is not. Labels without a class stay."""
    if classes is None:
        return labels
    if isinstance(labels, Mapping):
        return {k: of_classes(v, classes) for k, v in labels.items()}
    key = getattr(labels, "_LABEL_LIST_FIELD", None)
    if key is not None:
        labels[key] = [d for d in labels[key] if d.label in classes]
        return labels
    if isinstance(labels, (list, tuple)):
        return [d for d in labels if of_classes(d, classes) is not None]
    return labels if getattr(labels, "label", None) in {None, *classes} else None


class PredictionFiles:
    """Files of masks and maps, named like the images that they are of; none that exists is overwritten."""

    def __init__(self, output_dir: str, rel_dir: str | None = None) -> None:
        """In a folder.

        Args:
            output_dir: the folder
            rel_dir: what to leave out at the beginning of the paths of images; by default all but the name
        """
        self._output = Path(normalize_path(output_dir))
        self._base = None if rel_dir is None else Path(normalize_path(rel_dir))

    def put(self, labels: Any, image: str) -> None:
        """Writes the masks and maps of the labels of an image to files, and leaves their paths in the labels."""
        if isinstance(labels, Mapping):
            labels = list(labels.values())
        for label in labels if isinstance(labels, (list, tuple)) else [labels]:
            key = getattr(label, "_LABEL_LIST_FIELD", None)
            for one in [label] if key is None else label[key]:
                if isinstance(one, (Detection, Segmentation)) and one.mask is not None:
                    one.export_mask(self._free(image), update=True)
                elif isinstance(one, Heatmap) and one.map is not None:
                    one.export_map(self._free(image), update=True)

    def _free(self, image: str) -> str:
        """A path that no file has yet."""
        stem = Path(os.path.splitext(image)[0])
        inside = self._base is not None and stem.is_relative_to(self._base)
        target = self._output / (stem.relative_to(self._base) if inside and self._base else stem.name)
        path, number = target.with_name(f"{target.name}.png"), 1
        while path.exists():
            number += 1
            path = target.with_name(f"{target.name}-{number}.png")
        return str(path)
