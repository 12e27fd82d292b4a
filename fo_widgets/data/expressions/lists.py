"""Methods of expressions over lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .core import ExpressionBase, frozen

if TYPE_CHECKING:
    from .expression import ViewExpression

from .operators import LogicMixin


class ListMixin(LogicMixin):
    """Elements, slices, sets, filters and reductions of lists."""

    def __getitem__(self, index: Any) -> ViewExpression:
        """The element at an index, or a slice without a step."""
        if not isinstance(index, slice):
            return self._of({"$arrayElemAt": [self, index]})
        if index.step is not None:
            raise ValueError(f"Unsupported slice '{index}'; step is not supported")
        from .expression import ViewField

        if not isinstance(self, ViewField):
            return self.apply(ViewField()._slice(index.start, index.stop))
        return self._slice(index.start, index.stop)

    def _slice(self, start: Any, stop: Any) -> ViewExpression:
        size = {"$size": {"$ifNull": [self, []]}}
        if start is None:
            if stop is None:
                return self._of(self)
            but_tail = {"$slice": [self, {"$add": [size, stop]}]}
            return self._of({"$cond": {"if": stop >= 0, "then": {"$slice": [self, stop]}, "else": but_tail}})
        if stop is None:
            return self._of({"$slice": [self, start, size]})
        count = stop - start
        from_start = {"$slice": [self, start, count]}
        from_end = {"$slice": [self, {"$add": [start, size]}, count]}
        part = {"$cond": {"if": start >= 0, "then": from_start, "else": from_end}}
        return self._of({"$cond": {"if": count >= 0, "then": part, "else": {"$literal": []}}})

    def length(self) -> ViewExpression:
        """The number of elements; 0 of null."""
        return self._of({"$size": {"$ifNull": [self, []]}})

    def contains(self, values: Any, all: bool = False) -> ViewExpression:
        """Whether the list has a value, or any (or all) of some values."""
        if isinstance(values, (str, bytes)) or not (
            hasattr(values, "__iter__") or isinstance(values, ExpressionBase)
        ):
            return self._of({"$in": [values, {"$ifNull": [self, []]}]})
        if not isinstance(values, ExpressionBase):
            values = list(values)
            if len(values) == 1:
                return self.contains(values[0])
        if all:
            return self._of({"$setIsSubset": [values, self]})
        common = {"$ifNull": [{"$setIntersection": [self, values]}, []]}
        return self._of({"$gt": [{"$size": common}, 0]})

    def is_subset(self, values: Any) -> ViewExpression:
        """Whether all elements are among some values."""
        return self._of({"$setIsSubset": [self, values]})

    def set_equals(self, *args: Any) -> ViewExpression:
        """Whether the same set as other lists."""
        return self._of({"$setEquals": [self, *args]})

    def unique(self) -> ViewExpression:
        """The distinct elements, in no particular order."""
        return self._of({"$setUnion": [self]})

    def union(self, *args: Any) -> ViewExpression:
        """The set union with other lists."""
        return self._of({"$setUnion": [self, *args]})

    def intersection(self, *args: Any) -> ViewExpression:
        """The set intersection with other lists."""
        return self._of({"$setIntersection": [self, *args]})

    def difference(self, values: Any) -> ViewExpression:
        """The elements that are not among some values."""
        return self._of({"$setDifference": [self, values]})

    def reverse(self) -> ViewExpression:
        """The list backwards."""
        return self._of({"$reverseArray": self})

    def sort(self, key: str | None = None, numeric: bool = False, reverse: bool = False) -> ViewExpression:
        """The list in JavaScript's order: as strings unless `numeric`; documents by a `key`."""
        member = "" if key is None else f".{key}"
        if numeric:
            comparator = f"(a, b) => a{member} - b{member}"
        elif key is not None:
            comparator = f"(a, b) => ('' + a{member}).localeCompare(b{member})"
        else:
            comparator = ""
        end = ".reverse()" if reverse else ""
        body = f"function(array) {{ array.sort({comparator}){end}; return array; }}"
        return self._of({"$function": {"body": body, "args": [self], "lang": "js"}})

    def filter(self, expr: Any) -> ViewExpression:
        """The elements (in `expr`, `F()`) for which `expr` holds."""
        return self._of({"$filter": {"input": self, "as": "this", "cond": frozen(expr, "$$this")}})

    def map(self, expr: Any) -> ViewExpression:
        """What `expr` gives for each element (in it, `F()`)."""
        return self._of({"$map": {"input": self, "as": "this", "in": frozen(expr, "$$this")}})

    def reduce(self, expr: Any, init_val: Any = 0) -> ViewExpression:
        """The elements combined by `expr` over `F("$$value")` and `F("$$this")`."""
        return self._of({"$reduce": {"input": self, "initialValue": init_val, "in": frozen(expr, "$$this")}})

    def prepend(self, value: Any) -> ViewExpression:
        """The list with a value before it."""
        return self._of({"$concatArrays": [[value], self]})

    def append(self, value: Any) -> ViewExpression:
        """The list with a value after it."""
        return self._of({"$concatArrays": [self, [value]]})

    def insert(self, index: int, value: Any) -> ViewExpression:
        """The list with a value put before an index."""
        length = {"$size": {"$ifNull": [self, []]}}
        from_end = {"$slice": [self, {"$add": [length, index]}]}
        before = {"$cond": {"if": index >= 0, "then": {"$slice": [self, index]}, "else": from_end}}
        return self._of({"$concatArrays": [before, [value], {"$slice": [self, index, length]}]})

    def extend(self, *args: Any) -> ViewExpression:
        """The list followed by others."""
        return self._of({"$concatArrays": [self, *args]})

    def min(self, value: Any = None) -> ViewExpression:
        """The smallest element, or the smaller of this and another value; nulls left out."""
        return self._of({"$min": self if value is None else [self, value]})

    def max(self, value: Any = None) -> ViewExpression:
        """The largest element, or the larger of this and another value; nulls left out."""
        return self._of({"$max": self if value is None else [self, value]})

    def sum(self) -> ViewExpression:
        """The sum of the numbers."""
        return self._of({"$sum": self})

    def mean(self) -> ViewExpression:
        """The mean of the numbers."""
        return self._of({"$avg": self})

    def std(self, sample: bool = False) -> ViewExpression:
        """The standard deviation of the numbers."""
        return self._of({"$stdDevSamp" if sample else "$stdDevPop": self})

    def join(self, delimiter: str) -> ViewExpression:
        """The strings in one."""
        glued = {"$concat": ["$$value", delimiter, "$$this"]}
        whole = {"$reduce": {"input": self, "initialValue": "", "in": glued}}
        rest = {"$substrBytes": ["$$expr", len(delimiter), -1]}
        return self._of({"$let": {"vars": {"expr": whole}, "in": rest}})
