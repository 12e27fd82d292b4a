// A fixed number of values side by side.
import { HelpText, LabelText, useField } from "../runtime/field";
import { Nodes } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import type { Node } from "../runtime/wire";

const TupleView = ({ node }: { node: Node }) => {
  const field = useField(node);
  return (
    <div role="group" aria-labelledby={field.label ? field.labelId : undefined}>
      {field.label ? (
        <div className="fow-label" id={field.labelId}>
          <LabelText field={field} />
        </div>
      ) : null}
      <div className="fow-row" style={{ gap: 8 }}>
        <Nodes ids={node.children} />
      </div>
      <HelpText field={field} />
    </div>
  );
};

register("TupleView", TupleView, "block");
