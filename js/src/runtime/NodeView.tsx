// Draws one node of the scene: subscribes to it alone, gives it its box, and keeps its failures to itself.
import { Component, memo, type ErrorInfo, type ReactNode, useCallback, useSyncExternalStore } from "react";
import { Card } from "./card";
import { useConnection } from "./context";
import { find, type Place } from "./registry";
import { boxStyle, isObject, padding, text } from "./view";
import type { Node } from "./wire";

const warned = new Set<string>();

const Placeholder = ({ node }: { node: Node }) => {
  if (!warned.has(node.component)) {
    warned.add(node.component);
    console.warn(`[fo_widgets] no component '${node.component}' (at '${node.path}')`);
  }
  return (
    <div className="fow-placeholder" role="note">
      <strong>{node.component}</strong> is not available in notebooks{node.path ? ` (${node.path})` : ""}: it belongs to a plugin's JavaScript, or is not known.
    </div>
  );
};

interface BoundaryState {
  error: Error | null;
  node: Node;
}

// A new version of the node is a new chance.
class Boundary extends Component<{ node: Node; children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null, node: this.props.node };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  static getDerivedStateFromProps(props: { node: Node }, state: BoundaryState) {
    return props.node === state.node ? null : { node: props.node, error: null };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(`[fo_widgets] '${this.props.node.component}' failed`, error, info.componentStack);
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div className="fow-placeholder" role="alert">
        <strong>{this.props.node.component}</strong> could not be drawn: {this.state.error.message}
      </div>
    );
  }
}

const CLASSES: Record<Place, string> = {
  block: "fow-node fow-block",
  field: "fow-node fow-field-node",
  text: "fow-node fow-text",
  inline: "fow-node fow-inline",
};

// These take their room themselves, inside of their card.
const OWN_PADDING = new Set(["GridView", "ObjectView"]);

export const useNode = (id: string): Node | undefined => {
  const { scene } = useConnection();
  const subscribe = useCallback((listener: () => void) => scene.subscribe(id, listener), [scene, id]);
  return useSyncExternalStore(subscribe, () => scene.get(id));
};

// Grids and objects draw their card themselves, around their own heading.
const OWN_CARD = new Set(["GridView"]);

/** The card that a plugin puts around a component. */
const Contained = ({ node, children }: { node: Node; children: ReactNode }) => {
  const { emit } = useConnection();
  const container = isObject(node.view.container) ? node.view.container : null;
  if (!container || OWN_CARD.has(node.component)) return <>{children}</>;
  return (
    <Card
      paper={container.name === "PaperContainer"}
      label={text(node.view.label)}
      style={{ padding: 12, borderRadius: container.rounded === false ? 0 : undefined }}
      onClick={node.events.includes("container") ? () => emit(node.id, "container") : undefined}
    >
      {children}
    </Card>
  );
};

export const NodeView = memo(({ id }: { id: string }) => {
  const node = useNode(id);
  if (!node || node.component === "HiddenView") return null;
  const entry = find(node.component);
  const style = boxStyle(node.view);
  const room = OWN_PADDING.has(node.component) ? undefined : padding(node.view);
  const Draw = entry?.Component ?? Placeholder;
  return (
    <div
      className={CLASSES[entry?.place ?? "block"]}
      data-component={node.component}
      data-path={node.path}
      data-sized={style ? "" : undefined}
      style={room ? { ...style, padding: room } : style}
    >
      <Boundary node={node}>
        <Contained node={node}>
          <Draw node={node} />
        </Contained>
      </Boundary>
    </div>
  );
});
NodeView.displayName = "NodeView";

export const Nodes = ({ ids }: { ids: readonly string[] }) => (
  <>
    {ids.map((id) => (
      <NodeView key={id} id={id} />
    ))}
  </>
);
