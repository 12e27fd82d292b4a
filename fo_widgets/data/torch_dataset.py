"""Collections as torch datasets: one row for each sample, frame or label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fo_widgets.storage import close_connections

from .optional import optional


class GetItem:
    """Makes the input of a model of the values of a row. A subclass says `required_keys` and is called with a dict."""

    def __init__(self, field_mapping: dict[str, str] | None = None, **kwargs: Any) -> None:
        """With the fields that keys come from; by default those of the same name.

        Raises:
            ValueError: if a key is none of `required_keys`
        """
        known = list(self.required_keys)
        for key in field_mapping or ():
            if key not in known:
                raise ValueError(f"Unknown key '{key}'. The supported keys are {known}")
        self._field_mapping = {key: (field_mapping or {}).get(key, key) for key in known}

    @property
    def required_keys(self) -> list[str]:
        """The keys of the dict that it is called with."""
        raise NotImplementedError(f"{type(self).__name__} must say its required_keys")

    @property
    def field_mapping(self) -> dict[str, str]:
        """The field that each key comes from."""
        return self._field_mapping

    def __call__(self, d: dict[str, Any]) -> Any:
        """The model's input."""
        raise NotImplementedError(f"{type(self).__name__} must define __call__()")


class Rows:
    """The rows of a collection by number, as torch wants them; all but the name of a torch dataset."""

    def __init__(
        self,
        samples: Any,
        get_item: GetItem,
        *,
        index_field: str = "id",
        vectorize: bool = False,
        skip_failures: bool = False,
        local_process_group: Any = None,
    ) -> None:
        """Of a collection.

        Args:
            samples: the collection
            get_item: makes an item of the values of a row
            index_field: a path with one value for each row: `id`, `frames.id`, `ground_truth.detections.id`, ...
            vectorize: read all values now, instead of with each item
            skip_failures: give the exception in the place of an item that cannot be made

        Raises:
            TypeError: if `get_item` is no `GetItem`
            ValueError: if a field is not there
            NotImplementedError: if a group of processes is given
        """
        if not isinstance(get_item, GetItem):
            raise TypeError(f"to_torch() needs a GetItem, not {type(get_item).__name__}")
        if local_process_group is not None:
            raise NotImplementedError(
                "to_torch(local_process_group=...) is not part of fo_widgets; leave it out"
            )
        self._samples, self._get_item, self._skip_failures = samples, get_item, skip_failures
        lists = [p for p in (*_heads(index_field),) if samples._is_list_path(p) or p == "frames"]
        self._depths = {p: _depth(p, lists) for p in get_item.field_mapping.values()}
        ids, indexes = samples.values(["id", index_field])
        self._places = [
            (id, place)
            for id, value in zip(ids, indexes, strict=True)
            for place in _places(value, len(lists))
        ]
        # Also says which field is missing.
        self._known = self._values(samples if vectorize else samples.limit(1))
        self._is_vectorized = vectorize

    @property
    def samples(self) -> Any:
        """The collection."""
        return self._samples

    @staticmethod
    def worker_init(worker_id: int) -> None:
        """Has a worker process of a data loader connect to the database anew."""
        close_connections()

    def _values(self, samples: Any) -> dict[str, dict[str, Any]]:
        """The values of each field, by sample."""
        paths = list(self._depths)
        ids, *columns = samples.values(["id", *paths])
        return {
            path: dict(zip(ids, column, strict=True)) for path, column in zip(paths, columns, strict=True)
        }

    def __getstate__(self) -> dict[str, Any]:
        """What a worker process that is started anew gets: the values, if they have been read."""
        return {**vars(self), "_samples": None} if self._is_vectorized else dict(vars(self))

    def __len__(self) -> int:
        """The number of rows."""
        return len(self._places)

    def __getitem__(self, idx: int) -> Any:
        """The item of a row.

        Raises:
            IndexError: if there is no such row
        """
        return self.__getitems__([idx])[0]

    def __getitems__(self, indices: Sequence[int]) -> list[Any]:
        """The items of some rows.

        Raises:
            IndexError: if there is no such row
        """
        places = [self._places[int(i)] for i in indices]
        wanted = list(dict.fromkeys(id for id, _ in places))
        values = self._known if self._is_vectorized else self._values(self._samples.select(wanted))
        return [self._item(values, id, place) for id, place in places]

    def _item(self, values: dict[str, dict[str, Any]], id: str, place: tuple[int, ...]) -> Any:
        try:
            row = {}
            for key, path in self._get_item.field_mapping.items():
                value = values[path][id]
                for i in place[: self._depths[path]]:
                    value = value[i]
                row[key] = value
            return self._get_item(row)
        except Exception as error:
            if not self._skip_failures:
                raise
            return error


def _heads(path: str) -> Iterable[str]:
    names = path.split(".")
    return (".".join(names[:i]) for i in range(1, len(names)))


def _depth(path: str, lists: list[str]) -> int:
    """In how many of the lists that make rows a field lies."""
    return sum(path == p or path.startswith(f"{p}.") for p in lists)


def _places(value: Any, depth: int) -> Iterable[tuple[int, ...]]:
    """Where the rows lie in lists inside lists."""
    if not depth:
        return [()]
    return [(i, *rest) for i, inner in enumerate(value or ()) for rest in _places(inner, depth - 1)]


def __getattr__(name: str) -> Any:
    """`FiftyOneTorchDataset`, made when it is first asked for, since it needs torch.

    Raises:
        PackageError: if torch is not installed
    """
    if name != "FiftyOneTorchDataset":
        raise AttributeError(f"module {__name__} has no attribute '{name}'")
    data = optional("torch.utils.data", "torch", "to_torch()")
    members = {"__doc__": "The rows of a collection.", "__module__": __name__}
    made = globals()[name] = type(name, (Rows, data.Dataset), members)
    return made
