"""The part of execution caches that lives in this process: the newest results of each function."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

DEFAULT_SIZE = 1024

_caches: dict[str, MemoryCache] = {}
_lock = threading.Lock()


class MemoryCache:
    """At most `size` values; the one that was not used for longest goes first."""

    def __init__(self, size: int = DEFAULT_SIZE) -> None:
        self.size = size
        self._values: OrderedDict[str, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Any:
        """The value of a key, None if there is none."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def set(self, key: str, value: Any) -> None:
        """Keeps a value."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self.size:
                self._values.popitem(last=False)

    def delete(self, key: str) -> None:
        """Forgets a value."""
        with self._lock:
            self._values.pop(key, None)

    def clear(self) -> None:
        """Forgets all values."""
        with self._lock:
            self._values.clear()

    def __len__(self) -> int:
        return len(self._values)


def memory_cache(name: str, size: int | None = None) -> MemoryCache:
    """The cache of a function, by its full name."""
    with _lock:
        cache = _caches.setdefault(name, MemoryCache())
        if size is not None:
            cache.size = size
        return cache


def clear_memory() -> None:
    """Forgets what all caches hold in this process."""
    with _lock:
        for cache in _caches.values():
            cache.clear()
