// A plot's data and layout as plotly.js wants them, in the notebook's colours.
import { SERIES } from "./theme";
import { layoutTitles } from "./plotTitles";
import { isObject, list } from "./view";
import type { Json, Node } from "./wire";

/** The traces of a plot: a list of them, a single one, or a figure with `data`. */
export const tracesOf = (node: Pick<Node, "value" | "view">): Json[] => {
  const raw = isObject(node.value) && Array.isArray(node.value.data) && !("type" in node.value) ? node.value.data : (node.value ?? node.view.data);
  // plotly.js writes into what it is given.
  if (Array.isArray(raw)) return raw.filter(isObject).map((trace) => layoutTitles(trace) as Json);
  return isObject(raw) && Object.keys(raw).length ? [layoutTitles(raw) as Json] : list(node.view.data).filter(isObject).map((trace) => layoutTitles(trace) as Json);
};

const clone = (value: unknown): Json => (isObject(value) ? (structuredClone(layoutTitles(value)) as Json) : {});

// plotly.py puts its own template into every figure; it is made for white pages.
const isPlotlyDefault = (template: unknown): boolean => {
  const layout = isObject(template) && isObject(template.layout) ? template.layout : {};
  return layout.paper_bgcolor === "white" && String(layout.plot_bgcolor).toUpperCase() === "#E5ECF6";
};

// plotly.js goes from blue to red by itself, which says little to colour-blind eyes.
const scale = [{ colorscale: "Viridis" }];
const SCALED = { heatmap: scale, contour: scale, histogram2d: scale, histogram2dcontour: scale, surface: scale, scatter: [{ marker: scale[0] }], scattergl: [{ marker: scale[0] }] };

export const layoutFor = (node: Node, el: HTMLElement): Json => {
  const style = getComputedStyle(el);
  const color = (role: string) => style.getPropertyValue(`--fow-${role}`).trim();
  const figure = isObject(node.value) && !("type" in node.value) ? clone(node.value.layout) : {};
  const own: Json = { ...figure, ...clone(node.view.layout) };
  const axis = { gridcolor: color("border"), zerolinecolor: color("strong"), linecolor: color("strong"), automargin: true };
  const template = {
    data: SCALED,
    layout: {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      colorway: SERIES,
      font: { family: style.fontFamily, size: 12, color: color("text") },
      title: { font: { size: 14 } },
      xaxis: axis,
      yaxis: axis,
      hoverlabel: { bgcolor: color("raised"), bordercolor: color("strong"), font: { color: color("text") } },
      legend: { bgcolor: "rgba(0,0,0,0)" },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: color("muted"), activecolor: color("primary") },
      scene: { xaxis: axis, yaxis: axis, zaxis: axis },
      polar: { bgcolor: "rgba(0,0,0,0)" },
    },
  };
  // Axes from -1 to 6 say nothing; that there is no data does.
  const drawn = [own.shapes, own.images, own.annotations].some((each) => list(each).length);
  const nothing: Json =
    tracesOf(node).length || drawn
      ? {}
      : {
          xaxis: { ...(isObject(own.xaxis) ? own.xaxis : {}), visible: false },
          yaxis: { ...(isObject(own.yaxis) ? own.yaxis : {}), visible: false },
          annotations: [{ text: "Nothing to plot", showarrow: false, xref: "paper", yref: "paper", x: 0.5, y: 0.5, font: { size: 13, color: color("muted") } }],
        };
  const hasTitle = Boolean(isObject(own.title) ? own.title.text : own.title);
  return {
    margin: { l: 48, r: 16, t: hasTitle ? 48 : 32, b: 40 },
    uirevision: node.id,
    ...(node.events.includes("on_selected") ? { dragmode: "lasso" } : {}),
    ...own,
    ...nothing,
    autosize: true,
    width: undefined,
    height: undefined,
    template: own.template && !isPlotlyDefault(own.template) ? own.template : template,
  };
};
