"""How operators describe themselves."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types import RiskLevel


class OperatorConfig:
    """The description of an operator.

    Args:
        name: its name in the plugin; the URI is `plugin/name`.
        label: its name for people; the name by default.
        description: what it does.
        dynamic: whether the form is resolved again after every change.
        execute_as_generator: whether `execute` yields messages.
        unlisted: whether lists of operators leave it out.
        on_startup: run it when a session starts.
        on_dataset_open: run it when a dataset is opened.
        disable_schema_validation: only `invalid=True` keeps the form from executing.
        delegation_target: where it is scheduled.
        icon: a Material icon's name, a URL, or a path in the plugin.
        light_icon: likewise, on light ground.
        dark_icon: likewise, on dark ground.
        allow_immediate_execution: it may run now.
        allow_delegated_execution: it may be scheduled.
        default_choice_to_delegated: the form offers scheduling first.
        resolve_execution_options_on_change: ask for execution options after every change; `dynamic`
            by default.
        allow_distributed_execution: not supported; stays false.
        rerunnable: whether a scheduled run may be run again.
        risk_level: low, medium, high or dangerous.
        view_target: False keeps `ctx.target_view()` from adding a field to the form.
        kwargs: kept in `kwargs`.

    Raises:
        ValueError: for an unknown risk level.
    """

    def __init__(
        self,
        name: str,
        label: str | None = None,
        description: str | None = None,
        dynamic: bool = False,
        execute_as_generator: bool = False,
        unlisted: bool = False,
        on_startup: bool = False,
        on_dataset_open: bool = False,
        disable_schema_validation: bool = False,
        delegation_target: str | None = None,
        icon: str | None = None,
        light_icon: str | None = None,
        dark_icon: str | None = None,
        allow_immediate_execution: bool = True,
        allow_delegated_execution: bool = False,
        default_choice_to_delegated: bool = False,
        resolve_execution_options_on_change: bool | None = None,
        allow_distributed_execution: bool = False,
        rerunnable: bool = True,
        risk_level: RiskLevel | str | None = RiskLevel.DANGEROUS,
        view_target: bool = True,
        **kwargs: Any,
    ) -> None:
        self.name = name
        self.label = label or name
        self.description = description
        self.execute_as_generator = execute_as_generator
        self.unlisted = unlisted
        self.dynamic = dynamic
        self.on_startup = on_startup
        self.on_dataset_open = on_dataset_open
        self.disable_schema_validation = disable_schema_validation
        self.delegation_target = delegation_target
        self.icon = icon
        self.light_icon = light_icon
        self.dark_icon = dark_icon
        self.allow_immediate_execution = allow_immediate_execution
        self.allow_delegated_execution = allow_delegated_execution
        self.rerunnable = rerunnable
        self.default_choice_to_delegated = default_choice_to_delegated
        self.resolve_execution_options_on_change = (
            dynamic if resolve_execution_options_on_change is None else resolve_execution_options_on_change
        )
        self.allow_distributed_execution = False
        self._risk_level = _risk_level(risk_level)
        self.view_target = view_target
        self.kwargs = kwargs

    @property
    def risk_level(self) -> RiskLevel:
        """How much harm it can do."""
        return self._risk_level

    def to_json(self) -> dict[str, Any]:
        """The description as JSON."""
        return {
            "name": self.name,
            "label": self.label,
            "description": self.description,
            "execute_as_generator": self.execute_as_generator,
            "unlisted": self.unlisted,
            "dynamic": self.dynamic,
            "on_startup": self.on_startup,
            "on_dataset_open": self.on_dataset_open,
            "disable_schema_validation": self.disable_schema_validation,
            "delegation_target": self.delegation_target,
            "icon": self.icon,
            "light_icon": self.light_icon,
            "dark_icon": self.dark_icon,
            "allow_immediate_execution": self.allow_immediate_execution,
            "allow_delegated_execution": self.allow_delegated_execution,
            "rerunnable": self.rerunnable,
            "default_choice_to_delegated": self.default_choice_to_delegated,
            "resolve_execution_options_on_change": self.resolve_execution_options_on_change,
            "allow_distributed_execution": self.allow_distributed_execution,
            "risk_level": self.risk_level.value,
        }


def _risk_level(given: Any) -> RiskLevel:
    if given is None:
        return RiskLevel.DANGEROUS
    if isinstance(given, RiskLevel):
        return given
    if not isinstance(given, str):
        raise ValueError(f"Invalid risk level '{given}'. Must be a string or RiskLevel enum.")
    try:
        return RiskLevel(given.lower())
    except ValueError:
        known = [level.value for level in RiskLevel]
        raise ValueError(f"Invalid risk level '{given}'. Valid values are: {known}") from None
