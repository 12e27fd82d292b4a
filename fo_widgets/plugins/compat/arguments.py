"""Arguments sorted by who takes them, and errors by how bad they are."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

__all__ = [
    "extract_kwargs_for_class",
    "extract_kwargs_for_function",
    "handle_error",
    "split_frame_fields",
]

logger = logging.getLogger(__name__)
_FRAMES = "frames."


def extract_kwargs_for_function(
    fcn: Callable[..., Any], kwargs: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arguments that a function names, and the others."""
    known = {
        name
        for name, parameter in inspect.signature(fcn).parameters.items()
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
    }
    own = {name: value for name, value in kwargs.items() if name in known}
    return own, {name: value for name, value in kwargs.items() if name not in known}


def extract_kwargs_for_class(cls: type, kwargs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arguments that the constructor of a class names, and the others."""
    return extract_kwargs_for_function(cls, kwargs)


def handle_error(
    error: BaseException | str, error_level: int, base_error: BaseException | None = None
) -> None:
    """Raises an error, logs it, or passes it over.

    Args:
        error_level: 0 raises, 1 logs, 2 passes over
        base_error: what caused it

    Raises:
        Exception: the error, at level 0
    """
    if error_level <= 0:
        raised = error if isinstance(error, BaseException) else ValueError(error)
        raise raised from base_error
    if error_level == 1:
        logger.warning("%s", error)


def split_frame_fields(fields: str | Iterable[str] | Mapping[str, Any]) -> tuple[Any, Any]:
    """The fields of samples, and those of frames without `frames.`; of a mapping, mappings."""
    if isinstance(fields, Mapping):
        frames = {_inner(k): _inner(v) for k, v in fields.items() if k.startswith(_FRAMES)}
        return {k: v for k, v in fields.items() if not k.startswith(_FRAMES)}, frames
    names = [fields] if isinstance(fields, str) else list(fields)
    return [n for n in names if not n.startswith(_FRAMES)], [
        _inner(n) for n in names if n.startswith(_FRAMES)
    ]


def _inner(name: Any) -> Any:
    return name.removeprefix(_FRAMES) if isinstance(name, str) else name
