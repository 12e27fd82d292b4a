import { node, scene } from "./build.mjs";

const keys = ["apple", "bird", "cat", "dog", "horse"];
export default scene(
  { component: "Panel", id: "panel", view: { label: "Example panel", icon: "bar_chart", help_markdown: "A **panel** with `everything`.", uri: "@acme/demo/example", status: "ready", busy: false, error: null, progress: null, overlays: [] } },
  node("GridView", "", {
    view: { orientation: "vertical", gap: 2 },
    view_name: "GridView",
    children: [
      node("GridView", "menu", {
        view_name: "MenuView",
        view: { orientation: "horizontal", gap: 1, variant: "square", align_y: "center" },
        children: [
          node("DropdownView", "menu.key", { type: "Enum", view: { label: "Choose a brain key" }, rules: { choices: [{ value: "clip", label: "clip" }, { value: "dino", label: "dino" }] }, events: ["change"] }),
          node("ButtonView", "menu.more", { view: { label: "Learn more", icon: "help" }, events: ["click"] }),
          node("ButtonView", "menu.refresh", { view: { label: "Refresh", icon: "refresh" }, events: ["click"] }),
        ],
      }),
      node("MarkdownView", "md", { type: "String", value: "### Welcome\nUse the menu below to select **what** you would like to do next, or read [the docs](https://example.org). <img src=x onerror=alert(1)>\n\n1. First `code`\n2. Second" }),
      node("GridView", "stack", {
        view_name: "HStackView",
        view: { orientation: "horizontal", gap: 2, align_y: "center" },
        children: [
          node("AlertView", "stack.count", { view_name: "Notice", view: { label: "Count: 0" } }),
          node("ButtonView", "stack.increment", { view: { label: "Increment", icon: "add", variant: "contained" }, events: ["click"] }),
          node("ButtonView", "stack.decrement", { view: { label: "Decrement", icon: "remove", variant: "contained" }, events: ["click"] }),
          node("ButtonView", "stack.plain", { view: { label: "Plain" }, events: ["click"] }),
          node("ButtonView", "stack.off", { view: { label: "Disabled", disabled: true, variant: "contained" }, events: ["click"] }),
        ],
      }),
      node("LabelValueView", "event", { type: "String", view: { label: "The last event" }, value: "on_load" }),
      node("SliderView", "slider", { type: "Number", view: { label: "Example slider", description: "Between zero and ten." }, rules: { min: 0, max: 10, int: true }, value: 4, events: ["change"] }),
      node("FieldView", "name", { type: "String", view: { label: "Your name", placeholder: "e.g. Ada" }, value: null, events: ["change"] }),
      node("DropdownView", "dropdown", { type: "Enum", view: { label: "Dropdown menu" }, rules: { choices: keys.map((k) => ({ value: k, label: k, description: `Displays a button for ${k}` })) }, value: "cat", events: ["change"] }),
      node("PlotlyView", "plot", { type: "Object", view: { layout: { title: { text: "Interactive histogram", automargin: true }, xaxis: { title: "Labels" }, yaxis: { title: "Count" } }, height: "280px" }, value: [{ x: keys, y: [3, 5, 2, 8, 4], type: "bar" }], events: ["on_click"] }),
      node("ButtonView", "reset", { view: { label: "Reset chart", variant: "contained" }, events: ["click"] }),
    ],
  }),
);

let count = 0;
export const onEvent = (model, { id, event }) => {
  if (id === "panel:stack.increment") model.patch({ set: { "panel:stack.count": { view: { label: `Count: ${(count += 1)}` } } } });
  if (event === "click" && id === "panel:menu.more") model.reply({ type: "toast", id: "t1", message: "Hi!", variant: "success" });
};
