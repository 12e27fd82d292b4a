// The parts that panels and forms share: busy bar, progress, failures, toasts, the state of the kernel.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import { useEffect, useState } from "react";
import type { Life, Toast } from "./connection";
import { useConnection } from "./context";
import { useObservable } from "./observable";
import { isObject, number, text } from "./view";

const PATIENCE_MS = 300;

/** A thin bar on top, once something has been under way for 300 ms; most clicks are done before and draw nothing. */
export const BusyBar = ({ busy }: { busy: boolean }) => {
  const { life, waiting } = useConnection();
  const unanswered = useObservable(waiting);
  const lost = useObservable(life) === "lost";
  const on = (busy || unanswered) && !lost;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [on]);
  return on && shown ? <div className="fow-bar" role="progressbar" aria-label="Busy" /> : null;
};

export const LifeNotice = ({ life }: { life: Life }) => {
  if (life === "live") return null;
  return (
    <div className="fow-lost" role="status">
      {life === "lost" ? "The kernel was restarted or stopped: run the cell again." : "No answer from the kernel yet: it is busy, or not running."}
    </div>
  );
};

/** `{progress: 0..1 | null, label}` as a bar with its label; null shows nothing. */
export const Progress = ({ value, onCancel }: { value: unknown; onCancel?: () => void }) => {
  if (!isObject(value)) return null;
  const part = number(value.progress);
  const label = text(value.label);
  const percent = part === undefined ? undefined : Math.round(Math.min(Math.max(part, 0), 1) * 100);
  return (
    <div className="fow-progress">
      <div className="fow-grow">
        <div style={{ display: "flex", justifyContent: "space-between", gap: 8, marginBottom: 4, fontSize: 12, lineHeight: "16px" }} className="fow-muted">
          <span aria-live="polite">{label ?? "Running"}</span>
          <span>{percent === undefined ? "" : `${percent}%`}</span>
        </div>
        <LinearProgress
          aria-label={label ?? "Progress"}
          {...(percent === undefined ? {} : { variant: "determinate" as const, value: percent })}
        />
      </div>
      {onCancel ? (
        <Button variant="outlined" color="inherit" onClick={onCancel}>
          Cancel
        </Button>
      ) : null}
    </div>
  );
};

/** What went wrong, with the traceback folded away. */
export const Failure = ({ error, action, onAction }: { error: unknown; action?: string; onAction?: () => void }) => {
  const message = isObject(error) ? text(error.message) : text(error);
  const traceback = isObject(error) ? text(error.traceback) : undefined;
  return (
    <Alert
      severity="error"
      variant="outlined"
      className="fow-failure"
      action={
        action ? (
          <Button variant="outlined" color="inherit" style={{ whiteSpace: "nowrap" }} onClick={onAction}>
            {action}
          </Button>
        ) : undefined
      }
    >
      <div>{message || "Something went wrong."}</div>
      {traceback ? (
        <details className="fow-details">
          <summary>Traceback</summary>
          <pre className="fow-pre" tabIndex={0}>
            {traceback}
          </pre>
        </details>
      ) : null}
    </Alert>
  );
};

const TOAST_MS = 6000;

const ToastItem = ({ toast, dismiss }: { toast: Toast; dismiss(id: string): void }) => {
  const stays = toast.variant === "error";
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dismiss(toast.id), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toast, stays, dismiss]);
  return (
    <Alert severity={toast.variant} variant="filled" elevation={3} onClose={() => dismiss(toast.id)} role={stays ? "alert" : "status"}>
      {toast.message}
    </Alert>
  );
};

export const Toasts = () => {
  const connection = useConnection();
  const toasts = useObservable(connection.toasts);
  if (!toasts.length) return null;
  return (
    <div className="fow-toasts">
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} dismiss={connection.dismiss} />
      ))}
    </div>
  );
};
