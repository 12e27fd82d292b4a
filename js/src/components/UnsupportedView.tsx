// A property for which FiftyOne has no component either: its type is named and its value shown.
import { register } from "../runtime/registry";
import { text } from "../runtime/view";
import type { Node } from "../runtime/wire";
import { Json } from "./JSONView";

const UnsupportedView = ({ node }: { node: Node }) => (
  <div className="fow-placeholder" role="note">
    {text(node.view.label) ? <strong>{text(node.view.label)}: </strong> : null}
    there is no view for values of type {node.type || "unknown"}
    {node.path ? ` (${node.path})` : ""}.
    {node.value === null || node.value === undefined ? null : (
      <div className="fow-json">
        <Json value={node.value} level={1} />
      </div>
    )}
  </div>
);

register("UnsupportedView", UnsupportedView, "block");
