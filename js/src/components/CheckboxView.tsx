// A yes or no: box or switch, with its label beside it.
import Checkbox from "@mui/material/Checkbox";
import Switch from "@mui/material/Switch";
import { HelpText, LabelText, useField } from "../runtime/field";
import { register } from "../runtime/registry";
import type { Node } from "../runtime/wire";

const Toggle = ({ node, Control }: { node: Node; Control: typeof Checkbox | typeof Switch }) => {
  const field = useField(node);
  return (
    <div className="fow-field fow-toggle">
      <div style={{ display: "flex", alignItems: "flex-start", gap: 4, marginInlineStart: -4 }}>
        <Control
          id={field.inputId}
          checked={Boolean(field.value)}
          disabled={field.disabled || field.readOnly}
          onChange={(_, checked) => field.set(checked)}
          inputProps={field.aria}
        />
        <label id={field.labelId} htmlFor={field.inputId} style={{ lineHeight: "20px", padding: Control === Checkbox ? "4px 0" : "2px 0", minWidth: 0 }}>
          <LabelText field={field} />
        </label>
      </div>
      <HelpText field={field} />
    </div>
  );
};

const CheckboxView = ({ node }: { node: Node }) => <Toggle node={node} Control={Checkbox} />;
const SwitchView = ({ node }: { node: Node }) => <Toggle node={node} Control={Switch} />;

register("CheckboxView", CheckboxView, "field");
register("SwitchView", SwitchView, "field");
