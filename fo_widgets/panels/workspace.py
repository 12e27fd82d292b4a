"""The workspace: what is open, and everything that can be opened on it."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators import ExecutionContext, Operator, Panel, PanelConfig, list_operators, types

# a dataset with more fields than this shows the first ones and says how many there are
_MOST_FIELDS = 40


class WorkspacePanel(Panel):
    """A summary of the open dataset and view, and buttons for every loaded panel and operator."""

    @property
    def config(self) -> PanelConfig:
        """The panel's name and looks."""
        return PanelConfig(
            name="workspace",
            label="Workspace",
            icon="dashboard",
            help_markdown="The open dataset, and the panels and operators that are loaded.",
        )

    def on_load(self, ctx: ExecutionContext) -> None:
        """Fills in the summary."""
        self.on_change_ctx(ctx)

    def on_change_ctx(self, ctx: ExecutionContext) -> None:
        """Follows dataset, view and selection."""
        dataset = ctx.dataset
        ctx.panel.set_title("Workspace" if dataset is None else dataset.name)
        view = ctx.view
        if dataset is None or view is None:
            return
        schema = dataset.get_field_schema()
        ctx.panel.state.summary = {
            "Samples": f"{len(view):,} of {len(dataset):,}" if ctx.has_custom_view else f"{len(dataset):,}",
            "Media": dataset.media_type or "none yet",
            "Selected": len(ctx.selected),
            "Tags": ", ".join(dataset.tags) or "none",
        }
        ctx.panel.state.fields = [
            {"field": name, "type": str(field)} for name, field in list(schema.items())[:_MOST_FIELDS]
        ]

    def open(self, ctx: ExecutionContext) -> None:
        """Opens a panel, or an operator's form."""
        if ctx.params["is_panel"]:
            ctx.ops.open_panel(ctx.params["uri"])
        else:
            ctx.prompt(ctx.params["uri"])

    def show_all(self, ctx: ExecutionContext) -> None:
        """Goes back to the whole dataset."""
        ctx.ops.clear_view()

    def render(self, ctx: ExecutionContext) -> types.Property:
        """The summary, the fields, and what can be opened."""
        panel = types.Object()
        if ctx.dataset is None:
            panel.view(
                "empty",
                types.Notice(
                    label="No dataset is open",
                    description="Set app.session.dataset, for instance to fow.load_dataset('quickstart').",
                ),
            )
        else:
            panel.obj("summary", view=types.KeyValueView())
            if ctx.has_custom_view:
                panel.btn("show_all", label="Show all samples", on_click=self.show_all, icon="filter_alt_off")
            table = types.TableView(label="Fields")
            table.add_column("field", label="Field")
            table.add_column("type", label="Type")
            panel.list("fields", types.Object(), view=table)
        self._openers(panel, "panels", "Panels", "panel")
        self._openers(panel, "operators", "Operators", "operator")
        return types.Property(panel, view=types.GridView(orientation="vertical", gap=2))

    def _openers(self, panel: types.Object, name: str, label: str, kind: Any) -> None:
        found = [op for op in list_operators(builtin=False, type=kind) if _is_offered(op)]
        if not found:
            return
        panel.view(f"{name}_header", types.Header(label=label, divider=True))
        group = panel.h_stack(name, gap=1)
        for operator in sorted(found, key=lambda op: str(op.config.label)):
            group.btn(
                operator.uri.replace(".", "_"),
                label=operator.config.label,
                icon=operator.config.icon,
                on_click=self.open,
                params={"uri": operator.uri, "is_panel": kind == "panel"},
                variant="outlined",
            )


def _is_offered(operator: Operator) -> bool:
    try:
        # every panel is unlisted as an operator
        return operator.is_panel or not operator.config.unlisted
    except Exception:  # noqa: BLE001 - a plugin's config that fails must not hide the others
        return False
