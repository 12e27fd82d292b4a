// plotly.js, from the kernel's own plotly package, loaded with the first plot of the page.
import type { AssetName } from "../page";
import { loadPiece } from "./pieces";
import type { Json } from "./wire";

export interface PlotElement extends HTMLElement {
  on(event: string, listener: (data: unknown) => void): void;
  removeAllListeners(event?: string): void;
  data?: Json[];
}

export interface Plotly {
  react(el: HTMLElement, data: unknown[], layout: Json, config: Json): Promise<PlotElement>;
  purge(el: HTMLElement): void;
  Plots: { resize(el: HTMLElement): Promise<void> };
}

// The bundle looks for a module loader first, and a notebook page may have any; it also names itself on the window.
const wrap = (code: string): [string, string] => [
  "var before=globalThis.Plotly,define,module={exports:{}},exports=module.exports;" +
    `(function(){${code}\n}).call(globalThis);\nglobalThis.Plotly=before;`,
  "module.exports",
];

/** plotly.js; asked for once a page. */
export const loadPlotly = (asset: (name: AssetName) => Promise<ArrayBuffer>): Promise<Plotly> => loadPiece<Plotly>("plotly", asset, wrap);
