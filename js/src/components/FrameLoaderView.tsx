// Asks the kernel for ranges of frames, and shows the frame that its timeline is at in the target component.
import { useEffect, useMemo, useRef } from "react";
import { useConnection } from "../runtime/context";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { timelineOf } from "../runtime/timeline";
import { type Ranges, Transport } from "../runtime/transport";
import { isObject, list, number, text } from "../runtime/view";
import type { Scene } from "../runtime/scene";
import type { Node } from "../runtime/wire";

// Ranges begin at 1, 31, 61, …, so that no frame is asked for in two of them.
const CHUNK = 30;
// Ask before the last frame that is here has been played.
const AHEAD = 15;

const put = (value: unknown, path: readonly string[], frame: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return frame;
  if (Array.isArray(value) && !/^\d+$/.test(key)) return value.map((each) => (isObject(each) ? put(each, path, frame) : each));
  if (Array.isArray(value)) return value.map((each, i) => (i === Number(key) ? put(each, rest, frame) : each));
  return { ...(isObject(value) ? value : {}), [key]: put(isObject(value) ? value[key] : undefined, rest, frame) };
};

/** The node that holds a data path, and the path inside of its value. */
export const targetOf = (scene: Pick<Scene, "get">, surface: string, path: string): { id: string; rest: string[] } | null => {
  const parts = path.split(".");
  for (let n = parts.length; n > 0; n -= 1) {
    const id = `${surface}:${parts.slice(0, n).join(".")}`;
    if (scene.get(id)) return { id, rest: parts.slice(n) };
  }
  return null;
};

const rangesOf = (frames: readonly unknown[]): Ranges => {
  const found: [number, number][] = [];
  frames.forEach((frame, i) => {
    if (frame == null || i < 1) return;
    const last = found[found.length - 1];
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
};

const FrameLoaderView = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const { view } = node;
  const timeline = timelineOf(connection, text(view.timeline_name) ?? "");
  const frame = useObservable(timeline.frame);
  const total = useObservable(timeline.total);
  const transports = useObservable(timeline.transports);
  const held = isObject(node.value) ? node.value : {};
  const frames = useMemo(() => list(held.frames), [held.frames]);
  const signature = text(held.signature);
  const asked = useRef({ signature, upTo: new Set<number>() });
  const ownTotal = number(view.total_frames);

  useEffect(() => {
    if (ownTotal !== undefined) timeline.total.set(ownTotal);
    else if (!transports && frames.length > 1) timeline.total.set(frames.length - 1);
  }, [timeline, ownTotal, transports, frames.length]);

  // Another signature means that all frames have become something else.
  if (asked.current.signature !== signature) {
    const wasAnswer = asked.current.signature === undefined;
    asked.current = { signature, upTo: wasAnswer ? asked.current.upTo : new Set() };
  }

  useEffect(() => {
    if (!total || !node.events.includes("on_load_range")) return;
    const wanted = [frame, Math.min(frame + AHEAD, total)];
    const missing = wanted.find((each) => frames[each] == null && !asked.current.upTo.has(each));
    if (missing === undefined) return;
    const first = missing - ((missing - 1) % CHUNK);
    const last = Math.min(first + CHUNK - 1, total);
    for (let each = first; each <= last; each += 1) asked.current.upTo.add(each);
    connection.emit(node.id, "on_load_range", { range: [first, last] });
  }, [connection, node.id, node.events, frame, frames, total, signature]);

  useEffect(() => {
    timeline.ready = (each) => frames[each] != null || !node.events.includes("on_load_range");
    return () => {
      timeline.ready = () => true;
    };
  }, [timeline, frames, node.events]);

  const target = text(view.target);
  const shown = frames[frame];
  useEffect(() => {
    const found = target ? targetOf(connection.scene, node.id.split(":")[0] ?? "", target) : null;
    if (!found || shown == null) return;
    connection.scene.dress(found.id, (other) => ({ ...other, value: put(other.value, found.rest, shown) }));
    return () => connection.scene.dress(found.id, null);
  }, [connection, node.id, target, shown]);

  const loaded = rangesOf(frames);
  const waiting = total > 0 && frames[frame] == null && node.events.includes("on_load_range");
  const label = text(view.label) ?? "Frames";
  return (
    <div>
      {transports ? null : <Transport timeline={timeline} name={label} loaded={loaded} />}
      {waiting ? (
        <div role="status" className="fow-muted">
          Loading frame {frame}…
        </div>
      ) : null}
    </div>
  );
};

register("FrameLoaderView", FrameLoaderView, "block");
