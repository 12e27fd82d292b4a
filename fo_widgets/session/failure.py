"""What went wrong in plugin code, in the form that a person reads."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from types import TracebackType
from typing import TypedDict

from fo_widgets.operators.secrets import redact


class FailureJson(TypedDict):
    """A failure as scenes carry it."""

    message: str
    traceback: str


@dataclass(frozen=True)
class Failure:
    """An exception of plugin code, kept for the place where the user looks."""

    exception: BaseException = field(repr=False)
    where: str
    # as it is now: on its way to the caller the exception collects frames that nobody asked about
    _frames: TracebackType | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_frames", _plugin_frames(self.exception.__traceback__))

    @property
    def message(self) -> str:
        """The exception in one line: its type, unless the text already says it, and its text."""
        text = str(self.exception).strip()
        kind = type(self.exception).__name__
        return f"{kind}: {text}" if text else kind

    @property
    def traceback(self) -> str:
        """The traceback from the first line of plugin code on; our own frames above it are left out."""
        return "".join(traceback.format_exception(type(self.exception), self.exception, self._frames))

    def to_json(self) -> FailureJson:
        """The message (with the place it happened in) and the traceback, without values of secrets."""
        return {"message": redact(f"{self.where}: {self.message}"), "traceback": redact(self.traceback)}

    def __str__(self) -> str:
        return redact(f"{self.where}: {self.message}")


def _plugin_frames(tb: TracebackType | None) -> TracebackType | None:
    first = tb
    while tb is not None:
        module = tb.tb_frame.f_globals.get("__name__", "")
        if not (module == "fo_widgets" or module.startswith(("fo_widgets.", "concurrent.", "asyncio."))):
            return tb
        tb = tb.tb_next
    return first
