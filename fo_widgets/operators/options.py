"""How an operator may be executed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from fo_widgets.storage.config import config


class Orchestrator(Protocol):
    """Somewhere that scheduled operations run."""

    id: Any
    instance_id: str
    description: str
    available_operators: list[str]


class ExecutionOptions:
    """Whether an operator may be executed now, scheduled, or both.

    Args:
        allow_immediate_execution: it may run now. Always true if scheduling is not allowed.
        allow_delegated_execution: it may be scheduled.
        default_choice_to_delegated: the form offers scheduling first.
        allow_distributed_execution: not supported; stays false.
        min_distributed_tasks: kept for the wire.
        max_distributed_tasks: kept for the wire.
        recommended_distributed_tasks: kept for the wire.
    """

    def __init__(
        self,
        allow_immediate_execution: bool = True,
        allow_delegated_execution: bool = False,
        default_choice_to_delegated: bool = False,
        allow_distributed_execution: bool = False,
        min_distributed_tasks: int | None = 2,
        max_distributed_tasks: int | None = None,
        recommended_distributed_tasks: int | None = None,
        **_: Any,
    ) -> None:
        immediate = allow_immediate_execution
        self._allow_immediate_execution = immediate if immediate or allow_delegated_execution else True
        self._allow_delegated_execution = allow_delegated_execution
        self._default_choice_to_delegated = default_choice_to_delegated
        self._min_distributed_tasks = min_distributed_tasks
        self._max_distributed_tasks = max_distributed_tasks
        self._recommended_distributed_tasks = recommended_distributed_tasks
        self._available_orchestrators: list[Orchestrator] = []

    @property
    def allow_immediate_execution(self) -> bool:
        """Whether it may run now."""
        return self._allow_immediate_execution

    @property
    def allow_delegated_execution(self) -> bool:
        """Whether it may be scheduled."""
        return self._allow_delegated_execution

    @property
    def allow_distributed_execution(self) -> bool:
        """Always false: runs are not split up."""
        return False

    @property
    def default_choice_to_delegated(self) -> bool:
        """Whether scheduling is offered first."""
        return self._default_choice_to_delegated

    @property
    def min_distributed_tasks(self) -> int | None:
        """Kept for the wire."""
        return self._min_distributed_tasks

    @property
    def max_distributed_tasks(self) -> int | None:
        """Kept for the wire."""
        return self._max_distributed_tasks

    @property
    def recommended_distributed_tasks(self) -> int | None:
        """Kept for the wire."""
        return self._recommended_distributed_tasks

    @property
    def orchestrator_registration_enabled(self) -> bool:
        """Whether scheduling needs an orchestrator that is registered."""
        return not config.allow_legacy_orchestrators

    @property
    def available_orchestrators(self) -> list[Orchestrator]:
        """Where the operator can be scheduled."""
        return self._available_orchestrators

    def update(self, available_orchestrators: Iterable[Orchestrator] | None = None) -> None:
        """Sets where the operator can be scheduled."""
        self._available_orchestrators = list(available_orchestrators or [])

    def to_dict(self) -> dict[str, Any]:
        """The options as JSON."""
        fields = ("id", "instance_id", "description", "available_operators")
        return {
            "allow_immediate_execution": self.allow_immediate_execution,
            "allow_delegated_execution": self.allow_delegated_execution,
            "allow_distributed_execution": self.allow_distributed_execution,
            "default_choice_to_delegated": self.default_choice_to_delegated,
            "min_distributed_tasks": self.min_distributed_tasks,
            "max_distributed_tasks": self.max_distributed_tasks,
            "recommended_distributed_tasks": self.recommended_distributed_tasks,
            "orchestrator_registration_enabled": self.orchestrator_registration_enabled,
            "available_orchestrators": [
                {field: getattr(orchestrator, field) for field in fields}
                for orchestrator in self.available_orchestrators
            ],
        }
