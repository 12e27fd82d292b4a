"""What a person does first, without a screen; run by the interpreter of an environment that has only the package.

    python tests/packaging/smoke.py

Imports every module, loads the shipped dataset, clicks a panel on every face, and runs an operator.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from importlib import metadata

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types


class Counter(foo.Panel):
    """Counts clicks."""

    @property
    def config(self) -> foo.PanelConfig:
        """Its name."""
        return foo.PanelConfig(name="counter", label="Counter")

    def add(self, ctx: foo.ExecutionContext) -> None:
        """One more."""
        ctx.panel.state.count = (ctx.panel.state.count or 0) + 1

    def render(self, ctx: foo.ExecutionContext) -> types.Property:
        """A button and what it did."""
        panel = types.Object()
        panel.btn("add", label="Add", on_click=self.add)
        panel.int("count", read_only=True)
        return types.Property(panel)


class CountPages(foo.Operator):
    """Counts samples with a tag."""

    @property
    def config(self) -> foo.OperatorConfig:
        """Its name."""
        return foo.OperatorConfig(name="count_pages", label="Count pages")

    def resolve_input(self, ctx: foo.ExecutionContext) -> types.Property:
        """Which tag."""
        inputs = types.Object()
        inputs.str("tag", required=True)
        return types.Property(inputs)

    def execute(self, ctx: foo.ExecutionContext) -> dict[str, int]:
        """How many."""
        assert ctx.view is not None
        return {"pages": len(ctx.view.match_tags(ctx.params["tag"]))}


def main() -> None:
    """Raises at the first thing that is not as it should be."""
    modules = [found.name for found in pkgutil.walk_packages(fow.__path__, "fo_widgets.")]
    for module in modules:
        importlib.import_module(module)

    dataset = fow.load_dataset("quickstart")
    assert len(dataset) == 221, len(dataset)
    assert dataset.count_values("ground_truth.detections.label")["coin"] == 24

    session = fow.Session(dataset)
    for face in ("headless", "anywidget", "ipywidgets"):
        panel = fow.open_panel(Counter, session=session, face=face)
        panel["add"].click()
        assert panel.state == {"count": 1}, (face, panel.state)
        assert panel.errors == [], (face, panel.errors)

    result = fow.execute_operator(CountPages, session=session, params={"tag": "page"})
    assert result == {"pages": 214}, result

    diagnosis = fow.doctor()
    assert diagnosis.is_healthy, diagnosis
    version = ".".join(map(str, sys.version_info[:3]))
    sys.stdout.write(
        f"fo_widgets {metadata.version('fo_widgets')}, Python {version}: {len(modules)} modules\n"
    )


if __name__ == "__main__":
    main()
