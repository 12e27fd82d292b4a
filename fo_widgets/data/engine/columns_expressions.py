"""Mongo expressions over columns.

The structure of an expression (comparisons, logic, arithmetic, conditions, tests of lists) is computed column by
column. A part that depends on one column only may be anything: the interpreter computes it for each different value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pymongo.errors import OperationFailure

from .bson_values import MISSING, truthy
from .columns_selection import Place, Selection, joined
from .columns_table import Level
from .columns_values import Cannot, Column, Mask, column_of, mapped
from .interpreter import compile_expression, evaluate


@dataclass(frozen=True)
class Constant:
    """A value that is the same in all rows."""

    value: Any


Value = Column | Constant
Variable = Place | Column | Constant
Handler = Callable[["Expressions", Any], Value]
HANDLERS: dict[str, Handler] = {}
_BINDERS = {"$map": ("input", "in"), "$filter": ("input", "cond")}
# They read the whole document, or give something else each time.
_OPAQUE = frozenset(("$rand", "$getField", "$meta"))


def handler(*names: str) -> Callable[[Handler], Handler]:
    """Registers what computes an operator over columns."""

    def register(function: Handler) -> Handler:
        HANDLERS.update(dict.fromkeys(names, function))
        return function

    return register


def references(tree: Any, bound: frozenset[str] = frozenset()) -> set[str]:
    """The paths and variables from outside that an expression reads."""
    if isinstance(tree, str):
        if not tree.startswith("$") or tree in ("$$NOW", "$$REMOVE"):
            return set()
        return set() if tree.startswith("$$") and tree[2:].partition(".")[0] in bound else {tree}
    if isinstance(tree, (list, tuple)):
        return set().union(*(references(x, bound) for x in tree))
    if not isinstance(tree, Mapping) or "$literal" in tree:
        return set()
    name = next(iter(tree), "")
    inner = tree.get(name)
    if name in _OPAQUE:
        return {"$$ROOT"}
    if name in _BINDERS and isinstance(inner, Mapping):
        source, body = _BINDERS[name]
        variables = bound | {inner.get("as", "this")}
        return references(inner.get(source), bound) | references(inner.get(body), variables)
    if name == "$reduce" and isinstance(inner, Mapping):
        outside = references([inner.get("input"), inner.get("initialValue")], bound)
        return outside | references(inner.get("in"), bound | {"this", "value"})
    if name == "$let" and isinstance(inner, Mapping):
        variables = bound | set(inner.get("vars", ()))
        return references(list(inner.get("vars", {}).values()), bound) | references(
            inner.get("in"), variables
        )
    return set().union(*(references(x, bound) for x in tree.values()))


class Expressions:
    """Computes expressions with a row for each element of a level."""

    def __init__(
        self,
        selection: Selection,
        level: Level | None = None,
        variables: Mapping[str, Variable] | None = None,
    ) -> None:
        """At the level of a selection, or at another one, at which variables are bound."""
        self.selection = selection
        self.level = selection.level if level is None else level
        self.variables = dict(variables or {})

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.level)

    def value(self, tree: Any) -> Value:
        """The column of an expression, or its value if it reads nothing.

        Raises:
            Cannot: if columns cannot compute it
        """
        if isinstance(tree, str) and tree.startswith("$") and tree not in ("$$NOW", "$$REMOVE"):
            return self._read(tree)
        if not references(tree):
            try:
                return Constant(evaluate(tree, {}))
            except OperationFailure as error:
                raise Cannot(str(error)) from error
        if isinstance(tree, Mapping) and len(tree) == 1:
            ((name, argument),) = tree.items()
            if name in HANDLERS:
                try:
                    return HANDLERS[name](self, argument)
                except (TypeError, ValueError, KeyError) as error:
                    # An operator with arguments it does not take: the interpreter says so.
                    raise Cannot(str(error)) from error
                except Cannot:
                    return self._by_value(tree)
        return self._by_value(tree)

    def mask(self, tree: Any) -> Mask:
        """Where an expression counts as true.

        Raises:
            Cannot: if columns cannot compute it
        """
        found = self.value(tree)
        if isinstance(found, Constant):
            return np.full(len(self), truthy(found.value))
        return found.truthy()

    def column(self, tree: Any) -> Column:
        """The column of an expression, also if it reads nothing.

        Raises:
            Cannot: if columns cannot compute it
        """
        found = self.value(tree)
        return column_of([found.value] * len(self)) if isinstance(found, Constant) else found

    def place(self, reference: str) -> Place:
        """Where a path or a variable leads.

        Raises:
            Cannot: if it is a value of its own
        """
        if not reference.startswith("$$"):
            return self.selection.place(reference[1:])
        name, _, rest = reference[2:].partition(".")
        if name in ("ROOT", "CURRENT") and rest:
            return self.selection.place(rest)
        variable = self.variables.get(name)
        if not isinstance(variable, Place):
            raise Cannot(f"no place: {reference}")
        return Place(variable.level, joined(variable.path, rest))

    def _read(self, reference: str) -> Value:
        name, _, rest = reference[2:].partition(".")
        variable = self.variables.get(name) if reference.startswith("$$") else None
        if isinstance(variable, (Column, Constant)):
            if rest:
                raise Cannot("a member of a value")
            return variable
        place = self.place(reference)
        return self.selection.spread(self.selection.column(place), place.level, self.level)

    def present(self, reference: str) -> Mask:
        """Where there is something other than null.

        Raises:
            Cannot: if a list is on the way
        """
        try:
            place = self.place(reference)
        except Cannot:
            found = self._read(reference)
            if isinstance(found, Constant):
                return np.full(len(self), found.value is not None and found.value is not MISSING)
            return ~found.absent()
        return self.selection.spread_mask(self.selection.present(place), place.level, self.level)

    def lists(self, reference: Any) -> tuple[Level, str]:
        """The level of the lists on a path, one list a row, and the path from there on.

        Raises:
            Cannot: if there are none, or several a row
        """
        if not isinstance(reference, str) or not reference.startswith("$"):
            raise Cannot("no path")
        level, rest = self.selection.split_at_list(self.place(reference))
        if level.parent is not self.level:
            raise Cannot("lists of another level")
        return level, rest

    def bind(self, tree: Any) -> Variable:
        """What a variable stands for."""
        if isinstance(tree, str) and tree.startswith("$"):
            try:
                return self.place(tree)
            except Cannot:
                return self._read(tree)
        return self.value(tree)

    def inside(self, level: Level, name: str) -> Expressions:
        """Expressions about the elements of lists, with a variable for the element."""
        kept = {k: v for k, v in self.variables.items() if not isinstance(v, Column)}
        return Expressions(self.selection, level, {**kept, name: Place(level)})

    def any_element(self, level: Level, elements: Mask) -> Mask:
        """Where a list has an element for which a mask holds, and which is still there."""
        kept = self.selection.kept(level)
        return level.counts(elements if kept is None else elements & kept) > 0

    def _by_value(self, tree: Any) -> Value:
        """An expression that reads one column, by interpretation for each different value."""
        reads = references(tree)
        constants = {}
        for reference in list(reads):
            variable = self.variables.get(reference[2:]) if reference.startswith("$$") else None
            if isinstance(variable, Constant):
                constants[reference[2:]] = variable.value
                reads.remove(reference)
        if len(reads) != 1:
            raise Cannot(f"an expression over {len(reads)} columns")
        (reference,) = reads
        column = self._read(reference)
        if isinstance(column, Constant):
            raise Cannot("a constant")
        try:
            compute = compile_expression(tree)
            if reference.startswith("$$"):
                name, _, rest = reference[2:].partition(".")
                return column_of(mapped(column, lambda v: compute({}, {**constants, name: nested(rest, v)})))
            return column_of(mapped(column, lambda v: compute(nested(reference[1:], v), constants)))
        except (OperationFailure, TypeError) as error:
            raise Cannot(str(error)) from error


def nested(path: str, value: Any) -> Any:
    """A document with a value at a path; the value itself for an empty path."""
    for part in reversed(path.split(".") if path else ()):
        value = {} if value is MISSING else {part: value}
    return value


def pair(tree: Any) -> tuple[Any, Any]:
    """The two arguments of an operator."""
    left, right = tree
    return left, right


def is_null(tree: Any) -> bool:
    """Whether an expression is the constant null."""
    return tree is None or (isinstance(tree, Mapping) and "$literal" in tree and tree["$literal"] is None)


from . import columns_lists, columns_logic, columns_numbers  # noqa: E402  they register their handlers here

__all__ = [
    "Constant",
    "Expressions",
    "Value",
    "columns_lists",
    "columns_logic",
    "columns_numbers",
    "handler",
    "references",
]
