// The flat map of nodes, and how messages of the kernel change it.
import { Keyed, Observable } from "./observable";
import type { Node, PatchMessage, SceneMessage } from "./wire";

/** "gap": the patch belongs on a version that is not here; "old": it is already in. */
export type Applied = "applied" | "old" | "gap";

export type Dress = (node: Node) => Node;

export class Scene {
  readonly root = new Observable<string | null>(null);
  version = -1;
  private nodes = new Map<string, Node>();
  private readonly keyed = new Keyed();

  private readonly dresses = new Map<string, Dress>();
  private readonly dressed = new Map<string, { from: Node; to: Node }>();

  /** A node as it is shown: with what the page itself lays over it. */
  get = (id: string): Node | undefined => {
    const node = this.nodes.get(id);
    const dress = this.dresses.get(id);
    if (!node || !dress) return node;
    const known = this.dressed.get(id);
    if (known?.from === node) return known.to;
    const to = dress(node);
    this.dressed.set(id, { from: node, to });
    return to;
  };

  /** Lays something over a node until it is taken away (null): the frame that a timeline is at, for example. */
  dress(id: string, dress: Dress | null): void {
    if (dress) this.dresses.set(id, dress);
    else if (!this.dresses.delete(id)) return;
    this.dressed.delete(id);
    this.keyed.notify([id]);
  }

  subscribe = (id: string, listener: () => void) => this.keyed.subscribe(id, listener);

  ids(): Iterable<string> {
    return this.nodes.keys();
  }

  /** Takes over a whole scene. Returns the ids that are gone. */
  replace(message: SceneMessage): string[] {
    const before = this.nodes;
    this.nodes = new Map(Object.entries(message.nodes));
    this.version = message.version;
    const gone = [...before.keys()].filter((id) => !this.nodes.has(id));
    this.keyed.notify([...this.nodes.keys(), ...gone]);
    this.root.set(message.root);
    return gone;
  }

  patch(message: PatchMessage): Applied {
    if (message.version <= this.version) return "old";
    if (message.base !== this.version) return "gap";
    const touched: string[] = [];
    for (const [id, node] of Object.entries(message.add ?? {})) {
      this.nodes.set(id, node);
      touched.push(id);
    }
    for (const [id, change] of Object.entries(message.set ?? {})) {
      const node = this.nodes.get(id);
      if (!node) continue;
      this.nodes.set(id, { ...node, ...change });
      touched.push(id);
    }
    for (const id of message.remove ?? []) {
      this.nodes.delete(id);
      touched.push(id);
    }
    this.version = message.version;
    this.keyed.notify(touched);
    return "applied";
  }
}
