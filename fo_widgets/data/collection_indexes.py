"""Indexes of a collection's dataset, by the names of fields."""

from __future__ import annotations

from typing import Any

# the kinds of index of a single field that are known by the field's name
_ONE_FIELD = (1, -1, "2dsphere")


class CollectionIndexes:
    """Creating, listing and dropping indexes."""

    def create_index(self, field_or_spec: Any, unique: bool = False, wait: bool = True, **kwargs: Any) -> str:
        """Creates an index on a field, or on several; its name.

        Args:
            field_or_spec: a path, or a list of `(path, 1 or -1)`

        Raises:
            ValueError: if a field does not exist
        """
        coll: Any = self
        pairs = [(field_or_spec, 1)] if isinstance(field_or_spec, str) else [tuple(p) for p in field_or_spec]
        frames = [coll._handle_frame_field(p)[1] for p, _ in pairs]
        if any(frames) and not all(frames):
            raise ValueError("an index cannot cover fields of samples and of frames")
        for path, _ in pairs:
            coll._validate_root_field(path, include_private=True)
        store = self._index_store(bool(frames and frames[0]))
        prefix = "frames." if frames and frames[0] else ""
        spec = [(coll._db_path(p)[len(prefix) :], order) for p, order in pairs]
        single = len(spec) == 1 and spec[0][1] in _ONE_FIELD
        if single and pairs[0][0] in self.list_indexes():
            return str(pairs[0][0])
        name = store.create_index(spec, unique=unique, **kwargs)
        return str(pairs[0][0]) if single else prefix + name

    def _index_store(self, frames: bool) -> Any:
        coll: Any = self
        return coll._root_dataset._frame_store if frames else coll._root_dataset._store

    def _names(self) -> dict[str, tuple[bool, str]]:
        """Indexes by their names here: whether of frames, and their names in the database."""
        coll: Any = self
        out: dict[str, tuple[bool, str]] = {}
        for frames in (False, True):
            store = self._index_store(frames)
            if store is None:
                continue
            prefix = "frames." if frames else ""
            fields = coll._root_dataset._get_db_fields_map(include_private=True, frames=frames, reverse=True)
            for name, facts in store.index_information().items():
                keys = list(facts["key"].items()) if hasattr(facts["key"], "items") else list(facts["key"])
                path, order = keys[0]
                shown = fields.get(path, path) if len(keys) == 1 and order in _ONE_FIELD else name
                out[prefix + shown] = (frames, name)
        return out

    def list_indexes(self) -> list[str]:
        """The names of the indexes: the field, or the database's name if there are several fields."""
        return list(self._names())

    def get_index_information(self, include_stats: bool = False, **_others: Any) -> dict[str, dict[str, Any]]:
        """What the database says about each index.

        Args:
            include_stats: add its `size` in bytes; 0 in memory, where indexes are no structures of their own
        """
        out = {n: dict(self._index_store(f).index_information()[db]) for n, (f, db) in self._names().items()}
        if include_stats:
            for name, (frames, in_database) in self._names().items():
                sizes = self._index_store(frames).sizes().get("indexSizes", {})
                out[name]["size"] = sizes.get(in_database, 0)
        return out

    def drop_index(self, field_or_name: str) -> None:
        """Drops an index; nothing happens if there is none of that name.

        Raises:
            ValueError: for an index that every dataset has
        """
        if field_or_name in self._get_default_indexes():
            raise ValueError(f"Cannot drop default index '{field_or_name}'")
        frames, name = self._names().get(field_or_name, (False, None))
        if name is not None:
            self._index_store(frames).drop_index(name)

    def _get_default_indexes(self, frames: bool = False) -> list[str]:
        """The names of the indexes that every dataset has."""
        coll: Any = self
        if frames:
            return ["id", "_sample_id_1_frame_number_1"]
        names = ["id", "filepath", "created_at", "last_modified_at"]
        if coll.group_field:
            names += [f"{coll.group_field}.id", f"{coll.group_field}.name"]
        return names
