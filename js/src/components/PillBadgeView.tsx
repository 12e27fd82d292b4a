// A small state, or one of several states to choose.
import Chip, { type ChipProps } from "@mui/material/Chip";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { type MouseEvent, useState } from "react";
import { cssColor, roleOf } from "../runtime/colors";
import { useField } from "../runtime/field";
import { Glyph } from "../runtime/glyphs";
import { register } from "../runtime/registry";
import { display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

interface State {
  text: string;
  color?: string;
}

const statesOf = (raw: unknown): State[] =>
  Array.isArray(raw) ? raw.map((item) => (Array.isArray(item) ? { text: display(item[0]), color: text(item[1]) } : { text: display(item) })) : [];

const PillBadgeView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { view } = node;
  const states = statesOf(view.text);
  const fallback = states[0]?.text ?? text(view.text) ?? text(view.label) ?? "";
  const shown = field.value ? display(field.value) : fallback;
  const color = states.find((state) => state.text === shown)?.color ?? text(view.color);
  const role: ChipProps["color"] = roleOf(color) ?? "default";
  const css = cssColor(color);
  const choice = states.length > 1 && !field.readOnly;
  return (
    <>
      <Chip
        label={shown}
        color={role}
        variant={view.variant === "outlined" ? "outlined" : "filled"}
        icon={view.show_icon ? <span style={{ width: 8, height: 8, borderRadius: 4, background: "currentColor", marginInlineStart: 8 }} /> : undefined}
        style={css ? { color: css, borderColor: css } : undefined}
        disabled={field.disabled}
        {...(choice
          ? {
              onClick: (event: MouseEvent<HTMLElement>) => setAnchor(event.currentTarget),
              onDelete: (event: MouseEvent<HTMLElement>) => setAnchor(event.currentTarget.parentElement),
              deleteIcon: <Glyph name="down" size={16} />,
              "aria-haspopup": "menu" as const,
              "aria-label": `${field.label ?? "State"}: ${shown}`,
            }
          : {})}
      />
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)}>
        {states.map((state, i) => (
          <MenuItem
            key={i}
            selected={state.text === shown}
            onClick={() => {
              setAnchor(null);
              field.set(state.text);
            }}
          >
            {state.text}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};

register("PillBadgeView", PillBadgeView, "inline");
