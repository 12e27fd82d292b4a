// A result that floats over a panel until it is closed.
import Button from "@mui/material/Button";
import { useConnection } from "../runtime/context";
import { Nodes } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import { text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const Output = ({ node }: { node: Node }) => {
  const { emit } = useConnection();
  const label = text(node.view.label) ?? "Output";
  return (
    <section
      className="fow-overlay-frame"
      role="dialog"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        emit(node.id, "close");
      }}
    >
      <header className="fow-header">
        <h2 className="fow-title">{label}</h2>
      </header>
      <div className="fow-content fow-form">
        {node.children.length ? <Nodes ids={node.children} /> : <div className="fow-empty">There is nothing to show.</div>}
        <div className="fow-actions">
          <Button variant="outlined" onClick={() => emit(node.id, "close")}>
            Close
          </Button>
        </div>
      </div>
    </section>
  );
};

register("Output", Output);
