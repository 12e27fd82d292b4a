// A button that opens a dialog with at most two actions; for tagging it asks for tags too.
import Autocomplete from "@mui/material/Autocomplete";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import TextField from "@mui/material/TextField";
import { type CSSProperties, type ReactNode, useId, useState } from "react";
import { roleOf } from "../runtime/colors";
import { useConnection } from "../runtime/context";
import { Icon } from "../runtime/icons";
import { Markdown } from "../runtime/markdown";
import { useObservable } from "../runtime/observable";
import { register } from "../runtime/registry";
import { isObject, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";

const side = (value: unknown): CSSProperties["textAlign"] => (value === "left" ? "start" : value === "right" ? "end" : value === "center" ? "center" : undefined);

const part = (value: unknown): Json => (isObject(value) ? value : {});

const ModalView = ({ node }: { node: Node }) => {
  const { emit, life } = useConnection();
  const lost = useObservable(life) === "lost";
  const [open, setOpen] = useState(false);
  const [tags, setTags] = useState<string[]>([]);
  const titleId = useId();
  const { view } = node;
  const modal = part(view.modal);
  const aligned = part(modal.textAlign);
  const tagging = view.functionality === "tagging";
  const label = text(view.label) ?? text(modal.title) ?? "Open";
  const icon = text(view.icon);
  const act = (event: string) => () => {
    setOpen(false);
    emit(node.id, event, tagging ? { tags } : {});
    setTags([]);
  };
  const variant = ["contained", "outlined", "text"].find((each) => each === view.variant) as "contained" | "outlined" | "text" | undefined;
  const action = (key: "primary" | "secondary", fallback: string): ReactNode => {
    const button = view[`${key}Button`];
    if (key === "secondary" && !isObject(button)) return null;
    const own = part(button);
    return (
      <Button variant={key === "primary" ? "contained" : "outlined"} color={roleOf(own[`${key}Color`]) ?? (key === "primary" ? "primary" : "inherit")} disabled={lost || Boolean(own.disabled)} onClick={act(`${key}Button`)}>
        {text(own[`${key}Text`]) ?? fallback}
      </Button>
    );
  };
  return (
    <>
      <Button variant={variant ?? "outlined"} color={roleOf(view.color) ?? "inherit"} disabled={lost || Boolean(view.disabled)} title={text(view.title)} aria-haspopup="dialog" startIcon={icon ? <Icon name={icon} /> : undefined} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="xs">
        <div className="fow-dialog">
          <h2 id={titleId} className="fow-heading" style={{ textAlign: side(aligned.title) }}>
            {text(modal.icon) ? <Icon name={text(modal.icon)!} /> : null} {text(modal.title) ?? label}
          </h2>
          {text(modal.subtitle) ? (
            <div className="fow-muted" style={{ textAlign: side(aligned.subtitle) }}>
              {text(modal.subtitle)}
            </div>
          ) : null}
          {text(modal.body) ? (
            <div style={{ textAlign: side(aligned.body) }}>
              <Markdown source={text(modal.body)!} />
            </div>
          ) : null}
          {tagging ? (
            <Autocomplete<string, true, false, true>
              multiple
              freeSolo
              options={[]}
              value={tags}
              onChange={(_, next) => setTags([...new Set(next)])}
              renderInput={(params) => <TextField {...params} placeholder="Type a tag, then press Enter" inputProps={{ ...params.inputProps, "aria-label": "Tags" }} />}
            />
          ) : null}
          <div className="fow-actions">
            {action("secondary", "Cancel")}
            {action("primary", "OK")}
          </div>
        </div>
      </Dialog>
    </>
  );
};

register("ModalView", ModalView, "inline");
