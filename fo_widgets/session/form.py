"""An operator's form: inputs, validation, execution, output."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from fo_widgets.operators import ExecutionOptions, resolve_execution_options, resolve_type
from fo_widgets.schema.components import component_of
from fo_widgets.schema.paths import with_path
from fo_widgets.schema.validation import validate_form
from fo_widgets.session.gestures import Call, calls_for
from fo_widgets.session.host import Host, Json
from fo_widgets.session.lazy import fill
from fo_widgets.session.plain import plain
from fo_widgets.session.queue import TurnCancelled
from fo_widgets.session.surface import Surface, property_paths

if TYPE_CHECKING:
    from fo_widgets.operators import ExecutionResult, Operator
    from fo_widgets.session.session import Session

Phase = Literal["loading", "input", "running", "done", "failed", "scheduled", "closed"]

# a default that changes another default ends; one that goes on changing itself must not hang the form
_MOST_RESOLVES = 5


class InvalidParamsError(ValueError):
    """Params that the operator's own schema refuses.

    Attributes:
        issues: `{path, reason}` of each.
    """

    def __init__(self, uri: str, issues: list[Json]) -> None:
        self.issues = issues
        told = "; ".join(f"{issue['path'] or 'params'}: {issue['reason']}" for issue in issues)
        super().__init__(f"cannot execute {uri!r}: {told}")


class OperatorForm(Host):
    """The form of one operator call.

    Attributes:
        phase: where in its life the form is.
        result: what `execute` returned, once done.
        errors_now: `{path, reason}` of every field that is invalid now.
    """

    kind = "form"

    def __init__(
        self,
        session: Session,
        operator: Operator,
        params: Mapping[str, Any] | None = None,
        *,
        on_success: str | None = None,
        on_error: str | None = None,
    ) -> None:
        super().__init__(session)
        self.operator = operator
        self.uri: str = operator.uri
        self.phase: Phase = "loading"
        self.options = ExecutionOptions()
        self.result: Any = None
        self.errors_now: list[Json] = []
        self.logs: list[str] = []
        self._callbacks = {"on_success": on_success, "on_error": on_error}
        values = plain(params or {}, "params")
        self._inputs = Surface(values=values, edited=set(_leaf_paths(values)))
        self._outputs: Surface | None = None

    @property
    def params(self) -> Json:
        """The values so far; defaults are filled in."""
        return self._inputs.values

    @property
    def is_valid(self) -> bool:
        """Whether the params satisfy the schema."""
        return self.phase in ("input", "failed", "done", "scheduled") and not self.errors_now

    @property
    def schema(self) -> Json | None:
        """The JSON of the input form's property; None when the operator asks for nothing."""
        return self._inputs.schema

    def field_paths(self) -> set[str]:
        """The paths that the input form has a component for; errors elsewhere are the form's own."""
        return set() if self.schema is None else set(property_paths(self.schema))

    def surfaces(self) -> dict[str, Surface]:
        """The input form and, once done, the output form."""
        surfaces = {self.id: self._inputs}
        if self._outputs is not None:
            surfaces[f"{self.id}.out"] = self._outputs
        return surfaces

    def load(self) -> None:
        """Resolves the inputs and the execution options; a failure is kept to be shown."""
        self.phase = "loading"
        try:
            self._resolve()
            self.options = self._resolve_options()
            self.phase = "input"
        except Exception as error:  # noqa: BLE001 - the plugin's; shown where the form would be
            self.report(f"{self.operator.config.label}: form", error)
            self.phase = "failed"
        self.changed()

    def set(self, path: str, value: Any) -> None:
        """Sets a field as a person does, validates, and resolves dynamic forms again.

        Raises:
            NoSuchPathError: if the form has no such field.
            NotPlainError: if the value has no JSON form.
        """
        self._inputs.property_at(path)
        self._inputs.edit(path, plain(value, f"the value of {path!r}"))
        if self.phase in ("done", "failed", "scheduled"):
            self._back_to_input()
        if self.operator.config.dynamic:
            try:
                self._resolve()
                if self.operator.config.resolve_execution_options_on_change:
                    self.options = self._resolve_options()
                self.failure = None
            except Exception as error:  # noqa: BLE001 - the plugin's; the form stays usable
                self.report(f"{self.operator.config.label}: form", error)
        else:
            self._validate()
        self.changed()

    @property
    def targets(self) -> list[Json]:
        """Where the operation can be scheduled, if there is a choice; the id of this kernel is None."""
        offered = self.options.available_orchestrators if self.options.allow_delegated_execution else []
        if not offered:
            return []
        here = {"id": None, "label": "this kernel", "description": "Runs on a thread of this kernel"}
        others = [
            {"id": one.instance_id, "label": one.instance_id, "description": one.description}
            for one in offered
        ]
        return [here, *others]

    def execute(self, *, delegate: bool = False, target: str | None = None) -> Any:
        """Runs (or, with `delegate`, schedules) the operator and returns its result.

        Raises:
            InvalidParamsError: if a field is invalid; nothing ran.
            Exception: what the operator raised, after it was recorded in `errors`.
        """
        if self.phase == "running":
            raise RuntimeError(f"{self.uri!r} is running already; cancel it or wait for it to end")
        self._validate()
        if self.errors_now:
            self.changed()
            raise InvalidParamsError(self.uri, self.errors_now)
        started, error = time.perf_counter(), None
        self._outputs, self.failure, self.result, self.progress = None, None, None, None
        self.phase = "running"
        self.root.flush()
        extra = {"request_delegation": True, "delegation_target": target} if delegate else {}
        try:
            result = self.session.execute(self.operator, self.params, host=self, extra=extra)
            self._finish(result)
        except BaseException as exception:
            error = exception
            self.phase = "failed"
            self.report(self.operator.config.label, exception)
            if not isinstance(exception, TurnCancelled):
                self._call_back("on_error", {"error": str(exception), "error_message": str(exception)})
            raise
        else:
            self._call_back("on_success", {"result": self.result})
            return self.result
        finally:
            self.progress = None
            self.remember("schedule" if delegate else "execute", "", started, error)
            self.changed()

    def gesture(self, surface: str, path: str, event: str, params: Json) -> Any:
        """A person's gesture on a field or on the form's buttons."""
        if surface == self.id and event == "change":
            return self.set(path, params.get("value"))
        if surface == self.id and event == "choose":
            self._inputs.chosen[path] = int(params.get("index") or 0)
            return self.set(path, None)
        if surface:
            area = self.surfaces()[surface]
            component = component_of(area.property_at(path), surface != self.id)
            for call in calls_for(area, path, component, event, params):
                self._follow(call)
            return None
        if event == "execute":
            return self.execute()
        if event == "schedule":
            return self.execute(delegate=True, target=params.get("target"))
        if event == "again":
            self._back_to_input()
        elif event == "retry":
            self.load()
        elif event == "close":
            self.close()
        self.changed()
        return None

    def settle(self) -> None:
        """Runs the resolvers and loaders whose inputs have changed."""
        if self.phase in ("input", "failed"):
            fill(self, self._inputs, self._put)

    def _put(self, path: str, value: Any) -> None:
        self._inputs.values = with_path(self._inputs.values, path, value)
        self._validate()

    def close(self) -> None:
        """Takes the form off the screen; a form that is a widget of its own stays, closed."""
        self.phase = "closed"
        self.changed()
        super().close()

    def _finish(self, result: ExecutionResult) -> None:
        self.result = result.result
        if result.delegated:
            self.phase = "scheduled"
            return
        shown = plain(self.result, "the result") if isinstance(self.result, Mapping) else {}
        with self.session.context(self.operator, self.params, self, {"results": shown}) as ctx:
            schema = resolve_type(self.operator, ctx, "outputs")
        if schema is not None and shown and (schema.get("type") or {}).get("properties"):
            self._outputs = Surface(values=shown, is_output=True)
            self._outputs.show(schema)
        self.phase = "done"

    def _resolve(self) -> None:
        for _ in range(_MOST_RESOLVES):
            with self._context() as ctx:
                schema = resolve_type(self.operator, ctx, "inputs")
            if schema is None:
                self._inputs.schema = None
                break
            if not self._inputs.show(schema) or not self.operator.config.dynamic:
                break
        self._validate()

    def _resolve_options(self) -> ExecutionOptions:
        with self._context() as ctx:
            return resolve_execution_options(self.operator, ctx)

    def _context(self) -> Any:
        return self.session.context(self.operator, self.params, self)

    def _validate(self) -> None:
        issues = [] if self._inputs.schema is None else validate_form(self._inputs.schema, self.params)
        self.errors_now = [{"path": issue["path"].lstrip("."), "reason": issue["reason"]} for issue in issues]
        by_path: dict[str, list[Json]] = {}
        for issue in self.errors_now:
            by_path.setdefault(issue["path"], []).append(issue)
        self._inputs.errors = by_path

    def _back_to_input(self) -> None:
        self.phase, self.failure, self._outputs = "input", None, None

    def _follow(self, call: Call) -> None:
        if call.prompt:
            self.session.prompt(call.uri, call.params, host=self)
        else:
            self.session.call(call, host=self)

    def _call_back(self, name: str, params: Json) -> None:
        uri = self._callbacks[name]
        if uri and self.parent is not None:
            self.session.call_back(Call(uri, {**params, "original_params": self.params}), host=self.parent)


def _leaf_paths(params: Mapping[str, Any], prefix: str = "") -> list[str]:
    paths = []
    for key, value in params.items():
        path = f"{prefix}{key}"
        paths.append(path)
        if isinstance(value, Mapping):
            paths.extend(_leaf_paths(value, f"{path}."))
    return paths
