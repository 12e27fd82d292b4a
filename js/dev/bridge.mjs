// A widget model whose messages go over HTTP to a Python process: the page's tests have the real session behind them.
const bytesOf = (packed) => {
  const raw = atob(packed);
  return new DataView(Uint8Array.from(raw, (letter) => letter.charCodeAt(0)).buffer);
};

// A busy machine may refuse a connection; a comm loses nothing.
const again = async (ask, times = 20) => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if ((times -= 1) === 0) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
};

export class BridgedModel {
  constructor(kernel, traits) {
    this.address = `/kernel/${kernel}`;
    this.traits = traits;
    this.listeners = new Map();
    this.sending = Promise.resolve();
    this.closed = false;
    void this.listen();
  }
  get(key) {
    return this.traits[key];
  }
  on(name, f) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), f]);
  }
  off(name, f) {
    this.listeners.set(name, (this.listeners.get(name) ?? []).filter((each) => each !== f));
  }
  send(message) {
    // One after the other, as on a comm.
    this.sending = this.sending.then(() => again(() => fetch(this.address, { method: "POST", body: JSON.stringify(message) })));
  }
  close() {
    this.closed = true;
  }
  async listen() {
    while (!this.closed) {
      const response = await again(() => fetch(this.address));
      if (!response.ok) return;
      for (const { content, buffers } of await response.json())
        for (const f of this.listeners.get("msg:custom") ?? []) f(content, buffers.map(bytesOf));
    }
  }
}
