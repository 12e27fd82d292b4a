import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Drafts } from "../src/runtime/drafts";

class Clock {
  now = 0;
  private timers = new Map<number, { at: number; callback: () => void }>();
  private count = 0;
  set(callback: () => void, ms: number) {
    this.timers.set((this.count += 1), { at: this.now + ms, callback });
    return this.count;
  }
  clear(timer: never) {
    this.timers.delete(timer as number);
  }
  pass(ms: number) {
    this.now += ms;
    for (const [id, { at, callback }] of [...this.timers]) {
      if (at > this.now) continue;
      this.timers.delete(id);
      callback();
    }
  }
}

let clock: Clock;
let sent: [number, string, unknown][];
let drafts: Drafts;

beforeEach(() => {
  clock = new Clock();
  sent = [];
  drafts = new Drafts((id, value) => sent.push([sent.length + 1, id, value]), clock);
});

const values = () => sent.map(([, , value]) => value);

test("typing is sent once it pauses for 150 ms", () => {
  for (const value of ["h", "he", "hel"]) {
    drafts.set("a", value, "typing");
    clock.pass(100);
  }
  assert.deepEqual(values(), []);
  clock.pass(60);
  assert.deepEqual(values(), ["hel"]);
});

test("what is typed while the kernel is slow is kept, shown, and sent after the answer", () => {
  drafts.set("a", "h", "typing");
  clock.pass(150);
  drafts.set("a", "hello", "typing");
  clock.pass(500);
  assert.deepEqual(values(), ["h"], "one change is under way at a time");
  drafts.acknowledge(1);
  assert.equal(drafts.get("a")!.value, "hello", "the old answer does not overwrite it");
  clock.pass(1);
  assert.deepEqual(values(), ["h", "hello"]);
});

test("an answer that never comes does not hold back the next change for ever", () => {
  drafts.set("a", 1, "done");
  drafts.set("a", 2, "live");
  clock.pass(3000);
  assert.deepEqual(values(), [1, 2]);
});

test("leaving a field sends what waits", () => {
  drafts.set("a", "x", "typing");
  drafts.release("a");
  assert.deepEqual(values(), ["x"]);
  clock.pass(1000);
  assert.deepEqual(values(), ["x"], "and only once");
});

test("a field keeps its draft while a person is in it, and gives it up when it is left", () => {
  drafts.set("a", "x", "typing");
  clock.pass(150);
  drafts.acknowledge(1);
  assert.equal(drafts.get("a")!.value, "x");
  drafts.release("a");
  assert.equal(drafts.get("a"), undefined);
});

test("after Enter, the kernel's answer wins even though the field has focus", () => {
  drafts.set("a", "x", "typing");
  drafts.release("a");
  assert.ok(drafts.get("a"));
  drafts.acknowledge(1);
  assert.equal(drafts.get("a"), undefined);
});

test("dragging sends at once, then the newest value only after the answer", () => {
  for (const value of [1, 2, 3, 4]) drafts.set("s", value, "live");
  assert.deepEqual(values(), [1]);
  drafts.acknowledge(1);
  clock.pass(0);
  assert.deepEqual(values(), [1, 4]);
});

test("a choice is sent at once and dropped when it is acknowledged", () => {
  drafts.set("d", "cat", "done");
  assert.equal(drafts.get("d")!.value, "cat");
  drafts.acknowledge(1);
  assert.equal(drafts.get("d"), undefined);
});

test("an acknowledgement of an older event leaves a newer change alone", () => {
  drafts.set("a", 1, "done");
  drafts.set("a", 2, "done");
  drafts.acknowledge(1);
  assert.equal(drafts.get("a")!.value, 2);
  drafts.acknowledge(2);
  assert.equal(drafts.get("a"), undefined);
});

test("everything that waits can be flushed before another event, in order", () => {
  drafts.set("a", "x", "typing");
  drafts.set("b", "y", "typing");
  drafts.flush();
  assert.deepEqual(sent.map(([, id]) => id), ["a", "b"]);
});

test("a draft wakes the listeners of its field only", () => {
  const woken: string[] = [];
  drafts.subscribe("a", () => woken.push("a"));
  drafts.subscribe("b", () => woken.push("b"));
  drafts.set("a", 1, "done");
  assert.ok(woken.length > 0 && woken.every((id) => id === "a"));
});

test("a removed field forgets its draft and sends nothing more", () => {
  drafts.set("a", "x", "typing");
  drafts.forget(["a"]);
  clock.pass(1000);
  assert.deepEqual(values(), []);
});

test("letting go of a slider does not say once more what dragging has said", () => {
  drafts.set("a", [1, 2], "live");
  drafts.set("a", [1, 2], "done");
  assert.deepEqual(values(), [[1, 2]]);
  drafts.set("a", [1, 3], "done");
  assert.deepEqual(values(), [[1, 2], [1, 3]]);
});
