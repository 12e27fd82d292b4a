"""Every public class, function, method and parameter of `fiftyone.operators` and `fiftyone.plugins` 1.22.1."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fo_widgets.plugins import install_fiftyone_namespace, uninstall_fiftyone_namespace

RECORDED = json.loads(
    (Path(__file__).parent.parent / "vectors" / "plugins" / "fiftyone_operators.json").read_text()
)
NAMES = [(module, name) for module, names in RECORDED.items() for name in names]

# the inner steps of FiftyOne's server and executor; ours are other ones
OWN_WAY = {
    "create_operator_response", "create_response_async_generator", "create_response_generator",
    "do_execute_operator", "do_execute_pipeline", "execute_or_delegate_operator", "is_method_overridden",
    "prepare_operator_executor", "resolve_type_with_context",
    "ValidationContext.add_error", "ValidationContext.exists_or_non_required",
    "ValidationContext.validate_enum", "ValidationContext.validate_list",
    "ValidationContext.validate_object", "ValidationContext.validate_primitive",
    "ValidationContext.validate_property", "PluginContext.dispose_all", "PluginContext.register_all",
    "PluginSecretsResolver", "list_skills",
}  # fmt: skip

# they take our own objects, not the server's request
OTHER_PARAMETERS = {
    "resolve_execution_options": {"registry", "operator_uri", "request_params"},
    "resolve_placement": {"request_params"},
    "resolve_type": {"registry", "operator_uri", "request_params"},
    "ExecutionStoreService": {"repo", "notification_service"},
    "OperatorRegistry": {"enabled"},
    "Pipeline.from_json": {"json_dict"},
    "PipelineRunInfo.from_json": {"doc"},
    "PluginDefinition": {"metadata"},
}


@pytest.fixture(scope="module", autouse=True)
def namespace() -> Iterator[None]:
    install_fiftyone_namespace()
    yield
    uninstall_fiftyone_namespace()


def refused(value: Any, parameters: list[str]) -> set[str]:
    """The parameters that a function does not take by name."""
    try:
        known = inspect.signature(value).parameters
    except (TypeError, ValueError):  # enums and the like, which nobody calls with these
        return set()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in known.values()):
        return set()
    return {name for name in parameters if not name.startswith("*") and name not in {*known, "self", "cls"}}


@pytest.mark.parametrize(("module", "name"), NAMES, ids=lambda value: value)
def test_it_is_there_and_takes_what_it_takes(module: str, name: str) -> None:
    recorded = RECORDED[module][name]
    found = getattr(importlib.import_module(module), name, None)
    if name in OWN_WAY:
        assert found is None or callable(found)
        return
    assert found is not None
    parameters = recorded if isinstance(recorded, list) else recorded[""]
    assert refused(found, parameters) <= OTHER_PARAMETERS.get(name, set())
    if isinstance(recorded, list):
        return
    wrong = {}
    for member, accepted in recorded.items():
        full = f"{name}.{member}"
        if not member or full in OWN_WAY or member in _attributes(found):
            continue
        if not hasattr(found, member):
            wrong[full] = "missing"
        elif accepted and refused(getattr(found, member), accepted) - OTHER_PARAMETERS.get(full, set()):
            wrong[full] = str(refused(getattr(found, member), accepted))
    assert wrong == {}


def _attributes(cls: Any) -> set[str]:
    """What instances have without their class having it: arguments that are kept under their own names."""
    try:
        return set(inspect.signature(cls).parameters) | set(getattr(cls, "__dataclass_fields__", ()))
    except (TypeError, ValueError):
        return set()


def test_the_exceptions_are_no_dead_letters() -> None:
    every = {name for names in RECORDED.values() for name in names}
    assert {name.partition(".")[0] for name in OTHER_PARAMETERS} <= every
