// What the page tests look for in the whole page.

const CONTROLS = [".fow button", ".fow [role=button]", ".fow [role=combobox]", ".fow input:not([type=hidden])", ".fow a[href]", ".fow [data-click]"];
const AWAY = "[aria-hidden=true], fieldset:disabled, .Mui-disabled, .js-plotly-plot, [inert]";
const INPUTS = ["input:not([type=hidden]):not([aria-hidden]):not([tabindex='-1'])", "textarea:not([aria-hidden])", "[role=combobox]", "button"];
const brief = (el) => el.outerHTML.slice(0, 200);
const inside = (selector) => [...document.querySelectorAll(".fow, .fow-popups")].flatMap((el) => [...el.querySelectorAll(selector)]);

/** Controls that Tab and the arrow keys do not reach. */
export const unreachable = () => {
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && !el.disabled && !el.closest(AWAY);
  // A group with one tab stop is walked by arrow keys; a chip is removed by Backspace in its input.
  const inGroup = (el) => el.closest("[role=tablist], [role=radiogroup], .MuiAutocomplete-root") || el.type === "radio" || el.type === "file";
  const holds = (el) => el.querySelector("button, [tabindex='0']");
  return [...document.querySelectorAll(CONTROLS.join(", "))].filter((el) => shown(el) && !inGroup(el) && el.tabIndex < 0 && !holds(el)).map(brief);
};

/** Inputs and buttons that a screen reader cannot name. */
export const nameless = () => {
  const named = (el) => el.labels?.length || el.ariaLabel || el.getAttribute("aria-labelledby") || el.innerText || el.title;
  return inside(INPUTS.join(", ")).filter((el) => !named(el)).map(brief);
};

/** What has run, or could. */
export const running = async () => {
  // What waits for a gesture gets one: a hand would come by, too.
  for (const el of inside("a, img, details, [title], .annotation-text-g, svg a"))
    for (const type of ["mouseover", "mouseenter", "focus", "pointerdown", "toggle"]) el.dispatchEvent(new Event(type, { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const schemes = (selector, ...names) => {
    const found = inside(selector).flatMap((el) => names.map((name) => el.getAttribute(name)));
    return [...new Set(found.filter(Boolean).map((address) => new URL(address, location.href).protocol))];
  };
  const active = "script, iframe:not([src^='https://www.youtube-nocookie.com/']), object, embed, base, meta, link, form[action]";
  return {
    ran: window.ran ?? 0,
    handlers: inside("*").filter((el) => [...el.attributes].some(({ name }) => name.startsWith("on"))).map(brief),
    active: inside(active).map(brief),
    links: schemes("a", "href", "xlink:href"),
    sources: schemes("img, video, audio, source", "src"),
    styles: inside("[style]").filter((el) => /url\(|position:\s*fixed/i.test(el.getAttribute("style"))).map(brief),
    characters: document.body.textContent.length,
  };
};
