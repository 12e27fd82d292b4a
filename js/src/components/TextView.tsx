// A plain text with a chosen size, weight and colour.
import { cssColor, roleOf } from "../runtime/colors";
import { register } from "../runtime/registry";
import { display, length, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const TextView = ({ node }: { node: Node }) => {
  const { view } = node;
  const role = roleOf(view.color);
  return (
    <div
      style={{
        fontSize: length(view.font_size),
        lineHeight: view.font_size ? 1.4 : undefined,
        fontWeight: view.bold ? 600 : undefined,
        color: role ? (role === "secondary" ? "var(--fow-muted)" : `var(--fow-${role})`) : cssColor(view.color),
        whiteSpace: "pre-wrap",
      }}
    >
      {display(node.value) || text(view.title) || text(view.label)}
    </div>
  );
};

register("TextView", TextView, "text");
