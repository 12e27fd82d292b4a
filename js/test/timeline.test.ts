import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { Timeline } from "../src/runtime/timeline";

const made = (total: number) => {
  const timeline = new Timeline();
  timeline.total.set(total);
  return timeline;
};

test("a timeline stays within its frames", () => {
  const timeline = made(10);
  timeline.seek(99);
  assert.equal(timeline.frame.get(), 10);
  timeline.seek(-3);
  assert.equal(timeline.frame.get(), 1);
});

test("it plays to its end, waits for frames that are not here, and begins anew in a loop", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const timeline = made(3);
    let ready = false;
    timeline.ready = () => ready;
    timeline.play();
    mock.timers.tick(1000);
    assert.equal(timeline.frame.get(), 1);
    ready = true;
    mock.timers.tick(1000);
    assert.deepEqual([timeline.frame.get(), timeline.playing.get()], [3, false]);
    timeline.loop.set(true);
    timeline.play();
    mock.timers.tick(1000 / 30 + 1);
    assert.equal(timeline.playing.get(), true);
    timeline.pause();
    const frame = timeline.frame.get();
    mock.timers.tick(1000);
    assert.equal(timeline.frame.get(), frame);
  } finally {
    mock.timers.reset();
  }
});

test("a timeline without frames does not play", () => {
  const timeline = made(0);
  timeline.play();
  assert.equal(timeline.playing.get(), false);
});
