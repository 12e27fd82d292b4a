// Values that the user has changed and the kernel has not yet confirmed. A draft hides the scene's value of its field:
// what a person types is never overwritten, and nothing typed is lost while the kernel is slow.
import { Keyed } from "./observable";

/** "typing" waits for a pause; "live" (dragging) sends at once, but never floods; "done" always sends at once. */
export type Pace = "typing" | "live" | "done";

export interface Draft {
  readonly value: unknown;
  /** Changed since it was last sent. */
  readonly dirty: boolean;
  /** The event that carried it last. */
  readonly seq: number | null;
  readonly acknowledged: boolean;
  readonly focused: boolean;
}

const TYPING_MS = 150;
// After that, an answer that does not come no longer holds back the next change.
const PATIENCE_MS = 3000;

interface Clock {
  set(callback: () => void, ms: number): unknown;
  clear(timer: never): void;
}

const CLOCK: Clock = { set: (f, ms) => setTimeout(f, ms), clear: (timer) => clearTimeout(timer) };

const same = (a: unknown, b: unknown): boolean => Object.is(a, b) || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));

export class Drafts {
  private readonly drafts = new Map<string, Draft>();
  private readonly timers = new Map<string, unknown>();
  private readonly keyed = new Keyed();

  constructor(
    private readonly send: (id: string, value: unknown) => number,
    private readonly clock: Clock = CLOCK,
  ) {}

  get = (id: string): Draft | undefined => this.drafts.get(id);

  subscribe = (id: string, listener: () => void) => this.keyed.subscribe(id, listener);

  set(id: string, value: unknown, pace: Pace): void {
    const before = this.drafts.get(id);
    // Letting go of a slider says once more what dragging has said.
    if (pace === "done" && before && !before.dirty && before.seq !== null && same(before.value, value)) return;
    const waiting = before?.seq != null && !before.acknowledged;
    this.put(id, {
      value,
      dirty: true,
      seq: before?.seq ?? null,
      acknowledged: before?.acknowledged ?? false,
      focused: pace === "typing" || (before?.focused ?? false),
    });
    if (pace === "done" || (pace === "live" && !waiting)) this.flush(id);
    else this.wait(id, pace === "typing" && !waiting ? TYPING_MS : PATIENCE_MS);
  }


  /** The person is finished with the field (left it, or pressed Enter). */
  release(id: string): void {
    this.flush(id);
    const draft = this.drafts.get(id);
    if (!draft) return;
    if (draft.acknowledged) this.drop(id);
    else if (draft.focused) this.put(id, { ...draft, focused: false });
  }

  /** Sends one field's change, or all that wait, so that the next event finds them done. */
  flush(id?: string): void {
    if (id === undefined) return [...this.drafts.keys()].forEach((each) => this.flush(each));
    const draft = this.drafts.get(id);
    if (!draft?.dirty) return;
    this.stop(id);
    this.put(id, { ...draft, dirty: false, acknowledged: false, seq: this.send(id, draft.value) });
  }

  /** The kernel has handled all events up to `seq`. */
  acknowledge(seq: number): void {
    for (const [id, draft] of [...this.drafts]) {
      if (draft.acknowledged || draft.seq === null || draft.seq > seq) continue;
      if (draft.dirty) {
        this.put(id, { ...draft, acknowledged: true });
        this.wait(id, 0);
      } else if (draft.focused) this.put(id, { ...draft, acknowledged: true });
      else this.drop(id);
    }
  }

  forget(ids: Iterable<string>): void {
    for (const id of ids) if (this.drafts.has(id)) this.drop(id);
  }

  dispose(): void {
    for (const id of [...this.timers.keys()]) this.stop(id);
  }

  private put(id: string, draft: Draft): void {
    this.drafts.set(id, draft);
    this.keyed.notify([id]);
  }

  private drop(id: string): void {
    this.stop(id);
    this.drafts.delete(id);
    this.keyed.notify([id]);
  }

  private wait(id: string, ms: number): void {
    this.stop(id);
    this.timers.set(id, this.clock.set(() => this.flush(id), ms));
  }

  private stop(id: string): void {
    this.clock.clear(this.timers.get(id) as never);
    this.timers.delete(id);
  }
}
