// Names of Material icons.

/** "MoreVertIcon", "more-vert" and "more_vert" name the same icon. */
export const iconName = (raw: string): string =>
  raw
    .replace(/Icon$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
