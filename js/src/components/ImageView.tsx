// An image by address or by a path on the kernel's machine; may be clicked.
import { Failure } from "../runtime/chrome";
import { useConnection } from "../runtime/context";
import { useMedia } from "../runtime/useMedia";
import { register } from "../runtime/registry";
import { height, length, text } from "../runtime/view";
import { safeUrl } from "../runtime/urls";
import type { Node } from "../runtime/wire";

const ImageView = ({ node }: { node: Node }) => {
  const { emit } = useConnection();
  const { view } = node;
  const source = text(node.value) ?? text(view.url) ?? text(view.src) ?? text(view.default);
  const media = useMedia(source, "image");
  const alt = text(view.alt) ?? text(view.label) ?? "";
  const href = safeUrl(view.href);
  if (media.error) return <Failure error={`The image could not be shown: ${media.error}`} />;
  if (!source) return <div className="fow-empty">No image</div>;
  const image = (
    <img
      className="fow-media"
      src={media.url}
      alt={alt}
      loading="lazy"
      style={{ width: length(view.width) ? "100%" : undefined, height: height(view.height), objectFit: "contain", minHeight: media.url ? undefined : 48 }}
    />
  );
  if (node.events.includes("click") || node.events.includes("on_click"))
    return (
      <button type="button" className="fow-bare" aria-label={alt || "Image"} onClick={() => emit(node.id, "click")}>
        {image}
      </button>
    );
  return href ? (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {image}
    </a>
  ) : (
    image
  );
};

register("ImageView", ImageView, "text");
