// A list of values as tags to read.
import Chip from "@mui/material/Chip";
import { register } from "../runtime/registry";
import { display, list, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const TagsView = ({ node }: { node: Node }) => {
  const label = text(node.view.label);
  const tags = list(node.value);
  return (
    <div role="group" aria-label={label}>
      {label ? <div className="fow-label">{label}</div> : null}
      {tags.length ? (
        <div role="list" style={{ display: "flex", flexWrap: "wrap", gap: 4 }}>
          {tags.map((tag, i) => (
            <Chip key={i} role="listitem" label={display(tag) || "–"} />
          ))}
        </div>
      ) : (
        <div className="fow-empty">None</div>
      )}
      {text(node.view.description) ? <div className="fow-help">{text(node.view.description)}</div> : null}
    </div>
  );
};

register("TagsView", TagsView, "text");
