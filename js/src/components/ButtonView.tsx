// Buttons in every guise: with label, with icon, as an icon alone, as a link.
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { type CSSProperties, type ReactElement, useContext } from "react";
import { cssColor, readable, roleOf } from "../runtime/colors";
import { MenuContext, useConnection } from "../runtime/context";
import { Icon } from "../runtime/icons";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { length, text } from "../runtime/view";
import { safeUrl } from "../runtime/urls";
import type { Node } from "../runtime/wire";

const SHAPES: Record<string, number> = { round: 16, square: 2 };

type MuiVariant = "contained" | "outlined" | "text";

const variantOf = (raw: string | undefined, inMenu: boolean): MuiVariant => {
  if (raw === "contained" || raw === "outlined" || raw === "text") return raw;
  return inMenu ? "text" : "outlined";
};

const withTooltip = (title: string | undefined, child: ReactElement, disabled: boolean) =>
  title ? <Tooltip title={title}>{disabled ? <span>{child}</span> : child}</Tooltip> : child;

const ButtonView = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const menu = useContext(MenuContext);
  const life = useObservable(connection.life);
  const { view } = node;
  const label = text(view.label);
  const icon = text(view.icon);
  const variant = text(view.variant) ?? menu?.variant;
  const color = text(view.color) ?? menu?.color;
  const disabled = life === "lost" || Boolean(view.disabled) || node.read_only;
  const shape = variant ? SHAPES[variant] : undefined;
  const iconOnly = icon && (!label || node.view_name === "IconButtonView" || (menu && !text(view.variant)));
  const href = safeUrl(view.href);
  const click = () => connection.emit(node.id, "click");
  const css = cssColor(color);
  const common = {
    disabled,
    onClick: click,
    ...(href ? { href, target: "_blank", rel: "noopener noreferrer" } : {}),
  };
  const tip = text(view.title) ?? text(view.tooltip) ?? text(view.description);

  if (iconOnly) {
    const name = label ?? tip ?? icon;
    const border: CSSProperties = variant === "outlined" || (shape !== undefined && !menu) ? { border: "1px solid var(--fow-strong)" } : {};
    return withTooltip(
      tip ?? name,
      <IconButton {...common} aria-label={name} color={roleOf(color) ?? "default"} style={{ ...border, borderRadius: shape ?? 4, color: css && readable(css) }}>
        <Icon name={icon} />
      </IconButton>,
      disabled,
    );
  }
  const look = variantOf(variant, menu !== null);
  const painted: CSSProperties = css && !disabled ? (look === "contained" ? { backgroundColor: css } : { color: readable(css), borderColor: css }) : {};
  const drawn = icon ? <Icon name={icon} /> : undefined;
  const wide = length(view.width) ? { width: "100%" } : {};
  const role = roleOf(color) ?? (look === "contained" || look === "text" ? "primary" : "inherit");
  return withTooltip(
    tip,
    <Button
      {...common}
      variant={look}
      color={role}
      startIcon={view.icon_position === "right" ? undefined : drawn}
      endIcon={view.icon_position === "right" ? drawn : undefined}
      style={{ ...painted, ...wide, borderRadius: shape }}
    >
      {label ?? node.path.split(".").pop()}
    </Button>,
    disabled,
  );
};

register("ButtonView", ButtonView, "inline");
