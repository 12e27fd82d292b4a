// Local files of the kernel's machine, fetched in pieces over the comm and kept as Blob URLs.
import type { Json } from "./wire";

export interface MediaAnswer {
  request: string;
  mime?: string;
  start?: number;
  total?: number;
  error?: string;
}

interface Waiting {
  resolve(answer: { bytes: Uint8Array<ArrayBuffer>; mime: string; total: number }): void;
  reject(reason: Error): void;
}

const PIECE = 1 << 20;
const LIMIT = 512 << 20;

export class Media {
  private count = 0;
  private readonly waiting = new Map<string, Waiting>();
  private readonly urls = new Map<string, Promise<string>>();

  constructor(private readonly post: (message: Json) => void) {}

  /** A Blob URL of the file at `path`; the whole file, for browsers can seek only in that. */
  url(path: string, onProgress?: (part: number) => void): Promise<string> {
    const known = this.urls.get(path);
    if (known) return known;
    const made = this.fetch(path, onProgress);
    this.urls.set(path, made);
    made.catch(() => this.urls.delete(path));
    return made;
  }

  receive(answer: MediaAnswer, buffer: DataView | undefined): void {
    const waiting = this.waiting.get(answer.request);
    this.waiting.delete(answer.request);
    if (answer.error || !buffer) waiting?.reject(new Error(answer.error ?? "the kernel sent no bytes"));
    else {
      const bytes = new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength);
      waiting?.resolve({ bytes: bytes.slice(), mime: answer.mime ?? "", total: answer.total ?? bytes.length });
    }
  }

  dispose(): void {
    for (const url of this.urls.values()) url.then(URL.revokeObjectURL, () => undefined);
    for (const { reject } of this.waiting.values()) reject(new Error("the widget was closed"));
    this.urls.clear();
    this.waiting.clear();
  }

  private async fetch(path: string, onProgress?: (part: number) => void): Promise<string> {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let mime = "";
    let start = 0;
    let total = Infinity;
    while (start < total) {
      const piece = await this.piece(path, start);
      if (piece.total > LIMIT) throw new Error(`'${path}' has ${piece.total} bytes; at most ${LIMIT} can be shown`);
      if (!piece.bytes.length && start < piece.total) throw new Error(`'${path}' ended early`);
      pieces.push(piece.bytes);
      mime ||= piece.mime;
      total = piece.total;
      start += piece.bytes.length;
      onProgress?.(total ? start / total : 1);
    }
    return URL.createObjectURL(new Blob(pieces, { type: mime }));
  }

  private piece(path: string, start: number) {
    return new Promise<{ bytes: Uint8Array<ArrayBuffer>; mime: string; total: number }>((resolve, reject) => {
      const request = `media-${(this.count += 1)}-${Math.random().toString(36).slice(2)}`;
      this.waiting.set(request, { resolve, reject });
      this.post({ type: "media", request, path, start, end: start + PIECE });
    });
  }
}
