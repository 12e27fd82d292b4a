// A list of texts or numbers, typed one after the other; tags change places by dragging, or by Alt and the arrow keys.
import Autocomplete from "@mui/material/Autocomplete";
import Chip from "@mui/material/Chip";
import TextField from "@mui/material/TextField";
import { type KeyboardEvent, useRef } from "react";
import { type Field, FieldFrame } from "../runtime/field";
import { display, list, text } from "../runtime/view";
import { moved } from "../runtime/values";
import type { Node } from "../runtime/wire";

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

export const TagsEditor = ({ node, field }: { node: Node; field: Field }) => {
  const numeric = node.rules.element_type === "Number";
  const parse = (raw: unknown): unknown => (numeric && typeof raw === "string" && raw.trim() !== "" && Number.isFinite(Number(raw)) ? Number(raw) : raw);
  const items = list(field.value);
  const dragged = useRef<number | null>(null);
  const move = (from: number, to: number) => {
    if (from !== to && to >= 0 && to < items.length) field.set(moved(items, from, to));
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    // The input would take the focus back.
    if (event.key === "Alt") return event.stopPropagation();
    const step = event.altKey ? STEPS[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    move(at, at + step);
    event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-tag-index="${at + step}"]`)?.focus();
  };
  return (
    <FieldFrame node={node} field={field}>
      <Autocomplete<unknown, true, false, true>
        id={field.inputId}
        multiple
        freeSolo
        options={[]}
        value={items}
        getOptionLabel={display}
        isOptionEqualToValue={() => false}
        disabled={field.disabled}
        readOnly={field.readOnly}
        onChange={(_, next) => field.set(next.map(parse))}
        onBlur={field.leave}
        renderTags={(tags, propsOf) =>
          tags.map((tag, at) => {
            const { key, ...props } = propsOf({ index: at });
            return (
              <Chip
                {...props}
                key={key}
                label={display(tag) || "–"}
                draggable={!field.readOnly}
                onMouseDown={(event) => event.stopPropagation()}
                onDragStart={() => {
                  dragged.current = at;
                }}
                onDragOver={(event) => event.preventDefault()}
                onDrop={(event) => {
                  event.preventDefault();
                  if (dragged.current !== null) move(dragged.current, at);
                  dragged.current = null;
                }}
                onKeyDown={(event) => onKeyDown(event, at)}
              />
            );
          })
        }
        renderInput={({ inputProps, ...params }) => (
          <TextField
            {...params}
            inputProps={{ ...inputProps, ...field.aria, dir: "auto" }}
            error={field.errors.length > 0}
            placeholder={text(node.view.placeholder) ?? "Type, then press Enter"}
            onBlur={(event) => {
              // What was typed but not entered counts too.
              const rest = event.target.value.trim();
              if (rest) field.set([...items, parse(rest)]);
            }}
          />
        )}
        clearOnBlur
      />
    </FieldFrame>
  );
};
