// Every place where a plugin's text is shown, filled with texts that try to run code.
import { HOSTILE, SCRIPT_URLS } from "../hostile.mjs";
import { node, scene } from "./build.mjs";

const SIMPLE = ["MarkdownView", "LabelValueView", "AlertView", "HeaderView", "FieldView", "ButtonView", "TextView", "LinkView", "CheckboxView", "ErrorView", "StatusButtonView", "ToastView", "ProgressView", "LazyFieldView", "PillBadgeView", "LoadingView", "ModalView", "LoaderView", "ResolvablePropertyView", "UnsupportedView", "NoSuchView"];
const PER_PLOT = 16;

const shown = (text, i) => {
  const view = { label: text, description: text, caption: text, placeholder: text, title: text, text, message: text, tooltip: text, color: text, icon: text, variant: text, modal: { title: text, subtitle: text, body: text, icon: text } };
  const at = (component, props) => node(component, `${component}-${i}`, { type: "String", view, value: text, errors: [{ reason: text, path: "x" }], events: ["change", "click"], ...props });
  return [
    ...SIMPLE.map((component) => at(component, component === "ResolvablePropertyView" ? { value: { error: text } } : component === "LoaderView" ? { value: { state: "errored", error: text } } : {})),
    at("TagsView", { value: [text] }),
    at("JSONView", { value: { [text]: text, list: [text] } }),
    at("KeyValueView", { value: { [text]: text } }),
    at("DropdownView", { rules: { choices: [{ value: text, label: text, description: text, icon: text }] } }),
    at("RadioView", { rules: { choices: [{ value: text, label: text, description: text }] } }),
    at("TabsView", { rules: { choices: [{ value: text, label: text }] } }),
    at("TreeSelectionView", { view: { ...view, data: [[text, [text]]] }, value: [text] }),
    at("TableView", { view: { ...view, columns: [{ key: "a", label: text, width: text }], tooltips: [{ row: 0, column: 0, value: text }], row_actions: [{ name: text, label: text, icon: text, tooltip: text }] }, value: [{ a: text }] }),
  ];
};

const addressed = (url, i) => [
  node("LinkView", `link-${i}`, { view: { href: url, label: "link" }, value: url }),
  node("ButtonView", `href-${i}`, { view: { href: url, label: "button", icon: url } }),
  node("ImageView", `image-${i}`, { view: { href: url }, value: url }),
  node("MediaPlayerView", `media-${i}`, { value: { url } }),
  node("ButtonView", `css-${i}`, { view: { label: "css", color: `red;background:url(${url})`, width: `1px;background:url(${url})`, componentsProps: { container: { dangerouslySetInnerHTML: { __html: HOSTILE[0] } } } } }),
];

const plotted = (texts, i) =>
  node("PlotlyView", `plot-${i}`, {
    view: {
      label: texts[0],
      height: "240px",
      layout: {
        title: { text: texts[0] },
        xaxis: { title: { text: texts[1] } },
        yaxis: { title: texts[2] },
        annotations: texts.map((text) => ({ text, showarrow: false, hovertext: text, captureevents: true })),
        meta: texts[3],
      },
    },
    value: [{ type: "bar", name: texts[4], x: texts, y: texts.map((_, n) => n + 1), text: texts, hovertext: texts, hovertemplate: texts[5], texttemplate: texts[6] }],
    events: ["on_click"],
  });

const groups = Array.from({ length: Math.ceil(HOSTILE.length / PER_PLOT) }, (_, i) => HOSTILE.slice(i * PER_PLOT, (i + 1) * PER_PLOT));

export default scene(
  { component: "Panel", id: "panel", view: { label: HOSTILE[0], icon: HOSTILE[1], help_markdown: HOSTILE.join("\n\n"), error: { message: HOSTILE[0], traceback: HOSTILE.join("\n") }, status: "ready", overlays: [], progress: { progress: 0.5, label: HOSTILE[0] } } },
  node("GridView", "", { view: { orientation: "vertical" }, children: [...HOSTILE.flatMap(shown), ...[...SCRIPT_URLS, ...HOSTILE].flatMap(addressed), ...groups.map(plotted)] }),
);
