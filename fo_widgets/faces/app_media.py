"""Files that plugins name by the address of the App's media route: no App runs here, but the file is at hand."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

_ROUTE = re.compile(
    r"(?:https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?)?/media\?(?:.*&)?filepath=(?P<path>[^&]+)(?:&.*)?"
)
_KEYS = ("url", "src", "href")


def as_local(source: Any) -> Any:
    """The path of the file where a text, or a `url` or `src` in a dict, is such an address; else the same.

    FiftyOne serves `http://localhost:5151/media?filepath=…` from the machine that the plugin runs on.
    """
    if isinstance(source, str):
        found = _ROUTE.fullmatch(source)
        return unquote(found["path"]) if found else source
    if isinstance(source, dict) and any(isinstance(source.get(key), str) for key in _KEYS):
        return {key: as_local(value) if key in _KEYS else value for key, value in source.items()}
    return source
