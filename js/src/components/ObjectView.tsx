// An object's fields, one below the other; `space` puts them side by side on a 12-column row.
import { useContext } from "react";
import { FormContext } from "../runtime/context";
import { Markdown } from "../runtime/markdown";
import { Nodes } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import { padding, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const ObjectView = ({ node }: { node: Node }) => {
  const inForm = useContext(FormContext) !== null;
  const isRoot = node.path === "";
  const label = isRoot ? undefined : text(node.view.label);
  const help = isRoot ? undefined : text(node.view.description) ?? text(node.view.caption);
  const reasons = node.errors.map((error) => error.reason).filter(Boolean);
  if (isRoot && !node.children.length) return <div className="fow-empty">{inForm ? "There is nothing to fill in." : "There is nothing to show yet."}</div>;
  return (
    <div role={label ? "group" : undefined} aria-label={label} style={{ padding: padding(node.view) }}>
      {label ? <h3 className="fow-heading">{label}</h3> : null}
      {help ? <Markdown source={help} className="fow-lead" /> : null}
      <div className={inForm ? "fow-form-grid" : "fow-col"} style={inForm ? undefined : { gap: 12 }}>
        <Nodes ids={node.children} />
      </div>
      {reasons.length ? (
        <div className="fow-error-text" role="alert">
          {reasons.join(" ")}
        </div>
      ) : null}
    </div>
  );
};

register("ObjectView", ObjectView);
