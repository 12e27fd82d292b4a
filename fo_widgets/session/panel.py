"""A live panel: its state, its schema, and how events reach its methods."""

from __future__ import annotations

import copy
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fo_widgets.plugins import PluginReport, loader
from fo_widgets.schema.components import component_of
from fo_widgets.schema.paths import MISSING, get_path, with_path
from fo_widgets.session.gestures import Call, calls_for, change_calls
from fo_widgets.session.host import Host, Json
from fo_widgets.session.lazy import fill
from fo_widgets.session.plain import plain
from fo_widgets.session.queue import TurnCancelled
from fo_widgets.session.surface import Surface

if TYPE_CHECKING:
    from fo_widgets.operators import Panel
    from fo_widgets.session.session import Session


class PluginReloadError(ImportError):
    """A plugin's code could not be imported again."""

    def __init__(self, report: PluginReport) -> None:
        super().__init__("\n".join(filter(None, (report.error, report.traceback))))


class NoSuchPanelError(ValueError):
    """No panel of that name or URI is loaded."""


class LivePanel(Host):
    """One open panel.

    Attributes:
        uri: `plugin/name`.
        state: the panel's state; read it freely, change it through events or `set_state`.
        status: "loading" until the first render, "ready", or "closed".
        title: the text in the header.
    """

    kind = "panel"

    def __init__(self, session: Session, operator: Panel) -> None:
        super().__init__(session)
        self.operator = operator
        self.uri: str = operator.uri
        self.title: str = operator.config.label
        self.status = "loading"
        self.state: Json = {}
        self._data: Json = {}
        self._surface = Surface()

    def surfaces(self) -> dict[str, Surface]:
        """One surface: what `render` returned, over state merged with data (data wins)."""
        self._surface.values = merged(self.state, self._data) if self._data else self.state
        return {self.id: self._surface}

    def load(self) -> None:
        """Runs `on_load` and the first render; a failure is kept to be shown."""
        self._try(Call(f"{self.uri}#on_load"), "on_load")

    def reload(self, *, keep_state: bool = True) -> None:
        """Draws again with the code of now: a plugin on disk is imported again first.

        Code that cannot be imported is this panel's failure; the older code stays in use.

        Args:
            keep_state: False starts from an empty state and runs `on_load` again.
        """
        self._import_again()
        try:
            self.operator = self.session.registry.get_operator(self.uri)  # type: ignore[assignment]
        except ValueError as error:  # the new code has no such panel
            self.report(f"{self.title}: reload", error)
            return
        if keep_state and self.status == "ready":
            if self.failure is None or not isinstance(self.failure.exception, PluginReloadError):
                self._try(Call(f"{self.uri}#render"), "reload")
            return
        if not keep_state:
            self.state = {}
            self._surface = Surface()
        self._data = {}
        self.status = "loading"
        self.load()

    def _import_again(self) -> None:
        plugin = self.operator.plugin_name or ""
        if self.session.registry is not loader.registry or plugin not in loader.plugins:
            return
        report = loader.reload(plugin)
        if not report.ok:
            self.report(f"{self.title}: reload", PluginReloadError(report))

    def gesture(self, surface: str, path: str, event: str, params: Json) -> Any:
        """A person's gesture; returns what the callback returned.

        Raises:
            Exception: what the callback raised, after it was recorded in `errors`.
        """
        if not surface:
            return self._own_gesture(event)
        if event == "change":
            return self._change(path, params.get("value"))
        area = self.surfaces()[surface]
        if event == "choose":
            area.chosen[path] = int(params.get("index") or 0)
            return self._change(path, None)
        component = component_of(area.property_at(path))
        result = None
        for call in calls_for(area, path, component, event, params):
            result = self.trigger(call, event, path)
        return result

    def trigger(self, call: Call, event: str = "", path: str = "") -> Any:
        """Calls a method of this panel (or another operator) as an event of this panel."""
        started, error = time.perf_counter(), None
        call = replace(call, params={**call.params, **self.identity()})
        ways = {"on_success": call.on_success, "on_error": call.on_error}
        try:
            if call.prompt:
                return self.session.prompt(call.uri, call.params, host=self, **ways)
            result = self.session.call(call, host=self)
        except BaseException as exception:
            error = exception
            self.report(f"{self.title}: {event or call.uri.rpartition('#')[2]}", exception)
            if call.on_error and not isinstance(exception, TurnCancelled):
                told = {"error": str(exception), "error_message": str(exception)}
                self.session.call_back(
                    Call(call.on_error, {**told, "original_params": call.params}), host=self
                )
            raise
        else:
            self.failure = None
            if call.on_success:
                self.session.call_back(
                    Call(call.on_success, {"result": result, "original_params": call.params}), host=self
                )
            return result
        finally:
            self.progress = None
            self.remember(event or call.uri, path, started, error)
            self.changed()

    def identity(self) -> Json:
        """The params that every event of a panel carries: `panel_id` and a copy of the state."""
        return {"panel_id": self.id, "panel_state": copy.deepcopy(self.state)}

    def context_changed(self, changes: Mapping[str, Any]) -> None:
        """Tells the panel that parts of the context changed.

        Args:
            changes: new values by name (`view`, `dataset`, `selected`, …).
        """
        if self.status != "ready":
            return
        for name, value in changes.items():
            if self._listens_to(f"on_change_{name}"):
                self._try(Call(f"{self.uri}#on_change_{name}", {"value": value}), f"on_change_{name}")
        if self._listens_to("on_change_ctx"):
            self._try(Call(f"{self.uri}#on_change_ctx", {"value": dict(changes)}), "on_change_ctx")

    def show(self, schema: Json) -> None:
        """Takes what `render` returned."""
        self.surfaces()
        written = self._surface.show(schema)
        for path, value in written.items():
            self.state = with_path(self.state, path, value)
        if self.status == "loading":
            self.status = "ready"
        self.changed()

    def patch_state(self, patch: Mapping[str, Any]) -> None:
        """Sets state at paths; values must be plain JSON.

        Raises:
            NotPlainError: before anything is written.
        """
        values = {path: plain(value, f"panel state {path!r}") for path, value in patch.items()}
        for path, value in values.items():
            self.state = with_path(self.state, path, value)
        self.changed()

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Replaces the whole state."""
        self.state = plain(state, "panel state")
        self.changed()

    def patch_data(self, patch: Mapping[str, Any]) -> None:
        """Sets data at paths. Data is shown but never read back, and may hold numpy arrays."""
        values = {path: plain(value, f"panel data {path!r}") for path, value in patch.items()}
        for path, value in values.items():
            self._data = with_path(self._data, path, value)
        self.changed()

    def set_data(self, data: Mapping[str, Any]) -> None:
        """Replaces the whole data."""
        self._data = plain(data, "panel data")
        self.changed()

    def settle(self) -> None:
        """Runs the resolvers and loaders whose inputs have changed."""
        if self.status == "ready":
            fill(self, self.surfaces()[self.id], self._put)

    def _put(self, path: str, value: Any) -> None:
        self.state = with_path(self.state, path, value)
        self._surface.values = merged(self.state, self._data)

    def close(self) -> None:
        """Runs `on_unload`, then takes the panel off the screen."""
        if self.status == "closed":
            return
        if self._listens_to("on_unload"):
            self._try(Call(f"{self.uri}#on_unload"), "on_unload")
        self.status = "closed"
        self.changed()
        super().close()

    def _own_gesture(self, event: str) -> None:
        if event == "close":
            self.close()
        elif event == "retry":
            self.reload()
        elif event == "dismiss":
            self.failure = None
            self.changed()

    def _change(self, path: str, value: Any) -> Any:
        area = self.surfaces()[self.id]
        area.property_at(path)
        value = plain(value, f"the value of {path!r}")
        area.edited.add(path)
        self.state = with_path(self.state, path, value)
        if get_path(self._data, path, MISSING) is not MISSING:
            # a person's edit must show although data wins over state
            self._data = with_path(self._data, path, value)
        area = self.surfaces()[self.id]
        self.changed()
        result = None
        for call in change_calls(area, path, value):
            result = self.trigger(call, "change", path)
        if self._listens_to("on_change"):
            self.trigger(Call(f"{self.uri}#on_change"), "on_change")
        return result

    def _listens_to(self, method: str) -> bool:
        return callable(getattr(self.operator, method, None))

    def _try(self, call: Call, event: str) -> None:
        try:
            self.trigger(call, event)
        except Exception:  # noqa: BLE001 - recorded by trigger, shown in the panel
            pass
        finally:
            if self.status == "loading" and self.failure is not None:
                self.changed()


def merged(state: Json, data: Json) -> Json:
    """State and data as one nested dict; where both have a value, data wins."""
    out = dict(state)
    for key, value in data.items():
        ours = out.get(key)
        out[key] = merged(ours, value) if isinstance(ours, dict) and isinstance(value, dict) else value
    return out
