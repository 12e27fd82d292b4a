"""What views of parts of samples share. They have no documents of their own: a pipeline makes them of the dataset's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from fo_widgets.data import media
from fo_widgets.data.engine.store import Document, Update
from fo_widgets.data.errors import SelectGroupSlicesError
from fo_widgets.data.fields import ObjectIdField
from fo_widgets.data.sample_view import SampleView
from fo_widgets.data.schema import DEFAULT_SAMPLE_FIELDS, Schema, default_sample_fields
from fo_widgets.data.stages.base import Pipeline, serialize
from fo_widgets.data.view import DatasetView


class PartView(SampleView):
    """A part of a sample, shown as a sample; saving it writes to where it comes from."""

    _BATCHES: ClassVar[bool] = False

    @property
    def _sample_id(self) -> Any:
        return self._stored.get("_sample_id")

    @property
    def sample_id(self) -> str:
        """The id of the sample that it is a part of."""
        return str(self._sample_id)

    def _take_changes(self) -> Update | None:
        changed, gone = self._changes()
        if not changed and not gone:
            return None
        update: Update = self._source._update_of_source(self._stored, changed, gone)
        self._accept(changed, gone)
        return update

    def save(self) -> None:
        """Writes what has changed to where it comes from.

        Raises:
            ValueError: if something changed that has no place there
        """
        update = self._take_changes()
        if update is not None:
            self._source._store_of_source.update([update])
        if "_frames" in self.__dict__:
            self.frames.save()


class GeneratedView(DatasetView):
    """A view whose samples are made of parts of another collection's samples."""

    _SAMPLE: ClassVar[type[SampleView]] = PartView
    _OPTIONS: ClassVar[frozenset[str]] = frozenset({"other_fields"})

    def __init__(self, source_collection: Any, stage: Any) -> None:
        """Of a collection, by the stage that asks for it.

        Raises:
            SelectGroupSlicesError: if the collection is of groups
            TypeError: if there is no such option
            ValueError: if it has no such parts
        """
        super().__init__(source_collection._root_dataset)
        if source_collection.media_type == media.GROUP and not source_collection._is_dynamic_groups:
            raise SelectGroupSlicesError
        self._parent = source_collection
        self._making = stage
        self._check_options()
        self._prepare()
        stage._params["_state"] = self._state()

    def _state(self) -> dict[str, Any]:
        """What FiftyOne keeps with such a stage: what it was made of, and the name of a copy to be made anew."""
        given = {k: serialize(v) for k, v in self._making._params.items() if k != "_state"}
        return {
            "dataset_id": str(self._root_dataset._id),
            "stages": self._parent._serialize(include_uuids=False) if self._parent._all_stages else [],
            **given,
            "name": f"{datetime.now():%Y.%m.%d.%H.%M.%S.%f}",  # noqa: DTZ005  a name for people
        }

    def _check_options(self) -> None:
        stage = type(self._making).__name__
        for name in self._config:
            if name not in self._OPTIONS:
                raise TypeError(f"{stage} has no option '{name}'; there are {sorted(self._OPTIONS)}")

    def _prepare(self) -> None:
        """Refuses a collection without such parts, and finds out what there is."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it shows")

    def _blank(self) -> Any:
        out = object.__new__(type(self))
        out.__dict__.update(self.__dict__)
        out._steps, out._saved_name = [], None
        return out

    @property
    def _source_collection(self) -> Any:
        """The collection whose parts these are."""
        return self._parent

    @property
    def _store_of_source(self) -> Any:
        """Where the parts lie."""
        return self._root_dataset._store

    @property
    def _all_stages(self) -> list[Any]:
        return [*self._parent._all_stages, self._making, *self._steps]

    @property
    def _config(self) -> dict[str, Any]:
        found: dict[str, Any] = self._making.config
        return found

    def _always_selected(self) -> list[str]:
        return [
            n for n in ("sample_id", "frame_id", "frame_number", "support") if n in self._source_fields(False)
        ]

    def _slice_match(self) -> Pipeline:
        return []

    def _first_media_type(self) -> Any:
        return media.IMAGE

    group_field = property(lambda _self: None)
    group_media_types = property(lambda _self: None)

    def reload(self) -> None:
        """Reads the dataset anew."""
        self._parent.reload()
        self._prepare()

    def _carried(self, own: tuple[str, ...]) -> list[str]:
        """The fields of the source that go along: default ones, and those of the names asked for, in its order."""
        others = self._config.get("other_fields")
        names = [n for n in DEFAULT_SAMPLE_FIELDS if n != "id"]
        if others is True:
            names += [
                n for n in self._parent.get_field_schema() if n not in (*names, "id", "sample_id", *own)
            ]
        elif others:
            given = [others] if isinstance(others, str) else list(others)
            names += [n for n in self._parent.get_field_schema() if n in given and n not in (*names, "id")]
        return names

    def _begin_schema(self) -> Schema:
        """The schema of the ids."""
        sample_id = ObjectIdField(db_field="_sample_id").named("sample_id")
        return {"id": default_sample_fields()["id"], "sample_id": sample_id}

    def _carry(self, schema: Schema, names: list[str]) -> None:
        parent, defaults = self._parent._all_fields(), default_sample_fields()
        for name in names:
            field = parent.get(name) or defaults.get(name)
            if field is not None and name not in schema:
                schema[name] = field

    def _update_of_source(self, stored: Document, changed: Document, gone: list[str]) -> Update:
        raise NotImplementedError(f"{type(self).__name__} does not say where its samples are saved")

    def _refuse_others(self, changed: Document, gone: list[str], writable: set[str]) -> None:
        others = sorted({*changed, *gone} - writable - {"last_modified_at"})
        if others:
            raise ValueError(
                f"of {self._elements_str} only {sorted(writable)} can be saved, not {others}; edit the samples"
            )

    def _documents(self) -> Iterator[Document]:
        return self._aggregate()

    def keep_fields(self) -> None:
        """Nothing to do: the dataset's fields are not those of its parts."""

    def clone(self, name: str | None = None, persistent: bool = False, include_indexes: bool = True) -> Any:
        """A dataset with copies of what the view shows.

        Raises:
            ValueError: if the name is taken
        """
        return super().clone(name, persistent, include_indexes)


def stable_random(index: Any) -> dict[str, Any]:
    """A Mongo expression: a number in [0, 1) that stays the same for the part of a sample at an index."""
    mixed = {"$multiply": ["$_rand", {"$add": [{"$toInt": {"$ifNull": [index, 0]}}, 1]}, 7919.0]}
    return {"$mod": [mixed, 1.0]}
