"""Methods of collections as functions: what `fiftyone` and its modules export beside the classes."""

from __future__ import annotations

from typing import Any

__all__ = [
    "apply_model",
    "compute_embeddings",
    "compute_metadata",
    "compute_patch_embeddings",
    "evaluate_classifications",
    "evaluate_detections",
    "evaluate_regressions",
    "evaluate_segmentations",
]


def apply_model(samples: Any, model: Any, *args: Any, **kwargs: Any) -> None:
    """Adds what a model predicts; see `SampleCollection.apply_model`."""
    samples.apply_model(model, *args, **kwargs)


def compute_embeddings(samples: Any, model: Any, *args: Any, **kwargs: Any) -> Any:
    """The embeddings of samples; see `SampleCollection.compute_embeddings`."""
    return samples.compute_embeddings(model, *args, **kwargs)


def compute_patch_embeddings(samples: Any, model: Any, patches_field: str, *args: Any, **kwargs: Any) -> Any:
    """The embeddings of objects; see `SampleCollection.compute_patch_embeddings`."""
    return samples.compute_patch_embeddings(model, patches_field, *args, **kwargs)


def compute_metadata(sample_collection: Any, *args: Any, **kwargs: Any) -> None:
    """Reads the metadata of media; see `SampleCollection.compute_metadata`."""
    sample_collection.compute_metadata(*args, **kwargs)


def evaluate_classifications(samples: Any, pred_field: str, *args: Any, **kwargs: Any) -> Any:
    """The results of an evaluation; see `SampleCollection.evaluate_classifications`."""
    return samples.evaluate_classifications(pred_field, *args, **kwargs)


def evaluate_detections(samples: Any, pred_field: str, *args: Any, **kwargs: Any) -> Any:
    """The results of an evaluation; see `SampleCollection.evaluate_detections`."""
    return samples.evaluate_detections(pred_field, *args, **kwargs)


def evaluate_regressions(samples: Any, pred_field: str, *args: Any, **kwargs: Any) -> Any:
    """The results of an evaluation; see `SampleCollection.evaluate_regressions`."""
    return samples.evaluate_regressions(pred_field, *args, **kwargs)


def evaluate_segmentations(samples: Any, pred_field: str, *args: Any, **kwargs: Any) -> Any:
    """The results of an evaluation; see `SampleCollection.evaluate_segmentations`."""
    return samples.evaluate_segmentations(pred_field, *args, **kwargs)


def _parse_label_field(sample_collection: Any, label_field: Any, *args: Any, **kwargs: Any) -> Any:
    """The label field that is meant: a name, or names by key."""
    return sample_collection._parse_label_field(label_field, *args, **kwargs)


def _parse_frame_labels_field(
    sample_collection: Any, frame_labels_field: Any, *args: Any, **kwargs: Any
) -> Any:
    """The label field of frames that is meant: a name, or names by key."""
    return sample_collection._parse_frame_labels_field(frame_labels_field, *args, **kwargs)
