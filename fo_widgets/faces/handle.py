"""Handles: the Python twin of hands on the screen. The same on every face, so tests use them headless."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import traitlets

from fo_widgets.faces.node import Issue, Node, Scene
from fo_widgets.faces.static import to_html
from fo_widgets.faces.tree import build_scene, nested, surface_nodes
from fo_widgets.operators import ExecutionOptions
from fo_widgets.session.failure import Failure
from fo_widgets.session.form import OperatorForm
from fo_widgets.session.host import Host
from fo_widgets.session.panel import LivePanel
from fo_widgets.session.queue import TurnCancelled
from fo_widgets.session.session import Session

Json = dict[str, Any]


class Component:
    """One component of a panel or form, by its path."""

    def __init__(self, host: Host, node: Node) -> None:
        self._host = host
        self._node = node

    @property
    def path(self) -> str:
        """The dotted data path."""
        return self._node["path"]

    @property
    def component(self) -> str:
        """The name of the component that draws it, e.g. `ButtonView`."""
        return self._node["component"]

    @property
    def label(self) -> str | None:
        """The label of its view."""
        return self._node["view"].get("label")

    @property
    def props(self) -> Json:
        """Its view and rules, as faces get them."""
        return {**self._node["rules"], **self._node["view"]}

    @property
    def value(self) -> Any:
        """The value shown."""
        return self._node["value"]

    @property
    def errors(self) -> list[Issue]:
        """What is wrong with the value, `{reason, path}` each."""
        return self._node["errors"]

    def set(self, value: Any) -> Any:
        """Enters a value, as a hand on the control would; returns what `on_change` returned.

        Raises:
            ValueError: if the component takes no value.
            Exception: what the callback raised.
        """
        if "change" not in self._node["events"]:
            raise ValueError(f"{self.component} at {self.path!r} takes no value")
        return self.event("change", value=value)

    def click(self, **params: Any) -> Any:
        """Clicks it; returns what the callback returned.

        Raises:
            ValueError: if nothing listens to clicks.
            Exception: what the callback raised.
        """
        if "click" not in self._node["events"]:
            raise ValueError(
                f"nothing listens to a click on {self.component} at {self.path!r}; "
                f"it has: {', '.join(self._node['events']) or 'no events'}"
            )
        return self.event("click", **params)

    def event(self, name: str, **params: Any) -> Any:
        """Sends any gesture, e.g. `event("on_click", x="cat")` on a plot."""
        surface, _, _ = self._node["id"].partition(":")
        return self._host.session.run(lambda: self._gesture(surface, name, params))

    def _gesture(self, surface: str, name: str, params: Json) -> Any:
        if not self._host.is_open:
            raise LookupError(f"{self._host.id} is closed")
        return self._host.gesture(surface, self.path, name, params)

    def __repr__(self) -> str:
        value = "" if self.value is None else f" value={self.value!r}"
        return f"<{self.component} {self.path!r}{value}>"


class HostHandle(traitlets.HasTraits):
    """What panels and forms have in common on every face.

    Attributes:
        session: the session that it lives in.
    """

    _host: Host

    @property
    def session(self) -> Session:
        """The session it belongs to."""
        return self._host.session

    @property
    def errors(self) -> list[Failure]:
        """Failures of plugin code here, oldest first."""
        return list(self._host.errors)

    @property
    def messages(self) -> list[Json]:
        """The operations that plugin code triggered here, `{operator_uri, params}` each, oldest first."""
        return list(self._host.messages)

    def history(self) -> list[Json]:
        """The latest events, `{event, path, milliseconds, error}` each, oldest first."""
        return self._host.history()

    def tree(self) -> Json:
        """What is shown, as a nested dict of `{component, path, label, value, children}`."""
        return nested(self._scene())

    def to_html(self) -> str:
        """A self-contained HTML picture of what is shown now; needs no kernel and no JavaScript."""
        return to_html(self._scene())

    def __getitem__(self, path: str) -> Component:
        """The component at a dotted path.

        Raises:
            KeyError: if nothing is there; names what is.
        """
        paths: set[str] = set()
        for id_, surface in self._host.surfaces().items():
            # of every surface: the fields of a form that is done are not shown, but it can be filled in again
            nodes = surface_nodes(id_, surface)
            if node := nodes.get(f"{id_}:{path}"):
                return Component(self._host, node)
            paths.update(node["path"] for node in nodes.values() if node["path"])
        raise KeyError(f"no component at {path!r}; there is: {', '.join(sorted(paths)) or 'nothing'}")

    def components(self) -> Iterator[Component]:
        """Every component shown, in display order, without the roots."""
        for node in self._scene()["nodes"].values():
            if node["path"]:
                yield Component(self._host, node)

    @property
    def overlays(self) -> list[Any]:
        """Headless handles of the forms, outputs and panels shown inside this one, oldest first."""
        from fo_widgets.faces.headless import handle_of

        return [handle_of(host) for host in self._host.overlays.values()]

    def close(self) -> None:
        """Takes it off the screen; a panel's `on_unload` runs first."""
        self.session.run(self._host.close)

    def cancel(self) -> bool:
        """Stops what runs now; says whether something ran."""
        return self.session.cancel()

    def _scene(self) -> Scene:
        return build_scene(self._host)


class _LiveState(traitlets.Dict):
    """Told to observers when faces draw, at the end of a turn; read at any time, it is the state of now."""

    def get(self, obj: Any, cls: Any = None) -> Any:
        stored = super().get(obj, cls)
        host = getattr(obj, "_host", None)
        return stored if host is None else host.state


class PanelHandle(HostHandle):
    """A panel's handle.

    Attributes:
        state: the panel's state; a new dict with every change, so it can be observed:
            `panel.observe(fn, "state")`.
    """

    _host: LivePanel

    state = _LiveState(help="the panel's state, replaced with every change")

    @property
    def uri(self) -> str:
        """`plugin/name`."""
        return self._host.uri

    @property
    def title(self) -> str:
        """The text in the header."""
        return self._host.title

    @property
    def status(self) -> str:
        """`loading`, `ready` or `closed`."""
        return self._host.status

    def reload(self, *, keep_state: bool = True) -> None:
        """Loads the panel again, with its class as it is registered now."""
        self.session.run(lambda: self._host.reload(keep_state=keep_state))

    def _take_state(self) -> None:
        if self._trait_values.get("state") is not self._host.state:
            self.state = self._host.state


class FormHandle(HostHandle):
    """An operator form's handle."""

    _host: OperatorForm

    phase = traitlets.Unicode("loading", help="input, running, done, failed, scheduled or closed")

    @property
    def uri(self) -> str:
        """`plugin/name`."""
        return self._host.uri

    @property
    def params(self) -> Json:
        """The values so far, defaults filled in."""
        return self._host.params

    @property
    def is_valid(self) -> bool:
        """Whether the operator may run with these params."""
        return self._host.is_valid

    @property
    def errors(self) -> list[Any]:
        """What is wrong with the params, `{path, reason}` each; see `failures` for exceptions."""
        return list(self._host.errors_now)

    @property
    def options(self) -> ExecutionOptions:
        """Whether it may run now, later, or both."""
        return self._host.options

    @property
    def failures(self) -> list[Failure]:
        """Exceptions of plugin code, oldest first."""
        return list(self._host.errors)

    @property
    def result(self) -> Any:
        """What the operator returned; None before."""
        return self._host.result

    @property
    def output(self) -> Json | None:
        """The output form as a nested dict, once there is one."""
        id_ = f"{self._host.id}.out:"
        scene = self._scene()
        return nested(scene, id_) if id_ in scene["nodes"] else None

    def execute(self) -> Any:
        """Runs the operator and returns its result.

        Raises:
            InvalidParamsError: if a field is invalid.
            Exception: what the operator raised.
        """
        try:
            return self.session.run(self._host.execute)
        except TurnCancelled:
            raise KeyboardInterrupt(f"{self.uri} was cancelled") from None

    def schedule(self, target: str | None = None) -> Any:
        """Queues the operator to run later and returns the queued operation."""
        return self.session.run(lambda: self._host.execute(delegate=True, target=target))
