"""Which documents, or elements of lists in them, a pipeline has come to, and what it has changed in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .columns_table import Level, Table
from .columns_values import Cannot, Column, Index, Mask

# Begins the name of what only unwound documents have, as if it were in the elements.
OWN = "^"


def joined(*parts: str) -> str:
    """A path of parts, of which some are empty."""
    return ".".join(p for p in parts if p)


def is_below(path: str, above: str) -> bool:
    """Whether a path is another, or leads on from it."""
    return path == above or path.startswith(above + ".")


@dataclass(frozen=True)
class Place:
    """A path below the elements of a level."""

    level: Level
    path: str = ""

    @property
    def full(self) -> str:
        """The path from the document on."""
        return joined(self.level.path, self.path)


class Selection:
    """The state of a pipeline: masks and columns have a row for each element of a level, `index` those selected."""

    def __init__(self, table: Table) -> None:
        """All documents, as they are."""
        self.table = table
        self.level = table.root
        self.index: Index | None = None
        self.limit: int | None = None  # how many documents the stages to come take of those a sort gives
        self._kept: dict[str, Mask] = {}  # of a list, by path
        self._computed: dict[tuple[str, str], Column] = {}  # by path of the level, and below it
        self._nulled: dict[str, Mask] = {}
        self._hidden: list[str] = []
        self._shown: list[set[str]] = []
        # What unwound documents have at paths of their own; None if columns do not know.
        self._own: dict[str, Place | None] = {}

    def copy(self) -> Selection:
        """The same, to go another way from here."""
        out = Selection(self.table)
        out.level, out.index = self.level, self.index
        out._kept, out._computed, out._nulled = dict(self._kept), dict(self._computed), dict(self._nulled)
        out._hidden, out._shown, out._own = list(self._hidden), list(self._shown), dict(self._own)
        return out

    def __len__(self) -> int:
        """The number of selected documents or elements."""
        return len(self.level) if self.index is None else len(self.index)

    # -- selecting -----------------------------------------------------------

    def select(self, mask: Mask) -> None:
        """Keeps those where a mask holds."""
        self.index = np.flatnonzero(mask) if self.index is None else self.index[mask[self.index]]

    def cut(self, start: int, stop: int | None) -> None:
        """Keeps those between two places."""
        index = np.arange(len(self)) if self.index is None else self.index
        self.index = index[start:stop]

    def unwind(self, path: str) -> None:
        """Goes on to the elements of lists.

        Raises:
            Cannot: if there is something else than lists
        """
        level = self.lists(self.place(path))
        if level.parent is not self.level:
            raise Cannot("lists of lists")
        kept = self._kept.get(level.path)
        if self.index is not None or kept is not None:
            index = level.below(self.index)
            self.index = index if kept is None else index[kept[index]]
        self.level = level

    # -- changing ------------------------------------------------------------

    def keep(self, level: Level, mask: Mask) -> None:
        """Drops elements of lists where a mask does not hold."""
        kept = self._kept.get(level.path)
        self._kept[level.path] = mask if kept is None else kept & mask

    def compute(self, place: Place, column: Column) -> None:
        """Puts a column in the place of what lies at a path."""
        self._computed[(place.level.path, place.path)] = column

    def give(self, path: str, what: Place | Column) -> None:
        """Puts what lies at another place, or a column, at a path of unwound documents."""
        if isinstance(what, Column):
            place = Place(self.level, OWN + path)
            self.compute(place, what)
            what = place
        self._set_own(path, what)

    def _set_own(self, path: str, what: Place | None) -> None:
        # The newest is the last.
        self._own.pop(path, None)
        self._own[path] = what

    def put_to_null(self, path: str, mask: Mask) -> None:
        """Puts null at a path of documents where a mask holds."""
        nulled = self._nulled.get(path)
        self._nulled[path] = mask if nulled is None else nulled | mask

    def hide(self, path: str) -> None:
        """Notes that columns no longer know what lies at a path."""
        if self.level is self.table.root:
            self._hidden.append(path)
        else:
            self._set_own(path, None)

    def show_only(self, paths: set[str]) -> None:
        """Notes that nothing is left but some paths."""
        self._shown.append(paths)

    # -- reading -------------------------------------------------------------

    def place(self, path: str) -> Place:
        """Where a path of the document leads: below the elements of the innermost unwound list on it.

        Raises:
            Cannot: if columns do not know
        """
        for own, place in reversed(self._own.items()):
            if is_below(path, own):
                if place is None:
                    raise Cannot(f"{path} is changed")
                return Place(place.level, joined(place.path, path[len(own) + 1 :]))
            if is_below(own, path):
                raise Cannot(f"{path} is changed at {own}")
        level: Level | None = self.level
        while level is not None and level.parent is not None:
            if is_below(path, level.path):
                return Place(level, path[len(level.path) + 1 :])
            level = level.parent
        return Place(self.table.root, path)

    def check(self, place: Place) -> None:
        """Refuses a path of which columns do not know what a pipeline has made of it.

        Raises:
            Cannot: if so
        """
        path = place.full
        if any(is_below(path, h) or is_below(h, path) for h in self._hidden):
            raise Cannot(f"{path} is changed")
        if not all(any(is_below(path, s) for s in shown) for shown in self._shown):
            raise Cannot(f"{path} may be gone")
        for above, below in self._computed:
            computed = joined(above, below)
            if computed != path and (is_below(path, computed) or (not above and is_below(computed, path))):
                raise Cannot(f"{path} is changed at {computed}")

    def computed(self, place: Place) -> Column | None:
        """The column computed for a path."""
        return self._computed.get((place.level.path, place.path))

    def _null_above(self, place: Place) -> list[tuple[str, Mask]]:
        if not self._nulled or place.level.parent is not None:
            return []
        return [(path, mask) for path, mask in self._nulled.items() if is_below(place.path, path)]

    def is_stored(self, place: Place) -> bool:
        """Whether what lies at a path is still what documents have."""
        self.check(place)
        kept = any(is_below(path, place.full) for path in self._kept)
        nulled = any(is_below(path, place.full) or is_below(place.full, path) for path in self._nulled)
        computed = any(
            is_below(joined(*key), place.full) and (not key[1].startswith(OWN) or key[1] == place.path)
            for key in self._computed
        )
        return not kept and not nulled and not computed

    def column(self, place: Place) -> Column:
        """The values at a path, a row for each element of its level.

        Raises:
            Cannot: if they are not of one simple type
        """
        self.check(place)
        found = self.computed(place)
        if found is None:
            found = self.table.column(place.level, place.path)
        for path, mask in self._null_above(place):
            found = found.without(mask, missing=path != place.path)
        return found

    def item(self, place: Place, number: int) -> Column:
        """The elements with one number of the lists at a path.

        Raises:
            Cannot: if they are not of one simple type
        """
        if not self.is_stored(place):
            raise Cannot("changed lists")
        return self.table.item(place.level, place.path, number)

    def present(self, place: Place) -> Mask:
        """Where there is something other than null at a path.

        Raises:
            Cannot: if a list is on the way
        """
        self.check(place)
        found = self.computed(place)
        mask = self.table.present(place.level, place.path) if found is None else ~found.absent()
        for _, nulled in self._null_above(place):
            mask = mask & ~nulled
        return mask

    def lists(self, place: Place) -> Level:
        """The level of the lists at a path.

        Raises:
            Cannot: if something else is there
        """
        self.check(place)
        if self.computed(place) is not None or self._null_above(place):
            raise Cannot("changed lists")
        return self.table.lists(place.level, place.path)

    def split_at_list(self, place: Place) -> tuple[Level, str]:
        """The level of the first lists on a path, and the path from there on.

        Raises:
            Cannot: if there are none
        """
        way = self.table.list_on_the_way(place.level, place.path)
        if way is None:
            raise Cannot("no lists")
        level = self.lists(Place(place.level, way))
        rest = place.path[len(way) + 1 :]
        self.check(Place(level, rest))
        return level, rest

    def kept(self, level: Level) -> Mask | None:
        """Which elements of lists are left; None if all are."""
        return self._kept.get(level.path)

    def spread(self, column: Column, source: Level, target: Level) -> Column:
        """A column of a level with a row for each element of a level below it.

        Raises:
            Cannot: if it is not below it
        """
        return column.take(self._owners(source, target))

    def spread_mask(self, mask: Mask, source: Level, target: Level) -> Mask:
        """A mask of a level with a row for each element of a level below it."""
        index = self._owners(source, target)
        return mask if index is None else mask[index]

    def _owners(self, source: Level, target: Level) -> Index | None:
        index: Any = None
        while target is not source:
            if target.parent is None:
                raise Cannot("a path into another list")
            owners = target.owners()
            index = owners if index is None else owners[index]
            target = target.parent
        found: Index | None = index
        return found
