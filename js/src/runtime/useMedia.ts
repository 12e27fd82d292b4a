// The address under which the browser can show an image, a video or a sound.
import { useEffect, useState } from "react";
import { useConnection } from "./context";
import { imageUrl, isLocalPath, mediaUrl } from "./urls";

export interface Shown {
  url?: string;
  error?: string;
  /** How much of a local file has arrived, 0 to 1. */
  part?: number;
}

export const useMedia = (source: string | undefined, kind: "image" | "media"): Shown => {
  const { media } = useConnection();
  const [shown, setShown] = useState<Shown>({});
  useEffect(() => {
    if (!source) return setShown({});
    if (!isLocalPath(source)) {
      const url = kind === "image" ? imageUrl(source) : mediaUrl(source);
      return setShown(url ? { url } : { error: `'${source.slice(0, 80)}' is not a web address` });
    }
    let live = true;
    setShown({ part: 0 });
    media.url(source, (part) => live && setShown({ part })).then(
      (url) => live && setShown({ url }),
      (error: Error) => live && setShown({ error: error.message }),
    );
    return () => {
      live = false;
    };
  }, [source, kind, media]);
  return shown;
};
