"""Operators: functions with a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fo_widgets.operators.config import OperatorConfig
from fo_widgets.operators.coroutines import settle
from fo_widgets.operators.options import ExecutionOptions
from fo_widgets.operators.returned import check_property
from fo_widgets.schema.types import Object, Placement, PromptView, Property, RiskLevel, ViewTargetProperty

if TYPE_CHECKING:
    from fo_widgets.operators.context import ExecutionContext

__all__ = ["BUILTIN_PLUGIN", "Operator", "OperatorConfig", "RiskLevel"]

BUILTIN_PLUGIN = "@voxel51/operators"


class Operator:
    """Base of operators: override `config` and `execute`, and what else you need.

    Every hook may be a coroutine function as well.

    Attributes:
        plugin_name: the plugin it belongs to; None until it is registered.
    """

    def __init__(self, _builtin: bool = False) -> None:
        self.plugin_name: str | None = BUILTIN_PLUGIN if _builtin else None
        self._builtin = _builtin
        self._plugin_secrets: list[str] = []

    @property
    def config(self) -> OperatorConfig:
        """The description of the operator."""
        raise NotImplementedError("subclass must implement config")

    @property
    def name(self) -> str:
        """Its name in the plugin."""
        return self.config.name

    @property
    def uri(self) -> str:
        """Its URI, `plugin/name`."""
        return f"{self.plugin_name}/{self.name}"

    @property
    def builtin(self) -> bool:
        """Whether it is not a plugin's."""
        return self._builtin

    @property
    def is_panel(self) -> bool:
        """Whether it is a panel."""
        return False

    @property
    def risk_level(self) -> RiskLevel:
        """How much harm it can do."""
        return self.config.risk_level

    def execute(self, ctx: ExecutionContext) -> Any:
        """Does the work; may be a coroutine function, a generator or an async generator.

        Returns:
            A dict that `resolve_output` finds in `ctx.results`, or None.
        """
        raise NotImplementedError("subclass must implement execute()")

    def resolve_input(self, ctx: ExecutionContext) -> Property | None:
        """The form, None if nothing is to be asked."""
        return None

    def resolve_output(self, ctx: ExecutionContext) -> Property | None:
        """How `ctx.results` are shown, None if they are not."""
        return None

    def resolve_delegation(self, ctx: ExecutionContext) -> bool | None:
        """True to schedule, False to run now, None to leave it to the caller."""
        return None

    def resolve_execution_options(self, ctx: ExecutionContext) -> ExecutionOptions:
        """Whether it may run now, be scheduled, or both."""
        config = self.config
        forced = self.resolve_delegation(ctx)
        if forced is not None:
            return ExecutionOptions(
                allow_immediate_execution=not forced, allow_delegated_execution=bool(forced)
            )
        return ExecutionOptions(
            allow_immediate_execution=config.allow_immediate_execution,
            allow_delegated_execution=config.allow_delegated_execution,
            default_choice_to_delegated=config.default_choice_to_delegated,
        )

    def resolve_placement(self, ctx: ExecutionContext) -> Placement | None:
        """The place and button that offer it, None for no place."""
        return None

    def resolve_run_name(self, ctx: ExecutionContext) -> str:
        """What a scheduled run is called."""
        return self.name

    def resolve_type(self, ctx: ExecutionContext, type: str) -> Property | None:
        """The form or the output form, with what the operator's other hooks imply for it.

        Args:
            ctx: the context.
            type: "inputs" or "outputs".

        Raises:
            ValueError: for another type.
        """
        if type == "outputs":
            return settle(self.resolve_output(ctx))
        if type != "inputs":
            raise ValueError(f"Invalid type '{type}'")
        return self.complete_input(ctx, settle(self.resolve_input(ctx)))

    def complete_input(self, ctx: ExecutionContext, form: Property | None) -> Property | None:
        """What `resolve_input` returned, with a choice of targets and the submit button that it needs."""
        if form is None:
            return None
        check_property(self, form, "resolve_input")
        if isinstance(form, dict):
            return form
        if ctx._asked_for_target and self.config.view_target:
            _add_target(form, ctx)
        if form.view is None and self.resolve_delegation(ctx):
            form.view = PromptView(submit_button_label="Schedule")
        return form

    def add_secrets(self, secrets: Iterable[str]) -> None:
        """Declares secrets that `ctx.secrets` has."""
        self._plugin_secrets.extend(secrets)

    def method_to_uri(self, method_name: str) -> str:
        """The URI of one of its methods."""
        return f"{self.uri}#{method_name}"

    def to_json(self) -> dict[str, Any]:
        """The operator as JSON."""
        return {
            "config": self.config.to_json(),
            "plugin_name": self.plugin_name,
            "_builtin": self._builtin,
            "uri": self.uri,
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.uri!r}>"


def _add_target(form: Property, ctx: ExecutionContext) -> None:
    root = form.type
    if not isinstance(root, Object) or ctx.dataset is None:
        return
    if any(isinstance(prop, ViewTargetProperty) for prop in root.properties.values()):
        return
    target = ViewTargetProperty(ctx, require_flat=ctx._asked_for_flat_target)
    # in front; a property of that name that the form has itself wins
    root.properties = {"view_target": target, **root.properties}
