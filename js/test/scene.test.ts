import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "../src/runtime/scene";
import { node } from "./node";

const scene = () => {
  const made = new Scene();
  made.replace({ type: "scene", version: 3, root: "panel", nodes: { panel: node("panel", { children: ["a", "b"] }), a: node("a"), b: node("b") } });
  return made;
};

test("a patch of one field wakes only that node", () => {
  const it = scene();
  const woken: string[] = [];
  for (const id of ["panel", "a", "b"]) it.subscribe(id, () => woken.push(id));
  const [a, b] = [it.get("a"), it.get("b")];
  assert.equal(it.patch({ type: "patch", base: 3, version: 4, set: { a: { value: "x" } } }), "applied");
  assert.deepEqual(woken, ["a"]);
  assert.equal(it.get("a")!.value, "x");
  assert.notEqual(it.get("a"), a, "a changed node is a new object");
  assert.equal(it.get("b"), b);
});

test("nodes come and go", () => {
  const it = scene();
  it.patch({ type: "patch", base: 3, version: 4, add: { c: node("c") }, remove: ["b"], set: { panel: { children: ["a", "c"] } } });
  assert.deepEqual([...it.ids()].sort(), ["a", "c", "panel"]);
  assert.equal(it.get("b"), undefined);
});

test("a patch for another version is a gap and changes nothing", () => {
  const it = scene();
  assert.equal(it.patch({ type: "patch", base: 5, version: 6, set: { a: { value: "x" } } }), "gap");
  assert.equal(it.get("a")!.value, null);
  assert.equal(it.version, 3);
});

test("a patch that is already in is ignored", () => {
  assert.equal(scene().patch({ type: "patch", base: 2, version: 3, set: { a: { value: "x" } } }), "old");
});

test("a change of a node that is not there does no harm", () => {
  assert.equal(scene().patch({ type: "patch", base: 3, version: 4, set: { nowhere: { value: 1 } } }), "applied");
});

test("a whole scene replaces all, tells what is gone and wakes both", () => {
  const it = scene();
  const woken: string[] = [];
  for (const id of ["a", "b"]) it.subscribe(id, () => woken.push(id));
  const gone = it.replace({ type: "scene", version: 9, root: "panel", nodes: { panel: node("panel"), a: node("a", { value: 2 }) } });
  assert.deepEqual(gone, ["b"]);
  assert.deepEqual(woken.sort(), ["a", "b"]);
  assert.equal(it.version, 9);
});

test("what the page lays over a node is seen until it is taken away, over every new version of the node", () => {
  const it = scene();
  let woken = 0;
  it.subscribe("a", () => (woken += 1));
  it.dress("a", (node) => ({ ...node, value: `${String(node.value)}!` }));
  assert.equal(it.get("a")!.value, "null!");
  assert.equal(it.get("a"), it.get("a"), "the same object as long as nothing changes");
  it.patch({ type: "patch", base: 3, version: 4, set: { a: { value: "x" } } });
  assert.equal(it.get("a")!.value, "x!");
  it.dress("a", null);
  assert.equal(it.get("a")!.value, "x");
  assert.equal(woken, 3);
});
