// Which addresses from a plugin may become links or sources.

const LINKS = ["http:", "https:", "mailto:", "tel:"];

/** The address if its scheme is one of `schemes`, else null. Relative addresses are taken as the page's own. */
export const safeUrl = (raw: unknown, schemes: readonly string[] = LINKS): string | null => {
  if (typeof raw !== "string" || !raw.trim()) return null;
  try {
    const url = new URL(raw.trim(), globalThis.location?.href ?? "http://localhost/");
    return schemes.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
};

const isData = (raw: string, kinds: string): boolean => new RegExp(`^data:(${kinds})/[a-z0-9.+-]+[;,]`, "i").test(raw);

/** An address for `<img src>`: web, blob, or a data URL of an image (which cannot run scripts there). */
export const imageUrl = (raw: unknown): string | null =>
  typeof raw !== "string" ? null
  : isData(raw, "image") ? raw
  : safeUrl(raw, ["http:", "https:", "blob:"]);

/** An address for `<video>`, `<audio>`. */
export const mediaUrl = (raw: unknown): string | null =>
  typeof raw !== "string" ? null
  : isData(raw, "video|audio|image") ? raw
  : safeUrl(raw, ["http:", "https:", "blob:"]);

/** The id of a YouTube video, if the address names one. */
export const youtubeId = (raw: string): string | null => {
  try {
    const url = new URL(raw);
    const host = url.hostname.replace(/^(www|m)\./, "");
    const id =
      host === "youtu.be" ? url.pathname.slice(1)
      : host === "youtube.com" || host === "youtube-nocookie.com" ?
        (url.searchParams.get("v") ?? /^\/(?:embed|shorts)\/([^/]+)/.exec(url.pathname)?.[1])
      : null;
    return id && /^[\w-]{6,20}$/.test(id) ? id : null;
  } catch {
    return null;
  }
};

/** Whether this names a file of the kernel's machine rather than an address. */
export const isLocalPath = (raw: string): boolean => /^(\/(?!\/)|~\/|\.{1,2}\/|[a-z]:[\\/]|file:\/\/)/i.test(raw);
