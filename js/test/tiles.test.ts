import assert from "node:assert/strict";
import test from "node:test";
import { columnsFor, copyTile, placeTiles, putTile, stepTile } from "../src/runtime/tiles";

const at = (tiles: { i: string; x: number; y: number; w: number; h: number }[]) => Object.fromEntries(tiles.map(({ i, x, y, w, h }) => [i, [x, y, w, h]]));

test("without columns, a dashboard is as square as its tiles allow, and never wider than four", () => {
  assert.deepEqual([0, 1, 2, 4, 5, 9, 30].map((count) => columnsFor({}, count)), [1, 1, 2, 2, 3, 3, 4]);
  assert.equal(columnsFor({ cols: 6 }, 2), 6);
});

test("saved places are kept, and new tiles take the first free ones", () => {
  const view = { items: [{ i: "a", x: 1, y: 0, w: 2, h: 1 }, { i: "gone", x: 0, y: 0, w: 1, h: 1 }] };
  assert.deepEqual(at(placeTiles(view, ["a", "b", "c"], 3)), { a: [1, 0, 2, 1], b: [0, 0, 1, 1], c: [0, 1, 1, 1] });
});

test("a saved place outside of the grid is moved into it", () => {
  assert.deepEqual(at(placeTiles({ items: [{ i: "a", x: 9, y: -1, w: 7, h: 0 }] }, ["a"], 3)), { a: [0, 0, 3, 1] });
});

test("an automatic layout forgets saved places", () => {
  assert.deepEqual(at(placeTiles({ auto_layout: true, items: [{ i: "b", x: 0, y: 0 }] }, ["a", "b"], 2)), { a: [0, 0, 1, 1], b: [1, 0, 1, 1] });
});

test("a step into another tile changes their places; a step out of the grid is none", () => {
  const tiles = placeTiles({}, ["a", "b"], 2);
  assert.deepEqual(at(stepTile(tiles, "a", "right", 2)), { a: [1, 0, 1, 1], b: [0, 0, 1, 1] });
  assert.deepEqual(at(stepTile(tiles, "a", "left", 2)), at(tiles));
  assert.deepEqual(at(stepTile(tiles, "a", "narrower", 2)), at(tiles));
  assert.deepEqual(at(stepTile(tiles, "a", "wider", 2)), { a: [0, 0, 2, 1], b: [1, 1, 1, 1] });
  assert.deepEqual(at(stepTile(tiles, "nobody", "left", 2)), at(tiles));
});

test("a copy takes the first place that is free for its size", () => {
  const tiles = [{ i: "a", x: 0, y: 0, w: 2, h: 1 }, { i: "b", x: 2, y: 0, w: 1, h: 1 }];
  assert.deepEqual(at(copyTile(tiles, "a", 3)), { a: [0, 0, 2, 1], b: [2, 0, 1, 1], "a-2": [0, 1, 2, 1] });
  assert.deepEqual(copyTile([...tiles, { i: "b-2", x: 0, y: 1, w: 1, h: 1 }], "b", 3).at(-1), { i: "b-3", x: 1, y: 1, w: 1, h: 1 });
});

test("a tile that is put on another moves that one down, and gaps close", () => {
  const tiles = [{ i: "a", x: 0, y: 0, w: 1, h: 1 }, { i: "b", x: 1, y: 0, w: 1, h: 1 }, { i: "c", x: 0, y: 1, w: 2, h: 1 }];
  assert.deepEqual(at(putTile(tiles, { i: "a", x: 1, y: 0, w: 1, h: 1 }, 2)), { a: [1, 0, 1, 1], b: [1, 1, 1, 1], c: [0, 2, 2, 1] });
  assert.deepEqual(at(putTile(tiles, { i: "a", x: 0, y: 0, w: 9, h: 1 }, 2)), { a: [0, 0, 2, 1], b: [1, 1, 1, 1], c: [0, 2, 2, 1] });
  assert.deepEqual(at(putTile(tiles, { i: "c", x: 0, y: 5, w: 1, h: 1 }, 2)), { a: [0, 0, 1, 1], b: [1, 0, 1, 1], c: [0, 1, 1, 1] });
});
