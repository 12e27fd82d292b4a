// The controls of a timeline.
import { useEffect } from "react";
import { useConnection } from "../runtime/context";
import { register } from "../runtime/registry";
import { timelineOf } from "../runtime/timeline";
import { Transport } from "../runtime/transport";
import { number, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const TimelineView = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const { view } = node;
  const timeline = timelineOf(connection, text(view.timeline_name) ?? "");
  const total = number(view.total_frames);
  const loop = Boolean(view.loop);
  useEffect(() => {
    if (total !== undefined) timeline.total.set(Math.max(0, Math.round(total)));
  }, [timeline, total]);
  useEffect(() => timeline.loop.set(loop), [timeline, loop]);
  useEffect(() => {
    timeline.transports.set(timeline.transports.get() + 1);
    return () => {
      timeline.transports.set(timeline.transports.get() - 1);
      if (!timeline.transports.get()) timeline.pause();
    };
  }, [timeline]);
  return <Transport timeline={timeline} name={text(view.label) ?? "Timeline"} />;
};

register("TimelineView", TimelineView, "block");
