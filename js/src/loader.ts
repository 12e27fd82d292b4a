// The `_esm` of every widget. It fetches the page's runtime from the kernel once and hands the widget over to it.
import type { AssetEntry, AssetName, Loaded, Model, Page, View } from "./page";

const KEY = Symbol.for("fo_widgets.page");
const ANSWER_MS = 8000;
const world = globalThis as unknown as Record<symbol, Page | undefined>;
const page = (world[KEY] ??= { id: Math.random().toString(36).slice(2), seq: 0, assets: new Map(), views: new Set() });

const gunzip = (packed: DataView): Promise<ArrayBuffer> =>
  new Response(new Blob([packed as DataView<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

// A page may forbid one way of running fetched code and allow the other.
const evaluate = async (code: ArrayBuffer): Promise<Loaded> => {
  const text = new TextDecoder().decode(code);
  const url = URL.createObjectURL(new Blob([text, "\nexport default fow"], { type: "text/javascript" }));
  try {
    return (await import(url)).default;
  } catch {
    return new Function(text + "\nreturn fow")();
  } finally {
    URL.revokeObjectURL(url);
  }
};

const ask = (view: View, name: AssetName, hash: string, entry: AssetEntry) => {
  entry.asker = view;
  view.model.send({ type: "asset", page: page.id, name, hash });
};

const request = (view: View, name: AssetName, again?: boolean): Promise<ArrayBuffer> => {
  const hash = (view.model.get("_assets") as Record<string, string>)[name];
  if (!hash) return Promise.reject(new Error(`the kernel has no asset '${name}'`));
  let entry = page.assets.get(hash);
  if (!entry) {
    const made = { name } as AssetEntry;
    made.bytes = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    page.assets.set(hash, (entry = made));
  }
  const current = entry;
  view.wants.add(hash);
  if (!current.asker || again) ask(view, name, hash, current);
  // Another notebook's kernel may have been asked, and be dead.
  else
    setTimeout(() => {
      if (!current.done && page.views.has(view) && current.asker?.model.widget_manager !== view.model.widget_manager)
        ask(view, name, hash, current);
    }, 2000);
  return current.bytes;
};

const receive = (msg: Record<string, string>, buffers: DataView[]) => {
  const entry = page.assets.get(msg.hash!);
  if (msg.type !== "asset" || !entry || entry.done) return;
  if (msg.error) {
    page.assets.delete(msg.hash!);
    entry.reject(new Error(msg.error));
  } else if (buffers[0]) {
    entry.done = true;
    entry.resolve(gunzip(buffers[0]));
  }
};

const leave = (view: View) => {
  page.views.delete(view);
  for (const [hash, entry] of page.assets) {
    if (entry.done || entry.asker !== view) continue;
    entry.asker = undefined;
    for (const other of page.views) if (!entry.asker && other.wants.has(hash)) ask(other, entry.name, hash, entry);
  }
};

const note = (el: HTMLElement, text?: string, retry?: () => void) => {
  const box = document.createElement("div");
  box.setAttribute("role", "status");
  box.style.cssText =
    "box-sizing:border-box;min-height:88px;padding:12px 16px;border:1px solid var(--jp-border-color2,#8884);border-radius:4px;" +
    "font:13px/20px var(--jp-ui-font-family,sans-serif);color:var(--jp-ui-font-color1,inherit)";
  if (text) box.append(text);
  else
    for (const width of [30, 80, 60])
      box.insertAdjacentHTML("beforeend", `<div style="height:8px;margin:8px 0;border-radius:4px;background:#8883;width:${width}%"></div>`);
  box.setAttribute("aria-label", text ?? "Loading");
  if (retry) {
    const button = document.createElement("button");
    button.textContent = "Retry";
    button.style.cssText = "margin-left:12px;font:inherit;cursor:pointer";
    button.onclick = retry;
    box.append(button);
  }
  el.replaceChildren(box);
};

const render = ({ model, el }: { model: Model; el: HTMLElement }) => {
  const view: View = { model, wants: new Set() };
  const timers: ReturnType<typeof setTimeout>[] = [];
  let closed = false;
  let unmount: (() => void) | undefined;
  el.dataset.lmSuppressShortcuts = "true";
  page.views.add(view);
  model.on("msg:custom", receive);

  const quiet = () => timers.splice(0).forEach(clearTimeout);
  const start = (again?: boolean) => {
    quiet();
    const retry = () => start(true);
    if (el.closest(".jupyter-widgets-disconnected")) return note(el, "No kernel behind this output. Run the cell again.", retry);
    timers.push(
      setTimeout(() => note(el), again ? 0 : 300),
      setTimeout(() => note(el, "The kernel does not answer: it is busy, or not running.", retry), ANSWER_MS),
    );
    const hash = (model.get("_assets") as Record<string, string>).runtime!;
    request(view, "runtime", again)
      .then((code) => (page.assets.get(hash)!.module ??= evaluate(code)))
      .then((runtime) => {
        if (closed || unmount) return;
        quiet();
        el.replaceChildren();
        unmount = runtime.mount({ model, el, page, asset: (name: AssetName) => request(view, name) });
      })
      .catch((error) => {
        quiet();
        const entry = page.assets.get(hash);
        if (entry) entry.module = undefined;
        if (!closed) note(el, `This output could not be shown: ${error?.message ?? error}.`, retry);
      });
  };
  start();

  return () => {
    closed = true;
    quiet();
    model.off("msg:custom", receive);
    leave(view);
    unmount?.();
  };
};

export default { render };
