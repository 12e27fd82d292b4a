// The code editor: a piece of its own, loaded with the page's first code field.
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import { markdown } from "@codemirror/lang-markdown";
import { python } from "@codemirror/lang-python";
import { sql } from "@codemirror/lang-sql";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, type LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { indentWithTab } from "@codemirror/commands";
import { tags } from "@lezer/highlight";
import { minimalSetup } from "codemirror";

export interface EditorOptions {
  parent: HTMLElement;
  root: Document | ShadowRoot;
  value: string;
  language: string | undefined;
  label: string;
  placeholder: string | undefined;
  readOnly: boolean;
  onChange(value: string): void;
  onBlur(): void;
}

export interface Editor {
  /** Replaces the text, unless it is already this. */
  setValue(value: string): void;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

const LANGUAGES: Record<string, () => LanguageSupport> = {
  python,
  py: python,
  json,
  javascript,
  js: javascript,
  typescript: () => javascript({ typescript: true }),
  ts: () => javascript({ typescript: true }),
  jsx: () => javascript({ jsx: true }),
  markdown,
  md: markdown,
  sql,
  yaml,
  yml: yaml,
};

// Only roles of the page's theme, so that one style serves light and dark.
const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--fow-primary)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--fow-success)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--fow-info)" },
  { tag: [tags.comment, tags.meta], color: "var(--fow-muted)", fontStyle: "italic" },
  { tag: [tags.propertyName, tags.definition(tags.variableName), tags.className], color: "var(--fow-warning)" },
  { tag: tags.heading, fontWeight: "600" },
  { tag: tags.link, textDecoration: "underline" },
]);

const look = EditorView.theme({
  "&": { color: "var(--fow-text)", backgroundColor: "transparent", fontSize: "12px", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "18px", overflow: "auto" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--fow-text)" },
  ".cm-line": { padding: "0 10px" },
  ".cm-cursor": { borderLeftColor: "var(--fow-text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "color-mix(in srgb, var(--fow-primary) 30%, transparent)",
  },
});

/** A code editor in `parent`. */
export const edit = (options: EditorOptions): Editor => {
  const access = new Compartment();
  const accessOf = (readOnly: boolean): Extension => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];
  let silent = false;
  const language = LANGUAGES[(options.language ?? "").toLowerCase()];
  const view = new EditorView({
    parent: options.parent,
    root: options.root,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        minimalSetup,
        // Tab leaves the field after Escape, as CodeMirror documents.
        keymap.of([indentWithTab]),
        syntaxHighlighting(style),
        look,
        language ? language() : [],
        access.of(accessOf(options.readOnly)),
        options.placeholder ? placeholder(options.placeholder) : [],
        EditorView.contentAttributes.of({ "aria-label": options.label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !silent) options.onChange(update.state.doc.toString());
          if (update.focusChanged && !update.view.hasFocus) options.onBlur();
        }),
      ],
    }),
  });
  return {
    setValue: (value) => {
      if (value === view.state.doc.toString()) return;
      silent = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
      silent = false;
    },
    setReadOnly: (readOnly) => view.dispatch({ effects: access.reconfigure(accessOf(readOnly)) }),
    destroy: () => view.destroy(),
  };
};
