from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

import fo_widgets.data
import fo_widgets.operators
import fo_widgets.schema.types
from fo_widgets.plugins import namespace
from fo_widgets.plugins.compat.absent import FeatureUnavailable
from fo_widgets.plugins.namespace import (
    NamespaceConflict,
    install_fiftyone_namespace,
    is_namespace_installed,
    uninstall_fiftyone_namespace,
)
from fo_widgets.plugins.table import MODULES

# every module and name that public plugins use, of 151 plugins that were read
USED = json.loads((Path(__file__).parent.parent / "vectors" / "plugins" / "fiftyone_names.json").read_text())

# names that do not exist in open-source FiftyOne either: plugins guard them
NOWHERE = {
    "fiftyone.core.storage": {
        "GCS_PREFIX", "LocalFiles", "S3_PREFIX", "get_client", "get_url", "minio_prefixes",
    },
}  # fmt: skip


@pytest.fixture
def fiftyone() -> Iterator[types.ModuleType]:
    install_fiftyone_namespace()
    yield importlib.import_module("fiftyone")
    uninstall_fiftyone_namespace()


def test_the_objects_are_the_same(fiftyone: types.ModuleType) -> None:
    import fiftyone.core.labels as fol
    import fiftyone.operators as foo
    import fiftyone.operators.types as fot

    assert foo.Operator is fo_widgets.operators.Operator
    assert foo.types is fot
    assert fot.Object is fo_widgets.schema.types.Object
    assert fiftyone.Dataset is fo_widgets.data.Dataset
    assert fol.Detection is fiftyone.Detection
    assert fiftyone.__version__ == "1.22.1"


def test_every_way_of_importing_works(fiftyone: types.ModuleType) -> None:
    scope: dict[str, object] = {}
    exec(
        "import fiftyone, fiftyone.core.utils\n"
        "import fiftyone.operators as foo\n"
        "from fiftyone import ViewField as F\n"
        "from fiftyone.operators import types\n"
        "from fiftyone.operators.types import *\n"
        "from fiftyone.core.utils import add_sys_path\n"
        "batches = list(fiftyone.core.utils.iter_batches([1, 2, 3], 2))\n",
        scope,
    )
    assert scope["batches"] == [(1, 2), (3,)]
    assert scope["Object"] is fo_widgets.schema.types.Object
    # also without importing the module first
    assert fiftyone.core.media.VIDEO == "video"


@pytest.mark.parametrize("module", USED)
def test_what_public_plugins_use_is_there(fiftyone: types.ModuleType, module: str) -> None:
    loaded = importlib.import_module(module)
    missing = [name for name in USED[module] if not _has(loaded, name)]
    assert set(missing) == NOWHERE.get(module, set())


def _has(module: types.ModuleType, path: str) -> bool:
    value: object = module
    for name in path.split("."):
        if not hasattr(value, name):
            return False
        value = getattr(value, name)
    return True


@pytest.mark.parametrize("module", MODULES)
def test_every_module_of_the_table_can_be_imported_and_listed(
    fiftyone: types.ModuleType, module: str
) -> None:
    loaded = importlib.import_module(module)
    assert loaded.__name__ == module
    for name in dir(loaded):
        getattr(loaded, name)


def test_every_parent_is_in_the_table() -> None:
    assert [name for name in MODULES if "." in name and name.rpartition(".")[0] not in MODULES] == []


def test_an_unknown_name_is_an_attribute_or_import_error(fiftyone: types.ModuleType) -> None:
    import fiftyone.core.utils as fou

    assert not hasattr(fou, "no_such_helper")
    with pytest.raises(
        AttributeError, match=r"'fiftyone\.core\.utils' has no attribute 'no_such_helper' in fo_widgets"
    ):
        fou.no_such_helper
    with pytest.raises(ImportError, match="cannot import name 'no_such_helper'"):
        exec("from fiftyone.core.utils import no_such_helper")
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'fiftyone\.no_such_module'"):
        importlib.import_module("fiftyone.no_such_module")


def test_an_absent_function_imports_and_says_so_when_called(fiftyone: types.ModuleType) -> None:
    from fiftyone.zoo import load_zoo_model

    assert repr(load_zoo_model) == "<not available in fo_widgets: fiftyone.zoo.load_zoo_model>"
    with pytest.raises(
        FeatureUnavailable, match=r"fiftyone\.zoo\.load_zoo_model is not available .*pip install fiftyone"
    ):
        load_zoo_model("clip")


def test_an_absent_class_can_be_derived_from_and_tested_against(fiftyone: types.ModuleType) -> None:
    import fiftyone.brain as fob

    class Mine(fob.Similarity):
        def __init__(self) -> None:
            pass

    assert not isinstance(3, fob.Similarity)
    assert "Similarity" in repr(fob.Similarity)
    for cls in (fob.Similarity, Mine):
        with pytest.raises(FeatureUnavailable, match=r"fiftyone\.brain\.Similarity is not available"):
            cls()


@pytest.mark.parametrize(
    "use", ["x[0]", "x()", "x.get", "list(x)", "len(x)", "bool(x)", "1 in x", "x.a = 1", "x['a'] = 1"]
)
def test_any_use_of_an_absent_object_says_so(fiftyone: types.ModuleType, use: str) -> None:
    import fiftyone.utils.annotations as foua

    with pytest.raises(FeatureUnavailable, match="_LABEL_TYPES_MAP is not available"):
        exec(use, {"x": foua._LABEL_TYPES_MAP})


def test_modules_do_not_leak_what_they_import_themselves(fiftyone: types.ModuleType) -> None:
    import fiftyone.core.storage as fos
    import fiftyone.core.utils as fou

    for module in (fou, fos):
        for name in ("Any", "annotations", "contextlib", "json", "os"):
            assert not hasattr(module, name)


def test_uninstalling_leaves_nothing(fiftyone: types.ModuleType) -> None:
    uninstall_fiftyone_namespace()
    assert not is_namespace_installed()
    assert [name for name in sys.modules if name.partition(".")[0] == "fiftyone"] == []
    assert importlib.util.find_spec("fiftyone") is None
    uninstall_fiftyone_namespace()


def test_installing_twice_is_installing_once(fiftyone: types.ModuleType) -> None:
    install_fiftyone_namespace()
    assert sys.meta_path.count(namespace._finder) == 1
    assert importlib.import_module("fiftyone") is fiftyone


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package named `fiftyone` on sys.path, as if FiftyOne were installed."""
    package = tmp_path / "site" / "fiftyone"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("__version__ = 'real'\n")
    (package / "operators.py").write_text("class Operator: pass\n")
    monkeypatch.syspath_prepend(str(package.parent))
    yield package
    uninstall_fiftyone_namespace()
    for name in [name for name in sys.modules if name.partition(".")[0] == "fiftyone"]:
        del sys.modules[name]


def test_an_installed_fiftyone_is_not_shadowed(real: Path) -> None:
    with pytest.raises(NamespaceConflict, match=r"shadow=True") as caught:
        install_fiftyone_namespace()
    assert str(real) in str(caught.value)
    assert importlib.import_module("fiftyone").__version__ == "real"


def test_unless_asked_and_then_it_comes_back(real: Path) -> None:
    before = importlib.import_module("fiftyone")
    importlib.import_module("fiftyone.operators")
    install_fiftyone_namespace(shadow=True)
    assert importlib.import_module("fiftyone").__version__ == "1.22.1"
    uninstall_fiftyone_namespace()
    assert importlib.import_module("fiftyone") is before
    assert before.operators.__file__ == str(real / "operators.py")


def test_a_mere_folder_of_that_name_is_no_fiftyone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fiftyone" / "quickstart").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path))
    install_fiftyone_namespace()
    assert importlib.import_module("fiftyone").__version__ == "1.22.1"
    uninstall_fiftyone_namespace()


def test_there_is_no_folder_named_fiftyone_in_the_package() -> None:
    package = Path(fo_widgets.data.__file__).parent.parent
    assert [path for path in package.rglob("fiftyone*") if path.is_dir()] == []


def test_the_namespace_costs_little_until_it_is_used() -> None:
    code = (
        "import sys; from fo_widgets.plugins.namespace import install_fiftyone_namespace as install\n"
        "before = set(sys.modules); install(); import fiftyone, fiftyone.core.utils, fiftyone.zoo\n"
        "assert not {m for m in set(sys.modules) - before if not m.startswith('fiftyone')}"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_an_absent_error_may_be_named_in_an_except_clause(fiftyone: types.ModuleType) -> None:
    from fiftyone.core.annotation.validate_label_schemas import ValidationErrors

    assert issubclass(ValidationErrors, Exception)
