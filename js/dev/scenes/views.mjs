import { node, scene } from "./build.mjs";

const input = (component, path, props) => node(component, path, { events: ["change"], ...props });
// A child that stands at its parent's own path.
const inside = (path, child) => [{ ...child, path, id: `${path}~` }];

export default scene(
  { component: "Panel", id: "panel", view: { label: "Further views", icon: "widgets", uri: "@acme/demo/views", status: "ready", overlays: [] } },
  node("GridView", "", {
    view: { orientation: "vertical", gap: 2 },
    children: [
      node("GridView", "menu", {
        view_name: "MenuView",
        view: { orientation: "horizontal", gap: 1, label: "Tools" },
        children: [
          input("DropdownView", "menu.key", { type: "Enum", view: { label: "Brain key" }, rules: { choices: [{ value: "clip", label: "clip" }] } }),
          ...["refresh", "download", "share", "delete", "settings", "help"].map((icon) => node("ButtonView", `menu.${icon}`, { view: { label: icon, icon }, events: ["click"] })),
        ],
      }),
      node("GridView", "folded", {
        view_name: "MenuView",
        view: { orientation: "horizontal", icon: "more_horiz", label: "Folded menu" },
        children: [node("ButtonView", "folded.a", { view: { label: "First" }, events: ["click"] }), node("ButtonView", "folded.b", { view: { label: "Second" }, events: ["click"] })],
      }),
      node("GridView", "buttons", {
        view_name: "HStackView",
        view: { orientation: "horizontal", gap: 1, align_y: "center" },
        children: [
          node("OperatorExecutionButtonView", "buttons.run", { view: { label: "Compute embeddings", icon: "play_arrow" }, events: ["click", "on_option_selected"] }),
          node("ModalView", "buttons.modal", { view: { label: "Tag samples", icon: "local_offer", modal: { icon: "local_offer", title: "Tag 12 samples", subtitle: "They are selected in the grid", body: "Tags are **added**, none is removed." }, primaryButton: { primaryText: "Add tags", primaryColor: "primary" }, secondaryButton: { secondaryText: "Cancel", secondaryColor: "secondary" }, functionality: "tagging" }, events: ["primaryButton", "secondaryButton"] }),
          node("PillBadgeView", "buttons.pill", { view: { text: "Reviewed", color: "success", show_icon: true } }),
        ],
      }),
      input("LazyFieldView", "lazy", { type: "String", view: { label: "Saved when it is left", save_on_blur: true }, value: "abc" }),
      input("LazyFieldView", "lazy2", { type: "String", view: { label: "Saved by hand", save_on_blur: false }, value: "abc" }),
      node("OneOfView", "either", { type: "OneOf", view: { label: "Threshold", chosen: 1 }, rules: { options: ["Automatic", "Number"] }, events: ["choose"], children: inside("either", input("FieldView", "either", { type: "Number", value: 0.5 })) }),
      node("ResolvablePropertyView", "resolved", { type: "ResolvableProperty", value: { error: null }, children: inside("resolved", input("DropdownView", "resolved", { type: "Enum", view: { label: "Resolved by the kernel" }, rules: { choices: [{ value: 1, label: "One" }] }, value: 1 })) }),
      node("ResolvablePropertyView", "resolving", { type: "ResolvableProperty", view: { label: "Not resolved yet" }, value: null }),
      node("ResolvablePropertyView", "broken", { type: "ResolvableProperty", view: { label: "Field" }, value: { error: "no such model" } }),
      node("LoaderView", "loading", { type: "Object", view: { label: "Loading models…" }, value: { state: "loading", error: null } }),
      node("LoaderView", "loaded", { type: "Object", view: { label: "Models" }, value: { state: "loaded", error: null }, children: [node("TagsView", "loaded.data", { value: ["clip", "dino"] })] }),
      node("LoaderView", "errored", { type: "Object", view: { label: "Models" }, value: { state: "errored", error: "The server said no." } }),
      input("TreeSelectionView", "tree", { type: "List", view: { label: "Samples by group", data: [["Train", ["s1", "s2", "s3"]], ["Test", ["s4", "s5"]], ["Empty", []]] }, value: ["s1", "s4", "s5"] }),
      input("FileExplorerView", "path", { type: "File", view: { label: "Checkpoint", extensions: [".pt"], default_path: "/home/ada" } }),
      input("RadioView", "target", { type: "Enum", view: { label: "Target view" }, rules: { choices: [{ value: "DATASET", label: "Dataset", description: "Entire dataset" }, { value: "CURRENT_VIEW", label: "Current view", description: "Samples matching filters" }, { value: "SELECTED_SAMPLES", label: "Selected samples", description: "No samples are selected", disabled: true }] }, value: "CURRENT_VIEW" }),
      node("TimelineView", "timeline", { type: "Void", view: { timeline_name: "video", total_frames: 120, loop: false, label: "Video" } }),
      node("FrameLoaderView", "frames", { type: "Object", view: { timeline_name: "video", target: "frame_label" }, value: null, events: ["on_load_range"] }),
      node("LabelValueView", "frame_label", { view: { label: "What is in the frame" }, value: "–" }),
      node("FrameLoaderView", "alone", { type: "Object", view: { timeline_name: "alone", label: "Frames" }, value: { frames: [null, "a", "b", "c"] } }),
      node("ButtonView", "carded", { view: { label: "In a card", container: { name: "PaperContainer", elevation: 1, rounded: true } }, events: ["click"] }),
      node("LabelValueView", "clickcard", { view: { label: "A card to click", container: { name: "OutlinedContainer", rounded: true } }, value: "Open it", events: ["container"] }),
      node("GridView", "cardgrid", { view_name: "VStackView", view: { label: "A card with a button in it", orientation: "vertical", variant: "outline" }, events: ["container"], children: [node("ButtonView", "cardgrid.b", { view: { label: "Inside" }, events: ["click"] }), node("LabelValueView", "cardgrid.t", { value: "Text inside" })] }),
      node("TableView", "selected", { view: { label: "Selected rows, columns and cells", columns: ["a", "b", "c"].map((key) => ({ key, label: key })), selected_rows: [0], selected_columns: [2], selected_cells: [{ row: 2, column: 0 }] }, value: [1, 2, 3].map((n) => ({ a: n, b: n * 2, c: n * 3 })) }),
      node("UnsupportedView", "unsupported", { type: "Void", view: { label: "Nothing" } }),
      node("MyPluginComponent", "plugin", { view_name: "ComponentView" }),
    ],
  }),
);

const FILES = {
  "/home/ada": [["models", "directory"], ["photos", "directory"], ["notes.txt", "file"]],
  "/home/ada/models": [["best.pt", "file"], ["last.pt", "file"]],
  "/home/ada/photos": [],
  "/home": [["ada", "directory"]],
  "/": [["home", "directory"]],
};

export const onAsk = ({ id, question, params }) => {
  if (question === "ways") return [{ way: "execute", label: "Execute", description: "Runs now" }, { way: "schedule", label: "Schedule", description: "Runs in the background" }];
  if (question !== "files") throw new Error(`${id} has no question ${question}`);
  if (params.list_filesystems) return { filesystems: [{ name: "file", default_path: "/home/ada" }] };
  const found = FILES[params.path];
  if (!found) return { error: `No such folder: '${params.path}'`, files: [] };
  return { files: found.map(([name, type]) => ({ name, type, size: 12345, date_modified: 1, absolute_path: `${params.path === "/" ? "" : params.path}/${name}` })) };
};

export const onEvent = (model, { id, event, params }) => {
  if (id === "panel:frames" && event === "on_load_range") {
    const frames = [...(model.scene.nodes[id].value?.frames ?? [])];
    for (let i = params.range[0]; i <= params.range[1]; i += 1) frames[i] = `frame ${i}`;
    model.patch({ set: { [id]: { value: { frames: Array.from(frames, (each) => each ?? null) } } } });
  }
  if (event === "choose") model.patch({ set: { [id]: { view: { ...model.scene.nodes[id].view, chosen: params.index } } } });
};
