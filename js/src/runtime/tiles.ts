// Where a dashboard's tiles lie.
import type { Tile } from "./gridPiece";
import { isObject, list, number, text } from "./view";
import type { Json } from "./wire";

/** How many columns: as asked for, else as square as the number of tiles allows. */
export const columnsFor = (view: Json, count: number): number => {
  const asked = number(view.cols);
  return asked ? Math.max(1, Math.round(asked)) : Math.max(1, Math.min(4, Math.ceil(Math.sqrt(count))));
};

/** A place for every name: the saved one, else the first that is free, row by row. */
export const placeTiles = (view: Json, names: readonly string[], columns: number): Tile[] => {
  const saved = new Map<string, Json>();
  if (view.auto_layout !== true)
    for (const item of [...list(view.layout), ...list(view.items)].filter(isObject)) saved.set(text(item.i) ?? text(item.id) ?? text(item.name) ?? "", item);
  const placed: Tile[] = [];
  const taken = (x: number, y: number) => placed.some((tile) => x >= tile.x && x < tile.x + tile.w && y >= tile.y && y < tile.y + tile.h);
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
    while (taken(at % columns, Math.floor(at / columns))) at += 1;
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
