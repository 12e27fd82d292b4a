// A value of one of several types: which type, and the field of that type.
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import { useConnection } from "../runtime/context";
import { FieldFrame, useField } from "../runtime/field";
import { Nodes } from "../runtime/NodeView";
import { register } from "../runtime/registry";
import { list, number, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const OneOfView = ({ node }: { node: Node }) => {
  const { emit } = useConnection();
  const field = useField(node);
  const options = list(node.rules.options).map((option) => text(option) ?? "");
  const chosen = number(node.view.chosen) ?? 0;
  const name = field.label ?? node.path;
  if (!options.length) return <div className="fow-empty">There is no type to choose</div>;
  return (
    <FieldFrame node={node} field={field} group>
      <div className="fow-col" style={{ gap: 8 }}>
        <Select
          value={String(chosen)}
          disabled={field.disabled || field.readOnly}
          onChange={(event) => emit(node.id, "choose", { index: Number(event.target.value) })}
          SelectDisplayProps={{ "aria-label": `${name}, type` } as never}
          style={{ minWidth: 140 }}
        >
          {options.map((option, i) => (
            <MenuItem key={i} value={String(i)}>
              {option || `Type ${i + 1}`}
            </MenuItem>
          ))}
        </Select>
        <Nodes ids={node.children} />
      </div>
    </FieldFrame>
  );
};

register("OneOfView", OneOfView, "field");
