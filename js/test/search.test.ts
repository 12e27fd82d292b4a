import assert from "node:assert/strict";
import test from "node:test";
import { isLong, searchJson } from "../src/runtime/jsonSearch";
import { orderOf } from "../src/runtime/tableRows";

test("keys and plain values are found, whatever their case, with the way to them", () => {
  const value = { Name: "cat", list: [{ label: "CATS" }, 3, null], other: { cat: true } };
  const { found, count } = searchJson(value, "cat");
  assert.equal(count, 3);
  assert.deepEqual(found.map(({ path }) => path.join(".")), ["Name", "list.0.label", "other.cat"]);
});

test("numbers, booleans and nothing are found as they are written", () => {
  assert.deepEqual(searchJson({ a: 12, b: true, c: null }, "tru").found.map(({ path }) => path), [["b"]]);
  assert.equal(searchJson([1, 21, 3], "1").count, 2, "an entry counts once, be it for its key or its value");
});

test("of many that are found, only the first come in full", () => {
  const { found, count } = searchJson(Array.from({ length: 1000 }, () => "x"), "x", 10);
  assert.deepEqual([found.length, count], [10, 1000]);
});

test("a value is long when it has more entries than one sees at once", () => {
  assert.equal(isLong({ a: 1, b: [1, 2, 3] }), false);
  assert.equal(isLong(Array.from({ length: 31 }, (_, i) => i)), true);
  assert.equal(isLong(new Float64Array(100)), true);
  assert.equal(isLong("a long text".repeat(1000)), false);
});

test("rows are ordered by numbers, by words with numbers in them, and nothing comes last in both directions", () => {
  const rows = [{ n: 10, s: "a10" }, { n: null, s: "a9" }, { n: 9, s: null }, { n: 9, s: "b" }];
  assert.deepEqual([...orderOf(rows, "n", false)], [2, 3, 0, 1]);
  assert.deepEqual([...orderOf(rows, "n", true)], [0, 2, 3, 1]);
  assert.deepEqual([...orderOf(rows, "s", false)], [1, 0, 3, 2]);
});
