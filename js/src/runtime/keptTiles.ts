// Where the tiles of a dashboard lie: as the kernel says, or as a hand has put them since.
import { useMemo, useState } from "react";
import { useConnection } from "./context";
import type { Tile } from "./gridPiece";
import { columnsFor, placeTiles } from "./tiles";
import type { Node } from "./wire";

const same = (a: readonly Tile[], b: readonly Tile[]): boolean =>
  a.length === b.length && a.every((tile) => b.some((other) => other.i === tile.i && other.x === tile.x && other.y === tile.y && other.w === tile.w && other.h === tile.h));

/** The tiles of a dashboard with these names; `keep` puts them elsewhere, and tells the kernel if it listens. */
export const useKeptTiles = (node: Node, names: readonly string[]) => {
  const { emit } = useConnection();
  const { view } = node;
  const columns = columnsFor(view, names.length);
  const given = useMemo(() => placeTiles(view, names, columns), [view, names, columns]);
  // Where a hand has put the tiles, until the kernel says something else.
  const [moved, setMoved] = useState<{ from: Tile[]; tiles: Tile[] } | null>(null);
  const tiles = moved?.from === given ? moved.tiles : given;

  const keep = (next: readonly Tile[]) => {
    const plain = next.map(({ i, x, y, w, h }) => ({ i, x, y, w, h }));
    if (same(plain, tiles)) return;
    setMoved({ from: given, tiles: plain });
    const rows = Math.max(1, ...plain.map((tile) => tile.y + tile.h));
    if (node.events.includes("on_save_layout")) emit(node.id, "on_save_layout", { items: plain, rows, cols: columns, auto_layout: false });
  };
  return { tiles, columns, wasMoved: moved !== null, keep };
};
