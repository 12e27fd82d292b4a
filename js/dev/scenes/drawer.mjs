// A panel with a form beside it, a form over it, a menu that is anchored to a corner of its content.
import { node, scene } from "./build.mjs";

const form = (id, view, children) => {
  const { nodes } = scene(
    { component: "Form", id, view: { label: "Tag samples", description: "Adds a tag to the selected samples.", icon: "label", uri: "@acme/demo/tag", phase: "input", valid: true, can_execute: true, can_schedule: false, targets: [], problems: [], logs: [], inline: false, ...view } },
    node("ObjectView", "", { type: "Object", children }),
    id,
  );
  return nodes;
};

const made = scene(
  { component: "Panel", id: "panel", view: { label: "Panel with a drawer", icon: "view_sidebar", uri: "@acme/demo/drawer", status: "ready", overlays: ["form-1", "form-2"] } },
  node("GridView", "", {
    view: { orientation: "vertical", gap: 2 },
    children: [
      node("GridView", "menu", { view_name: "MenuView", view: { orientation: "horizontal", overlay: "top-right", label: "Tools" }, children: ["zoom_in", "zoom_out"].map((icon) => node("ButtonView", `menu.${icon}`, { view: { label: icon, icon }, events: ["click"] })) }),
      node("PlotlyView", "plot", { view: { height: "280px" }, value: [{ type: "scatter", x: [1, 2, 3], y: [2, 1, 3] }] }),
      node("LabelValueView", "n", { view: { label: "Samples" }, value: 200 }),
    ],
  }),
);
Object.assign(
  made.nodes,
  form("form-1", { label: "In a drawer", drawer: "right" }, [
    node("FieldView", "tag", { type: "String", view: { label: "Tag", description: "One word." }, rules: { required: true }, value: "cat", events: ["change"] }),
    node("SwitchView", "all", { type: "Boolean", view: { label: "All samples" }, value: false, events: ["change"] }),
  ]),
  form("form-2", { label: "Over the panel" }, [node("FieldView", "name", { type: "String", view: { label: "Name" }, value: null, events: ["change"] })]),
);
export default made;
