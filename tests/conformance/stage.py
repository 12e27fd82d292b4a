"""What runs a case on any face: a panel or an operator with the case's component, which notes what it hears."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types

Json = dict[str, Any]
ANYTHING = object()


@dataclass(frozen=True)
class Does:
    """A gesture on the component: the event and the params of docs/architecture.md."""

    event: str
    params: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """A callback that was called: the name of the method, and its params without those of every event."""

    method: str
    params: Json


Define = Callable[[types.Object, Any], object]


@dataclass(frozen=True)
class Case:
    """A schema, what is shown of it, and what a gesture does.

    Attributes:
        name: what the case shows; unique.
        views: names of the view classes (of `types`) that it covers.
        define: fills the schema; its second argument has the callbacks (`on.clicked`, `on.changed`, …).
        component: the component that draws it, after aliasing.
        path: where the component is.
        where: in a panel, in an operator's inputs, or in its outputs.
        root: the view of the whole panel or form.
        given: the panel's state, the operator's params or its result.
        value: the value of the component's node.
        shows: texts that a reader sees, of the component and what is inside it.
        hides: texts that must not be seen.
        does: what a hand does, if the case has a gesture.
        hears: the callbacks that were called.
        after: the panel's state (the form's params) afterwards.
        fails: the text of the exception that the gesture ends with.
    """

    name: str
    views: tuple[str, ...]
    define: Define
    component: str
    path: str = "it"
    where: Literal["panel", "input", "output"] = "panel"
    root: Callable[[], types.View] | None = None
    given: Json = field(default_factory=dict)
    value: Any = ANYTHING
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    does: Does | None = None
    hears: tuple[Heard, ...] = ()
    after: Json | None = None
    fails: str | None = None

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


CALLBACKS = (
    "clicked",
    "changed",
    "went_on",
    "went_back",
    "cell",
    "row",
    "column",
    "succeeded",
    "failed",
    "chose",
    "rang",
    "loaded",
    "played",
    "added",
    "edited",
    "removed",
    "all_removed",
    "duplicated",
    "saved",
    "double_clicked",
    "selected",
    "deselected",
)
_OF_EVERY_EVENT = ("panel_id", "panel_state", "__method__")


class Probe(foo.Panel):
    """The panel of a case. `calls` are the callbacks, `states` the panel states that came with them."""

    case: Case

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.calls: list[Heard] = []
        self.states: list[Json] = []

    @property
    def config(self) -> foo.PanelConfig:
        return foo.PanelConfig(name="probe", label="Probe")

    def render(self, ctx: foo.ExecutionContext) -> types.Property:
        return _schema(self.case, self)

    def resolved(self, ctx: foo.ExecutionContext) -> types.Property:
        """The resolver of a `ResolvableProperty`."""
        return types.Property(types.String(), view=types.View(label=f"Resolved for {ctx.params.get('who')}"))


def _listener(name: str) -> Any:
    def listener(self: Probe, ctx: foo.ExecutionContext) -> None:
        self.calls.append(Heard(name, _own_params(ctx.params)))
        self.states.append(copy.deepcopy(ctx.params["panel_state"]))

    listener.__name__ = name
    return listener


def _own_params(params: Json) -> Json:
    own = {key: value for key, value in params.items() if key not in _OF_EVERY_EVENT}
    if "original_params" in own:
        own["original_params"] = _own_params(own["original_params"])
    # of a plot: whole, so a table of them would be long
    for key in ("schema", "view"):
        if isinstance(own.get(key), dict):
            own[key] = (own[key].get("view") or own[key])["name"]
    return own


for _name in CALLBACKS:
    setattr(Probe, _name, _listener(_name))


class Asker(foo.Operator):
    """The operator of a case."""

    case: Case

    @property
    def config(self) -> foo.OperatorConfig:
        return foo.OperatorConfig(name="asker", label="Asker")

    def resolve_input(self, ctx: foo.ExecutionContext) -> types.Property | None:
        return _schema(self.case, None) if self.case.where == "input" else None

    def execute(self, ctx: foo.ExecutionContext) -> Json:
        return self.case.given

    def resolve_output(self, ctx: foo.ExecutionContext) -> types.Property | None:
        return _schema(self.case, None) if self.case.where == "output" else None


class Echo(foo.Operator):
    """Returns what it is told, or fails where it is told to; buttons and loaders run it."""

    @property
    def config(self) -> foo.OperatorConfig:
        return foo.OperatorConfig(name="echo", label="Echo")

    def execute(self, ctx: foo.ExecutionContext) -> Json:
        if ctx.params.get("fail"):
            raise ValueError("told to fail")
        return {"said": ctx.params.get("say")}


ECHO = "@notebook/cells/echo"
PROBE = "@notebook/cells/probe"


def _schema(case: Case, on: Probe | None) -> types.Property:
    root = types.Object()
    case.define(root, on)
    return types.Property(root, view=None if case.root is None else case.root())


@dataclass
class Stage:
    """A case on a face.

    Attributes:
        handle: the panel or form that `open_panel` or `operator` gave.
    """

    case: Case
    session: fow.Session
    handle: Any

    @property
    def calls(self) -> list[Heard]:
        """The callbacks that were called."""
        return list(self._probe.calls)

    @property
    def states(self) -> list[Json]:
        """The panel states that came with them."""
        return list(self._probe.states)

    def forget(self) -> None:
        """Drops the calls so far: what a component did by itself, before anybody's gesture."""
        self.settle()
        self._probe.calls.clear()
        self._probe.states.clear()

    @property
    def values(self) -> Json:
        """The panel's state, or the form's params."""
        values: Json = self.handle.state if self.case.where == "panel" else self.handle.params
        return values

    @property
    def node_id(self) -> str:
        """The id of the component's node."""
        surface = self.handle._host.id + (".out" if self.case.where == "output" else "")
        return f"{surface}:{self.case.path}"

    @property
    def node(self) -> Json:
        """The component's node."""
        node: Json = self.handle._scene()["nodes"][self.node_id]
        return node

    def inside(self, id_: str | None = None) -> Iterator[Json]:
        """The component's node and every node inside it."""
        nodes = self.handle._scene()["nodes"]
        node = nodes[id_ or self.node_id]
        yield node
        for child in node["children"]:
            yield from self.inside(child)

    def settle(self) -> None:
        """Waits until nothing runs any more."""
        for _ in range(3):
            self.session.run(lambda: None)

    @property
    def _probe(self) -> Probe:
        probe: Probe = self.session.registry.get_operator(PROBE)  # type: ignore[assignment]
        return probe


def put_on_stage(case: Case, face: str) -> Stage:
    """Opens the panel or form of a case on a face, in a session of its own."""
    session = fow.Session()
    session.registry.register_operator(Echo)
    kind: Any = Probe if case.where == "panel" else Asker
    made = type(kind.__name__, (kind,), {"case": case})
    if case.where == "panel":
        handle = fow.open_panel(made, session=session, face=face, state=copy.deepcopy(case.given))
    else:
        given = copy.deepcopy(case.given) if case.where == "input" else None
        handle = fow.operator(made, session=session, face=face, params=given)
        if case.where == "output":
            handle.execute()
    stage = Stage(case, session, handle)
    stage.settle()
    return stage


def check_shown(stage: Stage) -> None:
    """What a case says about the scene, which all faces share."""
    case = stage.case
    failures = stage.handle.errors if case.where == "panel" else stage.handle.failures
    assert failures == []
    assert stage.node["component"] == case.component
    if case.value is not ANYTHING:
        assert stage.node["value"] == case.value


def check_done(stage: Stage) -> None:
    """What a case says about the time after its gesture."""
    case = stage.case
    stage.settle()
    if case.where == "panel":
        assert stage.calls == list(case.hears)
        if case.does is not None and case.does.event == "change" and case.hears:
            # the change is in the state that its own callback sees
            assert stage.states[0] == stage.values
    if case.after is not None:
        assert stage.values == case.after
