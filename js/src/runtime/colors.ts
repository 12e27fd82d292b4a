// A plugin's colour word as a role of the theme or as a CSS colour.

const ROLES = ["primary", "secondary", "error", "warning", "success", "info"] as const;

export type Role = (typeof ROLES)[number];

export const roleOf = (raw: unknown): Role | undefined => ROLES.find((role) => role === raw);

/** A CSS colour that is not a role; undefined for anything that is no plain colour. */
export const cssColor = (raw: unknown): string | undefined => {
  if (typeof raw !== "string" || roleOf(raw) || raw.length > 64 || !/^(#[0-9a-f]{3,8}|[a-z]+|(rgb|hsl)a?\([\d\s.,%/deg-]+\))$/i.test(raw)) return undefined;
  return globalThis.CSS?.supports("color", raw) ? raw : undefined;
};

/** The colour for text: nearer to the theme's own text, for plugins choose colours without knowing the background. */
export const readable = (css: string): string => `color-mix(in srgb, ${css} 45%, var(--fow-text))`;
