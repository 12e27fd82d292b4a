// From what is typed to a value.

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** What a text means as a value of a schema type: an emptied field is null; a text that is no number stays a text. */
export const parseText = (type: string, raw: string): unknown => {
  if (type !== "Number") return raw === "" ? null : raw;
  if (raw.trim() === "") return null;
  return NUMBER.test(raw) ? Number(raw) : raw;
};
