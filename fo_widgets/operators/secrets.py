"""Secrets of plugins: read from the environment when asked for, never shown."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn
from urllib.parse import quote

SHORTEST_REDACTED = 4
_MASK = "<secret {}>"

_lock = threading.Lock()
_declared: set[str] = set()
_seen: dict[str, str] = {}  # text that must not be shown → key; also values that have been rotated since
_pattern: re.Pattern[str] | None = None


class Secret(str):
    """The text of a secret. It is the text for code that uses it, but its `repr` names the key only."""

    key: str

    def __new__(cls, key: str, value: str) -> Secret:
        secret = super().__new__(cls, value)
        secret.key = key
        return secret

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return self.key, str(self)

    @property
    def value(self) -> str:
        """The text."""
        return str(self)

    def __repr__(self) -> str:
        return f"Secret({self.key!r})"


class PluginSecrets(Mapping[str, str | None]):
    """The secrets that a plugin declares, each looked up in the environment at the moment of the call.

    A key that is declared but not set is `""`; one that is not declared is None. Neither `repr`,
    nor pickling, copying or JSON gives a value away.
    """

    __slots__ = ("_keys",)

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = tuple(dict.fromkeys(keys))
        declare(self._keys)

    def __getitem__(self, key: str) -> str | None:
        if key not in self._keys:
            return None
        return Secret(key, resolve_secret(key) or "")

    def get(self, key: str, default: Any = None) -> Any:
        value = self[key]
        return default if value is None else value

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return f"PluginSecrets({', '.join(self._keys)})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("secrets are not pickled or copied; pass the plugin's name and look them up again")


def declare(keys: Iterable[str]) -> None:
    """Notes keys whose values `redact` must hide from now on."""
    with _lock:
        _declared.update(keys)


def resolve_secret(key: str) -> str | None:
    """The value of a declared secret in the environment now, None if it is not set."""
    value = os.environ.get(key)
    if value is not None:
        declare([key])
        _remember(key, value)
    return value


def redact(text: str) -> str:
    """`text` with the value of every declared secret replaced by its key's name.

    Values shorter than four characters are left alone: hiding them would garble any text.
    """
    pattern = _known_values()
    return text if pattern is None else pattern.sub(_masked, text)


def redact_json(value: Any, *, keys: bool = True) -> Any:
    """JSON-like data with `redact` applied to every text in it; itself if there is no secret.

    Args:
        value: the data.
        keys: whether keys of objects are texts too; not where they are names of a schema.
    """
    pattern = _known_values()
    return value if pattern is None else _redacted(value, pattern, keys)


def _redacted(value: Any, pattern: re.Pattern[str], keys: bool) -> Any:
    if isinstance(value, str):
        return pattern.sub(_masked, value)
    if isinstance(value, Mapping):
        return {
            _redacted(key, pattern, keys) if keys else key: _redacted(item, pattern, keys)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_redacted(item, pattern, keys) for item in value]
    return value


def _masked(match: re.Match[str]) -> str:
    return _MASK.format(_seen[match[0]])


def _known_values() -> re.Pattern[str] | None:
    for key in tuple(_declared):
        value = os.environ.get(key)
        if value:
            _remember(key, value)
    return _pattern


def _remember(key: str, value: str) -> None:
    global _pattern
    if value in _seen or len(value) < SHORTEST_REDACTED:
        return
    # as it stands in a traceback, in a repr, in JSON, in a URL; a key file also line by line
    forms = {value, repr(value)[1:-1], json.dumps(value)[1:-1], quote(value, safe=""), quote(value)}
    forms.update(line.strip() for line in value.splitlines() if len(line.strip()) >= 2 * SHORTEST_REDACTED)
    with _lock:
        _seen.update((form, key) for form in forms)
        longest_first = sorted(_seen, key=len, reverse=True)
        _pattern = re.compile("|".join(map(re.escape, longest_first)))
