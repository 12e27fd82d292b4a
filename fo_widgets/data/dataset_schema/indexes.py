"""Indexes that follow the fields they cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fo_widgets.data.engine.store import SampleStore

# what a server tells of an index beside the options that it was made with
_TOLD = ("v", "key", "ns")


@contextmanager
def indexes_following(store: SampleStore, paths: Mapping[str, str | None]) -> Iterator[None]:
    """A block that moves values from paths to others, or removes them (None), and after which indexes fit again.

    Indexes go before the block: a unique one would refuse documents that have lost its values already. What
    covers a removed path is gone for good, also if it covers others (measured).
    """
    dropped, wanted = [], []
    for name, facts in store.index_information().items():
        key = list(dict(facts["key"]).items())
        options = {option: value for option, value in facts.items() if option not in _TOLD}
        moved = [(_moved(path, paths), kind) for path, kind in key]
        if moved == key:
            continue
        store.drop_index(name)
        dropped.append((key, options))
        if all(path is not None for path, _ in moved):
            wanted.append((moved, options))
    try:
        yield
    except BaseException:
        _create(store, dropped)
        raise
    _create(store, wanted)


def _create(store: SampleStore, indexes: list[tuple[list[tuple[Any, Any]], dict[str, Any]]]) -> None:
    for key, options in indexes:
        store.create_index(key, **options)


def _moved(path: str, paths: Mapping[str, str | None]) -> str | None:
    for old, new in paths.items():
        if path == old or path.startswith(f"{old}."):
            return None if new is None else new + path[len(old) :]
    return path
