"""Cells of a notebook: what a cell has opened is closed when it is run again, or deleted."""

from __future__ import annotations

import sys
from typing import Any

from fo_widgets.faces.handle import HostHandle

Json = dict[str, Any]

# by the id of a cell: the run that opened them, and what it opened
_opened: dict[str, tuple[str, list[HostHandle]]] = {}


def keep(handle: HostHandle) -> None:
    """Notes what the running cell has opened; what its last run has opened is not seen any more.

    Outside of a notebook, in callbacks, and under front ends that do not name their cells, nothing is noted.
    """
    request = _request()
    metadata = request.get("metadata") or {}
    for deleted in metadata.get("deletedCells") or ():
        _close(str(deleted))
    cell, run = metadata.get("cellId"), (request.get("header") or {}).get("msg_id")
    if not cell or not run:
        return
    if cell in _opened and _opened[cell][0] != run:
        _close(cell)
    _opened.setdefault(cell, (run, []))[1].append(handle)


def _close(cell: str) -> None:
    _, handles = _opened.pop(cell, ("", []))
    for handle in handles:
        handle.close()


def _request() -> Json:
    """The message that the kernel is answering, if it is one of a cell."""
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    get_parent = getattr(getattr(shell, "kernel", None), "get_parent", None)
    if get_parent is None:
        return {}
    request: Json = get_parent("shell") or {}
    return request if (request.get("header") or {}).get("msg_type") == "execute_request" else {}
