// Short hand for scenes: nested nodes to a flat map. A node's `id` replaces the one that its path gives.
export const node = (component, path, props = {}) => ({ component, path, ...props });
export const scene = (root, tree, surface = root.id ?? "panel") => {
  const nodes = {};
  const add = (n) => {
    const { children = [], id: own, ...rest } = n;
    const id = `${surface}:${own ?? n.path}`;
    nodes[id] = { id, type: "", view: {}, view_name: n.component, rules: {}, value: null, read_only: false, errors: [], events: [], ...rest, children: children.map(add) };
    return id;
  };
  const children = tree ? [add(tree)] : [];
  const id = surface;
  nodes[id] = { id, component: root.component, path: "", type: "", view: root.view, view_name: "", rules: {}, value: null, read_only: false, errors: [], events: [], children };
  return { root: id, nodes };
};
