// Notices, warnings, errors and messages of success.
import Alert, { type AlertColor } from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import { Markdown } from "../runtime/markdown";
import { register } from "../runtime/registry";
import { display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const BY_NAME: Record<string, AlertColor> = { Notice: "info", Warning: "warning", Error: "error", Success: "success" };

export const severityOf = (node: Pick<Node, "view" | "view_name">): AlertColor => {
  const asked = [node.view.severity, node.view.variant].find((word) => ["info", "warning", "error", "success"].includes(String(word)));
  return (asked as AlertColor | undefined) ?? BY_NAME[node.view_name] ?? "info";
};

const AlertView = ({ node }: { node: Node }) => {
  const said = text(node.view.label);
  const label = said ? <Markdown source={said} /> : node.value == null ? "" : display(node.value);
  const body = [node.view.description, node.view.caption].map(text).filter(Boolean).join("\n\n");
  const severity = severityOf(node);
  return (
    <Alert severity={severity} variant="outlined" role={severity === "error" || severity === "warning" ? "alert" : "status"}>
      {body && label ? <AlertTitle component="div">{label}</AlertTitle> : label}
      {body ? <Markdown source={body} /> : null}
    </Alert>
  );
};

register("AlertView", AlertView, "text");
