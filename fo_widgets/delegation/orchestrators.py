"""Orchestrators: where else than on this kernel's thread scheduled operations may run, by the name of their target."""

from __future__ import annotations

from typing import Any, Protocol

from fo_widgets.delegation.document import DelegatedOperationDocument
from fo_widgets.delegation.service import queued_listeners


class Orchestrator(Protocol):
    """Somewhere that scheduled operations run.

    Attributes:
        id: what tells it from others.
        instance_id: the delegation target that means it.
        description: what people read.
        available_operators: URIs of the operators it takes; empty for all.
    """

    id: Any
    instance_id: str
    description: str
    available_operators: list[str]

    def submit(self, operation: DelegatedOperationDocument) -> None:
        """Sees to it that an operation that waits is run."""


_known: dict[str, Orchestrator] = {}


def register_orchestrator(orchestrator: Orchestrator) -> None:
    """Offers an orchestrator in forms; it gets every operation that this process queues for its target."""
    _known[orchestrator.instance_id] = orchestrator
    if _hand_over not in queued_listeners:
        queued_listeners.append(_hand_over)


def unregister_orchestrator(instance_id: str) -> None:
    """Offers an orchestrator no more; a name that is not known is ignored."""
    _known.pop(instance_id, None)
    if not _known and _hand_over in queued_listeners:
        queued_listeners.remove(_hand_over)


def list_orchestrators(operator_uri: str | None = None) -> list[Orchestrator]:
    """The orchestrators that are registered, or those of them that take an operator."""
    return [
        one
        for one in _known.values()
        if operator_uri is None or not one.available_operators or operator_uri in one.available_operators
    ]


def is_orchestrated(operation: DelegatedOperationDocument) -> bool:
    """Whether an orchestrator that is registered runs an operation."""
    return operation.delegation_target in _known


def _hand_over(operation: DelegatedOperationDocument) -> None:
    if is_orchestrated(operation):
        _known[str(operation.delegation_target)].submit(operation)
