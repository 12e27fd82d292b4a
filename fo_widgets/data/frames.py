"""The frames of a video by number."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, MutableMapping, ValuesView
from typing import Any

from bson import ObjectId

from .fields import now
from .frame import Frame, FrameView
from .frame_numbers import validate_frame_number
from .value_encoding import Document, encoded


class Frames(MutableMapping[int, Any]):
    """The frames of one video by number; a number that is not there gives a new frame."""

    def __init__(self, sample: Any) -> None:
        """Of a video."""
        self._sample = sample
        self._frames: dict[int, Frame] = {}
        self._gone: set[int] = set()
        self._loaded = sample._source is None

    @property
    def _dataset(self) -> Any:
        return self._sample._dataset

    @property
    def _sample_collection_name(self) -> str | None:
        return None if self._dataset is None else str(self._dataset._sample_collection_name)

    @property
    def _frame_collection_name(self) -> str | None:
        return None if self._dataset is None else str(self._dataset._frame_collection_name)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields of frames."""
        source = self._sample._source
        if source is not None:
            return tuple(source.get_frame_field_schema())
        names = [name for frame in self._frames.values() for name in frame.field_names]
        return tuple(dict.fromkeys([*Frame().field_names, *names]))

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        for stored in self._documents():
            number = stored["frame_number"]
            if number not in self._frames and number not in self._gone:
                self._frames[number] = self._kind()._of_document(stored, self._sample._source, self._sample)

    def _kind(self) -> type[Frame]:
        source = self._sample._source
        return Frame if source is None or source is source._root_dataset else FrameView

    def _documents(self) -> Iterable[Document]:
        sample = self._sample
        if "frames" in sample._stored:
            found: list[Document] = sample._stored["frames"]
            return found
        store = sample._source._root_dataset._frame_store
        if store is None:
            return []
        match = {"_sample_id": sample._stored["_sample_id"] if sample._source._is_clips else sample._id}
        steps = [{"$match": match}, *sample._source._frames_shown(sample._stored)]
        out: Iterable[Document] = store.aggregate([*steps, {"$sort": {"frame_number": 1}}])
        return out

    def __len__(self) -> int:
        """The number of frames that there are."""
        self._load()
        return len(self._frames)

    def __bool__(self) -> bool:
        """Whether there is any frame."""
        return len(self) > 0

    def __contains__(self, number: object) -> bool:
        """Whether there is a frame of that number."""
        self._load()
        return number in self._frames

    def __iter__(self) -> Iterator[int]:
        """The numbers, ascending."""
        self._load()
        return iter(sorted(self._frames))

    def keys(self) -> KeysView[int]:
        """The numbers, ascending."""
        return KeysView(self)

    def items(self) -> ItemsView[int, Any]:
        """Numbers and frames."""
        return ItemsView(self)

    def values(self) -> ValuesView[Any]:
        """The frames."""
        return ValuesView(self)

    def first(self) -> Frame:
        """The first frame.

        Raises:
            ValueError: if there is none
        """
        return self._end(min)

    def last(self) -> Frame:
        """The last frame.

        Raises:
            ValueError: if there is none
        """
        return self._end(max)

    def _end(self, choose: Any) -> Frame:
        self._load()
        if not self._frames:
            raise ValueError("Frames is empty")
        return self._frames[choose(self._frames)]

    def head(self, num_frames: int = 3) -> list[Frame]:
        """The first frames."""
        return [self[n] for n in list(self)[:num_frames]]

    def tail(self, num_frames: int = 3) -> list[Frame]:
        """The last frames."""
        return [self[n] for n in list(self)[-num_frames:]]

    def __getitem__(self, number: int) -> Any:
        """The frame of a number, a new one if there is none.

        Raises:
            FrameError: if it is no number from 1 on
        """
        number = _number(number)
        self._load()
        if number not in self._frames:
            self._frames[number] = Frame(frame_number=number)
        return self._frames[number]

    def __setitem__(self, number: int, frame: Any) -> None:
        """Puts a frame in the place of a number.

        Raises:
            ValueError: if it is no frame
        """
        self.add_frame(number, frame)

    def __delitem__(self, number: int) -> None:
        """Removes a frame; nothing happens if there is none."""
        self._load()
        if self._frames.pop(number, None) is not None:
            self._gone.add(number)

    def delete_frame(self, frame_number: int) -> None:
        """Removes a frame."""
        del self[frame_number]

    def add_frame(
        self,
        frame_number: int,
        frame: Any,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Puts a frame in the place of a number.

        Raises:
            ValueError: if it is no frame
        """
        number = _number(frame_number)
        if isinstance(frame, Mapping):
            frame = Frame(**frame)
        if not isinstance(frame, Frame):
            raise ValueError(f"Expected a Frame, found {type(frame).__name__}")
        self._load()
        if frame.in_dataset:
            frame = frame.copy()
        frame._live["frame_number"] = number
        self._gone.add(number)
        self._frames[number] = frame

    def add_frames(self, frames: Any, **options: Any) -> None:
        """Adds or replaces frames: a mapping by number, or frames with their numbers."""
        self.update(frames if isinstance(frames, Mapping) else {f.frame_number: f for f in frames})

    def update(self, frames: Any = (), overwrite: bool = True, **_others: Any) -> None:
        """Adds or replaces frames by number."""
        for number, frame in dict(frames).items():
            if overwrite or number not in self:
                self[number] = frame

    def merge(self, frames: Any, fields: Any = None, omit_fields: Any = None, **options: Any) -> None:
        """Takes over the fields of frames by number."""
        for number, frame in dict(frames).items():
            self[number].merge(
                frame if isinstance(frame, Frame) else Frame(**frame), fields, omit_fields, **options
            )

    def clear(self) -> None:
        """Removes all frames."""
        self._load()
        self._gone.update(self._frames)
        self._frames.clear()

    # -- storing -------------------------------------------------------------

    def _new_documents(self, dataset: Any, sample_id: ObjectId) -> list[tuple[Frame, Document]]:
        """The frames that no database holds yet, encoded."""
        out = []
        moment = now()
        for number in sorted(self._frames):
            frame = self._frames[number]
            if frame.in_dataset:
                continue
            values = {
                k: v
                for k, v in frame._live.items()
                if v is not None and k not in ("created_at", "last_modified_at")
            }
            dataset._expand_for(True, values)
            schema = dataset._frame_schema
            document = {
                "_id": ObjectId(),
                **{schema[k].db_field: encoded(schema[k], v, None, False) for k, v in values.items()},
            }
            document.update(
                _sample_id=sample_id, _dataset_id=dataset._id, created_at=moment, last_modified_at=moment
            )
            out.append((frame, document))
        return out

    def save(self) -> None:
        """Writes what has changed: new, removed and edited frames."""
        sample = self._sample
        if sample._source is None:
            return
        dataset = sample._source._root_dataset
        store = dataset._frame_store
        sample_id = sample._stored.get("_sample_id", sample._id)
        if self._gone:
            known = store.aggregate(
                [{"$match": {"_sample_id": sample_id, "frame_number": {"$in": sorted(self._gone)}}}]
            )
            store.delete([d["_id"] for d in known])
            self._gone.clear()
        new = self._new_documents(dataset, sample_id)
        if new:
            store.insert([d for _, d in new])
            for frame, document in new:
                frame.__dict__.update(
                    _stored=document, _source=sample._source, _owner=sample, _assigned=set()
                )
        updates = [u for f in self._frames.values() if (u := f._take_changes()) is not None]
        if updates:
            store.update(updates)

    def _refresh(self, changed: set[ObjectId] | None, documents: Mapping[ObjectId, Any] | None) -> None:
        """Takes over what somebody else has written to frames (None: to any); reads it, if it is not given."""
        held = [
            (number, frame, id)
            for number, frame in self._frames.items()
            if frame.in_dataset and (id := frame._id) is not None and (changed is None or id in changed)
        ]
        if held:
            if documents is None:
                store = self._sample._source._root_dataset._frame_store
                documents = {d["_id"]: d for d in store.find([id for _, _, id in held])}
            for number, frame, id in held:
                stored = documents.get(id)
                if stored is None:
                    del self._frames[number]
                else:
                    frame._refresh(stored)

    def reload(self, hard: bool = False) -> None:
        """Forgets unsaved changes."""
        self._frames.clear()
        self._gone.clear()
        self._loaded = self._sample._source is None

    def to_mongo_dict(self, include_id: bool = False) -> dict[str, Any]:
        """The stored forms by number."""
        return {str(n): f.to_mongo_dict(include_id) for n, f in self.items()}

    def __repr__(self) -> str:
        """How many there are."""
        return f"<Frames: {len(self)}>"


def _number(value: Any) -> int:
    validate_frame_number(value)
    return int(value)
