// One tile of a dashboard: its handle, its menu, its content.
import Checkbox from "@mui/material/Checkbox";
import IconButton from "@mui/material/IconButton";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { Glyph } from "./glyphs";
import { NodeView, useNode } from "./NodeView";
import type { Step } from "./tiles";
import { text } from "./view";

interface Props {
  nodeId: string;
  name: string;
  movable: boolean;
  onEdit?: () => void;
  onDuplicate?: () => void;
  onRemove?: () => void;
  /** Whether it is checked; undefined while tiles cannot be. */
  picked?: boolean;
  onPick(): void;
  onStep(step: Step): void;
}

// What a mouse does by dragging, for those who use the keyboard.
const STEPS: [Step, string][] = [
  ["left", "Move left"],
  ["right", "Move right"],
  ["up", "Move up"],
  ["down", "Move down"],
  ["wider", "Wider"],
  ["narrower", "Narrower"],
  ["taller", "Taller"],
  ["shorter", "Shorter"],
];

export const DashboardTile = ({ nodeId, name, movable, onEdit, onDuplicate, onRemove, picked, onPick, onStep }: Props) => {
  const node = useNode(nodeId);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const label = text(node?.view.label) ?? name;
  const act = (does: () => void) => () => {
    setAnchor(null);
    does();
  };
  return (
    <section className="fow-tile" aria-label={label}>
      <header className={movable && picked === undefined ? "fow-tile-handle" : undefined}>
        {picked === undefined ? null : <Checkbox checked={picked} onChange={onPick} inputProps={{ "aria-label": `Select ${label}` }} />}
        <span className="fow-grow">{label}</span>
        {picked === undefined && (movable || onEdit || onDuplicate || onRemove) ? (
          <IconButton aria-label={`${label}: menu`} aria-haspopup="menu" aria-expanded={Boolean(anchor)} onMouseDown={(event) => event.stopPropagation()} onTouchStart={(event) => event.stopPropagation()} onClick={(event) => setAnchor(event.currentTarget)}>
            <Glyph name="more" size={16} />
          </IconButton>
        ) : null}
      </header>
      <div className="fow-tile-body" tabIndex={0} role="group" aria-label={`${label}: content`}>
        <NodeView id={nodeId} />
      </div>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)}>
        {onEdit ? <MenuItem onClick={act(onEdit)}>Edit</MenuItem> : null}
        {onDuplicate ? <MenuItem onClick={act(onDuplicate)}>Duplicate</MenuItem> : null}
        {onRemove ? <MenuItem onClick={act(onRemove)}>Remove</MenuItem> : null}
        {movable
          ? STEPS.map(([step, words]) => (
              <MenuItem key={step} onClick={() => onStep(step)}>
                {words}
              </MenuItem>
            ))
          : null}
      </Menu>
    </section>
  );
};
