"""Properties that an operator fills in: resolvable properties and loaders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fo_widgets.schema.components import component_of
from fo_widgets.schema.paths import get_path
from fo_widgets.session.gestures import Call
from fo_widgets.session.plain import plain
from fo_widgets.session.queue import TurnCancelled
from fo_widgets.session.surface import Surface

if TYPE_CHECKING:
    from fo_widgets.session.host import Host

Json = dict[str, Any]
Put = Callable[[str, Any], None]


@dataclass(frozen=True)
class Lazy:
    """A property whose content comes from an operator.

    Attributes:
        dependencies: paths whose values it depends on; None is everything else on its surface.
    """

    path: str
    uri: str
    is_loader: bool
    params: Json = field(default_factory=dict)
    dependencies: tuple[str, ...] | None = None

    def inputs(self, values: Json) -> Any:
        """What the content is made from; the operator runs again when it differs."""
        if self.dependencies is not None:
            found: Any = [get_path(values, path) for path in self.dependencies]
        elif self.is_loader:
            found = None
        else:
            found = {key: value for key, value in values.items() if key != self.path.partition(".")[0]}
        return self.uri, self.params, found


def fill(host: Host, surface: Surface, put: Put) -> None:
    """Calls every resolver and loader whose inputs changed; a failure is shown in its own place.

    Args:
        put: writes a value at a path of the surface.
    """
    if surface.schema is None:
        return
    if surface.lazy is None:
        surface.lazy = list(lazy_properties(surface.schema))
    for lazy in surface.lazy:
        inputs = lazy.inputs(surface.values)
        if lazy.path in surface.filled and surface.filled[lazy.path] == inputs:
            continue
        is_first = lazy.path not in surface.filled
        surface.filled[lazy.path] = inputs
        if lazy.is_loader:
            held = get_path(surface.values, f"{lazy.path}.state")
            if is_first and held in ("loaded", "errored"):
                continue  # kept from an earlier life of the panel
            _load(host, lazy, put)
        else:
            _resolve(host, lazy, surface)
        host.changed()


def lazy_properties(prop: Json, path: str = "") -> Iterator[Lazy]:
    """The resolvable properties and loaders inside a property."""
    kind = prop.get("type") or {}
    view = prop.get("view") or {}
    if kind.get("name") == "ResolvableProperty":
        # the App leaves a resolver alone that does not update by itself, once it has run
        given = [] if kind.get("auto_update") is False else kind.get("dependencies")
        yield Lazy(path, kind["resolver"], False, kind.get("params") or {}, _paths(given))
    elif component_of(prop) == "LoaderView" and view.get("operator"):
        yield Lazy(path, view["operator"], True, view.get("params") or {}, _paths(view.get("dependencies")))
    for name, child in (kind.get("properties") or {}).items():
        yield from lazy_properties(child, f"{path}.{name}" if path else name)


def _paths(given: Any) -> tuple[str, ...] | None:
    return tuple(map(str, given)) if isinstance(given, list) else None


def _load(host: Host, lazy: Lazy, put: Put) -> None:
    put(lazy.path, {"state": "loading"})
    host.changed()
    host.root.flush()
    try:
        result = host.session.call(Call(lazy.uri, dict(lazy.params)), host=host)
        put(lazy.path, {"state": "loaded", "data": plain(result, f"the data of {lazy.path!r}")})
    except TurnCancelled:
        put(lazy.path, {"state": "errored", "error": "cancelled"})
        raise
    except Exception as error:  # noqa: BLE001 - the plugin's; shown in the loader's place
        put(lazy.path, {"state": "errored", "error": str(error) or type(error).__name__})


def _resolve(host: Host, lazy: Lazy, surface: Surface) -> None:
    try:
        # a panel's own method needs to know its panel, for the panel renders after it
        given = {**surface.values, **lazy.params, **host.identity()}
        found = host.session.call(Call(lazy.uri, given), host=host)
        found = found.to_json() if hasattr(found, "to_json") else found
        if not isinstance(found, dict) or not isinstance(found.get("type"), dict):
            raise TypeError(
                f"the resolver {lazy.uri!r} must return a property's JSON, not {type(found).__name__}"
            )
        surface.resolved[lazy.path] = plain(found, f"the property at {lazy.path!r}")
    except TurnCancelled:
        raise
    except Exception as error:  # noqa: BLE001 - the plugin's; shown in the property's place
        surface.resolved[lazy.path] = {"error": str(error) or type(error).__name__}
