// Material icons by name, drawn by a font that the kernel sends when the first of them is shown.
import { useContext, useEffect } from "react";
import type { AssetName } from "../page";
import { Observable, useObservable } from "./observable";
import { ConnectionContext } from "./context";
import { iconName } from "./iconName";
import { imageUrl } from "./urls";

const FAMILY = "FoWidgets Icons";
const ready = new Observable(false);
let loading: Promise<void> | undefined;
const known = new Map<string, boolean>();

// Everybody asks (the loader passes on one question only), for whoever asked first may be gone before the answer.
const load = (asset: (name: AssetName) => Promise<ArrayBuffer>): Promise<void> => {
  const bytes = asset("icons");
  bytes.catch(() => undefined);
  return (loading ??= bytes
    .then((bytes) => new FontFace(FAMILY, bytes).load())
    .then((face) => {
      document.fonts.add(face);
      ready.set(true);
    })
    .catch((error) => {
      loading = undefined;
      console.warn("[fo_widgets] icons are not shown:", error);
    }));
};

// The font turns a known name into one square glyph; an unknown name would stay a word.
const exists = (name: string): boolean => {
  let found = known.get(name);
  if (found === undefined) {
    const pen = document.createElement("canvas").getContext("2d");
    if (pen) pen.font = `24px "${FAMILY}"`;
    found = !pen || pen.measureText(name).width < 30;
    if (!found) console.warn(`[fo_widgets] no icon '${name}'`);
    known.set(name, found);
  }
  return found;
};

export const Icon = ({ name, size }: { name: string; size?: number }) => {
  const connection = useContext(ConnectionContext);
  const isReady = useObservable(ready);
  const isAddress = /[/.:]/.test(name);
  useEffect(() => {
    if (!isAddress && !isReady && connection) void load(connection.asset);
  }, [isAddress, isReady, connection]);
  if (isAddress) {
    const src = /^(https?|data|blob):/.test(name) ? imageUrl(name) : null;
    return src ? <img src={src} alt="" width={size ?? 18} height={size ?? 18} /> : null;
  }
  const ligature = iconName(name);
  if (isReady && !exists(ligature)) return null;
  return (
    <span className="fow-icon" aria-hidden="true" translate="no" data-ready={isReady} style={size ? { fontSize: size } : undefined}>
      {ligature}
    </span>
  );
};
