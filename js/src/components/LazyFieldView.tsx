// A field whose text counts when it is left, or when it is saved by hand.
import Button from "@mui/material/Button";
import OutlinedInput from "@mui/material/OutlinedInput";
import { type KeyboardEvent, useState } from "react";
import { FieldFrame, useField } from "../runtime/field";
import { parseText } from "../runtime/numbers";
import { register } from "../runtime/registry";
import { display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const LazyFieldView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const [typed, setTyped] = useState<string | null>(null);
  const held = display(field.value);
  const onBlur = node.view.save_on_blur !== false;
  const changed = typed !== null && typed !== held;
  const save = () => {
    if (changed) field.set(parseText(node.type, typed));
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") save();
    if (event.key === "Escape" && changed) {
      event.preventDefault();
      setTyped(null);
    }
  };
  return (
    <FieldFrame node={node} field={field}>
      <div style={{ display: "flex", gap: 8 }}>
        <OutlinedInput
          id={field.inputId}
          fullWidth
          value={typed ?? held}
          placeholder={text(node.view.placeholder)}
          disabled={field.disabled}
          readOnly={field.readOnly}
          error={field.errors.length > 0}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={onBlur ? save : undefined}
          onKeyDown={onKeyDown}
          inputProps={{ ...field.aria, dir: "auto" }}
        />
        {onBlur || field.readOnly ? null : (
          <Button variant="outlined" disabled={field.disabled || !changed} onClick={save}>
            Save
          </Button>
        )}
      </div>
    </FieldFrame>
  );
};

register("LazyFieldView", LazyFieldView, "field");
