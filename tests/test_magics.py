from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

import fo_widgets as fow
from fo_widgets.faces.anywidget import FormWidget, PanelWidget
from fo_widgets.operators import registry
from tests.faces.examples import CounterPanel, SimpleInputExample


@pytest.fixture
def shell():
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "fo_widgets")
    registry.register_operator(CounterPanel)
    registry.register_operator(SimpleInputExample)
    return shell


def fo(shell, line):
    return shell.run_line_magic("fo", line)


def test_a_panel(shell):
    panel = fo(shell, "panel @notebook/cells/counter_panel")
    assert isinstance(panel, PanelWidget)
    assert panel.status == "ready"
    panel.close()


def test_a_form_with_values(shell):
    form = fo(shell, "form @notebook/cells/simple_input_example message='hello there'")
    assert isinstance(form, FormWidget)
    assert form.params == {"message": "hello there"}
    form.close()


def test_running_an_operator(shell):
    assert fo(shell, "run @notebook/cells/simple_input_example message=hi") == {"message": "hi"}


def test_values_are_python_where_they_can_be(shell):
    with pytest.raises(Exception, match="message"):
        fo(shell, "run @notebook/cells/simple_input_example message=3")
    assert fo(shell, "run @notebook/cells/simple_input_example message=a=b") == {"message": "a=b"}


def test_the_dataset_may_be_a_variable_of_the_notebook(shell):
    shell.user_ns["mine"] = fow.Dataset("magic-tests", overwrite=True)
    panel = fo(shell, "panel @notebook/cells/counter_panel dataset=mine")
    assert panel.session.dataset.name == "magic-tests"
    panel.close()
    panel = fo(shell, "panel @notebook/cells/counter_panel dataset=magic-tests")
    assert panel.session.dataset.name == "magic-tests"
    panel.close()
    shell.user_ns["mine"].delete()


@pytest.mark.parametrize("line", ["", "panel", "dance @a/b", "run"])
def test_usage_is_said(shell, line):
    with pytest.raises(ValueError, match=r"usage: %fo panel URI"):
        fo(shell, line)


def test_a_word_without_a_value_is_named(shell):
    with pytest.raises(ValueError, match="expected key=value, got 'loose'"):
        fo(shell, "run @notebook/cells/simple_input_example loose")


def test_an_unknown_uri_is_named(shell):
    with pytest.raises(ValueError, match="@acme/none"):
        fo(shell, "panel @acme/none")
