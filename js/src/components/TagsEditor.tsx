// A list of texts or numbers, typed one after the other.
import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { type Field, FieldFrame } from "../runtime/field";
import { display, list, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

export const TagsEditor = ({ node, field }: { node: Node; field: Field }) => {
  const numeric = node.rules.element_type === "Number";
  const parse = (raw: unknown): unknown => (numeric && typeof raw === "string" && raw.trim() !== "" && Number.isFinite(Number(raw)) ? Number(raw) : raw);
  return (
    <FieldFrame node={node} field={field}>
      <Autocomplete<unknown, true, false, true>
        id={field.inputId}
        multiple
        freeSolo
        options={[]}
        value={list(field.value)}
        getOptionLabel={display}
        isOptionEqualToValue={() => false}
        disabled={field.disabled}
        readOnly={field.readOnly}
        onChange={(_, next) => field.set(next.map(parse))}
        onBlur={field.leave}
        renderInput={({ inputProps, ...params }) => (
          <TextField
            {...params}
            inputProps={{ ...inputProps, ...field.aria }}
            error={field.errors.length > 0}
            placeholder={text(node.view.placeholder) ?? "Type, then press Enter"}
            onBlur={(event) => {
              // What was typed but not entered counts too.
              const rest = event.target.value.trim();
              if (rest) field.set([...list(field.value), parse(rest)]);
            }}
          />
        )}
        clearOnBlur
      />
    </FieldFrame>
  );
};
