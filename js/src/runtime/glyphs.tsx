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
  file: "M6 2h8l6 6v14H4V2zm7 1.5V9h5.5zM6 4v16h12V11h-7V4z",
  eye: "M12 5C7 5 2.7 8.1 1 12c1.7 3.9 6 7 11 7s9.300-3.100 11-7c-1.700-3.900-6-7-11-7zm0 11.500a4.500 4.500 0 1 1 0-9 4.500 4.500 0 0 1 0 9zm0-2.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
};

export type GlyphName = keyof typeof PATHS;

export const Glyph = ({ name, size = 18 }: { name: GlyphName; size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true" focusable="false" style={{ flex: "none" }}>
    <path d={PATHS[name]} />
  </svg>
);
