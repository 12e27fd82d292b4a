// Numbers of bytes for people.

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** 1536 → "1.5 kB". */
export const sizeText = (bytes: number): string => {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
};
