"""Every public method, property and parameter that FiftyOne 1.22.1 has on datasets, views, samples, labels and runs."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from fo_widgets.plugins import install_fiftyone_namespace, uninstall_fiftyone_namespace
from tests.vectors import data_objects

RECORDED = json.loads((Path(__file__).parent.parent / "vectors" / "data_members.json").read_text())

# How FiftyOne's own classes read settings; ours have no such machinery.
_SETTINGS = {
    "base_config_cls", "base_results_cls", "builder", "config_cls", "default", "from_kwargs", "get_meta",
    "load_credentials", "load_default", "validate_all_or_nothing_fields",
}  # fmt: skip
NOT_HERE = {"from_doc", "get_orientation_display", "temporal_tags"} | _SETTINGS
OTHER_PARAMETERS = {"add_videos_patt": {"videos_patt"}}


@pytest.fixture(scope="module")
def objects() -> Any:
    install_fiftyone_namespace()
    import fiftyone as fo

    made = data_objects.objects(fo)
    yield made
    for kind in ("Dataset", "ClipsView"):
        made[kind]._root_dataset.delete()
    uninstall_fiftyone_namespace()


def refused(value: Any, parameters: list[str]) -> set[str]:
    """The parameters that a function does not take by name."""
    known = inspect.signature(value).parameters
    if any(p.kind is p.VAR_KEYWORD for p in known.values()):
        return set()
    return {name for name in parameters if name[0] not in "*_" and name not in known}


@pytest.mark.parametrize("kind", RECORDED)
def test_it_has_what_fiftyone_s_has(objects: dict[str, Any], kind: str) -> None:
    wrong = {}
    for member, parameters in RECORDED[kind].items():
        if member in NOT_HERE or member.startswith("parse_"):
            continue
        if not hasattr(objects[kind], member):
            wrong[member] = "missing"
            continue
        found = getattr(objects[kind], member)
        lacking = refused(found, parameters) if parameters and callable(found) else set()
        if lacking - OTHER_PARAMETERS.get(member, set()):
            wrong[member] = f"takes no {sorted(lacking)}"
    assert wrong == {}


def test_the_exceptions_are_no_dead_letters() -> None:
    every = {member for members in RECORDED.values() for member in members}
    assert NOT_HERE | set(OTHER_PARAMETERS) <= every
