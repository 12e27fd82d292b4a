// Large messages in parts: a Jupyter server ends the connection at a message of more than 10 MB.
import { Observable } from "./observable";
import type { Json } from "./wire";

/** Bytes of one part, and what a message may have to go in one. */
export const PART = 4 << 20;

export type Post = (message: Json, buffers?: ArrayBuffer[]) => void;

interface Parcel {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  sent: number;
}

export class Parcels {
  /** How much of the message under way has arrived, 0 to 1; null between large messages. */
  readonly share = new Observable<number | null>(null);
  private readonly queue: Json[] = [];
  private current: Parcel | null = null;
  private count = 0;

  constructor(private readonly send: Post) {}

  /** Sends a message; while a large one is under way the others wait, so that none overtakes it. */
  post(message: Json): void {
    if (this.current) return void this.queue.push(message);
    const text = JSON.stringify(message);
    if (text.length <= PART / 3) return this.send(message);
    const bytes = new TextEncoder().encode(text);
    if (bytes.length <= PART) return this.send(message);
    this.current = { name: `parcel-${(this.count += 1)}`, bytes, sent: 0 };
    this.share.set(0);
    this.next();
  }

  /** The kernel has a part: the next one may go. */
  arrived(name: unknown): void {
    if (!this.current || this.current.name !== name) return;
    const { bytes, sent } = this.current;
    this.share.set(Math.min(1, (sent * PART) / bytes.length));
    if (sent * PART < bytes.length) return this.next();
    this.drop();
    while (this.queue.length && !this.current) this.post(this.queue.shift()!);
  }

  /** Gives the message under way up. */
  drop(): void {
    this.current = null;
    this.share.set(null);
  }

  private next(): void {
    const { name, bytes, sent } = this.current!;
    const part = bytes.slice(sent * PART, (sent + 1) * PART);
    this.current!.sent += 1;
    this.send({ type: "part", parcel: name, index: sent, count: Math.ceil(bytes.length / PART) }, [part.buffer]);
  }
}
