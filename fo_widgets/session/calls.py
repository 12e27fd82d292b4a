"""How a session runs plugin code and applies what it triggers."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fo_widgets.delegation import DelegatedOperationDocument, worker
from fo_widgets.operators import (
    ExecutionContext,
    ExecutionResult,
    Operator,
    OperatorRegistry,
    Panel,
    stream,
)
from fo_widgets.operators.executor import new_context
from fo_widgets.session.context import AppContext
from fo_widgets.session.effects import EFFECTS, FULFILLED, FURNITURE, UnsupportedOperationError
from fo_widgets.session.gestures import Call
from fo_widgets.session.host import Host, Json
from fo_widgets.session.panel import LivePanel
from fo_widgets.session.queue import EventQueue

if TYPE_CHECKING:
    from fo_widgets.session.session import Session

logger = logging.getLogger(__name__)

BUILTIN = "@voxel51/operators/"


class PluginCalls:
    """The part of a session that calls operators and panel methods.

    One rule for both: run the code, apply what it triggered in order (for generators after each
    `yield`), then raise what it raised.
    """

    app: AppContext
    queue: EventQueue
    registry: OperatorRegistry
    hosts: dict[str, Host]

    def call(self, call: Call, host: Host) -> Any:
        """Runs `uri` or `panel_uri#method` for a host and returns its result.

        Raises:
            ValueError: for an unknown URI.
            Exception: what the plugin raised.
        """
        uri, _, method = self.full_uri(call.uri).partition("#")
        if uri.startswith(BUILTIN) and uri.removeprefix(BUILTIN) in EFFECTS:
            return self.apply(uri, call.params, host)
        operator = self.registry.get_operator(uri)
        params = {**call.params, **({"__method__": method} if method else {})}
        if isinstance(operator, Panel):
            # a panel's own schema describes its state, not the params of its methods
            return self._run(operator, params, host, {}).result
        return self.execute(operator, params, host, call.extra).result

    def execute(
        self,
        operator: Operator,
        params: Mapping[str, Any],
        host: Host,
        extra: Mapping[str, Any] | None = None,
    ) -> ExecutionResult:
        """Executes an operator with params that are validated first.

        Args:
            extra: further request params (`request_delegation`, …).
        """
        return self._run(operator, params, host, extra or {})

    @contextmanager
    def context(
        self,
        operator: Operator,
        params: Mapping[str, Any],
        host: Host,
        extra: Mapping[str, Any] | None = None,
    ) -> Iterator[ExecutionContext]:
        """A context for resolving a form; what plugin code triggers meanwhile is applied at the end."""
        ctx = self._new_context(operator, params, host, extra or {})
        with self.queue.interruptible():
            yield ctx
        self._apply_requests(ctx, host, 0)

    def call_back(self, call: Call, host: Host) -> None:
        """Runs an `on_success` or `on_error`; its failure is shown in the host, not raised."""
        try:
            if isinstance(host, LivePanel):
                host.trigger(call, call.uri.rpartition("#")[2])
            else:
                self.call(call, host)
        except Exception as error:  # noqa: BLE001 - the plugin's; shown where the form was asked for
            host.report(call.uri, error)

    def apply(self, uri: str, params: Json, host: Host) -> Any:
        """Does what one triggered operation asks for.

        Raises:
            UnsupportedOperationError: for an operation of the App that notebooks do not have, and for an
                operator that is not loaded: it may be of a plugin's JavaScript, and whoever triggers goes on.
        """
        host.messages.append({"operator_uri": uri, "params": params})
        name = self.full_uri(uri).removeprefix(BUILTIN)
        if do := EFFECTS.get(name):
            return do(self._session, host, params or {})
        if name in FULFILLED:
            return None
        if name in FURNITURE:
            if name not in host.told:
                host.told.add(name)
                host.toast(f"{name} changes nothing: notebooks have no {FURNITURE[name]}")
            return None
        uri = self.full_uri(uri)
        if uri.startswith(BUILTIN) and not self.registry.operator_exists(uri):
            raise UnsupportedOperationError(f"the operation {name!r} of the App does not exist in notebooks")
        self.need_operator(uri)
        target = host
        if "#" in uri and isinstance(panel := self.hosts.get((params or {}).get("panel_id", "")), LivePanel):
            target = panel
        return self.call(Call(uri, params or {}), target)

    def need_operator(self, uri: str) -> None:
        """Sees that what is triggered is loaded.

        Raises:
            UnsupportedOperationError: it is not; names it.
        """
        try:
            self.registry.get_operator(uri.partition("#")[0])
        except ValueError as error:
            raise UnsupportedOperationError(str(error)) from None

    @staticmethod
    def full_uri(uri: str) -> str:
        """A bare name is a builtin operator's."""
        return uri if "/" in uri else BUILTIN + uri

    def _run(
        self, operator: Operator, params: Mapping[str, Any], host: Host, extra: Mapping[str, Any]
    ) -> ExecutionResult:
        ctx = self._new_context(operator, params, host, extra)
        applied = 0
        steps = stream(operator, ctx)
        try:
            while True:
                with self.queue.interruptible():
                    try:
                        next(steps)
                    except StopIteration as end:
                        result: ExecutionResult = end.value
                        break
                applied = self._apply_requests(ctx, host, applied)
                host.root.flush()
        finally:
            steps.close()
            # also after a failure: what was triggered before it counts (as measured)
            self._apply_requests(ctx, host, applied)
        if result.delegated:
            self._follow_scheduled(result.result, host)
        return result

    def _follow_scheduled(self, operation: Json, host: Host) -> None:
        """Tells people when what they scheduled has ended; the form may be gone by then."""

        def tell(ended: DelegatedOperationDocument) -> None:
            error = (ended.result.error_message or ended.result.error) if ended.result is not None else None
            if ended.run_state == "completed":
                host.toast(f"{ended.label}: done", "success")
            else:
                reason = (error or "failed").strip().splitlines()[-1]
                host.toast(f"{ended.label}: {reason}", "error")

        worker.follow(operation["id"], tell)

    def _apply_requests(self, ctx: ExecutionContext, host: Host, start: int) -> int:
        requests = ctx.executor.requests if ctx.executor is not None else []
        for request in requests[start:]:
            try:
                self.apply(request.operator_uri, request.params, host)
            except UnsupportedOperationError as error:
                host.toast(str(error), "warning")
        return len(requests)

    def _new_context(
        self, operator: Operator, params: Mapping[str, Any], host: Host, extra: Mapping[str, Any]
    ) -> ExecutionContext:
        request = {**self.app.request_params(), "params": dict(params), "prompt_id": host.id, **extra}

        def set_progress(progress: float | None = None, label: str | None = None) -> None:
            host.set_progress(progress, label)
            host.root.flush()

        ctx = new_context(operator, request, set_progress=set_progress)
        # the live objects: looking them up again by name would cost a query for every event
        ctx._dataset = self.app.dataset
        ctx._view = None if self.app.filters else self.app.view
        return ctx

    def _registered(self, what: Any, kind: type[Operator]) -> Any:
        """The registered instance of a URI, a class or an instance; classes are registered on the way."""
        if isinstance(what, str):
            operator = self.registry.get_operator(self.full_uri(what))
        elif isinstance(what, Operator) or (inspect.isclass(what) and issubclass(what, Operator)):
            operator = self.registry.register_operator(what)
        else:
            raise TypeError(f"expected a URI or a {kind.__name__} class, got {what!r}")
        if kind is Panel and not isinstance(operator, Panel):
            raise ValueError(
                f"{operator.uri!r} is an operator, not a panel; use fow.operator({operator.uri!r})"
            )
        if kind is Operator and isinstance(operator, Panel):
            raise ValueError(f"{operator.uri!r} is a panel; use fow.open_panel({operator.uri!r})")
        return operator

    @property
    def _session(self) -> Session:
        return self  # type: ignore[return-value]
