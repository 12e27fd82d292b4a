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
  const value = <Value value={node.value} />;
  const note = help ? <Markdown source={help} className="fow-help" /> : null;
  if (!label)
    return (
      <>
        {value}
        {note}
      </>
    );
  return (
    <dl style={{ margin: 0 }}>
      <dt className="fow-muted" style={{ fontSize: 12, lineHeight: "16px" }}>
        {label}
      </dt>
      <dd style={{ margin: 0 }}>{value}</dd>
      {note ? <dd style={{ margin: 0 }}>{note}</dd> : null}
    </dl>
  );
};

register("LabelValueView", LabelValueView, "text");
