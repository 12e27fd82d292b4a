// A date, or a date with a time of day.
import OutlinedInput from "@mui/material/OutlinedInput";
import { FieldFrame, useField } from "../runtime/field";
import { register } from "../runtime/registry";
import type { Node } from "../runtime/wire";

const two = (n: number): string => String(n).padStart(2, "0");

/** A stored value (ISO text, or ms since 1970) as the browser's input wants it, in local time. */
export const toInput = (value: unknown, dateOnly: boolean): string => {
  if (value === null || value === undefined || value === "") return "";
  const raw = typeof value === "object" && "$date" in value ? value.$date : value;
  // A text without a zone is what the input itself gave.
  if (typeof raw === "string" && /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(raw)) return dateOnly ? raw.slice(0, 10) : raw.length === 10 ? `${raw}T00:00` : raw.slice(0, 19);
  const date = new Date(raw as string | number);
  if (Number.isNaN(date.getTime())) return "";
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return dateOnly ? day : `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

const DateTimeView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const dateOnly = Boolean(node.view.date_only);
  return (
    <FieldFrame node={node} field={field}>
      <OutlinedInput
        id={field.inputId}
        type={dateOnly ? "date" : "datetime-local"}
        value={toInput(field.value, dateOnly)}
        onChange={(event) => field.set(event.target.value || null, "typing")}
        onBlur={field.leave}
        onKeyDown={field.onKeyDown}
        disabled={field.disabled}
        readOnly={field.readOnly}
        error={field.errors.length > 0}
        inputProps={field.aria}
        style={{ minWidth: 200 }}
      />
    </FieldFrame>
  );
};

register("DateTimeView", DateTimeView, "field");
