// A form that is done, with its output.
import { node, scene } from "./build.mjs";

export default scene(
  { component: "Form", id: "form", view: { label: "Count labels", icon: "functions", uri: "@acme/demo/count", phase: "done", valid: true, can_execute: true, targets: [], problems: [], logs: ["loaded 200 samples", "counted 1,024 labels"], inline: true } },
  node("ObjectView", "", {
    type: "Object",
    read_only: true,
    children: [
      node("LabelValueView", "n", { type: "Number", view: { label: "Labels" }, value: 1024 }),
      node("TagsView", "classes", { view: { label: "Classes" }, value: ["cat", "dog", "bird"] }),
      node("TableView", "table", { view: { label: "Counts" }, value: [{ label: "cat", count: 600 }, { label: "dog", count: 424 }] }),
    ],
  }),
  "form",
);
