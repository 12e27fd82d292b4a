// A browser's globals for tests that need a document. Import it before anything that reads them.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://localhost:8888/lab", pretendToBeVisual: true });
for (const name of ["window", "document", "HTMLElement", "Element", "ShadowRoot", "Node", "DOMParser", "getComputedStyle", "location"] as const)
  Object.defineProperty(globalThis, name, { value: name === "window" ? window : (window as never)[name], configurable: true });

export { window };
