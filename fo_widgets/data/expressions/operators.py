"""Python's operators, conditions and types on expressions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .core import ExpressionBase, frozen, substituted

if TYPE_CHECKING:
    from .expression import ViewExpression


class LogicMixin(ExpressionBase):
    """Comparison, boolean logic, arithmetic, conditions and type tests."""

    @classmethod
    def _of(cls, tree: Any) -> ViewExpression:
        from .expression import ViewExpression

        return ViewExpression(tree)

    def __eq__(self, other: object) -> ViewExpression:  # type: ignore[override]
        """Whether equal; with None, whether null or missing."""
        return self.is_null() if other is None else self._of({"$eq": [self, other]})

    def __ne__(self, other: object) -> ViewExpression:  # type: ignore[override]
        """Whether not equal; with None, whether there is a value."""
        return self.exists() if other is None else self._of({"$ne": [self, other]})

    __hash__ = ExpressionBase.__hash__

    def __gt__(self, other: Any) -> ViewExpression:
        """Whether greater, in MongoDB's order of all values."""
        return self._of({"$gt": [self, other]})

    def __ge__(self, other: Any) -> ViewExpression:
        """Whether greater or equal, in MongoDB's order of all values."""
        return self._of({"$gte": [self, other]})

    def __lt__(self, other: Any) -> ViewExpression:
        """Whether less, in MongoDB's order of all values: null is less than any number."""
        return self._of({"$lt": [self, other]})

    def __le__(self, other: Any) -> ViewExpression:
        """Whether less or equal, in MongoDB's order of all values."""
        return self._of({"$lte": [self, other]})

    def __and__(self, other: Any) -> ViewExpression:
        """Logical and."""
        return self._of({"$and": [self, other]})

    def __rand__(self, other: Any) -> ViewExpression:
        """Logical and."""
        return self._of({"$and": [other, self]})

    def __or__(self, other: Any) -> ViewExpression:
        """Logical or."""
        return self._of({"$or": [self, other]})

    def __ror__(self, other: Any) -> ViewExpression:
        """Logical or."""
        return self._of({"$or": [other, self]})

    def __invert__(self) -> ViewExpression:
        """Logical not."""
        return self._of({"$not": self})

    def __add__(self, other: Any) -> ViewExpression:
        """The sum of numbers, or a date moved."""
        return self._of({"$add": [self, other]})

    def __radd__(self, other: Any) -> ViewExpression:
        """The sum of numbers, or a date moved."""
        return self._of({"$add": [other, self]})

    def __sub__(self, other: Any) -> ViewExpression:
        """The difference of numbers; of dates, in milliseconds."""
        return self._of({"$subtract": [self, other]})

    def __rsub__(self, other: Any) -> ViewExpression:
        """The difference of numbers; of dates, in milliseconds."""
        return self._of({"$subtract": [other, self]})

    def __mul__(self, other: Any) -> ViewExpression:
        """The product."""
        return self._of({"$multiply": [self, other]})

    def __rmul__(self, other: Any) -> ViewExpression:
        """The product."""
        return self._of({"$multiply": [other, self]})

    def __truediv__(self, other: Any) -> ViewExpression:
        """The quotient."""
        return self._of({"$divide": [self, other]})

    def __rtruediv__(self, other: Any) -> ViewExpression:
        """The quotient."""
        return self._of({"$divide": [other, self]})

    def __mod__(self, other: Any) -> ViewExpression:
        """The remainder of truncated division, as in C."""
        return self._of({"$mod": [self, other]})

    def __rmod__(self, other: Any) -> ViewExpression:
        """The remainder of truncated division, as in C."""
        return self._of({"$mod": [other, self]})

    def __pow__(self, other: Any) -> ViewExpression:
        """The power."""
        return self._of({"$pow": [self, other]})

    def exists(self, bool: bool = True) -> ViewExpression:
        """Whether there is a value other than null; with False, the opposite."""
        found = {"$gt": [self, None]}
        return self._of(found if bool else {"$not": found})

    def is_null(self) -> ViewExpression:
        """Whether null or missing."""
        return self.exists(False)

    def is_missing(self) -> ViewExpression:
        """Whether missing; null is not."""
        return self._of({"$eq": [{"$type": self}, "missing"]})

    def is_number(self) -> ViewExpression:
        """Whether a number."""
        return self._of({"$isNumber": self})

    def is_string(self) -> ViewExpression:
        """Whether a string."""
        return self._of({"$eq": [{"$type": self}, "string"]})

    def is_array(self) -> ViewExpression:
        """Whether a list."""
        return self._of({"$isArray": self})

    def type(self) -> ViewExpression:
        """The name of the BSON type."""
        return self._of({"$type": self})

    def is_in(self, values: Any) -> ViewExpression:
        """Whether equal to one of some values."""
        if isinstance(values, str):
            values = [values]
        return self._of({"$in": [self, values if isinstance(values, ExpressionBase) else list(values)]})

    def to_bool(self) -> ViewExpression:
        """As a boolean."""
        return self._of({"$toBool": self})

    def to_int(self) -> ViewExpression:
        """As an integer, truncated."""
        return self._of({"$toInt": self})

    def to_double(self) -> ViewExpression:
        """As a double; dates in milliseconds."""
        return self._of({"$toDouble": self})

    def to_string(self) -> ViewExpression:
        """As a string."""
        return self._of({"$toString": self})

    def to_date(self) -> ViewExpression:
        """As a date, from milliseconds since 1970 or a string."""
        return self._of({"$toDate": self})

    def if_else(self, true_expr: Any, false_expr: Any) -> ViewExpression:
        """One of two values."""
        return self._of({"$cond": {"if": self, "then": true_expr, "else": false_expr}})

    def if_null(self, false_expr: Any) -> ViewExpression:
        """The value, or another where it is null or missing."""
        return self._of({"$ifNull": [self, false_expr]})

    def cases(self, mapping: Mapping[Any, Any], default: Any = None) -> ViewExpression:
        """What a mapping gives for this value; without a default, a value that it lacks is an error."""
        this = self._of("$$expr")
        return self._switch([{"case": this == k, "then": v} for k, v in mapping.items()], default)

    def switch(self, mapping: Mapping[Any, Any], default: Any = None) -> ViewExpression:
        """The value of the first condition (over `F()`, this value) that holds.

        Raises:
            AttributeError: if a condition is no expression
        """
        branches = [{"case": k.to_mongo("$$expr"), "then": v} for k, v in mapping.items()]
        return self._switch(branches, default)

    def _switch(self, branches: list[dict[str, Any]], default: Any) -> ViewExpression:
        tree: dict[str, Any] = {"branches": branches}
        if default is not None:
            tree["default"] = default
        return self._of({"$let": {"vars": {"expr": self}, "in": {"$switch": tree}}})

    def map_values(self, mapping: Mapping[Any, Any]) -> ViewExpression:
        """What a mapping gives for this value; values that it lacks stay.

        Raises:
            ValueError: if the mapping is empty
        """
        if not mapping:
            raise ValueError("not enough values to unpack (expected 2, got 0)")
        keys, values = list(mapping), list(mapping.values())
        place = {"$indexOfArray": ["$$keys", "$$this"]}
        picked: Any = {
            "$cond": [{"$in": ["$$this", "$$keys"]}, {"$arrayElemAt": ["$$values", place]}, "$$this"]
        }
        if None in mapping:
            picked = {"$cond": {"if": {"$gt": ["$$this", None]}, "then": picked, "else": mapping[None]}}
        return self._of({"$let": {"vars": {"this": self, "keys": keys, "values": values}, "in": picked}})

    def apply(self, expr: Any) -> ViewExpression:
        """An expression in which `F()` is this value."""
        return self._of({"$let": {"vars": {"expr": self}, "in": frozen(expr, "$$expr")}})

    def let_in(self, expr: Any) -> ViewExpression:
        """`expr` with every use of this very object computed once."""
        if isinstance(self._expr, str):  # a field costs nothing
            return expr  # type: ignore[no-any-return]
        variable = self._of("$$expr")
        body = substituted(expr, lambda e: variable if e is self else None)
        return self._of({"$let": {"vars": {"expr": self}, "in": body}})

    def set_field(self, field: str, value_or_expr: Any, relative: bool = True) -> ViewExpression:
        """The document with an embedded field set; in `value_or_expr`, `F()` is the document."""
        from .expression import ViewField

        names = field.split(".")
        value = value_or_expr
        is_far = isinstance(value, ViewField) and value._is_absolute
        if isinstance(value, ExpressionBase) and relative and not is_far:
            value = {"$let": {"vars": {"expr": "$$expr"}, "in": value.to_mongo("$$expr")}}
        for i in range(len(names) - 1, -1, -1):
            value = {"$mergeObjects": [".".join(["$$expr", *names[:i]]), {names[i]: value}]}
        return self._of({"$let": {"vars": {"expr": self}, "in": value}})

    def __call__(self, name: str) -> ViewExpression:
        """The named field of this document."""
        from .expression import ViewField

        return self.apply(ViewField(name))

    @staticmethod
    def literal(value: Any) -> ViewExpression:
        """A value that is not to be read as an expression."""
        return LogicMixin._of({"$literal": value})

    @staticmethod
    def any(exprs: Any) -> ViewExpression:
        """Whether any of some expressions holds; of none, false."""
        return _joined("$or", exprs, False)

    @staticmethod
    def all(exprs: Any) -> ViewExpression:
        """Whether all of some expressions hold; of none, true."""
        return _joined("$and", exprs, True)

    @staticmethod
    def rand() -> ViewExpression:
        """A random number from 0 to 1, another one for every value."""
        return LogicMixin._of({"$rand": {}})

    @staticmethod
    def randn() -> ViewExpression:
        """A random number of the normal distribution with mean 0 and deviation 1."""
        radius = {"$sqrt": {"$multiply": [-2.0, {"$ln": {"$rand": {}}}]}}
        return LogicMixin._of({"$multiply": [radius, {"$cos": {"$multiply": [math.tau, {"$rand": {}}]}}]})

    @staticmethod
    def range(start: Any, stop: Any = None) -> ViewExpression:
        """The integers from `start` (or 0) up to, not including, `stop`."""
        return LogicMixin._of({"$range": [0, start] if stop is None else [start, stop]})

    @staticmethod
    def enumerate(array: Any, start: Any = 0) -> ViewExpression:
        """The list of `[index, element]`."""
        stop = {"$add": [start, {"$size": {"$ifNull": [array, []]}}]}
        return LogicMixin._of({"$zip": {"inputs": [{"$range": [start, stop]}, array]}})

    @staticmethod
    def zip(*args: Any, use_longest: bool = False, defaults: Sequence[Any] | None = None) -> ViewExpression:
        """The list of lists of the i-th elements."""
        tree: dict[str, Any] = {"inputs": list(args)}
        if use_longest:
            tree["useLongestLength"] = True
            if defaults is not None:
                tree["defaults"] = list(defaults)
        return LogicMixin._of({"$zip": tree})


def _joined(name: str, exprs: Any, of_none: bool) -> ViewExpression:
    """Several expressions joined by an operator; one stands for itself."""
    several = list(exprs) if isinstance(exprs, Iterable) else [exprs]
    if len(several) > 1:
        return LogicMixin._of({name: several})
    return LogicMixin._of(several[0] if several else of_none)
