"""A host that shows any nodes and notes every gesture, for tests of builders and screens."""

from __future__ import annotations

import copy
import time

import fo_widgets as fow
from fo_widgets.faces.ipywidgets.registry import Draw, build
from fo_widgets.faces.ipywidgets.screen import Screen
from fo_widgets.session.host import Host
from fo_widgets.session.surface import Surface


def node(component, path="", **facts):
    view = facts.pop("view", {})
    name = facts.pop("view_name", component)
    return {
        "id": f"x:{path}",
        "component": component,
        "path": path,
        "type": "",
        "view": view,
        "view_name": name,
        "rules": {},
        "value": None,
        "read_only": False,
        "errors": [],
        "events": [],
        "children": [],
        **facts,
    }


class Stage(Host):
    """Shows the nodes it is given; `gestures` is what hands did, `(path, event, params)` each.

    Nodes below the root are given in order; a node whose path is inside another's is its child.
    """

    kind = "stage"

    def __init__(self, *nodes, root="Panel", session=None, **view):
        super().__init__(session or fow.Session())
        self.id = "x"
        self.gestures = []
        self.react = lambda path, event, params: None
        self.view = {"inline": True, "status": "ready", "overlays": [], **view}
        self.component = root
        self.values = {}
        self.give(*nodes)

    def give(self, *nodes):
        """Shows other nodes from the next drawing on."""
        self.nodes = {each["id"]: copy.deepcopy(each) for each in nodes}

    def surfaces(self):
        return {self.id: Surface(values=self.values)}

    def scene(self, host=None):
        nodes = copy.deepcopy(self.nodes)
        top = []
        for each in nodes.values():
            parent = each["path"].rpartition(".")[0]
            (nodes[f"x:{parent}"]["children"] if f"x:{parent}" in nodes and each["path"] else top).append(
                each["id"]
            )
        base = node(self.component, view={**self.view, "overlays": []}, id="x", children=top)
        return {"root": "x", "nodes": {"x": base, **nodes}}

    def gesture(self, surface, path, event, params):
        self.gestures.append((path, event, params))
        if event == "change" and f"x:{path}" in self.nodes:
            self.nodes[f"x:{path}"]["value"] = params["value"]
        result = self.react(path, event, params)
        self.changed()
        return result

    def show(self, *nodes):
        """Shows other nodes now."""
        self.give(*nodes)
        self.session.run(self.changed)


def screen_of(stage):
    return Screen(stage, scene_of=stage.scene)


def element_of(*nodes, **stage):
    """The element of the first node, with the others inside it."""
    host = Stage(*nodes, **stage)
    scene = host.scene()
    parents = {child: id_ for id_, each in scene["nodes"].items() for child in each["children"]}
    return build(scene["nodes"][nodes[0]["id"]], Draw(host, scene, parents, shown={}))


def flat(element):
    """An element and every element inside it."""
    yield element
    for child in element.children or ():
        if not isinstance(child, str):
            yield from flat(child)


def control_of(element):
    return next((each for each in flat(element) if each.is_control), element)


def wait_until(condition):
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.005)
