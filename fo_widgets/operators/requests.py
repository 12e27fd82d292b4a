"""What plugin code asks for while it runs: operations, in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fo_widgets.operators.message import GeneratedMessage, MessageType


class InvocationRequest:
    """Asks for an operation.

    Args:
        operator_uri: its URI; a bare name is a builtin operation's.
        params: its params.
    """

    def __init__(self, operator_uri: str, params: dict[str, Any] | None = None) -> None:
        self.operator_uri = operator_uri
        self.params = params or {}

    def to_json(self) -> dict[str, Any]:
        """The request as JSON."""
        return {"operator_uri": self.operator_uri, "params": self.params}

    def __repr__(self) -> str:
        return f"InvocationRequest({self.operator_uri!r}, {self.params!r})"


class Executor:
    """Collects what plugin code triggers.

    Attributes:
        requests: the operations asked for, in order.
        logs: what was logged.
    """

    def __init__(
        self, requests: Iterable[InvocationRequest] | None = None, logs: Iterable[Any] | None = None
    ) -> None:
        self.requests = list(requests or [])
        self.logs = list(logs or [])

    def trigger(self, operator_name: str, params: dict[str, Any] | None = None) -> GeneratedMessage:
        """Asks for an operation; returns the message that a generator may yield."""
        request = InvocationRequest(operator_name, params)
        self.requests.append(request)
        return GeneratedMessage(MessageType.SUCCESS, cls=InvocationRequest, body=request)

    def log(self, message: Any) -> None:
        """Notes a message."""
        self.logs.append(message)

    def take(self, message: GeneratedMessage) -> None:
        """Takes up a request that was not made with `trigger`."""
        request = message.body
        if isinstance(request, InvocationRequest) and not any(
            request is known for known in reversed(self.requests)
        ):
            self.requests.append(request)

    def to_json(self) -> dict[str, Any]:
        """The requests and logs as JSON."""
        return {"requests": [request.to_json() for request in self.requests], "logs": self.logs}
