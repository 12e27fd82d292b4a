// What the loader and the runtime agree on. Types only: several versions of both may meet on one page.

/** The names of the kernel's assets. */
export type AssetName = "runtime" | "plotly" | "icons" | "editor" | "grid";

/** The part of a Jupyter widget model that anywidget shows to us. */
export interface Model {
  get(key: string): unknown;
  send(content: object, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  on(event: string, listener: (...args: never[]) => void): void;
  off(event: string, listener: (...args: never[]) => void): void;
  widget_manager?: unknown;
}

/** One place on the page where a widget is shown. */
export interface View {
  model: Model;
  /** Hashes of the assets it has asked for. */
  wants: Set<string>;
}

/** One asset of the page: asked for once, kept for all widgets. */
export interface AssetEntry {
  name: AssetName;
  bytes: Promise<ArrayBuffer>;
  resolve(bytes: ArrayBuffer | PromiseLike<ArrayBuffer>): void;
  reject(reason: Error): void;
  /** The view whose kernel was asked. When it goes, another one asks. */
  asker?: View;
  done?: boolean;
  /** The evaluated code, for assets that are code. */
  module?: Promise<Loaded>;
}

/** `globalThis[Symbol.for("fo_widgets.page")]`. */
export interface Page {
  id: string;
  /** The number of the page's newest event. */
  seq: number;
  assets: Map<string, AssetEntry>;
  views: Set<View>;
}

/** What a widget hands over to the runtime. */
export interface Mount {
  model: Model;
  el: HTMLElement;
  page: Page;
  /** The unpacked bytes of an asset; asks the kernel at most once a page. */
  asset(name: AssetName): Promise<ArrayBuffer>;
}

/** The runtime's exports. */
export interface Loaded {
  mount(place: Mount): () => void;
}
