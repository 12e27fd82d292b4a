"""Hosts: the live things that a face shows. A panel, an operator's form, an output."""

from __future__ import annotations

import itertools
import logging
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from fo_widgets.operators.secrets import redact
from fo_widgets.session.failure import Failure
from fo_widgets.session.surface import Surface

if TYPE_CHECKING:
    from fo_widgets.session.session import Session

logger = logging.getLogger(__name__)

Json = dict[str, Any]

_numbers = itertools.count(1)
# enough to look back over a working session, bounded so that a noisy plugin cannot fill the memory
_REMEMBERED = 1000


class Listener(Protocol):
    """What a face must offer to follow a host."""

    def host_changed(self) -> None:
        """The host's content is different now: draw it again."""

    def host_emitted(self, message: Json) -> None:
        """Something to show once: a toast, a log line, a download."""


class Host:
    """Base of everything a face shows.

    Attributes:
        id: unique in the process; panels get it as `panel_id`.
        overlays: hosts shown inside this one, by id, oldest first.
        messages: the operations that plugin code triggered here, as `{operator_uri, params}`.
        errors: the failures that happened here, oldest first.
        failure: the failure to show now, if any.
        progress: `{progress: 0…1 or None, label}` while something reports it.
        told: what people have been told here already, so that it is not said again.
    """

    kind = "host"

    def __init__(self, session: Session) -> None:
        self.session = session
        self.id = f"{self.kind}-{next(_numbers)}"
        self.parent: Host | None = None
        self.overlays: dict[str, Host] = {}
        self.messages: deque[Json] = deque(maxlen=_REMEMBERED)
        self.errors: deque[Failure] = deque(maxlen=_REMEMBERED)
        self.failure: Failure | None = None
        self.progress: Json | None = None
        self.told: set[str] = set()
        self.is_open = True
        self._listeners: list[Listener] = []
        self._history: deque[Json] = deque(maxlen=_REMEMBERED)

    @property
    def root(self) -> Host:
        """The outermost host: the one that a widget shows."""
        return self.parent.root if self.parent else self

    def surfaces(self) -> dict[str, Surface]:
        """The schema-described areas of this host, by surface id."""
        return {}

    def listen(self, listener: Listener) -> None:
        """Tells `listener` about changes from now on."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Stops telling `listener`; unknown listeners are ignored."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def changed(self) -> None:
        """Notes that faces must draw this host again at the end of the turn."""
        self.session.touch(self.root)

    def flush(self) -> None:
        """Lets faces draw now; used at the end of a turn and while generators yield."""
        for overlay in list(self.overlays.values()):
            overlay.flush()
        for listener in list(self._listeners):
            try:
                listener.host_changed()
            except Exception:
                logger.exception("a face could not draw %s", self.id)

    def emit(self, message: Json) -> None:
        """Shows something once, in the outermost host."""
        for listener in list(self.root._listeners):
            listener.host_emitted(message)

    def toast(self, message: str, variant: str = "info") -> None:
        """Shows a short notice; variants are info, success, warning and error."""
        self.emit({"type": "toast", "message": message, "variant": variant})

    def report(self, where: str, exception: BaseException) -> Failure:
        """Records an exception of plugin code as this host's failure, to be shown."""
        self.failure = Failure(exception, where)
        self.errors.append(self.failure)
        logger.debug("%s", self.failure)
        self.changed()
        return self.failure

    def set_progress(self, progress: float | None, label: str | None) -> None:
        """Shows a bar; a progress of None with a label shows an indeterminate one."""
        self.progress = {"progress": progress, "label": label}
        self.changed()

    def add_overlay(self, host: Host) -> None:
        """Shows another host inside this one."""
        host.parent = self
        self.overlays[host.id] = host
        self.changed()

    def find(self, host_id: str) -> Host | None:
        """The host with that id: itself, or one inside it."""
        if host_id == self.id:
            return self
        for overlay in self.overlays.values():
            if found := overlay.find(host_id):
                return found
        return None

    def remember(self, event: str, path: str, started: float, error: BaseException | None = None) -> None:
        """Adds a line to the history.

        Args:
            started: `time.perf_counter()` at the start of the event.
        """
        self._history.append(
            {
                "event": event,
                "path": path,
                "milliseconds": round((time.perf_counter() - started) * 1000, 2),
                "error": None if error is None else redact(str(error)),
            }
        )

    def history(self) -> list[Json]:
        """The latest events, oldest first: `{event, path, milliseconds, error}`."""
        return list(self._history)

    def settle(self) -> None:
        """What is to be done at the end of a turn, before faces draw; nothing by default."""

    def close(self) -> None:
        """Takes the host off the screen."""
        self.is_open = False
        if self.parent:
            self.parent.overlays.pop(self.id, None)
            self.parent.changed()
        self.session.forget(self)

    def identity(self) -> Json:
        """The params that every call from here carries; none unless a panel's."""
        return {}

    def gesture(self, surface: str, path: str, event: str, params: Json) -> Any:
        """Does what a person's gesture asks for.

        Args:
            surface: the id of the area, or "" for the host itself (its close button and the like).
            path: the dotted data path inside the surface.
            event: the gesture's name (`change`, `click`, `on_selected`, …).
            params: what the gesture carries.
        """
        raise NotImplementedError


class Output(Host):
    """Values that an operation shows with `ctx.ops.show_output`."""

    kind = "output"

    def __init__(self, session: Session, schema: Json, values: Json) -> None:
        super().__init__(session)
        self.surface = Surface(schema, values, is_output=True)

    def surfaces(self) -> dict[str, Surface]:
        """One surface with the schema and values that were given."""
        return {self.id: self.surface}

    def gesture(self, surface: str, path: str, event: str, params: Json) -> Any:
        """Only knows `close`."""
        if event == "close":
            self.close()
