// Titles of plots, axes and colour bars.
import { isObject } from "./view";
import type { Json } from "./wire";

const PARTS = /^([xyz]axis\d*|scene\d*|polar\d*|(radial|angular)axis|coloraxis\d*|colorbar|marker|legend\d*)$/;

/** The same with `title: "text"` as `title: {text}`: older plotly.js took both, and plugins still give the first. */
export const layoutTitles = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  const out: Json = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "title" && typeof item === "string") out[key] = { text: item };
    else out[key] = PARTS.test(key) ? layoutTitles(item) : item;
  }
  return out;
};
