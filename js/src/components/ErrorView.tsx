// An error that a plugin shows, with its details folded away.
import { Failure } from "../runtime/chrome";
import { register } from "../runtime/registry";
import { display, isObject, list, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";

const messageOf = (error: Json): string => text(error.reason) ?? text(error.message) ?? text(error.error_message) ?? display(error);

const ErrorView = ({ node }: { node: Node }) => {
  const held = Array.isArray(node.value) ? list(node.value) : node.value == null || node.value === "" ? [] : [node.value];
  const label = text(node.view.label);
  if (!held.length) return label ? <Failure error={{ message: label, traceback: text(node.view.description) }} /> : null;
  return (
    <>
      {held.map((error, i) => (
        <Failure
          key={i}
          error={isObject(error) ? { message: messageOf(error), traceback: text(error.details) ?? text(error.traceback) ?? text(error.stack) } : { message: display(error) }}
        />
      ))}
    </>
  );
};

register("ErrorView", ErrorView, "text");
