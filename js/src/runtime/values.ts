// The value of a node with everything inside it, as it is on the page: drafts count.
import type { Connection } from "./connection";
import type { Json } from "./wire";

export const valueOf = (connection: Pick<Connection, "scene" | "drafts">, id: string): unknown => {
  const draft = connection.drafts.get(id);
  if (draft) return draft.value;
  const node = connection.scene.get(id);
  if (!node) return null;
  if (!node.children.length) return node.value;
  if (node.type === "List" || node.type === "Tuple") return node.children.map((child) => valueOf(connection, child));
  const out: Json = {};
  for (const child of node.children) {
    const path = connection.scene.get(child)?.path;
    const key = path?.split(".").pop();
    if (key !== undefined) out[key] = valueOf(connection, child);
  }
  return out;
};

/** The list with one of its items at another place. */
export const moved = (items: readonly unknown[], from: number, to: number): unknown[] => {
  const rest = items.filter((_, i) => i !== from);
  return [...rest.slice(0, to), items[from], ...rest.slice(to)];
};
