// Whether the page is light or dark, and when its theme changes.
import { Observable } from "./observable";

export type Scheme = "light" | "dark";

const luminance = (color: string): number | null => {
  const parts = color.match(/[\d.]+/g)?.map(Number);
  if (!parts || parts.length < 3 || (parts.length > 3 && (parts[3] ?? 1) < 0.5)) return null;
  const [r = 0, g = 0, b = 0] = parts;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
};

const ofBackground = (start: Element | null): Scheme | null => {
  for (let el = start; el; el = el.parentElement) {
    const value = luminance(getComputedStyle(el).backgroundColor);
    if (value !== null) return value < 0.5 ? "dark" : "light";
  }
  return null;
};

const detect = (): Scheme => {
  const { body, documentElement: html } = document;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false" ? "dark" : "light";
  const kind = body.dataset.vscodeThemeKind ?? "";
  if (kind) return kind.includes("light") ? "light" : "dark";
  if (html.classList.contains("dark") || html.getAttribute("theme") === "dark") return "dark";
  const background = ofBackground(body);
  if (background) return background;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};

/** The page's theme: its scheme, and a number that grows whenever colours may have changed. */
export interface PageTheme {
  scheme: Scheme;
  revision: number;
}

export const pageTheme = new Observable<PageTheme>({ scheme: "light", revision: 0 });

let watching = false;

/** Starts to follow the page's theme, once. */
export const watchScheme = (): void => {
  if (watching) return;
  watching = true;
  let revision = 0;
  const update = () => pageTheme.set({ scheme: detect(), revision: (revision += 1) });
  let timers: ReturnType<typeof setTimeout>[] = [];
  // A theme's attribute is often set before its stylesheet has arrived.
  const soon = () => {
    timers.forEach(clearTimeout);
    timers = [0, 150, 800].map((ms) => setTimeout(update, ms));
  };
  const observer = new MutationObserver(soon);
  const attributes = ["class", "style", "theme", "data-jp-theme-light", "data-jp-theme-name", "data-vscode-theme-kind", "data-theme"];
  observer.observe(document.body, { attributes: true, attributeFilter: attributes });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: attributes });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
  update();
};
