// Hands on the tiles of a dashboard that the notebook draws as ipywidgets: dragging, resizing, and the arrow keys.
import type { Tile } from "./gridPiece";

// The lower right corner of a tile, by which it is resized.
const CORNER = 18;
const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PREVIEW = { transform: "", width: "", height: "", zIndex: "", opacity: "" };

interface Found {
  box: HTMLElement;
  tile: Tile;
}

interface Hold extends Found {
  resizes: boolean;
  x: number;
  y: number;
  rect: DOMRect;
  cell: { width: number; height: number };
}

export interface Tiles {
  tiles: readonly Tile[];
  columns: number;
  put(next: Tile): void;
}

const change = (tile: Tile, resizes: boolean, dx: number, dy: number): Tile => (resizes ? { ...tile, w: tile.w + dx, h: tile.h + dy } : { ...tile, x: tile.x + dx, y: tile.y + dy });

/** The boxes of the tiles of the dashboard that `el` belongs to, in the tiles' order. */
export const boxesOf = (el: Element): HTMLElement[] => [...(el.closest(".fwi-dashboard")?.querySelector(":scope > .fwi-tiles")?.children ?? [])] as HTMLElement[];

/** Follows hands until the returned function is called. The boxes come and go as the notebook likes, so the page listens. */
export const followHands = (el: Element, now: () => Tiles): (() => void) => {
  let hold: Hold | null = null;
  const find = (target: EventTarget | null): Found | null => {
    const box = target instanceof Element ? target.closest<HTMLElement>(".fwi-tile") : null;
    const tile = box && now().tiles[boxesOf(el).indexOf(box)];
    return tile ? { box: box!, tile } : null;
  };
  const down = (event: PointerEvent) => {
    const found = event.button === 0 ? find(event.target) : null;
    const target = event.target as Element;
    if (!found || target.closest("button, input, select, textarea, a")) return;
    const rect = found.box.getBoundingClientRect();
    const resizes = rect.right - event.clientX < CORNER && rect.bottom - event.clientY < CORNER;
    if (!resizes && !target.closest(".fwi-tile-bar")) return;
    event.preventDefault();
    const cell = { width: found.box.parentElement!.clientWidth / now().columns, height: rect.height / found.tile.h };
    hold = { ...found, resizes, x: event.clientX, y: event.clientY, rect, cell };
  };
  const move = (event: PointerEvent) => {
    if (!hold) return;
    const [dx, dy] = [event.clientX - hold.x, event.clientY - hold.y];
    const shape = hold.resizes ? { width: `${hold.rect.width + dx}px`, height: `${hold.rect.height + dy}px` } : { transform: `translate(${dx}px,${dy}px)` };
    Object.assign(hold.box.style, shape, { zIndex: "3", opacity: "0.85" });
  };
  const up = (event: PointerEvent) => {
    if (!hold) return;
    const { box, tile, resizes, x, y, cell } = hold;
    hold = null;
    Object.assign(box.style, PREVIEW);
    const [dx, dy] = [Math.round((event.clientX - x) / cell.width), Math.round((event.clientY - y) / cell.height)];
    if (event.type === "pointerup" && (dx || dy)) now().put(change(tile, resizes, dx, dy));
  };
  const key = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    const found = step && event.target instanceof Element && event.target.matches(".fwi-tile-handle") ? find(event.target) : null;
    if (!step || !found) return;
    // A notebook would go to the next cell.
    event.preventDefault();
    event.stopPropagation();
    now().put(change(found.tile, event.shiftKey, ...step));
  };
  const leave = new AbortController();
  const { signal } = leave;
  document.addEventListener("pointerdown", down, { signal });
  document.addEventListener("pointermove", move, { signal });
  document.addEventListener("pointerup", up, { signal });
  document.addEventListener("pointercancel", up, { signal });
  document.addEventListener("keydown", key, { signal, capture: true });
  return () => leave.abort();
};
