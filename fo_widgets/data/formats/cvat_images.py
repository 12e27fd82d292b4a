"""CVAT for images: one XML file of tags and shapes by image (`CVATImageDataset`)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from fo_widgets.data.labels import Classification, Classifications
from fo_widgets.data.metadata import ImageMetadata
from fo_widgets.data.sample import Sample

from .boxes import size_of
from .cvat_shapes import SHAPES, elements_of, label_of, listed, new_document, save, task_info
from .errors import FormatError
from .source import Imported, Source
from .target import Target
from .xml_files import number, root_of


def read(source: Source, include_all_data: bool = False) -> Imported:
    """The images that the file lists, with labels by kind: classifications, detections, polylines, keypoints.

    Args:
        include_all_data: also images that it does not list

    Raises:
        FormatError: if it is no XML, or lacks a label or number
        MissingFileError: if an image is not there
    """
    path = source.labels("labels.xml")
    root = root_of(path, "CVAT annotations")
    index = source.media()
    entries: list[Element | Path] = list(root.iterfind("image"))
    if include_all_data:
        named = {index.find(e.get("name") or "") for e in root.iterfind("image")}
        entries += [index.paths[n] for n in index.of_kind("image") if index.paths[n] not in named]

    def sample(entry: Element | Path) -> Sample:
        if isinstance(entry, Path):
            return source.make(entry)
        name = entry.get("name")
        if not name:
            raise FormatError(f"{path}: image {entry.get('id')} has no `name`")
        image = index.get(name, path)
        size = (number(entry, "width", path), number(entry, "height", path))
        if min(size) < 1:
            raise FormatError(f"{path}: image '{name}' has a size of {size[0]:g} x {size[1]:g}")
        found = defaultdict(list)
        for element in entry:
            made = label_of(element, path, size, element.get("label"))
            if made is not None:
                found[made[0]].append(made[1])
        return source.make(image, listed(found), ImageMetadata(width=int(size[0]), height=int(size[1])))

    return Imported(entries, sample, info=task_info(root))


def write(samples: Any, target: Target, abs_paths: bool = False) -> None:
    """Writes labels of one field or several, and images; what has no label is not listed.

    Args:
        abs_paths: name images by whole paths
    """
    fields = target.label_fields_of(samples, (Classification, Classifications, *SHAPES))
    path = target.labels("labels.xml")
    target.use_folder()
    images: list[Element] = []
    labels = []
    for sample in target.track(samples.select_fields(["metadata", *fields.values()]), len(samples)):
        exported = target.add_media(sample.filepath)
        found = [label for field in fields.values() if (label := sample[field]) is not None]
        if not found:
            continue
        labels += found
        width, height = size_of(sample)
        image = Element("image", {"id": str(len(images)), "name": sample.filepath if abs_paths else exported})
        image.attrib |= {"width": str(width), "height": str(height)}
        for label in found:
            image.extend(elements_of(label, (width, height), with_label=True))
        images.append(image)
    root = new_document(samples._dataset.name, "annotation", len(images), labels)
    root.extend(images)
    save(root, path)
