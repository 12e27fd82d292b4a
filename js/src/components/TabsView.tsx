// One of a few choices, as tabs.
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import { HelpText, useField } from "../runtime/field";
import { Icon } from "../runtime/icons";
import { register } from "../runtime/registry";
import { choicesOf, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const TabsView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const choices = choicesOf(node);
  const current = choices.findIndex((choice) => choice.value === field.value);
  return (
    <div>
      <Tabs
        value={current < 0 ? false : current}
        onChange={(_, index: number) => field.set(choices[index]?.value)}
        aria-label={field.label ?? text(node.view.placeholder) ?? "Tabs"}
        variant="scrollable"
        scrollButtons="auto"
        style={{ borderBottom: "1px solid var(--fow-border)" }}
      >
        {choices.map((choice, i) => (
          <Tab
            key={i}
            label={choice.label}
            title={choice.description}
            icon={choice.icon ? <Icon name={choice.icon} /> : undefined}
            iconPosition="start"
            disabled={choice.disabled || field.disabled || field.readOnly}
          />
        ))}
      </Tabs>
      <HelpText field={field} />
    </div>
  );
};

register("TabsView", TabsView, "block");
