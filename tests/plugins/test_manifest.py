from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fo_widgets.plugins.compatibility import COMPATIBLE_VERSION, is_compatible
from fo_widgets.plugins.manifest import ManifestError, parse_manifest, read_manifest

FULL = """
name: "@voxel51/annotation"
type: plugin
author: Voxel51
version: 1.0.0
url: https://github.com/voxel51/fiftyone-plugins/tree/main/plugins/annotation
license: Apache 2.0
description: Utilities for integrating FiftyOne with annotation tools
fiftyone:
  version: ">=0.22"
operators:
  - request_annotations
  - load_annotations
panels:
  - board
secrets:
  - FIFTYONE_CVAT_URL
tags: [a, b]
js_bundle: out/bundle.js
py_entry: main.py
future_key: {x: 1}
"""


def write(folder: Path, text: str, name: str = "fiftyone.yml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path, text: str) -> str:
    with pytest.raises(ManifestError) as caught:
        read_manifest(write(folder, text))
    assert str(folder) in str(caught.value)
    return "; ".join(caught.value.problems)


def test_every_field_is_read(tmp_path: Path) -> None:
    plugin = read_manifest(write(tmp_path, FULL))
    assert plugin.name == "@voxel51/annotation"
    assert (plugin.type, plugin.author, plugin.version) == ("plugin", "Voxel51", "1.0.0")
    assert plugin.url == "https://github.com/voxel51/fiftyone-plugins/tree/main/plugins/annotation"
    assert plugin.license == "Apache 2.0"
    assert plugin.description == "Utilities for integrating FiftyOne with annotation tools"
    assert plugin.fiftyone_compatibility == ">=0.22"
    assert plugin.fiftyone_requirement == "fiftyone>=0.22"
    assert plugin.own_operators == ["request_annotations", "load_annotations"]
    assert plugin.panels == ["board"]
    assert plugin.operators == ["request_annotations", "load_annotations", "board"]
    assert plugin.secrets == ["FIFTYONE_CVAT_URL"]
    assert plugin.tags == ["a", "b"]
    assert (plugin.js_bundle, plugin.py_entry) == ("out/bundle.js", "main.py")
    assert plugin.directory == str(tmp_path.resolve())
    assert plugin.metadata["future_key"] == {"x": 1}
    assert plugin.warnings == []


def test_a_name_is_enough(tmp_path: Path) -> None:
    plugin = read_manifest(write(tmp_path, "name: minimal\n"))
    assert plugin.operators == plugin.panels == plugin.tags == []
    assert plugin.secrets is None
    assert plugin.fiftyone_compatibility is None
    assert plugin.fiftyone_requirement is None
    assert (plugin.py_entry, plugin.js_bundle) == ("__init__.py", "dist/index.umd.js")
    assert not plugin.has_py
    assert not plugin.has_js
    assert plugin.js_bundle_hash is None


def test_the_folder_will_do_and_both_spellings_are_found(tmp_path: Path) -> None:
    write(tmp_path / "a", "name: a", "fiftyone.yml")
    write(tmp_path / "b", "name: b", "fiftyone.yaml")
    assert read_manifest(tmp_path / "a").name == "a"
    assert read_manifest(tmp_path / "b").name == "b"


def test_a_bundle_is_described_for_the_page(tmp_path: Path) -> None:
    plugin = read_manifest(write(tmp_path / "mine", "name: mine"))
    (tmp_path / "mine" / "dist").mkdir()
    (tmp_path / "mine" / "dist" / "index.umd.js").write_text("1")
    described = plugin.to_dict()
    assert described["has_js"] is described["js_bundle_exists"] is True
    assert described["js_bundle_server_path"] == "/plugins/mine/dist/index.umd.js"
    assert described["js_bundle_hash"] == "356a192b7913b04c54574d18c28d46e6395428ab"


def test_a_bundle_is_served_from_where_it_lies_in_the_plugins_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("FIFTYONE_PLUGINS_DIR", str(tmp_path))
    plugin = read_manifest(write(tmp_path / "@me" / "own", "name: mine"))
    assert plugin.to_dict()["server_path"] == "/plugins/@me/own"


def test_panels_are_operators_but_described_apart(tmp_path: Path) -> None:
    plugin = read_manifest(write(tmp_path, "name: a\noperators: [x]\npanels: [p]"))
    assert plugin.operators == ["x", "p"]
    assert (plugin.to_dict()["operators"], plugin.to_dict()["panels"]) == (["x"], ["p"])


def test_the_description_has_the_keys_of_fiftyones(tmp_path: Path) -> None:
    assert set(read_manifest(write(tmp_path, FULL)).to_dict()) == {
        "name", "builtin", "author", "version", "url", "license", "description", "tags",
        "fiftyone_compatibility", "operators", "panels", "skills", "js_bundle", "py_entry",
        "js_bundle_exists", "js_bundle_server_path", "js_bundle_hash", "has_py", "has_js", "server_path",
        "secrets", "shadow_paths",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("operators: [a]", "`name` is missing"),
        ("name:", "`name` is missing"),
        ("name: 3", "`name` must be text, not a number"),
        ("name: [a]", "`name` must be text, not a list"),
        ("name: ''", "`name` must be like"),
        ("name: 'a b'", "`name` must be like `@you/your-plugin`, without blanks"),
        ("name: ../../etc", "without blanks, '#' or '..'"),
        ("name: /etc/x", "`name` must be like"),
        ("name: a#b", "`name` must be like"),
        ("name: a\noperators: op", "`operators` must be a list of names, not a text; write `operators:`"),
        ("name: a\noperators: {op: 1}", "`operators` must be a list of names, not a mapping"),
        ("name: a\noperators: [1]", "`operators` must hold names only, found 1"),
        ("name: a\npanels: [{name: b}]", '`panels` must hold names only, found {"name": "b"}'),
        ("name: a\nsecrets: KEY", "`secrets` must be a list of names"),
        ("name: a\nversion: [1, 0]", "`version` must be text, not a list"),
        ("name: a\nauthor: {first: x}", "`author` must be text, not a mapping"),
        ("name: a\nfiftyone: '>=1'", "`fiftyone` must be a mapping with `version`, not a text"),
        ("name: a\nfiftyone: {version: newest}", "`fiftyone.version`: 'newest' is not a version specifier"),
        ("name: a\nfiftyone: {version: '<0.23'}", f"needs FiftyOne <0.23, but fo_widgets is like {COMPATIBLE_VERSION}"),
        ("name: a\npy_entry: ../other.py", "`py_entry` must lie in the plugin's folder"),
        ("name: a\njs_bundle: /etc/passwd", "`js_bundle` must lie in the plugin's folder"),
        ("", "the file is empty"),
        ("- a\n- b", "expected a mapping of fields, found a list"),
        ("name: [\n", "not valid YAML: line 2"),
        ("name: a\n\tversion: 1", "not valid YAML: line 2, column 1"),
        ("name: !!python/object/apply:os.system ['true']", "not valid YAML: line 1"),
    ],
)  # fmt: skip
def test_a_bad_manifest_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    assert said in problems_of(tmp_path, text)


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    said = problems_of(tmp_path, "operators: op\npanels: 3\nversion: []\n")
    for part in ("`name` is missing", "`operators` must be", "`panels` must be", "`version` must be"):
        assert part in said


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fiftyone.yml"
    path.write_bytes(b"name: \xff\xfe")
    with pytest.raises(ManifestError, match="not UTF-8"):
        read_manifest(path)


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"fiftyone\.yml or fiftyone\.yaml"):
        read_manifest(tmp_path)


def test_numbers_are_fine_where_text_is_meant(tmp_path: Path) -> None:
    plugin = read_manifest(write(tmp_path, "name: a\nversion: 1.5\nauthor: 7\noperators:\npanels: null\n"))
    assert (plugin.version, plugin.author, plugin.operators, plugin.panels) == ("1.5", "7", [], [])


def test_a_name_listed_twice_is_a_warning(tmp_path: Path) -> None:
    plugin = read_manifest(write(tmp_path, "name: a\noperators: [x, y, x]\npanels: [y]"))
    assert plugin.own_operators == ["x", "y"]
    assert plugin.warnings == ["`operators` lists a name twice: x"]


def test_the_version_check_can_be_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, "name: a\nfiftyone: {version: '==0.23.0rc1'}")
    assert read_manifest(path, check_version=False).fiftyone_compatibility == "==0.23.0rc1"


# the specifiers that public plugins use, and npm's
@pytest.mark.parametrize(
    ("spec", "accepted"),
    [
        ("*", True), ("", True), (">=0.23.7", True), (">=0.22", True), (">=1.3.0", True), (">=1.19,<2", True),
        (">=1.19", True), (">= 1.0, < 2", True), (">=1.0 <2", True), ("==0.23.0rc1", False), ("<1.22", False),
        ("==1.22.1", True), ("==1.22.*", True), ("1.22.1", True), ("1.22.0", False), ("~=1.20", True),
        ("^1.0", True), ("^1.22.1", True), ("^0.25", False), ("~1.22.0", True), ("~1.21", False), ("^0.0.3", False),
        ("!=1.22.1", False), (">1.22.1", False),
    ],
)  # fmt: skip
def test_version_specifiers(spec: str, accepted: bool) -> None:
    assert is_compatible(spec) is accepted


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    ["name", "version", "operators", "panels", "secrets", "fiftyone", "js_bundle", "py_entry", "x"]
)


# a busy machine is no reason to fail
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(keys, json_like))
def test_any_mapping_gives_a_definition_or_a_manifest_error(data: dict[str, object]) -> None:
    with contextlib.suppress(ManifestError):
        plugin = parse_manifest(data, Path("/nowhere/fiftyone.yml"))
        assert plugin.name == data["name"]
        assert all(isinstance(name, str) for name in plugin.operators)
