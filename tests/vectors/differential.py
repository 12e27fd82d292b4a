"""What the code in differential_vectors.json uses, made of `fiftyone` alone, so that it runs on either program.

`FIFTYONE_DATABASE_URI=… python tests/vectors/differential.py` with FiftyOne 1.22.1 installed records the answers anew.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("differential_vectors.json")


def names() -> dict[str, Any]:
    """The names that the code may use; makes the datasets `flat` and `grouped`."""
    sys.path.insert(0, str(FILE.parent))
    import fiftyone as fo
    import preamble
    from fiftyone import operators as foo
    from fiftyone import plugins as fop
    from fiftyone.operators import delegated, executor, store, types
    from fiftyone.operators.cache import serialization

    sys.path.pop(0)

    class Operator(foo.Operator):
        def __init__(self, config: dict[str, Any]) -> None:
            super().__init__()
            self.given = config

        @property
        def config(self) -> Any:
            return foo.OperatorConfig("op", **self.given)

    def obj(**properties: Any) -> Any:
        """An object type with these properties."""
        found = types.Object()
        for name, prop in properties.items():
            found.add_property(name, prop)
        return found

    def judge(schema: Any, params: Any, **config: Any) -> Any:
        """What validation says."""
        prop = types.Property(schema) if isinstance(schema, types.Object) else schema
        ctx = foo.ExecutionContext({"params": params})
        return executor.ValidationContext(ctx, prop, Operator(config)).to_json()

    def context(dataset: str, **request: Any) -> Any:
        """A context on a dataset; `view` is code over it, `selected` are numbers of samples."""
        found = fo.load_dataset(dataset)
        if found.media_type == "group":  # the slice that an earlier context left
            found.group_slice = found.default_group_slice
        if "view" in request:
            request["view"] = eval(request["view"], {"dataset": found, "F": fo.ViewField})._serialize()
        if "selected" in request:
            ids = found.values("id")
            request["selected"] = [ids[number] for number in request["selected"]]
        return foo.ExecutionContext({"dataset_name": dataset, **request}, executor=executor.Executor())

    def files(collection: Any) -> Any:
        """Media type and file names."""
        return [collection.media_type, [Path(path).name for path in collection.values("filepath")]]

    def answers(subject: Any, *calls: str) -> list[Any]:
        """What calls of methods give, `!` and the type of the exception if they fail."""
        found = []
        for call in calls:
            try:
                found.append(eval(f"it.{call}", {"it": subject}))
            except Exception as error:  # noqa: BLE001 - which it is, is what is compared
                found.append(f"!{type(error).__name__}")
        return found

    def fresh_store() -> Any:
        """An empty execution store."""
        found = store.ExecutionStore.create("differential")
        found.clear()
        return found

    def panel_state(state: dict[str, Any], *calls: str) -> Any:
        """What calls of `ctx.panel.state` give; then the state, and the params' own."""
        request = {"params": {"panel_id": "p", "panel_state": state}}
        ctx = foo.ExecutionContext(request, executor=executor.Executor())
        given = answers(ctx.panel.state, *calls)
        return [given, ctx.panel.state._data, ctx.panel_state]

    def manifest(text: str) -> Any:
        """How a plugin with that manifest is described."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "fiftyone.yml").write_text(text, encoding="utf-8")
            plugin = fop.get_plugin(plugin_dir=folder)
            keys = ("operators", "panels", "secrets", "tags", "skills", "js_bundle_hash")
            return [plugin.operators, plugin.fiftyone_requirement, [plugin.to_dict()[key] for key in keys]]

    def queued(*args: Any, **kwargs: Any) -> Any:
        """What is known of an operation that is queued."""
        document = delegated.DelegatedOperationService().queue_operation("@a/b", *args, **kwargs)
        return [document.label, document.context is None, document.dataset_id is None, document.run_state]

    def cached(value: Any) -> Any:
        """A value as it is cached, and the type of what comes back."""
        kept = serialization.auto_serialize(value)
        return [kept, type(serialization.auto_deserialize(kept)).__name__]

    def builtin(name: str, dataset: str, params: dict[str, Any], then: str, **request: Any) -> Any:
        """What a builtin operator asks for and triggers; `then` is code over its dataset, which is made for it."""
        datasets(fo)
        ctx = context(dataset, params=params, **request)
        operator = foo.get_operator(f"@voxel51/operators/{name}")
        form = operator.resolve_input(ctx)
        asked = [] if form is None else [
            [key, type(prop.type).__name__, bool(prop.required)]
            for key, prop in form.type.properties.items()
            if type(prop.view).__name__ not in ("Notice", "Warning", "MarkdownView")
        ]  # fmt: skip
        result = operator.execute(ctx)
        triggered = [request["operator_uri"] for request in ctx.executor.to_json()["requests"]]
        found = fo.load_dataset(dataset)
        found.reload()
        config = operator.config.to_json()
        return [
            [config["label"], config["risk_level"], config["dynamic"], config["unlisted"]],
            asked, result, triggered, eval(then, {"it": found}),
        ]  # fmt: skip

    datasets(fo)
    return {
        "types": types,
        "foo": foo,
        "store": store,
        "p": preamble.p,
        "make_ctx": preamble.make_ctx,
        **{made.__name__: made for made in (obj, judge, context, files, answers, fresh_store, panel_state)},
        "fo": fo,
        **{made.__name__: made for made in (manifest, queued, cached, builtin)},
    }


def datasets(fo: Any) -> None:
    """Makes the datasets: four images in `flat`, with labels in `labeled`; in `grouped` two groups of three."""
    for name in ("flat", "grouped", "labeled"):
        if fo.dataset_exists(name):
            fo.delete_dataset(name)
    flat = fo.Dataset("flat")
    flat.add_samples([fo.Sample(filepath=f"/data/{i}.jpg", n=i, s="xy"[i % 2]) for i in range(4)])
    flat.save_view("saved", flat.limit(2), description="two")
    flat.create_summary_field("s", field_name="summary")
    grouped = fo.Dataset("grouped")
    grouped.add_group_field("group", default="left")
    samples = []
    for i in range(2):
        group = fo.Group()
        for name, file in (("left", f"left{i}.jpg"), ("right", f"right{i}.jpg"), ("video", f"{i}.mp4")):
            samples.append(fo.Sample(filepath=f"/data/{file}", group=group.element(name)))
    grouped.add_samples(samples)
    labeled = fo.Dataset("labeled")
    for i, names in enumerate(("", "a", "ab", "b")):
        boxes = [
            fo.Detection(label=name, bounding_box=[0, 0, 1, 1], tags=["t"] if name == "b" else [])
            for name in names
        ]
        labeled.add_sample(
            fo.Sample(
                filepath=f"/data/{i}.jpg",
                n=i,
                flag=(True, False, None, True)[i],
                label=fo.Classification(label=names[0]) if names else None,
                boxes=fo.Detections(detections=boxes),
            )
        )


def answer(code: str, known: dict[str, Any]) -> dict[str, Any]:
    """`{"json"}`, or `{"raises"}` with the type of the exception."""
    scope = dict(known)
    try:
        *lines, last = code.split("\n")
        exec("\n".join(lines), scope)
        found = eval(last, scope)
        found = found.to_json() if hasattr(found, "to_json") else found
        return {"json": json.loads(json.dumps(found))}
    except Exception as error:  # noqa: BLE001 - which it is, is what is compared
        return {"raises": type(error).__name__}


if __name__ == "__main__":
    entries = json.loads(FILE.read_text(encoding="utf-8"))
    known = names()
    recorded = [
        {key: entry[key] for key in ("id", "code")} | answer(entry["code"], known) for entry in entries
    ]
    lines = ",\n".join(json.dumps(entry) for entry in recorded)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
