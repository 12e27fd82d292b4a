// Tiles that can be moved, resized, added, edited and removed; the kernel keeps their layout.
import Button from "@mui/material/Button";
import { useEffect, useMemo, useRef, useState } from "react";
import { Failure } from "../runtime/chrome";
import { useConnection } from "../runtime/context";
import { DashboardBar, toggled } from "../runtime/dashboardBar";
import { DashboardTile } from "../runtime/dashboardTile";
import { type Grid, loadGrid } from "../runtime/gridPiece";
import { useKeptTiles } from "../runtime/keptTiles";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { copyTile, type Step, stepTile } from "../runtime/tiles";
import { list, number, text } from "../runtime/view";
import { Skeleton } from "../runtime/waiting";
import type { Node } from "../runtime/wire";

const GAP = 12;
const NARROW = 480;

const useWidth = () => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const el = box.current;
    if (!el) return;
    const observer = new ResizeObserver(() => setWidth(el.clientWidth));
    observer.observe(el);
    return () => observer.disconnect();
  }, []);
  return { box, width };
};

const Empty = ({ node, add }: { node: Node; add?: () => void }) => (
  <div className="fow-empty fow-cta">
    <div className="fow-heading">{text(node.view.cta_title) ?? "There is nothing on this dashboard yet"}</div>
    {text(node.view.cta_body) ? <div>{text(node.view.cta_body)}</div> : null}
    {add ? (
      <Button variant="contained" onClick={add}>
        {text(node.view.cta_button_label) ?? "Add item"}
      </Button>
    ) : null}
  </div>
);

const DashboardView = ({ node }: { node: Node }) => {
  const { emit, asset, scene, life } = useConnection();
  const lost = useObservable(life) === "lost";
  const { box, width } = useWidth();
  const [GridLayout, setGrid] = useState<Grid | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { view, children } = node;
  const ids = useMemo(() => new Map(children.map((id) => [scene.get(id)?.path.split(".").pop() ?? id, id])), [children, scene]);
  const names = useMemo(() => [...ids.keys()], [ids]);
  const { tiles, columns, keep } = useKeptTiles(node, names);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const hears = (event: string) => node.events.includes(event);
  const may = { add: view.allow_addition !== false, edit: view.allow_edit !== false, remove: view.allow_deletion !== false };

  useEffect(() => {
    let live = true;
    loadGrid(asset).then(
      (grid) => live && setGrid(() => grid),
      (error: Error) => live && setFailure(error.message),
    );
    return () => {
      live = false;
    };
  }, [asset]);

  const add = may.add && hears("on_add_item") ? () => emit(node.id, "on_add_item") : undefined;
  const removeAll = may.remove && hears("on_remove_items") ? (some: string[]) => emit(node.id, "on_remove_items", { ids: some }) : undefined;
  const duplicate = (name: string, path: string) => () =>
    emit(node.id, "on_duplicate_item", { id: name, path, plot_configs: list(view.items), layout: copyTile(tiles, name, columns), auto_layout: auto });
  const auto = view.auto_layout === true;
  const stacked = width > 0 && width < NARROW;
  const rowHeight = Math.min(320, Math.max(140, 480 / Math.max(1, number(view.rows) ?? 2)));

  const tile = (name: string) => {
    const id = ids.get(name)!;
    const path = scene.get(id)?.path ?? name;
    const does = (event: string) => (hears(event) ? () => emit(node.id, event, { id: name, path }) : undefined);
    return (
      <DashboardTile
        nodeId={id}
        name={name}
        movable={may.edit && !stacked && !lost}
        onEdit={may.edit ? does("on_edit_item") : undefined}
        onDuplicate={may.add && hears("on_duplicate_item") ? duplicate(name, path) : undefined}
        onRemove={may.remove ? does("on_remove_item") : undefined}
        picked={picked?.has(name)}
        onPick={() => setPicked((now) => toggled(now, name))}
        onStep={(step: Step) => keep(stepTile(tiles, name, step, columns))}
      />
    );
  };

  return (
    <div ref={box} className="fow-dashboard" role="group" aria-label={text(view.label) ?? "Dashboard"}>
      {names.length ? (
        <DashboardBar
          label={text(view.label)}
          lost={lost}
          auto={hears("on_auto_layout_change") ? auto : undefined}
          onAuto={() => emit(node.id, "on_auto_layout_change", { auto_layout: !auto })}
          addLabel={text(view.cta_button_label) ?? "Add item"}
          onAdd={add}
          picked={picked}
          onPick={setPicked}
          onRemove={removeAll}
        />
      ) : null}
      {failure ? <Failure error={`The grid could not be loaded: ${failure}`} /> : null}
      {!names.length ? (
        <Empty node={node} add={add} />
      ) : stacked || failure ? (
        <div className="fow-col" style={{ gap: GAP }}>
          {names.map((name) => (
            <div key={name} style={{ width: "100%" }}>
              {tile(name)}
            </div>
          ))}
        </div>
      ) : GridLayout && width ? (
        <GridLayout
          className="fow-tiles"
          width={width}
          layout={tiles}
          cols={columns}
          rowHeight={rowHeight}
          margin={[GAP, GAP]}
          containerPadding={[0, 0]}
          isDraggable={may.edit && !lost}
          isResizable={may.edit && !lost}
          draggableHandle=".fow-tile-handle"
          onDragStop={keep}
          onResizeStop={keep}
        >
          {names.map((name) => (
            <div key={name}>{tile(name)}</div>
          ))}
        </GridLayout>
      ) : (
        <Skeleton />
      )}
    </div>
  );
};

register("DashboardView", DashboardView, "block");
