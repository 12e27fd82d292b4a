// A path on the kernel's machine, typed. Browsing the kernel's folders is not built yet, and the field says so.
import OutlinedInput from "@mui/material/OutlinedInput";
import { FieldFrame, useField } from "../runtime/field";
import { register } from "../runtime/registry";
import { isObject, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const FileExplorerView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const path = isObject(field.value) ? (text(field.value.absolute_path) ?? "") : (text(field.value) ?? "");
  const what = node.view.choose_dir ? "folder" : "file";
  return (
    <FieldFrame node={node} field={field}>
      <OutlinedInput
        id={field.inputId}
        fullWidth
        value={path}
        placeholder={text(node.view.default_path) ?? text(node.view.placeholder) ?? `/path/to/${what}`}
        disabled={field.disabled}
        readOnly={field.readOnly}
        error={field.errors.length > 0}
        onChange={(event) => field.set(event.target.value ? { absolute_path: event.target.value } : null, "typing")}
        onBlur={field.leave}
        onKeyDown={field.onKeyDown}
        inputProps={{ ...field.aria, spellCheck: false }}
      />
      <div className="fow-help">Type the path of a {what} on the kernel's machine; a browser for its folders is not available yet.</div>
    </FieldFrame>
  );
};

register("FileExplorerView", FileExplorerView, "field");
