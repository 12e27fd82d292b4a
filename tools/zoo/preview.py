"""Draws the annotations over the photographs, for a person to check them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from .photographs import PHOTOGRAPHS, STEREO, Box, Photograph


def draw_annotations(source: Path, target: Path, *, zoom: int = 2) -> None:
    """Writes one PNG per photograph to ``target``, enlarged ``zoom`` times."""
    target.mkdir(parents=True, exist_ok=True)
    for photo in PHOTOGRAPHS:
        picture = _enlarged(source / photo.file, zoom)
        _draw(picture, photo, zoom)
        picture.save(target / f"{Path(photo.file).stem}.png")
    for side, file in (("left", STEREO.left), ("right", STEREO.right)):
        picture = _enlarged(source / file, zoom)
        _draw_boxes(picture, STEREO.boxes[side], zoom)
        picture.save(target / f"{Path(file).stem}.png")


def _enlarged(path: Path, zoom: int) -> Image.Image:
    picture = Image.open(path).convert("RGB")
    return picture.resize((picture.width * zoom, picture.height * zoom))


def _draw(picture: Image.Image, photo: Photograph, zoom: int) -> None:
    _draw_boxes(picture, photo.boxes, zoom)
    pen = ImageDraw.Draw(picture)
    for line in photo.lines:
        points = [(x * zoom, y * zoom) for x, y in line.points]
        pen.line(points + points[:1] if line.closed else points, fill=(0, 255, 255), width=2)
    for label, marks in photo.keypoints:
        for x, y in marks:
            pen.ellipse(
                (x * zoom - 4, y * zoom - 4, x * zoom + 4, y * zoom + 4), outline=(255, 0, 255), width=2
            )
            pen.text((x * zoom + 6, y * zoom - 6), label, fill=(255, 0, 255))


def _draw_boxes(picture: Image.Image, boxes: tuple[tuple[str, Box], ...], zoom: int) -> None:
    pen = ImageDraw.Draw(picture)
    for label, box in boxes:
        left, top, right, bottom = (edge * zoom for edge in box)
        pen.rectangle((left, top, right - 1, bottom - 1), outline=(0, 255, 0), width=2)
        pen.text((left + 4, top + 4), label, fill=(255, 255, 0))
