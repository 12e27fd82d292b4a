// How far something is: a bar or a ring.
import CircularProgress from "@mui/material/CircularProgress";
import LinearProgress from "@mui/material/LinearProgress";
import { register } from "../runtime/registry";
import { isObject, number, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const ProgressView = ({ node }: { node: Node }) => {
  const held = isObject(node.value) ? node.value : { progress: node.value, label: undefined };
  const part = number(held.progress) ?? number(node.view.progress);
  const label = text(held.label) ?? text(node.view.label) ?? "Progress";
  const percent = part === undefined ? undefined : Math.round(Math.min(Math.max(part, 0), 1) * 100);
  const common = { "aria-label": label, ...(percent === undefined ? {} : { variant: "determinate" as const, value: percent }) };
  const amount = percent === undefined ? null : <span style={{ fontVariantNumeric: "tabular-nums" }}>{percent}%</span>;
  if (node.view.variant === "circular")
    return (
      <div style={{ display: "flex", alignItems: "center", gap: 12 }}>
        <CircularProgress {...common} size={28} />
        <span>
          {label} {amount}
        </span>
      </div>
    );
  return (
    <div>
      <div className="fow-label" style={{ justifyContent: "space-between" }}>
        <span>{label}</span>
        {node.view.variant === "label" || percent !== undefined ? amount : null}
      </div>
      <LinearProgress {...common} />
    </div>
  );
};

register("ProgressView", ProgressView, "field");
