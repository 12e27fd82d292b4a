import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { PART, Parcels } from "../src/runtime/parcels";
import type { Json } from "../src/runtime/wire";

let sent: { message: Json; bytes: Uint8Array | null }[];
let parcels: Parcels;

beforeEach(() => {
  sent = [];
  parcels = new Parcels((message, buffers) => void sent.push({ message, bytes: buffers ? new Uint8Array(buffers[0]!) : null }));
});

const large = { type: "event", params: { value: "é".repeat(PART) } };

test("a small message goes as it is", () => {
  parcels.post({ type: "event", params: { value: 1 } });
  assert.deepEqual(sent, [{ message: { type: "event", params: { value: 1 } }, bytes: null }]);
});

test("a large one goes in parts, each when the one before has arrived, and makes the same message", () => {
  parcels.post(large);
  assert.equal(parcels.share.get(), 0);
  let step = 0;
  while (parcels.share.get() !== null && step++ < 10) parcels.arrived(sent.at(-1)!.message.parcel);
  assert.deepEqual(sent.map(({ message }) => message.index), [0, 1, 2]);
  assert.ok(sent.every(({ bytes }) => bytes!.length <= PART));
  const text = new TextDecoder().decode(Uint8Array.from(sent.flatMap(({ bytes }) => [...bytes!])));
  assert.deepEqual(JSON.parse(text), large);
});

test("no later event overtakes it", () => {
  parcels.post(large);
  parcels.post({ type: "event", seq: 2 });
  assert.equal(sent.length, 1);
  while (parcels.share.get() !== null) parcels.arrived(sent.at(-1)!.message.parcel);
  assert.deepEqual(sent.at(-1)!.message, { type: "event", seq: 2 });
});

test("an answer about another parcel moves nothing", () => {
  parcels.post(large);
  parcels.arrived("parcel-99");
  assert.equal(sent.length, 1);
});
