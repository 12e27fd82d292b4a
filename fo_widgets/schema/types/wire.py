"""How types and views become JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def wire_value(value: Any) -> Any:
    """A keyword's value as it goes on the wire: a bound method as `uri#method`, the rest as it is.

    Raises:
        AttributeError: for a callable that is not a bound method of something with a `uri`.
    """
    if callable(value):
        try:
            return f"{value.__self__.uri}#{value.__name__}"
        except AttributeError:
            raise AttributeError(
                f"{value!r} cannot be a callback: only methods of a panel or operator have a URI; "
                "define it as a method, or give an operator's URI"
            ) from None
    return value


def wire_values(values: Mapping[str, Any]) -> Json:
    """`wire_value` of every value; nested values are left alone."""
    return {key: wire_value(value) for key, value in values.items()}


def optional_json(value: Any) -> Any:
    """`value.to_json()`, or None for None and everything empty."""
    return value.to_json() if value else None
