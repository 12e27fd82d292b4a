"""What a component may ask while a person uses it, besides making gestures: it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fo_widgets.operators import resolve_execution_options
from fo_widgets.schema.components import component_of
from fo_widgets.session.gestures import Call
from fo_widgets.session.host import Host

Json = dict[str, Any]


class UnknownQuestionError(ValueError):
    """A question that the component at that path does not have."""


def answer(host: Host, surface: str, path: str, question: str, params: Json) -> Any:
    """The answer to a component's question, as plain JSON.

    Args:
        question: `files` (of a file explorer: the entries of `path`, or the file systems with
            `list_filesystems`), or `ways` (of an execution button: how its operator may run).

    Raises:
        UnknownQuestionError: if the component asks no such thing.
    """
    prop = host.surfaces()[surface].property_at(path)
    component = component_of(prop, surface != host.id)
    found = _ANSWERS.get((component, question))
    if found is None:
        raise UnknownQuestionError(f"the {component} at {path!r} has no question {question!r}")
    return found(host, prop, params)


def _files(host: Host, prop: Json, params: Json) -> Any:
    known: Json = {key: params[key] for key in ("path", "list_filesystems") if key in params}
    return host.session.call(Call("list_files", known), host=host)


def _ways(host: Host, prop: Json, params: Json) -> list[Json]:
    view = prop.get("view") or {}
    uri = host.session.full_uri(view["operator"]).partition("#")[0]
    operator = host.session.registry.get_operator(uri)
    with host.session.context(operator, view.get("params") or {}, host) as ctx:
        options = resolve_execution_options(operator, ctx)
    ways: list[Json] = []
    if options.allow_immediate_execution:
        ways.append({"way": "execute", "label": "Execute", "description": "Runs now"})
    if options.allow_delegated_execution:
        ways.append({"way": "schedule", "label": "Schedule", "description": "Runs in the background"})
        for one in options.available_orchestrators:
            way = {"way": "schedule", "target": one.instance_id}
            ways.append({**way, "label": f"Schedule on {one.instance_id}", "description": one.description})
    return ways[::-1] if options.default_choice_to_delegated else ways


_ANSWERS: dict[tuple[str, str], Callable[[Host, Json, Json], Any]] = {
    ("FileExplorerView", "files"): _files,
    ("OperatorExecutionButtonView", "ways"): _ways,
}
