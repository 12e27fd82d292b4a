// What a plugin learns of the points that were clicked or selected, by type of trace.
import { number } from "./view";
import type { Json } from "./wire";

export interface PlotPoint {
  curveNumber: number;
  pointNumber?: number | number[];
  pointIndex?: number | number[];
  pointNumbers?: number[];
  binNumber?: number;
  id?: unknown;
  x?: unknown;
  y?: unknown;
  z?: unknown;
  lon?: unknown;
  lat?: unknown;
  value?: unknown;
  label?: unknown;
  data?: Json;
  fullData?: Json;
}

const or = (value: unknown): unknown => (value === undefined ? null : value);

const nameOf = (point: PlotPoint): unknown => or(point.data?.name ?? point.fullData?.name);

const indexOf = (point: PlotPoint): unknown => or(point.pointIndex ?? point.pointNumber ?? point.binNumber);

const binOf = (point: PlotPoint): [number, number] | null => {
  const horizontal = point.fullData?.orientation === "h";
  const bins = (horizontal ? point.fullData?.ybins : point.fullData?.xbins) as Json | undefined;
  const at = number(horizontal ? point.y : point.x);
  const size = number(bins?.size);
  const start = number(bins?.start);
  if (size === undefined) return null;
  if (start !== undefined && point.binNumber !== undefined) return [start + point.binNumber * size, start + (point.binNumber + 1) * size];
  return at === undefined ? null : [at - size / 2, at + size / 2];
};

const rangeOf = (point: PlotPoint): [number, number] | null => {
  if (point.fullData?.type === "histogram") return binOf(point);
  const x = number(point.x);
  const width = number(point.data?.width);
  return point.fullData?.type === "bar" && x !== undefined && width !== undefined ? [x, x + width] : null;
};

export const clickParams = (point: PlotPoint, shiftPressed: boolean): Json => ({
  trace: nameOf(point),
  trace_idx: point.curveNumber,
  idx: indexOf(point),
  x: or(point.x ?? point.lon),
  y: or(point.y ?? point.lat),
  z: or(point.z),
  value: or(point.value),
  label: or(point.label),
  range: rangeOf(point),
  shift_pressed: shiftPressed,
  ...(point.id === undefined ? {} : { id: point.id }),
});

export const pointsOf = (points: readonly PlotPoint[]): Json[] =>
  points.map((point) => {
    const index = indexOf(point);
    const ids = point.data?.ids as ArrayLike<unknown> | undefined;
    return {
      trace: nameOf(point),
      trace_idx: point.curveNumber,
      idx: index,
      id: or(point.id ?? (typeof index === "number" ? ids?.[index] : undefined)),
      x: or(point.x ?? point.lon),
      y: or(point.y ?? point.lat),
      z: or(point.z),
    };
  });

const DEEPEST = 6;

/** The plain part of what plotly.js hands out: without its own books, elements and circles. */
export const brief = (data: unknown, depth = 0): unknown => {
  if (data === null || ["string", "number", "boolean"].includes(typeof data)) return data;
  if (typeof data !== "object" || depth > DEEPEST || data instanceof globalThis.Node || data instanceof globalThis.Event) return null;
  if (Array.isArray(data) || ArrayBuffer.isView(data)) return Array.from(data as ArrayLike<unknown>, (each) => brief(each, depth + 1));
  const own = Object.entries(data).filter(([key, value]) => !/^(_|full[A-Z]|event$)/.test(key) && typeof value !== "function" && value !== undefined);
  return Object.fromEntries(own.map(([key, value]) => [key, brief(value, depth + 1)]));
};
