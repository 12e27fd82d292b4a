// Values and keyed events to which React components subscribe.
import { useSyncExternalStore } from "react";

type Listener = () => void;

/** One value that can be watched. */
export class Observable<T> {
  private readonly listeners = new Set<Listener>();

  constructor(private current: T) {}

  readonly get = (): T => this.current;

  readonly subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(next: T): void {
    if (Object.is(next, this.current)) return;
    this.current = next;
    for (const listener of [...this.listeners]) listener();
  }
}

/** Listeners by key, so that a change wakes only those whom it concerns. */
export class Keyed {
  private readonly listeners = new Map<string, Set<Listener>>();

  subscribe(key: string, listener: Listener): Listener {
    const set = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, set.add(listener));
    return () => {
      set.delete(listener);
      if (!set.size && this.listeners.get(key) === set) this.listeners.delete(key);
    };
  }

  notify(keys: Iterable<string>): void {
    for (const key of keys) for (const listener of [...(this.listeners.get(key) ?? [])]) listener();
  }
}

export const useObservable = <T>(source: Observable<T>): T => useSyncExternalStore(source.subscribe, source.get);
