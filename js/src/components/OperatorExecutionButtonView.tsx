// A button that runs an operator, and offers the ways to run it: now, or in the background.
import Button from "@mui/material/Button";
import ButtonGroup from "@mui/material/ButtonGroup";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useEffect, useState } from "react";
import { roleOf } from "../runtime/colors";
import { useConnection } from "../runtime/context";
import { Glyph } from "../runtime/glyphs";
import { Icon } from "../runtime/icons";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { isObject, list, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";

const OperatorExecutionButtonView = ({ node }: { node: Node }) => {
  const { emit, ask, life } = useConnection();
  const lost = useObservable(life) === "lost";
  const [ways, setWays] = useState<Json[]>([]);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { view } = node;
  useEffect(() => {
    let live = true;
    ask(node.id, "ways").then(
      (found) => live && setWays(list(found).filter(isObject)),
      // Without an answer it is a plain button; a click tells what is wrong with the operator.
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [ask, node.id]);
  const run = (way: Json | undefined) => emit(node.id, "click", way ? { way: way.way } : {});
  // A plugin's own options are for it to follow; the ways to run are ours.
  const own = list(view.options).filter(isObject);
  const pickOwn = (option: Json) => {
    setAnchor(null);
    emit(node.id, "on_option_selected", { selected_option: option });
  };
  const pick = (way: Json) => {
    setAnchor(null);
    if (node.events.includes("on_option_selected")) emit(node.id, "on_option_selected", { selected_option: { id: way.way, ...way } });
    run(way);
  };
  const disabled = lost || Boolean(view.disabled) || node.read_only;
  const variant = view.variant === "outlined" || view.variant === "text" ? view.variant : "contained";
  const color = roleOf(view.color) ?? (variant === "outlined" ? "inherit" : "primary");
  const icon = text(view.icon);
  const [main] = ways;
  const label = text(view.label) ?? "Execute";
  const button = (
    <Button variant={variant} color={color} disabled={disabled} title={text(view.title) ?? text(view.description)} startIcon={icon ? <Icon name={icon} /> : undefined} onClick={() => run(main)}>
      {label}
    </Button>
  );
  if (ways.length < 2 && !own.length) return button;
  return (
    <>
      <ButtonGroup variant={variant} color={color} disableElevation disabled={disabled}>
        {button}
        <Button aria-label={`${label}: more ways to run`} aria-haspopup="menu" aria-expanded={Boolean(anchor)} style={{ padding: "3px 4px" }} onClick={(event) => setAnchor(event.currentTarget.parentElement)}>
          <Glyph name="down" />
        </Button>
      </ButtonGroup>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)}>
        {(own.length ? own : ways).map((way, i) => (
          <MenuItem key={i} selected={!own.length && i === 0} onClick={() => (own.length ? pickOwn : pick)(way)}>
            <ListItemText primary={text(way.label) ?? text(way.id)} secondary={text(way.description)} />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};

register("OperatorExecutionButtonView", OperatorExecutionButtonView, "inline");
