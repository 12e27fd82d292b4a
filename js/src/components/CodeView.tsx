// Code to read or write, in an editor that arrives with the first code field of the page.
import { useEffect, useRef, useState } from "react";
import type { Editor, EditorOptions } from "../editor";
import { Failure } from "../runtime/chrome";
import { useConnection } from "../runtime/context";
import { FieldFrame, useField } from "../runtime/field";
import { loadPiece } from "../runtime/pieces";
import { register } from "../runtime/registry";
import { display, height, number, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

interface Piece {
  edit(options: EditorOptions): Editor;
}

const heightOf = (node: Node): string => {
  const raw = number(node.view.height);
  return raw === undefined ? (height(node.view.height) ?? "auto") : `${raw}px`;
};

const CodeView = ({ node }: { node: Node }) => {
  const connection = useConnection();
  const field = useField(node);
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const latest = useRef(field);
  const [ready, setReady] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  latest.current = field;
  const code = typeof field.value === "object" && field.value !== null ? JSON.stringify(field.value, null, 2) : display(field.value);
  const language = text(node.view.language);
  const locked = field.readOnly || field.disabled;
  const first = useRef({ code, locked, placeholder: text(node.view.placeholder), label: field.label ?? "Code" });

  useEffect(() => {
    let live = true;
    loadPiece<Piece>("editor", connection.asset, (script) => [script, "fow"]).then(
      ({ edit }) => {
        const parent = box.current;
        if (!live || !parent) return;
        const { code: value, locked: readOnly, placeholder, label } = first.current;
        editor.current = edit({
          parent,
          root: parent.getRootNode() as Document | ShadowRoot,
          value,
          language,
          label,
          placeholder,
          readOnly,
          onChange: (next) => latest.current.set(next, "typing"),
          onBlur: () => latest.current.leave(),
        });
        setReady(true);
      },
      (error: Error) => live && setFailure(error.message),
    );
    return () => {
      live = false;
      editor.current?.destroy();
      editor.current = null;
      setReady(false);
    };
  }, [connection, language]);

  useEffect(() => editor.current?.setValue(code), [code, ready]);
  useEffect(() => editor.current?.setReadOnly(locked), [locked, ready]);

  return (
    <FieldFrame node={node} field={field} group>
      {failure ? <Failure error={`The editor could not be loaded: ${failure}`} /> : null}
      <div
        ref={box}
        className="fow-pre"
        data-invalid={field.errors.length > 0}
        style={{ padding: 0, height: heightOf(node), minHeight: 48, maxHeight: heightOf(node) === "auto" ? 420 : undefined, border: "1px solid var(--fow-border)" }}
      >
        {ready ? null : <pre style={{ margin: 0, padding: "8px 10px", font: "inherit" }}>{code}</pre>}
      </div>
    </FieldFrame>
  );
};

register("CodeView", CodeView, "block");
