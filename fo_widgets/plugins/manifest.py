"""The manifest of a plugin: `fiftyone.yml` read, checked and described."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from fo_widgets.plugins.compatibility import COMPATIBLE_VERSION, is_compatible
from fo_widgets.plugins.settings import plugins_dir

MANIFEST_NAMES = ("fiftyone.yml", "fiftyone.yaml")
DEFAULT_JS_BUNDLE = "dist/index.umd.js"
DEFAULT_PY_ENTRY = "__init__.py"

_TEXTS = ("author", "version", "url", "license", "description", "label", "type", "js_bundle", "py_entry")
_NAME_LISTS = ("operators", "panels", "secrets", "tags", "skills")


class ManifestError(ValueError):
    """A manifest that cannot be used.

    Attributes:
        path: the manifest file.
        problems: everything that is wrong with it, a sentence each.
    """

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.path = path
        self.problems = problems
        super().__init__(f"{path}: " + "; ".join(problems))


@dataclass(frozen=True, eq=False)
class PluginDefinition:
    """What a plugin says about itself.

    Attributes:
        directory: absolute path of the folder of the manifest.
        own_operators: the names under `operators`; `operators` has the panels' too, which are operators.
        secrets: the names under `secrets`; None if nothing is said about them.
        metadata: the whole manifest as it was read, unknown keys included.
        warnings: what is odd about the manifest but does no harm.
    """

    name: str
    directory: str
    type: str = "plugin"
    author: str | None = None
    version: str | None = None
    url: str | None = None
    license: str | None = None
    description: str | None = None
    label: str | None = None
    fiftyone_compatibility: str | None = None
    own_operators: list[str] = field(default_factory=list)
    panels: list[str] = field(default_factory=list)
    secrets: list[str] | None = None
    tags: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    js_bundle: str = DEFAULT_JS_BUNDLE
    py_entry: str = DEFAULT_PY_ENTRY
    builtin: bool = False
    shadow_paths: list[str] | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict, repr=False)
    warnings: list[str] = field(default_factory=list, repr=False)

    @property
    def operators(self) -> list[str]:
        """The operators, then the panels, that the plugin may register."""
        return [*self.own_operators, *self.panels]

    @property
    def py_entry_path(self) -> str:
        """The path of the Python module."""
        return str(Path(self.directory, self.py_entry))

    @property
    def has_py(self) -> bool:
        """Whether there is a Python module."""
        return Path(self.py_entry_path).is_file()

    @property
    def js_bundle_path(self) -> str:
        """The path of the JavaScript bundle."""
        return str(Path(self.directory, self.js_bundle))

    @property
    def has_js(self) -> bool:
        """Whether there is a JavaScript bundle."""
        return Path(self.js_bundle_path).is_file()

    @property
    def js_bundle_hash(self) -> str | None:
        """SHA-1 (hex) of the JS bundle, by which pages cache it; None if there is none."""
        if not self.has_js:
            return None
        return hashlib.sha1(Path(self.js_bundle_path).read_bytes(), usedforsecurity=False).hexdigest()

    @property
    def server_path(self) -> str:
        """Where FiftyOne's server has the folder: as it lies in `plugins_dir()`, else by its own name."""
        folder, root = Path(self.directory), plugins_dir().resolve()
        inside = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.name
        return f"/plugins/{inside}"

    @property
    def js_bundle_server_path(self) -> str | None:
        """Where FiftyOne's server has the JavaScript bundle; None if there is none."""
        return f"{self.server_path}/{self.js_bundle}" if self.has_js else None

    @property
    def package_json_path(self) -> str:
        """The path of the `package.json`."""
        return str(Path(self.directory, "package.json"))

    @property
    def has_package_json(self) -> bool:
        """Whether there is a `package.json`."""
        return Path(self.package_json_path).is_file()

    @property
    def fiftyone_requirement(self) -> str | None:
        """The requirement in pip's form, None when any version will do."""
        spec = self.fiftyone_compatibility
        return None if spec in (None, "*") else f"fiftyone{spec}"

    @classmethod
    def from_disk(cls, metadata_path: str, shadow_paths: Any = None) -> PluginDefinition:
        """The plugin of a manifest file; see `read_manifest`."""
        return read_manifest(metadata_path, check_version=False)

    def can_register_operator(self, name: str) -> bool:
        """Whether the manifest lists an operator or a panel of that name, and there is code that may have it."""
        return self.has_py and name in self.operators

    def to_dict(self) -> dict[str, Any]:
        """The description that FiftyOne's server sends for a plugin, as JSON."""
        return {
            "name": self.name,
            "builtin": self.builtin,
            "author": self.author,
            "version": self.version,
            "url": self.url,
            "license": self.license,
            "description": self.description,
            "tags": self.tags,
            "fiftyone_compatibility": self.fiftyone_compatibility,
            "operators": self.own_operators,
            "panels": self.panels,
            "skills": self.skills,
            "js_bundle": self.js_bundle,
            "py_entry": self.py_entry,
            "js_bundle_exists": self.has_js,
            "js_bundle_server_path": self.js_bundle_server_path,
            "js_bundle_hash": self.js_bundle_hash,
            "has_py": self.has_py,
            "has_js": self.has_js,
            "server_path": self.server_path,
            "secrets": self.secrets,
            "shadow_paths": self.shadow_paths,
        }


def manifest_in(directory: str | Path) -> Path | None:
    """The manifest file in a folder, `fiftyone.yml` before `fiftyone.yaml`."""
    for name in MANIFEST_NAMES:
        path = Path(directory, name)
        if path.is_file():
            return path
    return None


def read_manifest(path: str | Path, check_version: bool = True) -> PluginDefinition:
    """The plugin that a manifest file, or the folder that holds one, defines.

    Args:
        path: the manifest or its folder.
        check_version: whether an incompatible `fiftyone.version` is an error.

    Raises:
        FileNotFoundError: no manifest there.
        ManifestError: it is not YAML, or what it says makes no sense; `problems` has all of it.
    """
    where = Path(path)
    found = manifest_in(where) if where.is_dir() else where
    if found is None or not found.is_file():
        raise FileNotFoundError(f"no plugin manifest at {where}: expected {' or '.join(MANIFEST_NAMES)}")
    return parse_manifest(_parse_yaml(found), found.resolve(), check_version)


def _parse_yaml(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ManifestError(path, [f"not UTF-8 text: {error}"]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ManifestError(path, [f"not valid YAML: {place}{error.problem or error.context}"]) from error
    except yaml.YAMLError as error:
        raise ManifestError(path, [f"not valid YAML: {error}"]) from error
    if data is None:
        raise ManifestError(path, ["the file is empty; at least `name` is required"])
    if not isinstance(data, dict):
        raise ManifestError(path, [f"expected a mapping of fields, found a {_kind(data)}"])
    return data


def parse_manifest(data: Mapping[str, Any], path: Path, check_version: bool = True) -> PluginDefinition:
    """The plugin that already parsed YAML describes; `path` is where it came from.

    Raises:
        ManifestError: with every problem found.
    """
    problems: list[str] = []
    warnings: list[str] = []
    values: dict[str, Any] = {"name": _name(data, problems)}
    for key in _TEXTS:
        text = _text(key, data.get(key), problems)
        if text is not None:
            values[key] = text
    for key in _NAME_LISTS:
        values[key] = _names(key, data.get(key), problems, warnings)
    values["own_operators"] = values.pop("operators")
    if data.get("secrets") is None:
        values["secrets"] = None
    outside = [key for key in ("js_bundle", "py_entry") if _leaves(path.parent, values.get(key, ""))]
    problems += [f"`{key}` must lie in the plugin's folder, not {values[key]!r}" for key in outside]
    values["fiftyone_compatibility"] = _fiftyone_version(data.get("fiftyone"), check_version, problems)
    if problems:
        raise ManifestError(path, problems)
    return PluginDefinition(directory=str(path.parent), metadata=dict(data), warnings=warnings, **values)


def _name(data: Mapping[str, Any], problems: list[str]) -> str:
    name = data.get("name")
    if name is None:
        problems.append('`name` is missing; write for example `name: "@you/your-plugin"`')
    elif not isinstance(name, str):
        problems.append(f"`name` must be text, not a {_kind(name)}")
    elif not re.fullmatch(r"[^\s#\\/]+(/[^\s#\\/]+)*", name) or ".." in name.split("/"):
        problems.append(
            f"`name` must be like `@you/your-plugin`, without blanks, '#' or '..', found {name!r}"
        )
    else:
        return name
    return ""


def _text(key: str, value: Any, problems: list[str]) -> str | None:
    # `version: 1.0` is a number to YAML and a version to everybody else
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, dict)):
        problems.append(f"`{key}` must be text, not a {_kind(value)}")
        return None
    return str(value)


def _names(key: str, value: Any, problems: list[str], warnings: list[str]) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        hint = f"; write `{key}:` and below it `- {value}`" if isinstance(value, str) else ""
        problems.append(f"`{key}` must be a list of names, not a {_kind(value)}{hint}")
        return []
    wrong = [entry for entry in value if not isinstance(entry, str) or not entry.strip()]
    if wrong:
        problems.append(f"`{key}` must hold names only, found {json.dumps(wrong[0], default=str)}")
        return []
    doubles = sorted({name for name in value if value.count(name) > 1})
    if doubles:
        warnings.append(f"`{key}` lists a name twice: {', '.join(doubles)}")
    return list(dict.fromkeys(value))


def _fiftyone_version(value: Any, check: bool, problems: list[str]) -> str | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        problems.append(f"`fiftyone` must be a mapping with `version`, not a {_kind(value)}")
        return None
    spec = _text("fiftyone.version", value.get("version"), problems)
    if spec is None or not check:
        return spec
    try:
        compatible = is_compatible(spec)
    except ValueError as error:
        problems.append(f"`fiftyone.version`: {error}")
        return None
    if not compatible:
        problems.append(
            f"needs FiftyOne {spec}, but fo_widgets is like {COMPATIBLE_VERSION}; "
            "change `fiftyone.version`, or load with check_version=False"
        )
    return spec


def _leaves(folder: Path, relative: str) -> bool:
    if "\0" in relative:  # no file system has such names
        return True
    target = (folder / relative).resolve()
    return Path(relative).is_absolute() or not target.is_relative_to(folder.resolve())


def _kind(value: Any) -> str:
    kinds = {dict: "mapping", list: "list", str: "text", bool: "boolean", int: "number", float: "number"}
    return kinds.get(type(value), type(value).__name__)
