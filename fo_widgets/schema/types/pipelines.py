"""Pipelines: operators that run one after the other."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fo_widgets.schema.types.wire import Json

logger = logging.getLogger(__name__)

# what only the runner of a pipeline may decide
_RESERVED = (
    "dataset_id",
    "dataset_name",
    "delegated",
    "delegation_target",
    "request_delegation",
    "results",
)


@dataclass(init=False)
class PipelineStage:
    """One operator of a pipeline.

    Args:
        operator_uri: the operator.
        always_run: run even if an earlier stage failed.
        name: shown while it runs.
        num_distributed_tasks: at least 1.
        params: its params.
        rerunnable: None takes it from the operator's config.
        request_params_overrides: request params for this stage; `view` may be a view.

    Raises:
        ValueError: without an operator.
    """

    operator_uri: str
    always_run: bool = False
    name: str | None = None
    num_distributed_tasks: int | None = None
    params: Mapping[str, Any] | None = None
    rerunnable: bool | None = None
    request_params_overrides: Mapping[str, Any] | None = None

    def __init__(
        self,
        operator_uri: str,
        always_run: bool = False,
        name: str | None = None,
        num_distributed_tasks: int | None = None,
        params: Mapping[str, Any] | None = None,
        rerunnable: bool | None = None,
        request_params_overrides: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> None:
        if not operator_uri:
            raise ValueError("a pipeline stage needs the URI of its operator")
        self.operator_uri = operator_uri
        self.always_run = always_run
        self.name = name
        tasks = None if num_distributed_tasks is None else int(num_distributed_tasks)
        self.num_distributed_tasks = tasks if tasks and tasks > 0 else None
        self.params = params
        self.rerunnable = rerunnable
        self.request_params_overrides = _overrides(operator_uri, request_params_overrides)

    def to_json(self) -> Json:
        """The wire form."""
        return asdict(self)


def _overrides(uri: str, overrides: Mapping[str, Any] | None) -> Json | None:
    if overrides is None:
        return None
    if reserved := [key for key in _RESERVED if key in overrides]:
        logger.error("the stage %s may not override %s; ignored", uri, ", ".join(reserved))
    kept = {key: value for key, value in overrides.items() if key not in _RESERVED}
    if hasattr(kept.get("view"), "_serialize"):
        kept["view"] = kept["view"]._serialize()
    return kept


@dataclass(init=False)
class Pipeline:
    """A sequence of stages."""

    stages: list[PipelineStage]

    def __init__(self, stages: list[PipelineStage] | None = None, **kwargs: Any) -> None:
        self.stages = [] if stages is None else stages

    def stage(self, operator_uri: str, **kwargs: Any) -> PipelineStage:
        """Adds a stage and returns it; takes what `PipelineStage` takes."""
        stage = PipelineStage(operator_uri, **kwargs)
        self.stages.append(stage)
        return stage

    @classmethod
    def from_json(cls, json: Any) -> Pipeline | None:
        """A pipeline from its wire form, or from a list of stages; None from None."""
        if json is None:
            return None
        stages = json if isinstance(json, list) else json.get("stages") or []
        return cls([PipelineStage(**stage) for stage in stages])

    def to_json(self) -> Json:
        """The wire form."""
        return asdict(self)


@dataclass(init=False)
class PipelineRunInfo:
    """How far a pipeline has come.

    Args:
        active: whether no stage has failed.
        expected_children: how many runs each distributed stage has.
        stage_index: the stage that runs.
        child_errors: errors by id of the run.
    """

    active: bool = True
    expected_children: list[int] | None = None
    stage_index: int = 0
    child_errors: Mapping[str, str] | None = None

    def __init__(
        self,
        active: bool = True,
        expected_children: list[int] | None = None,
        stage_index: int = 0,
        child_errors: Mapping[str, str] | None = None,
        **_: Any,
    ) -> None:
        self.active = active
        self.expected_children = expected_children
        self.stage_index = stage_index
        self.child_errors = child_errors

    @classmethod
    def from_json(cls, json: Mapping[str, Any] | None) -> PipelineRunInfo | None:
        """From its wire form; None from None."""
        return None if json is None else cls(**json)

    def to_json(self) -> Json:
        """The wire form."""
        return asdict(self)
