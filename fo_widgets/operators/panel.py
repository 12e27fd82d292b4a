"""Panels: operators with a state that render themselves after every event."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from fo_widgets.operators.categories import Categories
from fo_widgets.operators.config import OperatorConfig
from fo_widgets.operators.coroutines import as_generator, is_generator, settle
from fo_widgets.operators.operator import Operator
from fo_widgets.operators.panel_ref import (
    PanelRef,
    PanelRefBase,
    PanelRefData,
    PanelRefState,
    WriteOnlyError,
)
from fo_widgets.operators.returned import check_property
from fo_widgets.schema.types import Object, Property

if TYPE_CHECKING:
    from collections.abc import Generator

    from fo_widgets.operators.context import ExecutionContext

__all__ = [
    "PANEL_EVENTS",
    "Panel",
    "PanelConfig",
    "PanelRef",
    "PanelRefBase",
    "PanelRefData",
    "PanelRefState",
    "WriteOnlyError",
]

logger = logging.getLogger(__name__)

PANEL_EVENTS = (
    "on_load",
    "on_unload",
    "on_change",
    "on_change_ctx",
    "on_change_dataset",
    "on_change_view",
    "on_change_spaces",
    "on_change_current_sample",
    "on_change_selected",
    "on_change_selected_labels",
    "on_change_extended_selection",
    "on_change_group_slice",
    "on_change_query_performance",
    "on_change_active_fields",
)
"""The events of the app that a panel hears of if it has a method of that name."""


class PanelConfig(OperatorConfig):
    """The description of a panel.

    Args:
        name: its name in the plugin; the URI is `plugin/name`.
        label: its name for people.
        help_markdown: what the help button shows.
        alpha: marks it as an early version.
        beta: marks it as a version to try.
        is_new: marks it as new.
        category: what it is for.
        icon: a Material icon's name, a URL, or a path in the plugin.
        light_icon: likewise, on light ground.
        dark_icon: likewise, on dark ground.
        allow_multiple: whether it may be open more than once.
        surfaces: "grid", "modal" or "grid modal".
        priority: its place in menus.
        kwargs: kept in `kwargs`; options of operators are among them and have no effect.
    """

    def __init__(
        self,
        name: str,
        label: str,
        help_markdown: str | None = None,
        alpha: bool = False,
        beta: bool = False,
        is_new: bool = False,
        category: Categories | None = None,
        icon: str | None = None,
        light_icon: str | None = None,
        dark_icon: str | None = None,
        allow_multiple: bool = False,
        surfaces: Literal["grid", "modal", "grid modal"] = "grid",
        priority: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            name,
            label,
            icon=icon,
            light_icon=light_icon,
            dark_icon=dark_icon,
            unlisted=True,
            view_target=False,
        )
        self.label = label
        self.help_markdown = help_markdown
        self.alpha = alpha
        self.beta = beta
        self.is_new = is_new
        self.category = category
        self.allow_multiple = allow_multiple
        self.surfaces = surfaces
        self.priority = priority
        self.kwargs = kwargs

    def to_json(self) -> dict[str, Any]:
        """The description as JSON."""
        return {
            "name": self.name,
            "label": self.label,
            "help_markdown": self.help_markdown,
            "category": None if self.category is None else str(self.category),
            "alpha": self.alpha,
            "beta": self.beta,
            "is_new": self.is_new,
            "icon": self.icon,
            "light_icon": self.light_icon,
            "dark_icon": self.dark_icon,
            "allow_multiple": self.allow_multiple,
            "on_startup": self.on_startup,
            "unlisted": self.unlisted,
            "surfaces": self.surfaces,
            "priority": self.priority,
        }


class Panel(Operator):
    """Base of panels: override `config` and `render`, and define `on_…` methods and callbacks.

    A callback may be a function, a coroutine function, or a generator of messages.
    """

    @property
    def config(self) -> PanelConfig:
        """The panel's name, label and looks; every panel has its own."""
        raise NotImplementedError("subclass must implement config")

    @property
    def is_panel(self) -> bool:
        """Whether it is a panel."""
        return True

    def render(self, ctx: ExecutionContext) -> Property:
        """What the panel shows now."""
        raise NotImplementedError("Subclasses must implement render()")

    def on_load(self, ctx: ExecutionContext) -> Any:
        """Called when the panel is opened."""

    def on_startup(self, ctx: ExecutionContext) -> None:
        """Registers the panel with an App."""
        ctx.ops.register_panel(**self.resolve_panel_config())

    def resolve_input(self, ctx: ExecutionContext) -> Property:
        """What the App sends to a panel."""
        inputs = Object()
        inputs.obj("state", default={})
        inputs.obj("event_args", default={})
        inputs.str("__method__")
        inputs.str("panel_id")
        return Property(inputs)

    def resolve_panel_config(self) -> dict[str, Any]:
        """What an App must know to open the panel: its description, and the events it hears of."""
        config = self.config
        described = {
            "name": config.name,
            "label": config.label,
            "allow_duplicates": config.allow_multiple,
            "help_markdown": config.help_markdown,
            "icon": config.icon,
            "dark_icon": config.dark_icon,
            "light_icon": config.light_icon,
            "surfaces": config.surfaces,
            "category": config.category,
            "alpha": config.alpha,
            "beta": config.beta,
            "is_new": config.is_new,
            "priority": config.priority,
            "_builtin": self._builtin,
        }
        heard = {
            event: self.method_to_uri(event) for event in PANEL_EVENTS if callable(getattr(self, event, None))
        }
        return {**described, **heard}

    def execute(self, ctx: ExecutionContext) -> Any:
        """Calls the method that the params name, then renders.

        Returns:
            What the method returned. For a generator, a generator of its messages that renders at its end.

        Raises:
            AttributeError: the name is that of something which is not a callback.
        """
        name = ctx.params.get("__method__")
        if name in (None, "on_startup"):
            self.on_startup(ctx)
            return None
        result = None
        if name != "render":  # which every event does, and this one nothing else
            if (callback := self.callback(name)) is None:
                logger.warning("the panel %r has no method %r; it is only rendered", self.uri, name)
            else:
                result = settle(callback(ctx))
        if is_generator(result):
            return self._streamed(as_generator(result), ctx)
        self._show(ctx)
        return result

    def callback(self, name: str) -> Callable[[ExecutionContext], Any] | None:
        """The method that an event may call; None if there is none of that name.

        Raises:
            AttributeError: the name is that of something which is not a callback: what panels inherit
                (`execute`, `resolve_input`, …), `__dunder__` names, and attributes that cannot be called.
        """
        found = None if name.startswith("__") else getattr(self, name, None)
        if name.startswith("__") or (found is not None and (not callable(found) or name in _NOT_CALLBACKS)):
            raise AttributeError(f"{name!r} of the panel {self.uri!r} is not a callback")
        return found

    def _streamed(
        self, messages: Generator[Any, None, Any], ctx: ExecutionContext
    ) -> Generator[Any, None, Any]:
        result = yield from messages
        self._show(ctx)
        return result

    def _show(self, ctx: ExecutionContext) -> None:
        output = settle(self.render(ctx))
        check_property(self, output, "render")
        ctx.ops.show_panel_output(output)


_NOT_CALLBACKS = frozenset({*vars(Operator), *vars(Panel)}) - {"on_load", "render"}
