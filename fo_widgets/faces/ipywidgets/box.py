"""Panels and forms as boxes of ipywidgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ipywidgets
from fo_widgets.faces.handle import FormHandle, PanelHandle
from fo_widgets.faces.ipywidgets.screen import Screen
from fo_widgets.session.form import OperatorForm
from fo_widgets.session.host import Host
from fo_widgets.session.panel import LivePanel


class Controls(Mapping[str, ipywidgets.Widget]):
    """The control of each component of a host, by dotted path.

    Components of forms and outputs that are shown inside have the id of their host before the path,
    `form-2:label`; `panel.overlays` names them.
    """

    def __init__(self, host: Host, screen: Screen) -> None:
        self._host = host
        self._screen = screen

    def __getitem__(self, path: str) -> ipywidgets.Widget:
        controls = self._screen.controls()
        for id_ in (*(f"{surface}:{path}" for surface in self._host.surfaces()), path):
            if id_ in controls:
                return controls[id_]
        raise KeyError(f"no control at {path!r}; there is: {', '.join(self) or 'nothing'}")

    def __iter__(self) -> Iterator[str]:
        own = tuple(f"{surface}:" for surface in self._host.surfaces())
        for id_ in self._screen.controls():
            _, colon, path = id_.partition(":")
            if colon and path:
                yield path if id_.startswith(own) else id_

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<controls: {', '.join(self) or 'none'}>"


class HostBox(ipywidgets.VBox):  # type: ignore[misc]
    """A box with the widgets of a host; it may be put into other boxes."""

    _host: Host

    def __init__(self, host: Host, **traits: Any) -> None:
        self._host = host
        super().__init__(**traits)
        self.add_class("fow-ipywidgets")
        self._screen = Screen(host, on_root=self._show)
        host.listen(self)
        self.host_changed()

    @property
    def widgets(self) -> Controls:
        """The widget of each component, by path: `panel.widgets["stack.count"].value = 3`.

        Setting a value or clicking from Python is the same event as a hand on the control.
        """
        return Controls(self._host, self._screen)

    def host_changed(self) -> None:
        """Publishes what Python observers follow."""

    def host_emitted(self, message: dict[str, Any]) -> None:
        """The screen shows it."""

    def close(self) -> None:
        """Closes the panel or form, then frees all its widgets."""
        if self.comm is None:
            return
        if self._host.is_open:
            self._host.session.run(self._host.close)
        self._host.unlisten(self)
        self._screen.close()
        layout = self.layout
        super().close()
        layout.close()

    def _show(self, root: ipywidgets.Widget) -> None:
        self.children = (root,)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle["text/html"] = self.to_html()
            bundle["text/plain"] = repr(self)
        return bundle


class PanelBox(HostBox, PanelHandle):
    """A panel made of ipywidgets."""

    _host: LivePanel

    def host_changed(self) -> None:
        """Publishes the state to observers."""
        self._take_state()

    def __repr__(self) -> str:
        return f"<Panel {self.uri!r} {self.status}>"


class FormBox(HostBox, FormHandle):
    """An operator's form made of ipywidgets."""

    _host: OperatorForm

    def host_changed(self) -> None:
        """Publishes the phase to observers."""
        self.phase = self._host.phase

    def __repr__(self) -> str:
        return f"<Form {self.uri!r} {self.phase}>"
