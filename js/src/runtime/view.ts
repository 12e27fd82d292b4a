// Typed looks into a view's JSON: plugins may put anything there.
import type { CSSProperties } from "react";
import type { Json, Node } from "./wire";

export const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** A string, or a number written as one; anything else is undefined. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

export const number = (value: unknown): number | undefined => {
  const parsed = typeof value === "string" && value.trim() ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
};

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What a reader sees for any value. */
export const display = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
};

/** A plugin's size: numbers are percent, as in the App, strings are CSS. */
export const length = (value: unknown): string | undefined => {
  if (typeof value === "number") return Number.isFinite(value) ? `${value}%` : undefined;
  if (typeof value !== "string" || !/^[\w.%()+\-*/\s,]{1,60}$/.test(value) || /url/i.test(value)) return undefined;
  return /^\d+(\.\d+)?$/.test(value) ? `${value}%` : value;
};

// A cell has no height of its own, so a percentage has to mean a part of something.
const NOMINAL_HEIGHT = 480;

/** A height in CSS. A number is a percentage, of a nominal panel height of 480 px; above 100 it can only mean pixels. */
export const height = (value: unknown): string | undefined => {
  if (typeof value === "number" && value > 100) return `${value}px`;
  const raw = length(value);
  const percent = raw && /^(\d+(?:\.\d+)?)(%|vh)$/.exec(raw);
  return percent ? `${Math.round((Number(percent[1]) / 100) * NOMINAL_HEIGHT)}px` : raw;
};

/** The 8 px grid: numbers are steps of it, strings are CSS. */
export const spacing = (value: unknown): string | undefined => {
  if (typeof value === "number") return `${value * 8}px`;
  const raw = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? `${Number(value) * 8}px` : value;
  return typeof raw === "string" && /^[\w.%\s-]{1,40}$/.test(raw) ? raw : undefined;
};

const first = (...values: unknown[]): unknown => values.find((value) => value !== undefined && value !== null);

/** The box of a node: its width, its share of a 12-column row, and the room around it. */
export const boxStyle = (view: Json): CSSProperties | undefined => {
  const style: CSSProperties = {};
  const width = length(view.width);
  if (width) {
    style.width = width;
    style.maxWidth = "100%";
    style.flexBasis = "auto";
    style.flexGrow = 0;
  }
  const space = number(view.space);
  if (!width && space !== undefined && space > 0 && space < 12) {
    style.flex = `0 1 calc(${((space / 12) * 100).toFixed(4)}% - 16px * ${(12 - space) / 12})`;
    style.minWidth = "min(140px, 100%)";
  }
  const minWidth = length(view.min_width);
  if (minWidth) style.minWidth = minWidth;
  const maxWidth = length(view.max_width);
  if (maxWidth) style.maxWidth = maxWidth;
  return Object.keys(style).length ? style : undefined;
};

export const padding = (view: Json): string | undefined => spacing(first(view.padding, view.pad, view.p));

/** A component's own props for one of its parts, as plugins give them: never spread these into React. */
export const part = (node: Node, name: string): Json => {
  const props = node.view.componentsProps;
  const value = isObject(props) ? props[name] : undefined;
  return isObject(value) ? value : {};
};

export interface Choice {
  value: unknown;
  label: string;
  description?: string;
  caption?: string;
  icon?: string;
  disabled: boolean;
}

/** The choices of a node, from its rules or else its view. */
export const choicesOf = (node: Node): Choice[] => {
  const raw = list(node.rules.choices).length ? list(node.rules.choices) : list(node.view.choices);
  const source = raw.length ? raw : list(node.rules.values).map((value) => ({ value }));
  return source.filter(isObject).map((choice) => ({
    value: choice.value,
    label: text(choice.label) ?? display(choice.value),
    description: text(choice.description),
    caption: text(choice.caption),
    icon: text(choice.icon),
    disabled: Boolean(choice.disabled),
  }));
};
