// One of a few choices, all in sight.
import Radio from "@mui/material/Radio";
import { FieldFrame, useField } from "../runtime/field";
import { register } from "../runtime/registry";
import { choicesOf } from "../runtime/view";
import type { Node } from "../runtime/wire";

const RadioView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const choices = choicesOf(node);
  return (
    <FieldFrame node={node} field={field} group>
      <div
        role="radiogroup"
        aria-labelledby={field.label ? field.labelId : undefined}
        {...field.aria}
        style={{ display: "flex", flexWrap: "wrap", flexDirection: node.view.orientation === "horizontal" ? "row" : "column", columnGap: 16 }}
      >
        {choices.map((choice, i) => (
          <label key={i} style={{ display: "flex", alignItems: "flex-start", gap: 4, marginInlineStart: -4 }}>
            <Radio
              name={field.inputId}
              value={String(i)}
              checked={field.value === choice.value}
              disabled={field.disabled || field.readOnly || choice.disabled}
              onChange={() => field.set(choice.value)}
              size="small"
            />
            <span className="fow-choice-text" style={{ padding: "4px 0" }}>
              <span>{choice.label}</span>
              {choice.description ? <span className="fow-help" style={{ margin: 0 }}>{choice.description}</span> : null}
            </span>
          </label>
        ))}
      </div>
      {choices.length ? null : <div className="fow-empty">No choices</div>}
    </FieldFrame>
  );
};

register("RadioView", RadioView, "field");
