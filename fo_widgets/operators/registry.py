"""Which operators and panels there are."""

from __future__ import annotations

import inspect
import threading
from typing import Any, Literal

from fo_widgets.operators.operator import BUILTIN_PLUGIN, Operator
from fo_widgets.operators.panel import Panel

NOTEBOOK_PLUGIN = "@notebook/cells"
"""The plugin of classes that a notebook defines without one."""

Kind = Literal["operator", "panel"]


class OperatorRegistry:
    """Operators and panels by URI. Threads may use it at the same time."""

    def __init__(self) -> None:
        self._operators: dict[str, Operator] = {}
        self._errors: dict[str, str] = {}
        self._lock = threading.RLock()

    def register_operator(
        self,
        operator: type[Operator] | Operator,
        plugin_name: str | None = None,
        builtin: bool = False,
    ) -> Operator:
        """Adds an operator or panel.

        A class (or a newer instance) from a notebook replaces the one of the same name: that is what
        running a cell again means. Two plugins never share a name.

        Args:
            operator: a class that can be made without arguments, or an instance.
            plugin_name: the plugin it belongs to; kept if the instance has one, else the notebook's.
            builtin: whether it is not a plugin's.

        Returns:
            The instance.

        Raises:
            TypeError: it is no operator, or its class needs arguments.
            ValueError: its name is empty or holds a `/` or `#`.
        """
        instance = _made(operator)
        instance.plugin_name = plugin_name or instance.plugin_name or NOTEBOOK_PLUGIN
        instance._builtin = instance._builtin or builtin
        name = instance.name
        if not isinstance(name, str) or not name or "/" in name or "#" in name:
            raise ValueError(
                f"{type(instance).__name__}: the config's name must be text without '/' and '#', not {name!r}"
            )
        with self._lock:
            self._operators[instance.uri] = instance
        return instance

    def unregister_operator(self, uri: str) -> None:
        """Removes an operator or panel; an unknown URI is ignored."""
        with self._lock:
            self._operators.pop(uri, None)

    def get_operator(self, operator_uri: str) -> Operator:
        """The operator or panel of a URI; a bare name is a builtin operator's.

        Raises:
            ValueError: there is none.
        """
        found = self._operators.get(full_uri(operator_uri))
        if found is None:
            raise ValueError(f"Failed to find operator '{operator_uri}'.{self._hint(operator_uri)}")
        return found

    def operator_exists(self, operator_uri: str) -> bool:
        """Whether there is an operator or panel of that URI."""
        return full_uri(operator_uri) in self._operators

    def list_operators(self, builtin: bool | None = None, type: Kind | None = None) -> list[Operator]:
        """The operators and panels.

        Args:
            builtin: only builtin ones, or only those of plugins.
            type: "operator" or "panel".

        Raises:
            ValueError: for another type.
        """
        if type not in (None, "operator", "panel"):
            raise ValueError(f"Unsupported operator type '{type}'. Supported values are 'operator', 'panel'")
        with self._lock:
            found = list(self._operators.values())
        return [
            operator
            for operator in found
            if (builtin is None or operator.builtin == builtin)
            and (type is None or isinstance(operator, Panel) == (type == "panel"))
        ]

    def note_error(self, plugin: str, error: str | None) -> None:
        """Keeps what keeps a plugin from loading; None says that it loads now."""
        with self._lock:
            if error is None:
                self._errors.pop(plugin, None)
            else:
                self._errors[plugin] = error

    def list_errors(self) -> list[str]:
        """What keeps plugins from loading, one text per plugin."""
        with self._lock:
            return list(self._errors.values())

    def can_execute(self, operator_uri: str) -> bool:
        """Whether the user may execute it: everything that exists."""
        return self.operator_exists(operator_uri)

    def _hint(self, uri: str) -> str:
        name = uri.rpartition("/")[2]
        alike = sorted(known for known in self._operators if known.rpartition("/")[2] == name)
        if alike:
            return f" Did you mean {' or '.join(alike)}?"
        plugin = uri.rpartition("/")[0]
        if plugin and not any(known.startswith(plugin + "/") for known in self._operators):
            return f" No plugin {plugin!r} is loaded; fo_widgets.load_plugins(path) loads plugins."
        return ""


def full_uri(uri: str) -> str:
    """A URI with its plugin: a bare name is a builtin operator's."""
    return uri if "/" in uri else f"{BUILTIN_PLUGIN}/{uri}"


def _made(operator: Any) -> Operator:
    if isinstance(operator, Operator):
        return operator
    if not (inspect.isclass(operator) and issubclass(operator, Operator)):
        raise TypeError(f"expected an Operator or Panel class, got {operator!r}")
    try:
        return operator()
    except TypeError as error:
        raise TypeError(f"{operator.__name__} cannot be made without arguments: {error}") from error


registry = OperatorRegistry()
"""The operators and panels of this process."""


def get_operator(operator_uri: str, enabled: bool = True) -> Operator:
    """The operator or panel of a URI.

    Raises:
        ValueError: there is none.
    """
    return registry.get_operator(operator_uri)


def list_operators(
    enabled: bool | Literal["all"] = True,
    builtin: bool | Literal["all"] = "all",
    type: Kind | None = None,
) -> list[Operator]:
    """The operators and panels that are loaded.

    Args:
        enabled: disabled plugins are not loaded, so False lists none.
        builtin: only builtin ones, or only those of plugins.
        type: "operator" or "panel".

    Raises:
        ValueError: for another type.
    """
    if enabled is False:
        return []
    return registry.list_operators(None if builtin == "all" else builtin, type)


def operator_exists(operator_uri: str, enabled: bool = True) -> bool:
    """Whether there is an operator or panel of that URI."""
    return registry.operator_exists(operator_uri)
