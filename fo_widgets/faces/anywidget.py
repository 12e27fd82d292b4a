"""The browser face: one anywidget a panel or form; everything inside it is the scene."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from fo_widgets.faces import assets
from fo_widgets.faces.channel import Channel
from fo_widgets.faces.handle import FormHandle, PanelHandle
from fo_widgets.session.form import OperatorForm
from fo_widgets.session.host import Host
from fo_widgets.session.panel import LivePanel


class SceneWidget(anywidget.AnyWidget):
    """A widget that shows a host.

    The traits that travel are a few hundred bytes: the loader, the session's id and the hashes of the
    assets. The scene goes over custom messages, so a saved notebook does not carry it.
    """

    _host: Host

    _session = traitlets.Unicode().tag(sync=True)
    _assets = traitlets.Dict().tag(sync=True)
    _root = traitlets.Unicode().tag(sync=True)

    def __init__(self, host: Host, **traits: Any) -> None:
        self._host = host
        super().__init__(
            _esm=assets.loader(),
            _session=host.session.id,
            _assets=assets.hashes(),
            _root=host.id,
            **traits,
        )
        self._channel = Channel(host, self._post)
        self.on_msg(lambda _, content, buffers: self._channel.receive(content, buffers))
        host.listen(self)
        self.host_changed()

    def host_changed(self) -> None:
        """Publishes what Python observers follow."""

    def host_emitted(self, message: dict[str, Any]) -> None:
        """The channel shows it."""

    def close(self) -> None:
        """Closes the panel or form, then the widget."""
        if self._host.is_open:
            self._host.session.run(self._host.close)
        self._channel.stop()
        self._host.unlisten(self)
        super().close()

    def _post(self, content: dict[str, Any], buffers: list[Any]) -> None:
        if self.comm is not None:
            self.send(content, buffers)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            data = bundle[0] if isinstance(bundle, tuple) else bundle
            data["text/html"] = self.to_html()
            data["text/plain"] = repr(self)
        return bundle


class PanelWidget(SceneWidget, PanelHandle):
    """A panel in the browser."""

    _host: LivePanel

    def host_changed(self) -> None:
        """Publishes the state to observers."""
        self._take_state()

    def __repr__(self) -> str:
        return f"<Panel {self.uri!r} {self.status}>"


class FormWidget(SceneWidget, FormHandle):
    """An operator's form in the browser."""

    _host: OperatorForm

    def host_changed(self) -> None:
        """Publishes the phase to observers."""
        self.phase = self._host.phase

    def __repr__(self) -> str:
        return f"<Form {self.uri!r} {self.phase}>"
