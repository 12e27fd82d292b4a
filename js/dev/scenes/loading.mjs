// A panel that loads.
import { scene } from "./build.mjs";

export default scene({ component: "Panel", id: "panel", view: { label: "Loading", icon: "hourglass_empty", uri: "@acme/demo/loading", status: "loading", busy: true, overlays: [] } });
