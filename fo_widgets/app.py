"""The app in a cell: a session and the workspace panel that shows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fo_widgets import panels
from fo_widgets.notebook import Face, open_panel
from fo_widgets.operators import registry
from fo_widgets.session.session import Session

if TYPE_CHECKING:
    from fo_widgets.data import Dataset, DatasetView


class App:
    """A workspace; the last line of a cell shows it.

    Attributes:
        session: the session that it shows: `app.session.view = …` reaches every panel.
        panel: the workspace panel's handle.
    """

    def __init__(self, session: Session, face: Face) -> None:
        self.session = session
        self.panel = open_panel(panels.WORKSPACE, session=session, face=face)

    def close(self) -> None:
        """Closes every panel of the session."""
        self.panel.close()
        for panel in self.session.open_panels():
            self.session.run(panel.close)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        show = getattr(self.panel, "_repr_mimebundle_", None)
        return show(**kwargs) if show else {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<App {self.session!r}>"


def launch_app(
    dataset: Dataset | str | None = None, *, view: DatasetView | None = None, face: Face = "anywidget"
) -> App:
    """Opens a workspace on a dataset, in a session of its own.

    Args:
        dataset: a dataset or its name.
        view: the view to start with.
        face: what draws it.
    """
    if not registry.operator_exists(panels.WORKSPACE):
        panels.register(registry)
    session = Session(dataset, view=view)
    session.dataset_opened = partial(_run_operators, session, "on_dataset_open")
    # as the App does when a page opens: dataset-open operators first, then the startup ones
    if session.dataset is not None:
        session.dataset_opened()
    _run_operators(session, "on_startup")
    return App(session, face)


def _run_operators(session: Session, hook: str) -> None:
    for operator in registry.list_operators(type="operator"):
        try:
            if getattr(operator.config, hook):
                session.run(partial(session.execute, operator, {}, session.console))
        except Exception as error:  # noqa: BLE001 - a plugin's; it must not keep the app from opening
            session.console.report(f"{type(operator).__name__}: {hook}", error)
