// Text and number inputs.
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useContext, useRef, useState } from "react";
import { MenuContext } from "../runtime/context";
import { FieldFrame, type Field, useField } from "../runtime/field";
import { Glyph } from "../runtime/glyphs";
import { parseText } from "../runtime/numbers";
import { register } from "../runtime/registry";
import { display, number, part, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

// "1." and "1.0" are the same number but not the same text, so what is typed is kept until the value differs from it.
const useText = (node: Node, field: Field) => {
  const typed = useRef<string | null>(null);
  const shown = display(field.value);
  if (typed.current !== null && parseText(node.type, typed.current) !== field.value) typed.current = null;
  return {
    shown: typed.current ?? shown,
    type: (raw: string) => {
      typed.current = raw;
      field.set(parseText(node.type, raw), "typing");
    },
    leave: () => {
      typed.current = null;
      field.leave();
    },
  };
};

const FieldView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const menu = useContext(MenuContext);
  const input = useText(node, field);
  const [shown, setShown] = useState(false);
  const { view } = node;
  const isNumber = node.type === "Number";
  const kind = text(view.type) ?? text(part(node, "field").type);
  const isSecret = kind === "password";
  const multiline = Boolean(view.multiline) && !isNumber;
  const rows = number(view.rows) ?? 3;
  return (
    <FieldFrame node={node} field={field}>
      <OutlinedInput
        id={field.inputId}
        fullWidth={!menu}
        value={input.shown}
        onChange={(event) => input.type(event.target.value)}
        onBlur={input.leave}
        onKeyDown={multiline ? undefined : field.onKeyDown}
        type={isSecret && !shown ? "password" : ["email", "url", "tel", "search"].includes(kind ?? "") ? kind : "text"}
        multiline={multiline}
        minRows={multiline ? rows : undefined}
        maxRows={multiline ? Math.max(rows, 12) : undefined}
        placeholder={text(view.placeholder) ?? (menu ? field.label : undefined)}
        disabled={field.disabled}
        readOnly={field.readOnly}
        error={field.errors.length > 0}
        autoComplete={isSecret ? "new-password" : "off"}
        inputProps={{ ...field.aria, dir: "auto", spellCheck: multiline, ...(isNumber ? { inputMode: node.rules.int ? "numeric" : "decimal" } : {}) }}
        endAdornment={
          isSecret ? (
            <IconButton aria-label={shown ? "Hide the text" : "Show the text"} aria-pressed={shown} onClick={() => setShown(!shown)} edge="end">
              <Glyph name="eye" />
            </IconButton>
          ) : undefined
        }
      />
    </FieldFrame>
  );
};

register("FieldView", FieldView, "field");
register("TextFieldView", FieldView, "field");
