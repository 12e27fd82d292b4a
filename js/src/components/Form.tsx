// The form of an operator, from its first field to its result.
import IconButton from "@mui/material/IconButton";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { BusyBar, Failure, LifeNotice, Progress, Toasts } from "../runtime/chrome";
import { FormContext, useConnection } from "../runtime/context";
import { FormActions } from "../runtime/formActions";
import { Glyph } from "../runtime/glyphs";
import { Icon } from "../runtime/icons";
import { Markdown } from "../runtime/markdown";
import { Nodes } from "../runtime/NodeView";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { display, isObject, list, text } from "../runtime/view";
import { Skeleton } from "../runtime/waiting";
import type { Node } from "../runtime/wire";

const Problems = ({ problems }: { problems: unknown[] }) =>
  problems.length ? (
    <ul className="fow-error-text" role="alert" style={{ paddingInlineStart: 16 }}>
      {problems.map((problem, i) => (
        <li key={i}>{isObject(problem) ? [text(problem.path), text(problem.reason)].filter(Boolean).join(": ") : display(problem)}</li>
      ))}
    </ul>
  ) : null;

const Logs = ({ lines, open }: { lines: unknown[]; open: boolean }) =>
  lines.length ? (
    <details className="fow-details" open={open || undefined}>
      <summary>Log ({lines.length})</summary>
      <pre className="fow-pre" tabIndex={0}>
        {lines.map(display).join("\n")}
      </pre>
    </details>
  ) : null;

const Body = ({ node }: { node: Node }) => {
  const { phase } = node.view;
  const fields = <Nodes ids={node.children} />;
  switch (phase) {
    case "loading":
      return node.children.length ? fields : <Skeleton lines={[30, 90, 30, 90]} />;
    case "scheduled":
      return <div role="status">Scheduled. It runs in the background; its state is listed with the delegated operations.</div>;
    case "closed":
      return <div className="fow-empty">This form is closed. Run the cell again to open it.</div>;
    case "done":
      return node.children.length ? fields : <div role="status">Done.</div>;
    default:
      return fields;
  }
};

const INVALID = "[aria-invalid=true], .Mui-error input, [data-invalid=true] input";

const Form = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const life = useObservable(connection.life);
  const [attempted, setAttempted] = useState(false);
  const [focusWanted, setFocusWanted] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const { view } = node;
  const phase = text(view.phase) ?? "input";
  const label = text(view.label) ?? text(view.uri) ?? "Form";
  const settings = useMemo(() => ({ attempted }), [attempted]);
  const editable = phase === "input" || phase === "failed";

  useEffect(() => {
    if (focusWanted) box.current?.querySelector<HTMLElement>(INVALID)?.focus();
  }, [focusWanted]);

  const submit = (event: "execute" | "schedule", target?: unknown) => {
    if (view.valid === false) {
      connection.drafts.flush();
      setAttempted(true);
      setFocusWanted((n) => n + 1);
      return;
    }
    connection.emit(node.id, event, target === undefined ? {} : { target });
  };
  const close = () => connection.emit(node.id, phase === "running" ? "cancel" : "close");

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing || !box.current?.contains(event.target as globalThis.Node)) return;
    if (event.key === "Escape" && !view.inline) {
      event.stopPropagation();
      close();
    }
    const inLine = event.target instanceof HTMLInputElement && !["checkbox", "radio", "range", "file", "color"].includes(event.target.type);
    if (event.key === "Enter" && inLine && editable && !view.busy) {
      event.preventDefault();
      submit(view.can_execute === false || (view.default_choice === "schedule" && view.can_schedule) ? "schedule" : "execute");
    }
  };

  // Items of lists show their own errors where they stand; the kernel knows fields only.
  const isShown = (problem: unknown) => {
    const item = connection.scene.get(`${node.children[0] ?? ""}${isObject(problem) ? (text(problem.path) ?? "") : ""}`);
    return item !== undefined && item.path !== "" && item.component !== "HiddenView";
  };
  const problems = list(view.problems).filter((problem) => !isShown(problem));
  const lead = [view.description, view.caption].map(text).filter(Boolean).join("\n\n");
  return (
    <div ref={box} role={view.inline ? "form" : "dialog"} aria-label={label} aria-busy={Boolean(view.busy)} onKeyDown={onKeyDown} className={view.inline ? "fow-frame" : "fow-overlay-frame"}>
      <BusyBar busy={Boolean(view.busy) || phase === "running"} />
      <header className="fow-header">
        {text(view.icon) ? <Icon name={text(view.icon)!} /> : null}
        <h2 className="fow-title">{label}</h2>
        {view.inline ? null : (
          <IconButton aria-label="Close" onClick={close} disabled={life === "lost"}>
            <Glyph name="close" />
          </IconButton>
        )}
      </header>
      {view.inline ? <LifeNotice life={life} /> : null}
      <div className="fow-content fow-form">
        {lead && phase !== "done" ? <Markdown source={lead} className="fow-lead" /> : null}
        <FormContext.Provider value={settings}>
          <fieldset disabled={phase === "running" || life === "lost"}>
            <Body node={node} />
          </fieldset>
        </FormContext.Provider>
        {editable ? <Problems problems={problems} /> : null}
        <div className="fow-form-state">
          {phase === "running" ? <Progress value={view.progress ?? { progress: null, label: null }} onCancel={() => connection.cancel(node.id)} /> : null}
          {view.error ? <Failure error={view.error} /> : null}
          <Logs lines={list(view.logs)} open={phase === "running"} />
        </div>
        <FormActions node={node} phase={phase} disabled={life === "lost"} submit={submit} />
      </div>
      {view.inline ? <Toasts /> : null}
    </div>
  );
};

register("Form", Form);
