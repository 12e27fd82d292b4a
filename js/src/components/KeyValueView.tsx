// An object's keys and values as a list to read.
import { Json } from "./JSONView";
import { Value } from "./LabelValueView";
import { register } from "../runtime/registry";
import { isObject, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const KeyValueView = ({ node }: { node: Node }) => {
  const label = text(node.view.label);
  const entries = isObject(node.value) ? Object.entries(node.value) : [];
  return (
    <div role="group" aria-label={label}>
      {label ? <div className="fow-label">{label}</div> : null}
      {entries.length ? (
        <dl className="fow-kv">
          {entries.map(([key, value]) => (
            <div key={key} style={{ display: "contents" }}>
              <dt>{key}</dt>
              <dd>{typeof value === "object" && value !== null ? <span className="fow-json"><Json value={value} level={1} /></span> : <Value value={value} />}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <div className="fow-empty">Nothing to show</div>
      )}
    </div>
  );
};

register("KeyValueView", KeyValueView, "block");
