// A plot by plotly.js, in the notebook's colours, with its gestures.
import { useContext, useEffect, useRef, useState } from "react";
import { Failure } from "../runtime/chrome";
import { SchemeContext, useConnection } from "../runtime/context";
import { loadPlotly, type PlotElement, type Plotly } from "../runtime/plotly";
import { brief, clickParams, pointsOf, type PlotPoint } from "../runtime/plotPoints";
import { layoutFor, tracesOf } from "../runtime/plotLook";
import { pageTheme } from "../runtime/scheme";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { height, isObject, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

interface PlotEvent {
  points?: PlotPoint[];
  event?: MouseEvent;
}

// plotly's names of the gestures that carry nothing but themselves.
const PLAIN = {
  plotly_doubleclick: "on_double_click",
  plotly_deselect: "on_deselect",
  plotly_clickannotation: "on_click_annotation",
  plotly_sliderchange: "on_slider_change",
  plotly_sliderend: "on_slider_end",
  plotly_sliderstart: "on_slider_start",
} as const;

const PlotlyView = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const scheme = useContext(SchemeContext);
  const { revision } = useObservable(pageTheme);
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(node);
  const [plotly, setPlotly] = useState<Plotly | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  latest.current = node;
  const { view } = node;
  const tall = height(view.height) ?? (isObject(view.layout) && typeof view.layout.height === "number" ? `${view.layout.height}px` : "360px");

  useEffect(() => {
    let live = true;
    setFailure(null);
    loadPlotly(connection.asset).then(
      (loaded) => live && setPlotly(() => loaded),
      (error: Error) => live && setFailure(error.message),
    );
    return () => {
      live = false;
    };
  }, [connection, attempt]);

  useEffect(() => {
    const el = box.current as PlotElement | null;
    if (!plotly || !el) return;
    const emit = (event: string, params: Record<string, unknown>) => {
      if (latest.current.events.includes(event)) connection.emit(latest.current.id, event, params);
    };
    const listen = () => {
      el.on("plotly_click", (data) => {
        const { points = [], event } = data as PlotEvent;
        if (points[0]) emit("on_click", clickParams(points[0], Boolean(event?.shiftKey)));
      });
      el.on("plotly_selected", (data) => {
        const selected = data as PlotEvent | undefined;
        if (selected?.points) emit("on_selected", { data: pointsOf(selected.points), shift_pressed: Boolean(selected.event?.shiftKey) });
      });
      for (const [name, event] of Object.entries(PLAIN)) el.on(name, (data) => emit(event, { data: brief(data) }));
    };
    let drawn = false;
    let closed = false;
    const draw = async () => {
      const current = latest.current;
      const traces = tracesOf(current);
      const layout = layoutFor(current, el);
      const config = { displaylogo: false, ...(isObject(current.view.config) ? current.view.config : {}), responsive: false };
      await plotly.react(el, traces, layout, config);
      if (!drawn && !closed) listen();
      drawn = true;
      setFailure(null);
    };
    const resize = new ResizeObserver(() => {
      if (drawn && el.clientWidth) void plotly.Plots.resize(el);
    });
    (el as PlotElement & { redraw?: () => void }).redraw = () => {
      draw().catch((error: Error) => setFailure(error.message));
    };
    (el as PlotElement & { redraw?: () => void }).redraw!();
    resize.observe(el);
    return () => {
      closed = true;
      resize.disconnect();
      plotly.purge(el);
    };
  }, [plotly, connection]);

  useEffect(() => {
    (box.current as (PlotElement & { redraw?: () => void }) | null)?.redraw?.();
  }, [node.value, node.view, node.events, scheme, revision]);

  return (
    <figure style={{ margin: 0 }} aria-label={text(view.label) ?? "Plot"}>
      {text(view.label) ? <figcaption className="fow-label">{text(view.label)}</figcaption> : null}
      {failure ? <Failure error={`The plot could not be drawn: ${failure}`} action="Retry" onAction={() => setAttempt((n) => n + 1)} /> : null}
      <div ref={box} style={{ height: tall, width: "100%" }} data-ready={plotly !== null} />
    </figure>
  );
};

register("PlotlyView", PlotlyView);
