// The few signs of our own frame, drawn here so that a panel without icons needs no icon font.

const PATHS = {
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 16.5a7.5 7.5 0 1 1 0-15 7.5 7.5 0 0 1 0 15zm-.9-4h1.8v1.8h-1.8zm.9-8.3a3.2 3.2 0 0 0-3.2 3.1h1.7a1.5 1.5 0 1 1 3 .1c0 1.2-2.4 1.5-2.4 4h1.8c0-1.6 2.4-1.9 2.4-4.1A3.3 3.3 0 0 0 12 7.2z",
  more: "M12 8a1.7 1.7 0 1 0 0-3.4A1.7 1.7 0 0 0 12 8zm0 5.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zm0 5.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
  close: "M18.3 7.1 16.9 5.7 12 10.6 7.1 5.7 5.7 7.1l4.9 4.9-4.9 4.9 1.4 1.4 4.9-4.9 4.9 4.9 1.4-1.4-4.9-4.9z",
  down: "M7.4 9 12 13.6 16.6 9 18 10.4l-6 6-6-6z",
  left: "M15.4 7.4 14 6l-6 6 6 6 1.4-1.4-4.6-4.6z",
  right: "m8.6 16.6 4.6-4.6-4.6-4.6L10 6l6 6-6 6z",
  up: "M7.4 15.4 12 10.8l4.6 4.6L18 14l-6-6-6 6z",
  add: "M13 11V5h-2v6H5v2h6v6h2v-6h6v-2z",
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  next: "M6 18 14.500 12 6 6zM16 6v12h2V6z",
  previous: "M6 6h2v12H6zm3.500 6 8.500 6V6z",
  loop: "M7 7h10v3l4-4-4-4v3H5v6h2zm10 10H7v-3l-4 4 4 4v-3h12v-6h-2z",
  folder: "M10 4H2v16h20V6H12zm10 14H4V6h5.200l2 2H20z",
  search: "M15.500 14h-.8l-.3-.3a6.500 6.500 0 1 0-.7.7l.3.3v.8l5 5 1.500-1.500zm-6 0a4.500 4.500 0 1 1 0-9 4.500 4.500 0 0 1 0 9z",
  edit: "M3 17.250V21h3.750L17.800 9.900l-3.700-3.700zM20.700 7a1 1 0 0 0 0-1.400l-2.300-2.300a1 1 0 0 0-1.400 0l-1.800 1.800 3.700 3.700z",
  file: "M6 2h8l6 6v14H4V2zm7 1.5V9h5.5zM6 4v16h12V11h-7V4z",
  eye: "M12 5C7 5 2.7 8.1 1 12c1.7 3.9 6 7 11 7s9.300-3.100 11-7c-1.700-3.900-6-7-11-7zm0 11.500a4.500 4.500 0 1 1 0-9 4.500 4.500 0 0 1 0 9zm0-2.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
};

export type GlyphName = keyof typeof PATHS;

export const Glyph = ({ name, size = 18 }: { name: GlyphName; size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true" focusable="false" style={{ flex: "none" }}>
    <path d={PATHS[name]} />
  </svg>
);
