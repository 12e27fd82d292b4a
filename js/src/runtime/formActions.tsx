// The buttons under a form: one primary action at the lower right, the others beside it.
import Button from "@mui/material/Button";
import ButtonGroup from "@mui/material/ButtonGroup";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { useConnection } from "./context";
import { Glyph } from "./glyphs";
import { isObject, list, text } from "./view";
import type { Node } from "./wire";

interface Props {
  node: Node;
  phase: string;
  disabled: boolean;
  submit(event: "execute" | "schedule", target?: unknown): void;
}

interface Way {
  key: string;
  label: string;
  description?: string;
  run(): void;
}

const waysOf = ({ node, submit }: Props): Way[] => {
  const { view } = node;
  const ways: Way[] = [];
  const submitLabel = text(view.submit_label);
  if (view.can_execute !== false)
    ways.push({ key: "execute", label: submitLabel ?? "Execute", description: "Runs now", run: () => submit("execute") });
  if (view.can_schedule) {
    const targets = list(view.targets).filter(isObject);
    const label = ways.length ? "Schedule" : (submitLabel ?? "Schedule");
    if (!targets.length) ways.push({ key: "schedule", label, description: "Runs in the background", run: () => submit("schedule") });
    for (const target of targets) {
      const name = text(target.label) ?? text(target.id) ?? "";
      ways.push({ key: `schedule-${text(target.id)}`, label: `${label} on ${name}`, description: text(target.description), run: () => submit("schedule", target.id) });
    }
  }
  const first = ways.findIndex((way) => way.key.startsWith("schedule"));
  if (view.default_choice === "schedule" && first > 0) ways.unshift(...ways.splice(first, 1));
  return ways;
};

const Submit = (props: Props) => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [main, ...others] = waysOf(props);
  if (!main) return <span className="fow-muted">You cannot run this operator.</span>;
  const disabled = props.disabled || props.node.view.valid === false || props.phase === "loading";
  const button = (
    <Button variant="contained" disabled={disabled} onClick={main.run}>
      {main.label}
    </Button>
  );
  if (!others.length) return button;
  return (
    <>
      <ButtonGroup variant="contained" disableElevation disabled={disabled}>
        {button}
        <Button aria-label="More ways to run" aria-haspopup="menu" aria-expanded={Boolean(anchor)} style={{ padding: "3px 4px" }} onClick={(e) => setAnchor(e.currentTarget.parentElement)}>
          <Glyph name="down" />
        </Button>
      </ButtonGroup>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: "bottom", horizontal: "right" }} transformOrigin={{ vertical: "top", horizontal: "right" }}>
        {others.map((way) => (
          <MenuItem
            key={way.key}
            onClick={() => {
              setAnchor(null);
              way.run();
            }}
          >
            <ListItemText primary={way.label} secondary={way.description} />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};

export const FormActions = (props: Props) => {
  const { node, phase, disabled } = props;
  const { emit } = useConnection();
  const act = (event: string) => () => emit(node.id, event);
  if (phase === "running" || phase === "closed") return null;
  if (phase === "done" || phase === "scheduled")
    return (
      <div className="fow-actions">
        {node.view.inline ? null : (
          <Button variant="outlined" color="inherit" disabled={disabled} onClick={act("close")}>
            Close
          </Button>
        )}
        <Button variant="outlined" disabled={disabled} onClick={act("again")}>
          Run again
        </Button>
      </div>
    );
  return (
    <div className="fow-actions">
      {node.view.inline && !text(node.view.cancel_label) ? null : (
        <Button variant="outlined" color="inherit" disabled={disabled} onClick={act("close")}>
          {text(node.view.cancel_label) ?? "Cancel"}
        </Button>
      )}
      <Submit {...props} />
    </div>
  );
};
