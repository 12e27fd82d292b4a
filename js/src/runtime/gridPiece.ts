// react-grid-layout, loaded with the first dashboard of the page; it shares the runtime's React.
import * as React from "react";
import * as ReactDOM from "react-dom";
import type { ComponentType } from "react";
import type { AssetName } from "../page";
import { loadPiece } from "./pieces";

/** Where a tile is, in cells. */
export interface Tile {
  i: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

export type Grid = ComponentType<Record<string, unknown>>;

// The piece is a module of its own and finds React by this name, which no other runtime on the page uses.
const KEY = `fo_widgets.react.${Math.random().toString(36).slice(2)}`;

export const loadGrid = (asset: (name: AssetName) => Promise<ArrayBuffer>): Promise<Grid> => {
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(KEY)] = { react: React, "react-dom": ReactDOM };
  return loadPiece<{ GridLayout: Grid }>("grid", asset, (code) => [`var __shared=globalThis[Symbol.for(${JSON.stringify(KEY)})];${code}`, "fow"]).then((piece) => piece.GridLayout);
};
