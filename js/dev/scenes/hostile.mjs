import { node, scene } from "./build.mjs";

const run = "window.ran=(window.ran??0)+1";
const texts = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `<svg onload="${run}">`,
  `[x](javascript:${run})`,
  `![x](javascript:${run})`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<a href="javascript:${run}">x</a>`,
  `<details open ontoggle="${run}">x</details>`,
  `"><img src=x onerror=${run}>`,
  `javascript:${run}`,
];
const urls = [`javascript:${run}`, `data:text/html,<script>parent.ran=1</script>`, `vbscript:x`];
const all = [];
texts.forEach((text, i) => {
  const view = { label: text, description: text, caption: text, placeholder: text, title: text };
  for (const component of ["MarkdownView", "LabelValueView", "AlertView", "HeaderView", "FieldView", "ButtonView", "JSONView", "TagsView", "TextView", "LinkView", "CheckboxView", "ErrorView", "KeyValueView"])
    all.push(node(component, `${component}-${i}`, { type: "String", view, value: component === "TagsView" ? [text] : component === "KeyValueView" ? { [text]: text } : text, errors: [{ reason: text, path: "x" }], events: ["change"] }));
  all.push(node("DropdownView", `drop-${i}`, { view, rules: { choices: [{ value: text, label: text, description: text, icon: text }] }, value: text }));
  all.push(node("TableView", `table-${i}`, { view: { ...view, columns: [{ key: "a", label: text }], tooltips: [{ row: 0, column: 0, value: text }] }, value: [{ a: text }] }));
});
urls.forEach((url, i) => {
  all.push(node("LinkView", `link-${i}`, { view: { href: url, label: "link" } }));
  all.push(node("ButtonView", `href-${i}`, { view: { href: url, label: "button", icon: url } }));
  all.push(node("ImageView", `image-${i}`, { view: { href: url }, value: url }));
  all.push(node("MediaPlayerView", `media-${i}`, { value: { url } }));
  all.push(node("ButtonView", `css-${i}`, { view: { label: "css", color: `red;background:url(${url})`, width: `1px;background:url(${url})`, componentsProps: { container: { dangerouslySetInnerHTML: { __html: texts[1] } } } } }));
});
all.push(node("PlotlyView", "plot", { view: { layout: { title: { text: texts[1] }, annotations: [{ text: `<a href="javascript:${run}">x</a>`, showarrow: false }] } }, value: [{ type: "bar", x: [texts[1]], y: [1], text: texts[1] }] }));

export default scene({ component: "Panel", id: "panel", view: { label: "Hostile", icon: texts[1], help_markdown: texts.join("\n\n"), status: "ready", overlays: [] } }, node("GridView", "", { view: { orientation: "vertical" }, children: all }));
