"""What operators and panels get: params, what is open and selected, and how to act on it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from fo_widgets.operators.filters import filtered
from fo_widgets.operators.message import GeneratedMessage
from fo_widgets.operators.operations import Operations
from fo_widgets.operators.panel_ref import PanelRef
from fo_widgets.operators.requests import Executor
from fo_widgets.operators.secrets import PluginSecrets
from fo_widgets.operators.targets import Targets
from fo_widgets.schema.types.wire import wire_value
from fo_widgets.storage import ExecutionStore

if TYPE_CHECKING:
    from fo_widgets.data import Dataset, DatasetView
    from fo_widgets.operators.results import PipelineExecutionContext

logger = logging.getLogger(__name__)

Json = dict[str, Any]


class ExecutionContext(Targets):
    """The context of one call.

    Args:
        request_params: what the face sent: `params`, `dataset_name`, `view`, `selected`, … (FiftyOne's names).
        executor: collects what is triggered; without one nothing can be.
        set_progress: told how far the work is.
        delegated_operation_id: of the scheduled run that this is.
        operator_uri: whose call it is.
        required_secrets: keys that `secrets` has.
        pipeline: where the pipeline stands that this is a stage of.

    Attributes:
        request_params: as given.
        params: its `params`: the same dict, which the form or the event filled.
        executor: as given.
        user: None; notebooks have no accounts.
        pipeline: as given.
    """

    def __init__(
        self,
        request_params: Json | None = None,
        executor: Executor | None = None,
        set_progress: Callable[..., None] | None = None,
        delegated_operation_id: Any = None,
        operator_uri: str | None = None,
        required_secrets: Iterable[str] | None = None,
        pipeline: PipelineExecutionContext | None = None,
    ) -> None:
        self.request_params: Json = {} if request_params is None else request_params
        self.params: Json = self.request_params.get("params") or {}
        self.executor = executor
        self.user: Any = None
        self.pipeline = pipeline
        self._set_progress = set_progress
        self._delegated_operation_id = delegated_operation_id
        self._operator_uri = operator_uri
        self._prompt_id = self.request_params.get("prompt_id")
        self._secrets = PluginSecrets(required_secrets or ())
        self._dataset: Dataset | None = None
        self._view: DatasetView | None = None
        self._prepared: tuple[bool, Json | None] | None = None
        self._ops = Operations(self)
        self._panel: PanelRef | None = None
        self._panel_state: Json = self.params.get("panel_state") or {}
        if (target := self.params.pop("view_target", None)) is not None:
            self.request_params["view_target"] = target
        if self.panel_id:
            self._panel = PanelRef(self)

    def __enter__(self) -> ExecutionContext:
        return self

    def __exit__(self, *exc_info: object) -> None:
        return None

    @property
    def dataset(self) -> Dataset | None:
        """The dataset that is open, None if none is.

        Raises:
            DatasetNotFoundError: it does not exist any more.
        """
        if self._dataset is None:
            found = self._dataset = self._load_dataset()
            if found is not None and self.group_slice is not None and found.media_type == "group":
                found.group_slice = self.group_slice
        return self._dataset

    def _load_dataset(self) -> Dataset | None:
        if not (self.dataset_id or self.dataset_name):
            return None
        from fo_widgets.data import load_dataset

        if not self.dataset_id:
            return load_dataset(self.dataset_name)
        dataset = load_dataset(id=self.dataset_id)
        # it may have been renamed since
        self.request_params["dataset_name"] = dataset.name
        return dataset

    @property
    def dataset_name(self) -> str | None:
        """The name of the dataset."""
        return self.request_params.get("dataset_name")

    @property
    def dataset_id(self) -> str | None:
        """The id of the dataset."""
        return self.request_params.get("dataset_id")

    @property
    def view(self) -> DatasetView | None:
        """What is shown of the dataset: its stages and filters; None without a dataset."""
        if self._view is None and self.dataset is not None:
            self._view = self._build_view(self.dataset)
        return self._view

    def _build_view(self, dataset: Dataset) -> DatasetView:
        from fo_widgets.data import DatasetView

        params = self.request_params
        if params.get("view_name") is not None:
            saved: DatasetView = dataset.load_saved_view(params["view_name"])
            return saved
        view = DatasetView._build(dataset, params.get("view") or [])
        return filtered(view, params.get("filters") or {}, params.get("extended") or {})

    @property
    def has_custom_view(self) -> bool:  # type: ignore[override]
        """Whether less (or other) than the whole dataset is shown."""
        return any(self.request_params.get(key) for key in ("view", "filters", "extended", "view_name"))

    @property
    def spaces(self) -> Any:
        """How panels are arranged, a `Space`; None if unknown."""
        name, spaces = self.request_params.get("workspace_name"), self.request_params.get("spaces")
        if name and self.dataset is not None:
            return self.dataset.load_workspace(name)
        if spaces is None:
            return None
        from fo_widgets.data import Space

        return Space.from_dict(spaces)

    @property
    def selected(self) -> list[str]:  # type: ignore[override]
        """The ids of the selected samples."""
        if samples := self.selected_samples:
            return [sample if isinstance(sample, str) else sample["id"] for sample in samples]
        return self.request_params.get("selected") or []

    @property
    def selected_samples(self) -> list[Any]:
        """The selected samples, `{id, type}` each; type is "default" or "alt"."""
        return self.request_params.get("selected_samples") or []

    @property
    def selected_labels(self) -> list[Json]:  # type: ignore[override]
        """The selected labels, `{label_id, sample_id, field, …}` each."""
        labels: list[Json] = self.request_params.get("selected_labels", [])
        return labels

    @property
    def sample_selection_style(self) -> dict[str, str]:
        """The icons of selected samples by type of selection."""
        style: dict[str, str] = self.request_params.get(
            "sample_selection_style", {"default": "checkmark", "alt": "checkmark"}
        )
        return style

    @property
    def label_selection_style(self) -> dict[str, str]:
        """The lines around selected labels by type of selection."""
        style: dict[str, str] = self.request_params.get(
            "label_selection_style", {"default": "dashed", "alt": "dashed"}
        )
        return style

    @property
    def extended_selection(self) -> Json | None:
        """What plots have narrowed the samples to, `{selection: [ids], scope}`."""
        return self.request_params.get("extended_selection")

    @property
    def current_sample(self) -> str | None:
        """The id of the sample that is open."""
        return self.request_params.get("current_sample")

    @property
    def group_slice(self) -> str | None:  # type: ignore[override]
        """The slice of a grouped dataset that is shown."""
        return self.request_params.get("group_slice")

    @property
    def query_performance(self) -> bool | None:
        """Whether the App's query performance mode is on."""
        return self.request_params.get("query_performance")

    @property
    def active_fields(self) -> list[str]:
        """The fields that are shown with the samples."""
        fields: list[str] = self.request_params.get("active_fields", [])
        return fields

    @property
    def active_media_type(self) -> str | None:
        """The media type of what is shown; of the slice, if the dataset is grouped."""
        dataset = self.dataset
        if dataset is None or dataset.media_type != "group":
            return None if dataset is None else dataset.media_type
        return (dataset.group_media_types or {}).get(dataset.group_slice or "")

    @property
    def panel_id(self) -> str | None:
        """The id of the panel that the event belongs to."""
        return self.params.get("panel_id")

    @property
    def panel_state(self) -> Json:
        """The state of that panel.

        Raises:
            AttributeError: the call belongs to no panel.
        """
        self._check_panel("panel_state")
        return self._panel_state

    @property
    def panel(self) -> PanelRef:
        """The panel that the event belongs to: its state, data and title.

        Raises:
            AttributeError: the call belongs to no panel.
        """
        self._check_panel("panel")
        assert self._panel is not None
        return self._panel

    def _check_panel(self, name: str) -> None:
        if not self.panel_id:
            raise AttributeError(f"ctx.{name} exists in the methods of panels only; this call has no panel")

    @property
    def delegated(self) -> bool:
        """Whether this is a scheduled run."""
        delegated: bool = self.request_params.get("delegated", False)
        return delegated

    @property
    def requesting_delegated_execution(self) -> bool:
        """Whether the caller asked for a scheduled run."""
        requested: bool = self.request_params.get("request_delegation", False)
        return requested

    @property
    def delegation_target(self) -> str | None:
        """Where the caller wants it to run."""
        return self.request_params.get("delegation_target")

    @property
    def results(self) -> Json:
        """What `execute` returned; for `resolve_output`."""
        results: Json = self.request_params.get("results", {})
        return results

    @property
    def num_distributed_tasks(self) -> int | None:
        """None: runs are not split up."""
        return None

    @property
    def prompt_id(self) -> str | None:
        """The id of the form that the call came from."""
        return self._prompt_id

    @property
    def operator_uri(self) -> str | None:
        """The URI of the operator or panel."""
        return self._operator_uri

    @property
    def user_id(self) -> str | None:
        """None; notebooks have no accounts."""
        return None

    @property
    def user_request_token(self) -> str | None:
        """None; notebooks have no accounts."""
        return None

    @property
    def secrets(self) -> PluginSecrets:
        """The secrets that the plugin declares, read from the environment at this moment."""
        return self._secrets

    def secret(self, key: str) -> str | None:
        """A secret, None if the plugin does not declare it."""
        return self._secrets[key]

    async def resolve_secret_values(self, keys: Iterable[str], **kwargs: Any) -> None:
        """Nothing to do: secrets are looked up when asked for."""

    @property
    def ops(self) -> Operations:
        """The builtin operations."""
        return self._ops

    def store(self, store_name: str) -> ExecutionStore:
        """The execution store of a name that belongs to the dataset.

        Raises:
            AttributeError: there is no dataset.
        """
        if self.dataset is None:
            raise AttributeError("ctx.store() needs a dataset; ExecutionStore.create(name) is a global store")
        return ExecutionStore.create(store_name, dataset_id=self.dataset._id)

    def trigger(self, operator_name: str, params: Json | None = None) -> GeneratedMessage:
        """Asks for an operation, or for another operator; done when the method ends, or when yielded.

        Raises:
            ValueError: this context only resolves a form or placement; nothing can be triggered.
        """
        if self.executor is None:
            raise ValueError("No executor available")
        return self.executor.trigger(operator_name, params)

    def prompt(
        self,
        operator_uri: str,
        params: Json | None = None,
        on_success: str | Callable[..., Any] | None = None,
        on_error: str | Callable[..., Any] | None = None,
        skip_prompt: bool = False,
    ) -> GeneratedMessage:
        """Opens an operator's form.

        Args:
            operator_uri: the operator, or a bound method of a panel.
            params: values to start with.
            on_success: a method of the panel, called with `result` and `original_params`.
            on_error: likewise, with `error`.
            skip_prompt: execute without a form.

        Raises:
            AttributeError: for a callback that is not a method of a panel or operator.
        """
        return self.trigger(
            "prompt_user_for_operation",
            {
                "operator_uri": wire_value(operator_uri),
                "panel_id": self.panel_id,
                "params": params,
                "on_success": wire_value(on_success),
                "on_error": wire_value(on_error),
                "skip_prompt": skip_prompt,
            },
        )

    def log(self, message: Any) -> GeneratedMessage:
        """Logs a message."""
        return self.trigger("console_log", {"message": message})

    def set_progress(self, progress: float | None = None, label: str | None = None) -> None:
        """Says how far the work is.

        Args:
            progress: 0 to 1.
            label: what is being done.
        """
        if self._set_progress is not None:
            try:
                self._set_progress(progress=progress, label=label)
            except Exception as error:  # noqa: BLE001 - a bar that cannot be drawn must not end the work
                logger.warning("cannot show progress: %s", error)
        elif self.delegated:
            logger.info("Progress: %s - %s", progress, label)
        else:
            self.log(f"Progress: {progress} - {label}")

    def serialize(self) -> Json:
        """The request as JSON."""
        return {"request_params": self.request_params, "params": self.params}

    def to_dict(self) -> Json:
        """The public attributes."""
        return {key: value for key, value in vars(self).items() if not key.startswith("_")}

    def __repr__(self) -> str:
        return f"<ExecutionContext of {self._operator_uri}>"
