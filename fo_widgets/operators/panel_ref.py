"""`ctx.panel`: the panel that an event belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fo_widgets.schema.paths import get_path, set_path

if TYPE_CHECKING:
    from fo_widgets.operators.context import ExecutionContext


class WriteOnlyError(Exception):
    """Panel data was read; it lives in the browser only."""


class PanelRefBase:
    """Values of a panel by path (`a.b`, `a[0].b`), as attributes or with `get` and `set`."""

    _ctx: ExecutionContext
    _data: dict[str, Any]

    def __init__(self, ctx: ExecutionContext) -> None:
        # not plain attributes: those are the panel's
        self.__dict__["_ctx"] = ctx
        self.__dict__["_data"] = {}

    def set(self, key: str | Mapping[str, Any], value: Any = None) -> None:
        """Sets the value at a path, or the values of a dict of paths."""
        raise NotImplementedError

    def get(self, key: str, default: Any = None) -> Any:
        """The value at a path; `default` if there is nothing."""
        return get_path(self._data, key, default)

    def clear(self) -> None:
        """Removes all values."""
        raise NotImplementedError

    def __setattr__(self, key: str, value: Any) -> None:
        if key.startswith("_"):
            super().__setattr__(key, value)
        else:
            self.set(key, value)

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        return self.get(key)


class PanelRefState(PanelRefBase):
    """The state of a panel: read and written here, and what components show."""

    def __init__(self, ctx: ExecutionContext) -> None:
        super().__init__(ctx)
        # the dict of the params itself, so that both sides see every change
        self._data = ctx.panel_state

    def set(self, key: str | Mapping[str, Any], value: Any = None) -> None:
        """Sets the value at a path, or the values of a dict of paths."""
        values = _by_path(key, value)
        for path, item in values.items():
            set_path(self._data, path, item)
        self._ctx.ops.patch_panel_state(values)

    def clear(self) -> None:
        """Empties the state; the params keep what the state was when the event came."""
        self._data = {}
        self._ctx.ops.clear_panel_state()

    def apply(self, path: str) -> None:
        """Makes the component at a path show its value in the state again."""
        self._ctx.ops.apply_panel_state_path(path)


class PanelRefData(PanelRefBase):
    """The data of a panel: shown over the state, written here and never sent back."""

    def set(self, key: str | Mapping[str, Any], value: Any = None) -> None:
        """Sets the value at a path, or the values of a dict of paths."""
        self._ctx.ops.patch_panel_data(_by_path(key, value))

    def get(self, key: str, default: Any = None) -> Any:
        """Not possible.

        Raises:
            WriteOnlyError: always.
        """
        raise WriteOnlyError("Panel data is write-only; keep what you need to read in ctx.panel.state")

    def clear(self) -> None:
        """Empties the data."""
        self._ctx.ops.clear_panel_data()


class PanelRef:
    """The panel that an event belongs to."""

    def __init__(self, ctx: ExecutionContext) -> None:
        self._ctx = ctx
        self._state = PanelRefState(ctx)
        self._data = PanelRefData(ctx)

    @property
    def id(self) -> str:
        """Its id; every open panel has its own."""
        panel_id: str = self._ctx.params["panel_id"]
        return panel_id

    @property
    def state(self) -> PanelRefState:
        """Its state."""
        return self._state

    @property
    def data(self) -> PanelRefData:
        """Its data."""
        return self._data

    def get_state(self, key: str, default: Any = None) -> Any:
        """The state at a path; `default` if there is nothing."""
        return self._state.get(key, default)

    def set_state(self, key: str | Mapping[str, Any], value: Any = None) -> None:
        """Sets the state at a path, or at the paths of a dict."""
        self._state.set(key, value)

    def set_data(self, key: str | Mapping[str, Any], value: Any = None) -> None:
        """Sets the data at a path, or at the paths of a dict."""
        self._data.set(key, value)

    def set_title(self, title: str) -> None:
        """Sets the text in the header.

        Raises:
            ValueError: for None.
        """
        if title is None:
            raise ValueError("title cannot be None")
        self._ctx.ops.set_panel_title(id=self.id, title=title)

    def close(self) -> None:
        """Closes the panel."""
        self._ctx.ops.close_panel(id=self.id)


def _by_path(key: str | Mapping[str, Any], value: Any) -> dict[str, Any]:
    return dict(key) if isinstance(key, Mapping) else {key: value}
