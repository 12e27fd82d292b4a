// A link out of the notebook.
import { register } from "../runtime/registry";
import { display, text } from "../runtime/view";
import { safeUrl } from "../runtime/urls";
import type { Node } from "../runtime/wire";

const LinkView = ({ node }: { node: Node }) => {
  const raw = text(node.view.href) ?? (display(node.value) || undefined);
  const href = safeUrl(raw);
  const label = text(node.view.label) ?? raw ?? "Link";
  const help = text(node.view.description);
  return (
    <div>
      {href ? (
        <a className="fow-link" href={href} target="_blank" rel="noopener noreferrer">
          {label}
        </a>
      ) : (
        <span title="This is not a web address">{label}</span>
      )}
      {help ? <div className="fow-help">{help}</div> : null}
    </div>
  );
};

register("LinkView", LinkView, "text");
