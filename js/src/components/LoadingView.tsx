// Something is going on: dots or a ring, with a text.
import CircularProgress from "@mui/material/CircularProgress";
import { register } from "../runtime/registry";
import { text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const SIZES: Record<string, number> = { small: 16, medium: 24, large: 40 };

const LoadingView = ({ node }: { node: Node }) => {
  const label = text(node.view.text) ?? text(node.view.label) ?? "Loading";
  return (
    <div role="status" style={{ display: "flex", alignItems: "center", gap: 12 }}>
      <CircularProgress size={SIZES[text(node.view.size) ?? "small"] ?? 16} aria-hidden="true" />
      {label}
    </div>
  );
};

register("LoadingView", LoadingView, "text");
