// What all inputs share: the draft of their value, their label, help and errors.
import Tooltip from "@mui/material/Tooltip";
import { type KeyboardEvent, type ReactNode, useCallback, useContext, useId, useState, useSyncExternalStore } from "react";
import { FormContext, MenuContext, useConnection } from "./context";
import type { Pace } from "./drafts";
import { Glyph } from "./glyphs";
import { Markdown } from "./markdown";
import { useObservable } from "./observable";
import { text } from "./view";
import type { Node } from "./wire";

export interface Field {
  value: unknown;
  set(value: unknown, pace?: Pace): void;
  /** To be called when the field is left. */
  leave(): void;
  /** Enter in a one-line field: what was typed so far counts. */
  onKeyDown(event: KeyboardEvent): void;
  disabled: boolean;
  readOnly: boolean;
  required: boolean;
  errors: string[];
  label: string | undefined;
  help: string | undefined;
  inputId: string;
  labelId: string;
  helpId: string;
  /** ARIA of the input itself. */
  aria: { "aria-describedby"?: string; "aria-invalid"?: true; "aria-required"?: true; "aria-label"?: string };
}

const MISSING = "Required property";

export const useField = (node: Node): Field => {
  const connection = useConnection();
  const form = useContext(FormContext);
  const menu = useContext(MenuContext);
  const life = useObservable(connection.life);
  const [touched, setTouched] = useState(false);
  const base = useId();
  const { drafts } = connection;
  const subscribe = useCallback((listener: () => void) => drafts.subscribe(node.id, listener), [drafts, node.id]);
  const draft = useSyncExternalStore(subscribe, () => drafts.get(node.id));
  const label = text(node.view.label);
  const help = text(node.view.description) ?? text(node.view.caption);
  // An empty field that nobody has touched yet is not a mistake.
  const errors = node.errors.map((error) => error.reason).filter((reason) => reason !== MISSING || touched || form?.attempted);
  const describes = (help || errors.length) && !menu;
  return {
    value: draft ? draft.value : node.value,
    set: (value, pace = "done") => {
      setTouched(true);
      connection.change(node.id, value, pace);
    },
    leave: () => drafts.release(node.id),
    onKeyDown: (event) => {
      if (event.key === "Enter" && !event.nativeEvent.isComposing) drafts.release(node.id);
    },
    disabled: life === "lost" || Boolean(node.view.disabled),
    readOnly: node.read_only,
    required: Boolean(node.rules.required),
    errors,
    label,
    help,
    inputId: `${base}-input`,
    labelId: `${base}-label`,
    helpId: `${base}-help`,
    aria: {
      ...(describes ? { "aria-describedby": `${base}-help` } : {}),
      ...(errors.length ? { "aria-invalid": true as const } : {}),
      ...(node.rules.required ? { "aria-required": true as const } : {}),
      ...(menu || !label ? { "aria-label": label ?? node.path } : {}),
    },
  };
};

export const HelpText = ({ field }: { field: Field }) => {
  if (field.errors.length)
    return (
      <div id={field.helpId} className="fow-error-text" role="alert">
        {field.errors.join(" ")}
      </div>
    );
  return field.help ? (
    <div id={field.helpId} className="fow-help">
      <Markdown source={field.help} className="" />
    </div>
  ) : null;
};

export const HelpSign = ({ help }: { help: string }) => (
  <Tooltip title={<Markdown source={help} className="" />}>
    <span tabIndex={0} role="img" aria-label={help} style={{ display: "inline-flex", color: "var(--fow-muted)" }}>
      <Glyph name="help" size={15} />
    </span>
  </Tooltip>
);

export const LabelText = ({ field }: { field: Field }) => (
  <>
    {field.label}
    {field.required && field.label ? (
      <span className="fow-required" aria-hidden="true">
        *
      </span>
    ) : null}
  </>
);

/** Label above, the control, help or error below. `group`: the control is several inputs, named as one. */
export const FieldFrame = ({ node, field, group, children }: { node: Node; field: Field; group?: boolean; children: ReactNode }) => {
  const menu = useContext(MenuContext);
  if (menu) return <>{children}</>;
  const inTooltip = node.view.descriptionView === "tooltip" && field.help && !field.errors.length;
  const label =
    field.label ?
      <div className="fow-label">
        <label id={field.labelId} htmlFor={group ? undefined : field.inputId}>
          <LabelText field={field} />
        </label>
        {inTooltip ? <HelpSign help={field.help!} /> : null}
      </div>
    : null;
  return (
    <div className="fow-field" role={group ? "group" : undefined} aria-labelledby={group && field.label ? field.labelId : undefined}>
      {label}
      {children}
      {inTooltip ? null : <HelpText field={field} />}
    </div>
  );
};
