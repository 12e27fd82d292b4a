// One or several of given choices.
import Checkbox from "@mui/material/Checkbox";
import ListItemText from "@mui/material/ListItemText";
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import { useContext } from "react";
import { MenuContext } from "../runtime/context";
import { FieldFrame, useField } from "../runtime/field";
import { Icon } from "../runtime/icons";
import { register } from "../runtime/registry";
import { choicesOf, display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const NONE = "";

const DropdownView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const menu = useContext(MenuContext);
  const { view } = node;
  const choices = choicesOf(node);
  const separator = text(view.separator);
  const multiple = Boolean(view.multiple) || Boolean(node.rules.multiple) || node.type === "List";
  // Select compares by identity, and values may be of any type: it works on positions.
  const keyOf = (value: unknown): string => {
    const index = choices.findIndex((choice) => choice.value === value);
    return index < 0 ? `?${display(value)}` : String(index);
  };
  const valueOf = (key: string): unknown => (key.startsWith("?") ? key.slice(1) : choices[Number(key)]?.value);
  const held = field.value;
  const many = (Array.isArray(held) ? held : typeof held === "string" && separator ? held.split(separator) : held == null || held === "" ? [] : [held]).map(keyOf);
  const isSet = held !== null && held !== undefined && (held !== "" || choices.some((choice) => choice.value === ""));
  const labelOf = (key: string): string => (key.startsWith("?") ? key.slice(1) : (choices[Number(key)]?.label ?? ""));
  const placeholder = text(view.placeholder) ?? (menu ? field.label : choices.length ? "Choose…" : "No choices");
  const clearable = !field.required && !multiple && isSet;
  const strangers = (multiple ? many : isSet ? [keyOf(held)] : []).filter((key) => key.startsWith("?"));

  const pick = (raw: string | string[]) => {
    if (Array.isArray(raw)) {
      const values = raw.map(valueOf);
      field.set(separator && node.type === "String" ? values.join(separator) : values);
    } else field.set(raw === NONE ? null : valueOf(raw));
  };

  return (
    <FieldFrame node={node} field={field}>
      <Select<string | string[]>
        id={field.inputId}
        fullWidth={!menu && !view.compact}
        displayEmpty
        multiple={multiple}
        value={multiple ? many : isSet ? keyOf(held) : NONE}
        onChange={(event) => pick(event.target.value)}
        disabled={field.disabled || field.readOnly}
        error={field.errors.length > 0}
        labelId={field.label && !menu ? field.labelId : undefined}
        SelectDisplayProps={{ id: field.inputId, ...field.aria } as never}
        MenuProps={{ slotProps: { paper: { style: { maxHeight: 320, maxWidth: 480 } } } }}
        renderValue={(raw) => {
          const keys = (Array.isArray(raw) ? raw : [raw]).filter((key) => key !== NONE);
          if (keys.length) return keys.map(labelOf).join(", ");
          return <span style={{ color: "var(--fow-muted)" }}>{placeholder}</span>;
        }}
        style={menu || view.compact ? { minWidth: 120 } : undefined}
      >
        {clearable ? (
          <MenuItem value={NONE}>
            <span style={{ color: "var(--fow-muted)" }}>None</span>
          </MenuItem>
        ) : null}
        {strangers.map((key) => (
          <MenuItem key={key} value={key} disabled>
            {key.slice(1)}
          </MenuItem>
        ))}
        {choices.map((choice, i) => (
          <MenuItem key={i} value={String(i)} disabled={choice.disabled}>
            {multiple ? <Checkbox checked={many.includes(String(i))} tabIndex={-1} disabled={choice.disabled} inputProps={{ "aria-hidden": true }} /> : null}
            {choice.icon ? <Icon name={choice.icon} /> : null}
            <ListItemText primary={choice.label} secondary={choice.description} primaryTypographyProps={{ fontSize: 13 }} secondaryTypographyProps={{ fontSize: 12 }} style={{ margin: 0 }} />
          </MenuItem>
        ))}
      </Select>
    </FieldFrame>
  );
};

register("DropdownView", DropdownView, "field");
