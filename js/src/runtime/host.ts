// Where a widget's styles and pop-ups live: the document, or the shadow root that the notebook put it in.
import createCache, { type EmotionCache } from "@emotion/cache";
import { CSS } from "./styles";

export interface Host {
  cache: EmotionCache;
  /** The element that menus, dialogs and tooltips hang in. */
  popups: HTMLElement;
}

const hosts = new WeakMap<globalThis.Node, Host>();

export const hostOf = (el: HTMLElement): Host => {
  const root = el.getRootNode();
  const scope: Document | ShadowRoot = root instanceof ShadowRoot ? root : document;
  const known = hosts.get(scope);
  if (known) return known;
  const styles = scope instanceof ShadowRoot ? scope : document.head;
  const sheet = document.createElement("style");
  sheet.textContent = CSS;
  styles.append(sheet);
  const popups = document.createElement("div");
  popups.className = "fow-popups";
  // Keys pressed in a pop-up must not run the notebook's commands either.
  popups.dataset.lmSuppressShortcuts = "true";
  (scope instanceof ShadowRoot ? scope : document.body).append(popups);
  const host = { cache: createCache({ key: "fow", container: styles }), popups };
  hosts.set(scope, host);
  return host;
};
