// What an operator loads: its state meanwhile, then its data.
import { Failure } from "../runtime/chrome";
import { Nodes } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import { isObject, text } from "../runtime/view";
import { Skeleton } from "../runtime/waiting";
import type { Node } from "../runtime/wire";

const LoaderView = ({ node }: { node: Node }) => {
  const held = isObject(node.value) ? node.value : {};
  const label = text(node.view.label) ?? "Loading";
  if (held.state === "errored") return <Failure error={text(held.error) ?? `${label}: it could not be loaded.`} />;
  if (held.state === "loaded") return <Nodes ids={node.children} />;
  return (
    <div aria-busy="true">
      <div role="status" className="fow-muted" style={{ marginBottom: 4 }}>
        {text(node.view.message) ?? label}
      </div>
      {node.children.length ? <Nodes ids={node.children} /> : <Skeleton lines={[70, 50]} />}
    </div>
  );
};

register("LoaderView", LoaderView, "block");
