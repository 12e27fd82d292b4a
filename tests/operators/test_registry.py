from __future__ import annotations

import pytest

from fo_widgets import operators as foo
from fo_widgets.operators import types


def make(name, base=foo.Operator):
    kind = foo.OperatorConfig if base is foo.Operator else foo.PanelConfig

    class Made(base):
        @property
        def config(self):
            return kind(name) if base is foo.Operator else kind(name, name)

        def render(self, ctx):
            return types.Property(types.Object())

    return Made


@pytest.fixture
def registry():
    return foo.OperatorRegistry()


def test_an_operator_is_found_by_its_uri(registry):
    operator = registry.register_operator(make("tag"), plugin_name="@acme/demo")
    assert registry.get_operator("@acme/demo/tag") is operator
    assert registry.operator_exists("@acme/demo/tag")
    registry.unregister_operator(operator.uri)
    assert not registry.operator_exists("@acme/demo/tag")


def test_a_class_of_a_cell_replaces_its_older_self(registry):
    first = registry.register_operator(make("tag"))
    second = registry.register_operator(make("tag"))
    assert first.uri == second.uri
    assert registry.list_operators() == [second]


def test_a_bare_name_is_a_builtin_operator():
    assert foo.get_operator("list_files") is foo.get_operator("@voxel51/operators/list_files")
    assert foo.operator_exists("clone_sample_field")


def test_lists_can_be_narrowed(registry):
    operator = registry.register_operator(make("tag"), plugin_name="@a/b")
    panel = registry.register_operator(make("show", foo.Panel), plugin_name="@a/b", builtin=True)
    assert registry.list_operators(type="panel") == [panel]
    assert registry.list_operators(type="operator") == [operator]
    assert registry.list_operators(builtin=True) == [panel]
    with pytest.raises(ValueError, match="Unsupported operator type"):
        registry.list_operators(type="widget")


@pytest.mark.parametrize(
    ("uri", "hint"),
    [
        ("@acme/demo/tga", "Failed to find operator '@acme/demo/tga'"),
        ("@other/demo/tag", "Did you mean @acme/demo/tag?"),
        ("@other/demo/x", "No plugin '@other/demo' is loaded"),
        ("nothing", "Failed to find operator 'nothing'"),
    ],
)
def test_an_unknown_uri_says_what_may_be_meant(uri, hint, registry):
    registry.register_operator(make("tag"), plugin_name="@acme/demo")
    with pytest.raises(ValueError, match="Failed to find") as raised:
        registry.get_operator(uri)
    assert hint in str(raised.value)


@pytest.mark.parametrize("name", ["", "a/b", "a#b", None, 3])
def test_a_name_that_would_break_uris_is_refused(name, registry):
    with pytest.raises(ValueError, match="without '/' and '#'"):
        registry.register_operator(make(name))


def test_something_else_is_refused(registry):
    with pytest.raises(TypeError, match="expected an Operator or Panel class"):
        registry.register_operator(dict)

    class NeedsArguments(foo.Operator):
        def __init__(self, model):
            super().__init__()

    with pytest.raises(TypeError, match="cannot be made without arguments"):
        registry.register_operator(NeedsArguments)


def test_files_are_listed_folders_first(tmp_path):
    (tmp_path / "b.txt").write_text("hello")
    (tmp_path / "sub").mkdir()
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    listed = foo.execute_operator("list_files", params={"path": str(tmp_path)}).result["files"]
    assert [(f["name"], f["type"], f["absolute_path"]) for f in listed] == [
        ("sub", "directory", str(tmp_path / "sub")),
        ("b.txt", "file", str(tmp_path / "b.txt")),
    ]
    assert "error" in foo.execute_operator("list_files", params={"path": str(tmp_path / "x")}).result
