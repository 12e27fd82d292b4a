from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import registry
from fo_widgets.storage import config, forget_memory_database
from tests.faces.examples import CounterPanel, SimpleInputExample


@pytest.fixture
def dataset(monkeypatch):
    monkeypatch.setattr(config, "database_uri", "memory://app-tests")
    dataset = fow.Dataset("app-tests", overwrite=True)
    dataset.add_samples([fow.Sample(filepath=f"/data/{i}.png", n=i, tags=["a"]) for i in range(5)])
    yield dataset
    forget_memory_database("app-tests")


@pytest.fixture
def app(dataset):
    app = fow.launch_app(dataset, face="headless")
    yield app
    app.close()


def test_the_workspace_shows_the_dataset(app):
    assert app.panel.title == "app-tests"
    assert app.panel.state["summary"] == {"Samples": "5", "Media": "image", "Selected": 0, "Tags": "none"}
    assert {"field": "n", "type": app.panel.state["fields"][-1]["type"]} in app.panel.state["fields"]
    assert app.panel.errors == []


def test_it_follows_view_and_selection(app, dataset):
    app.session.view = dataset.limit(2)
    app.session.selected = dataset.values("id")[:1]
    assert app.panel.state["summary"]["Samples"] == "2 of 5"
    assert app.panel.state["summary"]["Selected"] == 1
    app.panel["show_all"].click()
    assert app.panel.state["summary"]["Samples"] == "5"
    assert app.session.app.view is None


def test_it_opens_panels_and_forms_inside_itself(app):
    registry.register_operator(CounterPanel)
    registry.register_operator(SimpleInputExample)
    app.session.run(app.panel._host.reload)
    app.panel["panels.@notebook/cells/counter_panel"].click()
    app.panel["operators.@notebook/cells/simple_input_example"].click()
    assert [overlay.uri.rpartition("/")[2] for overlay in app.panel.overlays] == [
        "counter_panel",
        "simple_input_example",
    ]
    counter, form = app.panel.overlays
    counter["v_stack.h_stack.increment"].click()
    assert counter.state["v_stack"]["h_stack"]["count"] == 4
    form["message"].set("from inside")
    assert form.execute() == {"message": "from inside"}


def test_a_view_can_be_given(dataset):
    app = fow.launch_app(view=dataset.limit(3), face="headless")
    assert app.session.dataset.name == "app-tests"
    assert len(app.session.view) == 3
    app.close()


def test_a_name_will_do_and_an_unknown_one_is_named(dataset):
    app = fow.launch_app("app-tests", face="headless")
    assert app.session.dataset.name == "app-tests"
    app.close()
    with pytest.raises(ValueError, match="no-such-dataset"):
        fow.launch_app("no-such-dataset", face="headless")


def test_without_a_dataset_it_says_what_to_do():
    app = fow.launch_app(face="headless")
    assert app.panel["empty"].props["description"].startswith("Set app.session.dataset")
    assert app.panel.errors == []
    app.close()


def test_every_app_has_a_session_of_its_own(app, dataset):
    other = fow.launch_app(dataset, face="headless")
    other.session.view = dataset.limit(1)
    assert app.panel.state["summary"]["Samples"] == "5"
    other.close()


def test_startup_operators_run_once_and_a_failing_one_does_not_keep_it_from_opening(dataset):
    ran = []

    class Starts(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("starts", on_startup=True, unlisted=True)

        def execute(self, ctx):
            ran.append(("startup", ctx.dataset.name))

    class Opens(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("opens", on_dataset_open=True, unlisted=True)

        def execute(self, ctx):
            ran.append(("open", ctx.dataset.name))
            raise OSError("cannot warm up")

    for operator in (Starts, Opens):
        registry.register_operator(operator)
    try:
        app = fow.launch_app(dataset, face="headless")
    finally:
        registry.unregister_operator("@notebook/cells/starts")
        registry.unregister_operator("@notebook/cells/opens")
    assert ran == [("open", "app-tests"), ("startup", "app-tests")]
    assert "cannot warm up" in app.session.console.errors[0].message
    assert app.panel.status == "ready"
    app.close()


def test_operators_for_opened_datasets_run_for_each(app, dataset):
    ran = []

    class Opens(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("opens", on_dataset_open=True, unlisted=True)

        def execute(self, ctx):
            ran.append(ctx.dataset.name)

    class NoConfig(foo.Operator):
        broken = False

        @property
        def config(self):
            if self.broken:
                raise OSError("config broke")
            return foo.OperatorConfig("no_config", unlisted=True)

    for operator in (Opens, NoConfig):
        registry.register_operator(operator)
    NoConfig.broken = True
    try:
        app.session.dataset = fow.Dataset("app-tests-2", overwrite=True)
        app.session.dataset = dataset
        app.session.dataset = dataset
    finally:
        NoConfig.broken = False
        registry.unregister_operator("@notebook/cells/opens")
        registry.unregister_operator("@notebook/cells/no_config")
    assert ran == ["app-tests-2", "app-tests"]
    assert app.panel.title == "app-tests"


def test_closing_closes_every_panel_of_its_session(app):
    registry.register_operator(CounterPanel)
    fow.open_panel("@notebook/cells/counter_panel", session=app.session, face="headless")
    app.close()
    assert app.session.open_panels() == []


def test_it_shows_as_a_widget(dataset):
    app = fow.launch_app(dataset)
    bundle = app._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert repr(app).startswith("<App <Session dataset='app-tests'")
    app.close()


def test_sessions_of_a_notebook_are_shared_by_dataset(dataset):
    first = fow.open_panel(CounterPanel, dataset=dataset, face="headless")
    second = fow.open_panel(CounterPanel, dataset="app-tests", face="headless")
    assert first.session is second.session
    with_view = fow.open_panel(CounterPanel, view=dataset.limit(2), face="headless")
    assert with_view.session is first.session
    assert len(first.session.view) == 2


def test_a_dataset_that_is_made_anew_is_the_one_that_is_shown(dataset):
    first = fow.open_panel(CounterPanel, dataset=dataset, face="headless")
    again = fow.Dataset("app-tests", overwrite=True)
    again.add_samples([fow.Sample(filepath="/data/new.png")])
    second = fow.open_panel(CounterPanel, dataset=again, face="headless")
    assert second.session is first.session
    assert second.session.dataset is again
    assert len(second.session.view) == 1


def test_a_session_whose_panels_moved_on_is_left_to_them(dataset):
    first = fow.open_panel(CounterPanel, dataset=dataset, face="headless")
    first.session.dataset = fow.Dataset("app-tests-moved", overwrite=True)
    second = fow.open_panel(CounterPanel, dataset=dataset, face="headless")
    assert second.session is not first.session
    assert second.session.dataset is dataset
