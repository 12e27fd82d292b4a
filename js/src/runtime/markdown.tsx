// Markdown of plugins: parsed, then sanitised. The only place that sets HTML.
import DOMPurify from "dompurify";
import { Marked } from "marked";
import { memo, useMemo } from "react";
import { imageUrl, safeUrl } from "./urls";

const marked = new Marked({ gfm: true, breaks: false });

const FORBIDDEN = ["style", "form", "input", "button", "textarea", "select", "option", "iframe", "object", "embed", "svg", "math", "base", "link", "meta", "dialog", "template"];
const ATTRIBUTES = ["style", "id", "name", "class", "srcset", "action", "formaction", "ping", "background", "poster", "autoplay"];

type Purifier = ReturnType<typeof DOMPurify>;
let purifier: Purifier | undefined;

const makePurifier = (): Purifier => {
  const made = DOMPurify(window);
  made.addHook("afterSanitizeAttributes", (node) => {
    if (node.tagName === "A") {
      const href = safeUrl(node.getAttribute("href"));
      if (!href) return node.removeAttribute("href");
      node.setAttribute("href", href);
      node.setAttribute("target", "_blank");
      node.setAttribute("rel", "noopener noreferrer");
    }
    if (node.tagName === "IMG" && !node.hasAttribute("alt")) node.setAttribute("alt", "");
    if (node.hasAttribute("src") && !imageUrl(node.getAttribute("src"))) node.removeAttribute("src");
  });
  return made;
};

/** The text without the indentation that all its lines share. */
export const dedent = (raw: string): string => {
  const lines = raw.replace(/\t/g, "    ").split("\n");
  const depths = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const depth = depths.length ? Math.min(...depths) : 0;
  return lines.map((line) => line.slice(Math.min(depth, line.length - line.trimStart().length))).join("\n").trim();
};

/** Safe HTML of a Markdown text. */
export const toHtml = (raw: string): string => {
  purifier ??= makePurifier();
  return purifier.sanitize(marked.parse(dedent(raw), { async: false }), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: FORBIDDEN,
    FORBID_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false,
  });
};

export const Markdown = memo(({ source, className = "fow-md" }: { source: string; className?: string }) => {
  const html = useMemo(() => toHtml(source), [source]);
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />;
});
Markdown.displayName = "Markdown";
