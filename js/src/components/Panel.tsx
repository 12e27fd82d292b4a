// The frame of a panel: header, content, and what can lie over it.
import IconButton from "@mui/material/IconButton";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { BusyBar, Failure, LifeNotice, Progress, Toasts } from "../runtime/chrome";
import { useConnection } from "../runtime/context";
import { HelpSign } from "../runtime/field";
import { Glyph } from "../runtime/glyphs";
import { Icon } from "../runtime/icons";
import { Nodes } from "../runtime/NodeView";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { list, text } from "../runtime/view";
import { Skeleton } from "../runtime/waiting";
import type { Node } from "../runtime/wire";

const ActionsMenu = ({ node, lost }: { node: Node; lost: boolean }) => {
  const { emit } = useConnection();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const pick = (event: string) => () => {
    setAnchor(null);
    emit(node.id, event);
  };
  return (
    <>
      <IconButton aria-label="Panel menu" aria-haspopup="menu" aria-expanded={Boolean(anchor)} disabled={lost} onClick={(e) => setAnchor(e.currentTarget)}>
        <Glyph name="more" />
      </IconButton>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)}>
        <MenuItem onClick={pick("retry")}>Reload</MenuItem>
        <MenuItem onClick={pick("close")}>Close</MenuItem>
      </Menu>
    </>
  );
};

const Content = ({ node }: { node: Node }) => {
  const { emit } = useConnection();
  const { status, error } = node.view;
  if (status === "closed") return <div className="fow-empty">This panel is closed. Run the cell again to open it.</div>;
  const failure = error ? (
    <Failure
      error={error}
      action={node.children.length ? "Dismiss" : "Try again"}
      onAction={() => emit(node.id, node.children.length ? "dismiss" : "retry")}
    />
  ) : null;
  if (!node.children.length) return failure ?? (status === "loading" ? <Skeleton /> : <div className="fow-empty">This panel shows nothing yet.</div>);
  return (
    <>
      {failure}
      <Nodes ids={node.children} />
    </>
  );
};

const Panel = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const life = useObservable(connection.life);
  const { view } = node;
  const label = text(view.label) ?? text(view.uri) ?? "Panel";
  const help = text(view.help_markdown);
  const icon = text(view.icon);
  const overlays = list(view.overlays).map(String);
  const isDrawer = (id: string) => Boolean(connection.scene.get(id)?.view.drawer);
  const above = overlays.filter((id) => !isDrawer(id));
  const drawers = overlays.filter(isDrawer);
  return (
    <section className="fow-frame" aria-label={label} aria-busy={Boolean(view.busy)}>
      <BusyBar busy={Boolean(view.busy)} />
      <header className="fow-header">
        {icon ? <Icon name={icon} /> : null}
        <h2 className="fow-title">{label}</h2>
        {help ? <HelpSign help={help} /> : null}
        {view.status === "closed" ? null : <ActionsMenu node={node} lost={life === "lost"} />}
      </header>
      <LifeNotice life={life} />
      {above.length ? <Nodes ids={above} /> : null}
      <div className={drawers.length ? "fow-with-drawer" : undefined} style={drawers.length ? undefined : { display: "contents" }}>
        <div className="fow-content" data-behind={above.length > 0}>
          <Progress value={view.progress} onCancel={() => connection.cancel(node.id)} />
          <Content node={node} />
        </div>
        {drawers.map((id) => (
          <div key={id} className="fow-drawer" style={{ order: connection.scene.get(id)?.view.drawer === "left" ? -1 : 1 }}>
            <Nodes ids={[id]} />
          </div>
        ))}
      </div>
      <Toasts />
    </section>
  );
};

register("Panel", Panel);
