"""What the root node of each kind of host says about itself."""

from __future__ import annotations

from typing import Any

from fo_widgets.session.form import OperatorForm
from fo_widgets.session.host import Host, Output
from fo_widgets.session.panel import LivePanel
from fo_widgets.session.surface import Surface

Json = dict[str, Any]


def root_view(host: Host) -> tuple[str, Json, dict[str, Surface]]:
    """The component of a host's root node, its `view`, and the surfaces to draw below it.

    Raises:
        TypeError: for a host that is none of these.
    """
    common: Json = {
        "overlays": list(host.overlays),
        "progress": host.progress,
        "error": None if host.failure is None else host.failure.to_json(),
        "inline": host.parent is None,
    }
    if isinstance(host, LivePanel):
        return "Panel", {**_panel(host), **common}, host.surfaces()
    if isinstance(host, OperatorForm):
        return "Form", {**_form(host), **common}, _form_surfaces(host)
    if isinstance(host, Output):
        view = (host.surface.schema or {}).get("view") or {}
        return "Output", {"label": view.get("label"), **common}, host.surfaces()
    raise TypeError(f"faces cannot draw a {type(host).__name__}")


def _panel(panel: LivePanel) -> Json:
    config = panel.operator.config
    return {
        "label": panel.title,
        "icon": config.icon,
        "help_markdown": config.help_markdown,
        "uri": panel.uri,
        "status": panel.status,
    }


def _form(form: OperatorForm) -> Json:
    config = form.operator.config
    view = (form.schema or {}).get("view") or {}
    options = form.options
    fields = form.field_paths()
    return {
        "label": view.get("label") or config.label,
        "description": view.get("description") or config.description,
        "caption": view.get("caption"),
        "icon": config.icon,
        "uri": form.uri,
        "phase": form.phase,
        "valid": form.is_valid,
        "dynamic": config.dynamic,
        "can_execute": options.allow_immediate_execution,
        "can_schedule": options.allow_delegated_execution,
        "default_choice": "schedule" if options.default_choice_to_delegated else "execute",
        "drawer": view.get("placement") if view.get("name") == "DrawerView" else None,
        "submit_label": view.get("submit_button_label"),
        "cancel_label": view.get("cancel_button_label"),
        "targets": form.targets,
        "problems": [issue for issue in form.errors_now if issue["path"] not in fields],
        "logs": form.logs,
    }


def _form_surfaces(form: OperatorForm) -> dict[str, Surface]:
    surfaces = form.surfaces()
    if form.phase in ("done", "scheduled"):
        surfaces.pop(form.id)
    return surfaces
