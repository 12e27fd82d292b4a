// A panel after a callback has failed: what it showed before stays.
import { node, scene } from "./build.mjs";

export default scene(
  { component: "Panel", id: "panel", view: { label: "A callback failed", uri: "@acme/demo/failed", status: "ready", overlays: [], busy: true, error: { message: "ValueError: no field 'foo'; the dataset has: id, filepath, tags", traceback: "Traceback (most recent call last):\n  File \"panel.py\", line 12, in on_click\n    raise ValueError(...)\nValueError: no field 'foo'" } } },
  node("GridView", "", { view: { orientation: "vertical", gap: 2 }, children: [node("ButtonView", "again", { view: { label: "Try it" }, events: ["click"] })] }),
);
