"""Every cell of every notebook runs, and shows what its text says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.notebooks.conftest import Executed

Run = Callable[[str], Executed]


def test_quickstart(run_notebook: Run) -> None:
    with run_notebook("01_quickstart.ipynb") as done:
        assert done.widgets() == ["app", "panel", "form"]
        result, tags = done.shown("fow.execute_operator(TagUnusual")
        assert result["tagged"] == tags["unusual"] > 0
        assert tags["page"] == 214
        assert done.value("dataset.match_tags('unusual').bounds('uniqueness')[0] > 0.8") is True

        done.value("panel['plot'].event('on_click', x='coin')")
        assert done.value("app.session.view.count_values('ground_truth.detections.label')") == {"coin": 24}
        done.value("panel['all'].click()")
        assert done.value("len(app.session.view)") == 221
        assert done.value("[len(panel.errors), len(form.failures), len(app.panel.errors)]") == [0, 0, 0]


def test_operators(run_notebook: Run) -> None:
    with run_notebook("02_operators.ipynb") as done:
        assert done.failures() == []
        assert len(done.widgets()) == 5

        valid, problems = done.shown("form.is_valid, form.errors")
        assert valid is False
        assert [problem["path"] for problem in problems] == ["message"]
        assert done.shown('form["message"].set') == {"message": "Hello from a cell"}
        assert done.shown("straight to the point") == {"message": "straight to the point"}

        component, valid = done.shown('form["sure"].component')
        assert (component, valid) == ("CheckboxView", False)
        result, uris = done.shown('form["at_least"].set(10)')
        assert result == {"count": 1}
        assert uris == ["clear_selected_samples", "set_view", "notify"]
        assert done.shown("form.session.view.values") == (["coin"] * 3, 1)

        before, after = done.shown('form["brain_key"].set("img_viz")')
        assert before == ["brain_key"]
        assert after == ["brain_key", "centre"]
        centred = done.shown('form["centre"].set(True)')
        assert centred["points"] == 221
        assert len(centred["centre"]) == 2
        assert done.shown('empty["warning"].label') == ("This dataset has no brain runs", False)

        offered = done.shown("def offered")
        assert offered["FixedOptions"]["quickstart"] == {
            "execute": True,
            "schedule": True,
            "default": "schedule",
        }
        assert offered["Recommended"]["quickstart"]["default"] == "execute"
        assert offered["Recommended"]["digits"]["default"] == "schedule"
        assert offered["Forced"]["quickstart"]["schedule"] is False
        assert offered["Forced"]["digits"]["execute"] is False
        assert done.shown("small.execute(), small.phase") == ({"samples": 221}, "done")
        assert done.shown("large.execute()") == "scheduled"

        assert done.shown("class AddPictures") == ({"added": 221}, 221)
        assert done.shown("class LogsItsSteps") == {"objects": 1848}
        learned = done.shown("class NearestMean")
        assert learned["num_predictions"] == 899
        assert learned["accuracy"] == pytest.approx(0.88, abs=0.06)
        assert done.value("digits.match_tags('test').count('nearest_mean')") == 899

        assert done.shown("class CheckPictures") == {"jpg": 4, "png": 217}
        assert done.shown("await fow.aexecute_operator") == {"jpg": 4, "png": 217}
        assert done.shown("class UsesOps") == (7, 2)
        assert done.shown("class UsesTrigger")[1] == 3
        assert done.shown('params={"n": 4}') == [f"Processed {i}/4" for i in range(1, 5)]

        assert done.shown('dataset.register_run("custom"') == ["custom"]
        assert done.shown('dataset.get_run_info("custom")') == ("bar", "eggs")
        assert done.shown('"@you/greeter/greet"') == {"greeting": "Hello Ada, your token has 11 letters"}


def test_panels(run_notebook: Run) -> None:
    with run_notebook("03_panels.ipynb") as done:
        assert done.failures() == []
        assert len(done.widgets()) == 11

        state, shown = done.shown('panel["hello_btn"].click()')
        assert state["hello_message"] == "Hello world!"
        assert [message["message"] for message in shown] == ["Hello world!"]

        counted = done.shown('counter["v_stack.h_stack.decrement"].click()')
        assert counted["v_stack"]["h_stack"]["count"] == 4
        assert done.shown("counter.observe") == [5]
        assert done.shown('"embeddings" in layout.state') == (False, 221)

        heard = done.shown("heard = []")
        assert heard == [("on_change_ctx", "the current ExecutionContext")] * 3
        picked = done.shown('example["menu.brain_key"].set')
        assert picked["selection"] == done.value("dataset.limit(2).values('id')")
        key, computed = done.shown("prompt = example.overlays[-1]")
        assert key == "pca_viz"
        assert computed["points"] == 221
        assert 0 < computed["share_of_variance"] < 1

        assert done.shown('callbacks["slider_value"].set(8)')["slider_value"] == 8
        assert done.shown('dropdown["dropdown"].set("say_hi")') == [{"message": "Hi!", "variant": "success"}]
        assert done.shown('histogram["histogram"].event("on_click", x="coin")') == (24, 1)
        assert done.shown('histogram["reset"].click()') == 221

        assert done.shown('walkthrough["info_table"].value')[0]["Number of Samples"] == "221"
        assert done.shown('walkthrough["welcome.btns.reset"]') == 1
        first, second, file = done.shown('multimedia["sound"].event("on_ended")')
        assert "person" in first
        assert "camera" in second
        assert file == "camera.png"

        remembered = done.shown("again.state")
        assert remembered["visits"] == 2
        assert remembered["keys"] == "my_key, visits"
        assert done.shown("ExecutionStore.create") == (["my_key"], {"foo": "bar"}, [])
        events, errors = done.shown("panel.history()")
        assert ("click", "v_stack.h_stack.increment") in events
        assert errors == []


def test_gallery(run_notebook: Run) -> None:
    with run_notebook("05_gallery.ipynb") as done:
        failures = "[str(failure) for host in session.hosts.values() for failure in host.errors]"
        assert done.value(failures) == []
        # two faces for every exhibit, one after the other
        shown = done.value("[len(panel.errors) for panel in session.open_panels()]")
        assert len(shown) == 2 * sum("@show" in cell.source for cell in done.cells)
        warned = "".join(
            out["text"] for cell in done.cells for out in cell.outputs if out.output_type == "stream"
        )
        assert [
            line for line in warned.splitlines() if "CustomOperatorView" not in line and line.strip()
        ] == []
        unknown = done.value(
            "[node['component'] for panel in session.open_panels() for node in"
            " __import__('fo_widgets.faces.tree').faces.tree.build_scene(panel)['nodes'].values()"
            " if node['component'] == 'UnsupportedView']"
        )
        assert unknown == []


def test_datasets(run_notebook: Run) -> None:
    with run_notebook("04_datasets.ipynb") as done:
        assert done.shown("mine.add_sample(fo.Sample(filepath=photos[0]") == 7
        schema = done.shown('mine.add_sample_field("reviewer"')
        assert (schema["rating"], schema["reviewer"]) == ("IntField", "StringField")
        assert "ground_truth.detections.bounding_box" in done.shown("flat=True")
        assert done.shown('sample["objects"]') == [("person", "standing"), ("helmet", None)]

        assert done.shown("view = (") == [9, 8, 8, 8, 8]
        assert done.shown("ids = dataset[10:13]") == (10, True, 1)
        assert done.shown("patches = dataset.to_patches") == (1848, "person", 2)
        assert done.shown("area = box[2]") == (4, 91, 2)
        assert done.shown("round()).limit(3)") == [60.0, 61.0, 52.0]

        assert done.shown("counts = dataset.count_values") == [("3", 183), ("1", 182), ("5", 182)]
        facts = done.shown('"mean confidence, %"')
        assert (facts["samples"], facts["objects"]) == (221, 1848)
        assert 50 < facts["mean confidence, %"] < 100
        count, bounds, (histogram, _, other) = done.shown("fo.HistogramValues")
        assert (count, bounds[1], sum(histogram), other) == (1848, 1.0, 221, 0)

        assert done.shown("autosave=True") == ({"Grace": 4, "Ada": 3}, {"first": 1, "best": 1})
        before, after, labels = done.shown("lower.save()")
        assert after == [round(10 * score, 1) for score in before]
        assert labels == ["clear", "cloudy"]
        assert done.shown("mine.delete_samples") == (5, False)
        assert done.shown('save_view("unsure"') == (["unsure"], ["unsure_digits"], 0.7)
        assert done.shown("load_saved_view") == (41, 5)
        mean, kinds, missed = done.shown("compute_mAP=True")
        assert (0.6 < mean < 0.8, kinds, missed) == (True, {"tp": 1608, "fp": 168}, 189)

        assert done.shown('folder / "yolo"') == (["data", "labels.json"], 51)
        assert done.shown("from_archive") == (51, "person")
        assert done.shown('name="again"') == (True, ["unsure"], ["unsure_digits"])
        assert done.shown('name="broken"') is False
        assert "173" in done.shown("to_dataframe")
        expected = ([1.5, None], ["sunny", "rainy"], [["cat", "dog"], []])
        assert done.shown("from_dataframe(table") == expected
        there, here = done.shown('"memory://elsewhere"')
        assert there == ["another world"]
        assert {"quickstart", "mine", "again"} < set(here)
