"""Pascal VOC: an XML file of boxes in pixels for each image (`VOCDetectionDataset`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from fo_widgets.data.labels import Detection, Detections
from fo_widgets.data.metadata import ImageMetadata
from fo_widgets.data.sample import Sample

from .boxes import WRITABLE, detections, extras, size_of
from .errors import FormatError, MissingFileError
from .source import Imported, MediaIndex, Source
from .target import Target
from .xml_files import root_of

_CORNERS = ("xmin", "ymin", "xmax", "ymax")


def read(source: Source, include_all_data: bool = False, extra_attrs: Any = True) -> Imported:
    """The images that XML files are about.

    Args:
        include_all_data: also images without an XML file
        extra_attrs: keep other elements of objects: all, none, or names

    Raises:
        FormatError: if a file is no XML, or lacks a size or corner
        MissingFileError: if an image is not there
    """
    pairs, index = source.pairs(".xml", "VOC annotations", include_all_data)

    def sample(entry: tuple[str, Path | None]) -> Sample:
        name, path = entry
        if path is None:
            return source.make(index.paths[name])
        return _sample(source, path, name, index, extra_attrs)

    return Imported(pairs, sample)


def _sample(source: Source, path: Path, stem: str, index: MediaIndex, extra_attrs: Any) -> Sample:
    root = root_of(path, "VOC annotations")
    image = index.find(stem) or index.find(root.findtext("filename") or "")
    if image is None:
        stated = Path(root.findtext("path") or "")
        if not stated.is_absolute() or not stated.is_file():
            raise MissingFileError(
                f"{path} is about the image '{root.findtext('filename') or stem}', which is not in {index.place}; "
                "add it there, or say where images are with `data_path`"
            )
        image = stated
    width, height, depth = (_number(root, f"size/{n}", path) for n in ("width", "height", "depth"))
    if not width or not height:
        width, height = size_of(Sample(filepath=str(image)))
    metadata = ImageMetadata(width=int(width), height=int(height), num_channels=int(depth) if depth else None)
    found = [_detection(e, path, width, height, extra_attrs) for e in root.iter("object")]
    return source.make(image, Detections(detections=found), metadata)


def _number(element: ElementTree.Element, name: str, path: Path) -> float | None:
    text = element.findtext(name)
    if text is None or not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        raise FormatError(f"{path}: <{name}> should be a number, not '{text}'") from None


def _detection(
    element: ElementTree.Element, path: Path, width: float, height: float, extra_attrs: Any
) -> Detection:
    name = element.findtext("name")
    corners = [_number(element, f"bndbox/{n}", path) for n in _CORNERS]
    if name is None or None in corners:
        raise FormatError(
            f"{path}: an <object> lacks its <name>, or its <bndbox> one of {', '.join(_CORNERS)}"
        )
    left, top, right, bottom = (c or 0.0 for c in corners)
    box = [left / width, top / height, (right - left) / width, (bottom - top) / height]
    known = {"name", "bndbox", "label", "bounding_box", "id", "tags", "mask", "attributes"}
    attributes = {e.tag: _value(e.text) for e in element if e.tag not in known and len(e) == 0 and e.text}
    if extra_attrs is not True:
        names = {extra_attrs} if isinstance(extra_attrs, str) else set(extra_attrs or ())
        attributes = {k: v for k, v in attributes.items() if k in names}
    return Detection(label=name, bounding_box=box, **attributes)


def _value(text: str | None) -> Any:
    stated = (text or "").strip()
    for kind in (int, float):
        try:
            return kind(stated)
        except ValueError:
            pass
    return stated


def write(
    samples: Any,
    target: Target,
    classes: Any = None,
    extra_attrs: Any = True,
    include_paths: bool = True,
) -> None:
    """Writes boxes and images.

    Args:
        classes: only labels of these
        extra_attrs: also write other attributes of labels: all, none, or names
        include_paths: state the path of each image
    """
    name = target.label_field_of(samples, WRITABLE)
    target.by_stem = True
    target.use_folder()
    folder = target.place(target.labels_path, "labels")
    wanted = None if classes is None else {classes} if isinstance(classes, str) else set(classes)
    for sample in target.track(samples.select_fields(["metadata", name]), len(samples)):
        width, height = size_of(sample)
        exported = target.add_media(sample.filepath)
        root = ElementTree.Element("annotation")
        _add(root, "folder", "")
        _add(root, "filename", Path(exported).name)
        if include_paths:
            _add(root, "path", target.path_of(exported))
        _add(ElementTree.SubElement(root, "source"), "database", "")
        size = ElementTree.SubElement(root, "size")
        depth = getattr(sample.metadata, "num_channels", None)
        for tag, value in (("width", width), ("height", height), ("depth", depth or "")):
            _add(size, tag, value)
        _add(root, "segmented", "")
        for label in detections(sample[name]):
            if wanted is None or label.label in wanted:
                _add_object(root, label, width, height, extra_attrs)
        path = (folder / exported).with_suffix(".xml")
        path.parent.mkdir(parents=True, exist_ok=True)
        ElementTree.indent(root, "    ")
        ElementTree.ElementTree(root).write(path, encoding="utf-8")


def _add(parent: ElementTree.Element, tag: str, value: Any) -> None:
    ElementTree.SubElement(parent, tag).text = str(value)


def _add_object(root: ElementTree.Element, label: Any, width: int, height: int, extra_attrs: Any) -> None:
    element = ElementTree.SubElement(root, "object")
    _add(element, "name", label.label)
    for key, value in extras(label, extra_attrs).items():
        if key.isidentifier() and isinstance(value, (str, int, float)):
            _add(element, key, value)
    x, y, w, h = label.bounding_box
    box = ElementTree.SubElement(element, "bndbox")
    corners = (x * width, y * height, (x + w) * width, (y + h) * height)
    for tag, value in zip(_CORNERS, corners, strict=True):
        _add(box, tag, round(value))
