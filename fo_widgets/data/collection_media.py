"""Reading the media of a collection: metadata, and models that look at images."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from . import media
from .metadata import compute_metadata_of
from .predictions import PredictionFiles, of_classes, storing_logits

logger = logging.getLogger(__name__)


class CollectionMedia:
    """Metadata, predictions and embeddings of the media files."""

    def compute_metadata(
        self,
        overwrite: bool = False,
        num_workers: int | None = None,
        skip_failures: bool = True,
        warn_failures: bool = False,
        progress: Any = None,
    ) -> None:
        """Reads the metadata of the media files that have none yet.

        Raises:
            OSError: if a file cannot be read and failures are not skipped
        """
        coll: Any = self
        view = coll if overwrite else coll.exists("metadata", False)
        if view.media_type == media.GROUP:
            view = view.select_group_slices(_allow_mixed=True)
        found: dict[str, Any] = {}
        shown = {"$project": {"filepath": True, "_media_type": True}}
        for document in list(view._aggregate([shown])):
            id, path, kind = str(document["_id"]), document["filepath"], document.get("_media_type")
            try:
                found[id] = compute_metadata_of(path, kind)
            except (OSError, RuntimeError, ValueError) as error:
                if not skip_failures:
                    raise
                if warn_failures:
                    logger.warning("no metadata of %s: %s", path, error)
        if found:
            coll._root_dataset.set_values(
                "metadata", found, key_field="id"
            ) if coll._dataset is coll else coll.set_values("metadata", found, key_field="id")

    def apply_model(
        self,
        model: Any,
        label_field: str = "predictions",
        confidence_thresh: float | None = None,
        classes: Any = None,
        store_logits: bool = False,
        batch_size: int | None = None,
        num_workers: int | None = None,
        skip_failures: bool = True,
        output_dir: str | None = None,
        rel_dir: str | None = None,
        progress: Any = None,
        **kwargs: Any,
    ) -> None:
        """Puts what a model predicts for each image into a field.

        Args:
            model: has `predict(image)`, with an array of height x width x 3, or is such a function
            confidence_thresh: leave out labels below this confidence
            classes: leave out labels of other classes
            store_logits: keep the model's logits in its labels
            output_dir: a folder for masks and maps, which are then not in the database
            rel_dir: what to leave out at the beginning of the paths of images inside `output_dir`

        Raises:
            NotImplementedError: if an option is given that FiftyOne has and fo_widgets has not
            ValueError: if it is no such model, or it has no logits to store
        """
        _check_options("apply_model", **kwargs)
        coll: Any = self
        predict = _function_of(model, "predict")
        files = None if output_dir is None else PredictionFiles(output_dir, rel_dir)
        with storing_logits(model, store_logits), coll.save_context(batch_size) as context:
            for sample, image in _images(coll, skip_failures):
                labels = _called(predict, image, sample, skip_failures)
                if labels is None:
                    continue
                labels = of_classes(labels, classes)
                if files is not None:
                    files.put(labels, sample.filepath)
                if labels is not None:
                    sample.add_labels(labels, label_field=label_field, confidence_thresh=confidence_thresh)
                    context.save(sample)

    def compute_embeddings(
        self,
        model: Any,
        embeddings_field: str | None = None,
        batch_size: int | None = None,
        num_workers: int | None = None,
        skip_failures: bool = True,
        progress: Any = None,
        **kwargs: Any,
    ) -> Any:
        """What a model makes of each image, as rows of an array, or in a field if one is given.

        Args:
            model: has `embed(image)`, with an array of height x width x 3, or is such a function

        Raises:
            NotImplementedError: if an option is given that FiftyOne has and fo_widgets has not
            ValueError: if it is no such model
        """
        _check_options("compute_embeddings", **kwargs)
        coll: Any = self
        embed = _function_of(model, "embed")
        found = {s.id: _called(embed, image, s, skip_failures) for s, image in _images(coll, skip_failures)}
        vectors = {k: np.asarray(v).ravel() for k, v in found.items() if v is not None}
        if embeddings_field is not None:
            coll.set_values(embeddings_field, vectors, key_field="id")
            return None
        out = [vectors.get(i) for i in coll.values("id")]
        return np.stack(out) if out and all(v is not None for v in out) else out  # type: ignore[arg-type]

    def compute_patch_embeddings(
        self,
        model: Any,
        patches_field: str,
        embeddings_field: str | None = None,
        force_square: bool = False,
        alpha: float | None = None,
        handle_missing: str = "skip",
        batch_size: int | None = None,
        num_workers: int | None = None,
        skip_failures: bool = True,
        progress: Any = None,
    ) -> Any:
        """What a model makes of each box in images: arrays by sample id, or in an attribute if one is given.

        Raises:
            ValueError: if it is no such model, or the field has no boxes
        """
        coll: Any = self
        embed = _function_of(model, "embed")
        root = coll._root_of_labels(patches_field)
        by_sample: dict[str, Any] = {}
        by_label: dict[str, Any] = {}
        for sample, image in _images(coll, skip_failures):
            labels = sample.get_field(root) or []
            found = []
            for label in labels if isinstance(labels, list) else [labels]:
                vector = _called(embed, cropped(image, label, force_square, alpha), sample, skip_failures)
                if vector is not None:
                    found.append(np.asarray(vector).ravel())
                    by_label[label.id] = found[-1]
            by_sample[sample.id] = np.stack(found) if found else None
        if embeddings_field is None:
            return by_sample
        coll.set_label_values(f"{root}.{embeddings_field}", by_label, dynamic=True)
        return None

    def to_torch(
        self,
        get_item: Any,
        *,
        index_field: str = "id",
        vectorize: bool = False,
        skip_failures: bool = False,
        local_process_group: Any = None,
    ) -> Any:
        """A torch dataset with one row for each value of a field.

        Args:
            get_item: a `GetItem`, which makes an item of the values of a row
            index_field: a path with one value for each row: `id`, `frames.id`, `ground_truth.detections.id`, ...
            vectorize: read all values now, instead of with each item
            skip_failures: give the exception in the place of an item that cannot be made

        Raises:
            PackageError: if torch is not installed
            TypeError: if `get_item` is no `GetItem`
            ValueError: if a field is not there
            NotImplementedError: if a group of processes is given
        """
        from . import torch_dataset

        return torch_dataset.FiftyOneTorchDataset(
            self,
            get_item,
            index_field=index_field,
            vectorize=vectorize,
            skip_failures=skip_failures,
            local_process_group=local_process_group,
        )


def cropped(image: Any, label: Any, force_square: bool = False, alpha: float | None = None) -> Any:
    """The part of an image inside a label's box, enlarged by a factor `alpha` of its size."""
    if not hasattr(label, "bounding_box"):
        label = label.to_detection()
    height, width = image.shape[:2]
    x, y, w, h = label.bounding_box
    left, top, wide, high = x * width, y * height, w * width, h * height
    if force_square:
        side = max(wide, high)
        left, top, wide, high = left - (side - wide) / 2, top - (side - high) / 2, side, side
    if alpha:
        left, top = left - alpha * wide / 2, top - alpha * high / 2
        wide, high = wide * (1 + alpha), high * (1 + alpha)
    first_row, first_column = max(0, int(top)), max(0, int(left))
    return image[
        first_row : max(first_row + 1, round(top + high)),
        first_column : max(first_column + 1, round(left + wide)),
    ]


def _check_options(name: str, **options: Any) -> None:
    for option, value in options.items():
        if value:
            raise NotImplementedError(
                f"{name}({option}=...) is not part of fo_widgets; leave it out, or open the dataset in FiftyOne"
            )


def _function_of(model: Any, name: str) -> Callable[[Any], Any]:
    found = getattr(model, name, None)
    if callable(found):
        return found  # type: ignore[no-any-return]
    if callable(model):
        return model  # type: ignore[no-any-return]
    raise ValueError(
        f"a model needs a method '{name}(image)', or to be a function; {type(model).__name__} is neither"
    )


def _called(function: Callable[[Any], Any], image: Any, sample: Any, skip_failures: bool) -> Any:
    try:
        return function(image)
    except Exception as error:
        if not skip_failures:
            raise
        logger.warning("the model failed on %s: %s", sample.filepath, error)
        return None


def _images(collection: Any, skip_failures: bool) -> Iterator[tuple[Any, Any]]:
    from PIL import Image

    for sample in collection.iter_samples():
        try:
            with Image.open(sample.filepath) as file:
                image = np.asarray(file.convert("RGB"))
        except OSError as error:
            if not skip_failures:
                raise
            logger.warning("cannot read %s: %s", sample.filepath, error)
            continue
        yield sample, image
