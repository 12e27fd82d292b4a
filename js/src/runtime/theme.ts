// The MUI theme and our CSS variables, both from the notebook's own colours. The only file that names colours.
import { createTheme, type Theme } from "@mui/material/styles";
import type { Scheme } from "./scheme";

type Palette = Record<keyof typeof LIGHT, string>;

const LIGHT = {
  surface: "#ffffff",
  raised: "#ffffff",
  sunken: "#f5f5f5",
  border: "#e0e0e0",
  strong: "#bdbdbd",
  text: "#212121",
  muted: "#616161",
  primary: "#1565c0",
  error: "#c62828",
  warning: "#9a4b00",
  success: "#27702b",
  info: "#01679f",
};

const DARK: Palette = {
  surface: "#111111",
  raised: "#212121",
  sunken: "#1c1c1c",
  border: "#424242",
  strong: "#616161",
  text: "#ececec",
  muted: "#b0b0b0",
  primary: "#64b5f6",
  error: "#ef7a75",
  warning: "#ffb74d",
  success: "#81c784",
  info: "#4fc3f7",
};

// Roles whose colour the notebook decides. Its brand and status colours are made for large areas; as text on a panel
// they miss the contrast that small type needs, so those roles keep ours.
const SOURCES: Partial<Record<keyof Palette, string[]>> = {
  surface: ["--jp-layout-color0", "--vscode-notebook-cellEditorBackground", "--vscode-editor-background"],
  raised: ["--jp-layout-color1", "--vscode-editorWidget-background"],
  border: ["--jp-border-color2", "--vscode-editorWidget-border", "--vscode-panel-border"],
  strong: ["--jp-border-color1", "--vscode-input-border"],
  text: ["--jp-ui-font-color0", "--vscode-foreground"],
  muted: ["--vscode-descriptionForeground"],
};

const FONTS = "var(--jp-ui-font-family, var(--vscode-font-family, system-ui, sans-serif))";
export const CODE_FONT = "var(--jp-code-font-family, var(--vscode-editor-font-family, ui-monospace, monospace))";

/** Okabe and Ito's colours for colour-blind eyes, arranged for plots and tags in either scheme. */
export const SERIES = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a500", "#7f7f7f"];

// MUI computes with colours, so a variable has to be resolved to what it means here.
const resolve = (probe: HTMLElement, names: string[], fallback: string): string => {
  const style = getComputedStyle(document.body);
  for (const name of names) {
    const raw = style.getPropertyValue(name).trim();
    if (!raw) continue;
    probe.style.color = "";
    probe.style.color = raw;
    const value = probe.style.color && getComputedStyle(probe).color;
    if (value && /^rgba?\(/.test(value) && !/, 0\)$/.test(value)) return value;
  }
  return fallback;
};

const channels = (color: string): number[] =>
  color.startsWith("#") ? [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16)) : (color.match(/[\d.]+/g) ?? []).map(Number);

const brightness = (color: string): number => {
  const [r = 0, g = 0, b = 0] = channels(color);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
};

const mix = (base: string, other: string, part: number): string => {
  const [a, b] = [channels(base), channels(other)];
  return `rgb(${[0, 1, 2].map((i) => Math.round((a[i] ?? 0) * (1 - part) + (b[i] ?? 0) * part)).join(", ")})`;
};

/** The notebook's colours by role; ours where it has none or where they contradict the scheme. */
export const readPalette = (scheme: Scheme): Palette => {
  const base = scheme === "dark" ? DARK : LIGHT;
  const probe = document.createElement("span");
  probe.style.display = "none";
  document.body.append(probe);
  const read = Object.fromEntries(
    Object.entries(base).map(([role, own]) => [role, resolve(probe, SOURCES[role as keyof Palette] ?? [], own)]),
  ) as Palette;
  probe.remove();
  const dark = scheme === "dark";
  const readable = brightness(read.surface) < 0.5 === dark && brightness(read.text) > 0.5 === dark;
  // Notebooks step their backgrounds far apart in dark themes; our headers want to be just off the page.
  return readable ? { ...read, sunken: mix(read.surface, read.text, dark ? 0.09 : 0.04) } : base;
};

/** The palette as CSS variables for our own rules. */
export const cssVariables = (palette: Palette, scheme: Scheme): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(palette).map(([role, value]) => [`--fow-${role}`, value])),
  colorScheme: scheme,
});

const size = "13px";

export const makeTheme = (palette: Palette, scheme: Scheme, popups: () => HTMLElement): Theme => {
  const portal = { defaultProps: { container: popups } };
  return createTheme({
    palette: {
      mode: scheme,
      primary: { main: palette.primary },
      secondary: { main: palette.muted },
      error: { main: palette.error },
      warning: { main: palette.warning },
      success: { main: palette.success },
      info: { main: palette.info },
      text: { primary: palette.text, secondary: palette.muted },
      background: { default: palette.surface, paper: palette.raised },
      divider: palette.border,
    },
    shape: { borderRadius: 4 },
    spacing: 8,
    typography: { fontFamily: FONTS, fontSize: 13, htmlFontSize: 16, button: { textTransform: "none", fontWeight: 500 } },
    transitions: { create: () => "none" },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiButton: {
        defaultProps: { size: "small", disableElevation: true },
        styleOverrides: {
          root: {
            fontSize: size, lineHeight: "20px", minWidth: 0, maxWidth: "100%", flexShrink: 0, padding: "3px 12px", textAlign: "start", overflowWrap: "break-word",
            "&.Mui-focusVisible": { outline: `2px solid ${palette.primary}`, outlineOffset: 1 },
          },
          outlined: { padding: "2px 11px" },
          outlinedInherit: { borderColor: palette.strong },
          startIcon: { marginLeft: -4, marginRight: 6 },
          endIcon: { marginRight: -4, marginLeft: 6 },
        },
      },
      MuiIconButton: {
        defaultProps: { size: "small" },
        styleOverrides: { root: { padding: 4, "&.Mui-focusVisible": { outline: `2px solid ${palette.primary}` } } },
      },
      MuiOutlinedInput: {
        defaultProps: { size: "small", notched: false },
        styleOverrides: {
          root: { fontSize: size, lineHeight: "20px", backgroundColor: palette.surface, "&.MuiInputBase-multiline": { padding: "5px 10px" },
            // what can only be read does not look as if one could write in it
            "&.Mui-readOnly:not(.Mui-focused)": { backgroundColor: palette.sunken, "& .MuiOutlinedInput-notchedOutline": { borderColor: palette.border } },
          },
          input: { height: 20, padding: "5px 10px", "&::placeholder": { color: palette.muted, opacity: 1 }, "&.MuiInputBase-inputMultiline": { padding: 0, height: "auto" } },
          notchedOutline: { borderColor: palette.strong, top: 0, "& legend": { display: "none" } },
        },
      },
      MuiSelect: { styleOverrides: { select: { minHeight: "20px !important" }, icon: { fontSize: 20 } } },
      MuiMenuItem: { defaultProps: { dense: true }, styleOverrides: { root: { fontSize: size, minHeight: 30, whiteSpace: "normal" } } },
      MuiPaper: { styleOverrides: { root: { backgroundImage: "none" } } },
      MuiMenu: portal,
      MuiPopover: portal,
      MuiModal: portal,
      MuiDialog: portal,
      MuiPopper: portal,
      MuiTooltip: {
        defaultProps: { enterDelay: 400, disableInteractive: true, PopperProps: { container: popups } },
        styleOverrides: { tooltip: { fontSize: 12, maxWidth: 320 } },
      },
      MuiAutocomplete: {
        defaultProps: { size: "small" },
        styleOverrides: {
          root: { "& .MuiOutlinedInput-root.MuiInputBase-sizeSmall": { padding: "2px 6px", paddingRight: 36 } },
          input: { "&.MuiInputBase-input.MuiOutlinedInput-input": { padding: "3px 4px" } },
          option: { fontSize: size, minHeight: "30px !important" },
          noOptions: { fontSize: size },
          tag: { height: 22, margin: "1px 2px" },
        },
      },
      MuiChip: { defaultProps: { size: "small" }, styleOverrides: { root: { fontSize: 12 } } },
      MuiCheckbox: { defaultProps: { size: "small" }, styleOverrides: { root: { padding: 4, "&.Mui-focusVisible": { outline: `2px solid ${palette.primary}` } } } },
      MuiRadio: { defaultProps: { size: "small" }, styleOverrides: { root: { padding: 4, "&.Mui-focusVisible": { outline: `2px solid ${palette.primary}` } } } },
      MuiSwitch: { defaultProps: { size: "small" } },
      MuiSlider: { defaultProps: { size: "small" }, styleOverrides: { valueLabel: { fontSize: 12, padding: "2px 6px" }, markLabel: { fontSize: 11 } } },
      MuiTabs: { styleOverrides: { root: { minHeight: 32 } } },
      MuiTab: { styleOverrides: { root: { fontSize: size, minHeight: 32, minWidth: 0, padding: "6px 12px", textTransform: "none" } } },
      MuiToggleButton: { defaultProps: { size: "small" }, styleOverrides: { root: { fontSize: size, padding: "2px 10px", textTransform: "none" } } },
      MuiAlert: { styleOverrides: { root: { fontSize: size, padding: "4px 12px", alignItems: "flex-start" }, message: { padding: "4px 0", minWidth: 0, overflowWrap: "anywhere" }, icon: { padding: "4px 0", fontSize: 18, marginRight: 8 }, action: { padding: "0 0 0 12px", marginRight: 0, flex: "none" } } },
      MuiAlertTitle: { styleOverrides: { root: { fontSize: size, fontWeight: 500, margin: 0, lineHeight: "20px" } } },
      MuiTableCell: { styleOverrides: { root: { fontSize: size, padding: "4px 10px", borderColor: palette.border }, head: { fontWeight: 600, backgroundColor: palette.sunken } } },
      MuiLinearProgress: { styleOverrides: { root: { borderRadius: 2 } } },
    },
  });
};
