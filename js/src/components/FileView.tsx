// A file of the reader's own machine, sent to the kernel as `{name, type, size, content, last_modified}`.
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import { type DragEvent, useRef, useState } from "react";
import { useConnection } from "../runtime/context";
import { FieldFrame, useField } from "../runtime/field";
import { Glyph } from "../runtime/glyphs";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { sizeText } from "../runtime/sizes";
import { isObject, list, number, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";

// Without a limit of the plugin's own: what a comm message carries without stalling the page.
const LIMIT = 64 << 20;

const read = (file: File): Promise<Json> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error("the file could not be read"));
    reader.onload = () =>
      resolve({ name: file.name, type: file.type, size: file.size, content: String(reader.result).split(",")[1] ?? "", last_modified: file.lastModified });
    reader.readAsDataURL(file);
  });

const FileView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const sent = useObservable(useConnection().parcels.share);
  const { view } = node;
  const limit = number(view.max_size) ?? LIMIT;
  const types = Array.isArray(view.types) ? list(view.types).map(String).join(",") : text(view.types) ?? text(view.accept);
  const held = isObject(field.value) ? field.value : null;
  const disabled = field.disabled || field.readOnly;

  const take = async (file: File | undefined) => {
    if (!file || disabled) return;
    if (file.size > limit)
      return setProblem(text(view.max_size_error_message) ?? `'${file.name}' has ${sizeText(file.size)}; at most ${sizeText(limit)} are allowed.`);
    setProblem(null);
    setReading(true);
    try {
      field.set(await read(file));
    } catch (error) {
      setProblem(`'${file.name}' could not be read: ${(error as Error).message}`);
    } finally {
      setReading(false);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  return (
    <FieldFrame node={node} field={field}>
      <div className="fow-drop" data-over={over} onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop}>
        <input
          ref={input}
          id={field.inputId}
          className="fow-hidden-input"
          type="file"
          tabIndex={-1}
          accept={types}
          disabled={disabled}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button variant="outlined" disabled={disabled || reading} onClick={() => input.current?.click()} aria-describedby={field.aria["aria-describedby"]}>
          {text(view.button_label) ?? (held ? "Replace file" : "Choose file")}
        </Button>
        {held ? (
          <>
            <span>
              {text(held.name)}{" "}
              <span className="fow-muted" role={sent === null ? undefined : "status"}>
                {sent === null ? sizeText(number(held.size) ?? 0) : `sending, ${Math.round(sent * 100)} %`}
              </span>
            </span>
            <IconButton aria-label={`Remove ${text(held.name) ?? "file"}`} disabled={disabled} onClick={() => field.set(null)}>
              <Glyph name="close" size={16} />
            </IconButton>
          </>
        ) : (
          <span className="fow-muted">{reading ? "Reading…" : (text(view.placeholder) ?? "or drop one here")}</span>
        )}
      </div>
      {problem ? (
        <div className="fow-error-text" role="alert">
          {problem}
        </div>
      ) : null}
    </FieldFrame>
  );
};

register("FileView", FileView, "field");
