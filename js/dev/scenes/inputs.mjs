import { node, scene } from "./build.mjs";

const choices = [{ value: "a", label: "Apple", description: "A fruit that keeps the doctor away" }, { value: "b", label: "Banana" }, { value: "c", label: "Cherry", disabled: true, description: "Not in season" }, { value: "d", label: "A very long choice that has to wrap or be cut somewhere sensible" }];
const input = (component, path, props) => node(component, path, { events: ["change"], ...props });
export default scene(
  { component: "Panel", id: "panel", view: { label: "Inputs", icon: "tune", uri: "@acme/demo/inputs", status: "ready", overlays: [] } },
  node("ObjectView", "", {
    type: "Object",
    children: [
      input("FieldView", "text", { type: "String", view: { label: "Text", description: "Help with **Markdown**.", placeholder: "Type here" }, rules: { required: true } }),
      input("FieldView", "number", { type: "Number", view: { label: "Number" }, value: 3.5, rules: { float: true } }),
      input("TextFieldView", "password", { type: "String", view: { label: "Password", type: "password" }, value: "secret" }),
      input("TextFieldView", "lines", { type: "String", view: { label: "Several lines", multiline: true, rows: 3, descriptionView: "tooltip", description: "As a tooltip" }, value: "one\ntwo" }),
      input("FieldView", "ro", { type: "String", view: { label: "Read-only" }, value: "fixed", read_only: true }),
      input("CheckboxView", "check", { type: "Boolean", view: { label: "Checkbox", description: "With help" }, value: true }),
      input("SwitchView", "switch", { type: "Boolean", view: { label: "Switch" }, value: true }),
      input("RadioView", "radio", { type: "Enum", view: { label: "Radio", orientation: "horizontal" }, rules: { choices: choices.slice(0, 3), required: true }, value: "a" }),
      input("RadioView", "radio2", { type: "Enum", view: { label: "Radio, vertical" }, rules: { choices: choices.slice(0, 3) }, value: "b" }),
      input("DropdownView", "drop", { type: "Enum", view: { label: "Dropdown" }, rules: { choices }, value: null }),
      input("DropdownView", "drops", { type: "List", view: { label: "Several", multiple: true }, rules: { choices }, value: ["a", "d"] }),
      input("AutocompleteView", "auto", { type: "String", view: { label: "Autocomplete" }, rules: { choices }, value: "b" }),
      input("AutocompleteView", "autos", { type: "List", view: { label: "Autocomplete, several", allow_duplicates: false }, rules: { choices, element_type: "String" }, value: ["a", "own"] }),
      input("TabsView", "tabs", { type: "Enum", view: { label: "Tabs" }, rules: { choices: choices.slice(0, 3) }, value: "a" }),
      input("SliderView", "slider", { type: "Number", view: { label: "Slider" }, rules: { min: 0, max: 1, float: true }, value: 0.3 }),
      input("SliderView", "range", { type: "List", view: { label: "Range" }, rules: { min: 0, max: 50, element_type: "Number" }, value: [10, 30] }),
      input("DateTimeView", "when", { type: "String", view: { label: "When" }, value: "2024-05-01T10:30" }),
      input("DateTimeView", "day", { type: "String", view: { label: "Day", date_only: true }, value: null }),
      input("ColorView", "color", { type: "String", view: { label: "Colour" }, value: "#e69f00" }),
      input("CodeView", "code", { type: "String", view: { label: "Code", language: "python" }, value: "def hello(name: str) -> None:\n    # greet\n    print(f\"Hello {name}\", 42)\n" }),
      input("FileView", "file", { type: "UploadedFile", view: { label: "File" } }),
      input("FileExplorerView", "path", { type: "File", view: { label: "Folder", choose_dir: true } }),
      input("ListView", "tags", { type: "List", view: { label: "Tags" }, rules: { element_type: "String" }, value: ["one", "two"] }),
      node("ListView", "items", { type: "List", view: { label: "Objects" }, rules: { element_type: "Object" }, events: ["change"], children: [
        node("ObjectView", "items.0", { type: "Object", children: [input("FieldView", "items.0.name", { type: "String", view: { label: "Name" }, value: "x" })] }),
        node("ObjectView", "items.1", { type: "Object", children: [input("FieldView", "items.1.name", { type: "String", view: { label: "Name" }, value: "y" })] }),
      ] }),
      input("MapView", "map", { type: "Map", view: { label: "Map" }, value: { lr: 0.1, name: "adam" } }),
      input("PillBadgeView", "pill", { type: "String", view: { text: [["Not started", "primary"], ["Reviewed", "success"]], show_icon: true }, value: "Reviewed" }),
    ],
  }),
);
