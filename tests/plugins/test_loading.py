from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from fo_widgets.operators import Operator, Panel
from fo_widgets.plugins import PluginLoader, settings
from tests.plugins.conftest import OPERATOR, Plant

VECTORS = Path(__file__).parent.parent / "vectors" / "plugins"

PANEL = """
import fiftyone.operators as foo
from fiftyone.operators import types

class Board(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="board", label="Board")

    def render(self, ctx):
        return types.Property(types.Object())

def register(p):
    p.register(Board)
"""


def result(loader: PluginLoader, uri: str) -> object:
    return loader.registry.get_operator(uri).execute(None)


def test_a_plugin_is_loaded_and_registered(loader: PluginLoader, plant: Plant) -> None:
    folder = plant()
    (report,) = loader.load(folder)
    assert report.ok
    assert (report.name, report.path) == ("@acme/demo", str(folder.resolve()))
    assert report.operators == ["@acme/demo/tag"]
    assert (report.error, report.traceback, report.warnings) == (None, None, [])
    operator = loader.registry.get_operator("@acme/demo/tag")
    assert isinstance(operator, Operator)
    assert operator.plugin_name == "@acme/demo"
    assert result(loader, "@acme/demo/tag") == "first"


def test_the_experiment_plugin_loads_whole(loader: PluginLoader) -> None:
    (report,) = loader.load(VECTORS / "demo")
    assert report.ok, report
    assert report.warnings == []
    assert len(report.operators) == 27
    assert report.panels == ["@acme/demo/demo_panel", "@acme/demo/static_panel", "@acme/demo/broken_panel"]
    assert isinstance(loader.registry.get_operator("@acme/demo/demo_panel"), Panel)
    assert loader.registry.get_operator("@acme/demo/starter").config.on_startup


def test_panels_and_operators_are_told_apart(loader: PluginLoader, plant: Plant) -> None:
    plant(code=PANEL, operators=[], panels=["board"])
    (report,) = loader.load()
    assert (report.operators, report.panels) == ([], ["@acme/demo/board"])


def test_relative_and_sibling_imports_work(loader: PluginLoader, plant: Plant) -> None:
    plant(
        code=OPERATOR.replace(
            "class Tag",
            "import os, fiftyone.core.utils as fou\nfrom . import deep\nfrom .deep.inner import VALUE\n"
            "with fou.add_sys_path(os.path.dirname(__file__)):\n    import fow_sibling\nclass Tag",
        ).replace('"first"', "(VALUE, deep.NAME, fow_sibling.NAME)"),
        files={
            "deep/__init__.py": "from ..top import NAME",
            "deep/inner.py": "VALUE = 1",
            "top.py": "NAME = 'top'",
            "fow_sibling.py": "NAME = 'sibling'",
        },
    )
    (report,) = loader.load()
    assert report.ok, report
    assert result(loader, "@acme/demo/tag") == (1, "top", "sibling")


def test_two_plugins_with_modules_of_the_same_name_keep_apart(loader: PluginLoader, plant: Plant) -> None:
    code = OPERATOR.replace("class Tag", "from .names import NAME\nclass Tag").replace('"first"', "NAME")
    plant("@acme/a", code, files={"names.py": "NAME = 'a'"})
    plant("@acme/b", code, files={"names.py": "NAME = 'b'"})
    assert loader.load().ok
    assert [result(loader, f"@acme/{x}/tag") for x in "ab"] == ["a", "b"]


def test_another_entry_file_can_be_named(loader: PluginLoader, plant: Plant) -> None:
    plant(code=None, py_entry="main.py", files={"main.py": OPERATOR})
    assert loader.load().ok


def test_classes_in_plugins_are_ours(loader: PluginLoader, plant: Plant) -> None:
    plant(code=OPERATOR + "\nimport fiftyone as fo\nVERSION = fo.__version__\n")
    loader.load()
    operator = loader.registry.get_operator("@acme/demo/tag")
    assert isinstance(operator, Operator)
    assert sys.modules[type(operator).__module__].VERSION == "1.22.1"


BROKEN: dict[str, tuple[dict[str, object], str]] = {
    "syntax error": ({"code": "def register(p:\n"}, "SyntaxError: "),
    "raises at import": ({"code": "raise RuntimeError('at import')"}, "RuntimeError: at import"),
    "missing package": ({"code": "import fow_missing.sub"}, "try: pip install fow_missing"),
    "renamed package": ({"code": "import eta.core.utils"}, "try: pip install voxel51-eta"),
    "unknown fiftyone module": (
        {"code": "import fiftyone.core.nothing"},
        "No module named 'fiftyone.core.nothing'; fo_widgets, which stands in for fiftyone here, has no such module",
    ),
    "unknown fiftyone name": (
        {"code": "from fiftyone.operators import Nothing"},
        "ImportError: cannot import name 'Nothing' from 'fiftyone.operators'",
    ),
    "exits": ({"code": "import sys; sys.exit(3)"}, "SystemExit: 3"),
    "no register": ({"code": "x = 1"}, "__init__.py defines no function `register(p)`"),
    "register is no function": ({"code": "register = 3"}, "defines no function `register(p)`"),
    "register raises": ({"code": "def register(p): raise KeyError('k')"}, "KeyError: 'k'"),
    "register without parameter": ({"code": "def register(): pass"}, "TypeError: register() takes 0"),
    "not a class": (
        {"code": "def register(p): p.register(3)"},
        "expected a subclass of Operator or Panel, not a int",
    ),
    "other class": (
        {"code": "def register(p): p.register(dict)"},
        "not a subclass of fiftyone.operators.Operator",
    ),
    "instance": (
        {"code": OPERATOR.replace("p.register(Tag)", "p.register(Tag())")},
        "expected a subclass of Operator or Panel, not a Tag; pass the class itself",
    ),
    "config raises": (
        {"code": OPERATOR.replace("return foo.Op", "1 / 0; return foo.Op")},
        "Tag: ZeroDivisionError",
    ),
    "constructor raises": (
        {"code": OPERATOR.replace("@property", "def __init__(self): raise OSError('no gpu')\n    @property")},
        "Tag: OSError: no gpu",
    ),
    "config is missing": (
        {
            "code": "import fiftyone.operators as foo\nclass T(foo.Operator): pass\ndef register(p): p.register(T)"
        },
        "T: ",
    ),
    "registered twice": (
        {"code": OPERATOR + "    p.register(Tag)"},
        "Tag: the plugin has registered another 'tag' already",
    ),
    "no code": ({"code": None}, "__init__.py is missing, which should register tag"),
    "bad yaml": ({"manifest": "name: [\n"}, "not valid YAML: line 2"),
    "no name": ({"manifest": "operators: [tag]"}, "`name` is missing"),
    "wrong types": (
        {"manifest": "name: '@acme/broken'\noperators: tag"},
        "`operators` must be a list of names",
    ),
    "other version": (
        {"fiftyone": "{version: '<1.0'}"},
        "needs FiftyOne <1.0, but fo_widgets is like 1.22.1",
    ),
    "absent feature at import": (
        {"code": "import fiftyone.zoo as foz\nmodel = foz.load_zoo_model('clip')"},
        "fiftyone.zoo.load_zoo_model is not available in fo_widgets",
    ),
    "broken submodule": (
        {"code": "from . import sub", "files": {"sub.py": "import fow_missing_too"}},
        "try: pip install fow_missing_too",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_is_reported_and_harms_no_other(
    loader: PluginLoader, plant: Plant, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    arguments, said = BROKEN[case]
    plant("@acme/a-good")
    broken = plant("@acme/broken", **arguments)  # type: ignore[arg-type]
    plant("@acme/z-good")
    with caplog.at_level(logging.WARNING):
        reports = loader.load()
    assert [report.ok for report in reports] == [True, False, True]
    report = reports[1]
    assert said in (report.error or "")
    assert report.path == str(broken)
    assert report.operators == ([] if case != "registered twice" else ["@acme/broken/tag"])
    assert "failed to load" in caplog.text
    assert loader.registry.operator_exists("@acme/a-good/tag")
    assert loader.registry.operator_exists("@acme/z-good/tag")
    assert "@acme/broken" in repr(reports) or "broken" in repr(reports)
    code = arguments.get("code")
    raises = isinstance(code, str) and "no function" not in said and "expected a" not in said
    if raises and "not a subclass" not in said and "another" not in said:
        assert report.traceback is not None
        assert "Traceback" in report.traceback
        assert "fo_widgets/plugins/" not in report.traceback


def test_the_traceback_names_the_line_of_the_plugin(loader: PluginLoader, plant: Plant) -> None:
    folder = plant(code="x = 1\n\ndef f():\n    raise ValueError('deep')\n\nf()\n")
    (report,) = loader.load()
    assert report.traceback is not None
    assert f'File "{folder}/__init__.py", line 4, in f' in report.traceback
    assert report.traceback.rstrip().endswith("ValueError: deep")


def test_the_traceback_keeps_secrets(
    loader: PluginLoader, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_TOKEN", "very-secret-token")
    plant(code="import os\nraise ValueError('refused ' + os.environ['DEMO_TOKEN'])", secrets="[DEMO_TOKEN]")
    (report,) = loader.load()
    assert report.error == "ValueError: refused <secret DEMO_TOKEN>"
    assert "very-secret-token" not in str(report)


def test_a_broken_class_leaves_the_plugins_other_ones_usable(loader: PluginLoader, plant: Plant) -> None:
    plant(
        code=OPERATOR.replace(
            "def register(p):\n",
            "class Bad(foo.Operator):\n    @property\n    def config(self): raise RuntimeError('bad')\n"
            "def register(p):\n    p.register(Bad)\n",
        )
    )
    (report,) = loader.load()
    assert not report.ok
    assert report.error == "Bad: RuntimeError: bad"
    assert report.operators == ["@acme/demo/tag"]
    assert result(loader, "@acme/demo/tag") == "first"


def test_an_unlisted_operator_is_not_registered(loader: PluginLoader, plant: Plant) -> None:
    plant(operators=[])
    (report,) = loader.load()
    assert report.ok
    assert report.operators == []
    assert report.warnings == ["Tag is not available: add `- tag` under `operators:` in the manifest"]
    assert not loader.registry.operator_exists("@acme/demo/tag")


def test_a_listed_operator_that_is_not_registered_is_named(loader: PluginLoader, plant: Plant) -> None:
    folder = plant(operators=["tag", "ghost"])
    (report,) = loader.load()
    assert report.warnings == ["listed in the manifest but never registered: ghost"]
    (folder / "dist").mkdir()
    (folder / "dist" / "index.umd.js").write_text("")
    assert "(the JS bundle may define it)" in loader.reload("@acme/demo").warnings[0]


def test_the_second_plugin_of_a_name_is_refused(loader: PluginLoader, plant: Plant) -> None:
    first = plant(folder="one")
    plant(folder="two", code=OPERATOR.replace("first", "second"))
    one, two = loader.load()
    assert one.ok
    assert two.error is not None
    assert two.error.startswith(f"another plugin named '@acme/demo' is loaded from {first}")
    assert result(loader, "@acme/demo/tag") == "first"
    assert loader.reports["@acme/demo"] is one


def test_a_plugin_that_moved_is_loaded_from_its_new_place(loader: PluginLoader, plant: Plant) -> None:
    folder = plant(folder="one")
    loader.load()
    folder.rename(folder.parent / "two")
    (report,) = loader.load()
    assert report.ok
    assert report.path.endswith("/two")


def test_a_plugin_without_python_is_fine(loader: PluginLoader, plant: Plant) -> None:
    plant("@acme/js", None, operators=["from_js"], files={"dist/index.umd.js": "1"})
    plant("@acme/nothing", None, operators=[])
    js, nothing = loader.load()
    assert js.ok
    assert nothing.ok
    assert nothing.warnings == ["nothing to load: neither __init__.py nor dist/index.umd.js"]


def test_a_disabled_plugin_is_left_out(loader: PluginLoader, plant: Plant) -> None:
    plant()
    settings.set_enabled("@acme/demo", False)
    (report,) = loader.load()
    assert report.warnings == ["disabled, not loaded; enable_plugin('@acme/demo') changes that"]
    assert not loader.registry.operator_exists("@acme/demo/tag")


def test_the_version_check_can_be_left_out(loader: PluginLoader, plant: Plant) -> None:
    plant(fiftyone="{version: '==0.23.0rc1'}")
    assert not loader.load().ok
    assert loader.load(check_version=False).ok


def test_nothing_found_says_where_it_was_looked_for(loader: PluginLoader, tmp_path: Path) -> None:
    assert repr(loader.load(tmp_path)) == f"no plugins (no fiftyone.yml in {tmp_path})"
    with pytest.raises(FileNotFoundError, match="no plugin folder at"):
        loader.load(tmp_path / "missing")


def edit(folder: Path, old: str, new: str, file: str = "__init__.py") -> None:
    path = folder / file
    path.write_text(path.read_text().replace(old, new))


def test_reload_takes_the_edited_code(loader: PluginLoader, plant: Plant) -> None:
    folder = plant()
    loader.load()
    # of the same length and within a second: cached bytecode would not notice
    for old, new in (("first", "later"), ("later", "third")):
        edit(folder, old, new)
        assert loader.reload("@acme/demo").ok
        assert result(loader, "@acme/demo/tag") == new


def test_reload_takes_the_edited_modules_of_the_plugin(loader: PluginLoader, plant: Plant) -> None:
    code = OPERATOR.replace(
        "class Tag",
        "import os, fiftyone.core.utils as fou\nfrom .inner import A\n"
        "with fou.add_sys_path(os.path.dirname(__file__)):\n    from fow_reload_sibling import B\nclass Tag",
    ).replace('"first"', "A + B")
    folder = plant(code=code, files={"inner.py": "A = 'a1'", "fow_reload_sibling.py": "B = 'b1'"})
    loader.load()
    edit(folder, "a1", "a2", "inner.py")
    edit(folder, "b1", "b2", "fow_reload_sibling.py")
    assert loader.reload("@acme/demo").ok
    assert result(loader, "@acme/demo/tag") == "a2b2"


def test_reload_follows_the_manifest(loader: PluginLoader, plant: Plant) -> None:
    folder = plant()
    loader.load()
    edit(folder, '"tag"', '"label"')
    edit(folder, "tag", "label", "fiftyone.yml")
    assert loader.reload("@acme/demo").operators == ["@acme/demo/label"]
    assert not loader.registry.operator_exists("@acme/demo/tag")


@pytest.mark.parametrize("broken", ["raise RuntimeError('now broken')", "def register(p:", "x = 1"])
def test_a_failed_reload_keeps_the_older_version(loader: PluginLoader, plant: Plant, broken: str) -> None:
    folder = plant(files={"inner.py": "A = 1"})
    edit(folder, "class Tag", "from .inner import A\nclass Tag")
    loader.load()
    operator = loader.registry.get_operator("@acme/demo/tag")
    module = sys.modules[type(operator).__module__]
    good = (folder / "__init__.py").read_text()
    (folder / "__init__.py").write_text(broken)
    report = loader.reload("@acme/demo")
    assert not report.ok
    assert report.warnings == ["the version that was loaded before stays in use"]
    assert report.operators == ["@acme/demo/tag"]
    assert loader.registry.get_operator("@acme/demo/tag") is operator
    assert sys.modules[module.__name__] is module
    assert module.__name__ + ".inner" in sys.modules
    (folder / "__init__.py").write_text(good.replace("first", "mended"))
    assert loader.reload("@acme/demo").ok
    assert result(loader, "@acme/demo/tag") == "mended"


def test_a_reload_in_which_a_class_fails_keeps_the_older_version(loader: PluginLoader, plant: Plant) -> None:
    folder = plant()
    loader.load()
    edit(folder, "return foo.Op", "1 / 0; return foo.Op")
    assert not loader.reload("@acme/demo").ok
    assert result(loader, "@acme/demo/tag") == "first"


def test_a_manifest_that_breaks_keeps_the_older_version(loader: PluginLoader, plant: Plant) -> None:
    folder = plant()
    loader.load()
    (folder / "fiftyone.yml").write_text("name: [")
    assert not loader.reload("@acme/demo").ok
    assert result(loader, "@acme/demo/tag") == "first"


def test_loading_again_is_reloading(loader: PluginLoader, plant: Plant) -> None:
    folder = plant()
    loader.load()
    edit(folder, "first", "again")
    assert loader.load().ok
    assert result(loader, "@acme/demo/tag") == "again"


def test_the_uri_of_something_in_a_plugin_names_it_too(loader: PluginLoader, plant: Plant) -> None:
    plant()
    loader.load()
    assert loader.reload("@acme/demo/tag").ok
    assert loader.reload("@acme/demo/board#on_load").ok


def test_unload_takes_everything_away(loader: PluginLoader, plant: Plant) -> None:
    plant()
    loader.load()
    name = type(loader.registry.get_operator("@acme/demo/tag")).__module__
    loader.unload("@acme/demo")
    assert not loader.registry.operator_exists("@acme/demo/tag")
    assert name not in sys.modules
    for action in (loader.unload, loader.reload):
        with pytest.raises(KeyError, match="no plugin '@acme/demo' is loaded; loaded: none"):
            action("@acme/demo")


def test_the_table_is_plain_text_and_escaped_html(loader: PluginLoader, plant: Plant) -> None:
    plant("@acme/good")
    plant("@acme/bad<b>", "raise ValueError('<script>')")
    reports = loader.load()
    text = repr(reports)
    assert "@acme/good" in text
    assert "failed" in text
    assert "ValueError: <script>" in text
    html = reports._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "@acme/bad&lt;b&gt;" in html
    assert "<details>" in html
    assert not reports.ok
    assert [report.name for report in reports.failed] == ["@acme/bad<b>"]
    assert reports.report("@acme/good").ok
    with pytest.raises(KeyError, match="no plugin 'x' here; there are: "):
        reports.report("x")
