"""Pages of scanned digits, and a detector that reads them.

A page is a white sheet on which real scans are laid out at random places and sizes; every scan is used on
one page only, so what is on a page, and where, is known by construction. The detector knows nothing of
that: it thresholds the page, joins what touches, and classifies each piece.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from skimage.measure import label, regionprops
from skimage.morphology import dilation, disk
from skimage.transform import resize
from sklearn.linear_model import LogisticRegression

from .digits import SEED, Digits, classifier

WIDTH, HEIGHT = 320, 240
_ZOOMS = (3, 4, 5, 6)  # pixels of the page per pixel of a scan
_GAP = 3
_FOLDS = 5
Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True)
class Placed:
    """One scan on a page: its index among the digits and the box around its ink."""

    digit: int
    box: Box


@dataclass(frozen=True)
class Page:
    """Ink from 0 (paper) to 1, (HEIGHT, WIDTH), and what was laid out."""

    ink: np.ndarray
    placed: tuple[Placed, ...]
    is_train: bool


@dataclass(frozen=True)
class Found:
    """What the detector says of one piece of ink."""

    box: Box
    label: int
    confidence: float


def lay_out(digits: Digits) -> list[Page]:
    """All digits on pages, train and test apart; each page favours a few classes, as phone numbers do."""
    rng = np.random.default_rng(SEED)
    pages = []
    for is_train in (True, False):
        pool = {
            digit: list(
                rng.permutation(np.flatnonzero((digits.labels == digit) & (digits.is_train == is_train)))
            )
            for digit in range(10)
        }
        while any(pool.values()):
            pages.append(_page(digits, pool, rng, is_train=is_train))
    return pages


def _page(digits: Digits, pool: dict[int, list[int]], rng: np.random.Generator, *, is_train: bool) -> Page:
    ink = np.zeros((HEIGHT, WIDTH))
    taken = np.zeros(ink.shape, dtype=bool)  # boxes, not ink: a corner of a box may be free of ink
    placed: list[Placed] = []
    taste = rng.dirichlet(np.full(10, 0.4))
    for _ in range(int(rng.integers(4, 14))):
        weights = taste * [bool(pool[digit]) for digit in range(10)]
        if not weights.sum() > 0:
            weights = np.array([float(len(pool[digit])) for digit in range(10)])
            if not weights.sum():
                break
        digit = int(rng.choice(10, p=weights / weights.sum()))
        scan = digits.scans[pool[digit][-1]] / 16
        box = _place(ink, taken, np.kron(scan, np.ones((zoom := int(rng.choice(_ZOOMS)), zoom))), rng)
        if box:
            placed.append(Placed(int(pool[digit].pop()), box))
    return Page(ink, tuple(placed), is_train)


def _place(ink: np.ndarray, taken: np.ndarray, scan: np.ndarray, rng: np.random.Generator) -> Box | None:
    rows, columns = np.flatnonzero(scan.any(axis=1)), np.flatnonzero(scan.any(axis=0))
    scan = scan[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = scan.shape
    for _ in range(60):
        top = int(rng.integers(_GAP, HEIGHT - height - _GAP))
        left = int(rng.integers(_GAP, WIDTH - width - _GAP))
        if not taken[top - _GAP : top + height + _GAP, left - _GAP : left + width + _GAP].any():
            taken[top : top + height, left : left + width] = True
            ink[top : top + height, left : left + width] = scan
            return (left, top, left + width, top + height)
    return None


def read(pages: list[Page], digits: Digits) -> list[list[Found]]:
    """What the detector finds on each page; nothing it classifies was among its training scans."""
    train = [page for page in pages if page.is_train]
    found: dict[int, list[Found]] = {}
    for fold in range(_FOLDS):
        known = [page for index, page in enumerate(train) if index % _FOLDS != fold]
        judge = _trained(known, digits)
        found.update({id(page): _find(page.ink, judge) for page in train[fold::_FOLDS]})
    judge = _trained(train, digits)
    found.update({id(page): _find(page.ink, judge) for page in pages if not page.is_train})
    return [found[id(page)] for page in pages]


def _trained(pages: list[Page], digits: Digits) -> LogisticRegression:
    crops = [_crop(page.ink, placed.box) for page in pages for placed in page.placed]
    labels = [digits.labels[placed.digit] for page in pages for placed in page.placed]
    return classifier().fit(np.array(crops), np.array(labels))


def _find(ink: np.ndarray, judge: LogisticRegression) -> list[Found]:
    reach = 2
    pieces = label(dilation(ink > 0.25, disk(reach)))
    found = []
    for piece in regionprops(pieces):
        top, left, bottom, right = piece.bbox
        box = (
            0 if left == 0 else left + reach,
            0 if top == 0 else top + reach,
            WIDTH if right == WIDTH else right - reach,
            HEIGHT if bottom == HEIGHT else bottom - reach,
        )
        chances = judge.predict_proba([_crop(ink, box)])[0]
        found.append(Found(box, int(judge.classes_[chances.argmax()]), float(chances.max())))
    return found


def _crop(ink: np.ndarray, box: Box) -> np.ndarray:
    """The ink in a box, centred in a square of 8 by 8, flat."""
    left, top, right, bottom = box
    piece = ink[top:bottom, left:right]
    side = max(piece.shape)
    square = np.zeros((side, side))
    y, x = (side - piece.shape[0]) // 2, (side - piece.shape[1]) // 2
    square[y : y + piece.shape[0], x : x + piece.shape[1]] = piece
    return np.ravel(resize(square, (8, 8), anti_aliasing=True))


def score(pages: list[Page], found: list[list[Found]], digits: Digits) -> dict[str, float]:
    """Precision and recall of the detector: a hit has the right label and overlaps by half (IoU) or more."""
    hits = total = answers = 0
    for page, answer in zip(pages, found, strict=True):
        left_over = list(page.placed)
        for item in sorted(answer, key=lambda item: -item.confidence):
            match = next(
                (
                    p
                    for p in left_over
                    if digits.labels[p.digit] == item.label and overlap(p.box, item.box) >= 0.5
                ),
                None,
            )
            if match:
                left_over.remove(match)
                hits += 1
        total += len(page.placed)
        answers += len(answer)
    return {"precision": round(hits / answers, 4), "recall": round(hits / total, 4)}


def overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)
