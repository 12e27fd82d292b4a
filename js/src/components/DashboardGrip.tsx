// The bar above a dashboard that is made of ipywidgets, and what moves and resizes its tiles, which the notebook draws.
import { useEffect, useMemo, useRef, useState } from "react";
import { useConnection } from "../runtime/context";
import { DashboardBar } from "../runtime/dashboardBar";
import type { Tile } from "../runtime/gridPiece";
import { useKeptTiles } from "../runtime/keptTiles";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { boxesOf, followHands } from "../runtime/tileHands";
import { putTile } from "../runtime/tiles";
import { isObject, list, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const DashboardGrip = ({ node }: { node: Node }) => {
  const { emit, el, life } = useConnection();
  const lost = useObservable(life) === "lost";
  const { view } = node;
  const labels = useMemo(() => new Map(list(view.tiles).filter(isObject).map((tile) => [text(tile.name) ?? "", text(tile.label) ?? ""])), [view]);
  const names = useMemo(() => [...labels.keys()], [labels]);
  const { tiles, columns, wasMoved, keep } = useKeptTiles(node, names);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const hears = (event: string) => node.events.includes(event);

  const put = (next: Tile) => keep(putTile(tiles, next, columns));
  const now = useRef({ tiles, columns, put });
  now.current = { tiles, columns, put };

  useEffect(() => {
    const boxes = boxesOf(el);
    if (wasMoved && boxes.length === tiles.length) tiles.forEach(({ x, y, w, h }, i) => (boxes[i]!.style.gridArea = `${y + 1} / ${x + 1} / span ${h} / span ${w}`));
  }, [el, wasMoved, tiles]);

  const movable = view.allow_edit !== false && !lost;
  useEffect(() => (movable ? followHands(el, () => now.current) : undefined), [el, movable]);

  const auto = view.auto_layout === true;
  return (
    <DashboardBar
      label={text(view.label)}
      lost={lost}
      auto={hears("on_auto_layout_change") ? auto : undefined}
      onAuto={() => emit(node.id, "on_auto_layout_change", { auto_layout: !auto })}
      addLabel={text(view.cta_button_label) ?? "Add item"}
      onAdd={view.allow_addition !== false && hears("on_add_item") ? () => emit(node.id, "on_add_item") : undefined}
      picked={picked}
      onPick={setPicked}
      onRemove={view.allow_deletion !== false && hears("on_remove_items") ? (ids) => emit(node.id, "on_remove_items", { ids }) : undefined}
      names={labels}
    />
  );
};

register("DashboardGrip", DashboardGrip, "block");
