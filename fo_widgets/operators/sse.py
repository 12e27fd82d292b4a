"""Operators that follow an execution store."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators.config import OperatorConfig
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.operator import Operator
from fo_widgets.schema.types import RiskLevel


class SseOperatorConfig(OperatorConfig):
    """The description of an operator that follows a store.

    Args:
        name: its name in the plugin.
        label: its name for people.
        store_name: the store.
    """

    def __init__(
        self,
        name: str,
        label: str,
        store_name: str,
        description: str | None = None,
        icon: str | None = None,
        light_icon: str | None = None,
        dark_icon: str | None = None,
    ) -> None:
        super().__init__(
            name,
            label,
            description,
            unlisted=True,
            icon=icon,
            light_icon=light_icon,
            dark_icon=dark_icon,
            risk_level=RiskLevel.LOW,
        )
        self.store_name = store_name


class SseOperator(Operator):
    """Base of operators that follow a store. Executing one reports every key of the store so far.

    A notebook has no event stream to leave open; `ctx.store(name).subscribe(callback)` follows a store.
    """

    IS_SSE_OPERATOR = True

    @property
    def subscription_config(self) -> SseOperatorConfig:
        """What subclasses define in place of `config`.

        Raises:
            NotImplementedError: in this base class.
        """
        raise NotImplementedError(f"{type(self).__name__} must define subscription_config")

    @property
    def config(self) -> SseOperatorConfig:
        """The subscription's description."""
        return self.subscription_config

    def execute(self, ctx: ExecutionContext) -> dict[str, Any]:
        """The keys and values of the store now."""
        store = ctx.store(self.config.store_name)
        return {key: store.get(key) for key in store.list_keys()}
