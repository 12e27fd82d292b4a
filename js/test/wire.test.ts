import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../src/runtime/wire";

const bytes = (array: ArrayBufferView, offset = 0): DataView => {
  const frame = new Uint8Array(offset + array.byteLength);
  frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
  return new DataView(frame.buffer, offset, array.byteLength);
};

test("a buffer reference becomes a typed array, at any depth", () => {
  const message = { set: { plot: { value: [{ x: { $buffer: 0, dtype: "float64", shape: [3] }, name: "a" }] } } };
  const out = unpack(message, [bytes(Float64Array.of(1, 2.5, -3))]);
  const trace = out.set.plot.value[0] as unknown as { x: Float64Array; name: string };
  assert.deepEqual(trace.x, Float64Array.of(1, 2.5, -3));
  assert.equal(trace.name, "a");
});

test("a buffer that does not start on a multiple of its item size is read all the same", () => {
  const out = unpack({ $buffer: 0, dtype: "int32", shape: [2] } as unknown, [bytes(Int32Array.of(7, -8), 3)]);
  assert.deepEqual(out, Int32Array.of(7, -8));
});

test("two dimensions become rows", () => {
  const out = unpack({ $buffer: 0, dtype: "float32", shape: [2, 3] } as unknown, [bytes(Float32Array.of(1, 2, 3, 4, 5, 6))]) as Float32Array[];
  assert.equal(out.length, 2);
  assert.deepEqual([...out[1]!], [4, 5, 6]);
});

test("64-bit integers become numbers", () => {
  assert.deepEqual(unpack({ $buffer: 0, dtype: "int64", shape: [2] } as unknown, [bytes(BigInt64Array.of(5n, -6n))]), Float64Array.of(5, -6));
});

test("a message without buffers is the same object", () => {
  const message = { a: [1, { b: 2 }] };
  assert.equal(unpack(message, []), message);
  assert.equal(unpack(message, [bytes(Uint8Array.of(1))]), message);
});

test("a missing buffer and an unknown dtype are named", () => {
  assert.throws(() => unpack({ $buffer: 4 }, [bytes(Uint8Array.of(1))]), /buffer 4/);
  assert.throws(() => unpack({ $buffer: 0, dtype: "complex64" }, [bytes(Uint8Array.of(1))]), /complex64/);
});
