// Where a dashboard's tiles lie.
import type { Tile } from "./gridPiece";
import { isObject, list, number, text } from "./view";
import type { Json } from "./wire";

/** How many columns: as asked for, else as square as the number of tiles allows. */
export const columnsFor = (view: Json, count: number): number => {
  const asked = number(view.cols);
  return asked ? Math.max(1, Math.round(asked)) : Math.max(1, Math.min(4, Math.ceil(Math.sqrt(count))));
};

const isFree = (tiles: readonly Tile[], x: number, y: number, w = 1, h = 1): boolean =>
  !tiles.some((tile) => x < tile.x + tile.w && tile.x < x + w && y < tile.y + tile.h && tile.y < y + h);

/** The same tiles and a copy of one, of its size, at the first place that is free; named `name-2` or so. */
export const copyTile = (tiles: readonly Tile[], name: string, columns: number): Tile[] => {
  const tile = tiles.find((each) => each.i === name);
  if (!tile) return [...tiles];
  let count = 2;
  while (tiles.some((each) => each.i === `${name}-${count}`)) count += 1;
  let at = 0;
  const x = () => at % columns;
  while (x() + tile.w > columns || !isFree(tiles, x(), Math.floor(at / columns), tile.w, tile.h)) at += 1;
  return [...tiles, { ...tile, i: `${name}-${count}`, x: x(), y: Math.floor(at / columns) }];
};

/** A place for every name: the saved one, else the first that is free, row by row. */
export const placeTiles = (view: Json, names: readonly string[], columns: number): Tile[] => {
  const saved = new Map<string, Json>();
  if (view.auto_layout !== true)
    for (const item of [...list(view.layout), ...list(view.items)].filter(isObject)) saved.set(text(item.i) ?? text(item.id) ?? text(item.name) ?? "", item);
  const placed: Tile[] = [];
  for (const name of names) {
    const item = saved.get(name);
    const x = number(item?.x);
    const y = number(item?.y);
    if (!item || x === undefined || y === undefined) continue;
    const w = Math.min(Math.max(1, number(item.w) ?? 1), columns);
    placed.push({ i: name, x: Math.min(Math.max(0, x), columns - w), y: Math.max(0, y), w, h: Math.max(1, number(item.h) ?? 1) });
  }
  for (const name of names) {
    if (placed.some((tile) => tile.i === name)) continue;
    let at = 0;
    while (!isFree(placed, at % columns, Math.floor(at / columns))) at += 1;
    placed.push({ i: name, x: at % columns, y: Math.floor(at / columns), w: 1, h: 1 });
  }
  return names.map((name) => placed.find((tile) => tile.i === name)!);
};

export type Step = "left" | "right" | "up" | "down" | "wider" | "narrower" | "taller" | "shorter";

/** The same tiles with one of them moved or resized by one cell; two that would overlap change places. */
export const stepTile = (tiles: readonly Tile[], name: string, step: Step, columns: number): Tile[] => {
  const tile = tiles.find((each) => each.i === name);
  if (!tile) return [...tiles];
  const next = { ...tile };
  if (step === "left") next.x -= 1;
  else if (step === "right") next.x += 1;
  else if (step === "up") next.y -= 1;
  else if (step === "down") next.y += 1;
  else if (step === "wider") next.w += 1;
  else if (step === "narrower") next.w -= 1;
  else if (step === "taller") next.h += 1;
  else next.h -= 1;
  if (next.x < 0 || next.y < 0 || next.w < 1 || next.h < 1 || next.x + next.w > columns) return [...tiles];
  const inWay = (a: Tile) => a.i !== name && a.x < next.x + next.w && next.x < a.x + a.w && a.y < next.y + next.h && next.y < a.y + a.h;
  const moves = next.x !== tile.x || next.y !== tile.y;
  return tiles.map((each) => {
    if (each.i === name) return next;
    if (!inWay(each)) return each;
    return moves ? { ...each, x: Math.min(tile.x, columns - each.w), y: tile.y } : { ...each, y: next.y + next.h };
  });
};

/** The same tiles with one of them at another place or of another size: what it covers goes below it, gaps close upwards. */
export const putTile = (tiles: readonly Tile[], next: Tile, columns: number): Tile[] => {
  const w = Math.min(Math.max(1, next.w), columns);
  const put = { ...next, w, h: Math.max(1, next.h), x: Math.min(Math.max(0, next.x), columns - w), y: Math.max(0, next.y) };
  const settled: Tile[] = [];
  // From above; what was put comes first among those that begin in its row.
  const order = [...tiles.filter((tile) => tile.i !== put.i), put].sort((a, b) => a.y - b.y || Number(b === put) - Number(a === put) || a.x - b.x);
  for (const tile of order) {
    let y = tile.y;
    while (!isFree(settled, tile.x, y, tile.w, tile.h)) y += 1;
    while (y > 0 && isFree(settled, tile.x, y - 1, tile.w, tile.h)) y -= 1;
    settled.push({ ...tile, y });
  }
  return tiles.map(({ i }) => settled.find((tile) => tile.i === i)!);
};
