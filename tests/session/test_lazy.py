"""Properties that an operator fills in, and values of one of several types."""

from __future__ import annotations

from typing import Any

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from fo_widgets.session.questions import UnknownQuestionError, answer

calls: list[dict[str, Any]] = []


class LoadWords(foo.Operator):
    @property
    def config(self) -> foo.OperatorConfig:
        return foo.OperatorConfig("lazy_load_words", "Load words", allow_delegated_execution=True)

    def execute(self, ctx: foo.ExecutionContext) -> Any:
        calls.append(dict(ctx.params))
        if ctx.params.get("fail"):
            raise ValueError("no words today")
        return ["a", "b"]


class ResolveField(foo.Operator):
    @property
    def config(self) -> foo.OperatorConfig:
        return foo.OperatorConfig("lazy_resolve_field", "Resolve a field")

    def execute(self, ctx: foo.ExecutionContext) -> Any:
        calls.append({"resolved": ctx.params.get("model")})
        if ctx.params.get("model") == "broken":
            raise ValueError("no such model")
        if ctx.params.get("model") == "garbage":
            return 3
        label = f"Field of {ctx.params.get('model')}"
        return types.Property(types.String(), view=types.FieldView(label=label)).to_json()


class LazyPanel(foo.Panel):
    @property
    def config(self) -> foo.PanelConfig:
        return foo.PanelConfig("lazy_panel", "Lazy panel")

    def render(self, ctx: foo.ExecutionContext) -> types.Property:
        panel = types.Object()
        panel.str("model")
        panel.str("other", on_change=self.on_other)
        panel.define_property(
            "plot",
            types.ResolvableProperty(resolver="@notebook/cells/lazy_resolve_field", dependencies=["model"]),
            label="Plot",
        )
        panel.loader(
            "words",
            types.List(types.String()),
            "@notebook/cells/lazy_load_words",
            params={"fail": bool(ctx.panel.get_state("fail"))},
            label="Words",
        )
        panel.oneof("either", [types.String(), types.Number(), self._point()])
        panel.define_property(
            "run",
            types.Void(),
            view=types.OperatorExecutionButtonView(
                label="Run",
                operator="@notebook/cells/lazy_load_words",
                params={"n": 1, "fail": bool(ctx.panel.get_state("fail"))},
                on_success=self.on_success,
                on_error=self.on_error,
                on_option_selected=self.on_option,
            ),
        )
        card = types.ObjectView(container=types.PaperContainer(on_click=self.on_card, params={"k": 1}))
        panel.add_property("card", types.Property(types.Object(), view=card))
        panel.file("path", view=types.FileExplorerView())
        panel.define_property(
            "dashboard",
            types.Object(),
            view=types.DashboardView(items=[{"i": "a"}], on_save_layout=self.on_save),
        )
        return types.Property(panel)

    @staticmethod
    def _point() -> types.Object:
        point = types.Object()
        point.float("x")
        return point

    def on_other(self, ctx: foo.ExecutionContext) -> None:
        """Only there so that the panel renders again."""

    def on_success(self, ctx: foo.ExecutionContext) -> None:
        ctx.panel.set_state("seen", ["success", ctx.params["result"], ctx.params["original_params"]["n"]])

    def on_error(self, ctx: foo.ExecutionContext) -> None:
        ctx.panel.set_state("seen", ["error", ctx.params["error_message"]])

    def on_option(self, ctx: foo.ExecutionContext) -> None:
        ctx.panel.set_state("seen", ctx.params["selected_option"])

    def on_card(self, ctx: foo.ExecutionContext) -> None:
        ctx.panel.set_state("seen", [ctx.params["k"], ctx.params["path"]])

    def on_save(self, ctx: foo.ExecutionContext) -> None:
        ctx.panel.set_state("seen", [ctx.params["items"], ctx.params["cols"]])


@pytest.fixture
def session():
    calls.clear()
    session = fow.Session()
    session.registry.register_operator(LoadWords)
    session.registry.register_operator(ResolveField)
    return session


@pytest.fixture
def panel(session):
    return fow.open_panel(LazyPanel, session=session, face="headless")


def nodes_of(panel) -> dict[str, Any]:
    return {id_.partition(":")[2]: node for id_, node in panel._scene()["nodes"].items()}


def test_a_loader_loads_once_and_shows_its_data(panel):
    assert panel.state["words"] == {"state": "loaded", "data": ["a", "b"]}
    node = nodes_of(panel)["words"]
    assert node["value"]["state"] == "loaded"
    assert [child.partition(":")[2] for child in node["children"]] == ["words.data"]
    panel["other"].set("x")
    assert [call for call in calls if "fail" in call] == [{"fail": False}]


def test_a_loader_shows_its_error_and_loads_again_when_its_params_change(session):
    panel = fow.open_panel(LazyPanel, session=session, face="headless")
    panel._host.patch_state({"fail": True})
    panel["other"].set("x")
    assert panel.state["words"] == {"state": "errored", "error": "no words today"}
    assert nodes_of(panel)["words"]["children"] == []
    assert panel.errors == []


def test_a_resolvable_property_follows_its_dependencies_only(panel):
    assert nodes_of(panel)["plot~"]["view"]["label"] == "Field of None"
    panel["model"].set("clip")
    panel["other"].set("x")
    node = nodes_of(panel)["plot~"]
    assert (node["component"], node["path"], node["view"]["label"]) == ("FieldView", "plot", "Field of clip")
    assert [call for call in calls if "resolved" in call] == [{"resolved": None}, {"resolved": "clip"}]


@pytest.mark.parametrize(
    ("model", "told"), [("broken", "no such model"), ("garbage", "must return a property's JSON, not int")]
)
def test_a_resolver_that_fails_is_named_in_its_place(panel, model, told):
    panel["model"].set(model)
    node = nodes_of(panel)["plot"]
    assert told in node["value"]["error"]
    assert node["children"] == []
    panel["model"].set("clip")
    assert nodes_of(panel)["plot~"]["view"]["label"] == "Field of clip"


def test_a_value_of_one_of_several_types_is_drawn_by_the_type_it_suits(panel):
    assert nodes_of(panel)["either"]["rules"]["options"] == ["String", "Number", "Object"]
    panel._host.patch_state({"either": 3})
    assert nodes_of(panel)["either~"]["type"] == "Number"
    panel["either"].event("choose", index=2)
    assert panel.state["either"] is None
    assert nodes_of(panel)["either~"]["type"] == "Object"
    panel["either.x"].set(0.5)
    assert panel.state["either"] == {"x": 0.5}


def test_an_execution_button_runs_its_operator_and_calls_back(panel):
    panel["run"].click()
    assert panel.state["seen"] == ["success", ["a", "b"], 1]
    panel["run"].event("on_option_selected", selected_option={"id": "schedule"})
    assert panel.state["seen"] == {"id": "schedule"}


def test_an_execution_button_tells_of_the_failure(panel):
    panel._host.patch_state({"fail": True})
    panel["other"].set("x")
    with pytest.raises(ValueError, match="no words today"):
        panel["run"].click()
    assert panel.state["seen"] == ["error", "no words today"]


def test_the_ways_to_run_are_those_of_the_operator(panel):
    ways = panel.session.run(lambda: answer(panel._host, panel._host.id, "run", "ways", {}))
    assert [way["way"] for way in ways] == ["execute", "schedule"]


def test_a_file_explorer_lists_a_folder_of_the_kernels_machine(panel, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("x")
    host = panel._host

    def ask(path):
        return panel.session.run(lambda: answer(host, host.id, "path", "files", {"path": path}))

    assert [(file["name"], file["type"]) for file in ask(str(tmp_path))["files"]] == [
        ("sub", "directory"),
        ("a.txt", "file"),
    ]
    assert "missing" in ask(str(tmp_path / "missing"))["error"]


def test_a_component_answers_only_its_own_questions(panel):
    host = panel._host
    with pytest.raises(UnknownQuestionError, match="the FieldView at 'model' has no question 'files'"):
        panel.session.run(lambda: answer(host, host.id, "model", "files", {}))


def test_a_container_can_be_clicked(panel):
    assert "container" in nodes_of(panel)["card"]["events"]
    assert "on_click" not in nodes_of(panel)["card"]["view"]["container"]
    panel["card"].event("container")
    assert panel.state["seen"] == [1, "card"]


def test_a_dashboard_hands_over_its_layout(panel):
    assert nodes_of(panel)["dashboard"]["view"]["items"] == [{"i": "a"}]
    panel["dashboard"].event("on_save_layout", items=[{"i": "a", "x": 1}], cols=2, rows=1, auto_layout=False)
    assert panel.state["seen"] == [[{"i": "a", "x": 1}], 2]


class ResolvesItself(foo.Panel):
    @property
    def config(self) -> foo.PanelConfig:
        return foo.PanelConfig("resolves_itself", "Resolves itself")

    def part(self, ctx: foo.ExecutionContext) -> Any:
        return types.Property(types.String(), view=types.View(label=f"For {ctx.panel.get_state('who')}"))

    def render(self, ctx: foo.ExecutionContext) -> types.Property:
        panel = types.Object()
        panel.str("who", default=ctx.panel.get_state("nobody"))
        panel.define_property("part", types.ResolvableProperty(f"{self.uri}#part", dependencies=["who"]))
        return types.Property(panel)


def test_a_method_of_the_panel_that_resolves_knows_its_panel() -> None:
    panel = fow.open_panel(ResolvesItself, session=fow.Session(), state={"who": "Ada"}, face="headless")
    nodes = panel._scene()["nodes"].values()
    assert [
        node["view"].get("label") for node in nodes if node["path"] == "part" and node["type"] == "String"
    ] == ["For Ada"]
    assert panel.errors == []
