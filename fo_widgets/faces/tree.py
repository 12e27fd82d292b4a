"""From live hosts to scenes, and from one scene to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from fo_widgets.faces.app_media import as_local
from fo_widgets.faces.media import MEDIA_COMPONENTS
from fo_widgets.faces.node import Node, Patch, Scene
from fo_widgets.faces.roots import root_view
from fo_widgets.operators.secrets import redact_json
from fo_widgets.schema.components import COMPOSITE, DISPLAY_ONLY, component_of
from fo_widgets.session.gestures import listened_events
from fo_widgets.session.host import Host
from fo_widgets.session.surface import Surface, element

Json = dict[str, Any]

# What the kernel alone needs of a view. Operators' URIs never reach the page: gestures name a node.
_KERNEL_ONLY = frozenset(
    {
        "name",
        "operator",
        "params",
        "prompt",
        "choices",
        "items",
        "resolver",
        "oneof",
        "placeholder_view",
        "primaryCallback",
        "secondaryCallback",
    }
)

# Made of one child that stands at the parent's own path; its id has this mark.
_STAND_INS = frozenset({"OneOfView", "ResolvablePropertyView", "LoaderView"})
_MARK = "~"

_NO_COMPONENTS = frozenset({"Form", "ReadOnlyView", "Choice", "Column", "Tooltip"})

# Made of children, and yet elements come and go by a new value of the whole.
_EDITED_AS_A_WHOLE = frozenset({"ListView", "TupleView"})

# a tree keeps its default to itself, but leaves are chosen on it
_INPUTS_WITHOUT_EVENTS = (DISPLAY_ONLY - {"TreeSelectionView"}) | COMPOSITE | _STAND_INS


def build_scene(host: Host) -> Scene:
    """The scene of a host with everything inside it."""
    nodes: dict[str, Node] = {}
    _add_host(host, nodes)
    # plugin code may have put a secret into what it shows, and what is shown is saved with the notebook
    return {"root": host.id, "nodes": {id_: _without_secrets(node) for id_, node in nodes.items()}}


def _without_secrets(node: Node) -> Node:
    """The node with its texts redacted; ids and names stay, or a short secret could tear the scene apart."""
    view = redact_json(node["view"], keys=False)
    if view is node["view"]:  # there are no secrets
        return node
    if "overlays" in view:
        view["overlays"] = node["view"]["overlays"]
    for told, action in zip(view.get("row_actions", ()), node["view"].get("row_actions", ()), strict=True):
        told["name"] = action["name"]
    return {
        **node,
        "view": view,
        "rules": redact_json(node["rules"], keys=False),
        "value": redact_json(node["value"]),
        "errors": redact_json(node["errors"]),
    }


def surface_nodes(id_: str, surface: Surface) -> dict[str, Node]:
    """The nodes of one surface, shown or not; none while it has no schema."""
    nodes: dict[str, Node] = {}
    if surface.schema is not None:
        _Walk(id_, surface, nodes).add(surface.schema, "", surface.is_output)
    return nodes


def diff(old: Scene, new: Scene) -> Patch:
    """What changed between two scenes of one root."""
    before, after = old["nodes"], new["nodes"]
    changes: dict[str, Json] = {}
    for id_, node in after.items():
        was = before.get(id_)
        if was is None:
            continue
        changed = {key: value for key, value in node.items() if not same(was[key], value)}  # type: ignore[literal-required]
        if changed:
            changes[id_] = changed
    return {
        "set": changes,
        "add": {id_: node for id_, node in after.items() if id_ not in before},
        "remove": [id_ for id_ in before if id_ not in after],
    }


def is_empty(patch: Patch) -> bool:
    """Whether a patch changes nothing."""
    return not (patch["set"] or patch["add"] or patch["remove"])


def same(a: Any, b: Any) -> bool:
    """Whether two plain values (numpy arrays included) are equal."""
    if a is b:
        return True
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and np.array_equal(a, b)
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(value, b[key]) for key, value in a.items())
    if isinstance(a, list):
        if len(a) != len(b):
            return False
        try:
            return bool(a == b)
        except ValueError:  # arrays inside
            return all(map(same, a, b))
    return bool(a == b)


def nested(scene: Scene, id_: str | None = None) -> Json:
    """A scene as a nested dict for people: `{component, path, label, value, children}`."""
    node = scene["nodes"][id_ or scene["root"]]
    out: Json = {"component": node["component"], "path": node["path"]}
    for key, value in (
        ("label", node["view"].get("label")),
        ("value", node["value"]),
        ("errors", node["errors"]),
    ):
        if value not in (None, []):
            out[key] = value
    if node["children"]:
        out["children"] = [nested(scene, child) for child in node["children"]]
    return out


def _add_host(host: Host, nodes: dict[str, Node]) -> None:
    component, view, surfaces = root_view(host)
    node = _node(host.id, component, "", "", view)
    nodes[host.id] = node
    for surface_id, surface in surfaces.items():
        if found := surface_nodes(surface_id, surface):
            node["children"].append(f"{surface_id}:")
            nodes.update(found)
    for overlay in host.overlays.values():
        _add_host(overlay, nodes)


class _Walk:
    """Adds the nodes of one surface."""

    def __init__(self, surface_id: str, surface: Surface, nodes: dict[str, Node]) -> None:
        self._prefix = f"{surface_id}:"
        self._surface = surface
        self._nodes = nodes

    def add(self, prop: Json, path: str, read_only: bool, mark: str = "") -> str:
        """The id of a property's node, which is added with all below it."""
        view = prop.get("view") or {}
        kind = prop.get("type") or {}
        component = _drawn_by(prop, self._surface.is_output)
        read_only = read_only or bool(view.get("read_only"))
        id_ = self._prefix + path + mark
        node = _node(id_, component, path, kind.get("name", ""), _shown(view))
        if component == "DashboardView" and view.get("items") is not None:
            node["view"]["items"] = view["items"]
        self._nodes[id_] = node
        node["view_name"] = view.get("name") or ""
        node["rules"] = _rules(prop, kind, view)
        node["read_only"] = read_only
        node["errors"] = [
            {"reason": e["reason"], "path": e["path"]} for e in self._surface.errors.get(path, ())
        ]
        node["events"] = listened_events(prop)
        if component in _STAND_INS:
            self._add_stand_in(node, prop, read_only, mark + _MARK)
            return id_
        children = list(self._children(prop, kind, component, path))
        if children or component in COMPOSITE:
            node["children"] = [self.add(child, child_path, read_only) for child, child_path in children]
        if not children:
            node["value"] = self._value(prop, path, component)
            if component in MEDIA_COMPONENTS:
                node["value"], node["view"] = as_local(node["value"]), as_local(node["view"])
            if not read_only and component not in _INPUTS_WITHOUT_EVENTS:
                node["events"] = sorted({*node["events"], "change"})
        if not read_only and component in _EDITED_AS_A_WHOLE:
            node["events"] = sorted({*node["events"], "change"})
        return id_

    def _add_stand_in(self, node: Node, prop: Json, read_only: bool, mark: str) -> None:
        path, kind, view = node["path"], prop.get("type") or {}, prop.get("view") or {}
        if node["component"] == "OneOfView":
            types = [each for each in kind.get("types") or [] if isinstance(each, dict)]
            views = [*(view.get("oneof") or []), *[None] * len(types)]
            options = [element(prop, each, "oneof", index) for index, each in enumerate(types)]
            node["rules"]["options"] = [
                (one or {}).get("label") or each.get("name", "")
                for one, each in zip(views, types, strict=False)
            ]
            node["events"] = sorted({*node["events"], "choose"})
            if options:
                chosen = self._surface.choice(path, types)
                node["view"]["chosen"] = chosen
                node["children"] = [self.add(options[chosen], path, read_only, mark)]
        elif node["component"] == "ResolvablePropertyView":
            found = self._surface.resolved.get(path)
            node["value"] = None if found is None else {"error": found.get("error")}
            if found is not None and "type" in found:
                node["children"] = [self.add(found, path, read_only, mark)]
        else:
            value = self._surface.get(path)
            state = value.get("state") if isinstance(value, dict) else None
            node["value"] = {"state": state, "error": (value or {}).get("error") if state else None}
            data = (kind.get("properties") or {}).get("data")
            if data is not None and state == "loaded":
                node["children"] = [self.add(data, f"{path}.data" if path else "data", True)]
            elif data is not None and isinstance(view.get("placeholder_view"), dict):
                placeholder = element({"view": view}, data.get("type"), "placeholder_view")
                node["children"] = [self.add(placeholder, path, True, mark)]

    def _value(self, prop: Json, path: str, component: str) -> Any:
        value = self._surface.get(path)
        if value is None and component in DISPLAY_ONLY:
            return prop.get("default")
        return None if component in COMPOSITE - {"ListView", "InferredView"} else value

    def _children(self, prop: Json, kind: Json, component: str, path: str) -> Iterator[tuple[Json, str]]:
        if component not in COMPOSITE:
            return
        prefix = f"{path}." if path else ""
        if "properties" in kind:
            for name, child in kind["properties"].items():
                yield child, prefix + name
        elif kind.get("name") == "List":
            values = self._surface.get(path)
            for index in range(len(values) if isinstance(values, list) else 0):
                yield element(prop, kind.get("element_type"), "items"), f"{prefix}{index}"
        elif kind.get("name") == "Tuple":
            for index, item in enumerate(kind.get("items") or []):
                yield element(prop, item, "items", index), f"{prefix}{index}"


def _drawn_by(prop: Json, is_output: bool) -> str:
    component = component_of(prop, is_output)
    if component not in _NO_COMPONENTS:
        return component
    # the App has nothing for these (measured); we draw what the type asks for
    return component_of({**prop, "view": None}, is_output or component == "ReadOnlyView")


def _node(id_: str, component: str, path: str, kind: str, view: Json) -> Node:
    return {
        "id": id_,
        "component": component,
        "path": path,
        "type": kind,
        "view": view,
        "view_name": "",
        "rules": {},
        "value": None,
        "read_only": False,
        "errors": [],
        "events": [],
        "children": [],
    }


def _shown(view: Json) -> Json:
    shown = {
        key: value
        for key, value in view.items()
        if value is not None and key not in _KERNEL_ONLY and not key.startswith("on_")
    }
    if actions := shown.get("row_actions"):
        shown["row_actions"] = [
            {key: value for key, value in action.items() if key != "on_click" and value is not None}
            for action in actions
        ]
    for key in ("container", "primaryButton", "secondaryButton"):
        if isinstance(part := shown.get(key), dict):
            shown[key] = {
                name: value for name, value in part.items() if name not in ("on_click", "params", "operator")
            }
    return shown


def _rules(prop: Json, kind: Json, view: Json) -> Json:
    element_type = kind.get("element_type") or {}
    rules = {
        key: value
        for key in ("min", "max", "int", "float", "allow_empty", "min_items", "max_items")
        # the bounds of a list of numbers are those of its elements: a range slider needs them
        # by identity: 0 is a bound
        if (value := kind.get(key, element_type.get(key))) is not None and value is not False
    }
    if prop.get("required"):
        rules["required"] = True
    if "element_type" in kind:
        rules["element_type"] = element_type.get("name")
    choices = view.get("choices")
    if choices is None and kind.get("name") == "Enum":
        choices = [{"value": value, "label": str(value)} for value in kind.get("values") or []]
    if choices is not None:
        rules["choices"] = [
            _shown(choice) if isinstance(choice, dict) else {"value": choice} for choice in choices
        ]
    if kind.get("values") is not None:
        rules["values"] = kind["values"]
    return rules
