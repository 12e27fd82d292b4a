"""What a collection weighs, and frames and times that are brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bson import ObjectId, encode

from . import media
from .engine.store import Update
from .fields import now

_BYTES = ("B", "KB", "MB", "GB", "TB", "PB")
_KILO = 1024
_ONE_BY_ONE = ({"$unwind": "$frames"}, {"$replaceRoot": {"newRoot": "$frames"}})


class CollectionUpkeep:
    """Sizes, missing frames and times of a collection's samples."""

    def stats(
        self, include_media: bool = False, include_indexes: bool = False, compressed: bool = False
    ) -> dict[str, Any]:
        """Numbers of samples and frames, and how many bytes their documents have, those of a view's fields only.

        Args:
            include_media: add the bytes of the media, whose metadata is computed if need be
            include_indexes: add the bytes of the indexes of the whole dataset, as far as the database tells
            compressed: as on the disk. Nothing is compressed in memory

        Raises:
            ValueError: if compressed sizes of a view are asked for
        """
        coll: Any = self
        if compressed and coll._dataset is not coll:
            raise ValueError("compressed sizes are known of whole datasets only; call stats() of the dataset")
        whole = coll.view()._with_whole_groups() if coll.media_type == media.GROUP else coll
        frames = coll._has_frame_fields()
        sizes = {"samples": whole._pipeline(detach_frames=frames)}
        if frames and whole is coll:
            sizes["frames"] = coll._pipeline(frames_only=True)
        elif frames:
            sizes["frames"] = [*whole._pipeline(), *coll._frames_lookup(), *_ONE_BY_ONE]
        out: dict[str, Any] = {}
        total = 0
        for kind, pipeline in sizes.items():
            store = coll._root_dataset._frame_store if kind == "frames" else coll._root_dataset._store
            count, size = _weight(coll._root_dataset._store.aggregate(pipeline))
            if compressed and store is not None:
                size = store.sizes().get("storageSize", size)
            total += _put(out, kind, count, size)
        if include_media:
            coll.compute_metadata()
            total += _put(out, "media", None, coll.sum("metadata.size_bytes"))
        if include_indexes:
            total += _put_indexes(out, coll.get_index_information(include_stats=True))
        _put(out, "total", None, total)
        return out

    def ensure_frames(self) -> None:
        """Adds an empty frame for every number of videos that has none, as far as their length is known.

        Collections without videos stay as they are.
        """
        coll: Any = self
        dataset = coll._root_dataset
        if not coll._has_frame_fields():
            return
        known: dict[ObjectId, set[int]] = {}
        for doc in dataset._frame_store.aggregate([{"$project": {"_sample_id": True, "frame_number": True}}]):
            known.setdefault(doc["_sample_id"], set()).add(doc["frame_number"])
        moment, new = now(), []
        for doc in self._videos({"metadata.total_frame_count": True}):
            count = (doc.get("metadata") or {}).get("total_frame_count") or 0
            for number in range(1, count + 1):
                if number not in known.get(doc["_id"], ()):
                    frame = {"_id": ObjectId(), "frame_number": number, "_sample_id": doc["_id"]}
                    times = {"created_at": moment, "last_modified_at": moment}
                    new.append({**frame, "_dataset_id": dataset._id, **times})
        if new:
            dataset._frame_store.insert(new)

    def sync_last_modified_at(self, include_frames: bool = True) -> None:
        """Makes videos at least as new as their frames."""
        coll: Any = self
        dataset = coll._root_dataset
        if dataset._frame_store is None or not include_frames:
            return
        group = {"_id": "$_sample_id", "newest": {"$max": "$last_modified_at"}}
        newest = {d["_id"]: d["newest"] for d in dataset._frame_store.aggregate([{"$group": group}])}
        ids = [d["_id"] for d in self._videos({"_id": True}) if d["_id"] in newest]
        dataset._store.update(
            [
                Update(d["_id"], {"last_modified_at": newest[d["_id"]]})
                for d in dataset._store.find(ids)
                if d.get("last_modified_at") is None or d["last_modified_at"] < newest[d["_id"]]
            ]
        )

    def _videos(self, wanted: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Parts of the documents of a collection's videos."""
        coll: Any = self
        steps = [{"$match": {"_media_type": media.VIDEO}}, {"$project": wanted}]
        found: Iterator[dict[str, Any]] = coll._aggregate(steps, detach_frames=True)
        return found


def _weight(documents: Iterator[dict[str, Any]]) -> tuple[int, int]:
    count = size = 0
    for document in documents:
        count += 1
        size += len(encode(document))
    return count, size


def _put(out: dict[str, Any], kind: str, count: int | None, size: int) -> int:
    if count is not None:
        out[f"{kind}_count"] = count
    out[f"{kind}_bytes"], out[f"{kind}_size"] = size, size_string(size)
    return size


def _put_indexes(out: dict[str, Any], indexes: dict[str, Any]) -> int:
    sizes = {name: facts.get("size", 0) for name, facts in indexes.items()}
    out["indexes_count"] = len(sizes)
    total = _put(out, "indexes", None, sum(sizes.values()))
    out["indexes_in_progress"] = [n for n, facts in indexes.items() if facts.get("in_progress")]
    out["index_bytes"] = sizes
    out["index_sizes"] = {name: size_string(size) for name, size in sizes.items()}
    return total


def size_string(size: float) -> str:
    """A number of bytes for people: `"1.5KB"`."""
    number = 0
    while size >= _KILO and number < len(_BYTES) - 1:
        size, number = size / _KILO, number + 1
    return f"{size:.1f}{_BYTES[number]}"
