// A file or folder of the kernel's machine: its path, and a dialog to look for it.
import Button from "@mui/material/Button";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useState } from "react";
import { FieldFrame, useField } from "../runtime/field";
import { FileDialog } from "../runtime/fileDialog";
import { register } from "../runtime/registry";
import { isObject, list, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

/** Endings that may be chosen, lower case with their dot; none means all. */
const endingsOf = (raw: unknown): string[] =>
  (Array.isArray(raw) ? list(raw).map(String) : (text(raw) ?? "").split(","))
    .map((each) => each.trim().toLowerCase().replace(/^\*?\.?/, "."))
    .filter((each) => each !== ".");

const FileExplorerView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const [open, setOpen] = useState(false);
  const { view } = node;
  const path = isObject(field.value) ? (text(field.value.absolute_path) ?? "") : (text(field.value) ?? "");
  const isFolder = Boolean(view.choose_dir);
  const what = isFolder ? "folder" : "file";
  const start = text(view.default_path);
  return (
    <FieldFrame node={node} field={field}>
      <div style={{ display: "flex", gap: 8 }}>
        <OutlinedInput
          id={field.inputId}
          fullWidth
          value={path}
          placeholder={text(view.placeholder) ?? start ?? `/path/to/${what}`}
          disabled={field.disabled}
          readOnly={field.readOnly}
          error={field.errors.length > 0}
          onChange={(event) => field.set(event.target.value ? { absolute_path: event.target.value } : null, "typing")}
          onBlur={field.leave}
          onKeyDown={field.onKeyDown}
          inputProps={{ ...field.aria, spellCheck: false }}
        />
        {field.readOnly ? null : (
          <Button variant="outlined" color="inherit" aria-haspopup="dialog" disabled={field.disabled} style={{ flex: "none" }} onClick={() => setOpen(true)}>
            {text(view.button_label) ?? "Browse…"}
          </Button>
        )}
      </div>
      {open ? (
        <FileDialog
          nodeId={node.id}
          title={field.label ?? `Choose a ${what}`}
          isFolder={isFolder}
          endings={endingsOf(view.extensions ?? view.types)}
          start={path || start}
          chooseLabel={text(view.choose_button_label) ?? `Choose ${what}`}
          onClose={() => setOpen(false)}
          onChoose={(file) => {
            setOpen(false);
            field.set(file);
          }}
        />
      ) : null}
    </FieldFrame>
  );
};

register("FileExplorerView", FileExplorerView, "field");
