import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import "./dom";
import { Connection } from "../src/runtime/connection";
import type { Model, Page } from "../src/page";
import { node } from "./node";

type Sent = Record<string, unknown> & { type: string; seq: number };

class FakeModel implements Model {
  sent: Sent[] = [];
  private listeners = new Map<string, Set<(...args: never[]) => void>>();
  get = () => undefined;
  send = (content: object) => void this.sent.push(content as Sent);
  on = (event: string, listener: (...args: never[]) => void) => void this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
  off = (event: string, listener: (...args: never[]) => void) => void this.listeners.get(event)?.delete(listener);
  fire = (event: string, ...args: unknown[]) => this.listeners.get(event)?.forEach((listener) => listener(...(args as never[])));
  of = (type: string) => this.sent.filter((message) => message.type === type);
  get count() {
    return [...this.listeners.values()].reduce((sum, set) => sum + set.size, 0);
  }
}

let model: FakeModel;
let el: HTMLElement;
let connection: Connection;
const page: Page = { id: "me", seq: 10, assets: new Map(), views: new Set() };

beforeEach(() => {
  model = new FakeModel();
  el = document.createElement("div");
  document.body.append(el);
  connection = new Connection({ model, el, page, asset: () => Promise.reject(new Error("none")) });
});

afterEach(() => connection.dispose());

const show = (version = 1) =>
  model.fire("msg:custom", { type: "scene", version, root: "panel", nodes: { panel: node("panel"), a: node("a"), b: node("b") } }, []);

test("it opens the scene with the page's id", () => {
  assert.deepEqual(model.of("open").map((message) => message.page), ["me"]);
  show();
  assert.equal(connection.scene.root.get(), "panel");
});

test("a patch on another version asks for the whole scene again, once", () => {
  show(1);
  model.fire("msg:custom", { type: "patch", base: 4, version: 5, set: {} }, []);
  model.fire("msg:custom", { type: "patch", base: 5, version: 6, set: {} }, []);
  assert.equal(model.of("open").length, 2);
  show(6);
  model.fire("msg:custom", { type: "patch", base: 6, version: 7, set: { a: { value: 1 } } }, []);
  assert.equal(connection.scene.get("a")!.value, 1);
});

test("changes made before a click are sent before it, numbered in order", () => {
  show();
  connection.change("a", "typed", "typing");
  connection.emit("b", "click");
  const events = model.of("event");
  assert.deepEqual(events.map((event) => [event.id, event.event]), [["a", "change"], ["b", "click"]]);
  assert.ok(events[0]!.seq < events[1]!.seq);
});

test("it waits until its newest event is acknowledged", () => {
  show();
  connection.emit("a", "click");
  connection.emit("b", "click");
  const [first, second] = model.of("event");
  model.fire("msg:custom", { type: "ack", page: "me", seq: first!.seq }, []);
  assert.equal(connection.waiting.get(), true);
  model.fire("msg:custom", { type: "ack", page: "other", seq: second!.seq }, []);
  assert.equal(connection.waiting.get(), true, "another page's answer is not ours");
  model.fire("msg:custom", { type: "ack", page: "me", seq: second!.seq }, []);
  assert.equal(connection.waiting.get(), false);
});

test("an acknowledgement may travel with a patch", () => {
  show();
  connection.change("a", "x", "done");
  const [event] = model.of("event");
  model.fire("msg:custom", { type: "patch", base: 1, version: 2, set: { a: { value: "X" } }, acks: { me: event!.seq } }, []);
  assert.equal(connection.drafts.get("a"), undefined);
  assert.equal(connection.scene.get("a")!.value, "X");
});

test("an error of an event is shown", () => {
  show();
  connection.emit("a", "click");
  model.fire("msg:custom", { type: "ack", page: "me", seq: model.of("event")[0]!.seq, error: "panel is closed" }, []);
  assert.deepEqual(connection.toasts.get().map((toast) => [toast.variant, toast.message]), [["error", "panel is closed"]]);
});

test("once the comm is dead nothing is sent, and it says so", () => {
  show();
  el.classList.add("jupyter-widgets-disconnected");
  model.fire("comm_live_update");
  assert.equal(connection.life.get(), "lost");
  connection.emit("a", "click");
  connection.change("a", 1, "done");
  assert.equal(model.of("event").length, 0);
});

test("a kernel that does not answer is asked, then called silent, until it speaks", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    show();
    connection.emit("a", "click");
    mock.timers.tick(6000);
    assert.equal(model.of("ping").length, 1);
    mock.timers.tick(20000);
    assert.equal(connection.life.get(), "silent");
    model.fire("msg:custom", { type: "pong", page: "me", request: "ping-1" }, []);
    assert.equal(connection.life.get(), "live");
  } finally {
    mock.timers.reset();
  }
});

test("a download of a script address is refused", () => {
  model.fire("msg:custom", { type: "download", url: "javascript:alert(1)" }, []);
  assert.match(connection.toasts.get()[0]!.message, /not a web address/);
});

test("a closed connection listens no more", () => {
  connection.dispose();
  assert.equal(model.count, 0);
});

test("local media arrive in pieces and are put together", async () => {
  const parts: number[] = [];
  const made: Blob[] = [];
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => (made.push(blob as Blob), "blob:x");
  try {
    const url = connection.media.url("/tmp/a.mp4", (part) => parts.push(part));
    for (const [start, bytes] of [[0, [1, 2]], [2, [3]]] as const) {
      await Promise.resolve();
      await new Promise(setImmediate);
      const request = model.of("media").at(-1)!;
      assert.equal(request.start, start);
      model.fire("msg:custom", { type: "media", page: "me", request: request.request, mime: "video/mp4", start, total: 3 }, [new DataView(Uint8Array.from(bytes).buffer)]);
    }
    assert.equal(await url, "blob:x");
    assert.deepEqual([...new Uint8Array(await made[0]!.arrayBuffer())], [1, 2, 3]);
    assert.equal(made[0]!.type, "video/mp4");
    assert.equal(parts.at(-1), 1);
  } finally {
    URL.createObjectURL = create;
  }
});

test("a question gets its own answer, an error, or the news that nobody is left to answer", async () => {
  show();
  const [first, second, third] = ["one", "two", "three"].map((question) => connection.ask("a", question, { path: "/" }));
  const requests = model.of("ask").map((message) => message.request);
  assert.deepEqual(model.of("ask").map(({ page: from, id, question, params }) => [from, id, question, params]), ["one", "two", "three"].map((question) => ["me", "a", question, { path: "/" }]));
  model.fire("msg:custom", { type: "answer", page: "me", request: requests[1], error: "no such folder" }, []);
  model.fire("msg:custom", { type: "answer", page: "me", request: requests[0], result: [1] }, []);
  assert.deepEqual(await first, [1]);
  await assert.rejects(second!, /no such folder/);
  connection.dispose();
  await assert.rejects(third!, /closed/);
});
