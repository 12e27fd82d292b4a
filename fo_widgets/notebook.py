"""What a notebook calls: open a panel, show an operator's form, run an operator."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from fo_widgets import cells
from fo_widgets.faces.handle import FormHandle, HostHandle, PanelHandle
from fo_widgets.faces.headless import HeadlessForm, HeadlessPanel
from fo_widgets.operators import Operator, Panel
from fo_widgets.session.form import OperatorForm
from fo_widgets.session.panel import LivePanel
from fo_widgets.session.queue import TurnCancelled
from fo_widgets.session.session import Session

if TYPE_CHECKING:
    from fo_widgets.data import Dataset, DatasetView

Face = Literal["anywidget", "ipywidgets", "headless"]
T = TypeVar("T", bound=HostHandle)

_sessions: dict[str | None, Session] = {}


def session_for(dataset: Dataset | str | None = None, view: DatasetView | None = None) -> Session:
    """The notebook's session on a dataset; the same one every time, so that its panels share one state.

    Args:
        dataset: a dataset or its name; without one (and without a view) a session with nothing open.
        view: opened in that session.
    """
    if dataset is None and view is not None:
        dataset = view._dataset
    name = dataset if isinstance(dataset, str) or dataset is None else dataset.name
    session = _sessions.get(name)
    if session is None or (None if session.dataset is None else session.dataset.name) != name:
        # none yet, or its panels have moved on to another dataset
        session = _sessions[name] = Session(dataset)
    elif session.dataset is not None and (session.dataset.deleted or not _is_same(dataset, session.dataset)):
        # made anew under its old name, as cells that are run again do
        session.dataset = dataset
    if view is not None:
        session.view = view
    return session


def _is_same(given: Dataset | str | None, opened: Dataset) -> bool:
    return given is None or isinstance(given, str) or given._id == opened._id


def open_panel(
    panel: str | type[Panel] | Panel,
    *,
    dataset: Dataset | str | None = None,
    view: DatasetView | None = None,
    session: Session | None = None,
    face: Face = "anywidget",
    state: dict[str, Any] | None = None,
) -> Any:
    """Opens a panel; the last line of a cell shows it.

    Args:
        panel: a URI such as `@acme/demo/counter`, or a panel class, e.g. from this very cell.
        dataset: the dataset it works on, or its name.
        view: the view it works on.
        session: the session to open it in; else the notebook's session on that dataset.
        face: what draws it: one browser widget, real ipywidgets, or nothing (for tests).
        state: the panel's state before `on_load`.

    Returns:
        A handle, the same on every face: `panel["path"].click()`, `panel.state`, `panel.errors`, …
        An exception in `on_load` or `render` is shown in the panel and kept in `panel.errors`.

    Raises:
        ValueError: if no panel has that URI.
    """
    live = _session(session, dataset, view).open_panel(panel, state=state)
    return _kept(_panel_face(live, face))


def operator(
    operator: str | type[Operator] | Operator,
    *,
    dataset: Dataset | str | None = None,
    view: DatasetView | None = None,
    params: Mapping[str, Any] | None = None,
    session: Session | None = None,
    face: Face = "anywidget",
) -> Any:
    """Opens an operator's form; the last line of a cell shows it.

    Args:
        operator: a URI such as `@acme/demo/tag`, or an operator class.
        params: values to start with.

    Returns:
        A handle: `form["label"].set("cat")`, `form.params`, `form.execute()`, `form.result`, …

    Raises:
        ValueError: if no operator has that URI.
    """
    form = _session(session, dataset, view).open_form(operator, params)
    return _kept(_form_face(form, face))


def execute_operator(
    operator: str | type[Operator] | Operator,
    ctx: Mapping[str, Any] | None = None,
    *,
    dataset: Dataset | str | None = None,
    view: DatasetView | None = None,
    params: Mapping[str, Any] | None = None,
    session: Session | None = None,
    **request_params: Any,
) -> Any:
    """Runs an operator now and returns its result; works in notebooks, scripts and callbacks alike.

    Args:
        operator: a URI or an operator class.
        ctx: `dataset`, `view`, `params` and request params as one dict, as FiftyOne takes them.
        request_params: `request_delegation`, `delegation_target`, …

    Raises:
        ValueError: for an unknown URI.
        ExecutionError: for params that the operator refuses.
        Exception: what the operator raised.
        KeyboardInterrupt: if it was interrupted or cancelled.
    """
    given = {**(ctx or {}), **request_params}
    dataset, view = given.pop("dataset", dataset), given.pop("view", view)
    params = given.pop("params", params) or {}
    target = _session(session, dataset, view)
    instance = target._registered(operator, Operator)
    try:
        return target.run(lambda: target.execute(instance, params, target.console, given)).result
    except TurnCancelled:
        raise KeyboardInterrupt(f"{instance.uri} was cancelled") from None


async def aexecute_operator(operator: str | type[Operator] | Operator, *args: Any, **kwargs: Any) -> Any:
    """`execute_operator` without blocking the event loop; takes and raises the same."""
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(
        None, lambda: context.run(execute_operator, operator, *args, **kwargs)
    )


def _session(session: Session | None, dataset: Any, view: Any) -> Session:
    if session is None:
        return session_for(dataset, view)
    if dataset is not None and dataset is not session.dataset:
        session.dataset = dataset
    if view is not None:
        session.view = view
    return session


def _kept(handle: T) -> T:
    cells.keep(handle)
    return handle


def _panel_face(live: LivePanel, face: Face) -> PanelHandle:
    if face == "headless":
        return HeadlessPanel(live)
    if face == "anywidget":
        from fo_widgets.faces.anywidget import PanelWidget

        return PanelWidget(live)
    if face == "ipywidgets":
        from fo_widgets.faces.ipywidgets import PanelBox

        return PanelBox(live)
    raise _unknown_face(face)


def _form_face(form: OperatorForm, face: Face) -> FormHandle:
    if face == "headless":
        return HeadlessForm(form)
    if face == "anywidget":
        from fo_widgets.faces.anywidget import FormWidget

        return FormWidget(form)
    if face == "ipywidgets":
        from fo_widgets.faces.ipywidgets import FormBox

        return FormBox(form)
    raise _unknown_face(face)


def _unknown_face(face: object) -> ValueError:
    return ValueError(f"unknown face {face!r}; the faces are 'anywidget', 'ipywidgets' and 'headless'")
