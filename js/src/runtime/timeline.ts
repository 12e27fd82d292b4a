// Timelines: a frame that runs, shared by name between the components of one widget.
import type { Connection } from "./connection";
import { Observable } from "./observable";

const FPS = 30;

export class Timeline {
  readonly frame = new Observable(1);
  readonly total = new Observable(0);
  readonly playing = new Observable(false);
  readonly loop = new Observable(false);
  readonly speed = new Observable(1);
  /** How many components let people play it. */
  readonly transports = new Observable(0);
  /** Waits for this frame's content while false is returned. */
  ready: (frame: number) => boolean = () => true;
  private timer: ReturnType<typeof setInterval> | undefined;

  seek(frame: number): void {
    this.frame.set(Math.min(Math.max(1, Math.round(frame)), Math.max(1, this.total.get())));
  }

  play(): void {
    if (this.playing.get() || this.total.get() < 2) return;
    if (this.frame.get() >= this.total.get()) this.seek(1);
    this.playing.set(true);
    this.start();
  }

  pause(): void {
    clearInterval(this.timer);
    this.playing.set(false);
  }

  setSpeed(speed: number): void {
    this.speed.set(speed);
    if (this.playing.get()) this.start();
  }

  private start(): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.step(), 1000 / (FPS * this.speed.get()));
  }

  private step(): void {
    const next = this.frame.get() + 1;
    if (next > this.total.get()) return this.loop.get() ? this.seek(1) : this.pause();
    // A frame that has not arrived yet is waited for, not skipped.
    if (this.ready(next)) this.seek(next);
  }
}

const all = new WeakMap<Connection, Map<string, Timeline>>();

export const timelineOf = (connection: Connection, name: string): Timeline => {
  const mine = all.get(connection) ?? new Map<string, Timeline>();
  all.set(connection, mine);
  const known = mine.get(name) ?? new Timeline();
  mine.set(name, known);
  return known;
};
