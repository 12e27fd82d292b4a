import { node, scene } from "./build.mjs";

export default scene(
  { component: "Form", id: "form", view: { label: "Example operator", description: "Tags the samples of the current view. Runs at once, or in the background.", icon: "label", uri: "@acme/demo/tag", phase: "input", valid: false, dynamic: true, can_execute: true, can_schedule: true, default_choice: "execute", targets: [], problems: [], progress: null, busy: false, error: null, logs: [], inline: true } },
  node("ObjectView", "", {
    type: "Object",
    view: { label: "Example operator" },
    children: [
      node("FieldView", "message", { type: "String", view: { label: "Message", description: "What to write on each sample." }, rules: { required: true }, errors: [{ reason: "Required property", path: "message" }], events: ["change"] }),
      node("DropdownView", "key", { type: "Enum", view: { label: "Brain key" }, rules: { required: true, choices: [{ value: "a", label: "clip_sim" }, { value: "b", label: "dino_umap" }] }, value: "a", events: ["change"] }),
      node("FieldView", "width", { type: "Number", view: { label: "Width", space: 6 }, rules: { int: true }, value: 640, events: ["change"] }),
      node("FieldView", "height", { type: "Number", view: { label: "Height", space: 6 }, rules: { int: true, max: 400 }, value: 480, errors: [{ reason: "Value must be less than 400", path: "height" }], events: ["change"] }),
      node("SliderView", "confidence", { type: "Number", view: { label: "Confidence threshold" }, rules: { min: 0, max: 1, float: true }, value: 0.25, events: ["change"] }),
      node("AlertView", "warn", { view_name: "Warning", view: { label: "This dataset has **no** brain runs", description: "Compute one first, see [the guide](https://example.org)." } }),
    ],
  }),
  "form",
);

export const onEvent = (model, { id, event, params }) => {
  const root = model.scene.nodes.form;
  if (event === "change" && id === "form:message") {
    const ok = Boolean(params.value);
    model.patch({ set: { "form:message": { errors: ok ? [] : [{ reason: "Required property", path: "message" }] }, form: { view: { ...root.view, valid: ok } } } });
  }
  if (event === "execute") {
    model.patch({ set: { form: { view: { ...root.view, phase: "running", progress: { progress: 0.4, label: "Tagging 40 of 100" }, logs: ["loaded model", "tagging"] } } } });
    setTimeout(() => model.patch({ set: { form: { view: { ...model.scene.nodes.form.view, phase: "failed", progress: null, error: { message: "ValueError: no field 'foo'", traceback: "Traceback (most recent call last):\n  File \"x.py\", line 3, in execute\n    raise ValueError(\"no field 'foo'\")\nValueError: no field 'foo'" } } } } }), 1500);
  }
};
