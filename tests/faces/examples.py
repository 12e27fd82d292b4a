"""Panels and operators that the tests of several faces share: the documented examples, and broken ones."""

from __future__ import annotations

import asyncio
import time

from fo_widgets import operators as foo
from fo_widgets.operators import types


class HelloWorldPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="hello_world_panel", label="Hello World Panel")

    def on_load(self, ctx):
        ctx.panel.state.hello_message = "Hello world!"

    def say_hello(self, ctx):
        ctx.ops.notify(ctx.panel.state.hello_message)

    def render(self, ctx):
        panel = types.Object()
        panel.btn(
            "hello_btn",
            label="Say Hello",
            icon="emoji_people",
            on_click=self.say_hello,
            variant="contained",
        )
        return types.Property(
            panel, view=types.GridView(width=100, height=100, align_x="center", align_y="center")
        )


class CounterPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="counter_panel", label="Counter Panel", icon="123")

    def on_load(self, ctx):
        ctx.panel.state.v_stack = {"h_stack": {"count": 3}}

    def increment(self, ctx):
        count = ctx.panel.state.get("v_stack.h_stack.count", 0)
        ctx.panel.state.set("v_stack.h_stack.count", count + 1)

    def decrement(self, ctx):
        count = ctx.panel.get_state("v_stack.h_stack.count", 0)
        ctx.panel.set_state("v_stack.h_stack.count", count - 1)

    def render(self, ctx):
        panel = types.Object()
        v_stack = panel.v_stack("v_stack", align_x="center", gap=2)
        h_stack = v_stack.h_stack("h_stack", align_y="center")
        state = ctx.panel.state.v_stack
        count = state["h_stack"]["count"] if state is not None else 0
        h_stack.message("count", f"Count: {count}")
        h_stack.btn("increment", label="Increment", icon="add", on_click=self.increment, variant="contained")
        h_stack.btn(
            "decrement", label="Decrement", icon="remove", on_click=self.decrement, variant="contained"
        )
        return types.Property(panel)


class FieldsPanel(foo.Panel):
    """Every way a value can reach a callback."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seen = []

    @property
    def config(self):
        return foo.PanelConfig(name="fields_panel", label="Fields")

    def changed(self, ctx):
        self.seen.append((ctx.params["path"], ctx.params["value"], ctx.panel.get_state(ctx.params["path"])))

    def render(self, ctx):
        panel = types.Object()
        panel.str("name", label="Name", default="spam", on_change=self.changed)
        panel.int("n", label="N", min=0, max=10, view=types.SliderView(), on_change=self.changed)
        menu = panel.menu("menu", on_change=self.changed)
        menu.enum("mode", values=["a", "b"], on_change=self.changed)
        panel.str("silent", label="Nobody listens")
        return types.Property(panel)


class EventsPanel(foo.Panel):
    """Follows every change of the context."""

    @property
    def config(self):
        return foo.PanelConfig(name="events_panel", label="Events")

    def on_load(self, ctx):
        ctx.panel.state.events = []

    def _note(self, ctx, name):
        ctx.panel.state.events = [*(ctx.panel.state.events or []), name]

    def on_change_ctx(self, ctx):
        self._note(ctx, "ctx")

    def on_change_view(self, ctx):
        self._note(ctx, f"view:{len(ctx.view)}")

    def on_change_selected(self, ctx):
        self._note(ctx, f"selected:{len(ctx.selected)}")

    def on_change_dataset(self, ctx):
        self._note(ctx, f"dataset:{ctx.dataset.name}")

    def on_change_current_sample(self, ctx):
        self._note(ctx, f"sample:{ctx.current_sample}")

    def on_unload(self, ctx):
        self._note(ctx, "unload")

    def render(self, ctx):
        panel = types.Object()
        panel.obj("events", view=types.JSONView())
        return types.Property(panel)


class BrokenPanel(foo.Panel):
    """Fails where its state says."""

    @property
    def config(self):
        return foo.PanelConfig(name="broken_panel", label="Broken")

    def fail(self, ctx):
        ctx.ops.notify("before the failure")
        raise ZeroDivisionError("the callback broke")

    def garbage(self, ctx):
        return object()

    def not_json(self, ctx):
        ctx.panel.state.bad = {"inner": [1, object()]}

    def big(self, ctx):
        ctx.panel.state.text = "x" * 10_000_000

    def break_render(self, ctx):
        ctx.panel.state.break_render = True

    def mend(self, ctx):
        ctx.panel.state.break_render = False

    def unknown_operator(self, ctx):
        ctx.trigger("@nobody/nothing")

    def unknown_builtin(self, ctx):
        ctx.trigger("annotate")

    def fine(self, ctx):
        ctx.panel.state.fine = (ctx.panel.state.fine or 0) + 1

    def render(self, ctx):
        if ctx.panel.state.break_render:
            raise RuntimeError("render broke")
        panel = types.Object()
        for name in (
            "fail",
            "garbage",
            "not_json",
            "big",
            "break_render",
            "mend",
            "unknown_operator",
            "unknown_builtin",
            "fine",
        ):
            panel.btn(name, label=name, on_click=getattr(self, name))
        panel.str("text", label="Text")
        panel.str("odd", view=types.View(component="NoSuchComponent"))
        return types.Property(panel)


class SimpleInputExample(foo.Operator):
    @property
    def config(self):
        return foo.OperatorConfig(name="simple_input_example", label="Simple input example")

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.str("message", label="Message", required=True)
        return types.Property(inputs, view=types.View(label="Simple input example"))

    def execute(self, ctx):
        return {"message": ctx.params["message"]}

    def resolve_output(self, ctx):
        outputs = types.Object()
        outputs.str("message", label="Message")
        return types.Property(outputs, view=types.View(label="Simple input example: Success!"))


class DynamicForm(foo.Operator):
    """Shows a second field once the first has a value."""

    @property
    def config(self):
        return foo.OperatorConfig(
            name="dynamic_form", label="Dynamic form", dynamic=True, allow_delegated_execution=True
        )

    def resolve_input(self, ctx):
        inputs = types.Object()
        choices = types.DropdownView()
        for kind in ("cat", "dog"):
            choices.add_choice(kind, label=kind.title())
        inputs.enum("kind", choices.values(), required=True, label="Kind", view=choices)
        if ctx.params.get("kind") == "cat":
            inputs.int("lives", label="Lives", default=9, min=1, max=9)
        if ctx.params.get("kind") == "dog":
            inputs.str("trick", label="Trick", required=True)
            if ctx.params.get("trick") == "break":
                raise ValueError("no such trick")
        return types.Property(inputs, view=types.View(label="Dynamic form"))

    def execute(self, ctx):
        return dict(ctx.params)


class ProgressOperator(foo.Operator):
    """Yields progress; fails half-way if asked."""

    @property
    def config(self):
        return foo.OperatorConfig(
            name="progress_example", label="Progress example", execute_as_generator=True
        )

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.int("steps", label="Steps", default=5, required=True)
        inputs.float("pause", label="Pause", default=0.0)
        inputs.bool("fail", label="Fail half-way", default=False)
        return types.Property(inputs)

    def execute(self, ctx):
        steps = ctx.params["steps"]
        for step in range(steps):
            if ctx.params.get("fail") and step == steps // 2:
                raise RuntimeError("failed half-way")
            time.sleep(ctx.params.get("pause") or 0)
            yield ctx.ops.set_progress(progress=(step + 1) / steps, label=f"Step {step + 1}/{steps}")
        yield ctx.ops.notify("all steps done")


class AsyncOperator(foo.Operator):
    @property
    def config(self):
        return foo.OperatorConfig(name="async_example", label="Async example")

    async def execute(self, ctx):
        await asyncio.sleep(0.01)
        return {"slept": True}


class EndlessOperator(foo.Operator):
    @property
    def config(self):
        return foo.OperatorConfig(name="endless", label="Endless")

    def execute(self, ctx):
        while True:
            time.sleep(0.005)
