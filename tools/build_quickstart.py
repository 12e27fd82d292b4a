"""Builds the datasets that ship in the package: ``fo_widgets/data/zoo/*.zip``.

Needs scikit-learn, scikit-image and Pillow; no network. The same versions give the same bytes.

    python -m tools.build_quickstart                 # build all
    python -m tools.build_quickstart --preview DIR   # draw the hand-made annotations for a look
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import numpy as np
import skimage
from PIL import Image

from tools.zoo import digits as scans
from tools.zoo import features, pages
from tools.zoo.fields import Document, field_document
from tools.zoo.folder import Folder, binary, jpeg, png
from tools.zoo.photographs import PHOTOGRAPHS, STEREO, Box, Photograph
from tools.zoo.preview import draw_annotations

SOURCE = Path(skimage.__file__).parent / "data"
TARGET = Path(__file__).parent.parent / "fo_widgets" / "data" / "zoo"
DISPARITY_SCALE = 4

DETECTIONS = field_document("ground_truth", "=labels.Detections")
PHOTOGRAPH_FIELDS = [
    field_document("polylines", "=labels.Polylines"),
    field_document("keypoints", "=labels.Keypoints"),
    field_document("location", "=labels.GeoLocation"),
]
LOOKS_FIELDS = [field_document("uniqueness", "FloatField"), field_document("embedding", "VectorField")]


def quickstart(digits: scans.Digits) -> Folder:
    """The photographs, then pages of scanned digits with a detector's answers."""
    laid_out = pages.lay_out(digits)
    found = pages.read(laid_out, digits)
    folder = Folder(
        name="quickstart",
        description="Seven photographs with hand-made labels, and pages of scanned digits read by a detector",
        info={"card": "DATASETS.md#quickstart", "detector": pages.score(laid_out, found, digits)},
        fields=[
            field_document("ground_truth", "=labels.Detections", {"scan": "IntField"}),
            field_document("predictions", "=labels.Detections"),
            *PHOTOGRAPH_FIELDS,
            *LOOKS_FIELDS,
        ],
        extra={"default_classes": scans.CLASSES},
    )
    pictures: list[Image.Image] = []
    for photo in PHOTOGRAPHS:
        path, content = _photograph(photo.file)
        folder.add(path, content, tags=["photo"], **_annotations(folder, photo))
        pictures.append(Image.open(io.BytesIO(content)))
    for number, (page, answers) in enumerate(zip(laid_out, found, strict=True), 1):
        picture = _sheet(page.ink)
        folder.add(
            f"data/page-{number:03d}.png",
            png(picture),
            tags=["page", "train" if page.is_train else "test"],
            ground_truth=_detections(
                folder,
                [(str(digits.labels[one.digit]), one.box, {"scan": int(one.digit)}) for one in page.placed],
                picture,
            ),
            predictions=_detections(
                folder,
                [(str(one.label), one.box, {"confidence": round(one.confidence, 4)}) for one in answers],
                picture,
            ),
        )
        pictures.append(picture)
    vectors = features.visual_words(pictures)
    _add_looks(folder, vectors)
    points, config = features.tsne(vectors)
    folder.add_layout("img_viz", points, config=config)
    return folder


def single_digits(digits: scans.Digits) -> Folder:
    """Every scanned digit as a picture of its own, with a classifier's answer."""
    scores = scans.logits(digits)
    chances = scans.softmax(scores)
    right = scores.argmax(axis=1) == digits.labels
    folder = Folder(
        name="digits",
        description="1,797 scanned digits with the answers of a linear classifier",
        info={"card": "DATASETS.md#digits", "classifier": {"accuracy": round(float(right.mean()), 4)}},
        fields=[
            field_document("ground_truth", "=labels.Classification"),
            field_document("predictions", "=labels.Classification"),
            *LOOKS_FIELDS,
        ],
        extra={"default_classes": scans.CLASSES},
    )
    for index, scan in enumerate(digits.scans):
        answer = int(scores[index].argmax())
        folder.add(
            f"data/digit-{index:04d}.png",
            png(_sheet(np.kron(scan / 16, np.ones((8, 8))))),
            tags=["train" if digits.is_train[index] else "test"],
            ground_truth=folder.label("Classification", label=str(digits.labels[index])),
            predictions=folder.label(
                "Classification",
                label=str(answer),
                confidence=round(float(chances[index, answer]), 4),
                logits=binary(scores[index].astype(np.float32)),
            ),
        )
    vectors = scans.embeddings(digits)
    _add_looks(folder, vectors)
    points, config = features.tsne(vectors)
    folder.add_layout("img_viz", points, config=config)
    points, config = features.pca(vectors)
    folder.add_layout("pca_viz", points, config=config)
    return folder


def photos() -> Folder:
    """The photographs alone, each with its author, licence and source."""
    folder = Folder(
        name="photos",
        description="Seven photographs with hand-made boxes, polylines, keypoints and locations",
        info={"card": "DATASETS.md#photos"},
        fields=[
            DETECTIONS,
            *PHOTOGRAPH_FIELDS,
            *(field_document(name, "StringField") for name in ("title", "author", "licence", "source")),
        ],
    )
    for photo in PHOTOGRAPHS:
        path, content = _photograph(photo.file)
        folder.add(
            path,
            content,
            tags=["photo"],
            **_annotations(folder, photo),
            title=photo.title,
            author=photo.author,
            licence=photo.licence,
            source=photo.source,
        )
    return folder


def stereo() -> Folder:
    """One scene seen by two cameras: a group of two slices, with the measured disparity of the left one."""
    folder = Folder(
        name="stereo",
        description="A motorcycle seen by two cameras, with measured disparity",
        info={
            "card": "DATASETS.md#stereo",
            "camera": STEREO.camera,
            "disparity_scale": DISPARITY_SCALE,
            "source": STEREO.source,
            "author": STEREO.author,
            "licence": STEREO.licence,
        },
        fields=[
            field_document("group", "=groups.Group"),
            DETECTIONS,
            field_document("disparity", "=labels.Heatmap"),
        ],
        extra={
            "media_type": "group",
            "group_field": "group",
            "default_group_slice": "left",
            "group_media_types": {"left": "image", "right": "image"},
        },
    )
    group_id = folder.object_id()
    disparity = np.load(SOURCE / STEREO.disparity)["arr_0"]
    disparity = np.where(np.isfinite(disparity), disparity * DISPARITY_SCALE, 0).round().astype(np.uint8)
    folder.files["fields/disparity/motorcycle.png"] = png(Image.fromarray(disparity))
    for side, file in (("left", STEREO.left), ("right", STEREO.right)):
        path, content = _photograph(file)
        picture = Image.open(io.BytesIO(content))
        values: Document = {
            "group": {"_id": group_id, "_cls": "Group", "name": side},
            "ground_truth": _detections(folder, [(*box, {}) for box in STEREO.boxes[side]], picture),
        }
        if side == "left":
            values["disparity"] = folder.label(
                "Heatmap", map_path="fields/disparity/motorcycle.png", range=[0.0, 255.0]
            )
        folder.add(path, content, tags=["photo"], **values)
    return folder


def _photograph(file: str) -> tuple[str, bytes]:
    """Where a picture goes and its bytes: JPEGs as they are, grey pictures as PNG, colour as JPEG."""
    path = SOURCE / file
    name = Path(file).stem
    if path.suffix == ".jpg":
        return f"data/{name}.jpg", path.read_bytes()
    picture = Image.open(path)
    if picture.mode == "L":
        return f"data/{name}.png", png(picture)
    return f"data/{name}.jpg", jpeg(picture.convert("RGB"))


def _sheet(ink: np.ndarray) -> Image.Image:
    return Image.fromarray((255 - ink * 225).round().astype(np.uint8))


def _annotations(folder: Folder, photo: Photograph) -> Document:
    """The labels of a photograph, relative to its size; kinds it has none of are left out."""
    picture = Image.open(SOURCE / photo.file)
    values: Document = {"ground_truth": _detections(folder, [(*box, {}) for box in photo.boxes], picture)}
    if photo.lines:
        shapes = [
            folder.label(
                "Polyline",
                label=line.label,
                points=[_relative(line.points, picture)],
                closed=line.closed,
                filled=line.filled,
            )
            for line in photo.lines
        ]
        values["polylines"] = {"_cls": "Polylines", "polylines": shapes}
    if photo.keypoints:
        marks = [
            folder.label("Keypoint", label=label, points=_relative(points, picture))
            for label, points in photo.keypoints
        ]
        values["keypoints"] = {"_cls": "Keypoints", "keypoints": marks}
    if photo.location:
        point = {"type": "Point", "coordinates": list(photo.location)}
        values["location"] = folder.label("GeoLocation", point=point)
    return values


def _relative(points: tuple[tuple[float, float], ...], picture: Image.Image) -> list[list[float]]:
    return [[round(x / picture.width, 5), round(y / picture.height, 5)] for x, y in points]


def _detections(folder: Folder, items: list[tuple[str, Box, Document]], picture: Image.Image) -> Document:
    detections = []
    for label, (left, top, right, bottom), more in items:
        box = [
            round(left / picture.width, 5),
            round(top / picture.height, 5),
            round((right - left) / picture.width, 5),
            round((bottom - top) / picture.height, 5),
        ]
        detections.append(folder.label("Detection", label=label, bounding_box=box, **more))
    return {"_cls": "Detections", "detections": detections}


def _add_looks(folder: Folder, vectors: np.ndarray) -> None:
    for sample, vector, unique in zip(folder.samples, vectors, features.uniqueness(vectors), strict=True):
        sample["uniqueness"] = round(float(unique), 5)
        sample["embedding"] = binary(vector)


def main() -> None:
    """Builds all datasets, or draws the annotations."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--preview", type=Path, metavar="DIR", help="only draw the annotations into DIR")
    parser.add_argument("--target", type=Path, default=TARGET, metavar="DIR", help="where the zip files go")
    arguments = parser.parse_args()
    if arguments.preview:
        draw_annotations(SOURCE, arguments.preview)
        return
    arguments.target.mkdir(parents=True, exist_ok=True)
    digits = scans.load()
    for folder in (quickstart(digits), single_digits(digits), photos(), stereo()):
        path = folder.write(arguments.target)
        sys.stdout.write(
            f"{path}: {len(folder.samples)} samples, {path.stat().st_size / 1e6:.2f} MB {folder.info}\n"
        )


if __name__ == "__main__":
    main()
