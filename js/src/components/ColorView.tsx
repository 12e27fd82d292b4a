// A colour: a swatch to pick from, and its name or code to type.
import OutlinedInput from "@mui/material/OutlinedInput";
import { useRef } from "react";
import { FieldFrame, useField } from "../runtime/field";
import { register } from "../runtime/registry";
import { display, isObject, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

/** Any CSS colour as `#rrggbb`, which is all a browser's picker understands. */
const toHex = (raw: string): string => {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return "#000000";
  pen.fillStyle = "#000000";
  pen.fillStyle = raw;
  return /^#[0-9a-f]{6}$/i.test(pen.fillStyle) ? pen.fillStyle : "#000000";
};

const ColorView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const swatch = useRef<HTMLInputElement>(null);
  const held = isObject(field.value) ? (text(field.value.hex) ?? "") : display(field.value);
  const disabled = field.disabled || field.readOnly;
  const picker = (
    <input
      ref={swatch}
      type="color"
      aria-label={`${field.label ?? "Colour"}, picker`}
      value={toHex(held)}
      disabled={disabled}
      onChange={(event) => field.set(event.target.value, "live")}
      onBlur={field.leave}
      style={{ width: 36, height: 30, padding: 2, border: "1px solid var(--fow-strong)", borderRadius: 4, background: "none", flex: "none" }}
    />
  );
  return (
    <FieldFrame node={node} field={field}>
      <div style={{ display: "flex", gap: 8 }}>
        {picker}
        {node.view.compact ? null : (
          <OutlinedInput
            id={field.inputId}
            value={held}
            placeholder={text(node.view.placeholder) ?? "#0072b2"}
            disabled={field.disabled}
            readOnly={field.readOnly}
            error={field.errors.length > 0}
            onChange={(event) => field.set(event.target.value || null, "typing")}
            onBlur={field.leave}
            onKeyDown={field.onKeyDown}
            inputProps={{ ...field.aria, spellCheck: false }}
            style={{ width: 140 }}
          />
        )}
      </div>
    </FieldFrame>
  );
};

register("ColorView", ColorView, "field");
