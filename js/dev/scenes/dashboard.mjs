import { node, scene } from "./build.mjs";

const plot = (name, label, y) => node("PlotlyView", `dash.${name}`, { view: { label }, value: [{ type: "bar", x: ["cat", "dog", "bird"], y }], events: ["on_click"] });

export default scene(
  { component: "Panel", id: "panel", view: { label: "Dashboard", icon: "dashboard", uri: "@acme/demo/dashboard", status: "ready", overlays: [] } },
  node("GridView", "", {
    view: { orientation: "vertical", gap: 2 },
    children: [
      node("DashboardView", "dash", {
        type: "Object",
        view: { label: "Charts", allow_addition: true, allow_deletion: true, allow_edit: true, cols: 3, rows: 2, items: [{ i: "one", x: 0, y: 0, w: 2, h: 1 }, { i: "two", x: 2, y: 0, w: 1, h: 1 }, { i: "three", x: 0, y: 1, w: 1, h: 1 }] },
        events: ["on_add_item", "on_edit_item", "on_remove_item", "on_save_layout"],
        children: [
          plot("one", "Labels", [3, 5, 2]),
          plot("two", "Predictions", [1, 2, 6]),
          node("LabelValueView", "dash.three", { view: { label: "Samples" }, value: 200 }),
        ],
      }),
      node("DashboardView", "empty", { type: "Object", view: { cta_title: "No charts yet", cta_body: "Charts show what is in your dataset.", cta_button_label: "Add a chart" }, events: ["on_add_item"], children: [] }),
    ],
  }),
);

export const onEvent = (model, { id, event, params }) => {
  const dash = model.scene.nodes["panel:dash"];
  if (event === "on_remove_item") model.patch({ set: { "panel:dash": { children: dash.children.filter((child) => child !== `panel:${params.path}`) } }, remove: [`panel:${params.path}`] });
  if (event === "on_save_layout") model.patch({ set: { [id]: { view: { ...dash.view, items: params.items } } } });
};
