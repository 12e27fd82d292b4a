"""`fiftyone.utils.random`: random splits of a collection, written as tags."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from typing import Any


def random_split(
    sample_collection: Any, split_fracs: Mapping[str, float] | Sequence[float], seed: int | None = None
) -> list[Any] | None:
    """Splits a collection at random.

    Args:
        sample_collection: a dataset or view.
        split_fracs: tag → share, then every sample gets its split's tag; or shares alone, then the
            splits are given back as views. Shares are relative to their sum.
        seed: for the same split again.

    Raises:
        ValueError: a share is negative, or they add up to nothing.
    """
    shares = list(split_fracs.values() if isinstance(split_fracs, Mapping) else split_fracs)
    total = sum(shares)
    if total <= 0 or min(shares) < 0:
        raise ValueError(f"shares must be positive numbers, not {shares}")
    ids = list(sample_collection.values("id"))
    random.Random(seed).shuffle(ids)
    bounds, done = [0], 0.0
    for share in shares:
        done += share
        bounds.append(round(len(ids) * done / total))
    parts = [ids[a:b] for a, b in itertools.pairwise(bounds)]
    if not isinstance(split_fracs, Mapping):
        return [sample_collection.select(part) for part in parts]
    sample_collection.untag_samples(list(split_fracs))
    for tag, part in zip(split_fracs, parts, strict=True):
        if part:
            sample_collection.select(part).tag_samples(tag)
    return None
