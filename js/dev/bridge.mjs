// A widget model whose messages go over HTTP to a Python process: the page's tests have the real session behind them.
const bytesOf = (packed) => {
  const raw = atob(packed);
  return new DataView(Uint8Array.from(raw, (letter) => letter.charCodeAt(0)).buffer);
};

// A busy machine may refuse a connection, or drop it halfway; a comm loses nothing, so whatever failed is asked again.
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
    this.sent = 0;
    this.taken = 0;
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
    // One after the other, as on a comm; a number that the other side has had already is not taken twice.
    const number = (this.sent += 1);
    this.sending = this.sending.then(() => again(() => fetch(`${this.address}?number=${number}`, { method: "POST", body: JSON.stringify(message) })));
  }
  close() {
    this.closed = true;
  }
  // What has been taken is named in the next question; until then the other side keeps it.
  async ask() {
    const response = await fetch(`${this.address}?number=${this.taken}`);
    return response.ok ? response.json() : null;
  }
  async listen() {
    while (!this.closed) {
      const messages = await again(() => this.ask());
      if (!messages) return;
      for (const { number, content, buffers } of messages) {
        this.taken = number;
        for (const f of this.listeners.get("msg:custom") ?? []) f(content, buffers.map(bytesOf));
      }
    }
  }
}
