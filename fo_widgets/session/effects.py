"""What each builtin operation does to the session: the receiving end of `ctx.ops`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fo_widgets.session.gestures import Call
from fo_widgets.session.host import Host, Json, Output
from fo_widgets.session.panel import LivePanel, NoSuchPanelError
from fo_widgets.session.plain import plain

if TYPE_CHECKING:
    from fo_widgets.session.session import Session

Effect = Callable[["Session", Host, Json], Any]

EFFECTS: dict[str, Effect] = {}

# Operations about the App's own furniture: what a notebook has none of. People are told once a host.
FURNITURE = {
    "show_sidebar": "sidebar",
    "hide_sidebar": "sidebar",
    "toggle_sidebar": "sidebar",
    "refresh_colors": "colour scheme",
    "split_panel": "spaces to split",
}

# Done already when they are asked for: panels are registered when they are loaded, every component
# shows the state as it is, and nobody collects usage.
FULFILLED = frozenset({"register_panel", "track_event", "apply_panel_state_path"})


class UnsupportedOperationError(NotImplementedError):
    """A builtin operation of the App that notebooks do not have."""


def effect(*names: str) -> Callable[[Effect], Effect]:
    """Registers what the named operations do."""

    def register(function: Effect) -> Effect:
        for name in names:
            EFFECTS[name] = function
        return function

    return register


def _panel_of(session: Session, host: Host, params: Mapping[str, Any]) -> LivePanel:
    found = session.hosts.get(params.get("panel_id") or "") or host
    while not isinstance(found, LivePanel) and found.parent is not None:
        found = found.parent
    if not isinstance(found, LivePanel):
        raise LookupError(f"no open panel has the id {params.get('panel_id')!r}")
    return found


@effect("patch_panel_state")
def _patch_panel_state(session: Session, host: Host, params: Json) -> None:
    _panel_of(session, host, params).patch_state(params.get("state") or {})


@effect("set_panel_state")
def _set_panel_state(session: Session, host: Host, params: Json) -> None:
    _panel_of(session, host, params).set_state(params.get("state") or {})


@effect("clear_panel_state")
def _clear_panel_state(session: Session, host: Host, params: Json) -> None:
    _panel_of(session, host, params).set_state({})


@effect("patch_panel_data")
def _patch_panel_data(session: Session, host: Host, params: Json) -> None:
    _panel_of(session, host, params).patch_data(params.get("data") or {})


@effect("set_panel_data")
def _set_panel_data(session: Session, host: Host, params: Json) -> None:
    _panel_of(session, host, params).set_data(params.get("data") or {})


@effect("clear_panel_data")
def _clear_panel_data(session: Session, host: Host, params: Json) -> None:
    _panel_of(session, host, params).set_data({})


@effect("reduce_panel_state")
def _reduce_panel_state(session: Session, host: Host, params: Json) -> None:
    raise UnsupportedOperationError(
        "reduce_panel_state would run JavaScript source on the state; compute the new state in Python and set it"
    )


@effect("show_panel_output")
def _show_panel_output(session: Session, host: Host, params: Json) -> None:
    _panel_of(session, host, params).show(params["output"])


@effect("set_panel_title")
def _set_panel_title(session: Session, host: Host, params: Json) -> None:
    panel = _panel_of(session, host, {"panel_id": params.get("id")})
    panel.title = str(params["title"])
    panel.changed()


@effect("open_panel")
def _open_panel(session: Session, host: Host, params: Json) -> None:
    try:
        session.show_panel(
            params["name"],
            host,
            duplicate=bool(params.get("forceDuplicate")),
            state=params.get("state"),
            data=params.get("data"),
        )
    except NoSuchPanelError as error:
        # one of the App's own, or a plugin's in JavaScript: as in the App, the operator goes on
        raise UnsupportedOperationError(str(error)) from None


@effect("open_all_panel")
def _open_all_panels(session: Session, host: Host, params: Json) -> None:
    for operator in session.registry.list_operators(type="panel"):
        session.show_panel(operator.uri, host)


@effect("close_panel")
def _close_panel(session: Session, host: Host, params: Json) -> None:
    for panel in session.open_panels(params.get("name"), params.get("id")):
        panel.close()


@effect("close_all_panel")
def _close_all_panels(session: Session, host: Host, params: Json) -> None:
    for panel in session.open_panels():
        panel.close()


@effect("notify")
def _notify(session: Session, host: Host, params: Json) -> None:
    variant = params.get("variant") or "info"
    known = variant in ("info", "success", "warning", "error")
    host.toast(str(params.get("message")), variant if known else "info")


@effect("console_log", "print_stdout")
def _console_log(session: Session, host: Host, params: Json) -> None:
    host.emit({"type": "log", "message": str(params.get("message", params.get("msg")))})


@effect("set_progress")
def _set_progress(session: Session, host: Host, params: Json) -> None:
    host.set_progress(params.get("progress"), params.get("label"))


@effect("show_output")
def _show_output(session: Session, host: Host, params: Json) -> None:
    values = plain(params.get("results") or params.get("data") or {}, "the shown output")
    output = Output(session, params["outputs"], values)
    session.hosts[output.id] = output
    host.root.add_overlay(output)


@effect("test_operator")
def _test_operator(session: Session, host: Host, params: Json) -> None:
    session.prompt(params["operator"], dict(params.get("raw_params") or {}), host=host)


@effect("prompt_user_for_operation")
def _prompt(session: Session, host: Host, params: Json) -> None:
    session.need_operator(session.full_uri(params["operator_uri"]))
    own = {**(params.get("params") or {})}
    if params.get("panel_id"):
        own["panel_id"] = params["panel_id"]
        panel = session.hosts.get(params["panel_id"])
        if isinstance(panel, LivePanel):
            # the App adds the state as of now to what a panel asks for; operators read it, and pop it
            own.update(panel.identity())
    if params.get("skip_prompt"):
        session.call(Call(params["operator_uri"], own), host=host)
    else:
        session.prompt(
            params["operator_uri"],
            own,
            host=host,
            on_success=params.get("on_success"),
            on_error=params.get("on_error"),
        )


@effect("browser_download")
def _browser_download(session: Session, host: Host, params: Json) -> None:
    host.emit({"type": "download", "url": params["url"], "filename": params.get("filename")})


@effect("open_dataset")
def _open_dataset(session: Session, host: Host, params: Json) -> None:
    session.dataset = params.get("dataset") or params.get("name")


@effect("reload_dataset", "reload_samples")
def _reload(session: Session, host: Host, params: Json) -> None:
    session.reload()


@effect("set_view")
def _set_view(session: Session, host: Host, params: Json) -> None:
    session.load_view(stages=params.get("view"), name=params.get("name"))


@effect("copy_view_as_json")
def _copy_view(session: Session, host: Host, params: Json) -> None:
    session.clipboard = session.app.stages()
    host.toast("The view is copied; view_from_json() shows it again")


@effect("view_from_clipboard")
def _view_from_json(session: Session, host: Host, params: Json) -> None:
    session.load_view(stages=params.get("view") or session.clipboard)


@effect("clear_view")
def _clear_view(session: Session, host: Host, params: Json) -> None:
    session.update(view=None)


@effect("clear_all_stages")
def _clear_all_stages(session: Session, host: Host, params: Json) -> None:
    session.update(view=None, filters={}, selected_samples=[], selected_labels=[], extended_selection=None)


@effect("clear_sidebar_filters")
def _clear_filters(session: Session, host: Host, params: Json) -> None:
    session.update(filters={})


@effect("set_filters")
def _set_filters(session: Session, host: Host, params: Json) -> None:
    session.update(filters=params.get("filters") or {})


@effect("set_selected_samples")
def _set_selected_samples(session: Session, host: Host, params: Json) -> None:
    session.update(selected_samples=_typed(params.get("samples") or []))


@effect("clear_selected_samples")
def _clear_selected_samples(session: Session, host: Host, params: Json) -> None:
    session.update(selected_samples=[])


@effect("set_selected_labels")
def _set_selected_labels(session: Session, host: Host, params: Json) -> None:
    session.update(selected_labels=list(params.get("labels") or []))


@effect("clear_selected_labels")
def _clear_selected_labels(session: Session, host: Host, params: Json) -> None:
    session.update(selected_labels=[])


@effect("set_extended_selection")
def _set_extended_selection(session: Session, host: Host, params: Json) -> None:
    if params.get("clear") or params.get("reset"):
        session.update(extended_selection=None)
    else:
        session.update(extended_selection={key: params.get(key) for key in ("selection", "scope")})


@effect("convert_extended_selection_to_selected_samples")
def _convert_extended_selection(session: Session, host: Host, params: Json) -> None:
    ids = (session.app.extended_selection or {}).get("selection") or []
    session.update(selected_samples=_typed(ids), extended_selection=None)


@effect("show_samples")
def _show_samples(session: Session, host: Host, params: Json) -> None:
    samples = list(params.get("samples") or [])
    if params.get("use_extended_selection"):
        session.update(extended_selection={"selection": samples, "scope": None})
    else:
        session.show_samples(samples)


@effect("show_selected_samples")
def _show_selected_samples(session: Session, host: Host, params: Json) -> None:
    session.show_samples(session.selected)


@effect("set_group_slice")
def _set_group_slice(session: Session, host: Host, params: Json) -> None:
    session.update(group_slice=params.get("slice"))


@effect("open_sample")
def _open_sample(session: Session, host: Host, params: Json) -> None:
    session.update(current_sample=params.get("id") or params.get("group_id"))


@effect("close_sample")
def _close_sample(session: Session, host: Host, params: Json) -> None:
    session.update(current_sample=None)


@effect("set_active_fields")
def _set_active_fields(session: Session, host: Host, params: Json) -> None:
    session.update(active_fields=list(params.get("fields") or []))


@effect("clear_active_fields")
def _clear_active_fields(session: Session, host: Host, params: Json) -> None:
    session.update(active_fields=[])


@effect("set_spaces")
def _set_spaces(session: Session, host: Host, params: Json) -> None:
    session.update(spaces=params.get("spaces"))


@effect("set_sample_selection_style")
def _set_sample_style(session: Session, host: Host, params: Json) -> None:
    session.update(sample_selection_style={**session.app.sample_selection_style, **_style(params)})


@effect("set_label_selection_style")
def _set_label_style(session: Session, host: Host, params: Json) -> None:
    session.update(label_selection_style={**session.app.label_selection_style, **_style(params)})


@effect("clear_sample_selection_style")
def _clear_sample_style(session: Session, host: Host, params: Json) -> None:
    session.update(sample_selection_style={"default": "checkmark", "alt": "checkmark"})


@effect("clear_label_selection_style")
def _clear_label_style(session: Session, host: Host, params: Json) -> None:
    session.update(label_selection_style={"default": "dashed", "alt": "dashed"})


def _style(params: Json) -> Json:
    style = params.get("style", params)
    return {key: value for key, value in style.items() if key in ("default", "alt") and value}


def _typed(samples: Iterable[Any]) -> list[Json]:
    return [
        {"id": str(item["id"]), "type": item.get("type", "default")}
        if isinstance(item, Mapping)
        else {"id": str(item), "type": "default"}
        for item in samples
    ]
