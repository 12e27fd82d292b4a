import assert from "node:assert/strict";
import { test } from "node:test";
import { window } from "./dom";
import { dedent, toHtml } from "../src/runtime/markdown";
import { HOSTILE } from "../dev/hostile.mjs";

const parse = (html: string) => {
  const box = window.document.createElement("div");
  box.innerHTML = html;
  return box;
};

for (const [index, source] of HOSTILE.entries()) {
  test(`hostile text ${index} keeps nothing that runs: ${JSON.stringify(source).slice(0, 60)}`, () => {
    const box = parse(toHtml(source));
    for (const el of box.querySelectorAll("*")) {
      assert.ok(!/^(script|iframe|object|embed|svg|math|style|form|input|button|base|link|meta|template)$/i.test(el.tagName), `<${el.tagName}> is left`);
      for (const { name, value } of el.attributes) {
        assert.ok(!/^on/i.test(name), `${name} is left`);
        assert.ok(!/^(style|srcdoc|formaction|action|id|name)$/i.test(name), `${name} is left`);
        if (/^(href|src|xlink:href)$/i.test(name)) assert.match(value, /^(https?:|mailto:|tel:|data:image\/|blob:|[^:]*$)/i);
      }
    }
  });
}

test("ordinary Markdown is kept", () => {
  const box = parse(toHtml("## Title\n\nSome **bold** text, `code` and\n\n- one\n- two\n\n| a | b |\n|--|--|\n| 1 | 2 |"));
  assert.equal(box.querySelector("h2")!.textContent, "Title");
  assert.equal(box.querySelector("strong")!.textContent, "bold");
  assert.equal(box.querySelectorAll("li").length, 2);
  assert.equal(box.querySelectorAll("td").length, 2);
});

test("links open elsewhere and tell nothing of this page", () => {
  const link = parse(toHtml("[x](https://example.org)")).querySelector("a")!;
  assert.equal(link.getAttribute("target"), "_blank");
  assert.equal(link.getAttribute("rel"), "noopener noreferrer");
});

test("the indentation that all lines share is no code block", () => {
  assert.equal(dedent("\n        ### Title\n        text\n            deeper\n        "), "### Title\ntext\n    deeper");
  assert.equal(parse(toHtml("\n    ### Title\n    text\n")).querySelector("h3")!.textContent, "Title");
});
