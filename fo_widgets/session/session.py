"""The session: one app state, its open panels and forms, and the queue that everything goes through."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from fo_widgets.delegation import worker
from fo_widgets.operators import Operator, OperatorRegistry, Panel
from fo_widgets.operators import registry as default_registry
from fo_widgets.session.calls import PluginCalls
from fo_widgets.session.context import AppContext
from fo_widgets.session.form import OperatorForm
from fo_widgets.session.host import Host, Json
from fo_widgets.session.panel import LivePanel, NoSuchPanelError
from fo_widgets.session.queue import EventQueue

if TYPE_CHECKING:
    from fo_widgets.data import Dataset, DatasetView

logger = logging.getLogger(__name__)

T = TypeVar("T")

# a panel that changes the context from its own on_change_… would otherwise never let go of its turn
_MOST_ROUNDS = 20


class Console(Host):
    """The host of calls that nothing on the screen asked for; what they show goes to every open host."""

    kind = "console"

    def emit(self, message: Json) -> None:
        """Shows in every widget of the session."""
        for host in list(self.session.hosts.values()):
            if host.parent is None and host is not self:
                host.emit(message)


class Session(PluginCalls):
    """One app: what is open and selected, which panels show it, and the order of all events.

    Everything that runs plugin code takes a turn in the session's queue: gestures of a browser are
    submitted, calls from a cell wait, and calls from inside a callback run at once.
    """

    def __init__(
        self,
        dataset: Dataset | str | None = None,
        *,
        view: DatasetView | None = None,
        registry: OperatorRegistry | None = None,
    ) -> None:
        self.id = secrets.token_hex(8)
        self.queue = EventQueue()
        self.registry = registry or default_registry
        self.hosts: dict[str, Host] = {}
        self.app = AppContext()
        self.clipboard: list[Json] = []
        self.dataset_opened: Callable[[], None] = lambda: None
        self._touched: dict[str, Host] = {}
        self._noticed: Json = {}
        self._depth = 0
        self.console = Console(self)
        # what is scheduled here runs here; an idle worker keeps no thread
        worker.start()
        self.app.set({"dataset": _loaded(dataset, view), "view": view})

    @property
    def dataset(self) -> Dataset | None:
        """The open dataset. Setting it (also by name) clears view and selection and tells the panels."""
        return self.app.dataset

    @dataset.setter
    def dataset(self, dataset: Dataset | str | None) -> None:
        self.update(dataset=_loaded(dataset))

    @property
    def view(self) -> DatasetView | None:
        """The open view; the whole dataset's view if none was set. Setting it tells the panels."""
        if self.app.view is not None or self.app.dataset is None:
            return self.app.view
        whole: DatasetView = self.app.dataset.view()
        return whole

    @view.setter
    def view(self, view: DatasetView | None) -> None:
        self.update(view=view)

    @property
    def selected(self) -> list[str]:
        """The ids of the selected samples. Setting them tells the panels."""
        return self.app.selected

    @selected.setter
    def selected(self, ids: Sequence[str]) -> None:
        self.update(selected_samples=[{"id": str(id_), "type": "default"} for id_ in ids])

    @property
    def selected_labels(self) -> list[Json]:
        """The selected labels, `{label_id, sample_id, field, …}` each. Setting them tells the panels."""
        return self.app.selected_labels

    @selected_labels.setter
    def selected_labels(self, labels: Sequence[Json]) -> None:
        self.update(selected_labels=list(labels))

    @property
    def messages(self) -> list[Json]:
        """What operators that were run from code triggered, as `{operator_uri, params}`."""
        return list(self.console.messages)

    def update(self, **changes: Any) -> None:
        """Changes parts of the app state in one turn; panels hear of each difference exactly once.

        Args:
            **changes: names of `AppContext` (`view`, `selected_samples`, `current_sample`, …).
        """
        self.run(lambda: self._noticed.update(self.app.set(changes)))

    def open_dataset(self, name: str) -> None:
        """Opens a dataset by name.

        Raises:
            DatasetNotFoundError: if there is none of that name.
        """
        self.update(dataset=_loaded(name))

    def load_view(self, *, stages: Sequence[Json] | None = None, name: str | None = None) -> None:
        """Opens a view of the open dataset, from serialised stages or by the name of a saved view."""
        dataset = self._need_dataset()
        view = (
            dataset.load_saved_view(name)
            if name
            else type(dataset.view())._build(dataset, list(stages or []))
        )
        self.update(view=view)

    def show_samples(self, ids: Sequence[str]) -> None:
        """Opens a view of just these samples; of all without ids."""
        dataset = self._need_dataset()
        self.update(view=dataset.select(list(ids)) if ids else None)

    def reload(self) -> None:
        """Reads the dataset again and tells every panel that the view may look different."""
        dataset = self.app.dataset
        if dataset is not None:
            dataset.reload()
        for panel in self.open_panels():
            panel.changed()

    def run(self, job: Callable[[], T]) -> T:
        """Runs a job in its turn, waiting for it; see `EventQueue.run`."""
        return self.queue.run(partial(self._turn, job))

    def submit(self, job: Callable[[], T], *, key: Hashable | None = None) -> Future[T]:
        """Queues a job; see `EventQueue.submit`."""
        return self.queue.submit(partial(self._turn, job), key=key)

    @property
    def is_in_turn(self) -> bool:
        """Whether the calling code runs inside a turn of this session."""
        return self._depth > 0 and self.queue.current_turn is not None

    def cancel(self) -> bool:
        """Stops what runs now; says whether there was something to stop."""
        return self.queue.cancel()

    def open_panel(
        self, uri: str | type[Panel] | Panel, *, state: Json | None = None, data: Json | None = None
    ) -> LivePanel:
        """Opens a panel and loads it, in one turn. A failing `on_load` or `render` is kept in its `errors`.

        Raises:
            ValueError: if no panel has that URI.
        """
        operator = self._registered(uri, Panel)
        panel = LivePanel(self, operator)
        self.hosts[panel.id] = panel

        def load() -> None:
            panel.patch_state(state or {})
            panel.patch_data(data or {})
            panel.load()

        self.run(load)
        return panel

    def open_form(
        self,
        uri: str | type[Operator] | Operator,
        params: Mapping[str, Any] | None = None,
        *,
        on_success: str | None = None,
        on_error: str | None = None,
        parent: Host | None = None,
    ) -> OperatorForm:
        """Opens an operator's form, in one turn. A failing `resolve_input` is kept in its `errors`."""
        operator = self._registered(uri, Operator)
        form = OperatorForm(self, operator, params, on_success=on_success, on_error=on_error)
        self.hosts[form.id] = form
        if parent is not None:
            parent.add_overlay(form)
        self.run(form.load)
        return form

    def open_panels(self, name: str | None = None, panel_id: str | None = None) -> list[LivePanel]:
        """The open panels, of a name or URI, or with an id, if given."""
        return [
            host
            for host in list(self.hosts.values())
            if isinstance(host, LivePanel)
            and (name is None or name in (host.uri, host.operator.config.name))
            and (panel_id is None or panel_id == host.id)
        ]

    def prompt(
        self,
        uri: str,
        params: Json,
        host: Host,
        *,
        on_success: str | None = None,
        on_error: str | None = None,
    ) -> OperatorForm | None:
        """Shows an operator's form inside a host; an operator that asks nothing runs at once."""
        form = self.open_form(
            self.full_uri(uri), params, on_success=on_success, on_error=on_error, parent=host
        )
        has_fields = bool(((form.schema or {}).get("type") or {}).get("properties"))
        if form.failure is None and not has_fields and not form.operator.config.dynamic:
            form.execute()
            if form.phase == "done" and len(form.surfaces()) == 1:
                form.close()
        return form

    def show_panel(
        self,
        name: str,
        host: Host,
        *,
        duplicate: bool = False,
        state: Json | None = None,
        data: Json | None = None,
    ) -> LivePanel:
        """Shows a panel, by name or URI, inside the widget of `host`; an open one is not opened twice."""
        open_already = self.open_panels(name)
        if open_already and not (duplicate or open_already[0].operator.config.allow_multiple):
            return open_already[0]
        panel = self.open_panel(self._panel_named(name), state=state, data=data)
        if host.root is not self.console:
            host.root.add_overlay(panel)
        return panel

    def touch(self, host: Host) -> None:
        """Notes that a host must be drawn again at the end of the turn."""
        self._touched[host.id] = host
        if self._depth == 0 and self.queue.current_turn is None:
            self._flush()

    def forget(self, host: Host) -> None:
        """Drops a closed host."""
        self.hosts.pop(host.id, None)

    def _turn(self, job: Callable[[], T]) -> T:
        self._depth += 1
        try:
            return job()
        finally:
            try:
                if self._depth == 1:
                    self._settle()
                    for host in list(self.hosts.values()):
                        host.settle()
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._flush()

    def _settle(self) -> None:
        for _ in range(_MOST_ROUNDS):
            if not self._noticed:
                return
            changes, self._noticed = self._noticed, {}
            if "dataset" in changes and self.app.dataset is not None:
                self.dataset_opened()
            for panel in self.open_panels():
                panel.context_changed(changes)
        self._noticed = {}
        problem = RecursionError(
            f"on_change callbacks changed the context {_MOST_ROUNDS} times in a row; stopped there"
        )
        for panel in self.open_panels():
            panel.report(panel.title, problem)

    def _flush(self) -> None:
        touched, self._touched = self._touched, {}
        for host in touched.values():
            host.flush()

    def _need_dataset(self) -> Dataset:
        if self.app.dataset is None:
            raise ValueError("no dataset is open in this session; set session.dataset first")
        return self.app.dataset

    def _panel_named(self, name: str) -> str:
        if self.registry.operator_exists(name):
            return name
        for operator in self.registry.list_operators(type="panel"):
            if name in (operator.name, operator.config.label):
                return str(operator.uri)
        loaded = ", ".join(sorted(op.uri for op in self.registry.list_operators(type="panel"))) or "none"
        raise NoSuchPanelError(f"no panel {name!r} to open; loaded panels: {loaded}")

    def __repr__(self) -> str:
        name = None if self.app.dataset is None else self.app.dataset.name
        return f"<Session dataset={name!r} panels={[panel.uri for panel in self.open_panels()]}>"


def _loaded(dataset: Dataset | str | None, view: DatasetView | None = None) -> Dataset | None:
    if dataset is None and view is not None:
        whole: Dataset = view._dataset
        return whole
    if not isinstance(dataset, str):
        if dataset is not None and dataset is not dataset._dataset:
            raise TypeError("this is a view; pass it as `view=`, which brings its dataset with it")
        return dataset
    # numpy, polars and bson: only for those who name a dataset
    from fo_widgets.data import load_dataset

    return load_dataset(dataset)
