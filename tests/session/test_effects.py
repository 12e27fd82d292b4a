"""Every operation of `ctx.ops` takes effect, or says that it does not where people look."""

from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.data import Classification, Space
from fo_widgets.operators import types
from fo_widgets.operators.operations import Operations
from tests.faces.examples import CounterPanel, HelloWorldPanel, SimpleInputExample

EVERY = {name for name in dir(Operations) if not name.startswith("_")}


class Asks(foo.Panel):
    """Does to `ctx` what the test says."""

    do = None

    @property
    def config(self):
        return foo.PanelConfig(name="asks", label="Asks", allow_multiple=True)

    def go(self, ctx):
        return type(self).do(ctx)

    def render(self, ctx):
        panel = types.Object()
        panel.btn("go", label="Go", on_click=self.go)
        return types.Property(panel)


@pytest.fixture
def panel(session):
    return fow.open_panel(Asks, session=session, face="headless", state={"a": 1})


@pytest.fixture
def ask(panel, monkeypatch):
    def ask(do):
        monkeypatch.setattr(Asks, "do", staticmethod(do))
        return panel["go"].click()

    return ask


def names(hosts):
    return [host.uri.rpartition("/")[2] for host in hosts]


def data_of(panel):
    return panel._host._data


PANEL = {
    "set_panel_state": (lambda ops: ops.set_panel_state({"b": 2}), lambda p: p.state == {"b": 2}),
    "patch_panel_state": (
        lambda ops: ops.patch_panel_state({"b.c": 2}),
        lambda p: p.state == {"a": 1, "b": {"c": 2}},
    ),
    "clear_panel_state": (lambda ops: ops.clear_panel_state(), lambda p: p.state == {}),
    "set_panel_data": (lambda ops: ops.set_panel_data({"b": 2}), lambda p: data_of(p) == {"b": 2}),
    "patch_panel_data": (
        lambda ops: ops.patch_panel_data({"b.c": 2}),
        lambda p: data_of(p) == {"b": {"c": 2}},
    ),
    "clear_panel_data": (lambda ops: ops.clear_panel_data(), lambda p: data_of(p) == {}),
    "apply_panel_state_path": (lambda ops: ops.apply_panel_state_path("a"), lambda p: p.state == {"a": 1}),
    "set_panel_title": (lambda ops: ops.set_panel_title(title="New"), lambda p: p.title == "New"),
    "show_panel_output": (
        lambda ops: ops.show_panel_output(types.Property(types.Object())),
        lambda p: p["go"],
    ),
    "notify": (
        lambda ops: ops.notify("hi", variant="error"),
        lambda p: p.shown[-1] == {"type": "toast", "message": "hi", "variant": "error"},
    ),
    "console_log": (
        lambda ops: ops.console_log({"x": 1}),
        lambda p: p.shown[-1] == {"type": "log", "message": "{'x': 1}"},
    ),
    "print_stdout": (
        lambda ops: ops.print_stdout("out"),
        lambda p: p.shown[-1] == {"type": "log", "message": "out"},
    ),
    "browser_download": (
        lambda ops: ops.browser_download("https://x/y.csv", "y.csv"),
        lambda p: p.shown[-1] == {"type": "download", "url": "https://x/y.csv", "filename": "y.csv"},
    ),
    "track_event": (
        lambda ops: ops.track_event("used", {}),
        lambda p: p.messages[-2]["operator_uri"] == "track_event",
    ),
    "register_panel": (
        lambda ops: ops.register_panel("x", "X"),
        lambda p: p.messages[-2]["operator_uri"] == "register_panel",
    ),
    "reduce_panel_state": (
        lambda ops: ops.reduce_panel_state("s => s"),
        lambda p: "JavaScript" in p.shown[-1]["message"],
    ),
    "open_panel": (
        lambda ops: ops.open_panel("hello_world_panel"),
        lambda p: names(p.overlays) == ["hello_world_panel"],
    ),
    "open_all_panels": (lambda ops: ops.open_all_panels(), lambda p: "counter_panel" in names(p.overlays)),
    "test_operator": (
        lambda ops: ops.test_operator("@notebook/cells/simple_input_example", {"message": "m"}),
        lambda p: p.overlays[0].params == {"message": "m"},
    ),
    "show_output": (
        lambda ops: ops.show_output(_outputs(), {"answer": 42}),
        lambda p: p.overlays[0]["answer"].value == 42,
    ),
    "set_progress": (
        lambda ops: ops.set_progress("half", 0.5),
        lambda p: p.messages[-2]["operator_uri"] == "set_progress",
    ),
    "list_files": (lambda ops: ops.list_files("/"), lambda p: p.errors == []),
}

FURNITURE = {
    "show_sidebar": lambda ops: ops.show_sidebar(),
    "hide_sidebar": lambda ops: ops.hide_sidebar(),
    "toggle_sidebar": lambda ops: ops.toggle_sidebar(),
    "refresh_colors": lambda ops: ops.refresh_colors(),
    "split_panel": lambda ops: ops.split_panel("asks", "horizontal"),
}


def _outputs():
    outputs = types.Object()
    outputs.int("answer", label="Answer")
    return types.Property(outputs)


ID = "0" * 24
LABEL = {"label_id": ID, "sample_id": ID, "field": "x"}

APP = {
    "set_view": (lambda ctx: ctx.ops.set_view(ctx.dataset.limit(3)), lambda s: len(s.view) == 3),
    "clear_view": (lambda ctx: ctx.ops.clear_view(), lambda s: len(s.view) == 5),
    "clear_all_stages": (
        lambda ctx: ctx.ops.clear_all_stages(),
        lambda s: len(s.view) == 5 and not s.selected,
    ),
    "clear_sidebar_filters": (lambda ctx: ctx.ops.clear_sidebar_filters(), lambda s: s.app.filters == {}),
    "copy_view_as_json": (lambda ctx: ctx.ops.copy_view_as_json(), lambda s: len(s.clipboard) == 1),
    "view_from_json": (lambda ctx: ctx.ops.view_from_json(), lambda s: len(s.view) == 5),
    "open_dataset": (lambda ctx: ctx.ops.open_dataset("other"), lambda s: s.dataset.name == "other"),
    "reload_dataset": (lambda ctx: ctx.ops.reload_dataset(), lambda s: len(s.dataset) == 5),
    "reload_samples": (lambda ctx: ctx.ops.reload_samples(), lambda s: len(s.dataset) == 5),
    "set_selected_samples": (lambda ctx: ctx.ops.set_selected_samples([ID]), lambda s: s.selected == [ID]),
    "clear_selected_samples": (lambda ctx: ctx.ops.clear_selected_samples(), lambda s: s.selected == []),
    "set_selected_labels": (
        lambda ctx: ctx.ops.set_selected_labels([LABEL]),
        lambda s: s.selected_labels == [LABEL],
    ),
    "clear_selected_labels": (lambda ctx: ctx.ops.clear_selected_labels(), lambda s: s.selected_labels == []),
    "set_extended_selection": (
        lambda ctx: ctx.ops.set_extended_selection([ID], "plot"),
        lambda s: s.app.extended_selection == {"selection": [ID], "scope": "plot"},
    ),
    "convert_extended_selection_to_selected_samples": (
        lambda ctx: ctx.ops.convert_extended_selection_to_selected_samples(),
        lambda s: s.app.extended_selection is None,
    ),
    "show_samples": (
        lambda ctx: ctx.ops.show_samples(ctx.dataset.values("id")[:1]),
        lambda s: len(s.view) == 1,
    ),
    "show_selected_samples": (lambda ctx: ctx.ops.show_selected_samples(), lambda s: len(s.view) == 1),
    "set_group_slice": (lambda ctx: ctx.ops.set_group_slice("left"), lambda s: s.app.group_slice == "left"),
    "open_sample": (lambda ctx: ctx.ops.open_sample(ID), lambda s: s.app.current_sample == ID),
    "close_sample": (lambda ctx: ctx.ops.close_sample(), lambda s: s.app.current_sample is None),
    "set_active_fields": (
        lambda ctx: ctx.ops.set_active_fields(["n"]),
        lambda s: s.app.active_fields == ["n"],
    ),
    "clear_active_fields": (lambda ctx: ctx.ops.clear_active_fields(), lambda s: s.app.active_fields == []),
    "set_spaces": (lambda ctx: ctx.ops.set_spaces(Space()), lambda s: s.app.spaces["component_id"]),
    "set_sample_selection_style": (
        lambda ctx: ctx.ops.set_sample_selection_style(alt="star"),
        lambda s: s.app.sample_selection_style["alt"] == "star",
    ),
    "clear_sample_selection_style": (
        lambda ctx: ctx.ops.clear_sample_selection_style(),
        lambda s: s.app.sample_selection_style["alt"] == "checkmark",
    ),
    "set_label_selection_style": (
        lambda ctx: ctx.ops.set_label_selection_style(alt="dashed-red"),
        lambda s: s.app.label_selection_style["alt"] == "dashed-red",
    ),
    "clear_label_selection_style": (
        lambda ctx: ctx.ops.clear_label_selection_style(),
        lambda s: s.app.label_selection_style["alt"] == "dashed",
    ),
    "clone_sample_field": (
        lambda ctx: ctx.ops.clone_sample_field("n", "m"),
        lambda s: s.dataset.values("m") == [0, 1, 2, 3, 4],
    ),
    "rename_sample_field": (
        lambda ctx: ctx.ops.rename_sample_field("n", "m"),
        lambda s: "n" not in s.dataset.get_field_schema(),
    ),
    "clear_sample_field": (
        lambda ctx: ctx.ops.clear_sample_field("n"),
        lambda s: s.dataset.values("n") == [None] * 5,
    ),
    "delete_sample_field": (
        lambda ctx: ctx.ops.delete_sample_field("n"),
        lambda s: "n" not in s.dataset.get_field_schema(),
    ),
    "clone_selected_samples": (lambda ctx: ctx.ops.clone_selected_samples(), lambda s: len(s.dataset) == 6),
    "delete_selected_samples": (lambda ctx: ctx.ops.delete_selected_samples(), lambda s: len(s.dataset) == 4),
    "delete_selected_labels": (
        lambda ctx: ctx.ops.delete_selected_labels(),
        lambda s: s.selected_labels == [] and s.dataset.values("x") == [None] * 5,
    ),
    "close_panel": (lambda ctx: ctx.ops.close_panel(id=ctx.panel.id), lambda s: s.open_panels() == []),
    "close_all_panels": (lambda ctx: ctx.ops.close_all_panels(), lambda s: s.open_panels() == []),
}


def test_every_operation_has_its_test():
    assert {*PANEL, *FURNITURE, *APP} == EVERY


@pytest.mark.parametrize("operation", PANEL)
def test_an_operation_on_a_panel(operation, panel, ask):
    for example in (HelloWorldPanel, CounterPanel, SimpleInputExample):
        panel.session.registry.register_operator(example)
    do, is_done = PANEL[operation]
    ask(lambda ctx: do(ctx.ops))
    assert is_done(panel)
    assert panel.errors == []


@pytest.mark.parametrize("operation", APP)
def test_an_operation_on_the_app(operation, session, ask, dataset):
    fow.Dataset("other", overwrite=True)
    first = dataset.first().id
    label = LABEL
    if operation == "delete_selected_labels":
        dataset.set_values("x", [Classification(label="cat"), None, None, None, None])
        label = {"label_id": dataset.first().x.id, "sample_id": first, "field": "x"}
    session.update(
        view=dataset.match(fow.ViewField("n") >= 0),
        selected_samples=[{"id": first, "type": "default"}],
        selected_labels=[label],
        current_sample=first,
        active_fields=["filepath"],
        filters={"n": {"range": [0, 9]}} if "filters" in operation else {},
        sample_selection_style={"default": "checkmark", "alt": "cross"},
        label_selection_style={"default": "dashed", "alt": "solid"},
        extended_selection={"selection": [first], "scope": None},
    )
    do, is_done = APP[operation]
    if "style" in operation and operation.startswith("set"):
        session.update(sample_selection_style={"default": "x"}, label_selection_style={"default": "x"})
    ask(lambda ctx: do(ctx))
    assert is_done(session)


@pytest.mark.parametrize("operation", FURNITURE)
def test_what_a_notebook_has_not_is_said_once(operation, panel, ask):
    do = FURNITURE[operation]
    ask(lambda ctx: (do(ctx.ops), do(ctx.ops)))
    (told,) = panel.shown
    assert told["message"].startswith(f"{operation} changes nothing: notebooks have no ")


def test_progress_is_shown_while_it_lasts(session, panel, ask):
    seen = []

    def work(ctx):
        ctx.set_progress(0.25, "a quarter")
        seen.append(dict(panel._host.progress))

    ask(work)
    assert seen == [{"progress": 0.25, "label": "a quarter"}]
    assert panel._host.progress is None


def test_a_saved_view_is_shown_by_name(session, ask):
    ask(lambda ctx: ctx.ops.set_view(name="first two"))
    assert len(session.view) == 2
    assert session.app.request_params()["view_name"] == "first two"


def test_an_arrangement_can_be_saved_before_there_is_one(ask, session):
    ask(lambda ctx: ctx.dataset.save_workspace("plain", ctx.spaces))
    assert [child.type for child in session.dataset.load_workspace("plain").children] == ["Samples"]


def test_a_workspace_is_shown_by_name(session, dataset, ask):
    dataset.save_workspace("mine", Space())
    ask(lambda ctx: ctx.ops.set_spaces(name="mine"))
    assert session.app.spaces["component_id"]


def test_the_slice_of_a_grouped_dataset_is_what_callbacks_see(ask, session):
    from tests.vectors import demo

    demo.datasets()
    session.dataset = "wire_groups"
    ask(lambda ctx: ctx.ops.set_group_slice("right"))
    seen = []
    ask(lambda ctx: seen.append((ctx.group_slice, ctx.dataset.group_slice)))
    assert seen == [("right", "right")]


def test_operations_are_done_in_order_and_also_after_a_failure(session, ask, panel):
    def half(ctx):
        ctx.ops.set_selected_samples([ID])
        ctx.ops.notify("one")
        raise OSError("half-way")

    with pytest.raises(OSError, match="half-way"):
        ask(half)
    assert session.selected == [ID]
    assert panel.shown[-1]["message"] == "one"


def test_a_generator_shows_each_operation_at_once(session, ask, panel):
    seen = []

    def work(ctx):
        for n in range(3):
            yield ctx.ops.notify(str(n))
            seen.append(len(panel.shown))

    ask(work)
    assert seen == [1, 2, 3]


def test_an_async_generator_shows_each_operation_at_once(session, ask, panel):
    import asyncio

    seen = []

    async def work(ctx):
        for n in range(3):
            yield ctx.ops.notify(str(n))
            await asyncio.sleep(0)
            seen.append(len(panel.shown))

    ask(work)
    assert seen == [1, 2, 3]
    assert panel.state == {"a": 1}


def test_a_coroutine_is_awaited(ask):
    import asyncio

    async def work(ctx):
        await asyncio.sleep(0.01)
        return "awaited"

    assert ask(work) == "awaited"


def test_the_uri_of_another_operator_runs_it_and_its_failure_is_shown(session, ask, panel):
    session.registry.register_operator(SimpleInputExample)
    ask(lambda ctx: ctx.trigger("@notebook/cells/simple_input_example", {"message": "x"}))
    assert panel.errors == []
    with pytest.raises(foo.ExecutionError, match="message"):
        ask(lambda ctx: ctx.trigger("@notebook/cells/simple_input_example", {}))
    assert "message" in panel.errors[-1].message


def test_a_prompt_without_fields_runs_at_once_and_with_skip_prompt_too(session, ask, panel):
    ran = []

    class NoFields(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("no_fields", "No fields")

        def execute(self, ctx):
            ran.append(dict(ctx.params))

    session.registry.register_operator(NoFields)
    session.registry.register_operator(SimpleInputExample)
    ask(lambda ctx: ctx.prompt("@notebook/cells/no_fields", {"x": 1}))
    assert panel.overlays == []
    ask(
        lambda ctx: (
            ctx.prompt("@notebook/cells/simple_input_example", {"message": "m"}, skip_prompt=True) and None
        )
    )
    assert panel.overlays == []
    assert [run["x"] for run in ran] == [1]


def test_the_callbacks_of_a_prompt(session, panel):
    heard = []

    class Heard(Asks):
        @property
        def config(self):
            return foo.PanelConfig(name="heard", label="Heard")

        def go(self, ctx):
            ctx.prompt("@notebook/cells/picky", on_success=self.good, on_error=self.bad)

        def good(self, ctx):
            heard.append(("good", ctx.params["result"], ctx.params["original_params"]["n"]))

        def bad(self, ctx):
            heard.append(("bad", ctx.params["error"]))

    class Picky(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("picky", "Picky")

        def resolve_input(self, ctx):
            inputs = types.Object()
            inputs.int("n", required=True)
            return types.Property(inputs)

        def execute(self, ctx):
            if ctx.params["n"] < 0:
                raise ValueError("too small")
            return {"n": ctx.params["n"]}

    session.registry.register_operator(Picky)
    asking = fow.open_panel(Heard, session=session, face="headless")
    asking["go"].click()
    form = asking.overlays[0]
    form["n"].set(-1)
    with pytest.raises(ValueError, match="too small"):
        form.execute()
    form["n"].set(2)
    form.execute()
    assert heard == [("bad", "too small"), ("good", {"n": 2}, 2)]
    assert asking.errors == []


def test_a_prompted_operator_gets_the_state_of_the_panel_that_asks(session):
    seen = []

    class Configure(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("configure", label="Configure", dynamic=True)

        def resolve_input(self, ctx):
            inputs = types.Object()
            inputs.str("title", default=ctx.panel.state.title)
            return types.Property(inputs)

        def execute(self, ctx):
            seen.append(ctx.params.pop("panel_state"))
            return dict(ctx.params)

    class Board(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig(name="board", label="Board")

        def on_load(self, ctx):
            ctx.panel.state.title = "Mine"

        def add(self, ctx):
            ctx.prompt(uri, on_success=self.added)

        def added(self, ctx):
            ctx.panel.state.title = ctx.params["result"]["title"] + "!"

        def render(self, ctx):
            panel = types.Object()
            panel.btn("add", label="Add", on_click=self.add)
            return types.Property(panel)

    uri = session.registry.register_operator(Configure).uri
    board = fow.open_panel(Board, session=session, face="headless")
    board["add"].click()
    (form,) = board.overlays
    assert form.params["title"] == "Mine"
    form.execute()
    assert seen == [{"title": "Mine"}]
    assert board.state["title"] == "Mine!"


def test_a_panel_that_notebooks_do_not_have_is_named_and_the_callback_goes_on(ask, panel):
    ask(lambda ctx: (ctx.ops.open_panel("Histograms"), ctx.panel.set_state("after", 1)))
    assert panel.state["after"] == 1
    assert panel.errors == []
    (toast,) = [message for message in panel.shown if message["type"] == "toast"]
    assert "no panel 'Histograms' to open" in toast["message"]


@pytest.mark.parametrize("do", ["trigger", "prompt"])
def test_an_operator_that_nobody_has_is_named_and_the_callback_goes_on(do, ask, panel):
    ask(lambda ctx: (getattr(ctx, do)("@acme/bundle/zoom", {"by": 2}), ctx.panel.set_state("after", 1)))
    assert panel.state["after"] == 1
    assert panel.errors == []
    (toast,) = [message for message in panel.shown if message["type"] == "toast"]
    assert "'@acme/bundle/zoom'" in toast["message"]


def test_a_form_ends_well_though_what_it_triggers_is_not_here(session):
    class Zooms(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("zooms", label="Zooms", execute_as_generator=True)

        def execute(self, ctx):
            yield ctx.trigger("@acme/bundle/zoom", {"by": 2})
            yield ctx.ops.notify("done")

    form = fow.operator(Zooms, session=session, face="headless")
    form.execute()
    told = [message["message"] for message in form.shown]
    assert "'@acme/bundle/zoom'" in told[0]
    assert told[1:] == ["done"]
    with pytest.raises(ValueError, match="Failed to find operator '@acme/bundle/zoom'"):
        fow.execute_operator("@acme/bundle/zoom")
