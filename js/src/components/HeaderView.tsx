// A heading, maybe with a line of text and a divider.
import { Markdown } from "../runtime/markdown";
import { register } from "../runtime/registry";
import { display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const HeaderView = ({ node }: { node: Node }) => {
  const lead = [node.view.description, node.view.caption].map(text).filter(Boolean).join("\n\n");
  return (
    <div style={node.view.divider ? { borderBottom: "1px solid var(--fow-border)", paddingBottom: 8 } : undefined}>
      <h3 className="fow-heading">{text(node.view.label) ?? display(node.value)}</h3>
      {lead ? <Markdown source={lead} className="fow-help" /> : null}
    </div>
  );
};

register("HeaderView", HeaderView, "block");
