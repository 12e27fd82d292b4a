"""Documents and samples as text."""

from __future__ import annotations

import pprint
from typing import Any

import numpy as np

_LINE = 80


def format_fields(items: Any) -> str:
    """Names and values in braces, one a line, nested ones indented."""
    lines = ["{"]
    for name, value in items:
        if isinstance(value, np.ndarray):
            text = (
                f"array({value!s})" if value.size <= 8 else f"array(shape={value.shape}, dtype={value.dtype})"
            )
        elif isinstance(value, (list, dict)) and value and not _has_documents(value):
            text = pprint.pformat(value, sort_dicts=False)
        else:
            text = _nested(value)
        lines.append(f"    '{name}': " + text.replace("\n", "\n    ") + ",")
    return "\n".join([*lines, "}"])


def format_briefly(values: dict[str, Any]) -> str:
    """Names and values in braces: on one line if they fit, else one a line."""
    line = repr(values)
    return line if len(line) <= _LINE and "\n" not in line else format_fields(values.items())


def _has_documents(value: Any) -> bool:
    # documents, and nothing else that samples hold, tell their fields
    return any(hasattr(v, "iter_fields") for v in (value.values() if isinstance(value, dict) else value))


def _nested(value: Any) -> str:
    if isinstance(value, list) and value:
        inner = "".join("    " + repr(v).replace("\n", "\n    ") + ",\n" for v in value)
        return f"[\n{inner}]"
    return repr(value)
