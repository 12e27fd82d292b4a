// A node with what a test does not care about filled in.
import type { Node } from "../src/runtime/wire";

export const node = (id: string, more: Partial<Node> = {}): Node => ({
  id, component: "FieldView", path: id, type: "String", view: {}, view_name: "View", rules: {}, value: null, read_only: false, errors: [], events: [], children: [], ...more,
});
