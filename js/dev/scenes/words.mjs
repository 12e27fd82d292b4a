// Labels that are long, written from right to left, full of emoji, or missing.
import { node, scene } from "./build.mjs";

const LONG = "A label that goes on and on because somebody described everything in it, including the_name_of_a_field_that_has_no_spaces_at_all_and_does_not_end";
const RTL = "تسمية الحقل باللغة العربية מילים";
const EMOJI = "🐈‍⬛ Cats 👩🏽‍🚀 and 🇨🇭 flags 🎉";
const texts = [LONG, RTL, EMOJI];
const choices = texts.map((text, i) => ({ value: i, label: text, description: text }));
const of = (component, extra = {}) => texts.map((label, i) => node(component, `${component}${i}`, { type: "String", view: { label, description: label, placeholder: label, ...extra.view }, rules: extra.rules ?? {}, value: "value" in extra ? extra.value : label, events: ["change", "click"] }));

export default scene(
  { component: "Panel", id: "panel", view: { label: LONG, icon: "translate", help_markdown: LONG, uri: "@acme/demo/words", status: "ready", overlays: [], progress: { progress: 0.3, label: LONG } } },
  node("ObjectView", "", {
    type: "Object",
    children: [
      ...of("FieldView"),
      ...of("CheckboxView", { value: true }),
      ...of("DropdownView", { rules: { choices }, value: 0 }),
      ...of("RadioView", { rules: { choices }, value: 1 }),
      ...of("AutocompleteView", { rules: { choices }, value: 2 }),
      ...of("SliderView", { rules: { min: 0, max: 10 }, value: 4 }),
      node("TabsView", "tabs", { type: "Enum", view: { label: "Tabs" }, rules: { choices }, value: 1, events: ["change"] }),
      node("GridView", "buttons", { view_name: "HStackView", view: { orientation: "horizontal", gap: 1 }, children: of("ButtonView", { view: { icon: "pets" } }) }),
      ...of("AlertView"),
      ...of("HeaderView"),
      ...of("LabelValueView"),
      ...of("TextView"),
      node("TagsView", "tags", { view: { label: "Tags" }, value: [...texts, ""] }),
      node("KeyValueView", "kv", { view: { label: "Pairs" }, value: Object.fromEntries(texts.map((text) => [text, text])) }),
      node("TableView", "table", { view: { label: LONG, columns: texts.map((label, i) => ({ key: `c${i}`, label })) }, value: texts.map((text) => ({ c0: text, c1: text, c2: text })) }),
      node("TreeSelectionView", "tree", { type: "List", view: { label: RTL, data: [[LONG, texts]] }, value: [EMOJI], events: ["change"] }),
      node("JSONView", "json", { view: { label: EMOJI }, value: { [LONG]: RTL, [EMOJI]: [LONG] } }),
      node("MarkdownView", "md", { value: `# ${LONG}\n\n${RTL}\n\n- ${EMOJI}` }),
      node("TagsView", "notags", { view: { label: "No tags" }, value: [] }),
      node("KeyValueView", "nokv", { view: { label: "No pairs" }, value: {} }),
      node("TableView", "notable", { view: { label: "No rows" }, value: [] }),
      node("JSONView", "nojson", { view: { label: "No JSON" }, value: null }),
      node("DropdownView", "nodrop", { type: "Enum", view: { label: "No choices" }, rules: { choices: [] }, events: ["change"] }),
      node("RadioView", "noradio", { type: "Enum", view: { label: "No choices" }, rules: { choices: [] }, events: ["change"] }),
      node("ListView", "nolist", { type: "List", view: { label: "No items" }, rules: { element_type: "Object" }, value: [], events: ["change"] }),
      node("TreeSelectionView", "notree", { type: "List", view: { label: "No tree", data: [] }, value: [], events: ["change"] }),
      node("PlotlyView", "noplot", { view: { label: "No data", height: "160px" }, value: [] }),
      node("MediaPlayerView", "nomedia", { view: { label: "No media" }, value: null }),
      node("ImageView", "noimage", { view: { label: "No image" }, value: null }),
    ],
  }),
);
