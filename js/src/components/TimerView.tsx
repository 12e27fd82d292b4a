// Nothing to see: tells the kernel when time has passed.
import { useEffect } from "react";
import { useConnection } from "../runtime/context";
import { register } from "../runtime/registry";
import { number } from "../runtime/view";
import type { Node } from "../runtime/wire";

// A timer faster than that would only fill the kernel's queue.
const SHORTEST_MS = 100;

const TimerView = ({ node }: { node: Node }) => {
  const { emit, waiting } = useConnection();
  const timeout = number(node.view.timeout);
  const interval = number(node.view.interval);
  useEffect(() => {
    if (timeout === undefined) return;
    const timer = setTimeout(() => emit(node.id, "on_timeout"), timeout);
    return () => clearTimeout(timer);
  }, [emit, node.id, timeout]);
  useEffect(() => {
    if (interval === undefined) return;
    // A beat that the kernel has not handled yet is not sent again.
    const timer = setInterval(() => waiting.get() || document.hidden || emit(node.id, "on_interval"), Math.max(SHORTEST_MS, interval));
    return () => clearInterval(timer);
  }, [emit, waiting, node.id, interval]);
  return null;
};

register("TimerView", TimerView, "inline");
