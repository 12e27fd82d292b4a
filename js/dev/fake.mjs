// A widget model with a fake kernel behind it: serves assets, replays a scene, echoes changes.
export class FakeModel {
  constructor(scene, { assets, hashes, delay = 20, onEvent, onAsk } = {}) {
    this.listeners = new Map();
    this.scene = structuredClone(scene);
    this.version = 0;
    this.assets = assets;
    this.hashes = hashes;
    this.delay = delay;
    this.onEvent = onEvent;
    this.onAsk = onAsk;
    this.events = [];
    this.sent = [];
  }
  get(key) {
    return { _session: "dev", _assets: this.hashes, _root: this.scene.root }[key];
  }
  on(name, f) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), f]);
  }
  off(name, f) {
    this.listeners.set(name, (this.listeners.get(name) ?? []).filter((each) => each !== f));
  }
  reply(message, buffers = []) {
    for (const f of this.listeners.get("msg:custom") ?? []) f(message, buffers);
  }
  fire(name) {
    for (const f of this.listeners.get(name) ?? []) f();
  }
  patch(change) {
    for (const [id, set] of Object.entries(change.set ?? {})) Object.assign(this.scene.nodes[id] ?? {}, set);
    Object.assign(this.scene.nodes, change.add ?? {});
    for (const id of change.remove ?? []) delete this.scene.nodes[id];
    this.version += 1;
    this.reply({ type: "patch", base: this.version - 1, version: this.version, ...structuredClone(change) });
  }
  async send(message) {
    this.sent.push(message);
    if (this.dead) return;
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (message.type === "open") this.reply({ type: "scene", version: this.version, ...structuredClone(this.scene) });
    if (message.type === "ping") this.reply({ type: "pong", page: message.page, request: message.request });
    if (message.type === "asset") {
      const bytes = await this.assets(message.name);
      this.reply({ type: "asset", page: message.page, name: message.name, hash: message.hash }, [new DataView(bytes)]);
    }
    if (message.type === "ask") {
      const { page, request } = message;
      try {
        this.reply({ type: "answer", page, request, result: this.onAsk(message) });
      } catch (error) {
        this.reply({ type: "answer", page, request, error: error.message });
      }
    }
    if (message.type === "event") {
      this.events.push(message);
      if (message.event === "change") this.patch({ set: { [message.id]: { value: message.params.value } } });
      this.onEvent?.(this, message);
      this.reply({ type: "ack", page: message.page, seq: message.seq, error: null });
    }
  }
}
