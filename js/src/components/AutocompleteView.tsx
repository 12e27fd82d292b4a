// Choices that are searched by typing; several of them as chips; free text where it is allowed.
import Autocomplete from "@mui/material/Autocomplete";
import ListItemText from "@mui/material/ListItemText";
import TextField from "@mui/material/TextField";
import { FieldFrame, useField } from "../runtime/field";
import { register } from "../runtime/registry";
import { type Choice, choicesOf, display, list, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const asChoice = (choices: Choice[], value: unknown): Choice =>
  choices.find((choice) => choice.value === value) ?? { value, label: display(value), disabled: false };

const AutocompleteView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const { view } = node;
  const choices = choicesOf(node);
  const free = view.allow_user_input !== false;
  const multiple = node.type === "List" || Boolean(view.multiple) || Boolean(node.rules.multiple) || Array.isArray(field.value);
  const repeats = view.allow_duplicates !== false && multiple;
  const isNumber = node.type === "Number" || node.rules.element_type === "Number";
  const valueOf = (entry: string | Choice): unknown => {
    if (typeof entry !== "string") return entry.value;
    const known = choices.find((choice) => choice.label === entry);
    if (known) return known.value;
    return isNumber && entry.trim() !== "" && Number.isFinite(Number(entry)) ? Number(entry) : entry;
  };
  const empty = field.value === null || field.value === undefined || field.value === "";
  const many = multiple ? (Array.isArray(field.value) ? list(field.value) : empty ? [] : [field.value]).map((value) => asChoice(choices, value)) : [];
  const one = empty ? null : asChoice(choices, field.value);

  return (
    <FieldFrame node={node} field={field}>
      <Autocomplete<Choice, boolean, boolean, boolean>
        id={field.inputId}
        multiple={multiple}
        freeSolo={free}
        forcePopupIcon={choices.length > 0}
        autoSelect={free && !multiple}
        options={choices}
        value={multiple ? many : one}
        filterSelectedOptions={view.filter_selected_options === true || (multiple && !repeats)}
        disableClearable={view.allow_clearing === false}
        disableCloseOnSelect={multiple}
        disabled={field.disabled}
        readOnly={field.readOnly}
        getOptionLabel={(entry) => (typeof entry === "string" ? entry : entry.label)}
        getOptionDisabled={(choice) => choice.disabled}
        isOptionEqualToValue={(a, b) => !repeats && a.value === b.value}
        onChange={(_, next) => {
          if (!Array.isArray(next)) {
            const value = next === null ? null : valueOf(next);
            // Leaving the field selects once more what has been selected.
            return value === field.value ? undefined : field.set(value);
          }
          const values = next.map(valueOf);
          field.set(repeats ? values : [...new Set(values)]);
        }}
        onBlur={field.leave}
        renderOption={(props, choice) => (
          <li {...props} key={display(choice.value)}>
            <ListItemText primary={choice.label} secondary={choice.description} primaryTypographyProps={{ fontSize: 13 }} secondaryTypographyProps={{ fontSize: 12 }} style={{ margin: 0 }} />
          </li>
        )}
        renderInput={({ inputProps, ...params }) => (
          <TextField
            {...params}
            inputProps={{ ...inputProps, ...field.aria }}
            error={field.errors.length > 0}
            placeholder={many.length ? undefined : (text(view.placeholder) ?? (free ? "Type or choose…" : "Choose…"))}
          />
        )}
      />
    </FieldFrame>
  );
};

register("AutocompleteView", AutocompleteView, "field");
