// A button that shows a state beside its label.
import Button from "@mui/material/Button";
import { roleOf } from "../runtime/colors";
import { useConnection } from "../runtime/context";
import { Icon } from "../runtime/icons";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const StatusButtonView = ({ node }: { node: Node }) => {
  const { emit, life } = useConnection();
  const lost = useObservable(life) === "lost";
  const { view } = node;
  const state = text(view.status) ?? display(node.value);
  const role = roleOf(view.severity) ?? roleOf(view.color) ?? "inherit";
  return (
    <Button
      variant="outlined"
      color={role}
      disabled={lost || Boolean(view.disabled) || !node.events.includes("click") && !node.events.includes("on_click")}
      title={text(view.title) ?? text(view.description)}
      startIcon={text(view.icon) ? <Icon name={text(view.icon)!} /> : <span style={{ border: "4px solid", borderRadius: 4 }} />}
      onClick={() => emit(node.id, "click")}
    >
      {text(view.label)}
      {state ? <span className="fow-muted" style={{ marginInlineStart: 6 }}>{state}</span> : null}
    </Button>
  );
};

register("StatusButtonView", StatusButtonView, "inline");
