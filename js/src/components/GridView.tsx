// Stacks, grids, menus and button groups: children in a row, a column or a grid, maybe on a card.
import { type CSSProperties, useContext, useMemo } from "react";
import { Card } from "../runtime/card";
import { FormContext, MenuContext, useConnection } from "../runtime/context";
import { MenuRow } from "../runtime/menuRow";
import { Nodes } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import { height, isObject, number, padding, spacing, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";

const ALIGN: Record<string, string> = { left: "flex-start", top: "flex-start", center: "center", right: "flex-end", bottom: "flex-end" };

const align = (value: unknown): string | undefined => {
  const name = text(value) ?? "";
  if (/^(space-(between|around|evenly)|stretch|baseline|flex-(start|end))$/.test(name)) return name;
  return ALIGN[name];
};

const layoutOf = (view: Json): { className: string; style: CSSProperties } => {
  const gap = spacing(view.gap ?? 1);
  const x = align(view.align_x) ?? "flex-start";
  const y = align(view.align_y) ?? "flex-start";
  if (view.orientation === "horizontal") return { className: "fow-row", style: { gap, justifyContent: x, alignItems: y } };
  const columns = number(view.columns);
  if (view.orientation === "2d" || columns) {
    const tracks = columns ? `repeat(${Math.max(1, Math.round(columns))}, minmax(0, 1fr))` : "repeat(auto-fill, minmax(180px, 1fr))";
    return { className: "fow-grid", style: { gap, gridTemplateColumns: tracks, justifyItems: x === "flex-start" ? undefined : x, alignItems: y } };
  }
  return { className: "fow-col", style: { gap, alignItems: x, justifyContent: y } };
};

// A whole panel asks for 100 % of the App's panel height; a cell grows with its content instead.
const heightOf = (view: Json): string | undefined => (typeof view.height === "number" || /%$/.test(String(view.height)) ? undefined : height(view.height));

const cardOf = (view: Json): "paper" | "outline" | null => {
  const container = isObject(view.container) ? text(view.container.name) : undefined;
  if (container === "PaperContainer" || view.variant === "paper") return "paper";
  return container === "OutlinedContainer" || view.variant === "outline" ? "outline" : null;
};

const OVERLAY_ALIGN: Record<string, string> = { left: "flex-start", center: "center", right: "flex-end" };

const GridView = ({ node }: { node: Node }) => {
  const { emit } = useConnection();
  const outerMenu = useContext(MenuContext);
  const { view } = node;
  const isMenu = node.view_name === "MenuView";
  const menu = useMemo(
    () => (isMenu ? { variant: text(view.variant), color: text(view.color) } : outerMenu),
    [isMenu, view.variant, view.color, outerMenu],
  );
  const { className, style } = layoutOf(view);
  const card = isMenu ? null : cardOf(view);
  const inForm = useContext(FormContext) !== null && node.path === "";
  const clicks = ["container", "click", "on_click"].filter((event) => node.events.includes(event));
  const gesture = clicks[0] === "container" ? "container" : clicks.length ? "click" : undefined;
  const label = node.path === "" ? undefined : text(view.label);
  if (isMenu && view.orientation !== "vertical" && node.children.length) {
    const [, edge, side] = /^(top|bottom)-(left|center|right)$/.exec(text(view.overlay) ?? "") ?? [];
    const row = (
      <MenuContext.Provider value={menu}>
        <MenuRow ids={node.children} label={label ?? "Menu"} icon={text(view.icon)} style={{ gap: style.gap, alignItems: "center", justifyContent: side ? OVERLAY_ALIGN[side] : style.justifyContent }} />
      </MenuContext.Provider>
    );
    return edge ? (
      <div className="fow-anchored" data-edge={edge} style={{ justifyContent: side && OVERLAY_ALIGN[side] }}>
        {row}
      </div>
    ) : (
      row
    );
  }
  const body = (
    <div
      className={isMenu ? `${className} fow-menu` : className}
      role={isMenu || node.view_name === "ButtonGroupView" ? "group" : undefined}
      aria-label={isMenu ? (label ?? "Menu") : undefined}
      data-align={className === "fow-col" && style.alignItems !== "flex-start" ? style.alignItems : undefined}
      style={{ ...style, minHeight: heightOf(view), padding: padding(view) ?? (card ? 12 : undefined) }}
    >
      <MenuContext.Provider value={menu}>
        <Nodes ids={node.children} />
      </MenuContext.Provider>
    </div>
  );
  const titled =
    label && !isMenu && node.view_name !== "ButtonGroupView" ? (
      <>
        <h3 className="fow-heading" style={card ? { padding: "8px 12px 0" } : { marginBottom: 8 }}>
          {label}
        </h3>
        {body}
      </>
    ) : (
      body
    );
  if (!node.children.length && node.path === "") return <div className="fow-empty">{inForm ? "There is nothing to fill in." : "There is nothing to show yet."}</div>;
  if (!card && gesture === undefined) return titled;
  return (
    <Card paper={card === "paper"} label={text(view.label)} onClick={gesture === undefined ? undefined : () => emit(node.id, gesture)}>
      {titled}
    </Card>
  );
};

register("GridView", GridView);
