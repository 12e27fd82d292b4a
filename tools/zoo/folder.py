"""A dataset as the folder that FiftyOne exports (``FiftyOneDataset``), packed in one zip file.

``metadata.json`` is the document of the dataset, ``samples.json`` those of its samples, ``brain/KEY.json``
the results of its brain runs; media lie under ``data/`` and ``fields/``. The same input always gives the
same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import mimetypes
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from .fields import BUILT_AT, Document, default_fields

LAYOUT_VERSION = (
    "1.13.0"  # the newest version that changed the layout: older ones are migrated, newer ones accept it
)
_ZIP_DATE = (2026, 11, 24, 0, 0, 0)


def npy(values: Any) -> str:
    """Base64 of the zlib-packed ``.npy`` bytes of an array."""
    buffer = io.BytesIO()
    np.save(buffer, np.asarray(values), allow_pickle=False)
    return base64.b64encode(zlib.compress(buffer.getvalue(), 9)).decode()


def binary(values: Any) -> Document:
    """An array as a vector field stores it."""
    return {"$binary": {"base64": npy(values), "subType": "00"}}


def png(picture: Image.Image) -> bytes:
    """The picture as a small PNG."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def jpeg(picture: Image.Image, *, quality: int = 92) -> bytes:
    """The picture as a JPEG with whole colour resolution."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=0, optimize=True)
    return buffer.getvalue()


@dataclass
class Folder:
    """Collects the documents and files of one dataset, then writes them as a zip file."""

    name: str
    description: str
    info: Document
    fields: list[Document]
    tags: list[str] = field(default_factory=list)
    extra: Document = field(default_factory=dict)  # more keys of the dataset's document
    samples: list[Document] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    _ids: int = 0

    def object_id(self) -> Document:
        """The next id: fixed for this dataset and this place in it, and growing, as real ids do."""
        self._ids += 1
        owner = hashlib.sha256(self.name.encode()).hexdigest()[:10]
        return {"$oid": f"69240000{owner}{self._ids:06x}"}

    def label(self, kind: str, **values: Any) -> Document:
        """The document of one label; Detection, Polyline and Keypoint get their empty ``attributes``."""
        document: Document = {"_id": self.object_id(), "_cls": kind, "tags": []}
        if kind in ("Detection", "Polyline", "Keypoint"):
            document["attributes"] = {}
        return document | values

    def add(self, path: str, content: bytes, *, tags: list[str], **values: Any) -> Document:
        """Adds a sample with its media file; returns its document."""
        self.files[path] = content
        picture = Image.open(io.BytesIO(content))
        document: Document = {
            "_id": self.object_id(),
            "filepath": path,
            "tags": tags,
            "metadata": {
                "_cls": "ImageMetadata",
                "size_bytes": len(content),
                "mime_type": mimetypes.guess_type(path)[0],
                "width": picture.width,
                "height": picture.height,
                "num_channels": len(picture.getbands()),
            },
            "_media_type": "image",
            "_rand": 0.999 + _fraction(path) * 0.001,
            "created_at": {"$date": BUILT_AT},
            "last_modified_at": {"$date": BUILT_AT},
        }
        document.update({key: value for key, value in values.items() if value is not None})
        self.samples.append(document)
        return document

    def add_layout(self, key: str, points: np.ndarray, *, config: Document) -> None:
        """Registers a 2-D layout of all samples, in their order, as a brain run of type "visualization"."""
        sample_ids = [sample["_id"]["$oid"] for sample in self.samples]
        methods = self.extra.setdefault("brain_methods", {})
        methods[key] = {
            "_id": self.object_id(),
            "key": key,
            "version": LAYOUT_VERSION,
            "timestamp": {"$date": BUILT_AT},
            "config": {"type": "visualization", "num_dims": 2, **config},
            "view_stages": [],
            "results": self.object_id(),
            "results_meta": {},
        }
        results = {
            "cls": "fiftyone.brain.visualization.VisualizationResults",
            "points": npy(points.round(4).astype(np.float32)),
            "sample_ids": npy(np.array(sample_ids)),
            "label_ids": None,
        }
        self.files[f"brain/{key}.json"] = _json(results)

    def write(self, target: Path) -> Path:
        """Writes ``target/NAME.zip``."""
        dataset_id = self.object_id()
        for sample in self.samples:
            sample["_dataset_id"] = dataset_id
        metadata = {
            "_id": dataset_id,
            "name": self.name,
            "slug": self.name,
            "version": LAYOUT_VERSION,
            "created_at": {"$date": BUILT_AT},
            "last_modified_at": {"$date": BUILT_AT},
            "sample_collection_name": f"samples.{dataset_id['$oid']}",
            "persistent": False,
            "media_type": "image",
            "tags": self.tags,
            "description": self.description,
            "info": self.info,
            "sample_fields": default_fields() + self.fields,
            "brain_methods": {},
        } | self.extra
        files = {
            "metadata.json": _json(metadata),
            "samples.json": _json({"samples": self.samples}),
            **self.files,
        }
        path = target / f"{self.name}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, _ZIP_DATE)
                entry.external_attr = 0o644 << 16
                packed = name.endswith((".jpg", ".png"))
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.writestr(entry, content, compresslevel=9)
        return path


def _fraction(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
