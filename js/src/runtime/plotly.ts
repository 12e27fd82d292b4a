// plotly.js, from the kernel's own plotly package, loaded with the first plot of the page.
import type { AssetName } from "../page";
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
const evaluate = async (code: string): Promise<Plotly> => {
  const body =
    "var before=globalThis.Plotly,define,module={exports:{}},exports=module.exports;" +
    `(function(){${code}\n}).call(globalThis);\nglobalThis.Plotly=before;`;
  const url = URL.createObjectURL(new Blob([body, "\nexport default module.exports"], { type: "text/javascript" }));
  try {
    return (await import(/* @vite-ignore */ url)).default as Plotly;
  } catch {
    return new Function(`${body}\nreturn module.exports`)() as Plotly;
  } finally {
    URL.revokeObjectURL(url);
  }
};

const KEY = Symbol.for("fo_widgets.plotly");
const world = globalThis as unknown as Record<symbol, Promise<Plotly> | undefined>;

/** plotly.js; asked for once a page. */
export const loadPlotly = (asset: (name: AssetName) => Promise<ArrayBuffer>): Promise<Plotly> => {
  const loading = (world[KEY] ??= asset("plotly").then((bytes) => evaluate(new TextDecoder().decode(bytes))));
  loading.catch(() => {
    if (world[KEY] === loading) world[KEY] = undefined;
  });
  return loading;
};
