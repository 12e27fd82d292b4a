// A list whose items can be added, removed and moved.
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import { useMemo, useSyncExternalStore } from "react";
import { useConnection } from "../runtime/context";
import { LabelText, useField, HelpText } from "../runtime/field";
import { Glyph } from "../runtime/glyphs";
import { NodeView } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import { list, number, text } from "../runtime/view";
import { moved, valueOf } from "../runtime/values";
import type { Node } from "../runtime/wire";
import { TagsEditor } from "./TagsEditor";

const EMPTY: Record<string, unknown> = { Boolean: false, Object: {}, List: [] };

/** The values of items that are drawn by nothing but the default field; null where an item wants more. */
const usePlainItems = (node: Node): unknown[] | null => {
  const { scene } = useConnection();
  const key = useSyncExternalStore(
    (listener) => {
      const stops = node.children.map((id) => scene.subscribe(id, listener));
      return () => stops.forEach((stop) => stop());
    },
    () => {
      const items = node.children.map(scene.get);
      const isPlain = items.every((item) => item?.component === "FieldView" && !item.view.label && !item.view.description && !item.errors.length);
      return isPlain ? JSON.stringify(items.map((item) => item!.value ?? null)) : "";
    },
  );
  return useMemo(() => (key ? (JSON.parse(key) as unknown[]) : null), [key]);
};

const ListView = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const field = useField(node);
  const kind = text(node.rules.element_type);
  const locked = field.readOnly || field.disabled;
  const plain = usePlainItems(node);
  if (plain && (kind === "String" || kind === "Number")) return <TagsEditor node={node} field={node.children.length && field.value === node.value ? { ...field, value: plain } : field} />;
  const items = (): unknown[] => {
    connection.drafts.flush();
    return node.children.length ? node.children.map((id) => valueOf(connection, id)) : list(field.value);
  };
  const count = node.children.length || list(field.value).length;
  const most = number(node.rules.max_items) ?? Infinity;
  const least = number(node.rules.min_items) ?? 0;
  return (
    <div role="group" aria-labelledby={field.label ? field.labelId : undefined}>
      {field.label ? (
        <div className="fow-label" id={field.labelId}>
          <LabelText field={field} />
        </div>
      ) : null}
      <div style={{ display: "flex", flexDirection: "column", gap: 8 }}>
        {node.children.map((id, i) => (
          <div key={id} style={{ display: "flex", gap: 4, alignItems: "flex-start" }}>
            <div className="fow-grow">
              <NodeView id={id} />
            </div>
            {locked ? null : (
              <>
                <IconButton aria-label={`Move item ${i + 1} up`} disabled={i === 0} onClick={() => field.set(moved(items(), i, i - 1))}>
                  <Glyph name="up" size={16} />
                </IconButton>
                <IconButton aria-label={`Remove item ${i + 1}`} disabled={count <= least} onClick={() => field.set(items().filter((_, at) => at !== i))}>
                  <Glyph name="close" size={16} />
                </IconButton>
              </>
            )}
          </div>
        ))}
        {count ? null : <div className="fow-empty">No items</div>}
      </div>
      <HelpText field={field} />
      {locked ? null : (
        <Button variant="outlined" color="inherit" style={{ marginTop: 8 }} disabled={count >= most} startIcon={<Glyph name="add" size={16} />} onClick={() => field.set([...items(), EMPTY[kind ?? ""] ?? null])}>
          Add item
        </Button>
      )}
    </div>
  );
};

register("ListView", ListView, "field");
