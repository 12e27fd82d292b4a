// A value to read, under its name.
import { register } from "../runtime/registry";
import { Markdown } from "../runtime/markdown";
import { display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

export const Value = ({ value }: { value: unknown }) => {
  if (value === null || value === undefined || value === "") return <span className="fow-muted">–</span>;
  if (typeof value === "boolean") return <>{value ? "Yes" : "No"}</>;
  return <>{display(value)}</>;
};

const LabelValueView = ({ node }: { node: Node }) => {
  const label = text(node.view.label);
  const help = text(node.view.description);
  return (
    <dl style={{ margin: 0 }}>
      {label ? <dt className="fow-muted" style={{ fontSize: 12, lineHeight: "16px" }}>{label}</dt> : null}
      <dd style={{ margin: 0 }}>
        <Value value={node.value} />
      </dd>
      {help ? (
        <dd style={{ margin: 0 }}>
          <Markdown source={help} className="fow-help" />
        </dd>
      ) : null}
    </dl>
  );
};

register("LabelValueView", LabelValueView, "text");
