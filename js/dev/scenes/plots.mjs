// One plot of each kind whose clicks mean something of their own, with an annotation and a slider.
import { node, scene } from "./build.mjs";

const EVENTS = ["on_click", "on_selected", "on_double_click", "on_deselect", "on_click_annotation", "on_slider_change", "on_slider_start", "on_slider_end"];
const plot = (path, traces, layout = {}) => node("PlotlyView", path, { view: { label: path, height: "260px", layout: { showlegend: false, dragmode: "zoom", ...layout } }, value: traces, events: EVENTS });

export default scene(
  { component: "Panel", id: "panel", view: { label: "Plots", icon: "insights", uri: "@acme/demo/plots", status: "ready", overlays: [] } },
  node("GridView", "", {
    view: { orientation: "vertical", gap: 2 },
    children: [
      plot("scatter", [{ type: "scatter", mode: "markers", name: "T", marker: { size: 20 }, x: [1, 2, 3], y: [3, 1, 2], ids: ["a", "b", "c"] }]),
      plot("histogram", [{ type: "histogram", name: "H", x: [1, 1, 2, 3, 3, 3], xbins: { start: 0.5, end: 3.5, size: 1 } }]),
      plot("bar", [{ type: "bar", name: "B", x: [0, 1, 2], y: [2, 4, 3], width: 1, ids: ["u", "v", "w"] }]),
      plot("heatmap", [{ type: "heatmap", name: "M", showscale: false, x: ["cat", "dog"], y: ["train", "test"], z: [[1, 2], [3, 4]], ids: [["p", "q"], ["r", "s"]] }]),
      plot("pie", [{ type: "pie", labels: ["cat", "dog"], values: [30, 10], sort: false, textinfo: "label" }]),
      plot("extras", [{ type: "scatter", mode: "markers", x: [1, 2], y: [1, 2] }], {
        annotations: [{ x: 1.5, y: 1.5, text: "Look here", captureevents: true, showarrow: false, font: { size: 20 } }],
        sliders: [{ active: 0, steps: ["one", "two", "three"].map((label) => ({ label, method: "skip", args: [] })) }],
      }),
    ],
  }),
);
