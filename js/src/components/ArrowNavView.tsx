// Arrows to the one before and the one after.
import Button from "@mui/material/Button";
import { useConnection } from "../runtime/context";
import { Glyph } from "../runtime/glyphs";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const ArrowNavView = ({ node }: { node: Node }) => {
  const { emit, life } = useConnection();
  const lost = useObservable(life) === "lost";
  const { forward, backward } = node.view;
  if (!forward && !backward) return null;
  return (
    <nav aria-label={text(node.view.label) ?? "Steps"} style={{ display: "flex", justifyContent: "space-between", gap: 8 }}>
      <span>
        {backward ? (
          <Button variant="outlined" color="inherit" disabled={lost} startIcon={<Glyph name="left" />} onClick={() => emit(node.id, "on_backward")}>
            Back
          </Button>
        ) : null}
      </span>
      {forward ? (
        <Button variant="outlined" color="inherit" disabled={lost} endIcon={<Glyph name="right" />} onClick={() => emit(node.id, "on_forward")}>
          Next
        </Button>
      ) : null}
    </nav>
  );
};

register("ArrowNavView", ArrowNavView, "block");
