// A table of 100,000 rows and a value of 10 MB.
import { node, scene } from "./build.mjs";

const rows = Array.from({ length: 100_000 }, (_, i) => ({ id: `sample-${i}`, label: ["cat", "dog", "bird"][i % 3], confidence: ((i * 7919) % 100_000) / 100_000, note: i % 10 ? null : `note ${i}` }));
const big = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key${i}`, Array.from({ length: 100 }, (_, j) => ({ name: `entry ${i}/${j}`, text: "lorem ipsum dolor sit amet consetetur sadipscing elitr sed" }))]));

export default scene(
  { component: "Panel", id: "panel", view: { label: "Large", uri: "@acme/demo/large", status: "ready", overlays: [] } },
  node("GridView", "", {
    view: { orientation: "vertical", gap: 2 },
    children: [
      node("TableView", "table", { view: { label: "Samples", columns: ["id", "label", "confidence", "note"].map((key) => ({ key, label: key })), row_actions: [{ name: "open", label: "Open", icon: "open_in_new" }] }, value: rows, events: ["on_click_row"] }),
      node("JSONView", "json", { view: { label: "Metadata" }, value: big }),
    ],
  }),
);
