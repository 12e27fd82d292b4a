// A value whose form nobody has described: drawn by what it is.
import { register } from "../runtime/registry";
import { Nodes } from "../runtime/NodeView";
import { isObject, text } from "../runtime/view";
import type { Node } from "../runtime/wire";
import { Json } from "./JSONView";
import { Value } from "./LabelValueView";

const PrimitiveView = ({ node }: { node: Node }) => {
  const label = text(node.view.label);
  if (node.children.length)
    return (
      <div role="group" aria-label={label}>
        {label ? <div className="fow-label">{label}</div> : null}
        <div className="fow-col" style={{ gap: 12 }}>
          <Nodes ids={node.children} />
        </div>
      </div>
    );
  const composite = isObject(node.value) || Array.isArray(node.value) || ArrayBuffer.isView(node.value);
  return (
    <div>
      {label ? <div className="fow-label">{label}</div> : null}
      {composite ? <div className="fow-json fow-pre" style={{ whiteSpace: "normal" }}><Json value={node.value} /></div> : <Value value={node.value} />}
    </div>
  );
};

register("PrimitiveView", PrimitiveView, "text");
register("InferredView", PrimitiveView, "block");
