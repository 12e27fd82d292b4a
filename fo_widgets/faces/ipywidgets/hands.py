"""Hands: what people do to widgets, brought to the session's queue."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from typing import Any

from fo_widgets.faces.ipywidgets.busy import Busy
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.live import Live
from fo_widgets.faces.moment import submit_and_linger
from fo_widgets.session.host import Host, Json
from fo_widgets.session.queue import TurnCancelled

logger = logging.getLogger(__name__)

# of these, those that still wait are replaced by the next one
_LATEST_COUNTS = ("on_interval", "change")


class SessionHands:
    """Sends gestures of one screen to its session.

    What comes from a page is submitted, so that the kernel stays free to hear a cancellation; what
    Python does (`slider.value = 3`, `button.click()`) has happened when the statement ends. Neither
    raises: failures are shown in the panel and kept in its `errors`.

    Args:
        touch: notes that a person has changed the node of that id.
        path_of: the data path of the node of that id.
        busy: is told of everything that begins and ends.

    Attributes:
        moment: how many edits have had their turn.
    """

    def __init__(
        self, host: Host, touch: Callable[[str], None], path_of: Callable[[str], str], busy: Busy
    ) -> None:
        self._host = host
        self._busy = busy
        self._touch = touch
        self._path_of = path_of
        self.moment = 0

    def change(self, live: Live, value: Any, *, waits: bool) -> None:
        """A control has another value: one `change` event; waiting ones of the same control are replaced."""
        live.sent += 1
        number = live.sent
        self._touch(live.node)

        def job() -> None:
            try:
                if (gesture := _edit(live.element, value)) is not None:
                    self._gesture(live.node, gesture)
            finally:
                live.handled = max(live.handled, number)
                self.moment += 1
                live.moment = self.moment
                # also a refused edit must be drawn: the control goes back to the value that counts
                self._host.changed()

        self._queue(job, waits, (self._host.id, live.node, id(live)))

    def do(self, live: Live, gesture: Gesture, *, waits: bool) -> None:
        """Any other gesture."""
        node = gesture.node or live.node
        if gesture.event == "cancel":
            self._host.session.cancel()
            return
        if gesture.event in ("execute", "schedule"):
            self._touch(node)  # from now on an empty field is a mistake
        if gesture.event == "change":
            self._touch(node)
        key = (self._host.id, node, gesture.event) if gesture.event in _LATEST_COUNTS else None
        self._queue(lambda: self._gesture(node, gesture), waits, key, gesture.then, may_linger=True)

    def _gesture(self, id_: str, gesture: Gesture) -> None:
        surface = id_.partition(":")[0] if ":" in id_ else ""
        path = self._path_of(id_)
        host_id = (surface or id_).split(".")[0]
        host = self._host.find(host_id)
        if host is None:
            raise LookupError(f"{host_id} is closed")
        params: Json = dict(gesture.params)
        if gesture.edit is not None:
            params["value"] = gesture.edit(host.surfaces()[surface].get(path))
        host.gesture(surface, path, gesture.event, params)

    def _queue(
        self,
        job: Callable[[], None],
        waits: bool,
        key: Any,
        then: Callable[[], None] | None = None,
        *,
        may_linger: bool = False,
    ) -> None:
        session = self._host.session
        self._busy.begin()
        if not waits:

            def submit() -> Future[None]:
                future = session.submit(job, key=key)
                future.add_done_callback(self._finished)
                if then is not None:
                    future.add_done_callback(lambda _: then())
                return future

            # not inside an edit: ipywidgets locks what a page changes until the handler is through
            if may_linger:
                submit_and_linger(session.queue, submit)
            else:
                submit()
            return
        try:
            session.run(job)
        except (TurnCancelled, CancelledError):
            pass
        except Exception as error:  # noqa: BLE001 - a hand on the screen gets no exception either
            self._tell(error)
        finally:
            self._busy.end()

    def _finished(self, done: Future[None]) -> None:
        self._busy.end()
        if not done.cancelled() and isinstance(error := done.exception(), Exception):
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if any(failure.exception is error for host in _hosts(self._host) for failure in host.errors):
            return  # shown where it happened
        logger.warning("a gesture failed: %s", error)
        self._host.toast(str(error) or type(error).__name__, "error")


def _edit(element: Element, value: Any) -> Gesture | None:
    read, into = element.read(value), element.into
    if element.acts is not None:
        return element.acts(read)
    return Gesture("change", {"value": read}, edit=None if into is None else lambda held: into(held, read))


def _hosts(host: Host) -> Iterator[Host]:
    yield host
    for overlay in list(host.overlays.values()):
        yield from _hosts(overlay)
