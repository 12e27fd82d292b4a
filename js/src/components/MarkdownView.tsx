// A text in Markdown.
import { Markdown } from "../runtime/markdown";
import { register } from "../runtime/registry";
import { display, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

const MarkdownView = ({ node }: { node: Node }) => {
  const source = display(node.value) || display(node.view.default);
  const label = text(node.view.label);
  return (
    <>
      {label ? <h3 className="fow-heading">{label}</h3> : null}
      <Markdown source={source} />
      {text(node.view.description) ? <Markdown source={text(node.view.description)!} className="fow-help" /> : null}
    </>
  );
};

register("MarkdownView", MarkdownView, "text");
