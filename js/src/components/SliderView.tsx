// One number or a range, by dragging.
import OutlinedInput from "@mui/material/OutlinedInput";
import Slider from "@mui/material/Slider";
import { FieldFrame, useField } from "../runtime/field";
import { register } from "../runtime/registry";
import { isObject, number, part, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

interface Bounds {
  min: number;
  max: number;
  step: number | null;
}

/** The slider's bounds: the type's, the view's or its slider part's; a step that suits them where none is given. */
export const boundsOf = (node: Node): Bounds => {
  const own = part(node, "slider");
  const element = isObject(node.rules.element_type) ? node.rules.element_type : {};
  const pick = (key: string) => number(own[key]) ?? number(node.view[key]) ?? number(node.rules[key]) ?? number(element[key]);
  const isFloat = Boolean(node.rules.float) || Boolean(element.float);
  const min = pick("min") ?? 0;
  const max = pick("max") ?? Math.max(min + 1, min === 0 && isFloat ? 1 : 100);
  const asked = number(own.step) ?? number(node.view.step) ?? number(node.view.multipleOf) ?? number(node.rules.multiple_of);
  const whole = Boolean(node.rules.int) || (Number.isInteger(min) && Number.isInteger(max) && max - min > 2 && !isFloat);
  return { min, max, step: asked ?? (whole ? 1 : max - min <= 20 ? 0.01 : 0.1) };
};

const marksOf = (raw: unknown): boolean | { value: number; label?: string }[] => {
  if (!Array.isArray(raw)) return raw === true;
  return raw.filter(isObject).flatMap((mark) => {
    const value = number(mark.value);
    return value === undefined ? [] : [{ value, label: text(mark.label) }];
  });
};

const digits = (step: number): number => Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));

const SliderView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const { view } = node;
  const { min, max, step } = boundsOf(node);
  const isRange = node.type === "List" || Array.isArray(field.value);
  const single = number(field.value) ?? number(view.data) ?? min;
  const pair = Array.isArray(field.value) ? field.value.map((each) => number(each) ?? min) : [min, max];
  const shown = isRange ? pair : single;
  const precision = number(view.value_precision) ?? digits(step || 1);
  const write = (value: number) => value.toFixed(Math.min(Math.max(precision, 0), 12));
  const bare = view.variant === "bare" || Boolean(view.bare);
  const labels = part(node, "slider").valueLabelDisplay ?? view.value_label_display;
  const disabled = field.disabled || field.readOnly;
  const name = field.label ?? node.path;
  const slider = (
    <Slider
      value={shown}
      min={min}
      max={max}
      step={step}
      marks={marksOf(part(node, "slider").marks ?? view.marks)}
      disabled={disabled}
      valueLabelDisplay={labels === "on" || labels === "off" ? labels : "auto"}
      valueLabelFormat={write}
      onChange={(_, value) => field.set(value, "live")}
      onChangeCommitted={(_, value) => {
        field.set(value, "done");
        field.leave();
      }}
      getAriaLabel={(index) => (isRange ? `${name}, ${index === 0 ? "from" : "to"}` : name)}
      {...(field.aria["aria-describedby"] ? { "aria-describedby": field.helpId } : {})}
    />
  );
  if (bare) return slider;
  return (
    <FieldFrame node={node} field={field} group>
      <div style={{ display: "flex", alignItems: "center", gap: 16 }}>
        <div className="fow-grow" style={{ padding: "0 8px", display: "flex" }}>
          {slider}
        </div>
        {isRange ? (
          <output style={{ minWidth: 72, textAlign: "end", fontVariantNumeric: "tabular-nums" }}>{pair.map(write).join(" – ")}</output>
        ) : (
          <OutlinedInput
            id={field.inputId}
            value={single}
            type="number"
            disabled={field.disabled}
            readOnly={field.readOnly}
            onChange={(event) => event.target.value !== "" && field.set(Number(event.target.value), "typing")}
            onBlur={field.leave}
            onKeyDown={field.onKeyDown}
            inputProps={{ "aria-label": `${name}, value`, min, max, step: step ?? "any" }}
            style={{ width: 84, flex: "none" }}
          />
        )}
      </div>
    </FieldFrame>
  );
};

register("SliderView", SliderView, "field");
