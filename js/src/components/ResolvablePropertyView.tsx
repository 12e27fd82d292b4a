// A property that the kernel works out from the other values.
import { Failure } from "../runtime/chrome";
import { Nodes } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import { isObject, text } from "../runtime/view";
import { Skeleton } from "../runtime/waiting";
import type { Node } from "../runtime/wire";

const ResolvablePropertyView = ({ node }: { node: Node }) => {
  const error = isObject(node.value) ? text(node.value.error) : undefined;
  if (error) return <Failure error={`${text(node.view.label) ?? node.path} could not be resolved: ${error}`} />;
  return node.children.length ? <Nodes ids={node.children} /> : <Skeleton lines={[30, 80]} />;
};

register("ResolvablePropertyView", ResolvablePropertyView, "block");
