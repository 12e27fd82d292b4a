"""What the code in `label_vectors.json` uses, made with FiftyOne or with fo_widgets as `fo`, and results as JSON."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

IDS = ["5f452471ef00e6374aac53c1", "5f452471ef00e6374aac53c2", "5f452471ef00e6374aac53c3"]


def names(fo: Any) -> dict[str, Any]:
    """The names, by the library under test."""
    classes = np.zeros((24, 32), np.uint8)
    classes[3:9, 4:13] = 1
    classes[12:20, 15:28] = 2
    classes[14:17, 18:22] = 0
    classes[20:23, 1:5] = 1
    classes[1, 30] = 7
    colors = np.zeros((24, 32, 3), np.uint8)
    colors[classes == 1] = [255, 0, 0]
    colors[classes == 2] = [0, 255, 16]
    blob = np.zeros((12, 16), np.uint8)
    blob[3:9, 4:13] = 1
    blob[9:11, 5:8] = 1
    diagonal = np.zeros((8, 8), np.uint8)
    diagonal[1:3, 1:3] = diagonal[3:5, 3:5] = 1
    folder = Path(tempfile.mkdtemp())

    def det(**more: Any) -> Any:
        own = {"label": "cat", "bounding_box": [0.25, 0.25, 0.5, 0.4], "confidence": 0.5, "index": 3}
        return fo.Detection(**{**own, "tags": ["t"], "mood": "calm", **more})

    def poly(points: Any, **more: Any) -> Any:
        own = {"label": "cat", "confidence": 0.5, "index": 3, "filled": True, "closed": True}
        return fo.Polyline(points=points, **{**own, "mood": "calm", **more})

    def after(label: Any, method: str, *args: Any, **kwargs: Any) -> list[Any]:
        """A label that a method was called on, and what it gave."""
        given = getattr(label, method)(*args, **kwargs)
        return [given, label]

    def exported(label: Any, method: str = "export_mask", **kwargs: Any) -> list[Any]:
        """Mode and pixels of the file that was written, what is left in the label, and whether it knows the file."""
        path = folder / f"{len(list(folder.iterdir()))}.png"
        getattr(label, method)(str(path), **kwargs)
        field = method.removeprefix("export_")
        kept, known = getattr(label, field), getattr(label, f"{field}_path") == str(path)
        with Image.open(path) as image:
            return [image.mode, np.asarray(image), kept, known, getattr(label, "range", None)]

    return {
        "fo": fo, "np": np, "ids": IDS, "det": det, "poly": poly, "after": after, "exported": exported,
        "classes": classes, "colors": colors, "blob": blob, "diagonal": diagonal,
        "ramp": np.linspace(0, 1, 12).reshape(3, 4),
        "tri": [[(0.1, 0.1), (0.9, 0.2), (0.5, 0.8)]],
        "two": [[(0.1, 0.1), (0.4, 0.1), (0.4, 0.5)], [(0.6, 0.6), (0.9, 0.6), (0.9, 0.9), (0.6, 0.9)]],
        "ring": [[(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)], [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7)]],
        "cuboid": [(0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4), (0.5, 0.5), (0.5, 0.7), (0.7, 0.7), (0.7, 0.5)],
        "ten": fo.VideoMetadata(frame_rate=10, total_frame_count=100, duration=10.0),
        "square": [[[0, 0], [0, 1], [1, 1], [0, 0]]],
    }  # fmt: skip


def result(fo: Any, code: str) -> Any:
    """What a piece of code gives, as JSON: labels by their fields without ids, masks as hex, errors by their type."""
    try:
        return plain(eval(code, names(fo)))
    except Exception as error:  # noqa: BLE001 (any error is a result)
        return {"error": type(error).__name__}


def plain(value: Any) -> Any:
    """A value as JSON."""
    if isinstance(value, np.ndarray):
        kind = np.uint8 if value.dtype == bool else value.dtype
        return {
            "array": str(value.dtype),
            "shape": list(value.shape),
            "hex": value.astype(kind).tobytes().hex(),
        }
    if hasattr(value, "iter_fields"):
        fields = {name: plain(v) for name, v in value.iter_fields() if name not in ("id", "_id")}
        return {"type": type(value).__name__, **{n: v for n, v in fields.items() if v is not None}}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (float, np.floating)):
        return "nan" if math.isnan(value) else round(float(value), 9)
    if value is None or isinstance(value, (str, int)):
        return value
    return value.wkt if hasattr(value, "wkt") else str(value)
