// Looking for a word in a large value.

export interface Found {
  /** Keys and indices from the root. */
  path: string[];
  value: unknown;
}

export interface Search {
  found: Found[];
  /** How many there are in all. */
  count: number;
}

const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether a value has more entries than fit into sight; stops counting there. */
export const isLong = (value: unknown, most = 30): boolean => {
  const stack = [value];
  let count = 0;
  while (stack.length && count <= most) {
    const current = stack.pop();
    if (!isBranch(current)) continue;
    const inner = ArrayBuffer.isView(current) ? [] : Object.values(current);
    count += ArrayBuffer.isView(current) ? (current as unknown as ArrayLike<number>).length : inner.length;
    for (let i = 0; i < Math.min(inner.length, most); i += 1) stack.push(inner[i]);
  }
  return count > most;
};

/** Entries whose key or plain value contains the word, in reading order; at most `limit` of them in full. */
export const searchJson = (value: unknown, word: string, limit = 100): Search => {
  const wanted = word.toLowerCase();
  const found: Found[] = [];
  let count = 0;
  const path: string[] = [];
  const visit = (current: object): void => {
    const walk = (key: string, item: unknown) => {
      const isLeaf = !isBranch(item);
      if (key.toLowerCase().includes(wanted) || (isLeaf && String(item).toLowerCase().includes(wanted))) {
        count += 1;
        if (found.length < limit) found.push({ path: [...path, key], value: item });
      }
      if (isLeaf) return;
      path.push(key);
      visit(item);
      path.pop();
    };
    if (Array.isArray(current) || ArrayBuffer.isView(current)) {
      const items = current as unknown as ArrayLike<unknown>;
      for (let i = 0; i < items.length; i += 1) walk(String(i), items[i]);
    } else for (const key of Object.keys(current)) walk(key, (current as Record<string, unknown>)[key]);
  };
  if (isBranch(value)) visit(value);
  return { found, count };
};
