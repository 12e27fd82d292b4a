import assert from "node:assert/strict";
import { test } from "node:test";
import { iconName } from "../src/runtime/iconName";
import { parseText } from "../src/runtime/numbers";
import { layoutTitles } from "../src/runtime/plotTitles";
import { clickParams, pointsOf } from "../src/runtime/plotPoints";
import { actionsOf, columnsOf, rowsOf } from "../src/runtime/tableRows";
import { choicesOf, height, length, spacing } from "../src/runtime/view";
import { node } from "./node";

test("numbers are percent, texts are CSS, anything else is nothing", () => {
  assert.equal(length(50), "50%");
  assert.equal(length("50"), "50%");
  assert.equal(length("400px"), "400px");
  assert.equal(length("calc(100% - 8px)"), "calc(100% - 8px)");
  for (const bad of ["url(https://evil.example)", "1px;position:fixed", {}, null, NaN]) assert.equal(length(bad), undefined);
  assert.equal(height(50), "240px");
  assert.equal(spacing(2), "16px");
  assert.equal(spacing("red;}"), undefined);
});

test("an emptied field is null, a number is a number, and half a number stays a text", () => {
  assert.equal(parseText("String", ""), null);
  assert.equal(parseText("String", "5"), "5");
  assert.equal(parseText("Number", ""), null);
  assert.equal(parseText("Number", " 5 "), 5);
  assert.equal(parseText("Number", "1e-4"), 0.0001);
  assert.equal(parseText("Number", "-"), "-");
  assert.equal(parseText("Number", "0x10"), "0x10");
});

test("icons are found under all their spellings", () => {
  for (const raw of ["more_vert", "MoreVertIcon", "more-vert", "MoreVert", "more vert"]) assert.equal(iconName(raw), "more_vert");
});

test("choices come from the rules, else the view, else the values", () => {
  assert.deepEqual(choicesOf(node("a", { rules: { choices: [{ value: 1, label: "One" }] } })).map((choice) => choice.label), ["One"]);
  assert.deepEqual(choicesOf(node("a", { view: { choices: [{ value: true }] } })).map((choice) => choice.label), ["true"]);
  assert.deepEqual(choicesOf(node("a", { rules: { values: ["x", 2] } })).map((choice) => choice.value), ["x", 2]);
});

test("a table takes rows, columns, or nonsense", () => {
  assert.deepEqual(rowsOf([{ a: 1 }, { a: 2 }]), [{ a: 1 }, { a: 2 }]);
  assert.deepEqual(rowsOf({ a: [1, 2], b: ["x", "y"] }), [{ a: 1, b: "x" }, { a: 2, b: "y" }]);
  assert.deepEqual(rowsOf("nonsense"), []);
  assert.deepEqual(columnsOf({ view: {} }, [{ a: 1 }, { b: 2 }]).map((column) => column.key), ["a", "b"]);
  assert.deepEqual(columnsOf({ view: { columns: [{ key: "a", label: "A" }] } }, []).map((column) => column.label), ["A"]);
});

test("an action is hidden in the rows that say false", () => {
  const [action] = actionsOf({ view: { row_actions: [{ name: "edit", rows: [true, false] }] } });
  assert.deepEqual([0, 1, 2].map((row) => action!.shownIn(row)), [true, false, true]);
});

const point = { curveNumber: 1, pointNumber: 3, pointIndex: 3, x: 4, y: 5, data: { name: "t", ids: ["a", "b", "c", "d"] }, fullData: { type: "scatter", name: "t" } };

test("a click on a scatter gives x, y and the id", () => {
  assert.deepEqual(clickParams(point, true), { trace: "t", trace_idx: 1, idx: 3, x: 4, y: 5, z: null, value: null, label: null, range: null, shift_pressed: true });
});

test("a click on a histogram gives the bin, on a bar its width, on a pie its slice", () => {
  const histogram = clickParams({ curveNumber: 0, binNumber: 2, x: 25, y: 7, fullData: { type: "histogram", xbins: { start: 0, end: 100, size: 10 } } }, false);
  assert.deepEqual(histogram.range, [20, 30]);
  const bar = clickParams({ curveNumber: 0, pointNumber: 1, x: 2, y: 7, data: { width: 0.5 }, fullData: { type: "bar" } }, false);
  assert.deepEqual(bar.range, [2, 2.5]);
  const pie = clickParams({ curveNumber: 0, pointNumber: 1, value: 12, label: "cat", fullData: { type: "pie" } }, false);
  assert.deepEqual([pie.value, pie.label, pie.range], [12, "cat", null]);
});

test("a click on a heat map gives its row and column", () => {
  assert.deepEqual(clickParams({ curveNumber: 0, pointIndex: [2, 5], x: "a", y: "b", z: 0.5, fullData: { type: "heatmap" } }, false).idx, [2, 5]);
});

test("a selection names its points", () => {
  assert.deepEqual(pointsOf([point]), [{ trace: "t", trace_idx: 1, idx: 3, id: "d", x: 4, y: 5, z: null }]);
});

test("plain titles become what plotly.js now wants, and only titles", () => {
  assert.deepEqual(layoutTitles({ title: "T", xaxis: { title: "X" }, yaxis2: { title: { text: "Y" } }, meta: { title: "kept" } }), {
    title: { text: "T" },
    xaxis: { title: { text: "X" } },
    yaxis2: { title: { text: "Y" } },
    meta: { title: "kept" },
  });
});
