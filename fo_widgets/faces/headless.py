"""The headless face: panels and forms without a screen, for tests and scripts."""

from __future__ import annotations

from typing import Any

from fo_widgets.faces.handle import FormHandle, HostHandle, PanelHandle
from fo_widgets.session.form import OperatorForm
from fo_widgets.session.host import Host
from fo_widgets.session.panel import LivePanel

Json = dict[str, Any]


class _Headless:
    """Follows a host and keeps what it emitted."""

    _host: Any

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.shown: list[Json] = []
        host.listen(self)
        self.host_changed()

    def host_changed(self) -> None:
        """Nothing to draw; handles read the host itself."""

    def host_emitted(self, message: Json) -> None:
        """Keeps toasts, log lines and downloads."""
        self.shown.append(message)


class HeadlessPanel(_Headless, PanelHandle):
    """A panel without a screen.

    Attributes:
        shown: toasts, log lines and downloads, oldest first.
    """

    def host_changed(self) -> None:
        """Publishes the state to observers."""
        self._take_state()

    def __repr__(self) -> str:
        return f"<HeadlessPanel {self.uri!r} {self.status}>"


class HeadlessForm(_Headless, FormHandle):
    """An operator form without a screen.

    Attributes:
        shown: toasts, log lines and downloads, oldest first.
    """

    _host: OperatorForm

    def host_changed(self) -> None:
        """Publishes the phase to observers."""
        self.phase = self._host.phase

    def __repr__(self) -> str:
        return f"<HeadlessForm {self.uri!r} {self.phase}>"


class HeadlessOutput(_Headless, HostHandle):
    """An output without a screen."""


def handle_of(host: Host) -> HostHandle:
    """A headless handle of any host."""
    if isinstance(host, LivePanel):
        return HeadlessPanel(host)
    if isinstance(host, OperatorForm):
        return HeadlessForm(host)
    return HeadlessOutput(host)
