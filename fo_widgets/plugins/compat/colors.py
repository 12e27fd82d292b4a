"""Colours that CSS knows."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["validate_color", "validate_hex_color"]

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def validate_color(value: Any) -> None:
    """Refuses what is neither a name of CSS in lower case nor a colour such as `"#ff6d04"`.

    Raises:
        ValueError: if so
    """
    from PIL import ImageColor

    if value not in ImageColor.colormap and not _is_hex(value):
        raise ValueError(
            f"{value!r} is neither a name of a CSS color in lower case nor a color such as '#ff6d04'"
        )


def validate_hex_color(value: Any) -> None:
    """Refuses what is no colour such as `"#ff6d04"` or `"#f60"`.

    Raises:
        ValueError: if so
    """
    if not _is_hex(value):
        raise ValueError(f"{value!r} is no color such as '#ff6d04'")


def _is_hex(value: Any) -> bool:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None
