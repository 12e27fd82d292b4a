"""The columns of a store, built from its documents when first asked for, and the lists that lie in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from bson import ObjectId

from .bson_values import MISSING, Missing
from .columns_values import Cannot, Column, Index, Mask, column_of, ranked, sort_keys
from .store import Document


@dataclass(frozen=True, eq=False)
class Level:
    """All elements of the lists at one path, one after the other; the root level has one list, the documents."""

    path: str
    parent: Level | None
    lists: list[list[Any]]
    offsets: Index  # of each list of the parent level, where it starts, and where the last one ends
    present: Mask  # where the parent level has a list
    missing: Mask  # where it has nothing, not even null

    def __len__(self) -> int:
        """The number of elements."""
        return int(self.offsets[-1])

    @cached_property
    def elements(self) -> list[Any]:
        """The elements in one list."""
        return self.lists[0] if self.parent is None else list(chain.from_iterable(self.lists))

    def kinds(self) -> set[type]:
        """The types of the elements."""
        return set(map(type, chain.from_iterable(self.lists)))

    def members(self, name: str) -> list[Any]:
        """What each element has under a name, as `members` gives it."""
        try:
            # One walk over all elements: most of the time goes into waiting for memory.
            return list(map(itemgetter(name), chain.from_iterable(self.lists)))
        except (KeyError, TypeError):
            return members(self.elements, name)

    def at(self, path: str) -> list[Any]:
        """What lies at a path below each element, as `at` gives it."""
        name, _, rest = path.partition(".")
        return at(rest, self.members(name)) if path else self.elements

    def owners(self) -> Index:
        """For each element, the place of what it lies in at the parent level."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def counts(self, kept: Mask | None = None) -> Index:
        """How many elements, or how many of those kept, each list has."""
        if kept is None:
            return np.diff(self.offsets)
        sums = np.concatenate(([0], np.cumsum(kept)))
        return sums[self.offsets[1:]] - sums[self.offsets[:-1]]

    def below(self, index: Index | None) -> Index:
        """The elements of some of the lists, in their order."""
        if index is None:
            return np.arange(len(self))
        lengths = np.diff(self.offsets)[index]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        starts = np.repeat(self.offsets[:-1][index] - (ends - lengths), lengths)
        return starts + np.arange(total)


_NOTHING = {type(None), Missing}


def members(items: list[Any], name: str) -> list[Any]:
    """What each of some documents has under a name; `MISSING` for one without it, and for what is no document.

    Raises:
        Cannot: if one of them is a list
    """
    try:
        return list(map(itemgetter(name), items))  # by far the fastest way, if all of them have it
    except (KeyError, TypeError):
        if list in set(map(type, items)):
            raise Cannot("a list on the way") from None
    return [item.get(name, MISSING) if type(item) is dict else MISSING for item in items]


def at(path: str, items: list[Any]) -> list[Any]:
    """What lies at a path in each of some documents; the documents themselves for an empty path.

    Raises:
        Cannot: if the path leads through a list
    """
    for name in path.split(".") if path else ():
        items = members(items, name)
    return items


class Table:
    """The columns of the documents of one moment, by level and path."""

    def __init__(self, documents: list[Document]) -> None:
        """Of documents."""
        n = len(documents)
        self.root = Level("", None, [documents], np.array([0, n]), np.ones(1, bool), np.zeros(1, bool))
        self._built: dict[tuple[str, str, str], Any] = {}
        self._places: dict[ObjectId, int] | None = None

    def forget(self, fields: set[str], documents: list[Document]) -> None:
        """Drops what was built from some top-level fields; the other documents are the same as before."""
        gone = [key for key in self._built if (key[1] or key[2]).partition(".")[0] in fields]
        for key in gone:
            del self._built[key]
        self.root.lists[0][:] = documents

    def places(self) -> dict[ObjectId, int]:
        """The numbers of documents by id."""
        if self._places is None:
            self._places = {d["_id"]: i for i, d in enumerate(self.root.elements)}
        return self._places

    def _kept(self, kind: str, level: Level, path: str, build: Callable[[], Any]) -> Any:
        key = (kind, level.path, path)
        if key not in self._built:
            try:
                self._built[key] = build()
            except Cannot as refusal:
                self._built[key] = refusal
        found = self._built[key]
        if isinstance(found, Cannot):
            raise Cannot(*found.args)
        return found

    def objects(self, level: Level, path: str) -> list[Any]:
        """What lies at a path below the elements of a level, as documents have it. The list must not be changed.

        Raises:
            Cannot: if a list is on the way
        """
        found: list[Any] = self._kept("objects", level, path, lambda: level.at(path))
        return found

    def column(self, level: Level, path: str) -> Column:
        """The values at a path below the elements of a level; the elements themselves for an empty path.

        Raises:
            Cannot: if they are not of one simple type
        """
        found: Column = self._kept("column", level, path, lambda: column_of(level.at(path)))
        return found

    def item(self, level: Level, path: str, place: int) -> Column:
        """The elements at one place of the lists at a path.

        Raises:
            Cannot: if they are not of one simple type, or not all lists
        """

        def of(value: Any) -> Any:
            if value is None or value is MISSING:
                return None
            if type(value) is not list:
                raise Cannot("no list")
            return value[place] if -len(value) <= place < len(value) else MISSING

        def build() -> Column:
            return column_of([of(v) for v in level.at(path)])

        found: Column = self._kept(f"item {place}", level, path, build)
        return found

    def present(self, level: Level, path: str) -> Mask:
        """Where there is something other than null at a path.

        Raises:
            Cannot: if a list is on the way
        """

        def build() -> Mask:
            if not path and _NOTHING.isdisjoint(level.kinds()):
                return np.ones(len(level), bool)
            values = level.at(path)
            if _NOTHING.isdisjoint(map(type, values)):
                return np.ones(len(values), bool)
            return np.fromiter((v is not None and v is not MISSING for v in values), bool, len(values))

        found: Mask = self._kept("present", level, path, build)
        return found

    def lists(self, parent: Level, path: str) -> Level:
        """The level of the lists at a path below the elements of another.

        Raises:
            Cannot: if something else than lists and null is there
        """

        def build() -> Level:
            values = self._built.pop(("on the way", parent.path, path), None) or parent.at(path)
            n, kinds = len(values), set(map(type, values))
            if kinds - {list} - _NOTHING:
                raise Cannot(f"{kinds} among lists")
            present, missing, lists = np.ones(n, bool), np.zeros(n, bool), values
            if kinds - {list}:
                present = np.fromiter((type(v) is list for v in values), bool, n)
                missing = np.fromiter((v is MISSING for v in values), bool, n)
                lists = [v if type(v) is list else [] for v in values]
            offsets = np.zeros(n + 1, np.int64)
            np.cumsum(np.fromiter(map(len, lists), np.int64, n), out=offsets[1:])
            full = f"{parent.path}.{path}" if parent.path else path
            return Level(full, parent, lists, offsets, present, missing)

        found: Level = self._kept("lists", parent, path, build)
        return found

    def ranks(self, level: Level, path: str, descending: bool) -> Index:
        """The places that elements take when sorted by the values at a path; equal ones share theirs.

        Raises:
            Cannot: if they are not of one simple type
        """

        def build() -> Index:
            return ranked(sort_keys(self.column(level, path), descending), len(level))

        found: Index = self._kept(f"ranks {descending}", level, path, build)
        return found

    def lacks(self, name: str) -> bool:
        """Whether no document has a field."""
        found: bool = self._kept(
            "lacks", self.root, name, lambda: not any(name in d for d in self.root.elements)
        )
        return found

    def list_on_the_way(self, level: Level, path: str) -> str | None:
        """The shortest beginning of a path at which there are lists; None if there are none."""

        def build() -> str | None:
            head, _, rest = path.partition(".")
            values = level.at(head)
            while list not in set(map(type, values)):
                if not rest:
                    return None
                name, _, rest = rest.partition(".")
                head, values = f"{head}.{name}", members(values, name)
            # Who asks goes on with these lists.
            self._built["on the way", level.path, head] = values
            return head

        found: str | None = self._kept("way", level, path, build)
        return found
