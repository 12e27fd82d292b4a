from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fo_widgets.plugins.compat.imports import (
    add_sys_path,
    ensure_import,
    ensure_package,
    ensure_requirements,
    forget_local_modules,
    install_hint,
    lazy_import,
    load_requirements,
)


@pytest.fixture
def two_folders(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Two plugins' folders with modules of the same names."""
    for name in ("one", "two"):
        package = tmp_path / name / "fow_test_package"
        package.mkdir(parents=True)
        (tmp_path / name / "fow_test_helpers.py").write_text(f"NAME = {name!r}\n")
        (package / "__init__.py").write_text("")
        (package / "sub.py").write_text(f"NAME = {name!r}\n")
    yield tmp_path / "one", tmp_path / "two"
    forget_local_modules(tmp_path)


def helpers(folder: Path):  # type: ignore[no-untyped-def]
    with add_sys_path(str(folder)):
        return importlib.import_module("fow_test_helpers"), importlib.import_module("fow_test_package.sub")


def test_each_folder_keeps_its_own_modules(two_folders: tuple[Path, Path]) -> None:
    one, two = two_folders
    first = helpers(one)
    second = helpers(two)
    assert [module.NAME for module in (*first, *second)] == ["one", "one", "two", "two"]
    assert helpers(one) == first
    assert helpers(two) == second


def test_a_local_module_stays_importable_after_the_block(two_folders: tuple[Path, Path]) -> None:
    helpers(two_folders[0])
    assert importlib.import_module("fow_test_helpers").NAME == "one"


def test_sys_path_is_as_before(two_folders: tuple[Path, Path]) -> None:
    before = list(sys.path)
    with add_sys_path(str(two_folders[0])):
        assert sys.path[0] == str(two_folders[0])
    with pytest.raises(ZeroDivisionError), add_sys_path(str(two_folders[0])):
        1 / 0
    assert sys.path == before


def test_modules_of_the_library_are_not_put_aside(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("NAME = 'shadow'\n")
    json = sys.modules["json"]
    with add_sys_path(str(tmp_path)):
        assert importlib.import_module("json") is json


def test_forgotten_modules_are_imported_anew(two_folders: tuple[Path, Path]) -> None:
    module, _ = helpers(two_folders[0])
    assert "fow_test_helpers" in forget_local_modules(two_folders[0])
    assert helpers(two_folders[0])[0] is not module


def test_a_lazy_module_is_imported_on_first_use(two_folders: tuple[Path, Path]) -> None:
    called = []
    lazy = lazy_import("fow_test_helpers", callback=lambda: called.append(1))
    assert "fow_test_helpers" not in sys.modules
    with add_sys_path(str(two_folders[0])):
        assert lazy.NAME == "one"
    assert called == [1]
    assert "NAME" in dir(lazy)


def test_a_lazy_module_that_is_missing_says_so_on_use() -> None:
    lazy = lazy_import("fow_no_such_module")
    with pytest.raises(ModuleNotFoundError, match="fow_no_such_module"):
        lazy.anything


@pytest.mark.parametrize(
    ("module", "hint"),
    [("cv2", "opencv-python-headless"), ("PIL.Image", "pillow"), ("sklearn", "scikit-learn"), ("eta", "voxel51-eta"),
     ("torch", "torch"), ("bson", "pymongo")],
)  # fmt: skip
def test_the_hint_names_the_package(module: str, hint: str) -> None:
    assert install_hint(module) == f"pip install {hint}"


def test_what_is_installed_is_fine(caplog: pytest.LogCaptureFixture) -> None:
    assert ensure_import("numpy")
    assert ensure_import("numpy>=1")
    assert ensure_import("yaml")
    with caplog.at_level(logging.INFO):
        assert ensure_package("numpy>=1", log_success=True)
    assert "numpy>=1 is installed" in caplog.text
    assert ensure_package(["fow-no-such-package", "numpy"])


@pytest.mark.parametrize("requirement", ["fow_no_such_module", "numpy>=99"])
def test_what_is_not_is_refused_at_the_level_that_is_wanted(
    requirement: str, caplog: pytest.LogCaptureFixture
) -> None:
    for ensure in (ensure_import, ensure_package):
        with pytest.raises(ImportError, match=requirement.partition(">")[0]):
            ensure(requirement)
        assert not ensure(requirement, error_level=1)
        assert not ensure(requirement, error_level=2)
    assert requirement in caplog.text
    with pytest.raises(ImportError, match="my words"):
        ensure_import(requirement, error_msg="my words")


def test_requirements_files(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text("# comment\nnumpy>=1 # why\n\n-r other.txt\nfow-no-such-package\n")
    assert load_requirements(str(path)) == ["numpy>=1", "fow-no-such-package"]
    assert not ensure_requirements(str(path), error_level=2)
    with pytest.raises(ImportError, match="fow-no-such-package"):
        ensure_requirements(str(path))
