"""The two public classes of expressions."""

from __future__ import annotations

from typing import Any

from .core import ExpressionBase, expressions_in, substituted
from .scalars import ScalarMixin


class ViewExpression(ScalarMixin):
    """An expression over the fields of samples, frames or labels."""


class ViewField(ViewExpression):
    """A field: `F("label")`; `F()` is the value that an expression is applied to.

    `F("$name")` is a field of the sample wherever it stands, `F("$")` the sample, `F("$$this")` a variable.
    """

    def __init__(self, name: str | None = "") -> None:
        """The field at a dotted path; empty for the value itself."""
        super().__init__("" if name is None else name)

    @property
    def _is_absolute(self) -> bool:
        return bool(self._expr.startswith("$"))

    def to_mongo(self, prefix: str | None = None) -> str:
        """The path, below `prefix` unless it is absolute."""
        name: str = self._expr
        if name.startswith("$$"):
            return name
        if name.startswith("$"):
            return name if len(name) > 1 else "$$ROOT"
        if prefix:
            return f"{prefix}.{name}" if name else prefix
        return f"${name}" if name else "$$CURRENT"


def split_prefix(expr: Any) -> tuple[str | None, Any]:
    """The path that all relative fields of an expression begin with, and the expression relative to it.

    `F("a.b") + 1` gives `("a.b", F() + 1)`, `F() + 1` gives `("", F() + 1)`, and `F("a") + F("b")` gives
    `(None, <the same>)`.
    """
    if not isinstance(expr, ExpressionBase):
        return None, expr
    fields = [e for e in expressions_in(expr) if isinstance(e, ViewField) and not e._is_absolute]
    if not fields:
        return None, expr
    paths = [e._expr.split(".") if e._expr else [] for e in fields]
    common = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    if not common and any(paths):
        return None, expr
    prefix = ".".join(common)

    def shorten(e: ExpressionBase) -> Any:
        if isinstance(e, ViewField) and not e._is_absolute:
            return ViewField(e._expr[len(prefix) :].lstrip("."))
        return None

    rest = substituted(expr, shorten)
    if isinstance(rest, ViewField) and not rest._expr:
        return prefix, None
    return prefix, rest
