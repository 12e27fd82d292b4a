"""Datasets made of what `to_dict` and `to_json` give."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from . import fields, media
from .app_config import KeypointSkeleton
from .dataset_registry import dataset_exists, delete_dataset, make_unique_dataset_name
from .fields import Field, copied
from .frame import Frame
from .sample import Sample
from .schema import document_class

_FACTS = ("info", "classes", "default_classes")
_TARGETS = ("mask_targets", "default_mask_targets")


class DatasetExchange:
    """Reading whole datasets from dicts and JSON."""

    @classmethod
    def from_dict(
        cls,
        d: Mapping[str, Any],
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        rel_dir: str | None = None,
        frame_labels_dir: str | None = None,
        progress: Any = None,
    ) -> Any:
        """A new dataset with what `to_dict` of a collection has given; its samples get new ids.

        Args:
            name: by default the one in `d`, with an ending if it is taken
            overwrite: delete a dataset of that name first
            rel_dir: the folder that relative paths of media start from

        Raises:
            ValueError: if the name is taken
            NotImplementedError: if frames are to be read from files of their own
        """
        if frame_labels_dir is not None:
            raise NotImplementedError(
                "from_dict(frame_labels_dir=...): frames in files of their own are not read; write the dataset with "
                "include_frames=True instead"
            )
        name = make_unique_dataset_name(d.get("name") or "dataset") if name is None else name
        if overwrite and dataset_exists(name):
            delete_dataset(name)
        make: Any = cls
        dataset = make(name, persistent=persistent)
        if d.get("media_type") == media.GROUP:
            dataset.add_group_field(d["group_field"], default=d.get("default_group_slice"))
        elif d.get("media_type") in media.MEDIA_TYPES:
            dataset.media_type = d["media_type"]
        for fact in _FACTS:
            if d.get(fact):
                setattr(dataset, fact, copied(d[fact]))
        for fact in _TARGETS:
            if d.get(fact):
                setattr(dataset, fact, _numbered(d[fact]))
        if d.get("skeletons"):
            dataset.skeletons = {k: KeypointSkeleton.from_dict(v) for k, v in d["skeletons"].items()}
        if d.get("default_skeleton"):
            dataset.default_skeleton = KeypointSkeleton.from_dict(d["default_skeleton"])
        for name_of_field, type_name in d.get("sample_fields", {}).items():
            _declare(dataset.add_sample_field, dataset.get_field(name_of_field), name_of_field, type_name)
        for name_of_field, type_name in d.get("frame_fields", {}).items():
            known = dataset.get_field(f"frames.{name_of_field}")
            _declare(dataset.add_frame_field, known, name_of_field, type_name)
        dataset.add_samples([_sample(stored, rel_dir) for stored in d["samples"]], progress=progress)
        return dataset

    @classmethod
    def from_json(
        cls,
        path_or_str: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        rel_dir: str | None = None,
        frame_labels_dir: str | None = None,
        progress: Any = None,
    ) -> Any:
        """A new dataset of a JSON string or file that `to_json` or `write_json` has given; see `from_dict`.

        Raises:
            ValueError: if it is no JSON, or the name is taken
            OSError: if a path cannot be read
        """
        text = path_or_str
        if not path_or_str.lstrip().startswith("{"):
            with open(path_or_str, encoding="utf-8") as file:
                text = file.read()
        return cls.from_dict(
            json.loads(text), name, persistent, overwrite, rel_dir, frame_labels_dir, progress
        )

    def clear_cache(self) -> None:
        """Forgets results of runs that are held in memory; they are read anew when asked for."""
        dataset: Any = self
        dataset._run_results.clear()

    @property
    def media_sources(self) -> list[Any]:
        """Where media that are no files lie: always nowhere, for such media are not part of fo_widgets."""
        return []


def _sample(stored: Mapping[str, Any], rel_dir: str | None) -> Sample:
    sample = Sample.from_dict(stored)
    if rel_dir is not None and not os.path.isabs(stored["filepath"]):
        sample.filepath = os.path.join(rel_dir, stored["filepath"])
    if stored.get("frames"):
        sample.frames = {int(number): Frame.from_dict(frame) for number, frame in stored["frames"].items()}
    return sample


def _declare(add: Any, known: Field | None, name: str, type_name: str) -> None:
    """Declares a field by what `str(field)` gives, unless every dataset has it or its type is not known."""
    if known is not None:
        return
    outer, _, inner = type_name.removesuffix(")").partition("(")
    kind, element = (
        getattr(fields, part.partition("(")[0].rpartition(".")[2], None) for part in (outer, inner)
    )
    if kind is fields.EmbeddedDocumentField:
        add(name, kind, embedded_doc_type=document_class(inner))
    elif kind is not None and element is not fields.EmbeddedDocumentField:
        add(name, kind, subfield=element) if element is not None else add(name, kind)


def _numbered(targets: Any) -> Any:
    """Mask targets whose numbers became text in JSON."""
    if not isinstance(targets, Mapping):
        return targets
    return {int(k) if isinstance(k, str) and k.isdigit() else k: _numbered(v) for k, v in targets.items()}
