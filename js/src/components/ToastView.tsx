// A short message that goes away by itself.
import Snackbar from "@mui/material/Snackbar";
import { useEffect, useState } from "react";
import { register } from "../runtime/registry";
import { display, isObject, number, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const ToastView = ({ node }: { node: Node }) => {
  const { view } = node;
  const message = text(view.message) ?? display(node.value);
  const [open, setOpen] = useState(Boolean(message));
  useEffect(() => setOpen(Boolean(message)), [message]);
  const layout = isObject(view.layout) ? view.layout : {};
  const close = (_: unknown, reason?: string) => reason !== "clickaway" && setOpen(false);
  return (
    <Snackbar
      open={open}
      message={message}
      autoHideDuration={number(view.duration) ?? 5000}
      onClose={close}
      anchorOrigin={{
        vertical: layout.vertical === "top" ? "top" : "bottom",
        horizontal: layout.horizontal === "left" || layout.horizontal === "right" ? layout.horizontal : "center",
      }}
    />
  );
};

register("ToastView", ToastView, "inline");
